/* Counting the squares. All positions are read once, sorted by square, folded upwards level by
 * level in memory, and compared with what is kept: a shop that moved writes a dozen rows, whatever
 * the number of shops. */
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "db/db.h"
#include "domain/map/map.h"
#include "map_sql.h"

enum { CHANGES_AT_ONCE = 2000, TERRITORIES = 64 };

/* 40 bytes a position: a million shops are 40 MB, more than any arena of a request. */
static const size_t MEMORY = (size_t)1 << 30;

struct cells {
  struct arena *arena;
  struct cell {
    int64_t cell, shops;
    double latitude, longitude;
  } * items;
  size_t count, capacity;
};

static void add_cell(struct cells *cells, struct cell cell) {
  if (cells->count == cells->capacity) {
    size_t size = sizeof *cells->items, more = cells->capacity ? cells->capacity * 2 : 1024;
    cells->items =
        cells->items ? arena_resize(cells->arena, cells->items, cells->capacity * size, more * size)
                     : arena_raw(cells->arena, more * size);
    cells->capacity = more;
  }
  cells->items[cells->count++] = cell;
}

static void add_position(void *arg, const struct map_positions_row *row) {
  struct map_square square = map_square_of(row->latitude, row->longitude, MAP_LEVEL_LAST);
  add_cell(arg, (struct cell){(square.row << MAP_LEVEL_LAST) + square.column, 1, row->latitude,
                              row->longitude});
}

static int order(double a, double b) {
  return (a > b) - (a < b);
}

/* By square, then by place: sums of the same shops are the same to the last bit. */
static int by_cell(const void *left, const void *right) {
  const struct cell *a = left, *b = right;
  if (a->cell != b->cell) return a->cell < b->cell ? -1 : 1;
  int latitude = order(a->latitude, b->latitude);
  return latitude ? latitude : order(a->longitude, b->longitude);
}

/* Neighbours of one square become one: sorted in, sorted out. */
static void fold(struct cells *cells) {
  size_t kept = 0;
  for (size_t i = 0; i < cells->count;) {
    struct cell sum = cells->items[i];
    sum.latitude *= (double)sum.shops;
    sum.longitude *= (double)sum.shops;
    size_t k = i + 1;
    for (; k < cells->count && cells->items[k].cell == sum.cell; k++) {
      const struct cell *one = &cells->items[k];
      sum.shops += one->shops;
      sum.latitude += one->latitude * (double)one->shops;
      sum.longitude += one->longitude * (double)one->shops;
    }
    sum.latitude /= (double)sum.shops;
    sum.longitude /= (double)sum.shops;
    cells->items[kept++] = sum;
    i = k;
  }
  cells->count = kept;
}

/* Each square of this level becomes the one two levels up that it lies in. */
static void lift(struct cells *cells, int level) {
  int64_t side = INT64_C(1) << level;
  for (size_t i = 0; i < cells->count; i++) {
    struct cell *cell = &cells->items[i];
    cell->cell = (cell->cell / side >> 2) * (side >> 2) + (cell->cell % side >> 2);
  }
}

static void sort(struct cells *cells) {
  if (cells->count > 0) qsort(cells->items, cells->count, sizeof *cells->items, by_cell);
  fold(cells);
}

/* ---- what changed ---- */

struct changes {
  int level;
  struct cell *items; /* shops 0: the square is empty now */
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
  struct cell kept = {row->cell, row->shops, row->latitude, row->longitude};
  if (comparing->at == now->count || now->items[comparing->at].cell != row->cell) {
    kept.shops = 0;
    add_cell(&comparing->changed, kept);
    return;
  }
  const struct cell *cell = &now->items[comparing->at++];
  if (cell->shops != kept.shops || by_cell(cell, &kept) != 0) add_cell(&comparing->changed, *cell);
}

