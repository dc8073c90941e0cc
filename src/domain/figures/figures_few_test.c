/* What is joined so that nobody is recognised. By hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/figures/figures_few.h"

static struct ctx ctx;

static int open_arena(void **state) {
  (void)state;
  ctx = (struct ctx){
      .arena = arena_create(1 << 20), .language = LANGUAGE_FR, .currency = CURRENCY_EUR};
  return 0;
}

static int close_arena(void **state) {
  (void)state;
  arena_destroy(ctx.arena);
  return 0;
}

/* So many vouchers a day from 1 May on, each of 10 EUR. */
static struct figures_days days_of(const int64_t *counts, size_t count) {
  struct figures_days days = {arena_array(ctx.arena, struct figures_day, count), count};
  for (size_t i = 0; i < count; i++)
    days.items[i] =
        (struct figures_day){{day_of(2020, 5, 1).number + (int32_t)i},
                             {.voucher_count = counts[i], .worth_minor = 1000 * counts[i]}};
  return days;
}

static void assert_span(const struct figures_span *span, int first, int last, int64_t vouchers) {
  assert_int_equal(span->from.number, day_of(2020, 5, first).number);
  assert_int_equal(span->to.number, day_of(2020, 5, last).number);
  assert_int_equal(span->sums.voucher_count, vouchers);
}

static void days_are_joined_until_they_stand_on_five_vouchers(void **state) {
  (void)state;
  struct figures_days days = days_of((const int64_t[]){7, 2, 2, 3, 5, 1}, 6);
  struct figures_spans spans = figures_spans_public(&ctx, &days);
  assert_int_equal(spans.count, 3);
  assert_span(&spans.items[0], 1, 1, 7);
  assert_span(&spans.items[1], 2, 4, 7);
  assert_span(&spans.items[2], 5, 6, 6); /* the last voucher goes with the day before */
  assert_int_equal(figures_spans_all(&ctx, &days).count, 6);
}

static void four_vouchers_in_all_are_no_curve(void **state) {
  (void)state;
  struct figures_days days = days_of((const int64_t[]){1, 2, 1}, 3);
  assert_int_equal(figures_spans_public(&ctx, &days).count, 0);
}

/* 70 EUR of three days: 24, 23 and 23 to the nearest cent; the sum is kept. */
static void what_was_joined_is_spread_evenly_and_to_the_cent(void **state) {
  (void)state;
  struct figures_days days = days_of((const int64_t[]){2, 2, 3}, 3);
  struct figures_spans spans = figures_spans_public(&ctx, &days);
  struct figures_days every = figures_spread(&ctx, &spans, day_of(2020, 4, 30), day_of(2020, 5, 4));
  assert_int_equal(every.count, 5);
  assert_int_equal(every.items[0].sums.worth_minor, 0);
  assert_int_equal(every.items[1].sums.worth_minor, 2334);
  assert_int_equal(every.items[2].sums.worth_minor, 2333);
  assert_int_equal(every.items[3].sums.worth_minor, 2333);
  assert_int_equal(every.items[4].sums.worth_minor, 0);
}

static struct figures_shops shops_of(const int64_t *counts, size_t count) {
  static const char *const trades[] = {"books", "bakery", "florist", "cafe", "butcher"};
  struct figures_shops shops = {arena_array(ctx.arena, struct figures_shop, count), count,
                                ctx.arena};
  for (size_t i = 0; i < count; i++)
    shops.items[i] = (struct figures_shop){
        .id = {(int64_t)i + 1},
        .name = str_format(ctx.arena, "Commerce %zu", i),
        .trade = str_from(trades[i % 5]),
        .sums = {.voucher_count = counts[i], .worth_minor = 1000 * counts[i]}};
  return shops;
}

static void small_trades_go_together_and_never_alone(void **state) {
  (void)state;
  struct figures_shops shops = shops_of((const int64_t[]){40, 30, 9, 8, 2}, 5);
  struct figures_groups groups = figures_groups_public(&ctx, &shops, FIGURES_BY_TRADE);
  assert_int_equal(groups.count, 4); /* 2 alone could be found by subtraction: 8 goes with it */
  assert_true(str_equal(groups.items[0].key, S("books")));
  assert_int_equal(groups.items[2].sums.voucher_count, 9);
  assert_int_equal(groups.items[3].sums.voucher_count, 10);
  assert_int_equal(groups.items[3].groups, 2);
  assert_int_equal(groups.items[3].shops, 2);
  assert_int_equal(groups.items[3].name.len, 0);
  assert_int_equal(figures_groups_all(&ctx, &shops, FIGURES_BY_TRADE).count, 5);
}

static void large_trades_stay_as_they_are_and_few_vouchers_show_none(void **state) {
  (void)state;
  struct figures_shops shops = shops_of((const int64_t[]){40, 30, 5}, 3);
  assert_int_equal(figures_groups_public(&ctx, &shops, FIGURES_BY_TRADE).count, 3);
  shops = shops_of((const int64_t[]){2, 1, 1}, 3);
  assert_int_equal(figures_groups_public(&ctx, &shops, FIGURES_BY_TRADE).count, 0);
  shops = shops_of((const int64_t[]){3, 3}, 2);
  struct figures_groups joined = figures_groups_public(&ctx, &shops, FIGURES_BY_TRADE);
  assert_int_equal(joined.count, 1);
  assert_int_equal(joined.items[0].groups, 2);
}

static void a_shop_is_left_out_only_where_days_are_asked_for(void **state) {
  (void)state;
  struct figures_shops shops = shops_of((const int64_t[]){40, 6, 1}, 3);
  assert_int_equal(figures_few(&(struct figures_query){.campaign = {3}}), 0);
  assert_int_equal(figures_few(&(struct figures_query){.has_to = true}), FIGURES_FEW);
  struct ranking all = figures_ranking_of(&ctx, &shops, RANKING_BY_VALUE, 0, 0);
  assert_int_equal(all.count, 3);
  assert_int_equal(all.others.shops, 0);
  struct ranking some = figures_ranking_of(&ctx, &shops, RANKING_BY_VALUE, FIGURES_FEW, 0);
  assert_int_equal(some.count, 1);
  assert_int_equal(some.others.shops, 2);
  assert_int_equal(some.others.vouchers, 7);
  assert_int_equal(some.others.amount.minor, 7000);
  assert_int_equal(some.vouchers, 47);
}

int figures_few_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_are_joined_until_they_stand_on_five_vouchers),
      cmocka_unit_test(four_vouchers_in_all_are_no_curve),
      cmocka_unit_test(what_was_joined_is_spread_evenly_and_to_the_cent),
      cmocka_unit_test(small_trades_go_together_and_never_alone),
      cmocka_unit_test(large_trades_stay_as_they_are_and_few_vouchers_show_none),
      cmocka_unit_test(a_shop_is_left_out_only_where_days_are_asked_for),
  };
  return cmocka_run_group_tests_name("figures_few", tests, open_arena, close_arena);
}
