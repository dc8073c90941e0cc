#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "db/migrate.h"
#include "domain/shop/shop_edit.h"
#include "test/scene.h"
#include "test/story.h"

static void one_voucher_is_bought_and_redeemed_in_two_parts(void **state) {
  (void)state;
  story_run("src/domain/checkout/one_voucher.story");
}

static void only_what_the_campaign_offers_can_be_bought_and_only_once(void **state) {
  (void)state;
  story_run("src/domain/checkout/buying.story");
}

static void the_last_day_counts_to_its_end(void **state) {
  (void)state;
  story_run("src/domain/checkout/expiry.story");
}

static void a_voucher_for_all_shops_pays_each_for_what_was_used_there(void **state) {
  (void)state;
  story_run("src/domain/checkout/wide_voucher.story");
}

static void public_money_pays_a_part_and_never_more_than_there_is(void **state) {
  (void)state;
  story_run("src/domain/checkout/top_up.story");
  story_run("src/domain/checkout/rehearsal.story");
  story_run("src/domain/checkout/line.story");
}

static void money_that_comes_late_buys_only_what_is_still_there(void **state) {
  (void)state;
  story_run("src/domain/checkout/top_up_late.story");
}

static void money_that_comes_after_the_last_day_buys_nothing(void **state) {
  (void)state;
  story_run("src/domain/checkout/paid_too_late.story");
}

static bool change(struct ctx *ctx, void *arg) {
  assert_int_equal(campaign_change(ctx, arg), CAMPAIGN_EDIT_OK);
  return true;
}

static struct voucher pay(struct ctx *ctx, const struct checkout_answer *placed) {
  struct order order;
  struct voucher voucher;
  assert_int_equal(checkout_settle(ctx, PROVIDER_SANDBOX, placed->payment_id, PAYMENT_PAID).result,
                   CHECKOUT_OK);
  assert_true(order_find(ctx, placed->order_id, &order));
  assert_true(voucher_find(ctx, order.voucher_id, &voucher));
  return voucher;
}

/* Between order and payment the agent changes the campaign; later sales only are meant. */
static void an_order_keeps_the_terms_that_the_buyer_saw(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  campaign.id = scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("librairie"));
  struct order_request request = {
      .shop_id = shop.id, .amount_minor = 5000, .provider = PROVIDER_SANDBOX};
  struct checkout_answer first = checkout_place(ctx, &request);
  struct checkout_answer second = checkout_place(ctx, &request);
  campaign.closes_at = (struct instant){ctx->now.ms + 86400000};
  campaign.redeemable_on = day_of(2020, 8, 1);
  campaign.expires_on = day_of(2020, 9, 30);
  campaign.remainder = CAMPAIGN_REMAINDER_FUND;
  db_write(ctx, change, &campaign);
  struct voucher voucher = pay(ctx, &first);
  assert_int_equal(voucher.redeemable_on.number, day_of(2020, 5, 11).number);
  assert_int_equal(voucher.expires_on.number, day_of(2020, 12, 31).number);
  assert_int_equal(voucher.remainder, CAMPAIGN_REMAINDER_KEPT);
  campaign.expires_on = day_of(2021, 3, 31);
  db_write(ctx, change, &campaign);
  assert_int_equal(pay(ctx, &second).expires_on.number, day_of(2021, 3, 31).number);
  test_db_close(test);
}

static void merchants_are_paid_by_two_people_and_once(void **state) {
  (void)state;
  story_run("src/domain/payout/payout.story");
}

static void leagues_by_value_and_by_count_differ(void **state) {
  (void)state;
  story_run("src/domain/figures/figures.story");
}

static void a_measure_closes_restaurants_and_lifts_itself(void **state) {
  (void)state;
  story_run("src/domain/measure/restaurants.story");
}

static void play_money_buys_nothing_in_a_real_installation(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("librairie"));
  struct order_request request = {.shop_id = shop.id,
                                  .amount_minor = 5000,
                                  .buyer_name = S("Camille"),
                                  .buyer_email = S("camille@example.org"),
                                  .provider = PROVIDER_SANDBOX};
  assert_int_equal(checkout_place(ctx, &request).result, CHECKOUT_OK);
  db_script(test->db, S("UPDATE installation SET demonstration = FALSE;"));
  assert_int_equal(checkout_place(ctx, &request).result, CHECKOUT_NO_PROVIDER);
  test_db_close(test);
}

static bool close_shop(struct ctx *ctx, void *arg) {
  return shop_close(ctx, *(const struct shop_id *)arg);
}

static void a_repeated_order_is_answered_also_when_its_shop_has_closed_since(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("librairie"));
  struct order_request request = {.shop = shop.slug,
                                  .amount_minor = 5000,
                                  .buyer_name = S("Camille"),
                                  .buyer_email = S("camille@example.org"),
                                  .key = S("a key"),
                                  .provider = PROVIDER_SANDBOX};
  struct checkout_answer first = checkout_place(ctx, &request);
  assert_int_equal(first.result, CHECKOUT_OK);
  db_write(ctx, close_shop, &shop.id);
  struct checkout_answer again = checkout_place(ctx, &request);
  assert_int_equal(again.result, CHECKOUT_OK);
  assert_true(again.order_id.value == first.order_id.value);
  assert_true(again.payment_id.value == first.payment_id.value);
  request.key = S("another key");
  assert_int_equal(checkout_place(ctx, &request).result, CHECKOUT_UNKNOWN_SHOP);
  test_db_close(test);
}

int checkout_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_voucher_is_bought_and_redeemed_in_two_parts),
      cmocka_unit_test(only_what_the_campaign_offers_can_be_bought_and_only_once),
      cmocka_unit_test(the_last_day_counts_to_its_end),
      cmocka_unit_test(a_voucher_for_all_shops_pays_each_for_what_was_used_there),
      cmocka_unit_test(public_money_pays_a_part_and_never_more_than_there_is),
      cmocka_unit_test(money_that_comes_late_buys_only_what_is_still_there),
      cmocka_unit_test(money_that_comes_after_the_last_day_buys_nothing),
      cmocka_unit_test(an_order_keeps_the_terms_that_the_buyer_saw),
      cmocka_unit_test(merchants_are_paid_by_two_people_and_once),
      cmocka_unit_test(leagues_by_value_and_by_count_differ),
      cmocka_unit_test(a_measure_closes_restaurants_and_lifts_itself),
      cmocka_unit_test(play_money_buys_nothing_in_a_real_installation),
      cmocka_unit_test(a_repeated_order_is_answered_also_when_its_shop_has_closed_since),
  };
  return cmocka_run_group_tests_name("checkout", tests, NULL, NULL);
}
