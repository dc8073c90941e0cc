#include "domain/map/map_cell.h"

#include <math.h>

#include "map_sql.h"

int32_t map_millionths(double degrees) {
  return (int32_t)lround(degrees * 1e6);
}

double map_degrees(int64_t millionths) {
  return (double)millionths / 1e6;
}

void map_sum_add(struct map_sum *into, const struct map_sum *other) {
  into->shops += other->shops;
  into->latitude += other->latitude;
  into->longitude += other->longitude;
}

struct map_sum map_sum_of(int64_t cell, int64_t shops, double latitude, double longitude) {
  return (struct map_sum){cell, shops, llround(latitude * 1e6 * (double)shops),
                          llround(longitude * 1e6 * (double)shops)};
}

static double mean(int64_t sum, int64_t shops) {
  return (double)sum / (double)shops / 1e6;
}

void map_sum_keep(struct ctx *ctx, int level, const struct map_sum *sum) {
  if (sum->shops == 0)
    map_cell_delete(ctx, level, sum->cell);
  else
    map_cell_put(ctx, &(struct map_cell_put_params){.level = level,
                                                    .cell = sum->cell,
                                                    .shops = sum->shops,
                                                    .latitude = mean(sum->latitude, sum->shops),
                                                    .longitude = mean(sum->longitude, sum->shops)});
}

int64_t map_cell_above(int64_t cell, int level) {
  int64_t side = INT64_C(1) << level;
  return (cell / side >> 2) * (side >> 2) + (cell % side >> 2);
}

/* ---- the box around all ---- */

struct map_reach map_reach_none(void) {
  return (struct map_reach){INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
}

void map_reach_add(struct map_reach *reach, int32_t latitude, int32_t longitude) {
  if (longitude < reach->west) reach->west = longitude;
  if (longitude > reach->east) reach->east = longitude;
  if (latitude < reach->south) reach->south = latitude;
  if (latitude > reach->north) reach->north = latitude;
}

bool map_reach_same(const struct map_reach *a, const struct map_reach *b) {
  return a->west == b->west && a->south == b->south && a->east == b->east && a->north == b->north;
}

struct map_reach map_reach_kept(struct ctx *ctx) {
  struct box box;
  if (!map_extent(ctx, &box)) return map_reach_none();
  return (struct map_reach){map_millionths(box.west), map_millionths(box.south),
                            map_millionths(box.east), map_millionths(box.north)};
}

void map_reach_keep(struct ctx *ctx, const struct map_reach *reach) {
  if (reach->west > reach->east) {
    map_extent_delete(ctx);
    return;
  }
  map_extent_put(
      ctx, &(struct map_extent_put_params){map_degrees(reach->west), map_degrees(reach->south),
                                           map_degrees(reach->east), map_degrees(reach->north)});
}
