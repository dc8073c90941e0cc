#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/editor/week_edit.h"

static void times_are_read_as_people_write_them(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int minute;
  } good[] = {{"9", 540},      {"9h", 540}, {"9 h 30", 570}, {"09:30", 570},  {"9.30", 570},
              {"18H45", 1125}, {"0:00", 0}, {"24:00", 1440}, {" 14 h ", 840}, {"23:59", 1439}};
  static const char *const bad[] = {"", "h", "25:00", "9:60", "9:3x", "neuf", "9-12", "24:01"};
  int minute;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    assert_true(week_time_read(str_from(good[i].text), &minute));
    assert_int_equal(minute, good[i].minute);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(week_time_read(str_from(bad[i]), &minute));
}

static struct week_row open_row(int from, int to) {
  return (struct week_row){WEEK_OPEN, {{from, to}}, 1};
}

static void days_with_the_same_hours_are_told_together(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 16);
  struct week_rows rows = {0};
  assert_true(str_equal(week_value(arena, &rows), S("")));
  rows.days[0] = (struct week_row){WEEK_OPEN, {{540, 720}, {840, 1080}}, 2};
  for (size_t i = 1; i < 5; i++)
    rows.days[i].mode = WEEK_SAME;
  rows.days[5] = open_row(540, 720);
  rows.days[6].mode = WEEK_CLOSED;
  rows.days[7].mode = WEEK_SAME;
  assert_true(str_equal(week_value(arena, &rows),
                        S("Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; Su,PH off")));
  rows.days[2] = open_row(840, 1080); /* and Thursday, Friday as Wednesday */
  assert_true(
      str_equal(week_value(arena, &rows),
                S("Mo,Tu 09:00-12:00,14:00-18:00; We-Fr 14:00-18:00; Sa 09:00-12:00; Su,PH off")));
  arena_destroy(arena);
}

static void midnight_is_the_end_of_the_day(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 16);
  struct week_rows rows = {0};
  rows.days[4] = open_row(1080, 120);
  rows.days[5] = open_row(1080, 0);
  assert_true(str_equal(week_value(arena, &rows), S("Fr 18:00-02:00; Sa 18:00-24:00")));
  arena_destroy(arena);
}

static void a_plain_value_becomes_rows_and_the_same_value_again(void **state) {
  (void)state;
  static const char *const plain[] = {
      "Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; Su,PH off",
      "Mo 08:00-10:00,12:00-14:00,18:00-24:00",
      "Fr,Sa 18:00-02:00",
      "Mo-Su 00:00-24:00",
      "Mo-Su,PH 10:00-22:00",
  };
  struct arena *arena = arena_create(1 << 16);
  struct week_rows rows;
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
    assert_true(week_from_value(str_from(plain[i]), &rows));
    assert_true(str_equal(week_value(arena, &rows), str_from(plain[i])));
  }
  assert_true(week_from_value(S("24/7"), &rows));
  assert_true(str_equal(week_value(arena, &rows), S("Mo-Su 00:00-24:00")));
  assert_true(week_from_value(S("Mo-Su 09:00-18:00; We off"), &rows)); /* the later rule wins */
  assert_true(str_equal(week_value(arena, &rows), S("Mo,Tu,Th-Su 09:00-18:00; We off")));
  arena_destroy(arena);
}

static void what_rows_cannot_say_stays_text(void **state) {
  (void)state;
  static const char *const rich[] = {"Apr-Sep Mo-Fr 09:00-18:00",
                                     "Mo-Fr sunrise-sunset",
                                     "Mo[1] 09:00-12:00",
                                     "Mo-Fr 09:00+",
                                     "Mo-Fr 09:00-12:00 \"sur rendez-vous\"",
                                     "Mo 1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00"};
  struct week_rows rows;
  for (size_t i = 0; i < sizeof rich / sizeof *rich; i++)
    assert_false(week_from_value(str_from(rich[i]), &rows));
}

int week_edit_tests(void);
int week_edit_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(times_are_read_as_people_write_them),
      cmocka_unit_test(days_with_the_same_hours_are_told_together),
      cmocka_unit_test(midnight_is_the_end_of_the_day),
      cmocka_unit_test(a_plain_value_becomes_rows_and_the_same_value_again),
      cmocka_unit_test(what_rows_cannot_say_stays_text),
  };
  return cmocka_run_group_tests_name("week_edit", tests, NULL, NULL);
}
