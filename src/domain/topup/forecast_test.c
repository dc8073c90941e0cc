/* Every figure was reckoned by hand. */
#include "domain/topup/forecast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "test/scene.h"

static const struct topup_rule fifth = {.form = TOPUP_RATE,
                                        .give = 2000,
                                        .counts = TOPUP_COUNTS_VALUE,
                                        .voucher_most_minor = 10000,
                                        .person = TOPUP_BY_EMAIL,
                                        .person_most_minor = 100000,
                                        .hold_minutes = 15};

/* 200 buyers in 20 days are ten a day; 10.00 of 50.00 each; 1,000.00 are a hundred of them. */
static void a_flat_demand_runs_out_on_the_tenth_day(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct forecast_terms terms = {.rule = fifth,
                                 .envelope_minor = 100000,
                                 .buyers = 200,
                                 .mean_minor = 5000,
                                 .first = day_of(2020, 5, 1),
                                 .days = 20,
                                 .curve = FORECAST_FLAT};
  struct forecast forecast = forecast_of(arena, &terms);
  assert_int_equal(forecast.result, TOPUP_OK);
  assert_int_equal(forecast.each_minor, 1000);
  assert_int_equal(forecast.items[0].came, 10);
  assert_int_equal(forecast.items[8].given_minor, 90000);
  assert_true(forecast.runs_out);
  assert_int_equal(forecast.runs_out_on.number, day_of(2020, 5, 10).number);
  assert_int_equal(forecast.served, 100);
  assert_int_equal(forecast.unserved, 100);
  assert_int_equal(forecast.given_minor, 100000);
  assert_int_equal(forecast.worth_minor, 500000);
  assert_int_equal(forecast.leverage, 500);
  terms.envelope_minor = 200999; /* 9.99 are left when all are served */
  forecast = forecast_of(arena, &terms);
  assert_int_equal(forecast.served, 200);
  assert_int_equal(forecast.left_minor, 999);
  assert_true(forecast.runs_out);
  terms.envelope_minor = 300000;
  forecast = forecast_of(arena, &terms);
  assert_false(forecast.runs_out);
  assert_int_equal(forecast.left_minor, 100000);
  arena_destroy(arena);
}

/* Days weigh 4, 3, 2, 1: of a hundred buyers 40, 30, 20, 10. */
static void most_come_at_first(void **state) {
  (void)state;
  static const int64_t came[] = {40, 70, 90, 100}, served[] = {40, 50, 50, 50};
  struct arena *arena = arena_create(1 << 20);
  struct forecast forecast = forecast_of(arena, &(struct forecast_terms){.rule = fifth,
                                                                         .envelope_minor = 50000,
                                                                         .buyers = 100,
                                                                         .mean_minor = 5000,
                                                                         .first = {100},
                                                                         .days = 4,
                                                                         .curve = FORECAST_FRONT});
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(forecast.items[i].came, came[i]);
    assert_int_equal(forecast.items[i].served, served[i]);
  }
  assert_int_equal(forecast.runs_out_on.number, 101);
  arena_destroy(arena);
}

/* One, none, three on three days, over six: the line through 0, 1, 1, 4 read at each half. Of eight
 * buyers 8 * (0.5, 1, 1, 1, 2.5, 4) / 4 = 1, 2, 2, 2, 5, 8; pressed to two days: 8 * (1, 4) / 4. */
static void another_campaign_is_a_model_for_longer_and_for_shorter_ones(void **state) {
  (void)state;
  static const int64_t past[] = {1, 0, 3}, six[] = {1, 2, 2, 2, 5, 8};
  struct arena *arena = arena_create(1 << 20);
  struct forecast_terms terms = {.rule = fifth,
                                 .envelope_minor = 100000,
                                 .buyers = 8,
                                 .mean_minor = 5000,
                                 .days = 6,
                                 .curve = FORECAST_PAST,
                                 .past = past,
                                 .past_days = 3};
  struct forecast forecast = forecast_of(arena, &terms);
  for (size_t i = 0; i < 6; i++)
    assert_int_equal(forecast.items[i].came, six[i]);
  terms.days = 2;
  forecast = forecast_of(arena, &terms);
  assert_int_equal(forecast.items[0].came, 2);
  assert_int_equal(forecast.items[1].came, 8);
  arena_destroy(arena);
}

static void what_the_rule_gives_nothing_for_costs_nothing(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct forecast_terms terms = {.rule = fifth,
                                 .envelope_minor = 100000,
                                 .buyers = 10,
                                 .mean_minor = 100,
                                 .days = 3,
                                 .curve = FORECAST_FLAT};
  terms.rule.least_minor = 1000;
  struct forecast forecast = forecast_of(arena, &terms);
  assert_int_equal(forecast.result, TOPUP_BELOW_LEAST);
  assert_int_equal(forecast.served, 0);
  assert_int_equal(forecast.unserved, 0);
  assert_int_equal(forecast.outside, 10);
  assert_int_equal(forecast.left_minor, 100000);
  assert_false(forecast.runs_out);
  terms.mean_minor = 15000; /* above the ceiling: a fifth of 100.00 */
  assert_int_equal(forecast_of(arena, &terms).each_minor, 2000);
  arena_destroy(arena);
}

