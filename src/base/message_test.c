#include "base/buf.h"
#include "base/check.h"
#include "base/message_table.h"

static struct str filled(struct arena *arena, const char *text, int64_t count,
                         const struct message_arg *args, size_t arg_count) {
  struct buf out = buf_in(arena);
  message_fill(&out, LANGUAGE_FR, str_from(text), count, args, arg_count);
  return buf_str(&out);
}

static void placeholders_take_their_values_by_name(void **state) {
  const struct message_arg args[] = {{"shop", S("Librairie {amount}")}, {"amount", S("50 €")}};
  struct str text = filled(*state, "{amount} chez {shop}, {amount}", 0, args, 2);
  assert_text(*state, text, "50 € chez Librairie {amount}, 50 €");
}

static void the_count_is_written_as_the_language_does(void **state) {
  assert_text(*state, filled(*state, "{count} commerces", 1372, NULL, 0), "1\u202F372 commerces");
}

static void a_count_given_as_a_value_wins(void **state) {
  const struct message_arg args[] = {{"count", S("aucun")}};
  assert_text(*state, filled(*state, "{count} commerce", 0, args, 1), "aucun commerce");
}

static void texts_without_placeholders_stay_as_they_are(void **state) {
  assert_text(*state, filled(*state, "Votre bon est prêt.", 0, NULL, 0), "Votre bon est prêt.");
  assert_text(*state, filled(*state, "", 0, NULL, 0), "");
}

/* CLDR 42, cardinal: fr one = 0, 1 (and 1.5); de, en one = 1. */
static void zero_is_singular_in_french_only(void **state) {
  (void)state;
  assert_int_equal(message_form(LANGUAGE_FR, 0), 0);
  assert_int_equal(message_form(LANGUAGE_DE, 0), 1);
  assert_int_equal(message_form(LANGUAGE_EN, 0), 1);
  for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
    assert_int_equal(message_form(language, 1), 0);
    assert_int_equal(message_form(language, 2), 1);
  }
}

static void every_message_is_found_by_its_name_and_has_a_text(void **state) {
  (void)state;
  assert_true(message_count > 1000);
  for (size_t i = 0; i < message_count; i++) {
    enum message message = message_entries[i].message, found = MESSAGE_NONE;
    assert_true(message_find(message_entries[i].name, &found));
    assert_int_equal(found, message);
    assert_string_equal(message_name(message), message_entries[i].name.ptr);
    for (enum language language = 0; language < LANGUAGE_COUNT; language++)
      assert_true(message_text(language, message).len > 0);
  }
}

static void a_key_in_the_program_is_the_key_in_the_table(void **state) {
  (void)state;
  enum message found = MESSAGE_NONE;
  assert_true(message_find(S("desk_title"), &found));
  assert_int_equal(found, MSG_desk_title);
}

static void an_unknown_name_is_not_found(void **state) {
  (void)state;
  enum message message = MESSAGE_NONE;
  assert_false(message_find(S(""), &message));
  assert_false(message_find(S("zzz_no_such_message"), &message));
}

int message_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(placeholders_take_their_values_by_name),
      check_test(the_count_is_written_as_the_language_does),
      check_test(a_count_given_as_a_value_wins),
      check_test(texts_without_placeholders_stay_as_they_are),
      check_test(zero_is_singular_in_french_only),
      check_test(every_message_is_found_by_its_name_and_has_a_text),
      check_test(a_key_in_the_program_is_the_key_in_the_table),
      check_test(an_unknown_name_is_not_found),
  };
  return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
