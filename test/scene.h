/* A small town for the tests of the domain: one territory in Paris time, and hands that set up a
 * campaign, shops, vouchers. */
#ifndef TEST_SCENE_H
#define TEST_SCENE_H

#include "domain/checkout/checkout.h"
#include "test/support.h"

/* A territory "bourg" (EUR) entered, with a bank account of its own. */
struct ctx *scene_open(struct test_db *test);
/* Face values 20, 50, 100, free 5 to 250, on sale all of 2020, redeemable from 11 May to the end
 * of the year; not stored. */
struct campaign scene_campaign(void);
struct campaign_id scene_add_campaign(struct ctx *ctx, const struct campaign *campaign);
/* A shop of this name that takes vouchers, with a merchant of its own. */
struct shop scene_shop(struct ctx *ctx, struct str name);
/* The same with another trade, town, and hours ("" for none). */
struct scene_facts {
  struct str name, trade, town, hours;
};
struct shop scene_shop_with(struct ctx *ctx, const struct scene_facts *facts);
/* Its merchant gives an account number. */
void scene_account(struct ctx *ctx, const struct shop *shop);
/* Buyers may pay by transfer, to FR76 3000 1007 9412 3456 7890 185, within 14 days. */
void scene_bank(struct ctx *ctx);
/* What is asked for, bought and paid: its voucher. */
struct voucher_id scene_buy(struct ctx *ctx, const struct order_request *request);
/* A paid voucher of the shop. */
struct voucher_id scene_voucher(struct ctx *ctx, const struct shop *shop, int64_t amount_minor);
/* Seals and checks all books: "balance", or the first problem. */
struct str scene_books(struct ctx *ctx);

#endif