/* A fifth of 50.00, and half for the young, who are a quarter: four buyers are given 10 + 10 + 25 +
 * 10; at the second the shares are as far behind, so the first counts. 1,000.00 hold eighteen times
 * four (990.00) and one buyer more. */
static void one_in_four_gets_more(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct forecast_terms terms = {.rule = fifth,
                                 .envelope_minor = 100000,
                                 .buyers = 100,
                                 .mean_minor = 5000,
                                 .shares = {25},
                                 .days = 100,
                                 .curve = FORECAST_FLAT};
  terms.rule.case_count = 1;
  terms.rule.cases[0] =
      (struct topup_case){.kind = TOPUP_AGE, .give = 5000, .from_age = 16, .to_age = 25};
  struct forecast forecast = forecast_of(arena, &terms);
  assert_int_equal(forecast.groups[0].share, 75);
  assert_int_equal(forecast.groups[0].each_minor, 1000);
  assert_int_equal(forecast.groups[1].each_minor, 2500);
  assert_int_equal(forecast.items[0].given_minor, 1000);
  assert_int_equal(forecast.items[1].given_minor, 2000);
  assert_int_equal(forecast.items[2].given_minor, 4500);
  assert_int_equal(forecast.items[3].given_minor, 5500);
  assert_int_equal(forecast.served, 73);
  assert_int_equal(forecast.unserved, 27);
  assert_int_equal(forecast.given_minor, 100000);
  assert_int_equal(forecast.worth_minor, 73 * 5000);
  terms.envelope_minor = 100 * 5500;
  forecast = forecast_of(arena, &terms);
  assert_int_equal(forecast.given_minor, 25 * 5500);
  /* Only the young get something: three of four are outside the rule, and nobody comes too late. */
  terms.rule.give = 0;
  forecast = forecast_of(arena, &terms);
  assert_int_equal(forecast.result, TOPUP_OK);
  assert_int_equal(forecast.served, 25);
  assert_int_equal(forecast.outside, 75);
  assert_int_equal(forecast.unserved, 0);
  arena_destroy(arena);
}

/* Three vouchers of 50.00 each, but only 120.00 of value a person: 10 + 10 + 4. Of 100.00 four are
 * served, and 4.00 are left. */
static void who_buys_again_is_held_by_his_ceiling(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct forecast_terms terms = {.rule = fifth,
                                 .envelope_minor = 10000,
                                 .buyers = 10,
                                 .mean_minor = 5000,
                                 .times = 3,
                                 .days = 10,
                                 .curve = FORECAST_FLAT};
  terms.rule.person_most_minor = 12000;
  struct forecast forecast = forecast_of(arena, &terms);
  assert_int_equal(forecast.each_minor, 2400);
  assert_int_equal(forecast.served, 4);
  assert_int_equal(forecast.unserved, 6);
  assert_int_equal(forecast.left_minor, 400);
  assert_int_equal(forecast.runs_out_on.number, 3);
  assert_int_equal(forecast.worth_minor, 60000);
  terms.times = 50; /* what is above the ceiling gets nothing, and does not count */
  assert_int_equal(forecast_of(arena, &terms).each_minor, 2400);
  arena_destroy(arena);
}

static bool keep_body(struct ctx *ctx, void *arg) {
  forecast_keep(ctx, (struct campaign_id){7}, arg);
  return true;
}

static void what_was_expected_is_kept(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct forecast_kept found, kept = {.envelope_minor = 100000,
                                    .buyers = 200,
                                    .mean_minor = 5000,
                                    .curve = FORECAST_PAST,
                                    .past = {3},
                                    .times = 2,
                                    .shares = {20, 0, 5}};
  assert_false(forecast_find(ctx, (struct campaign_id){7}, &found));
  db_read_end(ctx);
  db_write(ctx, keep_body, &kept);
  kept.buyers = 300;
  db_write(ctx, keep_body, &kept);
  assert_true(forecast_find(ctx, (struct campaign_id){7}, &found));
  assert_int_equal(found.buyers, 300);
  assert_int_equal(found.past.value, 3);
  assert_int_equal(found.times, 2);
  assert_int_equal(found.shares[0], 20);
  assert_int_equal(found.shares[2], 5);
  test_db_close(test);
}

int forecast_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_flat_demand_runs_out_on_the_tenth_day),
      cmocka_unit_test(most_come_at_first),
      cmocka_unit_test(another_campaign_is_a_model_for_longer_and_for_shorter_ones),
      cmocka_unit_test(what_the_rule_gives_nothing_for_costs_nothing),
      cmocka_unit_test(one_in_four_gets_more),
      cmocka_unit_test(who_buys_again_is_held_by_his_ceiling),
      cmocka_unit_test(what_was_expected_is_kept),
  };
  return cmocka_run_group_tests_name("forecast", tests, NULL, NULL);
}
