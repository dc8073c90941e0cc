#include "base/check.h"
#include "base/random.h"
#include "base/time.h"

#include <unicode/ucal.h>

static struct instant at(const char *iso) {
  struct instant instant;
  assert_true(instant_parse(str_from(iso), &instant));
  return instant;
}

static const struct zone *zone(const char *name) {
  const struct zone *found = zone_find(str_from(name));
  assert_non_null(found);
  return found;
}

static void assert_civil(struct civil civil, int day, int hour, int minute) {
  assert_int_equal(civil.day, day);
  assert_int_equal(civil.hour, hour);
  assert_int_equal(civil.minute, minute);
}

static void a_zone_is_opened_once_and_knows_its_name(void **state) {
  assert_ptr_equal(zone("Europe/Paris"), zone("Europe/Paris"));
  assert_text(*state, zone_name(zone("Europe/Zurich")), "Europe/Zurich");
}

static void unknown_names_have_no_zone(void **state) {
  (void)state;
  static const char *const unknown[] = {
      "",         "Europe/Paname",
      "GMT+3",    "Europe/Paris ",
      "\xC3\xA9", "Europe/A-name-longer-than-any-name-of-a-time-zone-is-x"};
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
    assert_null(zone_find(str_from(unknown[i])));
}

/* Directive 2000/84/EC: clocks change at 01:00 UTC on the last Sunday of March and October. */
static void paris_goes_to_summer_time_on_the_last_sunday_of_march(void **state) {
  (void)state;
  assert_civil(zone_civil(zone("Europe/Paris"), at("2020-03-29T00:59:00Z")), 29, 1, 59);
  assert_civil(zone_civil(zone("Europe/Paris"), at("2020-03-29T01:00:00Z")), 29, 3, 0);
}

static void paris_comes_back_on_the_last_sunday_of_october(void **state) {
  (void)state;
  assert_civil(zone_civil(zone("Europe/Paris"), at("2020-10-25T00:59:00Z")), 25, 2, 59);
  assert_civil(zone_civil(zone("Europe/Paris"), at("2020-10-25T01:00:00Z")), 25, 2, 0);
}

static void a_skipped_time_moves_forward(void **state) {
  (void)state;
  struct civil skipped = {2020, 3, 29, 2, 30, 0};
  assert_int_equal(zone_instant(zone("Europe/Paris"), skipped).ms, at("2020-03-29T01:30:00Z").ms);
  assert_civil(zone_civil(zone("Europe/Paris"), at("2020-03-29T01:30:00Z")), 29, 3, 30);
}

static void a_doubled_time_is_the_first(void **state) {
  (void)state;
  struct civil doubled = {2020, 10, 25, 2, 30, 0};
  assert_int_equal(zone_instant(zone("Europe/Paris"), doubled).ms, at("2020-10-25T00:30:00Z").ms);
}

static void the_day_depends_on_the_zone(void **state) {
  (void)state;
  struct instant late = at("2020-12-31T23:30:00Z");
  assert_int_equal(zone_day(zone("Europe/Paris"), late).number, day_of(2021, 1, 1).number);
  assert_int_equal(zone_day(zone("America/New_York"), late).number, day_of(2020, 12, 31).number);
}

static void days_of_the_clock_changes_have_23_and_25_hours(void **state) {
  (void)state;
  const struct zone *paris = zone("Europe/Paris");
  struct day spring = day_of(2020, 3, 29), autumn = day_of(2020, 10, 25);
  struct day after_spring = {spring.number + 1}, after_autumn = {autumn.number + 1};
  assert_int_equal(zone_day_start(paris, after_spring).ms - zone_day_start(paris, spring).ms,
                   23 * 3600000);
  assert_int_equal(zone_day_start(paris, after_autumn).ms - zone_day_start(paris, autumn).ms,
                   25 * 3600000);
}

/* Brazil went to summer time at midnight: 2018-11-04 began at 01:00, which is 03:00 UTC. */
static void a_day_whose_midnight_is_skipped_begins_with_the_change(void **state) {
  (void)state;
  struct instant start = zone_day_start(zone("America/Sao_Paulo"), day_of(2018, 11, 4));
  assert_int_equal(start.ms, at("2018-11-04T03:00:00Z").ms);
}

