#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/measure/measure.h"
#include "test/scene.h"

/* « Restaurants and bars of one town, from 10 May to 2 June 2020 », takeaway allowed. */
static struct measure example(struct ctx *ctx, struct town_id town) {
  struct town_ids towns = {arena_array(ctx->arena, struct town_id, 1), 1};
  towns.items[0] = town;
  return (struct measure){.name = S("Fermeture des restaurants"),
                          .trades = S("restaurant bar"),
                          .towns = towns,
                          .from_on = day_of(2020, 5, 10),
                          .until_on = day_of(2020, 6, 2),
                          .hours = S("off"),
                          .services = S("takeaway delivery"),
                          .vouchers = true};
}

static struct measured place(const char *trade, int64_t town) {
  return (struct measured){str_from(trade), {town}, {true, 44.84, -0.57}};
}

static void it_touches_a_shop_whose_trade_town_and_position_fit(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct measure measure = example(ctx, (struct town_id){7});
  struct measured bar = place("bar", 7), books = place("books", 7), far = place("bar", 8);
  assert_true(measure_touches(&measure, &bar));
  assert_false(measure_touches(&measure, &books));
  assert_false(measure_touches(&measure, &far));
  measure.box = (struct map_box){true, -0.6, 44.8, -0.5, 44.9};
  assert_true(measure_touches(&measure, &bar));
  bar.position.longitude = -0.61;
  assert_false(measure_touches(&measure, &bar));
  bar.position.known = false;
  assert_false(measure_touches(&measure, &bar));
  measure = (struct measure){.until_on = measure.until_on};
  assert_true(measure_touches(&measure, &far));
  test_db_close(test);
}

static void it_holds_on_whole_days_both_ends_included(void **state) {
  (void)state;
  struct measure measure = {.from_on = day_of(2020, 5, 10), .until_on = day_of(2020, 6, 2)};
  assert_false(measure_holds_on(&measure, day_of(2020, 5, 9)));
  assert_true(measure_holds_on(&measure, day_of(2020, 5, 10)));
  assert_true(measure_holds_on(&measure, day_of(2020, 6, 2)));
  assert_false(measure_holds_on(&measure, day_of(2020, 6, 3)));
  measure.lifted = true;
  assert_false(measure_holds_on(&measure, day_of(2020, 5, 10)));
}

struct acting {
  struct measure measure;
  struct measure_id id;
  enum measure_result result;
};

static bool put_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->result = measure_put(ctx, &acting->measure, &acting->id);
  return acting->result == MEASURE_OK;
}

static bool lift_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->result = measure_lift(ctx, acting->id);
  return acting->result == MEASURE_OK;
}

static void one_act_puts_it_in_force_and_one_takes_it_back(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Librairie des Lilas"));
  struct acting acting = {.measure = example(ctx, shop.town_id)};
  acting.measure.trades = shop.trade;
  struct measure_preview preview = measure_preview(ctx, &acting.measure);
  assert_int_equal(preview.shops, 1);
  assert_int_equal(preview.count, 1);
  assert_true(str_equal(preview.items[0].name, shop.name));

  assert_true(db_write(ctx, put_body, &acting));
  struct measured here = measured_shop(&shop);
  struct measures now = measures_current(ctx);
  assert_non_null(measure_for(&now, &here, day_of(2020, 5, 20)));
  acting.measure.vouchers = false;
  assert_true(measure_lets_sell(ctx, &here, true));
  db_read_end(ctx);

  assert_true(db_write(ctx, put_body, &acting)); /* the newest holds: no vouchers */
  assert_false(measure_lets_sell(ctx, &here, false));
  db_read_end(ctx);
  assert_true(db_write(ctx, lift_body, &acting));
  assert_true(measure_lets_sell(ctx, &here, false));
  db_read_end(ctx);
  assert_false(db_write(ctx, lift_body, &acting));
  assert_int_equal(acting.result, MEASURE_ALREADY_LIFTED);

  ctx->now = zone_day_start(ctx->zone, day_of(2020, 6, 3)); /* it lifts itself */
  assert_int_equal(measures_current(ctx).count, 0);
  assert_int_equal(measure_list(ctx).count, 2);
  assert_true(measure_lets_sell(ctx, &here, false));
  assert_false(measure_lets_sell(ctx, &here, true));
  test_db_close(test);
}

static void what_cannot_be_is_refused_by_name(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Librairie des Lilas"));
  struct measure measure = example(ctx, shop.town_id), wrong = measure;
  assert_int_equal(measure_check(ctx, &measure), MEASURE_OK);
  wrong.name = S("");
  assert_int_equal(measure_check(ctx, &wrong), MEASURE_NO_NAME);
  wrong = measure, wrong.trades = S("restaurant dragons");
  assert_int_equal(measure_check(ctx, &wrong), MEASURE_NO_TRADE);
  wrong = measure, wrong.towns.items = &(struct town_id){99};
  assert_int_equal(measure_check(ctx, &wrong), MEASURE_NO_TOWN);
  wrong = measure, wrong.until_on = day_of(2020, 5, 9);
  assert_int_equal(measure_check(ctx, &wrong), MEASURE_ENDS_BEFORE_START);
  wrong = measure, wrong.until_on = day_of(2020, 5, 19);
  assert_int_equal(measure_check(ctx, &wrong), MEASURE_ENDED);
  wrong = measure, wrong.box = (struct map_box){true, 1, 0, 0, 1};
  assert_int_equal(measure_check(ctx, &wrong), MEASURE_BAD_BOX);
  test_db_close(test);
}

static void another_territory_knows_nothing_of_it(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Librairie des Lilas"));
  struct acting acting = {.measure = example(ctx, shop.town_id)};
  assert_true(db_write(ctx, put_body, &acting));
  ctx->territory = (struct territory_id){ctx->territory.value + 1};
  assert_int_equal(measures_current(ctx).count, 0);
  assert_false(measure_find(ctx, acting.id, &acting.measure));
  test_db_close(test);
}

int measure_tests(void);
int measure_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_touches_a_shop_whose_trade_town_and_position_fit),
      cmocka_unit_test(it_holds_on_whole_days_both_ends_included),
      cmocka_unit_test(one_act_puts_it_in_force_and_one_takes_it_back),
      cmocka_unit_test(what_cannot_be_is_refused_by_name),
      cmocka_unit_test(another_territory_knows_nothing_of_it),
  };
  return cmocka_run_group_tests_name("measure", tests, NULL, NULL);
}
