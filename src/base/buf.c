#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/fault.h"

enum { CAPACITY_FIRST = 256 };

struct buf buf_in(struct arena *arena) {
  return (struct buf){.arena = arena};
}

void buf_grow(struct buf *buf, size_t extra) {
  size_t needed;
  if (__builtin_add_overflow(buf->len, extra, &needed) || needed > SIZE_MAX / 2)
    fault_raise(FAULT_MEMORY, "a text of %zu bytes cannot grow by %zu", buf->len, extra);
  size_t capacity = buf->capacity ? buf->capacity * 2 : CAPACITY_FIRST;
  if (capacity <= needed) capacity = needed + 1;
  buf->ptr = arena_resize(buf->arena, buf->ptr, buf->capacity, capacity);
  buf->capacity = capacity;
}

void buf_add_int(struct buf *buf, int64_t value) {
  char digits[20];
  char *end = digits + sizeof digits;
  char *at = end;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do {
    *--at = (char)('0' + rest % 10);
  } while (rest /= 10);
  if (value < 0) buf_add_char(buf, '-');
  buf_add(buf, str_slice(at, (size_t)(end - at)));
}

void buf_format(struct buf *buf, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int written = vsnprintf(NULL, 0, format, args);
  va_end(args);
  must(written >= 0);
  /* One byte more for the zero that vsnprintf insists on; it is not part of the text. */
  char *at = buf_reserve(buf, (size_t)written + 1);
  va_start(args, format);
  vsnprintf(at, (size_t)written + 1, format, args);
  va_end(args);
  buf->len += (size_t)written;
}

struct str buf_str(const struct buf *buf) {
  return (struct str){buf->ptr, buf->len};
}

void buf_clear(struct buf *buf) {
  buf->len = 0;
}
