#include "domain/counter/counter.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/scene.h"
#include "test/story.h"

static void a_day_at_the_counter_is_booked_to_the_cent(void **state) {
  (void)state;
  story_run("src/domain/counter/counter.story");
}

static void money_given_back_leaves_the_box(void **state) {
  (void)state;
  story_run("src/domain/counter/payback.story");
}

static void a_printed_voucher_is_worth_nothing_until_it_is_sold(void **state) {
  (void)state;
  story_run("src/domain/counter/printed.story");
}

static void who_gets_cash_back_at_once_reads_of_it_once(void **state) {
  (void)state;
  story_run("src/domain/counter/mailed.story");
}

static void public_money_at_the_counter_stays_within_its_rule(void **state) {
  (void)state;
  story_run("src/domain/counter/aided.story");
}

static void a_booklet_is_topped_up_as_far_as_the_ceiling_reaches(void **state) {
  (void)state;
  story_run("src/domain/counter/aided_row.story");
}

/* Eight counters, one booklet of ten: one sells it, seven hear that it is gone. */
enum { COUNTERS = 8 };

struct seller {
  struct ctx *ctx;
  struct counter_answer answer;
};

static void *sell_booklet(void *arg) {
  struct seller *seller = arg;
  struct counter_order order = {.id = {id_next(seller->ctx->ids)},
                                .first = S("1-001"),
                                .last = S("1-010"),
                                .buyer_name = S("Camille"),
                                .tender = TENDER_CASH};
  seller->answer = counter_sell(seller->ctx, &order);
  return NULL;
}

static struct lot_id print_booklet(struct ctx *ctx, const struct shop *shop,
                                   struct campaign_id campaign) {
  struct lot_id id;
  struct lot lot = {.campaign_id = campaign,
                    .shop_id = shop->id,
                    .amount = {2000, CURRENCY_EUR},
                    .vouchers = 10,
                    .booklet = 10};
  assert_int_equal(stock_print(ctx, &lot, &id), STOCK_OK);
  return id;
}

static void eight_counters_sell_one_booklet_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  struct campaign_id campaign_id = scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("librairie"));
  desk_setting_keep(ctx, &(struct desk_setting){.open = true});
  struct lot_id lot_id = print_booklet(ctx, &shop, campaign_id);
  struct seller sellers[COUNTERS];
  pthread_t threads[COUNTERS];
  for (int i = 0; i < COUNTERS; i++) {
    struct box_id box;
    struct ctx *own = test_ctx(test, ctx->territory);
    own->keys = ctx->keys;
    own->zone = ctx->zone;
    own->currency = ctx->currency;
    own->person.value = 1001 + i;
    assert_int_equal(box_open(own, 0, &box), COUNTER_OK);
    sellers[i] = (struct seller){.ctx = own};
  }
  for (int i = 0; i < COUNTERS; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, sell_booklet, &sellers[i]), 0);
  int sold = 0;
  for (int i = 0; i < COUNTERS; i++) {
    pthread_join(threads[i], NULL);
    sold += sellers[i].answer.result == COUNTER_OK;
    if (sellers[i].answer.result == COUNTER_OK) continue;
    assert_int_equal(sellers[i].answer.result, COUNTER_STOCK);
    assert_int_equal(sellers[i].answer.stock, STOCK_NOT_HERE);
  }
  assert_int_equal(sold, 1);
  struct lot lot;
  assert_true(lot_find(ctx, lot_id, &lot));
  assert_int_equal(lot.sold, 10);
  struct ledger_sums cash = ledger_sums(ctx, ACCOUNT_CLEARING, PROVIDER_DESK);
  assert_int_equal(cash.debit_minor, 20000);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(test);
}

/* A buyer's own page and the API sell against other money only. */
static void nobody_orders_at_the_counter_from_home(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("librairie"));
  desk_setting_keep(ctx, &(struct desk_setting){.open = true});
  struct order_request request = {.shop_id = shop.id,
                                  .amount_minor = 2000,
                                  .buyer_name = S("Camille"),
                                  .buyer_email = S("camille@example.org"),
                                  .provider = PROVIDER_DESK};
  assert_int_equal(checkout_place(ctx, &request).result, CHECKOUT_NO_PROVIDER);
  test_db_close(test);
}

int counter_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_day_at_the_counter_is_booked_to_the_cent),
      cmocka_unit_test(money_given_back_leaves_the_box),
      cmocka_unit_test(a_printed_voucher_is_worth_nothing_until_it_is_sold),
      cmocka_unit_test(who_gets_cash_back_at_once_reads_of_it_once),
      cmocka_unit_test(public_money_at_the_counter_stays_within_its_rule),
      cmocka_unit_test(a_booklet_is_topped_up_as_far_as_the_ceiling_reaches),
      cmocka_unit_test(eight_counters_sell_one_booklet_once),
      cmocka_unit_test(nobody_orders_at_the_counter_from_home),
  };
  return cmocka_run_group_tests_name("counter", tests, NULL, NULL);
}
