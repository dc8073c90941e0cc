#include "base/check.h"
#include "domain/hours/hours_scan.h"

/* What people really type is read, with a warning, as what they mean; what nobody could be sure of
 * is refused, with its place. */

static void check_reads(struct arena *arena, const char *const (*pairs)[2], size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct hours_reading reading = hours_parse(arena, str_from(pairs[i][0]));
    if (reading.hours == NULL || reading.warnings.count == 0) print_error("%s\n", pairs[i][0]);
    assert_non_null(reading.hours);
    assert_true(reading.warnings.count > 0);
    assert_text(arena, hours_normal(arena, reading.hours), pairs[i][1]);
  }
}

static void what_people_type_is_read_with_a_warning(void **state) {
  static const char *const pairs[][2] = {
      {"Mo-Fr 9h-12h", "Mo-Fr 09:00-12:00"},
      {"Lu-Ve 9:00-18:00", "Mo-Fr 09:00-18:00"},
      {"lu-sa 9h30-12h, 14h-19h", "Mo-Sa 09:30-12:00,14:00-19:00"},
      {"Ma-Di 11:00-02:00", "Tu-Su 11:00-02:00"}, /* mardi to dimanche */
      {"Mo-Di 10:00-12:00; Di off", "Mo-Tu 10:00-12:00; Tu off"},
      {"9am-5pm", "09:00-17:00"},
      {"12:00 a.m. - 12:01am", "00:00-00:01"},
      {"Mon–Fri 09:00–17:00", "Mo-Fr 09:00-17:00"},
      {"mo-fr 09:00-17:00", "Mo-Fr 09:00-17:00"},
      {"Mo-Fr 9.30-12", "Mo-Fr 09:30-12:00"},
      {"Mo-Fr 0900-1800", "Mo-Fr 09:00-18:00"},
      {"Mo-Fr 10:00-midi", "Mo-Fr 10:00-12:00"},
      {"Mo-Fr 18:00-minuit", "Mo-Fr 18:00-24:00"},
      {"dimanche fermé", "Su off"},
      {"Mo-Sa 9:00-12:00; jours fériés fermé", "Mo-Sa 09:00-12:00; PH off"},
      {"du lundi au vendredi de 9h à 12h et de 14h à 18h", "Mo-Fr 09:00-12:00,14:00-18:00"},
      {"Tous les jours 8h-20h", "Mo-Su 08:00-20:00"},
      {"7j/7 8h-20h", "Mo-Su 08:00-20:00"},
      {"24h/24", "24/7"},
      {"24 hours", "24/7"},
      {"nonstop geöffnet", "24/7"},
      {"Mo – Fr: 9 – 12 Uhr und Mo, Di, Do: 15 – 18 Uhr",
       "Mo-Fr 09:00-12:00, Mo,Tu,Th 15:00-18:00"},
      {"Sonn- und Feiertags 10:00-12:00", "Su,PH 10:00-12:00"},
      {"täglich 10-18 Uhr", "Mo-Su 10:00-18:00"},
      {"weekend 10:00-12:00", "Sa-Su 10:00-12:00"},
      {"Mo-Fr, 9:00-18:00", "Mo-Fr 09:00-18:00"},
      {"Mo-Fr 9:00-12:00 / 14:00-18:00", "Mo-Fr 09:00-12:00,14:00-18:00"},
      {"Mo-Sa 11:00-21:00 Su off", "Mo-Sa 11:00-21:00, Su off"},
      {"10:00-12:00 Mo-Fr", "Mo-Fr 10:00-12:00"},
      {"25 Dec off", "Dec 25 off"},
      {"1er mai fermé", "May 01 off"},
      {"Mo 12°°-14:00", "Mo 12:00-14:00"},
      {"Mo ⁰⁰:³⁰-¹⁴:⁰⁹", "Mo 00:30-14:09"},
      {"17:00 bis Open End", "17:00+"},
      {"sur rendez-vous", "unknown \"rendez-vous\""},
      {"Mo 15:00,17,00-22:30", NULL},
      {"Su 11:00-15:00,17,00-22:30", "Su 11:00-15:00,17:00-22:30"},
      {"«sur place»", "unknown \"sur place\""},
      {"10:00-12:00;", "10:00-12:00"},
      {"Apr-Sep, Mo-Fr 9-18", "Apr-Sep Mo-Fr 09:00-18:00"},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (pairs[i][1])
      check_reads(*state, &pairs[i], 1);
    else
      assert_null(hours_parse(*state, str_from(pairs[i][0])).hours);
}

static void what_the_standard_writes_is_read_without_a_warning(void **state) {
  static const char *const pairs[][2] = {
      {"Mo-Fr 09:00-12:30,14:00-18:00; Sa 10:00-18:00; PH off",
       "Mo-Fr 09:00-12:30,14:00-18:00; Sa 10:00-18:00; PH off"},
      {"Th[3],Th[-1] off", "Th[3],Th[-1] off"},
      {"We[1,3],Tu[1-2],Mo[2-4] +2 days 10:00-12:00",
       "We[1,3],Tu[1,2],Mo[2-4] +2 days 10:00-12:00"},
      {"2020 Mar 17-2020 May 11 off \"confinement\"",
       "2020 Mar 17-2020 May 11 off \"confinement\""},
      {"(sunrise+01:00)-(sunset-00:30)", "(sunrise+01:00)-(sunset-00:30)"},
      {"week 01-53/2 We 10:00-12:00", "week 01-53/2 We 10:00-12:00"},
      {"2013+ Jan-Mar,Aug SH,PH Mo-Fr 22:00-02:00 open \"x\"",
       "2013+ Jan-Mar,Aug SH,PH Mo-Fr 22:00-02:00 open \"x\""},
      {"Mar Su[-1]-Oct Su[-1] -1 day 10:00-26:00", "Mar Su[-1]-Oct Su[-1] -1 day 10:00-02:00"},
      {"easter -2 days-easter +2 days", "easter -2 days-easter +2 days"},
      {"Dec 25 -Su 10:00-12:00", "Dec 25 -Su 10:00-12:00"},
      {"10:00-12:00 open, 14:00-16:00 unknown || closed \"x\"",
       "10:00-12:00 open, 14:00-16:00 unknown || off \"x\""},
      {"24/7", "24/7"},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    struct hours_reading reading = hours_parse(*state, str_from(pairs[i][0]));
    assert_non_null(reading.hours);
    assert_int_equal(reading.warnings.count, 0);
    assert_text(*state, hours_normal(*state, reading.hours), pairs[i][1]);
  }
}

static void a_refusal_says_where_and_why(void **state) {
  static const struct {
    const char *value;
    size_t position;
    enum message message;
  } facts[] = {
      {"", 0, MSG_hours_error_empty},
      {" ; ", 0, MSG_hours_error_empty},
      {"freestyle", 0, MSG_hours_error_word},
      {"Mo-Fr 10:00-12:00 tomorrow", 18, MSG_hours_error_word},
      {"Mo 10:00", 3, MSG_hours_error_point},
      {"14:00-16:00,11:00", 12, MSG_hours_error_point},
      {"10:00-100:00", 6, MSG_hours_error_time},
      {"21:00-22:60", 9, MSG_hours_error_time},
      {"26:00-27:00", 0, MSG_hours_error_time},
      {"23am-24pm", 0, MSG_hours_error_time},
      {"(sunrise+2)-sunset", 9, MSG_hours_error_event},
      {"Sa[1,0,3]", 5, MSG_hours_error_nth},
      {"week 54", 5, MSG_hours_error_week},
      {"week 40-30", 8, MSG_hours_error_week},
      {"Jan 00", 4, MSG_hours_error_day},
      {"Dec 32", 4, MSG_hours_error_day},
      {"2014-2012", 5, MSG_hours_error_year},
      {"2014-2020/0", 10, MSG_hours_error_number},
      {"easter +370 days", 7, MSG_hours_error_offset},
      {"|| open", 0, MSG_hours_error_empty_rule},
      {"Mo,,Th", 2, MSG_hours_error_comma},
      {"We, Aug Mo", 2, MSG_hours_error_comma},
      {"Mo-Fr 10:00-12:00 \"open", 18, MSG_hours_error_quote},
      {"Mo-Fr 10:00-", 12, MSG_hours_error_end},
      {"Mo \xff", 3, MSG_hours_error_bytes},
  };
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    struct hours_reading reading = hours_parse(*state, str_from(facts[i].value));
    if (reading.hours || reading.errors.items[0].message != facts[i].message)
      print_error("%s: %s\n", facts[i].value,
                  reading.hours ? "read" : message_name(reading.errors.items[0].message));
    assert_null(reading.hours);
    assert_int_equal(reading.errors.count, 1);
    assert_int_equal(reading.errors.items[0].message, facts[i].message);
    assert_int_equal(reading.errors.items[0].position, facts[i].position);
  }
}

