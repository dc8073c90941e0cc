/* Text that grows, in an arena. Doubling, never NULL; past the arena's limit a fault. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
  struct arena *arena;
  char *ptr;
  size_t len;
  size_t capacity;
};

struct buf buf_in(struct arena *arena);
/* Room for `extra` more bytes without another growth; returns where they go. */
char *buf_reserve(struct buf *buf, size_t extra);
void buf_add(struct buf *buf, struct str s);
void buf_add_char(struct buf *buf, char c);
void buf_add_int(struct buf *buf, int64_t value);
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define buf_literal(buf, literal) buf_add((buf), S(literal))
struct str buf_str(const struct buf *buf);
void buf_clear(struct buf *buf);

#endif
