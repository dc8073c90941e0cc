#include "base/id.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/base32.h"
#include "base/fault.h"

enum { COUNTER_BITS = 12, NODE_BITS = 10, ID_LENGTH = 13 };

static const int64_t EPOCH_MS = 1577836800000; /* 2020-01-01T00:00:00Z */
static const int64_t COUNTING_STRIDE = 1000;   /* readable in a failing test */

struct id_source {
  /* Milliseconds since the epoch and counter in one number: an exhausted counter borrows from
   * the next millisecond, a clock set back changes nothing. */
  atomic_int_fast64_t last;
  unsigned node;
  bool counting;
};

struct id_source *id_source_system(unsigned node) {
  must(node < 1u << NODE_BITS);
  struct id_source *source = calloc(1, sizeof *source);
  if (!source) fault_raise(FAULT_MEMORY, "no memory for the source of ids");
  source->node = node;
  return source;
}

struct id_source *id_source_counting(struct arena *arena) {
  struct id_source *source = arena_new(arena, struct id_source);
  source->counting = true;
  return source;
}

static int64_t clock_tick(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  int64_t ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 - EPOCH_MS;
  return ms > 0 ? ms << COUNTER_BITS : 0;
}

int64_t id_next(struct id_source *source) {
  if (source->counting) return (atomic_fetch_add(&source->last, 1) + 1) * COUNTING_STRIDE;
  int64_t tick = clock_tick();
  int_fast64_t last = atomic_load(&source->last);
  int64_t next;
  do {
    next = last < tick ? tick : last + 1;
  } while (!atomic_compare_exchange_weak(&source->last, &last, next));
  return next << NODE_BITS | source->node;
}

struct str id_text(struct arena *arena, int64_t id) {
  must(id >= 0);
  char *text = arena_raw(arena, ID_LENGTH);
  base32_write_int(text, ID_LENGTH, (uint64_t)id);
  return str_slice(text, ID_LENGTH);
}

bool id_from_text(struct str text, int64_t *id) {
  if (text.len != ID_LENGTH) return false;
  uint64_t value = 0;
  for (size_t i = 0; i < text.len; i++) {
    int digit = base32_value(text.ptr[i]);
    if (digit < 0 || (i == 0 && digit > 7)) return false; /* 13 * 5 = 65 bits, 63 are used */
    value = value << 5 | (unsigned)digit;
  }
  *id = (int64_t)value;
  return true;
}
