#include <stdio.h>

#include "base/check.h"
#include "base/json.h"
#include "domain/hours/hours.h"

/* What values mean. Windows and answers are facts from the specification's examples and from the
 * suites of other evaluators (opening_hours.js, opening-hours-rs), put into one notation:
 * "01 10:00-12:00" is a span of the first day of the month, "?" behind it is unknown. */

static struct hours_place paris(void) {
  return (struct hours_place){.zone = zone_find(S("Europe/Paris")),
                              .calendar = hours_calendar(S("FR"), S("75"))};
}

static struct local at(const char *text) {
  struct local local;
  assert_true(local_parse(str_from(text), &local));
  return local;
}

static const struct hours *read_hours(struct arena *arena, const char *value) {
  struct hours_reading reading = hours_parse(arena, str_from(value));
  if (reading.hours == NULL) print_error("%s is refused\n", value);
  assert_non_null(reading.hours);
  return reading.hours;
}

static void write_point(struct buf *out, struct local local) {
  int year, month, day, minute = local_minute(local);
  day_split(local_day(local), &year, &month, &day);
  buf_format(out, "%02d.%02d %02d:%02d", month, day, minute / 60, minute % 60);
}

/* "10.01 22:00-10.02 02:00; 10.02 12:00-14:00?" */
static const char *spans_text(struct arena *arena, const struct hours_spans *spans) {
  struct buf out = buf_in(arena);
  for (size_t i = 0; i < spans->count; i++) {
    const struct hours_span *span = &spans->items[i];
    if (i > 0) buf_literal(&out, "; ");
    write_point(&out, span->from);
    buf_add_char(&out, '-');
    if (local_day(span->from).number == local_day(span->to).number)
      buf_format(&out, "%02d:%02d", local_minute(span->to) / 60, local_minute(span->to) % 60);
    else
      write_point(&out, span->to);
    if (span->state == HOURS_UNKNOWN) buf_add_char(&out, '?');
  }
  buf_add_char(&out, 0);
  return out.ptr;
}

struct fact {
  const char *value, *from, *to, *spans;
};

static void check_facts(struct arena *arena, const struct fact *facts, size_t count) {
  struct hours_place place = paris();
  for (size_t i = 0; i < count; i++) {
    const struct hours *hours = read_hours(arena, facts[i].value);
    struct hours_spans spans =
        hours_between(arena, HOURS_PLAN(hours), &place, at(facts[i].from), at(facts[i].to), 1000);
    const char *text = spans_text(arena, &spans);
    if (strcmp(text, facts[i].spans) != 0) print_error("%s\n", facts[i].value);
    assert_string_equal(text, facts[i].spans);
    /* The canonical form means the same. */
    struct str normal = hours_normal(arena, hours);
    const struct hours *again = read_hours(arena, str_cstr(arena, normal));
    spans =
        hours_between(arena, HOURS_PLAN(again), &place, at(facts[i].from), at(facts[i].to), 1000);
    assert_string_equal(spans_text(arena, &spans), facts[i].spans);
    assert_true(str_equal(hours_normal(arena, again), normal));
  }
}
#define CHECK_FACTS(arena, facts) check_facts((arena), (facts), sizeof(facts) / sizeof *(facts))

#define WEEK "2012-10-01", "2012-10-08" /* Monday to Sunday */

