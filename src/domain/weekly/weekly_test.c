#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/weekly/weekly.h"

static struct hours_place bordeaux(void) {
  return (struct hours_place){.zone = zone_find(S("Europe/Paris")),
                              .calendar = hours_calendar(S("FR"), S("33"))};
}

static bool weekly_from(struct arena *arena, const char *value, const char *day, int weeks,
                        struct weekly *weekly) {
  struct hours_place place = bordeaux();
  struct hours_reading reading = hours_parse(arena, str_from(value));
  struct day from;
  assert_non_null(reading.hours);
  assert_true(day_parse(str_from(day), &from));
  return weekly_of(arena, HOURS_PLAN(reading.hours), &place, from, weeks, weekly);
}

static void assert_day(struct day day, const char *iso) {
  struct day expected;
  assert_true(day_parse(str_from(iso), &expected));
  assert_int_equal(day.number, expected.number);
}

/* In May 2026 the 1st and the 8th (Fridays), the 14th (Ascension) and the 25th (Whit Monday) are
 * public holidays in France; the week of Wednesday 6 May begins on the 4th. */
static void holidays_are_days_of_their_own(void **state) {
  struct weekly weekly;
  assert_true(weekly_from(*state, "Tu-Sa 09:00-19:00; PH off", "2026-05-06", 4, &weekly));
  assert_day(weekly.from, "2026-05-04");
  assert_day(weekly.until, "2026-05-31");
  assert_int_equal(weekly.normal[0].count, 0);
  assert_int_equal(weekly.normal[1].count, 1);
  assert_int_equal(weekly.normal[1].spans[0].from, 9 * 60);
  assert_int_equal(weekly.normal[1].spans[0].to, 19 * 60);
  assert_int_equal(weekly.special_count, 2); /* Whit Monday is a Monday: closed anyway */
  assert_day(weekly.special[0].day, "2026-05-08");
  assert_day(weekly.special[1].day, "2026-05-14");
  assert_int_equal(weekly.special[0].hours.count, 0);
  assert_true(weekly.special[0].name.len > 0);
}

static void a_night_belongs_to_the_day_it_began_on(void **state) {
  struct weekly weekly;
  assert_true(weekly_from(*state, "Fr 20:00-02:00", "2026-06-01", 2, &weekly));
  assert_int_equal(weekly.normal[4].count, 1);
  assert_int_equal(weekly.normal[4].spans[0].to, 26 * 60);
  assert_int_equal(weekly.normal[5].count, 0);
  assert_int_equal(weekly.special_count, 0);
}

static void the_first_saturday_of_a_month_differs_from_the_others(void **state) {
  struct weekly weekly;
  assert_true(weekly_from(*state, "Sa[1] 10:00-12:00", "2026-06-01", 8, &weekly));
  assert_int_equal(weekly.normal[5].count, 0);
  assert_int_equal(weekly.special_count, 2);
  assert_day(weekly.special[0].day, "2026-06-06");
  assert_day(weekly.special[1].day, "2026-07-04");
}

static void a_shop_that_never_opens_has_no_week(void **state) {
  struct weekly weekly;
  assert_false(weekly_from(*state, "off", "2026-06-01", 2, &weekly));
}

int weekly_tests(void);
int weekly_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(holidays_are_days_of_their_own),
      check_test(a_night_belongs_to_the_day_it_began_on),
      check_test(the_first_saturday_of_a_month_differs_from_the_others),
      check_test(a_shop_that_never_opens_has_no_week),
  };
  return cmocka_run_group_tests_name("weekly", tests, NULL, NULL);
}
