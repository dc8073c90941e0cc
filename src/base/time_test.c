#include "base/time.h"

#include "base/check.h"

#include <time.h>
#include <unistd.h>

static void known_days_have_their_numbers(void **state) {
  (void)state;
  assert_int_equal(day_of(1970, 1, 1).number, 0);
  assert_int_equal(day_of(1969, 12, 31).number, -1);
  assert_int_equal(day_of(2000, 3, 1).number, 11017); /* 30 years, 7 leap days, 31 + 29 */
  assert_int_equal(day_of(2020, 5, 20).number, 18402);
}

/* glibc's timegm is the other implementation. */
static void every_day_from_1800_to_2400_is_split_and_joined_like_the_c_library(void **state) {
  (void)state;
  for (int32_t number = -62091; number < 157000; number++) {
    int year, month, day_of_month;
    time_t second = (time_t)number * 86400;
    struct tm utc;
    gmtime_r(&second, &utc);
    day_split((struct day){number}, &year, &month, &day_of_month);
    assert_int_equal(year, utc.tm_year + 1900);
    assert_int_equal(month, utc.tm_mon + 1);
    assert_int_equal(day_of_month, utc.tm_mday);
    assert_int_equal(day_of(year, month, day_of_month).number, number);
  }
}

static void days_are_read_and_written_as_iso_8601(void **state) {
  struct day day;
  assert_true(day_parse(S("2024-02-29"), &day));
  assert_int_equal(day.number, day_of(2024, 2, 29).number);
  assert_text(*state, day_iso(*state, day), "2024-02-29");
}

static void days_that_are_not_in_the_calendar_are_refused(void **state) {
  (void)state;
  static const char *const refused[] = {"2023-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
                                        "2026-01-00", "2026-1-1",   "20260101",   "2026-01-01 ",
                                        "",           "26-01-01",   "2026-01-0x"};
  struct day day;
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    assert_false(day_parse(str_from(refused[i]), &day));
}

/* 2020-05-20T10:00:00Z is day 18402 and ten hours: 1,589,968,800 s. */
static void instants_are_read_with_z_and_with_an_offset(void **state) {
  (void)state;
  static const char *const same[] = {"2020-05-20T10:00:00Z", "2020-05-20T10:00Z",
                                     "2020-05-20T12:00:00+02:00", "2020-05-20T10:00:00.000Z",
                                     "2020-05-19T23:30:00.0-10:30"};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    struct instant at = {0};
    assert_true(instant_parse(str_from(same[i]), &at));
    assert_int_equal(at.ms, 1589968800000);
  }
}

static void fractions_of_a_second_are_cut_to_milliseconds(void **state) {
  (void)state;
  struct instant at;
  assert_true(instant_parse(S("1970-01-01T00:00:01.5Z"), &at) && at.ms == 1500);
  assert_true(instant_parse(S("1970-01-01T00:00:00.1239999999Z"), &at) && at.ms == 123);
  assert_true(instant_parse(S("1969-12-31T23:59:59.999Z"), &at) && at.ms == -1);
}

static void other_texts_are_no_instants(void **state) {
  (void)state;
  static const char *const refused[] = {"2020-05-20",
                                        "2020-05-20T10:00:00",
                                        "2020-05-20 10:00:00Z",
                                        "2020-05-20T24:00:00Z",
                                        "2020-05-20T10:60:00Z",
                                        "2020-05-20T10:00:60Z",
                                        "2020-05-20T10:00:00.Z",
                                        "2020-05-20T10:00:00+0200",
                                        "2020-05-20T10:00:00+24:00",
                                        "2020-05-20T10:00:00Zx",
                                        "2020-02-30T10:00:00Z",
                                        ""};
  struct instant at;
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    assert_false(instant_parse(str_from(refused[i]), &at));
}

static void instants_are_written_with_milliseconds_and_z(void **state) {
  assert_text(*state, instant_iso(*state, (struct instant){1589968800007}),
              "2020-05-20T10:00:00.007Z");
  assert_text(*state, instant_iso(*state, (struct instant){-1}), "1969-12-31T23:59:59.999Z");
}

static void a_simulated_clock_starts_where_it_is_told_and_runs_on(void **state) {
  (void)state;
  struct instant start = {1589968800000};
  struct instant before = clock_now();
  clock_simulate(start);
  int64_t first = clock_now().ms;
  usleep(3000);
  int64_t second = clock_now().ms;
  clock_simulate(before);
  assert_in_range(first, start.ms, start.ms + 1000);
  assert_in_range(second, first + 2, first + 1000);
}

int time_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(known_days_have_their_numbers),
      check_test(every_day_from_1800_to_2400_is_split_and_joined_like_the_c_library),
      check_test(days_are_read_and_written_as_iso_8601),
      check_test(days_that_are_not_in_the_calendar_are_refused),
      check_test(instants_are_read_with_z_and_with_an_offset),
      check_test(fractions_of_a_second_are_cut_to_milliseconds),
      check_test(other_texts_are_no_instants),
      check_test(instants_are_written_with_milliseconds_and_z),
      check_test(a_simulated_clock_starts_where_it_is_told_and_runs_on),
  };
  return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
