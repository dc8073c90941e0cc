#include "base/format.h"

#include "base/check.h"
#include "base/icu.h"
#include "base/random.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/unum.h>

static struct str money(struct arena *arena, enum language language, int64_t minor,
                        enum currency currency) {
  struct buf out = buf_in(arena);
  format_money(&out, language, money_of(minor, currency));
  return buf_str(&out);
}

static struct str integer(struct arena *arena, enum language language, int64_t value) {
  struct buf out = buf_in(arena);
  format_int(&out, language, value);
  return buf_str(&out);
}

static void french_amounts_have_a_narrow_space_and_the_sign_behind(void **state) {
  assert_text(*state, money(*state, LANGUAGE_FR, 123450, CURRENCY_EUR), "1\u202F234,50\u00A0€");
  assert_text(*state, money(*state, LANGUAGE_FR, 5, CURRENCY_EUR), "0,05\u00A0€");
  assert_text(*state, money(*state, LANGUAGE_FR, 100000000000, CURRENCY_CHF),
              "1\u202F000\u202F000\u202F000.00\u00A0CHF");
  assert_text(*state, money(*state, LANGUAGE_FR, -3250, CURRENCY_EUR), "-32,50\u00A0€");
}

static void german_francs_are_written_as_in_switzerland_and_euros_as_in_germany(void **state) {
  assert_text(*state, money(*state, LANGUAGE_DE, 123450, CURRENCY_CHF), "CHF\u00A01\u2019234.50");
  assert_text(*state, money(*state, LANGUAGE_DE, 123450, CURRENCY_EUR), "1.234,50\u00A0€");
}

static void english_amounts_have_the_sign_in_front(void **state) {
  assert_text(*state, money(*state, LANGUAGE_EN, 123450, CURRENCY_EUR), "€1,234.50");
  assert_text(*state, money(*state, LANGUAGE_EN, 123450, CURRENCY_CHF), "CHF\u00A01,234.50");
}

static void short_amounts_leave_out_decimals_that_say_nothing(void **state) {
  struct buf euros = buf_in(*state), cents = euros, francs = euros, thousand = euros;
  format_money_short(&euros, LANGUAGE_FR, money_of(5000, CURRENCY_EUR));
  format_money_short(&cents, LANGUAGE_FR, money_of(3250, CURRENCY_EUR));
  format_money_short(&francs, LANGUAGE_DE, money_of(5000, CURRENCY_CHF));
  format_money_short(&thousand, LANGUAGE_FR, money_of(123400, CURRENCY_EUR));
  assert_text(*state, buf_str(&euros), "50\u00A0€");
  assert_text(*state, buf_str(&cents), "32,50\u00A0€");
  assert_text(*state, buf_str(&francs), "CHF\u00A050");
  assert_text(*state, buf_str(&thousand), "1\u202F234\u00A0€");
}

static struct str percent(struct arena *arena, enum language language, int64_t tenths) {
  struct buf out = buf_in(arena);
  format_percent(&out, language, tenths);
  return buf_str(&out);
}

static void percents_have_a_tenth_and_the_languages_space(void **state) {
  assert_text(*state, percent(*state, LANGUAGE_FR, 624), "62,4\u00A0%");
  assert_text(*state, percent(*state, LANGUAGE_FR, 1000), "100,0\u00A0%");
  assert_text(*state, percent(*state, LANGUAGE_FR, 1089), "108,9\u00A0%");
  assert_text(*state, percent(*state, LANGUAGE_DE, 5), "0.5%");
  assert_text(*state, percent(*state, LANGUAGE_EN, -5), "-0.5%");
}

static void numbers_are_grouped_by_three(void **state) {
  assert_text(*state, integer(*state, LANGUAGE_FR, 1372), "1\u202F372");
  assert_text(*state, integer(*state, LANGUAGE_DE, 1234567), "1\u2019234\u2019567");
  assert_text(*state, integer(*state, LANGUAGE_EN, -1372), "-1,372");
  assert_text(*state, integer(*state, LANGUAGE_EN, 999), "999");
  assert_text(*state, integer(*state, LANGUAGE_EN, 0), "0");
  assert_text(*state, integer(*state, LANGUAGE_EN, INT64_MIN), "-9,223,372,036,854,775,808");
}

