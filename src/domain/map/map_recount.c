/* Counting the squares that changed: the shops of each come from the index, the squares above it
 * from those below, and a box around all that shrinks from all shops. A shop that moved costs two
 * squares, whatever the number of shops. */
#include "base/fault.h"
#include "db/db.h"
#include "domain/map/map_cell.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/shop_terms.h"
#include "map_sql.h"

enum { CELLS_MOST = 64, CHILDREN_ROWS = 4 };

_Static_assert((int)MAP_LEVEL_LAST == (int)SQUARE_CLOSE, "the index lists the finest squares");

struct recount {
  struct ctx *ctx;
  const struct square_changes *changes;
  struct map_reach reach; /* of all shops */
  bool shrunk;            /* perhaps: one that lay on its edge is gone */
  int64_t written;
};

static struct map_sum count_square(struct ctx *ctx, int64_t number, struct map_reach *reach) {
  struct square square = square_of_number(SQUARE_CLOSE, number);
  struct str term = shop_term_square(ctx->arena, SQUARE_CLOSE, square);
  struct posting shops = posting_from(ctx, term, -1, -1);
  struct map_sum sum = {.cell = number};
  const struct shop_entry *entry;
  for (; (entry = posting_peek(ctx, &shops)) != NULL; shops.at++) {
    map_sum_add(&sum, &(struct map_sum){number, 1, entry->latitude, entry->longitude});
    map_reach_add(reach, entry->latitude, entry->longitude);
  }
  return sum;
}

/* Did the whole end in this square, where nothing reaches as far now? */
static bool shrinks(int64_t number, const struct map_reach *whole, const struct map_reach *here) {
  struct square square = square_of_number(SQUARE_CLOSE, number);
  struct square low = square_at(SQUARE_CLOSE, map_degrees(whole->north), map_degrees(whole->west));
  struct square high = square_at(SQUARE_CLOSE, map_degrees(whole->south), map_degrees(whole->east));
  return (square.x == low.x && here->west > whole->west) ||
         (square.x == high.x && here->east < whole->east) ||
         (square.y == high.y && here->south > whole->south) ||
         (square.y == low.y && here->north < whole->north);
}

static void recount_square(struct recount *recount, int64_t number) {
  struct map_reach here = map_reach_none(), whole = recount->reach;
  struct map_sum sum = count_square(recount->ctx, number, &here);
  map_sum_keep(recount->ctx, MAP_LEVEL_LAST, &sum);
  recount->written++;
  if (whole.west <= whole.east && shrinks(number, &whole, &here)) recount->shrunk = true;
  if (sum.shops == 0) return;
  map_reach_add(&recount->reach, here.south, here.west);
  map_reach_add(&recount->reach, here.north, here.east);
}

/* From the sixteen two levels below. */
static void recount_above(struct recount *recount, int64_t cell, int level) {
  int64_t side = INT64_C(1) << level, below = side << 2;
  int64_t row = cell / side << 2, column = cell % side << 2;
  struct map_sum sum = {.cell = cell};
  for (int64_t i = row; i < row + CHILDREN_ROWS; i++) {
    struct map_cells_between_rows rows = map_cells_between(
        recount->ctx, level + 2, i * below + column, i * below + column + CHILDREN_ROWS - 1);
    for (size_t k = 0; k < rows.count; k++) {
      const struct map_cells_between_row *kept = &rows.items[k];
      struct map_sum child = map_sum_of(kept->cell, kept->shops, kept->latitude, kept->longitude);
      map_sum_add(&sum, &child);
    }
  }
  map_sum_keep(recount->ctx, level, &sum);
  recount->written++;
}

/* Those above, each once. */
static size_t lift(int64_t *cells, size_t count, int level) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    int64_t above = map_cell_above(cells[i], level);
    size_t at = 0;
    while (at < kept && cells[at] != above)
      at++;
    cells[at] = above;
    kept += at == kept;
  }
  return kept;
}

static bool recount_body(struct ctx *ctx, void *arg) {
  struct recount *recount = arg;
  const struct square_changes *changes = recount->changes;
  int64_t cells[CELLS_MOST];
  struct map_reach kept = recount->reach = map_reach_kept(ctx);
  recount->ctx = ctx;
  recount->shrunk = false;
  recount->written = 0;
  for (size_t i = 0; i < changes->count; i++) {
    cells[i] = changes->items[i].number;
    recount_square(recount, cells[i]);
  }
  size_t count = changes->count;
  for (int level = MAP_LEVEL_LAST - 2; level >= MAP_LEVEL_FIRST; level -= 2) {
    count = lift(cells, count, level + 2);
    for (size_t i = 0; i < count; i++)
      recount_above(recount, cells[i], level);
  }
  if (!map_reach_same(&kept, &recount->reach)) map_reach_keep(ctx, &recount->reach);
  square_changes_done(ctx, changes);
  return true;
}

static bool reach_body(struct ctx *ctx, void *arg) {
  map_reach_keep(ctx, arg);
  return true;
}

/* Seldom: the shop that lay furthest out has gone. */
static void reach_anew(struct ctx *ctx) {
  struct map_reach reach = map_reach_none();
  struct map_reach_of_all_row row;
  if (map_reach_of_all(ctx, &row) && row.has_west) {
    map_reach_add(&reach, map_millionths(row.south), map_millionths(row.west));
    map_reach_add(&reach, map_millionths(row.north), map_millionths(row.east));
  }
  db_read_end(ctx);
  db_write(ctx, reach_body, &reach);
}

int64_t map_recount(struct ctx *ctx, const struct square_changes *changes) {
  struct recount recount = {.changes = changes};
  must(changes->count <= CELLS_MOST);
  db_write(ctx, recount_body, &recount);
  if (recount.shrunk) reach_anew(ctx);
  return recount.written;
}