/* Toronto skipped from 23:30 to 00:30 in the night to 1919-03-31 (tz database, northamerica). */
static void a_day_may_begin_in_the_middle_of_a_skipped_hour(void **state) {
  (void)state;
  struct instant start = zone_day_start(zone("America/Toronto"), day_of(1919, 3, 31));
  assert_int_equal(start.ms, at("1919-03-31T04:30:00Z").ms);
}

/* Apia left out 2011-12-30: its start is the start of the 31st, 10:00 UTC on the 30th. */
static void a_day_that_never_was_begins_with_the_next(void **state) {
  (void)state;
  const struct zone *apia = zone("Pacific/Apia");
  assert_int_equal(zone_day_start(apia, day_of(2011, 12, 31)).ms, at("2011-12-30T10:00:00Z").ms);
  assert_int_equal(zone_day_start(apia, day_of(2011, 12, 30)).ms, at("2011-12-30T10:00:00Z").ms);
}

/* Every quarter of an hour around both changes of each year, there and back. Only the second
 * pass through a doubled hour comes back an hour earlier. */
static void every_reading_around_a_clock_change_leads_back_to_its_instant(void **state) {
  (void)state;
  const struct zone *paris = zone("Europe/Paris");
  int doubled = 0;
  for (int year = 1996; year < 2030; year++) { /* since 1996 both changes are those of the EU */
    for (int month = 3; month <= 10; month += 7) {
      struct instant start = zone_day_start(paris, day_of(year, month, 20));
      for (int i = 0; i < 12 * 96; i++) {
        struct instant instant = {start.ms + i * (int64_t)900000};
        struct instant back = zone_instant(paris, zone_civil(paris, instant));
        if (back.ms == instant.ms) continue;
        assert_int_equal(instant.ms - back.ms, 3600000);
        doubled++;
      }
    }
  }
  assert_int_equal(doubled, 34 * 4);
}

/* ICU's own calendar, asked for each instant, is the other implementation. */
static void zones_agree_with_icu_at_random_instants(void **state) {
  (void)state;
  static const char *const names[] = {"Europe/Paris",        "Europe/Zurich",  "America/Martinique",
                                      "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Noumea"};
  struct random random = random_seeded(9);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    UErrorCode status = U_ZERO_ERROR;
    UChar id[64];
    int32_t len = 0;
    for (const char *c = names[i]; *c; c++)
      id[len++] = (UChar)*c;
    UCalendar *calendar = ucal_open(id, len, "en", UCAL_GREGORIAN, &status);
    for (int k = 0; k < 2000; k++) {
      int64_t ms = (int64_t)random_below(&random, 4102444800000); /* 1970 to 2100 */
      struct civil civil = zone_civil(zone(names[i]), (struct instant){ms});
      ucal_setMillis(calendar, (UDate)ms, &status);
      assert_int_equal(civil.year, ucal_get(calendar, UCAL_YEAR, &status));
      assert_int_equal(civil.month, ucal_get(calendar, UCAL_MONTH, &status) + 1);
      assert_civil(civil, ucal_get(calendar, UCAL_DATE, &status),
                   ucal_get(calendar, UCAL_HOUR_OF_DAY, &status),
                   ucal_get(calendar, UCAL_MINUTE, &status));
    }
    assert_true(U_SUCCESS(status));
    ucal_close(calendar);
  }
}

int zone_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(a_zone_is_opened_once_and_knows_its_name),
      check_test(unknown_names_have_no_zone),
      check_test(paris_goes_to_summer_time_on_the_last_sunday_of_march),
      check_test(paris_comes_back_on_the_last_sunday_of_october),
      check_test(a_skipped_time_moves_forward),
      check_test(a_doubled_time_is_the_first),
      check_test(the_day_depends_on_the_zone),
      check_test(days_of_the_clock_changes_have_23_and_25_hours),
      check_test(a_day_whose_midnight_is_skipped_begins_with_the_change),
      check_test(a_day_may_begin_in_the_middle_of_a_skipped_hour),
      check_test(a_day_that_never_was_begins_with_the_next),
      check_test(every_reading_around_a_clock_change_leads_back_to_its_instant),
      check_test(zones_agree_with_icu_at_random_instants),
  };
  return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