static void weekdays_and_times_mean_what_they_say(void **state) {
  static const struct fact facts[] = {
      {"Mo,Th,Sa,Su 10:00-12:00", WEEK,
       "10.01 10:00-12:00; 10.04 10:00-12:00; 10.06 10:00-12:00; 10.07 10:00-12:00"},
      {"Th,Sa-Mo 10:00-12:00", WEEK,
       "10.01 10:00-12:00; 10.04 10:00-12:00; 10.06 10:00-12:00; 10.07 10:00-12:00"},
      {"Mo,We", WEEK, "10.01 00:00-10.02 00:00; 10.03 00:00-10.04 00:00"},
      {"We 22:00-22:00", WEEK, "10.03 22:00-10.04 22:00"},
      {"Tu 23:59-48:00", WEEK, "10.02 23:59-10.04 00:00"},
      {"22:00-26:00", "2012-10-01", "2012-10-02", "10.01 00:00-02:00; 10.01 22:00-10.02 00:00"},
      {"10:00-12:00,10:30-11:30", "2012-10-01", "2012-10-02", "10.01 10:00-12:00"},
      {"24/7", WEEK, "10.01 00:00-10.08 00:00"},
      {"open", WEEK, "10.01 00:00-10.08 00:00"},
      {"off", WEEK, ""},
      {"24/7 closed \"always closed\"", WEEK, ""},
      {"Mo 12:00-14:00 16:00-18:00", WEEK, "10.01 12:00-14:00; 10.01 16:00-18:00"},
      {"We[4-5] 10:00-12:00", "2012-10-01", "2012-11-01", "10.24 10:00-12:00; 10.31 10:00-12:00"},
      {"We[-1,-2] 10:00-12:00", "2012-10-01", "2012-11-01", "10.24 10:00-12:00; 10.31 10:00-12:00"},
      {"Sa[-1],Sa[-1] +1 day", "2013-08-21", "2013-10-03",
       "08.31 00:00-09.02 00:00; 09.28 00:00-09.30 00:00"},
      {"Sa[1] -5 days", "2013-08-21", "2013-11-01",
       "09.02 00:00-09.03 00:00; 09.30 00:00-10.01 00:00; 10.28 00:00-10.29 00:00"},
      {"Aug Su[-1] +1 day", "2013-08-01", "2013-10-08", "08.26 00:00-08.27 00:00"},
      {"Feb: Su[5] -1 day 12:00-22:00", "2020-02-01", "2020-03-01", ""},
      {"Feb: Su[5] -1 day 12:00-22:00", "2032-02-27", "2032-03-01", "02.28 12:00-22:00"},
  };
  CHECK_FACTS(*state, facts);
}

static void separators_override_add_and_fall_back(void **state) {
  static const struct fact facts[] = {
      {"08:00-09:00; 10:00-12:00", "2012-10-01", "2012-10-02", "10.01 10:00-12:00"},
      {"Mo-Fr 10:00-16:00; We 12:00-18:00", "2012-10-02", "2012-10-04",
       "10.02 10:00-16:00; 10.03 12:00-18:00"},
      {"Mo-Fr 10:00-16:00, We 12:00-18:00", "2012-10-02", "2012-10-04",
       "10.02 10:00-16:00; 10.03 10:00-18:00"},
      {"10:00-14:00; 12:00-14:00 off", "2012-10-01", "2012-10-02", "10.01 10:00-12:00"},
      {"Mo-We; Tu off", WEEK, "10.01 00:00-10.02 00:00; 10.03 00:00-10.04 00:00"},
      /* A normal rule takes the whole day, the night of the evening before included. */
      {"22:00-02:00; Tu 12:00-14:00", "2012-10-01", "2012-10-04",
       "10.01 00:00-02:00; 10.01 22:00-10.02 00:00; 10.02 12:00-14:00; 10.03 00:00-02:00; "
       "10.03 22:00-10.04 00:00"},
      {"Su-Tu 11:00-01:00, We-Th 11:00-03:00", "2012-10-02", "2012-10-04T12:00",
       "10.02 00:00-01:00; 10.02 11:00-10.03 01:00; 10.03 11:00-10.04 03:00; 10.04 11:00-12:00"},
      {"We-Fr 10:00-24:00 open \"it is open\" || \"please call\"", "2012-10-02", "2012-10-04",
       "10.02 00:00-10.03 10:00?; 10.03 10:00-10.04 00:00"},
      {"Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-13:00; PH off || Tu 06:00-06:00 open \"Notdienst\"",
       "2013-10-01", "2013-10-03",
       "10.01 06:00-08:00; 10.01 08:00-12:00; 10.01 12:00-14:00; 10.01 14:00-18:00; "
       "10.01 18:00-10.02 06:00; 10.02 08:00-12:00; 10.02 14:00-18:00"},
      {"Mo-Th 09:00-12:00; Fr 14:00-17:30 || unknown \"nach Vereinbarung\"; We off", "2013-10-01",
       "2013-10-04",
       "10.01 00:00-09:00?; 10.01 09:00-12:00; 10.01 12:00-10.02 00:00?; 10.03 00:00-09:00?; "
       "10.03 09:00-12:00; 10.03 12:00-10.04 00:00?"},
      {"Tu 10:00-12:00, Fr 16:00-18:00; unknown", WEEK, "10.01 00:00-10.08 00:00?"},
      {"Sa 10:00-12:00 \"Maybe open; || call.\"", WEEK, "10.06 10:00-12:00?"},
  };
  CHECK_FACTS(*state, facts);
}

