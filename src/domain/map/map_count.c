/* Counting all squares: all positions are read once, sorted by square, folded upwards level by
 * level in memory, and compared with what is kept, so that only what differs is written. That is
 * for thousands of shops at once; where a few have changed, map_recount.c counts. */
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "db/db.h"
#include "domain/map/map_cell.h"
#include "map_sql.h"

enum { CHANGES_AT_ONCE = 2000 };

/* 32 bytes a position: a million shops are 32 MB, more than any arena of a request. */
static const size_t MEMORY = (size_t)1 << 30;

struct cells {
  struct arena *arena;
  struct map_sum *items;
  size_t count, capacity;
};

static void add_cell(struct cells *cells, struct map_sum cell) {
  if (cells->count == cells->capacity) {
    size_t size = sizeof *cells->items, more = cells->capacity ? cells->capacity * 2 : 1024;
    cells->items =
        cells->items ? arena_resize(cells->arena, cells->items, cells->capacity * size, more * size)
                     : arena_raw(cells->arena, more * size);
    cells->capacity = more;
  }
  cells->items[cells->count++] = cell;
}

struct positions {
  struct cells cells;
  struct map_reach reach;
};

static void add_position(void *arg, const struct map_positions_row *row) {
  struct positions *positions = arg;
  struct square square = square_at(MAP_LEVEL_LAST, row->latitude, row->longitude);
  int32_t latitude = map_millionths(row->latitude), longitude = map_millionths(row->longitude);
  int64_t cell = square_number(MAP_LEVEL_LAST, square);
  add_cell(&positions->cells, (struct map_sum){cell, 1, latitude, longitude});
  map_reach_add(&positions->reach, latitude, longitude);
}

static int by_cell(const void *left, const void *right) {
  const struct map_sum *a = left, *b = right;
  return (a->cell > b->cell) - (a->cell < b->cell);
}

/* Neighbours of one square become one: sorted in, sorted out. */
static void fold(struct cells *cells) {
  size_t kept = 0;
  for (size_t i = 0; i < cells->count; kept++) {
    struct map_sum sum = cells->items[i++];
    for (; i < cells->count && cells->items[i].cell == sum.cell; i++)
      map_sum_add(&sum, &cells->items[i]);
    cells->items[kept] = sum;
  }
  cells->count = kept;
}

/* Each square of this level becomes the one two levels up that it lies in. */
static void lift(struct cells *cells, int level) {
  for (size_t i = 0; i < cells->count; i++)
    cells->items[i].cell = map_cell_above(cells->items[i].cell, level);
}

static void sort(struct cells *cells) {
  if (cells->count > 0) qsort(cells->items, cells->count, sizeof *cells->items, by_cell);
  fold(cells);
}

/* ---- what changed ---- */

struct changes {
  int level;
  struct map_sum *items; /* shops 0: the square is empty now */
  size_t count;
};

struct comparing {
  const struct cells *now;
  size_t at;
  struct cells changed;
};

static void add_until(struct comparing *comparing, int64_t cell) {
  const struct cells *now = comparing->now;
  while (comparing->at < now->count && now->items[comparing->at].cell < cell)
    add_cell(&comparing->changed, now->items[comparing->at++]);
}

static void compare_kept(void *arg, const struct map_cells_row *row) {
  struct comparing *comparing = arg;
  const struct cells *now = comparing->now;
  add_until(comparing, row->cell);
  struct map_sum kept = map_sum_of(row->cell, row->shops, row->latitude, row->longitude);
  if (comparing->at == now->count || now->items[comparing->at].cell != row->cell) {
    add_cell(&comparing->changed, (struct map_sum){.cell = row->cell});
    return;
  }
  const struct map_sum *cell = &now->items[comparing->at++];
  if (memcmp(cell, &kept, sizeof kept) != 0) add_cell(&comparing->changed, *cell);
}

static bool write_body(struct ctx *ctx, void *arg) {
  const struct changes *changes = arg;
  for (size_t i = 0; i < changes->count; i++)
    map_sum_keep(ctx, changes->level, &changes->items[i]);
  return true;
}

static int64_t write_level(struct ctx *ctx, const struct cells *now, int level) {
  struct comparing comparing = {.now = now, .changed = {.arena = now->arena}};
  map_cells(ctx, level, compare_kept, &comparing);
  add_until(&comparing, INT64_MAX);
  db_read_end(ctx);
  const struct cells *changed = &comparing.changed;
  for (size_t i = 0; i < changed->count; i += CHANGES_AT_ONCE) {
    size_t left = changed->count - i;
    struct changes changes = {level, changed->items + i,
                              left < CHANGES_AT_ONCE ? left : CHANGES_AT_ONCE};
    db_write(ctx, write_body, &changes);
  }
  return (int64_t)changed->count;
}

/* ---- all of it ---- */

struct counting {
  struct ctx *ctx;
  struct arena *arena;
  int64_t changed;
};

struct ending {
  struct map_reach reach;
  struct square_changes done;
};

static bool end_body(struct ctx *ctx, void *arg) {
  const struct ending *ending = arg;
  struct map_reach kept = map_reach_kept(ctx);
  if (!map_reach_same(&kept, &ending->reach)) map_reach_keep(ctx, &ending->reach);
  square_changes_done(ctx, &ending->done);
  return true;
}

/* Changes noted before the positions were read are counted with them. */
static void count_body(void *arg) {
  struct counting *counting = arg;
  struct ctx *ctx = counting->ctx;
  struct positions positions = {.cells = {.arena = counting->arena}, .reach = map_reach_none()};
  struct cells *cells = &positions.cells;
  struct square_changes noted = square_changes(ctx);
  map_positions(ctx, add_position, &positions);
  sort(cells);
  for (int level = MAP_LEVEL_LAST; level >= MAP_LEVEL_FIRST; level -= 2) {
    counting->changed += write_level(ctx, cells, level);
    if (level == MAP_LEVEL_FIRST) break;
    lift(cells, level);
    sort(cells);
  }
  struct ending ending = {positions.reach, noted};
  db_write(ctx, end_body, &ending);
}

int64_t map_count(struct ctx *ctx) {
  struct counting counting = {ctx, arena_create(MEMORY), 0};
  struct fault fault;
  bool done = fault_catch(&fault, count_body, &counting);
  arena_destroy(counting.arena);
  if (!done) fault_again(&fault);
  return counting.changed;
}

int64_t map_count_changed(struct ctx *ctx) {
  struct square_changes changes = square_changes(ctx);
  db_read_end(ctx);
  if (changes.count == 0) return 0;
  return changes.items[0].number == SQUARES_ALL ? map_count(ctx) : map_recount(ctx, &changes);
}
