#include "domain/shop/shop_squares.h"

#include "domain/shop/shop_terms.h"
#include "shop_squares_sql.h"

int64_t square_number(unsigned zoom, struct square square) {
  return (square.y << zoom) + square.x;
}

struct square square_of_number(unsigned zoom, int64_t number) {
  int64_t side = INT64_C(1) << zoom;
  return (struct square){.x = number % side, .y = number / side};
}

void square_note(struct ctx *ctx, struct square square) {
  square_note_one(ctx, square_number(SQUARE_CLOSE, square));
}

void square_note_all(struct ctx *ctx) {
  square_note_one(ctx, SQUARES_ALL);
}

struct square_changes square_changes(struct ctx *ctx) {
  struct square_changed_some_rows rows = square_changed_some(ctx);
  struct square_changes changes = {arena_array(ctx->arena, struct square_change, rows.count),
                                   rows.count};
  for (size_t i = 0; i < rows.count; i++)
    changes.items[i] = (struct square_change){rows.items[i].square, rows.items[i].times};
  return changes;
}

void square_changes_done(struct ctx *ctx, const struct square_changes *changes) {
  for (size_t i = 0; i < changes->count; i++)
    square_counted(ctx, changes->items[i].number, changes->items[i].times);
}