static void a_notice_is_a_sentence_in_the_readers_language(void **state) {
  struct hours_reading reading = hours_parse(*state, S("Mo-Fr 10:00-12:00 demain"));
  assert_text(*state, hours_sentence(*state, LANGUAGE_EN, &reading.errors.items[0]),
              "The word “demain” is not understood. A comment goes between quotation marks.");
  reading = hours_parse(*state, S("Fr 22:00-04:00; Sa 21:00-04:00"));
  assert_int_equal(reading.warnings.items[0].message, MSG_hours_warn_night);
  reading = hours_parse(*state, S("Mo-Fr 12:00-14:00; 19:00-22:00"));
  assert_int_equal(reading.warnings.items[0].message, MSG_hours_warn_replaces);
}

static void what_is_too_long_is_refused_by_name(void **state) {
  static const char *const pieces[] = {"Mo 10:00-11:00;", "10:00-11:00,", "Mo,", "x"};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    struct buf text = buf_in(*state);
    size_t most = i == 3 ? HOURS_TEXT_MAX : HOURS_TEXT_MAX - 20;
    while (text.len <= most - strlen(pieces[i]) || (i == 3 && text.len <= most))
      buf_add(&text, str_from(pieces[i]));
    struct hours_reading reading = hours_parse(*state, buf_str(&text));
    assert_null(reading.hours);
    assert_int_equal(reading.errors.items[0].message, MSG_hours_error_long);
  }
}

static void every_word_is_found(void **state) {
  enum hours_token_kind kind;
  int value;
  (void)state;
  static const char *const words[] = {"a", "mo", "dimanche", "weekends", "y", "jours", "zu"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_true(hours_word(str_from(words[i]), &kind, &value));
  assert_false(hours_word(S("freestyle"), &kind, &value));
  assert_false(hours_word(S(""), &kind, &value));
}

int hours_words_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(what_people_type_is_read_with_a_warning),
      check_test(what_the_standard_writes_is_read_without_a_warning),
      check_test(a_refusal_says_where_and_why),
      check_test(a_notice_is_a_sentence_in_the_readers_language),
      check_test(what_is_too_long_is_refused_by_name),
      check_test(every_word_is_found),
  };
  return cmocka_run_group_tests_name("hours_words", tests, NULL, NULL);
}
