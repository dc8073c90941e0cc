#include "domain/map/map.h"

#include "domain/shop/shop_entry.h"
#include "map_sql.h"

struct map_square map_square_of(double latitude, double longitude, int level) {
  struct square square = square_at((unsigned)level, latitude, longitude);
  return (struct map_square){.row = square.y,
                             .column = square.x,
                             .shops = 1,
                             .latitude = latitude,
                             .longitude = longitude};
}

struct grid { /* the squares of a box at a level, ends included */
  int64_t top, bottom, left, right;
};

static struct grid grid_of(const struct box *box, int level) {
  struct map_square corner = map_square_of(box->north, box->west, level);
  struct map_square other = map_square_of(box->south, box->east, level);
  return (struct grid){corner.row, other.row, corner.column, other.column};
}

int map_level(const struct box *box, int zoom) {
  int level = zoom + 2;
  for (; level > 0; level--) {
    struct grid grid = grid_of(box, level);
    if (grid.bottom - grid.top < MAP_GRID_MAX && grid.right - grid.left < MAP_GRID_MAX) break;
  }
  return level;
}

/* Adds a finer square's shops to the one it lies in. */
static void gather(struct map_square *into, const struct map_square *square) {
  double all = (double)(into->shops + square->shops), share = (double)square->shops / all;
  into->latitude += (square->latitude - into->latitude) * share;
  into->longitude += (square->longitude - into->longitude) * share;
  into->shops += square->shops;
}

/* The kept level that is as fine as this one or finer, or 0. */
static int kept_level(int level) {
  for (int kept = MAP_LEVEL_FIRST; kept <= MAP_LEVEL_LAST; kept += 2)
    if (kept >= level) return kept;
  return 0;
}

/* One run of kept squares, gathered into a grid of coarser ones. */
struct gathering {
  struct grid grid;
  int level, kept;
  struct map_square *squares; /* of the grid, row by row; shops 0: none */
};

static void gather_row(struct gathering *to, const struct map_cells_between_rows *rows) {
  int64_t side = INT64_C(1) << to->kept, width = to->grid.right - to->grid.left + 1;
  int shift = to->kept - to->level;
  for (size_t i = 0; i < rows->count; i++) {
    const struct map_cells_between_row *row = &rows->items[i];
    struct map_square square = {.row = row->cell / side >> shift,
                                .column = row->cell % side >> shift,
                                .shops = row->shops,
                                .latitude = row->latitude,
                                .longitude = row->longitude};
    struct map_square *into =
        &to->squares[(square.row - to->grid.top) * width + square.column - to->grid.left];
    if (into->shops == 0)
      *into = square;
    else
      gather(into, &square);
  }
}

static struct map_squares without_empty(struct map_square *squares, size_t count) {
  struct map_squares kept = {squares, 0};
  for (size_t i = 0; i < count; i++)
    if (squares[i].shops > 0) kept.items[kept.count++] = squares[i];
  return kept;
}

bool map_squares(struct ctx *ctx, const struct box *box, int level, struct map_squares *squares) {
  int kept = kept_level(level);
  if (kept == 0) return false;
  struct gathering to = {grid_of(box, level), level, kept, NULL};
  int64_t side = INT64_C(1) << kept;
  int shift = kept - level;
  size_t count = (size_t)((to.grid.bottom - to.grid.top + 1) * (to.grid.right - to.grid.left + 1));
  to.squares = arena_array(ctx->arena, struct map_square, count);
  int64_t first = to.grid.left << shift, last = ((to.grid.right + 1) << shift) - 1;
  for (int64_t row = to.grid.top << shift; row < (to.grid.bottom + 1) << shift; row++) {
    struct map_cells_between_rows rows =
        map_cells_between(ctx, kept, row * side + first, row * side + last);
    gather_row(&to, &rows);
  }
  *squares = without_empty(to.squares, count);
  return true;
}

struct box map_around(double latitude, double longitude) {
  return (struct box){longitude - 0.024, latitude - 0.013, longitude + 0.024, latitude + 0.013};
}

bool map_extent(struct ctx *ctx, struct box *box) {
  struct map_extent_row_row row;
  if (!map_extent_row(ctx, &row)) return false;
  *box = (struct box){row.west, row.south, row.east, row.north};
  return true;
}