static void nobody_knows_when_an_open_end_ends(void **state) {
  static const struct fact facts[] = {
      {"17:00+", "2012-10-01", "2012-10-02", "10.01 00:00-03:00?; 10.01 17:00-10.02 00:00?"},
      {"07:00+,12:00-16:00", "2012-10-01", "2012-10-02", "10.01 07:00-12:00?; 10.01 12:00-16:00"},
      {"06:45-07:00+,05:00-06:00,13:00-16:00", "2012-10-01", "2012-10-02",
       "10.01 05:00-06:00; 10.01 06:45-07:00; 10.01 07:00-13:00?; 10.01 13:00-16:00"},
      {"Mo 22:00-04:00+", "2012-10-01", "2012-10-03",
       "10.01 22:00-10.02 04:00; 10.02 04:00-12:00?"},
      {"13:00-17:00 open, 17:00+", "2012-10-01T12:00", "2012-10-02T05:00",
       "10.01 13:00-17:00; 10.01 17:00-10.02 03:00?"},
      {"17:00+ off", "2012-10-01", "2012-10-02", ""},
      {"15:00-16:00 off; 17:00+", "2012-10-01T12:00", "2012-10-02", "10.01 17:00-10.02 00:00?"},
      {"Fr 11:00-24:00+ open \"bis tief in die Nacht\"", WEEK,
       "10.05 11:00-10.06 00:00; 10.06 00:00-08:00?"},
  };
  CHECK_FACTS(*state, facts);
}

static void dates_seasons_and_years_hold_when_they_should(void **state) {
  static const struct fact facts[] = {
      {"Nov-Feb", "2012-01-01", "2013-01-01", "01.01 00:00-03.01 00:00; 11.01 00:00-01.01 00:00"},
      {"Jan 01,Dec 24,25; Nov Th[4]", "2012-01-01", "2013-01-01",
       "01.01 00:00-01.02 00:00; 11.22 00:00-11.23 00:00; 12.24 00:00-12.26 00:00"},
      {"Jan 31-Feb 01,Aug 00:00-24:00", "2012-01-01", "2013-01-01",
       "01.31 00:00-02.02 00:00; 08.01 00:00-09.01 00:00"},
      {"2013 Dec 31-2014 Jan 02", "2011-01-01", "2015-01-01", "12.31 00:00-01.03 00:00"},
      {"2013 Dec 31,2014 Jan 05", "2011-01-01", "2015-01-01",
       "12.31 00:00-01.01 00:00; 01.05 00:00-01.06 00:00"},
      {"Jan Su[2]-Jan 15", "2012-01-01", "2013-01-01", "01.08 00:00-01.16 00:00"},
      {"Jan 01-31/8", "2012-01-01", "2013-01-01",
       "01.01 00:00-01.02 00:00; 01.09 00:00-01.10 00:00; 01.17 00:00-01.18 00:00; "
       "01.25 00:00-01.26 00:00"},
      {"2015 Feb 29", "2012-01-01", "2019-01-01", ""},
      {"Feb29-Mar15", "2021-01-01", "2022-01-01", "03.01 00:00-03.16 00:00"},
      {"Feb15-Feb29", "2021-01-01", "2022-01-01", "02.15 00:00-03.01 00:00"},
      {"May15-01:10:00-12:00", "2020-05-31", "2020-06-03", "05.31 10:00-12:00; 06.01 10:00-12:00"},
      {"2019Sep01+:10:00-12:00", "2020-06-01", "2020-06-02", "06.01 10:00-12:00"},
      {"Mar 28-2021 Apr 16", "2020-01-01", "2022-01-01", "03.28 00:00-04.17 00:00"},
      {"2012-2016", "2011-01-01", "2020-01-01", "01.01 00:00-01.01 00:00"},
      {"2055/2 Jan 01", "2054-01-01", "2058-01-01",
       "01.01 00:00-01.02 00:00; 01.01 00:00-01.02 00:00"},
      {"easter", "2012-01-01", "2014-10-08",
       "04.08 00:00-04.09 00:00; 03.31 00:00-04.01 00:00; 04.20 00:00-04.21 00:00"},
      {"easter +1 day", "2012-01-01", "2013-01-01", "04.09 00:00-04.10 00:00"},
      {"easter-Apr 20", "2012-01-01", "2012-10-08", "04.08 00:00-04.21 00:00"},
      {"week 01,03", "2012-01-01", "2013-01-01",
       "01.02 00:00-01.09 00:00; 01.16 00:00-01.23 00:00; 12.31 00:00-01.01 00:00"},
      {"week 02-52/6 Fr", "2025-08-01", "2026-01-31",
       "08.08 00:00-08.09 00:00; 09.19 00:00-09.20 00:00; 10.31 00:00-11.01 00:00; "
       "12.12 00:00-12.13 00:00; 01.09 00:00-01.10 00:00"},
      {"May We 13:00-17:00, 2020-2021 Th 04:00-05:00", "2020-05-05", "2020-05-09",
       "05.06 13:00-17:00; 05.07 04:00-05:00"},
      {"Jan 11 week 02", "2012-01-01", "2013-01-01", "01.11 00:00-01.12 00:00"},
      {"Jan-Feb Jan 09-15", "2012-01-01", "2013-01-01", "01.09 00:00-01.16 00:00"},
      {"00:00-24:00 week 05 Feb", "2012-01-01", "2013-01-01", "02.01 00:00-02.06 00:00"},
      /* Oktoberfest: from the first Saturday after 15 September; in 2012 that was the 22nd. */
      {"Sep 15 +Sa-Oct 07", "2012-09-01", "2012-11-01", "09.22 00:00-10.08 00:00"},
      {"Dec 25 -Su", "2020-12-01", "2021-01-01", "12.20 00:00-12.21 00:00"},
  };
  CHECK_FACTS(*state, facts);
}

