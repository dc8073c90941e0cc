/* A neighbour's voucher at a till of ours. The voucher, its value and its money are at home, over
 * there; the shop and who earns by it are here. Both sides are read and written in one transaction,
 * over the one bridge (domain/neighbour). What is not wide, or of a test campaign, is refused and
 * nothing else of it is said.
 *
 * Invariants
 * 1. At home: voucher -> pool and held -> neighbour; here: neighbour -> payable; all or nothing.
 * 2. The use stands on both sides under the till's nonce: at home without shop, till and person,
 *    but with the shop's name; here as any other. Each names the transfer of the other. */
#ifndef DOMAIN_VOUCHER_GUEST_H
#define DOMAIN_VOUCHER_GUEST_H

#include "domain/voucher/voucher.h"

/* The voucher with this id in that territory, if it may be used here on this day. */
enum voucher_result guest_find(struct ctx *ctx, struct territory_id home, struct voucher_id id,
                               struct day day, struct voucher_answer *answer);
/* May its territory owe us so much more? True for vouchers of ours. */
bool guest_has_room(struct ctx *ctx, const struct voucher_answer *answer, int64_t amount_minor);
/* Inside db_write, after the value was taken (answer->use, over there): books the money and keeps
 * the use on both sides. answer->use is then ours. */
void guest_keep(struct ctx *ctx, const struct voucher_redemption *redemption,
                struct voucher_answer *answer);

/* ctx where the answer's voucher is at home: ctx itself, or over the bridge. */
struct ctx voucher_home(struct ctx *ctx, const struct voucher_answer *answer);

#endif
