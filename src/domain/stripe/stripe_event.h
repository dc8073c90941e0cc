/* Stripe's notices. One is received once, whatever way it comes: sent to us, sent again, or found
 * in Stripe's list because it was never sent. What it says is applied in the transaction that keeps
 * its name. In which order notices come does not matter: of a page, a refund, a transfer the first
 * final word counts; how an account stands is asked anew.
 *
 * Invariants
 * 1. A notice that was received changes nothing again.
 * 2. A notice of a kind that we do not know is kept by name and answered well: Stripe would repeat
 *    it for days.
 * 3. Play money changes nothing where money is real, and the other way round. */
#ifndef DOMAIN_STRIPE_STRIPE_EVENT_H
#define DOMAIN_STRIPE_STRIPE_EVENT_H

#include "base/ctx.h"
#include "base/message.h"
#include "domain/stripe/stripe_object.h"

#define STRIPE_EVENT_OUTCOMES(X)                                                                   \
  X(APPLIED, 1, "applied")                                                                         \
  X(KNOWN, 2, "known") /* received before */                                                       \
  X(IGNORED, 3, "ignored")                                                                         \
  X(OTHER_MODE, 4, "other_mode")

enum stripe_event_outcome {
#define X(name, number, text) STRIPE_EVENT_##name = number,
  STRIPE_EVENT_OUTCOMES(X)
#undef X
};
struct str stripe_event_outcome_name(enum stripe_event_outcome outcome);

/* Inside db_write. */
enum stripe_event_outcome stripe_event_apply(struct ctx *ctx, const struct stripe_event *event,
                                             bool fetched);

#define STRIPE_NOTICES(X)                                                                          \
  X(OK, 200, stripe_notice_ok)                                                                     \
  X(NOT_USED, 404, stripe_notice_not_used) /* this territory has no secret of Stripe */            \
  X(UNSIGNED, 400, stripe_notice_unsigned)                                                         \
  X(SIGNED_WRONG, 400, stripe_notice_signed_wrong)                                                 \
  X(SIGNED_LONG_AGO, 400, stripe_notice_signed_long_ago)                                           \
  X(UNREADABLE, 400, stripe_notice_unreadable)

enum stripe_notice_result {
#define X(name, status, message) STRIPE_NOTICE_##name,
  STRIPE_NOTICES(X)
#undef X
};
const char *stripe_notice_refusal(enum stripe_notice_result result);
int stripe_notice_status(enum stripe_notice_result result);
enum message stripe_notice_message(enum stripe_notice_result result);

/* A notice as it came, with its header Stripe-Signature. Own db_write. */
enum stripe_notice_result stripe_event_receive(struct ctx *ctx, struct str signature,
                                               struct str body, enum stripe_event_outcome *outcome);

struct stripe_received {
  struct str event, type, object;
  enum stripe_event_outcome outcome;
  bool fetched;
  struct instant received_at;
};
struct stripe_receiveds {
  struct stripe_received *items;
  size_t count;
};
/* Newest first, at most 20. */
struct stripe_receiveds stripe_event_list(struct ctx *ctx);
/* Inside db_write: those of two months ago; Stripe lists a month. */
void stripe_event_forget(struct ctx *ctx);

/* The kinds that are asked for when notices did not come: "types[]=...&types[]=...". */
struct str stripe_event_types(struct ctx *ctx);

#endif