static const char *locale_name(enum language language, enum currency currency) {
  if (language == LANGUAGE_FR) return currency == CURRENCY_CHF ? "fr_CH" : "fr";
  if (language == LANGUAGE_EN) return "en_GB";
  return currency == CURRENCY_EUR ? "de" : "de_CH";
}

/* ICU's own formatter, given the decimal text, is the other implementation. */
static struct str icu_money(struct arena *arena, enum language language, int64_t minor,
                            enum currency currency) {
  UErrorCode status = U_ZERO_ERROR;
  UChar text[64];
  struct str decimal = money_decimal(arena, minor);
  UNumberFormat *format =
      unum_open(UNUM_CURRENCY, NULL, 0, locale_name(language, currency), NULL, &status);
  unum_setTextAttribute(format, UNUM_CURRENCY_CODE, utf16_of(arena, currency_code(currency)).ptr, 3,
                        &status);
  int32_t len =
      unum_formatDecimal(format, decimal.ptr, (int32_t)decimal.len, text, 64, NULL, &status);
  unum_close(format);
  assert_true(U_SUCCESS(status));
  return utf16_text(arena, text, len);
}

static void amounts_agree_with_icu_in_every_language_and_currency(void **state) {
  struct random random = random_seeded(1);
  for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
    for (enum currency currency = CURRENCY_EUR; currency <= CURRENCY_CHF; currency++) {
      for (int i = 0; i < 200; i++) {
        int64_t minor = (int64_t)(random_u64(&random) >> random_below(&random, 60)) / 2;
        minor *= currency == CURRENCY_EUR && i % 2 ? -1 : 1;
        struct str expected = icu_money(*state, language, minor, currency);
        assert_text(*state, money(*state, language, minor, currency), str_cstr(*state, expected));
      }
    }
  }
}

static struct str day_text(struct arena *arena, enum language language, struct day day) {
  struct buf out = buf_in(arena);
  format_day(&out, language, day);
  buf_literal(&out, " | ");
  format_day_short(&out, language, day);
  return buf_str(&out);
}

static void days_are_written_as_the_language_does(void **state) {
  struct day day = day_of(2026, 11, 21);
  assert_text(*state, day_text(*state, LANGUAGE_FR, day), "samedi 21 novembre 2026 | 21 nov. 2026");
  assert_text(*state, day_text(*state, LANGUAGE_DE, day),
              "Samstag, 21. November 2026 | 21.11.2026");
}

static void the_first_of_a_month_is_premier_in_french(void **state) {
  struct day day = day_of(2021, 1, 1);
  assert_text(*state, day_text(*state, LANGUAGE_FR, day),
              "vendredi 1er janvier 2021 | 1er janv. 2021");
  assert_text(*state, day_text(*state, LANGUAGE_DE, day), "Freitag, 1. Januar 2021 | 01.01.2021");
}

static struct str icu_day(struct arena *arena, const char *name, UDateFormatStyle style,
                          struct day day) {
  UErrorCode status = U_ZERO_ERROR;
  UChar text[128];
  UDateFormat *format = udat_open(UDAT_NONE, style, name, u"UTC", 3, NULL, 0, &status);
  int32_t len = udat_format(format, (UDate)day.number * 86400000, text, 128, NULL, &status);
  udat_close(format);
  assert_true(U_SUCCESS(status));
  return utf16_text(arena, text, len);
}

/* Every third day of 25 years, also before 1970; the French « 1er » is ours. */
static void days_agree_with_icu(void **state) {
  for (int32_t number = -1000; number < 8000; number += 3) {
    for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
      int year, month, day_of_month;
      struct day day = {number};
      day_split(day, &year, &month, &day_of_month);
      if (language == LANGUAGE_FR && day_of_month == 1) continue;
      const char *name = locale_name(language, CURRENCY_NONE);
      struct str full = icu_day(*state, name, UDAT_FULL, day);
      struct str medium = icu_day(*state, name, UDAT_MEDIUM, day);
      assert_text(*state, day_text(*state, language, day),
                  str_format(*state, "%.*s | %.*s", STR_ARG(full), STR_ARG(medium)).ptr);
      arena_reset(*state);
    }
  }
}