static void holidays_are_those_of_the_place(void **state) {
  static const struct fact facts[] = {
      {"2020:10:00-12:00; PH off", "2020-07-13", "2020-07-16",
       "07.13 10:00-12:00; 07.15 10:00-12:00"},
      {"PH", "2020-05-01", "2020-06-01",
       "05.01 00:00-05.02 00:00; 05.08 00:00-05.09 00:00; 05.21 00:00-05.22 00:00"},
      {"PH Fr", "2020-05-01", "2020-06-01", "05.01 00:00-05.02 00:00; 05.08 00:00-05.09 00:00"},
      {"PH,Fr 10:00-11:00", "2020-05-18", "2020-05-25", "05.21 10:00-11:00; 05.22 10:00-11:00"},
      {"PH -1 day", "2020-05-01", "2020-06-01",
       "05.07 00:00-05.08 00:00; 05.20 00:00-05.21 00:00; 05.31 00:00-06.01 00:00"},
      /* Known by rule, though the tables begin in 2020. */
      {"PH", "2013-07-01", "2013-09-01", "07.14 00:00-07.15 00:00; 08.15 00:00-08.16 00:00"},
      {"PH", "2040-05-01", "2040-06-01",
       "05.01 00:00-05.02 00:00; 05.08 00:00-05.09 00:00; 05.10 00:00-05.11 00:00; "
       "05.21 00:00-05.22 00:00"},
      /* Paris is in zone C: Christmas holidays from 19 December 2020 on, back on 4 January. */
      {"SH Mo 10:00-11:00", "2020-12-01", "2021-01-31", "12.21 10:00-11:00; 12.28 10:00-11:00"},
  };
  CHECK_FACTS(*state, facts);
}

static void the_agreed_cases_are_all_answered_alike(void **state) {
  struct arena *arena = *state;
  static char bytes[1 << 16];
  FILE *file = fopen("test/hours/jours.json", "rb");
  assert_non_null(file);
  size_t len = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  struct json_error error;
  const struct json *cases = json_parse(arena, str_slice(bytes, len), &error);
  assert_non_null(cases);
  assert_int_equal(cases->count, 91);
  struct hours_place place = paris();
  for (size_t i = 0; i < cases->count; i++) {
    const struct json *one = &cases->items[i];
    const struct json *expected = json_member(one, S("intervals"));
    const struct hours *hours = read_hours(arena, str_cstr(arena, json_text(one, S("value"))));
    struct local from = at(str_cstr(arena, json_text(one, S("date"))));
    struct hours_spans spans = hours_between(arena, HOURS_PLAN(hours), &place, from,
                                             (struct local){from.minute + 1440}, 100);
    assert_int_equal(spans.count, expected->count);
    for (size_t k = 0; k < spans.count; k++) {
      const struct json *span = &expected->items[k];
      int ends = (int)(spans.items[k].to.minute - from.minute);
      struct str text =
          str_format(arena, "%02d:%02d %02d:%02d", local_minute(spans.items[k].from) / 60,
                     local_minute(spans.items[k].from) % 60, ends / 60, ends % 60);
      assert_true(str_equal(text, str_format(arena, "%.*s %.*s", STR_ARG(span->items[0].text),
                                             STR_ARG(span->items[1].text))));
      assert_true(str_equal(span->items[2].text,
                            spans.items[k].state == HOURS_OPEN ? S("open") : S("unknown")));
    }
  }
}

