/* A view of UTF-8 text. It owns nothing and may lack a closing zero byte.
 * UTF-8 is checked once, where text enters (str_is_utf8). */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
  const char *ptr;
  size_t len;
};

struct str_list {
  struct str *items;
  size_t count;
};

/* A literal, its length known at compile time. */
#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
/* For printf: "%.*s", STR_ARG(s). */
#define STR_ARG(s) (int)(s).len, (s).ptr

struct str str_from(const char *zero_terminated); /* NULL gives the empty view */
struct str str_slice(const char *ptr, size_t len);
bool str_equal(struct str a, struct str b);
int str_compare(struct str a, struct str b); /* by bytes; <0, 0, >0 */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_equal_ascii_case(struct str a, struct str b);
/* Position of the first occurrence, or -1. */
ptrdiff_t str_find(struct str s, struct str needle);
struct str str_trim(struct str s); /* ASCII white space and U+00A0, U+202F off both ends */
struct str str_skip(struct str s, size_t count); /* without its first bytes */
struct str str_take(struct str s, size_t count); /* its first bytes */
/* Cuts at the first `separator`: the part before is returned, *rest is what follows.
 * Without one, all of it is returned and *rest is empty with ptr NULL. */
struct str str_cut(struct str s, char separator, struct str *rest);
struct str str_copy(struct arena *arena, struct str s);
/* A zero-terminated copy for C interfaces. */
const char *str_cstr(struct arena *arena, struct str s);
/* The parts one after the other; STR_CONCAT(arena, a, S("?"), b). Cheaper than str_format. */
struct str str_concat(struct arena *arena, const struct str *parts, size_t count);
#define STR_CONCAT(arena, ...)                                                                     \
  str_concat(arena, (const struct str[]){__VA_ARGS__},                                             \
             sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))
struct str str_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Whole decimal integer, optional sign, nothing else, in range. */
bool str_to_int(struct str s, int64_t *value);
bool str_is_utf8(struct str s);       /* well-formed, and free of U+0000 */
size_t str_utf8_prefix(struct str s); /* bytes up to the first that breaks this */
/* The next code point of well-formed UTF-8 that is not empty; *text moves past it. */
uint32_t str_next_point(struct str *text);
bool str_is_empty(struct str s);
uint64_t str_hash(struct str s); /* process-seeded SipHash: safe for tables fed by strangers */

#endif
