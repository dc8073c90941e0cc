/* Where shops stand on a map, gathered so that a screen never has more marks than it can show.
 *
 * The world is Web Mercator, cut into squares: 2^level a side. A map at zoom z gathers the shops of
 * each square of level z + 2 (64 screen pixels) into one mark.
 *
 * Invariants
 * 1. A mark's number is the number of open shops with a position in its square, and its place is
 *    the middle of them.
 * 2. An answer costs the same among a thousand shops and a million: without a filter the squares
 *    are counted beforehand (map_count), with one at most MAP_WALK shops are looked at and the
 *    answer says when there may be more.
 * 3. Counting again changes only the squares that changed. */
#ifndef DOMAIN_MAP_MAP_H
#define DOMAIN_MAP_MAP_H

#include "domain/ground/ground.h"

enum {
  MAP_LEVELS = 6, /* kept ones: 5, 7, 9, 11, 13, 15 */
  MAP_LEVEL_FIRST = 5,
  MAP_LEVEL_LAST = 15,
  MAP_ZOOM_MAX = 19,
  MAP_ZOOM_SINGLE = 18, /* from here every shop has a mark of its own */
  MAP_GRID_MAX = 48,    /* squares along the longer side of a screen */
  MAP_WALK = 4096       /* shops looked at for one answer */
};

struct map_square {
  int64_t row, column, shops;
  double latitude, longitude; /* the middle of its shops */
};

struct map_squares {
  struct map_square *items;
  size_t count;
};

/* The square of a position at a level. */
struct map_square map_square_of(double latitude, double longitude, int level);
/* The level at which a map of this zoom gathers the shops of this box: zoom + 2, or less where the
 * box is too wide for that. */
int map_level(const struct box *box, int zoom);

/* All squares of the box at this level, by row and column, from what was counted; false if the
 * level is finer than what is counted. */
bool map_squares(struct ctx *ctx, const struct box *box, int level, struct map_squares *squares);
/* Some two kilometres around a place. */
struct box map_around(double latitude, double longitude);
/* The smallest box around all counted shops; false without any. */
bool map_extent(struct ctx *ctx, struct box *box);

/* Counts a territory's squares anew and writes those that changed. Opens its own db_writes.
 * Returns how many changed. */
int64_t map_count(struct ctx *ctx);
/* Only those whose shops have changed since (domain/shop/shop_squares.h), at most 64 at a time; all
 * if thousands of shops came at once. */
int64_t map_count_changed(struct ctx *ctx);

struct map_mark { /* several shops, or one */
  double latitude, longitude;
  int64_t shops;
  struct str slug, name, trade_name, town; /* of the only one; "" if there are several */
};

struct map_marks {
  struct map_mark *items;
  size_t count;
};

struct map_answer {
  struct map_marks clusters, shops;
  int64_t total; /* shops on this map */
  bool complete; /* false: there may be more than were looked at */
};

#endif
