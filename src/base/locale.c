#include "base/locale.h"

#include <pthread.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/unum.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/icu.h"

enum { NAME_MAX_UNITS = 64, MEMORY = 64 * 1024 };

/* The German of this product is Switzerland's, amounts in euro excepted; its French is France's,
 * francs excepted (« 1 234.50 CHF », as Romandie writes them), its English Britain's. */
static const char *const names[LANGUAGE_COUNT] = {"fr", "de_CH", "en_GB"};

static const char *amount_locale(enum language language, enum currency currency) {
  if (language == LANGUAGE_DE && currency == CURRENCY_EUR) return "de";
  if (language == LANGUAGE_FR && currency == CURRENCY_CHF) return "fr_CH";
  return names[language];
}

static struct locale locales[LANGUAGE_COUNT];

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static size_t digits_at(struct str s) {
  size_t count = 0;
  while (count < s.len && is_digit(s.ptr[count]))
    count++;
  return count;
}

/* Takes what lies before the next digit off the text. */
static struct str take_sign(struct str *text) {
  size_t count = 0;
  while (count < text->len && !is_digit(text->ptr[count]))
    count++;
  struct str sign = str_take(*text, count);
  *text = str_skip(*text, count);
  return sign;
}

/* Reads the style off a sample written by ICU: "-1 234 567,89 €". ICU's attributes do not say it
 * all: between CHF and the digits it sets a space that belongs to neither. */
static struct amount_style style_of(struct str positive, struct str negative) {
  struct amount_style style;
  style.before_negative = take_sign(&negative);
  style.before = take_sign(&positive);
  positive = str_skip(positive, digits_at(positive));
  style.group = take_sign(&positive);
  positive = str_skip(positive, digits_at(positive));
  take_sign(&positive);
  positive = str_skip(positive, digits_at(positive));
  style.decimal = take_sign(&positive);
  style.after = str_skip(positive, digits_at(positive));
  return style;
}

static struct str sample(struct arena *arena, UNumberFormat *format, const char *number) {
  UErrorCode status = U_ZERO_ERROR;
  UChar text[NAME_MAX_UNITS];
  int32_t len = unum_formatDecimal(format, number, (int32_t)strlen(number), text, NAME_MAX_UNITS,
                                   NULL, &status);
  icu_must(status, "number sample");
  return utf16_text(arena, text, len);
}

static struct amount_style load_style(struct arena *arena, enum language language,
                                      enum currency currency) {
  UErrorCode status = U_ZERO_ERROR;
  bool plain = currency == CURRENCY_NONE;
  UNumberFormat *format = unum_open(plain ? UNUM_DECIMAL : UNUM_CURRENCY, NULL, 0,
                                    amount_locale(language, currency), NULL, &status);
  icu_must(status, "number format");
  if (!plain)
    unum_setTextAttribute(format, UNUM_CURRENCY_CODE, utf16_of(arena, currency_code(currency)).ptr,
                          3, &status);
  icu_must(status, "currency");
  struct amount_style style =
      style_of(sample(arena, format, "1234567.89"), sample(arena, format, "-1234567.89"));
  unum_close(format);
  return style;
}

static struct amount_style load_percent(struct arena *arena, enum language language) {
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *format = unum_open(UNUM_PERCENT, NULL, 0, names[language], NULL, &status);
  icu_must(status, "percent format");
  unum_setAttribute(format, UNUM_FRACTION_DIGITS, 1);
  struct amount_style style =
      style_of(sample(arena, format, "12345.678"), sample(arena, format, "-12345.678"));
  unum_close(format);
  return style;
}

static struct str load_symbol(struct arena *arena, const UDateFormat *format,
                              UDateFormatSymbolType type, int32_t index) {
  UErrorCode status = U_ZERO_ERROR;
  UChar text[NAME_MAX_UNITS];
  int32_t len = udat_getSymbols(format, type, index, text, NAME_MAX_UNITS, &status);
  icu_must(status, "name of a day or month");
  return utf16_text(arena, text, len);
}

static struct str load_pattern(struct arena *arena, const char *name, UDateFormatStyle style) {
  UErrorCode status = U_ZERO_ERROR;
  UChar text[NAME_MAX_UNITS];
  UDateFormat *format = udat_open(UDAT_NONE, style, name, NULL, 0, NULL, 0, &status);
  icu_must(status, "date format");
  int32_t len = udat_toPattern(format, false, text, NAME_MAX_UNITS, &status);
  udat_close(format);
  icu_must(status, "date pattern");
  return utf16_text(arena, text, len);
}

static void load_names(struct arena *arena, const char *name, struct locale *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = udat_open(UDAT_NONE, UDAT_FULL, name, NULL, 0, NULL, 0, &status);
  icu_must(status, "date format");
  for (int i = 0; i < WEEKDAYS; i++) /* ICU counts Sunday as 1 */
    locale->weekdays[i] = load_symbol(arena, format, UDAT_WEEKDAYS, i + 1);
  for (int i = 0; i < MONTHS; i++) {
    locale->months[i] = load_symbol(arena, format, UDAT_MONTHS, i);
    locale->months_short[i] = load_symbol(arena, format, UDAT_SHORT_MONTHS, i);
  }
  udat_close(format);
}

static void load(void *arena) {
  for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
    struct locale *locale = &locales[language];
    for (enum currency currency = CURRENCY_NONE; currency <= CURRENCY_CHF; currency++)
      locale->amounts[currency] = load_style(arena, language, currency);
    locale->percent = load_percent(arena, language);
    load_names(arena, names[language], locale);
    locale->day_full = load_pattern(arena, names[language], UDAT_FULL);
    locale->day_long = load_pattern(arena, names[language], UDAT_LONG);
    locale->day_medium = load_pattern(arena, names[language], UDAT_MEDIUM);
  }
}

/* The texts live as long as the process: this arena is never destroyed. */
static struct arena *memory;

static void load_once(void) {
  struct fault fault;
  memory = arena_create(MEMORY);
  /* A fault must not leave pthread_once by a jump. Without its data no page can be written. */
  must(fault_catch(&fault, load, memory));
}

const struct locale *locale_of(enum language language) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  must(language < LANGUAGE_COUNT);
  pthread_once(&once, load_once);
  return &locales[language];
}
