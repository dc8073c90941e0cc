#include "base/format.h"

#include "base/fault.h"
#include "base/locale.h"

enum { DIGITS_MAX = 20 };

/* "1234567" with its group separators. */
static void add_grouped(struct buf *out, uint64_t value, struct str separator) {
  char digits[DIGITS_MAX];
  size_t count = 0;
  do {
    digits[count++] = (char)('0' + value % 10);
  } while (value /= 10);
  while (count--) {
    buf_add_char(out, digits[count]);
    if (count > 0 && count % 3 == 0) buf_add(out, separator);
  }
}

static uint64_t absolute(int64_t value) {
  return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

static void add_two_digits(struct buf *out, int value) {
  buf_add_char(out, (char)('0' + value / 10));
  buf_add_char(out, (char)('0' + value % 10));
}

void format_int(struct buf *out, enum language language, int64_t value) {
  const struct amount_style *style = &locale_of(language)->amounts[CURRENCY_NONE];
  buf_add(out, value < 0 ? style->before_negative : style->before);
  add_grouped(out, absolute(value), style->group);
}

static void add_money(struct buf *out, enum language language, struct money money, bool decimals) {
  must(money.currency <= CURRENCY_CHF);
  const struct amount_style *style = &locale_of(language)->amounts[money.currency];
  uint64_t minor = absolute(money.minor);
  buf_add(out, money.minor < 0 ? style->before_negative : style->before);
  add_grouped(out, minor / 100, style->group);
  if (decimals) {
    buf_add(out, style->decimal);
    add_two_digits(out, (int)(minor % 100));
  }
  buf_add(out, style->after);
}

void format_money(struct buf *out, enum language language, struct money money) {
  add_money(out, language, money, true);
}

void format_money_short(struct buf *out, enum language language, struct money money) {
  add_money(out, language, money, money.minor % 100 != 0);
}

/* money_parse refuses to guess what a point or a comma before three digits means. */
static struct str typed_group(const struct amount_style *style) {
  bool is_sign = str_equal(style->group, S(".")) || str_equal(style->group, S(","));
  return is_sign ? S("\u202F") : style->group;
}

static void add_typed_units(struct buf *out, enum language language, struct money money) {
  must(money.minor >= 0);
  add_grouped(out, (uint64_t)money.minor / 100,
              typed_group(&locale_of(language)->amounts[money.currency]));
}

struct str format_typed(struct arena *arena, enum language language, struct money money) {
  struct buf out = buf_in(arena);
  add_typed_units(&out, language, money);
  buf_add(&out, locale_of(language)->amounts[money.currency].decimal);
  add_two_digits(&out, (int)(money.minor % 100));
  return buf_str(&out);
}

struct str format_typed_short(struct arena *arena, enum language language, struct money money) {
  if (money.minor % 100 != 0) return format_typed(arena, language, money);
  struct buf out = buf_in(arena);
  add_typed_units(&out, language, money);
  return buf_str(&out);
}

void format_percent(struct buf *out, enum language language, int64_t tenths) {
  const struct amount_style *style = &locale_of(language)->percent;
  buf_add(out, tenths < 0 ? style->before_negative : style->before);
  add_grouped(out, absolute(tenths) / 10, style->group);
  buf_add(out, style->decimal);
  buf_add_char(out, (char)('0' + absolute(tenths) % 10));
  buf_add(out, style->after);
}

struct date {
  int year, month, day, weekday; /* weekday 0 = Sunday */
};

static struct date date_of(struct day day) {
  struct date date;
  day_split(day, &date.year, &date.month, &date.day);
  date.weekday = ((day.number + 4) % WEEKDAYS + WEEKDAYS) % WEEKDAYS; /* 1970-01-01: Thursday */
  return date;
}

/* In French the first of a month is « 1er », which CLDR's patterns cannot say. */
static void add_day_of_month(struct buf *out, enum language language, int day, size_t width) {
  if (width == 2)
    add_two_digits(out, day);
  else
    buf_add_int(out, day);
  if (language == LANGUAGE_FR && day == 1) buf_literal(out, "er");
}

static void add_month(struct buf *out, enum language language, int month, size_t width) {
  const struct locale *locale = locale_of(language);
  if (width == 4)
    buf_add(out, locale->months[month - 1]);
  else if (width == 3)
    buf_add(out, locale->months_short[month - 1]);
  else
    add_two_digits(out, month);
}

/* In a CLDR pattern every ASCII letter is a field and the apostrophe quotes. */
static bool is_syntax(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '\'';
}

/* The letters of a CLDR date pattern that our three languages use
 * (https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table). */
static void add_date_field(struct buf *out, enum language language, struct date date, char letter,
                           size_t width) {
  switch (letter) {
  case 'E':
    buf_add(out, locale_of(language)->weekdays[date.weekday]);
    return;
  case 'd':
    add_day_of_month(out, language, date.day, width);
    return;
  case 'M':
    add_month(out, language, date.month, width);
    return;
  case 'y':
    buf_add_int(out, date.year);
    return;
  default:
    must(!is_syntax(letter));
    for (size_t i = 0; i < width; i++)
      buf_add_char(out, letter);
  }
}

static void add_date(struct buf *out, enum language language, struct str pattern, struct day day) {
  struct date date = date_of(day);
  while (pattern.len) {
    size_t width = 1;
    while (width < pattern.len && pattern.ptr[width] == pattern.ptr[0])
      width++;
    add_date_field(out, language, date, pattern.ptr[0], width);
    pattern = str_skip(pattern, width);
  }
}

void format_day(struct buf *out, enum language language, struct day day) {
  add_date(out, language, locale_of(language)->day_full, day);
}

void format_day_short(struct buf *out, enum language language, struct day day) {
  add_date(out, language, locale_of(language)->day_medium, day);
}

/* « 14 h 30 », « 9 h »: the rule of the Imprimerie nationale, where CLDR has only 14:30. */
static void add_french_time(struct buf *out, int hour, int minute) {
  buf_add_int(out, hour);
  buf_literal(out, "\u00A0h");
  if (minute == 0) return;
  buf_literal(out, "\u00A0");
  add_two_digits(out, minute);
}

static void add_time(struct buf *out, enum language language, struct civil civil) {
  if (language == LANGUAGE_FR) {
    add_french_time(out, civil.hour, civil.minute);
    return;
  }
  add_two_digits(out, civil.hour);
  buf_add_char(out, ':');
  add_two_digits(out, civil.minute);
  if (language == LANGUAGE_DE) buf_literal(out, "\u00A0Uhr");
}

void format_time(struct buf *out, enum language language, const struct zone *zone,
                 struct instant at) {
  add_time(out, language, zone_civil(zone, at));
}

void format_instant(struct buf *out, enum language language, const struct zone *zone,
                    struct instant at) {
  static const struct str at_words[LANGUAGE_COUNT] = {
      [LANGUAGE_FR] = {" \u00E0 ", 4}, [LANGUAGE_DE] = {" um ", 4}, [LANGUAGE_EN] = {" at ", 4}};
  struct civil civil = zone_civil(zone, at);
  add_date(out, language, locale_of(language)->day_long,
           day_of(civil.year, civil.month, civil.day));
  buf_add(out, at_words[language]);
  add_time(out, language, civil);
}
