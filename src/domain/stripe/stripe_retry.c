#include "domain/stripe/stripe_retry.h"

/* Our key is wrong (401, 403): somebody may mend it. 409: the same call is on its way. */
static enum stripe_fate fate_of_status(const struct stripe_attempt *attempt) {
  int status = attempt->status;
  if (status >= 200 && status < 300) return STRIPE_FATE_DONE;
  bool unsure = status == 0 || status >= 500;
  if (attempt->retry == STRIPE_SAID_DO_NOT_RETRY)
    return unsure ? STRIPE_FATE_UNANSWERED : STRIPE_FATE_REFUSED;
  if (unsure || attempt->retry == STRIPE_SAID_RETRY) return STRIPE_FATE_AGAIN;
  if (status == 401 || status == 403 || status == 409 || status == 429) return STRIPE_FATE_AGAIN;
  return STRIPE_FATE_REFUSED;
}

static int64_t wait_of(const struct stripe_attempt *attempt, struct random *random) {
  int64_t wait = attempt->hurried ? 500 : 2000;
  for (int64_t i = 1; i < attempt->tries && wait < STRIPE_WAIT_MAX_MS; i++)
    wait *= 2;
  if (wait > STRIPE_WAIT_MAX_MS) wait = STRIPE_WAIT_MAX_MS;
  wait = wait / 2 + (int64_t)random_below(random, (uint64_t)(wait / 2) + 1);
  int64_t asked = attempt->retry_after_s * 1000;
  if (asked > STRIPE_WAIT_MAX_MS) asked = STRIPE_WAIT_MAX_MS;
  return wait > asked ? wait : asked;
}

enum stripe_fate stripe_fate_of(const struct stripe_attempt *attempt, struct random *random,
                                int64_t *wait_ms) {
  enum stripe_fate fate = fate_of_status(attempt);
  *wait_ms = 0;
  if (fate != STRIPE_FATE_AGAIN) return fate;
  int64_t most = attempt->hurried ? STRIPE_TRIES_HURRIED : STRIPE_TRIES_MAX;
  int64_t until = attempt->hurried ? STRIPE_TRY_HURRIED_MS : STRIPE_TRY_FOR_MS;
  *wait_ms = wait_of(attempt, random);
  bool late = attempt->now.ms + *wait_ms - attempt->first_at.ms > until;
  if (attempt->tries < most && !late) return STRIPE_FATE_AGAIN;
  *wait_ms = 0;
  return STRIPE_FATE_UNANSWERED;
}
