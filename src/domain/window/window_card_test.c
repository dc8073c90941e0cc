#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/measure/measure.h"
#include "domain/window/window_card.h"
#include "test/scene.h"

/* What its two cards say: the one in a list and the one of the shop itself. */
static bool card_sells(struct ctx *ctx, const struct shop *shop) {
  struct url root = {S("")};
  struct search_answer answer = search_shops(ctx, &(struct search_query){.q = shop->name});
  assert_int_equal(answer.count, 1);
  struct shop_cards cards = window_cards(ctx, root, &answer, true);
  struct shop_card card = window_card(ctx, root, shop, true);
  assert_int_equal(cards.items[0].vouchers, card.vouchers);
  assert_false(window_card(ctx, root, shop, false).vouchers);
  return card.vouchers;
}

static void add_campaign(struct ctx *ctx, enum campaign_state state, bool measured_only) {
  struct campaign campaign = scene_campaign();
  campaign.slug = str_format(ctx->arena, "c%d%d", state, measured_only);
  campaign.state = state;
  campaign.measured_only = measured_only;
  scene_add_campaign(ctx, &campaign);
}

static bool put_body(struct ctx *ctx, void *arg) {
  struct measure_id id;
  return measure_put(ctx, arg, &id) == MEASURE_OK;
}

static void put_measure(struct ctx *ctx, bool vouchers) {
  struct day today = zone_day(ctx->zone, ctx->now);
  struct measure measure = {.name = S("Fermeture"),
                            .from_on = today,
                            .until_on = today,
                            .hours = S("off"),
                            .vouchers = vouchers};
  assert_true(db_write(ctx, put_body, &measure));
}

static void a_card_offers_vouchers_while_they_are_sold(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Cassiopée"));
  add_campaign(ctx, CAMPAIGN_STATE_DRAFT, false);
  assert_false(card_sells(ctx, &shop));
  add_campaign(ctx, CAMPAIGN_STATE_SUSPENDED, false);
  assert_false(card_sells(ctx, &shop));
  add_campaign(ctx, CAMPAIGN_STATE_OPEN, false);
  assert_true(card_sells(ctx, &shop));
  test_db_close(test);
}

static void a_measure_stops_them_or_lets_them_pass(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Cassiopée"));
  add_campaign(ctx, CAMPAIGN_STATE_OPEN, false);
  put_measure(ctx, false);
  assert_false(card_sells(ctx, &shop));
  put_measure(ctx, true); /* the newest holds */
  assert_true(card_sells(ctx, &shop));
  put_measure(ctx, false);
  assert_false(card_sells(ctx, &shop));
  ctx->now.ms += INT64_C(24) * 3600 * 1000; /* it has lifted itself */
  assert_true(card_sells(ctx, &shop));
  test_db_close(test);
}

static void a_campaign_for_measured_shops_sells_for_no_other(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Cassiopée"));
  add_campaign(ctx, CAMPAIGN_STATE_OPEN, true);
  assert_false(card_sells(ctx, &shop));
  put_measure(ctx, true);
  assert_true(card_sells(ctx, &shop));
  test_db_close(test);
}

int window_card_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_card_offers_vouchers_while_they_are_sold),
      cmocka_unit_test(a_measure_stops_them_or_lets_them_pass),
      cmocka_unit_test(a_campaign_for_measured_shops_sells_for_no_other),
  };
  return cmocka_run_group_tests_name("window_card", tests, NULL, NULL);
}
