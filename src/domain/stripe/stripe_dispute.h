/* A buyer tells his bank that he did not pay: the bank takes the money back from the territory's
 * balance at Stripe at once, and gives it again if the dispute is won. What that costs stays with
 * the territory (ledger: kept); an agent is told, who may answer at Stripe and block the voucher.
 */
#ifndef DOMAIN_STRIPE_STRIPE_DISPUTE_H
#define DOMAIN_STRIPE_STRIPE_DISPUTE_H

#include "base/ctx.h"
#include "domain/stripe/stripe_object.h"

/* Inside db_write. `type` is the notice's: "charge.dispute.created". */
void stripe_dispute_told(struct ctx *ctx, struct str type, const struct stripe_object *object);

#endif
