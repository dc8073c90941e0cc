/* Merchants paid through Stripe: a payout batch (domain/payout) of merchants whose account there
 * can be sent money. The batch is prepared and confirmed by two people as every batch; once it is
 * confirmed, each of its payouts becomes one transfer out of the territory's balance at Stripe.
 *
 * Invariants
 * 1. A payout becomes one transfer, also when the job dies between asking and noting.
 * 2. Together a batch is not more than Stripe can send now: what it says is available, less what
 *    is on its way there.
 * 3. What Stripe refuses is owed to the merchant again, with its reason. */
#ifndef DOMAIN_STRIPE_STRIPE_PAYOUT_H
#define DOMAIN_STRIPE_STRIPE_PAYOUT_H

#include "domain/payout/payout.h"
#include "domain/stripe/stripe_object.h"

enum stripe_transfer_state {
  STRIPE_TRANSFER_ASKED = 1,
  STRIPE_TRANSFER_MADE = 2,
  STRIPE_TRANSFER_REFUSED = 3
};

struct stripe_payable {
  int64_t merchants, minor; /* who could be paid so now, and how much in all */
  bool known;               /* Stripe has said what it holds */
};
struct stripe_payable stripe_payable(struct ctx *ctx);

/* Own db_write; audited. */
enum payout_result stripe_payout_prepare(struct ctx *ctx, struct batch_id *id);

/* All that follow inside db_write. */
int64_t stripe_payout_gather(struct ctx *ctx);
void stripe_payout_told(struct ctx *ctx, int64_t payout, const struct stripe_object *object);
void stripe_payout_refused(struct ctx *ctx, int64_t payout, const struct stripe_error *error);
void stripe_payout_unanswered(struct ctx *ctx, int64_t payout);
void stripe_payout_looked(struct ctx *ctx, int64_t payout, const struct stripe_list *list);
/* A transfer was fetched back, by us or by somebody at Stripe. */
void stripe_payout_reversed(struct ctx *ctx, const struct stripe_object *object);

#endif
