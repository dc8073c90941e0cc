#include "domain/ledger/ledger_floors.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/spool.h"

enum { SLOTS_FIRST = 1024, MERGE_BYTES = 16 << 20, READ_MIN = 64 };

/* A stretch of sums in the order of ids: in memory, or aside and read piece by piece. */
struct run {
  struct floor_sum *items;
  size_t at, count, room;
  off_t offset; /* where the next piece lies */
  size_t left;  /* how many of it are not read yet */
};

struct floors {
  struct arena *arena;
  struct floor_sum *slots; /* open addressing; account 0: free */
  size_t capacity, room, count;
  int aside; /* -1: nothing was written */
  off_t written;
  struct run *runs; /* a heap by the account at hand once merging */
  size_t run_count, run_capacity;
  bool merging;
};

static void close_aside(void *thing) {
  struct floors *floors = thing;
  if (floors->aside >= 0) close(floors->aside);
}

struct floors *floors_open(struct arena *arena, size_t room) {
  struct floors *floors = arena_new(arena, struct floors);
  *floors = (struct floors){.arena = arena, .capacity = SLOTS_FIRST, .room = room, .aside = -1};
  floors->slots = arena_array(arena, struct floor_sum, SLOTS_FIRST);
  arena_defer(arena, close_aside, floors);
  return floors;
}

static void join(struct floor_sum *into, const struct floor_sum *sum) {
  into->balance_minor += sum->balance_minor;
  into->reserved_minor += sum->reserved_minor;
  if (sum->mixed || into->kind != sum->kind) into->mixed = 1;
  if (sum->kind < into->kind) into->kind = sum->kind;
}

/* Writing aside. */

static int by_account(const void *a, const void *b) {
  int64_t left = ((const struct floor_sum *)a)->account;
  int64_t right = ((const struct floor_sum *)b)->account;
  return (left > right) - (left < right);
}

/* The sums of the table, in order, at its beginning. */
static void sort_table(struct floors *floors) {
  size_t count = 0;
  for (size_t i = 0; i < floors->capacity; i++)
    if (floors->slots[i].account != 0) floors->slots[count++] = floors->slots[i];
  must(count == floors->count);
  qsort(floors->slots, count, sizeof *floors->slots, by_account);
}

static struct run *add_run(struct floors *floors) {
  if (floors->run_count == floors->run_capacity) {
    size_t capacity = floors->run_capacity ? floors->run_capacity * 2 : 16;
    struct run *grown = arena_array(floors->arena, struct run, capacity);
    if (floors->run_count) memcpy(grown, floors->runs, floors->run_count * sizeof *grown);
    floors->runs = grown;
    floors->run_capacity = capacity;
  }
  return &floors->runs[floors->run_count++];
}

static void write_aside(struct floors *floors) {
  size_t bytes = floors->count * sizeof *floors->slots;
  sort_table(floors);
  if (floors->aside < 0) floors->aside = spool_file();
  spool_write(floors->aside, str_slice((const char *)floors->slots, bytes));
  *add_run(floors) = (struct run){.offset = floors->written, .left = floors->count};
  floors->written += (off_t)bytes;
  memset(floors->slots, 0, floors->capacity * sizeof *floors->slots);
  floors->count = 0;
}

static struct floor_sum *probe(struct floors *floors, int64_t account) {
  uint64_t mixed = (uint64_t)account * 0x9e3779b97f4a7c15u;
  size_t slot = (size_t)(mixed >> 20) & (floors->capacity - 1);
  while (floors->slots[slot].account != 0 && floors->slots[slot].account != account)
    slot = (slot + 1) & (floors->capacity - 1);
  return &floors->slots[slot];
}

static void grow(struct floors *floors) {
  struct floor_sum *old = floors->slots;
  size_t old_capacity = floors->capacity;
  floors->capacity *= 2;
  floors->slots = arena_array(floors->arena, struct floor_sum, floors->capacity);
  for (size_t i = 0; i < old_capacity; i++)
    if (old[i].account != 0) *probe(floors, old[i].account) = old[i];
}

void floors_add(struct floors *floors, const struct floor_sum *sum) {
  must(!floors->merging && sum->account != 0);
  struct floor_sum *slot = probe(floors, sum->account);
  if (slot->account != 0) {
    join(slot, sum);
    return;
  }
  *slot = *sum;
  if (++floors->count == floors->room)
    write_aside(floors);
  else if (floors->count > floors->capacity / 4 * 3)
    grow(floors);
}

/* Merging. */

static void read_piece(struct floors *floors, struct run *run) {
  run->at = 0;
  run->count = run->left < run->room ? run->left : run->room;
  char *bytes = (char *)run->items;
  for (size_t wanted = run->count * sizeof *run->items; wanted > 0;) {
    ssize_t len = pread(floors->aside, bytes, wanted, run->offset);
    if (len < 0 && errno == EINTR) continue;
    if (len <= 0) fault_raise(FAULT_IO, "a temporary file cannot be read: error %d", errno);
    bytes += len;
    wanted -= (size_t)len;
    run->offset += len;
  }
  run->left -= run->count;
}

static int64_t head(const struct run *run) {
  return run->items[run->at].account;
}

static void sift_down(struct floors *floors, size_t at) {
  struct run *runs = floors->runs;
  for (size_t child; (child = 2 * at + 1) < floors->run_count; at = child) {
    if (child + 1 < floors->run_count && head(&runs[child + 1]) < head(&runs[child])) child++;
    if (head(&runs[at]) <= head(&runs[child])) return;
    struct run moved = runs[at];
    runs[at] = runs[child];
    runs[child] = moved;
  }
}

/* What is still in the table is the last run; the others share a fixed room. */
static void begin_merging(struct floors *floors) {
  floors->merging = true;
  size_t aside = floors->run_count;
  size_t room = aside ? MERGE_BYTES / sizeof(struct floor_sum) / aside : 0;
  for (size_t i = 0; i < aside; i++) {
    struct run *run = &floors->runs[i];
    run->room = room > READ_MIN ? room : READ_MIN;
    if (run->room > run->left) run->room = run->left;
    run->items = arena_array(floors->arena, struct floor_sum, run->room);
    read_piece(floors, run);
  }
  sort_table(floors);
  if (floors->count > 0)
    *add_run(floors) = (struct run){.items = floors->slots, .count = floors->count};
  for (size_t i = floors->run_count / 2; i-- > 0;)
    sift_down(floors, i);
}

static struct floor_sum take(struct floors *floors) {
  struct run *run = &floors->runs[0];
  struct floor_sum sum = run->items[run->at++];
  if (run->at == run->count && run->left > 0) read_piece(floors, run);
  if (run->at == run->count) *run = floors->runs[--floors->run_count];
  sift_down(floors, 0);
  return sum;
}

bool floors_next(struct floors *floors, struct floor_sum *sum) {
  if (!floors->merging) begin_merging(floors);
  if (floors->run_count == 0) return false;
  *sum = take(floors);
  while (floors->run_count > 0 && head(&floors->runs[0]) == sum->account) {
    struct floor_sum more = take(floors);
    join(sum, &more);
  }
  return true;
}
