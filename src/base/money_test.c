#include "base/money.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/random.h"

struct reading {
  const char *text;
  int64_t minor;
};

static void amounts_are_read_as_people_type_them(void **state) {
  (void)state;
  static const struct reading readings[] = {
      {"32,50", 3250},
      {"32.50", 3250},
      {"1 234,5", 123450},
      {"1\u202F234,50", 123450},
      {"1\u00A0234\u00A0567", 123456700},
      {"1'234.50", 123450},
      {"1\u2019234.50", 123450},
      {"50 \u20AC", 5000},
      {"\u20AC 50", 5000},
      {"50\u00A0EUR", 5000},
      {"CHF 20.-", 2000},
      {"CHF\u00A020.\u2013", 2000},
      {"Fr. 20.--", 2000},
      {"20 fr", 2000},
      {"50", 5000},
      {"  0,05 ", 5},
      {"0", 0},
      {"007", 700},
      {"10000000000", 1000000000000},
  };
  for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
    int64_t minor = -1;
    if (!money_parse(str_from(readings[i].text), &minor) || minor != readings[i].minor)
      fail_msg("\"%s\" gave %lld", readings[i].text, (long long)minor);
  }
}

static void assert_no_amounts(const char *const *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int64_t minor = -1;
    if (money_parse(str_from(texts[i]), &minor))
      fail_msg("\"%s\" gave %lld", texts[i], (long long)minor);
    assert_int_equal(minor, -1);
  }
}
#define assert_refused(...)                                                                        \
  assert_no_amounts((const char *const[]){__VA_ARGS__},                                            \
                    sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void nothing_signs_and_words_are_no_amounts(void **state) {
  (void)state;
  assert_refused("", " ", "-5", "+5", "\u20AC", "CHF", "five", "0x10", "1e3", "\u0665");
  assert_refused("50 USD", "5\u20AC5", "5,\u20AC\u20AC", "\u20AC 5 \u20AC");
}

/* "1.234" could mean a thousand or one: money is not guessed. */
static void a_mark_without_two_decimals_at_most_is_refused(void **state) {
  (void)state;
  assert_refused("5,", ",5", ".", "1.234", "1,234", "32,505", "5,-5", "1.234,50", "1'234,5.0");
}

static void wrongly_grouped_thousands_are_refused(void **state) {
  (void)state;
  assert_refused("12 34", "1 2345", "1234 5", "1 234 5", "1  234", "5 5", "1234 567", "1 23,50");
}

static void more_than_ten_thousand_million_is_refused(void **state) {
  (void)state;
  assert_refused("10000000000,01", "10 000 000 001", "99999999999999999999999999");
}

static void every_machine_form_is_read_back_to_the_same_amount(void **state) {
  struct random random = random_seeded(1);
  for (int i = 0; i < 2000; i++) {
    int64_t minor = (int64_t)random_below(&random, 1000000000001), back = -1;
    assert_true(money_parse(money_decimal(*state, minor), &back));
    assert_int_equal(back, minor);
  }
}

static void arbitrary_bytes_never_give_an_amount_out_of_bounds(void **state) {
  (void)state;
  static const char alphabet[] = "0123456789 ,.'-EURCHF\xE2\x82\xAC\xC2\xA0";
  struct random random = random_seeded(2);
  for (int i = 0; i < 20000; i++) {
    char text[12];
    size_t len = random_below(&random, sizeof text);
    for (size_t k = 0; k < len; k++)
      text[k] = alphabet[random_below(&random, sizeof alphabet - 1)];
    int64_t minor = 0;
    money_parse(str_slice(text, len), &minor);
    assert_in_range(minor, 0, 1000000000000);
  }
}

static void the_machine_form_has_a_point_and_two_decimals(void **state) {
  assert_text(*state, money_decimal(*state, 3250), "32.50");
  assert_text(*state, money_decimal(*state, 5), "0.05");
  assert_text(*state, money_decimal(*state, -123456), "-1234.56");
  assert_text(*state, money_decimal(*state, INT64_MIN), "-92233720368547758.08");
}

static void sums_and_differences_keep_the_currency(void **state) {
  (void)state;
  struct money sum = money_add(money_of(5000, CURRENCY_CHF), money_of(-1750, CURRENCY_CHF));
  assert_int_equal(sum.minor, 3250);
  assert_int_equal(sum.currency, CURRENCY_CHF);
  assert_int_equal(money_sub(sum, money_of(3250, CURRENCY_CHF)).minor, 0);
}

static void add_francs_to_euros(void *arg) {
  (void)arg;
  money_add(money_of(1, CURRENCY_EUR), money_of(1, CURRENCY_CHF));
}

static void add_beyond_the_end(void *arg) {
  (void)arg;
  money_add(money_of(INT64_MAX, CURRENCY_EUR), money_of(1, CURRENCY_EUR));
}

static void subtract_beyond_the_end(void *arg) {
  (void)arg;
  money_sub(money_of(INT64_MIN, CURRENCY_EUR), money_of(1, CURRENCY_EUR));
}

static void mixed_currencies_and_overflow_end_the_process(void **state) {
  (void)state;
  assert_true(check_dies(add_francs_to_euros, NULL));
  assert_true(check_dies(add_beyond_the_end, NULL));
  assert_true(check_dies(subtract_beyond_the_end, NULL));
}

static void currencies_are_known_by_their_code(void **state) {
  enum currency currency = CURRENCY_NONE;
  assert_true(currency_from_code(S("CHF"), &currency));
  assert_text(*state, currency_code(currency), "CHF");
  assert_false(currency_from_code(S(""), &currency));
  assert_false(currency_from_code(S("eur"), &currency));
}

int money_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(amounts_are_read_as_people_type_them),
      check_test(nothing_signs_and_words_are_no_amounts),
      check_test(a_mark_without_two_decimals_at_most_is_refused),
      check_test(wrongly_grouped_thousands_are_refused),
      check_test(more_than_ten_thousand_million_is_refused),
      check_test(every_machine_form_is_read_back_to_the_same_amount),
      check_test(arbitrary_bytes_never_give_an_amount_out_of_bounds),
      check_test(the_machine_form_has_a_point_and_two_decimals),
      check_test(sums_and_differences_keep_the_currency),
      check_test(mixed_currencies_and_overflow_end_the_process),
      check_test(currencies_are_known_by_their_code),
  };
  return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
