#include "domain/payment/bank_day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void expect_next(enum currency currency, struct day day, struct day next) {
  assert_int_equal(bank_day_after(currency, day).number, next.number);
}

/* Easter Sunday is on 5 April 2026 and 12 April 2020; the days of the week from the calendar. */
static void euros_move_when_target_is_open(void **state) {
  (void)state;
  enum currency euro = CURRENCY_EUR;
  expect_next(euro, day_of(2026, 11, 26), day_of(2026, 11, 27)); /* Thursday: Friday */
  expect_next(euro, day_of(2026, 11, 27), day_of(2026, 11, 30)); /* Friday: Monday */
  expect_next(euro, day_of(2026, 4, 2), day_of(2026, 4, 7));     /* Maundy Thursday: Tuesday */
  expect_next(euro, day_of(2020, 4, 9), day_of(2020, 4, 14));
  expect_next(euro, day_of(2026, 4, 30), day_of(2026, 5, 4));    /* 1 May is a Friday */
  expect_next(euro, day_of(2026, 12, 24), day_of(2026, 12, 28)); /* Christmas on a Friday */
  expect_next(euro, day_of(2025, 12, 31), day_of(2026, 1, 2));
  expect_next(euro, day_of(2026, 5, 13), day_of(2026, 5, 14)); /* Ascension Day: open */
  expect_next(euro, day_of(2026, 7, 13), day_of(2026, 7, 14)); /* France's day: open */
}

static void francs_move_when_the_swiss_clearing_is_open(void **state) {
  (void)state;
  enum currency franc = CURRENCY_CHF;
  expect_next(franc, day_of(2025, 12, 31), day_of(2026, 1, 5)); /* 2 January is a Friday */
  expect_next(franc, day_of(2026, 5, 13), day_of(2026, 5, 15)); /* Ascension Day, 14 May */
  expect_next(franc, day_of(2026, 5, 22), day_of(2026, 5, 26)); /* Whit Monday, 25 May */
  expect_next(franc, day_of(2025, 7, 31), day_of(2025, 8, 4));  /* 1 August is a Friday */
  expect_next(franc, day_of(2026, 4, 2), day_of(2026, 4, 7));
}

int bank_day_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(euros_move_when_target_is_open),
      cmocka_unit_test(francs_move_when_the_swiss_clearing_is_open),
  };
  return cmocka_run_group_tests_name("bank_day", tests, NULL, NULL);
}
