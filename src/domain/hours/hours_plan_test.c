#include "base/check.h"
#include "domain/hours/hours.h"
#include "domain/hours/hours_cache.h"

/* Normal hours, exceptions above them, measures above both; and what the process remembers. */

static struct local at(const char *text) {
  struct local local;
  assert_true(local_parse(str_from(text), &local));
  return local;
}

static struct day on(const char *text) {
  struct day day;
  assert_true(day_parse(str_from(text), &day));
  return day;
}

static const struct hours *hours_of(struct arena *arena, const char *value) {
  return hours_parse(arena, str_from(value)).hours;
}

static struct hours_place here(void) {
  return (struct hours_place){.zone = zone_find(S("Europe/Paris")),
                              .calendar = hours_calendar(S("FR"), S(""))};
}

static void check_at(const struct hours_plan *plan, const char *when, enum hours_state state,
                     const char *comment) {
  struct hours_place place = here();
  struct hours_answer answer = hours_at(plan, &place, at(when));
  assert_int_equal(answer.state, state);
  assert_true(str_equal(answer.comment, str_from(comment)));
}

static void an_exception_lays_down_its_days_and_no_others(void **state) {
  struct arena *arena = *state;
  const struct hours_exception exceptions[] = {
      {on("2020-05-20"), on("2020-05-22"), hours_of(arena, "off"), S("congés")},
      {on("2020-05-22"), on("2020-05-22"), hours_of(arena, "10:00-12:00"), S("inventaire")},
      {on("2020-05-25"), on("2020-05-25"), NULL, S("travaux")},
  };
  struct hours_plan plan = {.normal = hours_of(arena, "Mo-Sa 09:00-18:00, Tu 20:00-02:00"),
                            .exceptions = exceptions,
                            .exception_count = 3};
  check_at(&plan, "2020-05-19T10:00", HOURS_OPEN, "");
  check_at(&plan, "2020-05-20T10:00", HOURS_CLOSED, "congés");
  check_at(&plan, "2020-05-20T01:00", HOURS_OPEN, "");           /* Tuesday's night */
  check_at(&plan, "2020-05-22T11:00", HOURS_OPEN, "inventaire"); /* the later in the list */
  check_at(&plan, "2020-05-22T13:00", HOURS_CLOSED, "inventaire");
  check_at(&plan, "2020-05-23T10:00", HOURS_OPEN, "");
  check_at(&plan, "2020-05-25T10:00", HOURS_CLOSED, "travaux");
  struct hours_place place = here();
  struct local change;
  assert_true(hours_next_change(&plan, &place, at("2020-05-20T10:00"), &change));
  assert_text(arena, local_iso(arena, change), "2020-05-22T10:00");
}

static void a_measure_wins_over_all_from_its_minute_to_its_minute(void **state) {
  struct arena *arena = *state;
  const struct hours_exception exceptions[] = {
      {on("2020-10-17"), on("2020-10-17"), hours_of(arena, "24/7"), S("nocturne")}};
  const struct hours_measure measures[] = {
      {at("2020-10-17T21:00"), at("2020-10-18T06:00"), hours_of(arena, "off"), S("couvre-feu")}};
  struct hours_plan plan = {.normal = hours_of(arena, "18:00-02:00"),
                            .exceptions = exceptions,
                            .exception_count = 1,
                            .measures = measures,
                            .measure_count = 1};
  check_at(&plan, "2020-10-17T20:59", HOURS_OPEN, "nocturne");
  check_at(&plan, "2020-10-17T21:00", HOURS_CLOSED, "couvre-feu");
  check_at(&plan, "2020-10-18T05:59", HOURS_CLOSED, "couvre-feu");
  check_at(&plan, "2020-10-18T18:00", HOURS_OPEN, "");
  struct hours_place place = here();
  struct local change;
  assert_true(hours_next_change(&plan, &place, at("2020-10-17T21:00"), &change));
  assert_text(arena, local_iso(arena, change), "2020-10-18T18:00");
}

static void a_shop_that_says_nothing_is_unknown_and_can_still_be_closed(void **state) {
  struct arena *arena = *state;
  const struct hours_measure measures[] = {
      {at("2020-03-17"), at("2020-05-11"), hours_of(arena, "off"), S("confinement")}};
  struct hours_plan plan = {.measures = measures, .measure_count = 1};
  check_at(&plan, "2020-03-16T10:00", HOURS_UNKNOWN, "");
  check_at(&plan, "2020-03-17T10:00", HOURS_CLOSED, "confinement");
  check_at(HOURS_PLAN(NULL), "2020-03-17T10:00", HOURS_UNKNOWN, "");
}

