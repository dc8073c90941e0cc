#include "base/money.h"

#include "base/fault.h"

static const int64_t TYPED_MAX = 1000000000000; /* minor units: beyond any sum a person types */

struct money money_of(int64_t minor, enum currency currency) {
  return (struct money){minor, currency};
}

struct money money_add(struct money a, struct money b) {
  must(a.currency == b.currency);
  must(!__builtin_add_overflow(a.minor, b.minor, &a.minor));
  return a;
}

struct money money_sub(struct money a, struct money b) {
  must(a.currency == b.currency);
  must(!__builtin_sub_overflow(a.minor, b.minor, &a.minor));
  return a;
}

struct str currency_code(enum currency currency) {
  switch (currency) {
  case CURRENCY_EUR:
    return S("EUR");
  case CURRENCY_CHF:
    return S("CHF");
  case CURRENCY_NONE:
    break;
  }
  return S("");
}

struct str currency_sign(enum currency currency) {
  return currency == CURRENCY_EUR ? S("€") : currency_code(currency);
}

bool currency_from_code(struct str code, enum currency *currency) {
  for (enum currency c = CURRENCY_EUR; c <= CURRENCY_CHF; c++) {
    if (!str_equal(code, currency_code(c))) continue;
    *currency = c;
    return true;
  }
  return false;
}

/* « CHF 20 », « 20 € », « Fr. 20.- »: the sign is dropped, once, on either side. */
static struct str without_currency(struct str text) {
  static const struct str signs[] = {
      {"EUR", 3}, {"CHF", 3}, {"\u20AC", 3}, {"Fr.", 3}, {"Fr", 2},
  };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    struct str sign = signs[i];
    if (text.len < sign.len) continue;
    if (str_equal_ascii_case(str_take(text, sign.len), sign))
      return str_trim(str_skip(text, sign.len));
    if (str_equal_ascii_case(str_skip(text, text.len - sign.len), sign))
      return str_trim(str_take(text, text.len - sign.len));
  }
  return text;
}

/* Takes digits off the start; returns how many. *value stays bounded, more is a refusal later. */
static size_t take_digits(struct str *text, int64_t *value) {
  size_t count = 0;
  while (count < text->len && text->ptr[count] >= '0' && text->ptr[count] <= '9') {
    if (*value <= TYPED_MAX) *value = *value * 10 + (text->ptr[count] - '0');
    count++;
  }
  *text = str_skip(*text, count);
  return count;
}

/* Separators of thousands; a point or comma is always the decimal one, since "1.234" could be
 * either and money must not be guessed. */
static size_t separator_length(struct str text) {
  static const struct str separators[] = {
      {" ", 1}, {"'", 1}, {"\u00A0", 2}, {"\u202F", 3}, {"\u2019", 3},
  };
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
    if (str_starts(text, separators[i])) return separators[i].len;
  return 0;
}

/* "1234", "1 234", "1'234'567": groups of exactly three after the first. */
static bool take_units(struct str *text, int64_t *units) {
  size_t digits = take_digits(text, units);
  if (digits == 0) return false;
  size_t separator;
  bool may_group = digits <= 3;
  while ((separator = separator_length(*text)) > 0) {
    *text = str_skip(*text, separator);
    if (!may_group || take_digits(text, units) != 3) return false;
  }
  return true;
}

/* "", ",5", ".50", and the Swiss ".-", ".–" for no cents. */
static bool take_cents(struct str text, int64_t *cents) {
  *cents = 0;
  if (text.len == 0) return true;
  if (text.ptr[0] != '.' && text.ptr[0] != ',') return false;
  text = str_skip(text, 1);
  if (str_equal(text, S("-")) || str_equal(text, S("--")) || str_equal(text, S("\u2013")))
    return true;
  size_t digits = take_digits(&text, cents);
  if (digits == 1) *cents *= 10;
  return (digits == 1 || digits == 2) && text.len == 0;
}

bool money_parse(struct str text, int64_t *minor) {
  int64_t units = 0, cents;
  text = without_currency(str_trim(text));
  if (!take_units(&text, &units) || !take_cents(text, &cents)) return false;
  if (units > TYPED_MAX / 100) return false;
  int64_t sum = units * 100 + cents;
  if (sum > TYPED_MAX) return false;
  *minor = sum;
  return true;
}

/* From the last digit to the first: exports write millions of these. */
struct str money_decimal(struct arena *arena, int64_t minor) {
  char text[24];
  size_t at = sizeof text;
  uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
  for (int digits = 0; digits < 3 || size > 0; digits++) {
    if (digits == 2) text[--at] = '.';
    text[--at] = (char)('0' + size % 10);
    size /= 10;
  }
  if (minor < 0) text[--at] = '-';
  return str_copy(arena, (struct str){text + at, sizeof text - at});
}
