/* When to ask again, and when not. Pure: what was answered and how often it was tried in, what to
 * do out.
 *
 * Stripe remembers what it did for an idempotency key for a day. So a call is tried again, with
 * growing waits, for less than that; then nobody asks again with that key, and what became of it
 * is looked up. */
#ifndef DOMAIN_STRIPE_STRIPE_RETRY_H
#define DOMAIN_STRIPE_STRIPE_RETRY_H

#include "base/random.h"
#include "base/time.h"

enum stripe_said { STRIPE_SAID_NOTHING, STRIPE_SAID_RETRY, STRIPE_SAID_DO_NOT_RETRY };

struct stripe_attempt {
  int status;             /* of HTTP; 0: no answer came */
  enum stripe_said retry; /* header Stripe-Should-Retry */
  int64_t retry_after_s;  /* header Retry-After, or 0 */
  int64_t tries;          /* with this one: from 1 */
  struct instant first_at, now;
  bool hurried; /* somebody waits at a page */
};

enum stripe_fate {
  STRIPE_FATE_DONE,
  STRIPE_FATE_AGAIN,
  STRIPE_FATE_REFUSED,   /* Stripe says no, and would say so again */
  STRIPE_FATE_UNANSWERED /* nobody knows whether it was done */
};

enum {
  STRIPE_TRIES_MAX = 32,
  STRIPE_TRIES_HURRIED = 8,
  STRIPE_TRY_FOR_MS = 20 * 3600 * 1000,
  STRIPE_TRY_HURRIED_MS = 3 * 60 * 1000,
  STRIPE_WAIT_MAX_MS = 3600 * 1000,
};

/* With AGAIN, *wait_ms is how long to wait: doubled each time from half a second (hurried) or two
 * seconds, at most an hour; half of it by chance, so that many do not come back together; at least
 * what Stripe asks for. */
enum stripe_fate stripe_fate_of(const struct stripe_attempt *attempt, struct random *random,
                                int64_t *wait_ms);

#endif
