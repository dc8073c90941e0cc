#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/open/ical.h"

/* RFC 5545, 3.1: lines of at most 75 bytes; a letter of two bytes is not parted. */
static void long_lines_are_folded_between_letters(void **state) {
  struct buf out = buf_in(*state);
  struct str name = S("éééééééééééééééééééééééééééééééééééééééééé"); /* 84 bytes */
  ical_begin(&out, name, S(""));
  ptrdiff_t at = str_find(buf_str(&out), S("X-WR-CALNAME:"));
  struct str line = str_skip(buf_str(&out), (size_t)at);
  /* 13 bytes of the name of the property and 31 letters are 75. */
  assert_int_equal(str_find(line, S("\r\n ")), 75);
  assert_true(str_is_utf8(str_take(line, 75)));
}

/* RFC 5545, 3.3.11. */
static void texts_are_escaped(void **state) {
  struct buf out = buf_in(*state);
  ical_begin(&out, S("a,b;c\\d\ne"), S(""));
  assert_true(str_find(buf_str(&out), S("X-WR-CALNAME:a\\,b\\;c\\\\d\\ne\r\n")) > 0);
}

/* Europe/Paris in 2026: summer time from 29 March 01:00 UTC, winter time from 25 October 01:00 UTC,
 * which is 03:00 on the clock that goes back. */
static void a_zone_says_when_its_clocks_change(void **state) {
  struct buf out = buf_in(*state);
  struct day from, until;
  assert_true(day_parse(S("2026-03-01"), &from));
  assert_true(day_parse(S("2026-11-01"), &until));
  ical_zone(&out, zone_find(S("Europe/Paris")), from, until);
  struct str text = buf_str(&out);
  assert_true(str_find(text, S("BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\n"
                               "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n")) > 0);
  assert_true(str_find(text, S("BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\n"
                               "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n")) > 0);
}

/* The Tuesday of week 22 is a holiday: taken out of the weekly event, and nothing in its place. */
static void a_holiday_is_taken_out_of_the_week(void **state) {
  struct buf out = buf_in(*state);
  struct day monday;
  assert_true(day_parse(S("2026-05-18"), &monday));
  struct weekly_day holiday = {.day = {monday.number + 8}};
  struct weekly weekly = {
      .from = monday, .until = {monday.number + 13}, .special = &holiday, .special_count = 1};
  weekly.normal[1] = weekly.normal[2] = (struct weekly_hours){{{540, 1080}}, 1};
  struct ical_shop shop = {.uid = S("1@ici"), .name = S("Ici"), .url = S("http://ici/")};
  ical_shop(&out, &shop, zone_find(S("Europe/Paris")), &weekly);
  struct str text = buf_str(&out);
  assert_true(str_find(text, S("DTSTART;TZID=Europe/Paris:20260519T090000\r\n")) > 0);
  assert_true(str_find(text, S("RRULE:FREQ=WEEKLY;BYDAY=TU,WE;UNTIL=20260531T215959Z\r\n")) > 0);
  assert_true(str_find(text, S("EXDATE;TZID=Europe/Paris:20260526T090000\r\n")) > 0);
}

int ical_tests(void);
int ical_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(long_lines_are_folded_between_letters),
      check_test(texts_are_escaped),
      check_test(a_zone_says_when_its_clocks_change),
      check_test(a_holiday_is_taken_out_of_the_week),
  };
  return cmocka_run_group_tests_name("ical", tests, NULL, NULL);
}