static void the_next_change_is_one_of_state(void **state) {
  static const struct {
    const char *value, *from, *change;
  } facts[] = {
      {"Oct-Mar 07:30-19:30; Apr-Sep 07:00-21:00", "2019-02-10T11:00", "2019-02-10T19:30"},
      {"Apr 1 - Nov 3 00:00-24:00", "2018-06-11T00:00", "2018-11-04T00:00"},
      {"2022 Jan 1-2023 Dec 31", "2022-01-01T00:00", "2024-01-01T00:00"},
      {"May2+", "2020-05-15T12:00", "2021-01-01T00:00"},
      {"week04", "2024-12-31T12:00", "2025-01-20T00:00"},
      {"week01", "2010-01-03T00:55", "2010-01-04T00:00"},
      {"week 13", "7583-01-01T12:00", "7583-03-28T00:00"},
      {"2060+", "2011-05-05T00:00", "2060-01-01T00:00"},
      {"Mo 10:00-12:00", "2020-06-01T12:00", "2020-06-08T10:00"},
      {"Jul-Aug Mo-Su,PH 00:00-24:00", "2024-07-14T00:01", "2024-09-01T00:00"},
      {"10:00-12:00 open \"a\", 12:00-14:00 open \"b\"", "2024-07-14T11:00", "2024-07-14T14:00"},
      {"24/7", "2025-01-01T00:00", NULL},
      {"Jan-Dec", "2024-01-01T00:00", NULL},
      {"2021 Mar 28-Apr 16", "2021-04-17T12:00", NULL},
      {"24/7 open ; 2021Jan-Feb off", "2021-07-09T19:30", NULL},
      {"Feb30", "2024-01-01T00:00", NULL},
      {"Feb Fr off", "2021-07-09T19:30", NULL},
  };
  struct hours_place place = paris();
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    const struct hours *hours = read_hours(*state, facts[i].value);
    struct local change;
    bool has = hours_next_change(HOURS_PLAN(hours), &place, at(facts[i].from), &change);
    if (has != (facts[i].change != NULL)) print_error("%s\n", facts[i].value);
    assert_int_equal(has, facts[i].change != NULL);
    if (has) assert_text(*state, local_iso(*state, change), facts[i].change);
  }
}

/* At Paris (48.87 N, 2.29 E) on 1 June 2020, as two other evaluators say: sunrise 5:51, sunset
 * 21:46 (one of them 21:45), to the minute. */
static void the_sun_rises_where_the_shop_stands(void **state) {
  struct hours_place place = paris();
  place.has_position = true;
  place.latitude = 48.87;
  place.longitude = 2.29;
  const struct hours *hours = read_hours(*state, "sunrise-sunset");
  struct hours_spans spans =
      hours_between(*state, HOURS_PLAN(hours), &place, at("2020-06-01"), at("2020-06-02"), 10);
  assert_int_equal(spans.count, 1);
  assert_in_range(local_minute(spans.items[0].from), 5 * 60 + 50, 5 * 60 + 52);
  assert_in_range(local_minute(spans.items[0].to), 21 * 60 + 45, 21 * 60 + 47);
  assert_false(hours_same_every_week(hours, &place));
  place.has_position = false;
  assert_true(hours_same_every_week(hours, &place));
  static const struct fact facts[] = {
      {"(sunrise+01:02)-(sunset-00:30)", "2012-10-01", "2012-10-02", "10.01 07:02-17:30"},
      {"dawn-dusk", "2012-10-01", "2012-10-02", "10.01 05:30-18:30"},
      {"sunset-sunrise", "2012-10-01T12:00", "2012-10-02T12:00", "10.01 18:00-10.02 06:00"},
      {"sunset+", "2012-10-01T12:00", "2012-10-02T12:00", "10.01 18:00-10.02 04:00?"},
  };
  CHECK_FACTS(*state, facts);
  /* North of the polar circle the sun does not set in June, nor rise in December. */
  place = (struct hours_place){place.zone, NULL, true, 69.65, 18.96};
  assert_int_equal(hours_at(HOURS_PLAN(hours), &place, at("2020-06-21T23:30")).state, HOURS_OPEN);
  assert_int_equal(hours_at(HOURS_PLAN(hours), &place, at("2020-12-21T12:00")).state, HOURS_CLOSED);
}

