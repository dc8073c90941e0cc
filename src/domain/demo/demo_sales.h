/* The demonstration's campaigns and sales. */
#ifndef DOMAIN_DEMO_SALES_H
#define DOMAIN_DEMO_SALES_H

#include "domain/shop/shop.h"

/* A first round that is over and can be redeemed, a second that is open; some sales of each.
 * Returns the code of a voucher that the shop can redeem today. */
struct str demo_campaigns(struct ctx *ctx, struct str name, struct shop_id shop);

/* The shops and vouchers of a published table (shop,town,trade,vouchers,amount_eur,invented):
 * each row's amount is spread over its number of vouchers in multiples of ten, the sum exact.
 * Returns how many vouchers. */
size_t demo_bilan(struct ctx *ctx, struct str csv);

#endif
