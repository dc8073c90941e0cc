/* A buyer tells his bank that he did not pay: the bank takes the money back from the territory's
 * balance at Stripe at once, and gives it again if the dispute is won. What that costs stays with
 * the territory (ledger: kept, and the fee); an agent is told, who may answer at Stripe and block
 * the voucher. The money is booked by the movements that a dispute names, which Stripe's list of
 * movements brings too: whoever is quicker. */
#ifndef DOMAIN_STRIPE_STRIPE_DISPUTE_H
#define DOMAIN_STRIPE_STRIPE_DISPUTE_H

#include "base/ctx.h"
#include "domain/stripe/stripe_object.h"

/* Inside db_write. `type` is the notice's: "charge.dispute.created". */
void stripe_dispute_told(struct ctx *ctx, struct str type, const struct stripe_object *dispute);
/* Inside db_write. A dispute's movement was kept, under this id of ours. */
void stripe_dispute_moved(struct ctx *ctx, const struct stripe_object *move, int64_t id);

#endif
