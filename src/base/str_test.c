#include "base/str.h"

#include "base/check.h"

static void empty_views_are_equal_whatever_they_point_to(void **state) {
  (void)state;
  assert_true(str_equal((struct str){0}, S("")));
  assert_true(str_is_empty(str_from(NULL)));
  assert_int_equal(str_compare((struct str){0}, S("")), 0);
  assert_true(str_starts(S("x"), (struct str){0}));
  assert_true(str_ends((struct str){0}, S("")));
}

static void texts_are_ordered_by_bytes_and_a_prefix_comes_first(void **state) {
  (void)state;
  assert_true(str_compare(S("a"), S("b")) < 0);
  assert_true(str_compare(S("ab"), S("a")) > 0);
  assert_true(str_compare(S("\x7F"), S("\xC3\xA9")) < 0);
}

static void ascii_letters_compare_without_case_and_others_with(void **state) {
  (void)state;
  assert_true(str_equal_ascii_case(S("Content-TYPE"), S("content-type")));
  assert_false(str_equal_ascii_case(S("\u00C9"), S("\u00E9")));
  assert_false(str_equal_ascii_case(S("@"), S("`")));
}

static void the_first_occurrence_is_found(void **state) {
  (void)state;
  assert_int_equal(str_find(S("coquecoque"), S("que")), 2);
  assert_int_equal(str_find(S("coque"), S("quex")), -1);
  assert_int_equal(str_find(S("co"), S("coq")), -1);
  assert_int_equal(str_find(S("co"), S("")), 0);
}

static void all_kinds_of_space_are_trimmed(void **state) {
  struct str trimmed = str_trim(S(" \t\r\n\u00A0\u202Fa b\u202F\u00A0 \n"));
  assert_text(*state, trimmed, "a b");
  assert_int_equal(str_trim(S(" \u00A0 ")).len, 0);
}

static void a_cut_separates_and_says_when_nothing_is_left(void **state) {
  struct str rest;
  assert_text(*state, str_cut(S("a=b=c"), '=', &rest), "a");
  assert_text(*state, rest, "b=c");
  assert_text(*state, str_cut(S("a="), '=', &rest), "a");
  assert_non_null(rest.ptr);
  assert_text(*state, str_cut(S("a"), '=', &rest), "a");
  assert_null(rest.ptr);
}

static void taking_or_skipping_too_much_stops_at_the_end(void **state) {
  assert_text(*state, str_take(S("abc"), 9), "abc");
  assert_text(*state, str_skip(S("abc"), 9), "");
  assert_text(*state, str_skip(S("abc"), 1), "bc");
}

static void whole_numbers_are_read_to_their_limits(void **state) {
  (void)state;
  int64_t value = 0;
  assert_true(str_to_int(S("-9223372036854775808"), &value) && value == INT64_MIN);
  assert_true(str_to_int(S("9223372036854775807"), &value) && value == INT64_MAX);
  assert_true(str_to_int(S("+7"), &value) && value == 7);
  assert_false(str_to_int(S("9223372036854775808"), &value));
  assert_false(str_to_int(S("-9223372036854775809"), &value));
}

static void what_is_not_a_whole_number_is_refused(void **state) {
  (void)state;
  static const char *const refused[] = {"", "-", "+", "1 ", " 1", "1.0", "0x1", "--1", "1e3"};
  int64_t value;
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    assert_false(str_to_int(str_from(refused[i]), &value));
}

/* The boundaries of table 3-7 of the Unicode standard. */
static void well_formed_utf8_is_accepted(void **state) {
  (void)state;
  assert_true(str_is_utf8(S("")));
  assert_true(str_is_utf8(S("\x01\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80")));
  assert_true(str_is_utf8(S("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF")));
}

static void broken_utf8_is_refused(void **state) {
  (void)state;
  assert_false(str_is_utf8(S("a\0b")));             /* U+0000 */
  assert_false(str_is_utf8(S("\x80")));             /* a tail alone */
  assert_false(str_is_utf8(S("\xC1\xBF")));         /* over-long */
  assert_false(str_is_utf8(S("\xE0\x9F\xBF")));     /* over-long */
  assert_false(str_is_utf8(S("\xED\xA0\x80")));     /* surrogate */
  assert_false(str_is_utf8(S("\xF0\x8F\xBF\xBF"))); /* over-long */
  assert_false(str_is_utf8(S("\xF4\x90\x80\x80"))); /* above U+10FFFF */
  assert_false(str_is_utf8(S("\xF5\x80\x80\x80")));
  assert_false(str_is_utf8(S("\xE2\x82"))); /* cut off */
  assert_false(str_is_utf8(S("\xC3(")));
}

static void the_first_broken_byte_is_found(void **state) {
  (void)state;
  assert_int_equal(str_utf8_prefix(S("caf\xC3\xA9\xFF!")), 5);
}

static void equal_texts_have_equal_hashes_wherever_they_lie(void **state) {
  struct str copy = str_copy(*state, S("librairie"));
  assert_true(str_hash(copy) == str_hash(S("librairie")));
  assert_true(str_hash(copy) != str_hash(S("librairia")));
  assert_true(str_hash((struct str){0}) == str_hash(S("")));
}

static void a_copy_outlives_its_source_and_a_c_string_ends_with_zero(void **state) {
  char source[] = "abc";
  struct str copy = str_copy(*state, str_from(source));
  const char *zero_terminated = str_cstr(*state, str_take(str_from(source), 2));
  source[0] = 'x';
  assert_text(*state, copy, "abc");
  assert_string_equal(zero_terminated, "ab");
  assert_text(*state, str_format(*state, "%s-%d", "n", 5), "n-5");
}

static void parts_are_joined_and_empty_ones_leave_nothing(void **state) {
  struct str joined = STR_CONCAT(*state, S("/de"), (struct str){0}, S("?"), S("q=pain"));
  assert_text(*state, joined, "/de?q=pain");
  assert_int_equal(joined.ptr[joined.len], 0);
}

int str_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(empty_views_are_equal_whatever_they_point_to),
      check_test(parts_are_joined_and_empty_ones_leave_nothing),
      check_test(texts_are_ordered_by_bytes_and_a_prefix_comes_first),
      check_test(ascii_letters_compare_without_case_and_others_with),
      check_test(the_first_occurrence_is_found),
      check_test(all_kinds_of_space_are_trimmed),
      check_test(a_cut_separates_and_says_when_nothing_is_left),
      check_test(taking_or_skipping_too_much_stops_at_the_end),
      check_test(whole_numbers_are_read_to_their_limits),
      check_test(what_is_not_a_whole_number_is_refused),
      check_test(well_formed_utf8_is_accepted),
      check_test(broken_utf8_is_refused),
      check_test(the_first_broken_byte_is_found),
      check_test(equal_texts_have_equal_hashes_wherever_they_lie),
      check_test(a_copy_outlives_its_source_and_a_c_string_ends_with_zero),
  };
  return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