static bool write_body(struct ctx *ctx, void *arg) {
  const struct changes *changes = arg;
  for (size_t i = 0; i < changes->count; i++) {
    const struct cell *cell = &changes->items[i];
    if (cell->shops == 0)
      map_cell_delete(ctx, changes->level, cell->cell);
    else
      map_cell_put(ctx, &(struct map_cell_put_params){.level = changes->level,
                                                      .cell = cell->cell,
                                                      .shops = cell->shops,
                                                      .latitude = cell->latitude,
                                                      .longitude = cell->longitude});
  }
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

/* ---- the box around all ---- */

static struct box box_around(const struct cells *cells) {
  struct box box = {180, 90, -180, -90};
  for (size_t i = 0; i < cells->count; i++) {
    const struct cell *cell = &cells->items[i];
    if (cell->longitude < box.west) box.west = cell->longitude;
    if (cell->longitude > box.east) box.east = cell->longitude;
    if (cell->latitude < box.south) box.south = cell->latitude;
    if (cell->latitude > box.north) box.north = cell->latitude;
  }
  return box;
}

static bool same_box(const struct box *a, const struct box *b) {
  return a->west == b->west && a->south == b->south && a->east == b->east && a->north == b->north;
}

static bool extent_body(struct ctx *ctx, void *arg) {
  const struct box *box = arg;
  if (box->west > box->east)
    map_extent_delete(ctx);
  else
    map_extent_put(ctx,
                   &(struct map_extent_put_params){box->west, box->south, box->east, box->north});
  return true;
}

static void write_extent(struct ctx *ctx, const struct cells *cells) {
  struct box box = box_around(cells), kept;
  bool some = map_extent(ctx, &kept);
  db_read_end(ctx);
  if (cells->count == 0 ? !some : some && same_box(&kept, &box)) return;
  db_write(ctx, extent_body, &box);
}

struct counting {
  struct ctx *ctx;
  struct arena *arena;
  struct db_tables *tables; /* noted here unless NULL: what a count depends on */
  int64_t changed;
};

static void count_body(void *arg) {
  struct counting *counting = arg;
  struct cells cells = {.arena = counting->arena};
  if (counting->tables) db_read_log_start(counting->ctx, counting->tables);
  map_positions(counting->ctx, add_position, &cells);
  if (counting->tables) db_read_log_start(counting->ctx, NULL);
  write_extent(counting->ctx, &cells);
  sort(&cells);
  for (int level = MAP_LEVEL_LAST; level >= MAP_LEVEL_FIRST; level -= 2) {
    counting->changed += write_level(counting->ctx, &cells, level);
    if (level == MAP_LEVEL_FIRST) break;
    lift(&cells, level);
    sort(&cells);
  }
}

static int64_t count(struct ctx *ctx, struct db_tables *tables) {
  struct counting counting = {ctx, arena_create(MEMORY), tables, 0};
  struct fault fault;
  bool done = fault_catch(&fault, count_body, &counting);
  arena_destroy(counting.arena);
  if (!done) fault_again(&fault);
  return counting.changed;
}

int64_t map_count(struct ctx *ctx) {
  return count(ctx, NULL);
}

/* ---- when ---- */

/* One thread counts; what it counted last stands here. */
static struct mark {
  struct territory_id territory;
  struct db_tables tables; /* that counting reads */
  uint64_t version;
} marks[TERRITORIES];

static struct mark *mark_of(struct territory_id territory) {
  for (size_t i = 0; i < TERRITORIES; i++)
    if (marks[i].territory.value == territory.value || marks[i].territory.value == 0)
      return &marks[i];
  return &marks[(size_t)territory.value % TERRITORIES];
}

int64_t map_count_if_changed(struct ctx *ctx) {
  struct mark *mark = mark_of(ctx->territory);
  bool known = mark->territory.value == ctx->territory.value;
  if (known && db_version(ctx->db, ctx->territory, mark->tables) <= mark->version) return 0;
  uint64_t version = db_version_now(ctx->db);
  struct db_tables tables;
  int64_t changed = count(ctx, &tables);
  *mark = (struct mark){ctx->territory, tables, version};
  return changed;
}
