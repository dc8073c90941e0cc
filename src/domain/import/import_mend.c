#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "domain/import/import_place.h"

enum { DIGITS_MIN = 8, DIGITS_MAX = 15, WEBSITE_MAX = 400 };

/* Telephone numbers. */

static const struct calling {
  struct str country, code;
  size_t national; /* digits behind the code */
  bool trunk_zero; /* dialled inland before them */
  const char *groups;
} callings[] = {
    {S("FR"), S("33"), 9, true, "12222"},
    {S("CH"), S("41"), 9, true, "2322"},
    {S("MC"), S("377"), 8, false, "2222"},
};
enum { CALLING_COUNT = sizeof callings / sizeof *callings };

/* Digits of a number, "+" kept at the front; what is in brackets after a country code, "(0)", goes.
 * "" if there is anything but digits and what people put between them. */
static struct str digits_of(struct arena *arena, struct str text) {
  struct buf digits = buf_in(arena);
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (str_starts(str_skip(text, i), S("(0)")) && digits.len > 1) {
      i += 2;
    } else if ((c >= '0' && c <= '9') || (c == '+' && digits.len == 0)) {
      buf_add_char(&digits, c);
    } else if (str_starts(str_skip(text, i), S("\u00A0")) ||
               str_starts(str_skip(text, i), S("\u202F"))) {
      i += c == '\xC2' ? 1 : 2;
    } else if (!strchr(" .-/()\t", c)) {
      return S("");
    }
  }
  return buf_str(&digits);
}

static struct str grouped(struct arena *arena, const struct calling *calling, struct str national) {
  struct buf text = buf_in(arena);
  buf_format(&text, "+%.*s", STR_ARG(calling->code));
  for (const char *group = calling->groups; *group; group++) {
    size_t len = (size_t)(*group - '0');
    buf_format(&text, " %.*s", STR_ARG(str_take(national, len)));
    national = str_skip(national, len);
  }
  return buf_str(&text);
}

static const struct calling *calling_of(struct str country) {
  for (size_t i = 0; i < CALLING_COUNT; i++)
    if (str_equal(callings[i].country, country)) return &callings[i];
  return NULL;
}

/* "+33557107211" and "+330557107211". */
static bool international(struct arena *arena, struct str digits, struct str *phone) {
  for (size_t i = 0; i < CALLING_COUNT; i++) {
    const struct calling *calling = &callings[i];
    if (!str_starts(digits, calling->code)) continue;
    struct str national = str_skip(digits, calling->code.len);
    if (calling->trunk_zero && str_starts(national, S("0"))) national = str_skip(national, 1);
    if (national.len != calling->national) continue;
    *phone = grouped(arena, calling, national);
    return true;
  }
  *phone = str_format(arena, "+%.*s", STR_ARG(digits));
  return digits.len >= DIGITS_MIN && digits.len <= DIGITS_MAX;
}

bool import_phone(struct arena *arena, struct str text, struct str country, struct str *phone) {
  struct str rest, first = str_trim(str_cut(text, ';', &rest));
  struct str digits = digits_of(arena, first);
  const struct calling *calling = calling_of(country);
  if (str_starts(digits, S("+"))) return international(arena, str_skip(digits, 1), phone);
  if (str_starts(digits, S("00"))) return international(arena, str_skip(digits, 2), phone);
  /* Special numbers (3960, 0 800 ...) are dialled as they are; ten digits of France are grouped. */
  if (!calling) {
    *phone = digits;
    return digits.len >= DIGITS_MIN && digits.len <= DIGITS_MAX;
  }
  if (calling->trunk_zero && str_starts(digits, S("0")))
    digits = str_skip(digits, 1);
  else if (calling->trunk_zero && digits.len == calling->code.len + calling->national)
    return international(arena, digits, phone);
  if (digits.len != calling->national) return false;
  *phone = grouped(arena, calling, digits);
  return true;
}

/* Addresses of pages. */

static bool is_host(struct str host) {
  bool dot = false;
  for (size_t i = 0; i < host.len; i++) {
    unsigned char c = (unsigned char)host.ptr[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c >= 0x80;
    if (!letter && c != '.') return false;
    dot = dot || (c == '.' && i > 0 && i + 1 < host.len);
  }
  return dot;
}

bool import_website(struct arena *arena, struct str text, struct str *website) {
  struct str rest, whole = str_trim(str_cut(text, ';', &rest)), bare = whole;
  struct str scheme = S("https://");
  if (str_equal_ascii_case(str_take(bare, 7), S("http://"))) scheme = S("http://");
  if (str_equal_ascii_case(str_take(bare, scheme.len), scheme)) bare = str_skip(bare, scheme.len);
  size_t end = 0;
  while (end < bare.len && !strchr("/?#:", bare.ptr[end]))
    end++;
  if (whole.len > WEBSITE_MAX || !is_host(str_take(bare, end))) return false;
  if (end < bare.len && bare.ptr[end] == ':' &&
      (end + 1 >= bare.len || bare.ptr[end + 1] < '0' || bare.ptr[end + 1] > '9'))
    return false;
  for (size_t i = 0; i < whole.len; i++)
    if ((unsigned char)whole.ptr[i] <= ' ' || strchr("\"<>\\", whole.ptr[i])) return false;
  *website = str_format(arena, "%.*s%.*s", STR_ARG(scheme), STR_ARG(bare));
  return true;
}

/* Numbers. */

bool import_number(struct arena *arena, struct str text, double *number) {
  struct buf plain = buf_in(arena);
  text = str_trim(text);
  for (size_t i = 0; i < text.len; i++)
    buf_add_char(&plain, text.ptr[i] == ',' ? '.' : text.ptr[i]);
  char *end;
  const char *zero_terminated = str_cstr(arena, buf_str(&plain));
  *number = strtod(zero_terminated, &end);
  return text.len > 0 && *end == 0 && isfinite(*number);
}
