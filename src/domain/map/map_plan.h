/* The territory's ground (domain/ground), read once and made ready to be drawn: kept in memory
 * until another ground is brought. */
#ifndef DOMAIN_MAP_MAP_PLAN_H
#define DOMAIN_MAP_MAP_PLAN_H

#include "domain/map/map.h"

/* A place of the world, Web Mercator: 0 to 1 from west to east and from north to south. */
struct map_point {
  double x, y;
};
struct map_point map_point_of(double latitude, double longitude);

struct map_line {
  struct map_point *points;
  size_t count;
  struct map_point least, most; /* the smallest frame around it */
};

struct map_shape {
  enum ground_kind kind;
  struct str name; /* of a commune, or "" */
  struct map_line *lines;
  size_t count;
};

struct map_plan {
  struct map_shape *shapes; /* in the order in which they are drawn; none without a ground */
  size_t count;
  bool streets; /* it knows streets, not only contours of communes */
};

const struct map_plan *map_plan(struct ctx *ctx);

#endif
