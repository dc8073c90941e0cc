/* Examples from ISO 11649 and its European usage (EPC142-08), and from the Swiss Implementation
 * Guidelines for the QR-bill. */
#include "base/reference.h"

#include <string.h>

#include "base/check.h"

static void published_references_are_read(void **state) {
  struct reference reference;
  assert_true(reference_parse(S("RF18 5390 0754 7034"), &reference));
  assert_int_equal(reference.kind, REFERENCE_RF);
  assert_text(*state, reference_str(&reference), "RF18539007547034");
  assert_text(*state, reference_grouped(*state, &reference), "RF18 5390 0754 7034");
  assert_true(reference_parse(S("rf18-5390-0754-7034"), &reference));
  assert_true(reference_parse(S("RF18000000000539007547034"), &reference));
  assert_true(reference_parse(S("RF45 G72U UR"), &reference));
  assert_true(reference_parse(S("RF71 2348 231"), &reference));
  assert_true(reference_parse(S("21 00000 00003 13947 14300 09017"), &reference));
  assert_int_equal(reference.kind, REFERENCE_QRR);
  assert_text(*state, reference_str(&reference), "210000000003139471430009017");
  assert_text(*state, reference_grouped(*state, &reference), "21 00000 00003 13947 14300 09017");
}

static void every_wrong_digit_and_every_exchange_of_two_is_seen(void **state) {
  (void)state;
  static const char *const right[] = {"RF18539007547034", "210000000003139471430009017"};
  struct reference reference;
  for (size_t k = 0; k < 2; k++) {
    size_t len = strlen(right[k]);
    char text[40];
    for (size_t i = k == 0 ? 2 : 0; i < len; i++)
      for (char c = '0'; c <= '9'; c++) {
        memcpy(text, right[k], len + 1);
        if (text[i] == c) continue;
        text[i] = c;
        assert_false(reference_parse(str_from(text), &reference));
      }
    for (size_t i = k == 0 ? 2 : 0; i + 1 < len; i++) {
      memcpy(text, right[k], len + 1);
      text[i] = right[k][i + 1];
      text[i + 1] = right[k][i];
      if (text[i] != text[i + 1]) assert_false(reference_parse(str_from(text), &reference));
    }
  }
}

static void what_is_no_reference_is_refused(void **state) {
  (void)state;
  struct reference reference;
  assert_false(reference_parse(S(""), &reference));
  assert_false(reference_parse(S("RF18"), &reference));
  assert_false(reference_parse(S("RF18 5390 0754 7035"), &reference));
  assert_false(reference_parse(S("FR18 5390 0754 7034"), &reference));
  assert_false(reference_parse(S("RF180000000000539007547034"), &reference)); /* 26 characters */
  assert_false(reference_parse(S("21 00000 00003 13947 14300 0901"), &reference));
  assert_false(reference_parse(S("RF18/5390/0754/7034"), &reference));
}

static void a_number_goes_out_and_comes_back(void **state) {
  static const int64_t numbers[] = {0, 1, 31, 97, 1589968800000, INT64_MAX};
  int64_t number;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    for (int kind = REFERENCE_RF; kind <= REFERENCE_QRR; kind++) {
      struct reference made = reference_of_number((enum reference_kind)kind, numbers[i]), read;
      assert_true(reference_parse(reference_grouped(*state, &made), &read));
      assert_int_equal(read.kind, kind);
      assert_true(reference_number(&read, &number));
      assert_int_equal(number, numbers[i]);
    }
  /* By hand: twelve times 0, then 1, R = 27, F = 15, 00: 1271500 = 97 * 13108 + 24; 98 - 24 = 74.
   */
  struct reference one = reference_of_number(REFERENCE_RF, 1);
  assert_text(*state, reference_str(&one), "RF740000000000001");
}

static void a_strangers_reference_carries_no_number_of_ours(void **state) {
  (void)state;
  struct reference reference;
  int64_t number;
  assert_true(reference_parse(S("RF18 5390 0754 7034"), &reference));
  assert_false(reference_number(&reference, &number));
  assert_true(reference_parse(S("21 00000 00003 13947 14300 09017"), &reference));
  assert_false(reference_number(&reference, &number)); /* more than 63 bits */
}

static void a_reference_is_found_in_what_a_payer_typed(void **state) {
  (void)state;
  int64_t number = 0;
  assert_true(reference_find(S("Bon librairie RF74 0000 0000 0000 1 merci"), &number));
  assert_int_equal(number, 1);
  assert_true(reference_find(S("/RFB/rf740000000000001"), &number));
  assert_true(reference_find(S("RF18 5390 0754 7034 RF740000000000001"), &number));
  struct reference swiss = reference_of_number(REFERENCE_QRR, 4711);
  assert_true(reference_find(
      str_format(*state, "ref. %.*s !", STR_ARG(reference_grouped(*state, &swiss))), &number));
  assert_int_equal(number, 4711);
  assert_false(reference_find(S("Bon librairie RF73 0000 0000 0000 1 merci"), &number));
  assert_false(reference_find(S("RF"), &number));
  assert_false(reference_find(S(""), &number));
}

/* 31999 is the clearing number of the guidelines' own examples. */
static void a_qr_account_is_known_by_its_clearing_number(void **state) {
  (void)state;
  struct iban iban;
  assert_true(iban_parse(S("CH44 3199 9123 0008 8901 2"), &iban));
  assert_true(iban_is_qr(&iban));
  assert_true(iban_parse(S("CH58 0079 1123 0008 8901 2"), &iban));
  assert_false(iban_is_qr(&iban));
  assert_true(iban_parse(S("FR14 2004 1010 0505 0001 3M02 606"), &iban));
  assert_false(iban_is_qr(&iban));
}

int reference_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(published_references_are_read),
      check_test(every_wrong_digit_and_every_exchange_of_two_is_seen),
      check_test(what_is_no_reference_is_refused),
      check_test(a_number_goes_out_and_comes_back),
      check_test(a_strangers_reference_carries_no_number_of_ours),
      check_test(a_reference_is_found_in_what_a_payer_typed),
      check_test(a_qr_account_is_known_by_its_clearing_number),
  };
  return cmocka_run_group_tests_name("reference", tests, NULL, NULL);
}
