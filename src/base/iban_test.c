#include "base/iban.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"

static bool accepts(const char *text) {
  struct iban iban;
  return iban_parse(str_from(text), &iban);
}

/* One published example for each of a hundred countries, from the npm package iban. */
static void every_countrys_example_is_an_iban(void **state) {
  (void)state;
  FILE *file = fopen("data/payments/iban_exemples.csv", "r");
  assert_non_null(file);
  char line[100], example[40];
  int length, valid, count = 0;
  assert_non_null(fgets(line, sizeof line, file));
  while (fgets(line, sizeof line, file) != NULL) {
    assert_int_equal(sscanf(line, "%*2s,%d,%39[^,],%d", &length, example, &valid), 3);
    assert_int_equal(strlen(example), length);
    if (accepts(example) != (valid == 1)) fail_msg("%s", example);
    count++;
  }
  fclose(file);
  assert_int_equal(count, 102);
}

/* MOD 97-10 finds every single wrong digit: no error of that kind may pass. */
static void a_single_wrong_digit_is_never_an_iban(void **state) {
  (void)state;
  const char good[] = "FR1420041010050500013M02606";
  for (size_t i = 2; i < sizeof good - 1; i++)
    for (char digit = '0'; digit <= '9'; digit++) {
      char wrong[sizeof good];
      memcpy(wrong, good, sizeof good);
      wrong[i] = digit;
      if (good[i] != digit && accepts(wrong)) fail_msg("%s", wrong);
    }
}

static void two_digits_that_changed_places_are_no_iban(void **state) {
  (void)state;
  assert_true(accepts("CH9300762011623852957"));
  assert_false(accepts("CH9300762011623852975"));
  assert_false(accepts("CH9307062011623852957"));
}

static void an_iban_is_read_as_people_paste_it(void **state) {
  (void)state;
  struct iban iban;
  const char *ways[] = {"FR14 2004 1010 0505 0001 3M02 606", "fr1420041010050500013m02606",
                        "IBAN FR14-2004-1010-0505-0001-3M02-606",
                        "FR14\u00a02004\u202f1010 0505\t0001 3M02 606 "};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    assert_true(iban_parse(str_from(ways[i]), &iban));
    assert_string_equal(iban.text, "FR1420041010050500013M02606");
  }
}

static void what_is_no_iban_leaves_nothing_behind(void **state) {
  (void)state;
  const char *wrong[] = {"",
                         "FR",
                         "FR14",
                         "FR14 2004 1010 0505 0001 3M02 60",
                         "FR14 2004 1010 0505 0001 3M02 6066",
                         "ZZ1420041010050500013M02606",
                         "FR14 2004 1010 0505 0001 3M02 60é",
                         "FR14/2004/1010/0505/0001/3M02/606",
                         "FR1420041010050500013M02606FR1420041010050500013M02606"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct iban iban = {"left over"};
    assert_false(iban_parse(str_from(wrong[i]), &iban));
    assert_string_equal(iban.text, "");
  }
}

/* Belgium's example has check digits 68; 68 - 97 and 68 + 97 are out of range, but an account with
 * 98 has a twin with 01: found by hand as DE98 + eighteen digits = 1 mod 97. */
static void check_digits_outside_02_to_98_are_refused(void **state) {
  (void)state;
  int twins = 0;
  for (int account = 0; account < 97; account++) {
    char issued[24], twin[24];
    snprintf(issued, sizeof issued, "DE98%018d", account);
    snprintf(twin, sizeof twin, "DE01%018d", account);
    twins += accepts(issued);
    assert_false(accepts(twin));
  }
  assert_int_equal(twins, 1);
}

static void an_iban_is_shown_in_groups_of_four(void **state) {
  (void)state;
  struct arena *arena = arena_create(4096);
  struct iban iban;
  assert_true(iban_parse(S("CH9300762011623852957"), &iban));
  assert_true(str_equal(iban_grouped(arena, &iban), S("CH93 0076 2011 6238 5295 7")));
  assert_true(iban_is_swiss(&iban));
  arena_destroy(arena);
}

static void a_masked_iban_shows_country_and_end(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 16);
  assert_true(str_equal(iban_masked(arena, S("FR1420041010050500013M02606")), S("FR14 •••• 2606")));
  assert_true(str_equal(iban_masked(arena, S("")), S("")));
  arena_destroy(arena);
}

static void a_bic_has_eight_or_eleven_letters(void **state) {
  (void)state;
  struct bic bic;
  assert_true(bic_parse(S("psst fr pp bor"), &bic));
  assert_string_equal(bic.text, "PSSTFRPPBOR");
  assert_true(bic_parse(S("BCEEFRPP"), &bic));
  assert_false(bic_parse(S("BCEEFRPPX"), &bic));
  assert_false(bic_parse(S("1CEEFRPP"), &bic));
  assert_false(bic_parse(S(""), &bic));
  assert_string_equal(bic.text, "");
}

int iban_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_countrys_example_is_an_iban),
      cmocka_unit_test(a_single_wrong_digit_is_never_an_iban),
      cmocka_unit_test(two_digits_that_changed_places_are_no_iban),
      cmocka_unit_test(an_iban_is_read_as_people_paste_it),
      cmocka_unit_test(what_is_no_iban_leaves_nothing_behind),
      cmocka_unit_test(check_digits_outside_02_to_98_are_refused),
      cmocka_unit_test(an_iban_is_shown_in_groups_of_four),
      cmocka_unit_test(a_masked_iban_shows_country_and_end),
      cmocka_unit_test(a_bic_has_eight_or_eleven_letters),
  };
  return cmocka_run_group_tests_name("iban", tests, NULL, NULL);
}
