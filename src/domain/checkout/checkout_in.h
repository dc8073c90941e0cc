/* Private to checkout: what placing an order and recording a sale share. */
#ifndef DOMAIN_CHECKOUT_IN_H
#define DOMAIN_CHECKOUT_IN_H

#include "domain/checkout/checkout.h"

struct order_place { /* where an order stands */
  struct order_id id;
  struct campaign_id campaign_id;
  struct day redeemable_on, expires_on; /* the campaign's terms, as the buyer saw them */
  enum campaign_remainder remainder;
  struct shop_id shop_id;         /* 0: all shops that take part */
  struct merchant_id merchant_id; /* 0 likewise */
  int64_t top_up_minor;           /* what public money adds, reserved */
  bool test;
};
/* Inside db_write. */
void checkout_insert_order(struct ctx *ctx, const struct order_request *request,
                           const struct order_place *place);

/* Inside db_write: reserves what public money adds to the order that is being placed, and says so
 * in `place`. `shop`: NULL for all. With a refusal the body must refuse too. */
enum topup_result checkout_reserve(struct ctx *ctx, const struct order_request *request,
                                   const struct measured *shop, struct order_place *place);
/* Inside db_write: checkout_place() without one of its own. False: refused, and nothing may stay.
 */
bool checkout_place_within(struct ctx *ctx, const struct order_request *request,
                           struct checkout_answer *answer);

#endif