static struct str instant_text(struct arena *arena, enum language language, const char *iso) {
  struct instant at;
  struct buf out = buf_in(arena);
  const struct zone *paris = zone_find(S("Europe/Paris"));
  assert_true(instant_parse(str_from(iso), &at));
  format_time(&out, language, paris, at);
  buf_literal(&out, " | ");
  format_instant(&out, language, paris, at);
  return buf_str(&out);
}

static void times_are_those_of_the_zone(void **state) {
  assert_text(*state, instant_text(*state, LANGUAGE_FR, "2026-11-21T13:30:00Z"),
              "14\u00A0h\u00A030 | 21 novembre 2026 à 14\u00A0h\u00A030");
  assert_text(*state, instant_text(*state, LANGUAGE_DE, "2026-11-21T13:30:00Z"),
              "14:30\u00A0Uhr | 21. November 2026 um 14:30\u00A0Uhr");
  assert_text(*state, instant_text(*state, LANGUAGE_EN, "2026-11-21T13:30:00Z"),
              "14:30 | 21 November 2026 at 14:30");
}

static void midnight_belongs_to_the_next_day_and_full_hours_need_no_minutes(void **state) {
  assert_text(*state, instant_text(*state, LANGUAGE_FR, "2026-06-30T22:00:00Z"),
              "0\u00A0h | 1er juillet 2026 à 0\u00A0h");
  assert_text(*state, instant_text(*state, LANGUAGE_FR, "2026-06-30T07:05:00Z"),
              "9\u00A0h\u00A005 | 30 juin 2026 à 9\u00A0h\u00A005");
  assert_text(*state, instant_text(*state, LANGUAGE_EN, "2026-06-30T22:00:00Z"),
              "00:00 | 1 July 2026 at 00:00");
}

static void typed_amounts_stand_as_the_reader_writes_them(void **state) {
  struct money sum = money_of(100000050, CURRENCY_EUR), francs = money_of(123405, CURRENCY_CHF);
  assert_text(*state, format_typed(*state, LANGUAGE_FR, sum), "1\u202F000\u202F000,50");
  assert_text(*state, format_typed(*state, LANGUAGE_DE, sum), "1\u202F000\u202F000,50");
  assert_text(*state, format_typed(*state, LANGUAGE_EN, sum), "1\u202F000\u202F000.50");
  assert_text(*state, format_typed(*state, LANGUAGE_FR, francs), "1\u202F234.05");
  assert_text(*state, format_typed(*state, LANGUAGE_DE, francs), "1\u2019234.05");
}

static void typed_amounts_leave_out_cents_that_say_nothing_where_asked(void **state) {
  struct money round = money_of(2000000, CURRENCY_EUR), sum = money_of(1250, CURRENCY_EUR);
  assert_text(*state, format_typed_short(*state, LANGUAGE_FR, round), "20\u202F000");
  assert_text(*state, format_typed_short(*state, LANGUAGE_FR, sum), "12,50");
}

static void what_stands_in_a_field_is_read_back(void **state) {
  for (int language = 0; language < LANGUAGE_COUNT; language++)
    for (int currency = CURRENCY_EUR; currency <= CURRENCY_CHF; currency++)
      for (int64_t minor = 0; minor <= 1000000000000; minor = minor * 7 + 3) {
        int64_t back;
        struct money money = money_of(minor, (enum currency)currency);
        assert_true(money_parse(format_typed(*state, (enum language)language, money), &back));
        assert_int_equal(back, minor);
      }
}

int format_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(french_amounts_have_a_narrow_space_and_the_sign_behind),
      check_test(german_francs_are_written_as_in_switzerland_and_euros_as_in_germany),
      check_test(english_amounts_have_the_sign_in_front),
      check_test(short_amounts_leave_out_decimals_that_say_nothing),
      check_test(typed_amounts_stand_as_the_reader_writes_them),
      check_test(typed_amounts_leave_out_cents_that_say_nothing_where_asked),
      check_test(what_stands_in_a_field_is_read_back),
      check_test(percents_have_a_tenth_and_the_languages_space),
      check_test(numbers_are_grouped_by_three),
      check_test(amounts_agree_with_icu_in_every_language_and_currency),
      check_test(days_are_written_as_the_language_does),
      check_test(the_first_of_a_month_is_premier_in_french),
      check_test(days_agree_with_icu),
      check_test(times_are_those_of_the_zone),
      check_test(midnight_belongs_to_the_next_day_and_full_hours_need_no_minutes),
  };
  return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
