/* The end of a voucher. Nobody takes it after its last day; OFFLINE_DAYS later, when what tills
 * without a network took on that day has been reported, the job that comes by after midnight, in
 * the territory's zone, takes what is left off the voucher and gives it to whom the campaign said
 * when it was sold: whoever has the money keeps it, the holder gets it back, or the solidarity fund
 * gets it.
 *
 * Invariants
 * 1. A voucher ends once. Used up before, it has nothing to give; else value and money move in the
 *    transaction that ends it.
 * 2. Value off the voucher = money moved, except where whoever has the money keeps it: the shop
 *    that was paid at the sale.
 * 3. A blocked voucher ends like any other; whoever lost it was to ask before. */
#ifndef DOMAIN_LIFE_EXPIRY_H
#define DOMAIN_LIFE_EXPIRY_H

#include "domain/voucher/voucher_act.h"

/* Ends vouchers whose last day is OFFLINE_DAYS past, at most a thousand, each 25 in their own
 * db_write. Returns how many. */
int64_t expiry_round(struct ctx *ctx);

/* May an expired voucher be alive again? The money must not have gone to a holder, and what the
 * fund or the territory has been given must still be there: `fund_minor` and `kept_minor` hold what
 * there is, and what this voucher needs is taken off. */
struct expiry_funds {
  int64_t fund_minor, kept_minor;
};
struct expiry_funds expiry_funds(struct ctx *ctx);
/* How much it would have again; 0: it may not. */
int64_t expiry_may_revive(struct ctx *ctx, const struct voucher *voucher,
                          struct expiry_funds *funds);
/* What it lost when it ended. */
int64_t expiry_lost(struct ctx *ctx, const struct voucher *voucher);
/* Inside db_write: gives value and money back to a voucher that may. Its last day is for the
 * caller. */
void expiry_revive(struct ctx *ctx, const struct voucher *voucher, int64_t value_minor);

#endif
