#include "domain/shop/shop_entry.h"

#include <math.h>
#include <string.h>

#include "base/crypto.h"
#include "base/fault.h"

_Static_assert(sizeof(struct shop_entry) == 56, "entries have no gaps: they are kept as bytes");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "entries are kept in this byte order");

enum { LETTERS = 10, SYMBOLS = 37 };

/* 1 to 10 for figures, 11 to 36 for letters; 0, before them, where the name has ended. */
static int64_t symbol(char c) {
  if (c >= '0' && c <= '9') return 1 + c - '0';
  return c >= 'a' && c <= 'z' ? 11 + c - 'a' : 0;
}

int64_t shop_position(struct str sort_key) {
  int64_t position = sort_key.len > 0 ? symbol(sort_key.ptr[0]) : 0;
  bool ended = false;
  for (size_t i = 1; i <= LETTERS; i++) {
    ended = ended || i >= sort_key.len || sort_key.ptr[i] == '.';
    position = position * SYMBOLS + (ended ? 0 : symbol(sort_key.ptr[i]));
  }
  return position;
}

int shop_entry_compare(const struct shop_entry *a, const struct shop_entry *b) {
  if (a->position != b->position) return a->position < b->position ? -1 : 1;
  return a->id < b->id ? -1 : a->id > b->id;
}

/* FNV-1a: the same in every process, for these bits are stored. */
static uint64_t stored_hash(struct str text) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < text.len; i++)
    hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(1099511628211);
  return hash ^ hash >> 32;
}

uint64_t shop_word_bits(struct str stem) {
  uint64_t hash = stored_hash(stem);
  return UINT64_C(1) << (hash & 63) | UINT64_C(1) << (hash >> 8 & 63);
}

int64_t shop_hours_id(struct str opening_hours) {
  if (opening_hours.len == 0) return 0;
  struct digest digest = digest_of(opening_hours);
  int64_t id;
  memcpy(&id, digest.bytes, sizeof id);
  return id & INT64_MAX;
}

struct shop_entries shop_entries_read(struct arena *arena, struct str bytes) {
  size_t count = bytes.len / sizeof(struct shop_entry);
  must(count * sizeof(struct shop_entry) == bytes.len);
  struct shop_entry *items = arena_raw(arena, bytes.len + 1);
  memcpy(items, bytes.ptr, bytes.len);
  return (struct shop_entries){items, count};
}

struct str shop_entries_bytes(const struct shop_entries *entries) {
  return str_slice((const char *)entries->items, entries->count * sizeof(struct shop_entry));
}

/* Web Mercator; nearer to the poles than its edge is on the edge. */
struct square square_at(unsigned zoom, double latitude, double longitude) {
  double size = (double)(INT64_C(1) << zoom);
  double radians = latitude * M_PI / 180;
  double x = (longitude + 180) / 360 * size;
  double y = (1 - asinh(tan(radians)) / M_PI) / 2 * size;
  return (struct square){(int64_t)fmin(fmax(x, 0), size - 1), (int64_t)fmin(fmax(y, 0), size - 1)};
}
