/* Money back to the card it came from, and back from a merchant who had it already.
 *
 * A refund that the product decided on is asked for in payment/refund_ask.h; an agent sends back
 * odd money (stripe_odd.h). Either has an id, which is the refund's mark at Stripe. When a card was
 * refunded and the merchant owes us for it, because it was paid out to his account at Stripe, the
 * sum is fetched back from there: a reversal of his last transfers. What cannot be fetched he owes,
 * and it is taken from later payouts.
 *
 * Invariants
 * 1. A refund is sent once. What Stripe did not answer for twenty hours is looked up, never sent
 *    blindly again.
 * 2. It is decided once, but what was sent may fail days later; then an agent is told.
 * 3. No more is fetched back from a merchant than he owes, nor than was transferred to him. */
#ifndef DOMAIN_STRIPE_STRIPE_REFUND_H
#define DOMAIN_STRIPE_STRIPE_REFUND_H

#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_object.h"

enum stripe_refund_state {
  STRIPE_REFUND_ASKED = 1,
  STRIPE_REFUND_PENDING = 2, /* Stripe has it, the bank not yet */
  STRIPE_REFUND_SENT = 3,
  STRIPE_REFUND_FAILED = 4
};

/* All inside db_write. */

/* Sends so much of this payment at Stripe ("pi_...") back. */
void stripe_refund_send(struct ctx *ctx, int64_t id, struct str intent, int64_t amount_minor);
/* Sends what was asked for since the last time. Returns how many. */
int64_t stripe_refund_gather(struct ctx *ctx);
/* What Stripe says of a refund, whoever told it. */
void stripe_refund_told(struct ctx *ctx, const struct stripe_object *object);
/* Stripe refused it, or did not answer. */
void stripe_refund_refused(struct ctx *ctx, int64_t id, const struct stripe_error *error);
void stripe_refund_unanswered(struct ctx *ctx, int64_t id);
/* The list of what was refunded of its payment: is it there? */
void stripe_refund_looked(struct ctx *ctx, int64_t id, const struct stripe_list *list);

/* A reversal was made: the merchant owes so much less. */
void stripe_reversal_told(struct ctx *ctx, int64_t id, const struct stripe_object *object);
void stripe_reversal_refused(struct ctx *ctx, int64_t id);
void stripe_reversal_unanswered(struct ctx *ctx, int64_t id);
void stripe_reversal_looked(struct ctx *ctx, int64_t id, const struct stripe_list *list);

#endif
