/* Text that grows, in an arena. Doubling, never NULL; past the arena's limit a fault. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <string.h>

#include "base/str.h"

struct buf {
  struct arena *arena;
  char *ptr;
  size_t len;
  size_t capacity;
};

struct buf buf_in(struct arena *arena);
/* At least doubles the capacity so that `extra` more bytes fit. */
void buf_grow(struct buf *buf, size_t extra);
void buf_add_int(struct buf *buf, int64_t value);
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *buf);
void buf_clear(struct buf *buf);

/* Room for `extra` more bytes without another growth; returns where they go. */
static inline char *buf_reserve(struct buf *buf, size_t extra) {
  if (extra >= buf->capacity - buf->len) buf_grow(buf, extra);
  return buf->ptr + buf->len;
}

/* Inline because a page is some thousand of these, most with a length known when compiled. */
static inline void buf_add(struct buf *buf, struct str s) {
  if (s.len == 0) return;
  memcpy(buf_reserve(buf, s.len), s.ptr, s.len);
  buf->len += s.len;
}

static inline void buf_add_char(struct buf *buf, char c) {
  *buf_reserve(buf, 1) = c;
  buf->len++;
}

#define buf_literal(buf, literal) buf_add((buf), S(literal))

#endif