static void a_week_shows_the_night_with_its_evening(void **state) {
  struct arena *arena = *state;
  struct hours_place place = here();
  const struct hours *hours = hours_of(arena, "Su,Fr 18:00-02:00; We; PH off");
  struct hours_week week = hours_week(arena, HOURS_PLAN(hours), &place, on("2020-05-18"));
  assert_int_equal(week.days[0].spans.count, 0); /* Sunday's night is not Monday's */
  assert_int_equal(week.days[2].spans.count, 1);
  assert_int_equal(week.days[3].spans.count, 0);
  assert_true(str_equal(week.days[3].holiday, S("Ascension")));
  assert_int_equal(week.days[4].spans.count, 1);
  assert_text(arena, local_iso(arena, week.days[4].spans.items[0].to), "2020-05-23T02:00");
  assert_int_equal(week.days[6].spans.count, 1);
  hours = hours_of(arena, "24/7");
  week = hours_week(arena, HOURS_PLAN(hours), &place, on("2020-05-18"));
  for (int i = 0; i < 7; i++) {
    assert_int_equal(week.days[i].spans.count, 1);
    assert_int_equal(local_day(week.days[i].spans.items[0].from).number, week.days[i].day.number);
  }
}

static bool is_holiday(const char *country, const char *region, const char *day) {
  const struct hours_calendar *calendar = hours_calendar(str_from(country), str_from(region));
  return hours_public_holiday(calendar, on(day)).len > 0;
}

static bool is_vacation(const char *country, const char *region, const char *day) {
  const struct hours_calendar *calendar = hours_calendar(str_from(country), str_from(region));
  return hours_school_holiday(calendar, on(day)).len > 0;
}

static void holidays_follow_country_and_region(void **state) {
  (void)state;
  assert_true(is_holiday("FR", "", "2021-07-14"));
  assert_false(is_holiday("FR", "75", "2021-12-26"));
  assert_true(is_holiday("FR", "67", "2021-12-26")); /* Alsace keeps the second day */
  assert_true(is_holiday("fr", "FR-57", "2022-04-15"));
  assert_true(is_holiday("CH", "GE", "2021-12-31")); /* restoration of the republic */
  assert_false(is_holiday("CH", "CH-VD", "2021-12-31"));
  assert_true(is_holiday("CH", "", "2021-08-01")); /* in every canton */
  assert_false(is_holiday("CH", "", "2021-12-08"));
  assert_true(is_holiday("MC", "", "2021-11-19"));
  assert_true(is_holiday("MC", "", "2023-11-20")); /* given for a Sunday */
  assert_null(hours_calendar(S("XX"), S("")));
  assert_true(is_vacation("FR", "33", "2021-02-15"));  /* zone A: 6 to 22 February 2021 */
  assert_false(is_vacation("FR", "75", "2021-02-10")); /* zone C: from the 13th */
  assert_true(is_vacation("FR", "Zone A", "2021-02-15"));
  assert_true(is_vacation("FR", "a", "2021-02-15"));
  assert_false(is_vacation("FR", "974", "2021-02-15"));
}

static void the_cache_answers_as_the_hours_do(void **state) {
  struct hours_place place = here();
  (void)state;
  assert_int_equal(
      hours_cached_state(S("Mo-Fr 09:00-18:00; PH off"), &place, at("2020-05-20T10:00")),
      HOURS_OPEN);
  assert_int_equal(
      hours_cached_state(S("Mo-Fr 09:00-18:00; PH off"), &place, at("2020-05-21T10:00")),
      HOURS_CLOSED);
  assert_int_equal(hours_cached_state(S(""), &place, at("2020-05-20T10:00")), HOURS_UNKNOWN);
  assert_int_equal(hours_cached_state(S("freestyle"), &place, at("2020-05-20T10:00")),
                   HOURS_UNKNOWN);
  struct hours_now now =
      hours_cached_now(S("Mo-Fr 09:00-18:00; PH off"), &place, at("2020-05-20T19:00"));
  assert_int_equal(now.state, HOURS_CLOSED);
  assert_true(now.has_change);
  assert_int_equal(now.change.minute, at("2020-05-22T09:00").minute);
}

static void the_cache_stays_bounded_and_right(void **state) {
  struct arena *arena = *state;
  struct hours_place place = here();
  for (int i = 0; i < 40000; i++) {
    int hour = i % 23, minute = i / 23 % 60;
    struct str value = str_format(arena, "%02d:%02d-24:00 open \"%d\"", hour, minute, i);
    struct local just = {at("2020-05-20").minute + hour * 60 + minute};
    assert_int_equal(hours_cached_state(value, &place, just), HOURS_OPEN);
    arena_reset(arena);
  }
}

int hours_plan_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(an_exception_lays_down_its_days_and_no_others),
      check_test(a_measure_wins_over_all_from_its_minute_to_its_minute),
      check_test(a_shop_that_says_nothing_is_unknown_and_can_still_be_closed),
      check_test(a_week_shows_the_night_with_its_evening),
      check_test(holidays_follow_country_and_region),
      check_test(the_cache_answers_as_the_hours_do),
      check_test(the_cache_stays_bounded_and_right),
  };
  return cmocka_run_group_tests_name("hours_plan", tests, NULL, NULL);
}
