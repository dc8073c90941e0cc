#include "base/str.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/arena.h"
#include "base/fault.h"

struct str str_from(const char *zero_terminated) {
  return zero_terminated ? (struct str){zero_terminated, strlen(zero_terminated)} : (struct str){0};
}

struct str str_slice(const char *ptr, size_t len) {
  return (struct str){ptr, len};
}

uint32_t str_next_point(struct str *text) {
  unsigned char lead = (unsigned char)text->ptr[0];
  size_t len = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  uint32_t point = len == 1 ? lead : lead & (0x7fu >> len);
  for (size_t i = 1; i < len && i < text->len; i++)
    point = point << 6 | ((unsigned char)text->ptr[i] & 0x3fu);
  *text = str_skip(*text, len);
  return point;
}

bool str_is_empty(struct str s) {
  return s.len == 0;
}

bool str_equal(struct str a, struct str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int str_compare(struct str a, struct str b) {
  size_t common = a.len < b.len ? a.len : b.len;
  int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
  return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix) {
  return s.len >= prefix.len && str_equal(str_take(s, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix) {
  return s.len >= suffix.len && str_equal(str_skip(s, s.len - suffix.len), suffix);
}

static char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_equal_ascii_case(struct str a, struct str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i])) return false;
  return true;
}

ptrdiff_t str_find(struct str s, struct str needle) {
  if (needle.len == 0) return 0;
  if (needle.len > s.len) return -1;
  const char *found = memmem(s.ptr, s.len, needle.ptr, needle.len);
  return found ? found - s.ptr : -1;
}

struct str str_skip(struct str s, size_t count) {
  if (count > s.len) count = s.len;
  return count ? (struct str){s.ptr + count, s.len - count} : s;
}

struct str str_take(struct str s, size_t count) {
  return (struct str){s.ptr, count < s.len ? count : s.len};
}

/* Length of the white space that begins s, 0 if none does. */
static size_t space_at_start(struct str s) {
  if (s.len && (s.ptr[0] == ' ' || (s.ptr[0] >= '\t' && s.ptr[0] <= '\r'))) return 1;
  if (str_starts(s, S("\u00A0"))) return 2;
  return str_starts(s, S("\u202F")) ? 3 : 0;
}

static size_t space_at_end(struct str s) {
  if (s.len && (s.ptr[s.len - 1] == ' ' || (s.ptr[s.len - 1] >= '\t' && s.ptr[s.len - 1] <= '\r')))
    return 1;
  if (str_ends(s, S("\u00A0"))) return 2;
  return str_ends(s, S("\u202F")) ? 3 : 0;
}

struct str str_trim(struct str s) {
  for (size_t n; (n = space_at_start(s)) > 0;)
    s = str_skip(s, n);
  for (size_t n; (n = space_at_end(s)) > 0;)
    s = str_take(s, s.len - n);
  return s;
}

struct str str_cut(struct str s, char separator, struct str *rest) {
  const char *found = s.len ? memchr(s.ptr, separator, s.len) : NULL;
  if (!found) {
    *rest = (struct str){0};
    return s;
  }
  size_t before = (size_t)(found - s.ptr);
  *rest = (struct str){found + 1, s.len - before - 1};
  return str_take(s, before);
}

const char *str_cstr(struct arena *arena, struct str s) {
  char *copy = arena_raw(arena, s.len + 1);
  if (s.len) memcpy(copy, s.ptr, s.len);
  copy[s.len] = 0;
  return copy;
}

struct str str_copy(struct arena *arena, struct str s) {
  if (s.len == 0) return (struct str){s.ptr ? "" : NULL, 0};
  return (struct str){memcpy(arena_raw(arena, s.len), s.ptr, s.len), s.len};
}

struct str str_concat(struct arena *arena, const struct str *parts, size_t count) {
  size_t len = 0;
  for (size_t i = 0; i < count; i++)
    len += parts[i].len;
  char *text = arena_raw(arena, len + 1), *at = text;
  for (size_t i = 0; i < count; i++) {
    if (parts[i].len > 0) memcpy(at, parts[i].ptr, parts[i].len);
    at += parts[i].len;
  }
  *at = 0;
  return (struct str){text, len};
}

struct str str_format(struct arena *arena, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int written = vsnprintf(NULL, 0, format, args);
  va_end(args);
  must(written >= 0);
  char *text = arena_raw(arena, (size_t)written + 1);
  va_start(args, format);
  vsnprintf(text, (size_t)written + 1, format, args);
  va_end(args);
  return (struct str){text, (size_t)written};
}

bool str_to_int(struct str s, int64_t *value) {
  bool negative = s.len && s.ptr[0] == '-';
  if (negative || (s.len && s.ptr[0] == '+')) s = str_skip(s, 1);
  if (s.len == 0) return false;
  int64_t sum = 0;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    int digit = s.ptr[i] - '0';
    /* Towards the sign from the first digit on: the smallest integer has no positive twin. */
    if (__builtin_mul_overflow(sum, 10, &sum) ||
        __builtin_add_overflow(sum, negative ? -digit : digit, &sum))
      return false;
  }
  *value = sum;
  return true;
}

/* Length of the well-formed sequence at `at` (Unicode 15, table 3-7), 0 if there is none. */
static size_t sequence_length(const unsigned char *at, size_t left) {
  unsigned char lead = at[0];
  if (lead >= 0x01 && lead <= 0x7F) return 1;
  size_t len = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : 4;
  if (lead < 0xC2 || lead > 0xF4 || len > left) return 0;
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (at[1] < low || at[1] > high) return 0;
  for (size_t i = 2; i < len; i++)
    if ((at[i] & 0xC0) != 0x80) return 0;
  return len;
}

size_t str_utf8_prefix(struct str s) {
  const unsigned char *bytes = (const unsigned char *)s.ptr;
  size_t at = 0;
  while (at < s.len) {
    size_t len = sequence_length(bytes + at, s.len - at);
    if (len == 0) break;
    at += len;
  }
  return at;
}

bool str_is_utf8(struct str s) {
  return str_utf8_prefix(s) == s.len;
}

static unsigned char hash_key[crypto_shorthash_KEYBYTES];

/* Before main, so that no call ever has to ask whether the key is there. */
__attribute__((constructor)) static void hash_start(void) {
  must(getrandom(hash_key, sizeof hash_key, 0) == (ssize_t)sizeof hash_key);
}

uint64_t str_hash(struct str s) {
  uint64_t hash;
  crypto_shorthash((unsigned char *)&hash, (const unsigned char *)s.ptr, s.len, hash_key);
  return hash;
}