static void weeks_are_known_to_be_alike_or_not(void **state) {
  static const char *const alike[] = {"24/7",          "Mo-Fr 09:00-18:00; Sa off",
                                      "Jan-Dec",       "Feb-Jan",
                                      "week 01-53",    "Tu 10:00-12:00, Fr 16:00-18:00; unknown",
                                      "Jan 01-Dec 31", "17:00+"};
  static const char *const different[] = {"PH off",
                                          "Mo-Su,PH",
                                          "Mo[1] 10:00-12:00",
                                          "Jan-Mar Mo 10:00-12:00",
                                          "week 01-53/2",
                                          "2020+",
                                          "easter",
                                          "Mo 10:00-12:00; 2020 Jan 1 off"};
  struct hours_place place = paris();
  for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
    assert_true(hours_same_every_week(read_hours(*state, alike[i]), &place));
  for (size_t i = 0; i < sizeof different / sizeof *different; i++)
    assert_false(hours_same_every_week(read_hours(*state, different[i]), &place));
}

/* Paris goes to summer time on 29 March 2020 at 2:00 and back on 25 October at 3:00. */
static void a_clock_change_moves_instants_not_hours(void **state) {
  const struct zone *zone = zone_find(S("Europe/Paris"));
  struct arena *arena = *state;
  assert_text(arena, instant_iso(arena, local_instant(zone, at("2020-03-28T19:00"))),
              "2020-03-28T18:00:00.000Z");
  assert_text(arena, instant_iso(arena, local_instant(zone, at("2020-03-29T02:30"))),
              "2020-03-29T01:30:00.000Z"); /* skipped: moves on */
  assert_text(arena, instant_iso(arena, local_instant(zone, at("2020-10-25T02:30"))),
              "2020-10-25T00:30:00.000Z"); /* doubled: the first */
  struct instant second = {local_instant(zone, at("2020-10-25T02:30")).ms + 3600000};
  assert_text(arena, local_iso(arena, local_at(zone, second)), "2020-10-25T02:30");
}

static void local_times_are_read_leniently(void **state) {
  static const char *const good[] = {"2020-05-20T09:00", "2020-05-20 09:00", "2020-05-20T9:00",
                                     "2020-05-20T09:00:59"};
  static const char *const bad[] = {"",
                                    "2020-05",
                                    "2020-02-30",
                                    "2020-05-20T25:00",
                                    "2020-05-20x09:00",
                                    "2020-05-20T09",
                                    "2020-05-20T09:60"};
  struct local local;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_text(*state, local_iso(*state, at(good[i])), "2020-05-20T09:00");
  assert_text(*state, local_iso(*state, at("2020-05-20")), "2020-05-20T00:00");
  assert_text(*state, local_iso(*state, at("2020-05-20T24:00")), "2020-05-21T00:00");
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(local_parse(str_from(bad[i]), &local));
}

int hours_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(weekdays_and_times_mean_what_they_say),
      check_test(separators_override_add_and_fall_back),
      check_test(nobody_knows_when_an_open_end_ends),
      check_test(dates_seasons_and_years_hold_when_they_should),
      check_test(holidays_are_those_of_the_place),
      check_test(the_agreed_cases_are_all_answered_alike),
      check_test(the_next_change_is_one_of_state),
      check_test(the_sun_rises_where_the_shop_stands),
      check_test(weeks_are_known_to_be_alike_or_not),
      check_test(a_clock_change_moves_instants_not_hours),
      check_test(local_times_are_read_leniently),
  };
  return cmocka_run_group_tests_name("hours", tests, NULL, NULL);
}
