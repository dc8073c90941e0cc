/* One counted square and how it is kept, between map_count.c, which counts all, and map_recount.c,
 * which counts those that changed.
 *
 * Positions are whole millionths of a degree, as in the index of shops, so that their sums are
 * exact and the same in whatever order they are added. A mean that is kept gives its sum back: what
 * ten million shops can sum up to is a fifth of 2^53. */
#ifndef DOMAIN_MAP_MAP_CELL_H
#define DOMAIN_MAP_MAP_CELL_H

#include "domain/map/map.h"
#include "domain/shop/shop_squares.h"

struct map_sum {
  int64_t cell; /* row by row at its level */
  int64_t shops, latitude, longitude;
};

int32_t map_millionths(double degrees);
double map_degrees(int64_t millionths);
void map_sum_add(struct map_sum *into, const struct map_sum *other);
/* From what is kept and back. */
struct map_sum map_sum_of(int64_t cell, int64_t shops, double latitude, double longitude);
/* Writes it, or that it is empty. Inside db_write. */
void map_sum_keep(struct ctx *ctx, int level, const struct map_sum *sum);
/* The cell two levels up that it lies in. */
int64_t map_cell_above(int64_t cell, int level);

struct map_reach { /* the smallest box around some shops, in millionths; west > east: none */
  int32_t west, south, east, north;
};
struct map_reach map_reach_none(void);
void map_reach_add(struct map_reach *reach, int32_t latitude, int32_t longitude);
bool map_reach_same(const struct map_reach *a, const struct map_reach *b);
/* What is kept; none without shops. */
struct map_reach map_reach_kept(struct ctx *ctx);
/* Inside db_write. */
void map_reach_keep(struct ctx *ctx, const struct map_reach *reach);

/* Counts at most 64 squares that changed; what they were told of is done then. Opens its own
 * db_write. Returns how many squares of all levels were written. */
int64_t map_recount(struct ctx *ctx, const struct square_changes *changes);

#endif
