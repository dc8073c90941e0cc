#include "base/language.h"

#include "base/check.h"

static void every_language_is_found_by_its_code(void **state) {
  (void)state;
  for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
    enum language found = LANGUAGE_COUNT;
    assert_true(language_from_code(language_code(language), &found));
    assert_int_equal(found, language);
  }
}

static void other_codes_are_no_language(void **state) {
  (void)state;
  enum language language = LANGUAGE_DE;
  assert_false(language_from_code(S("it"), &language));
  assert_false(language_from_code(S("FR"), &language));
  assert_false(language_from_code(S(""), &language));
  assert_int_equal(language, LANGUAGE_DE);
}

int language_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(every_language_is_found_by_its_code),
      check_test(other_codes_are_no_language),
  };
  return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
