/* Marks of a map: counted squares where nothing is asked, shops looked at one by one where
 * something is. */
#include <math.h>

#include "domain/open/open.h"
#include "domain/shop/trade.h"

enum { SINGLES = 300 /* so few shops are looked at one by one whatever the zoom */ };

int open_map_zoom(const struct box *box, int width, int height) {
  for (int zoom = MAP_ZOOM_SINGLE; zoom > 0; zoom--) {
    struct map_square corner = map_square_of(box->north, box->west, zoom + 8);
    struct map_square other = map_square_of(box->south, box->east, zoom + 8);
    if (other.column - corner.column <= width && other.row - corner.row <= height) return zoom;
  }
  return 0;
}

/* Positions seen so far, and in which mark each square's are. */
struct marking {
  int level;
  struct map_mark *marks;
  struct map_square *squares;
  struct shop_id *ids; /* of a mark's first shop */
  size_t count;
  size_t *table; /* open addressing: mark + 1, 0: free */
};

enum { TABLE = MAP_WALK * 4 };

static void join(struct map_mark *mark, const struct search_point *point) {
  mark->shops++;
  mark->latitude += (point->latitude - mark->latitude) / (double)mark->shops;
  mark->longitude += (point->longitude - mark->longitude) / (double)mark->shops;
}

static bool same_square(const struct map_square *a, const struct map_square *b) {
  return a->row == b->row && a->column == b->column;
}

static void mark_point(struct marking *to, const struct search_point *point) {
  struct map_square square = map_square_of(point->latitude, point->longitude, to->level);
  size_t at = (size_t)(square.row * 31337 + square.column) % TABLE;
  while (to->table[at] && !same_square(&to->squares[to->table[at] - 1], &square))
    at = (at + 1) % TABLE;
  if (to->table[at]) {
    join(&to->marks[to->table[at] - 1], point);
    return;
  }
  to->squares[to->count] = square;
  to->ids[to->count] = point->id;
  to->marks[to->count] =
      (struct map_mark){.latitude = point->latitude, .longitude = point->longitude, .shops = 1};
  to->table[at] = ++to->count;
}

/* Only a shop with a mark of its own is read. */
static void name_singles(struct ctx *ctx, struct marking *to) {
  for (size_t i = 0; i < to->count; i++) {
    struct shop shop;
    if (to->marks[i].shops > 1 || !shop_find(ctx, to->ids[i], &shop)) continue;
    to->marks[i].slug = shop.slug;
    to->marks[i].name = shop.name;
    to->marks[i].trade_name = trade_name(shop.trade, ctx->language);
    to->marks[i].town = shop.town;
  }
}

static void sort_out(struct map_answer *answer, const struct map_mark *marks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct map_marks *into = marks[i].shops > 1 ? &answer->clusters : &answer->shops;
    answer->total += marks[i].shops;
    into->items[into->count++] = marks[i];
  }
}

static struct map_answer empty_answer(struct arena *arena, size_t marks) {
  return (struct map_answer){.clusters = {arena_array(arena, struct map_mark, marks), 0},
                             .shops = {arena_array(arena, struct map_mark, marks), 0},
                             .complete = true};
}

/* Looks at shops; from a certain zoom on each has a mark of its own. */
static struct map_answer by_shops(struct ctx *ctx, const struct search_query *query,
                                  const struct box *box, int zoom) {
  struct arena *arena = ctx->arena;
  struct search_query here = *query;
  here.has_box = true;
  here.box = (struct search_box){box->west, box->south, box->east, box->north};
  here.page = S("");
  struct search_points points = search_box(ctx, &here, MAP_WALK);
  struct marking to = {.level = zoom >= MAP_ZOOM_SINGLE ? 30 : map_level(box, zoom),
                       .marks = arena_array(arena, struct map_mark, points.count),
                       .squares = arena_array(arena, struct map_square, points.count),
                       .ids = arena_array(arena, struct shop_id, points.count),
                       .table = arena_array(arena, size_t, TABLE)};
  for (size_t i = 0; i < points.count; i++)
    mark_point(&to, &points.items[i]);
  name_singles(ctx, &to);
  struct map_answer answer = empty_answer(arena, to.count);
  sort_out(&answer, to.marks, to.count);
  answer.complete = !points.more;
  return answer;
}

/* A square that holds one shop is a cluster of one: from afar nobody needs its name. */
static struct map_answer by_squares(struct ctx *ctx, const struct map_squares *squares) {
  struct map_answer answer = empty_answer(ctx->arena, squares->count);
  for (size_t i = 0; i < squares->count; i++) {
    const struct map_square *square = &squares->items[i];
    answer.total += square->shops;
    answer.clusters.items[answer.clusters.count++] = (struct map_mark){
        .latitude = square->latitude, .longitude = square->longitude, .shops = square->shops};
  }
  return answer;
}

static bool asks_nothing(const struct search_query *query) {
  struct search_query without = *query;
  without.has_box = false;
  without.page = S("");
  return listing_is_all(&without);
}

struct map_answer open_map_answer(struct ctx *ctx, const struct search_query *query,
                                  const struct box *box, int zoom) {
  struct map_squares squares;
  int level = map_level(box, zoom);
  if (level > MAP_LEVEL_LAST) level = MAP_LEVEL_LAST;
  if (!asks_nothing(query) || !map_squares(ctx, box, level, &squares))
    return by_shops(ctx, query, box, zoom);
  struct map_answer answer = by_squares(ctx, &squares);
  bool close = zoom + 2 > MAP_LEVEL_LAST;
  if (answer.total > (close ? MAP_WALK / 2 : SINGLES)) return answer;
  struct map_answer finer = by_shops(ctx, query, box, zoom);
  return finer.complete ? finer : answer;
}

/* ---- what a map shows first ---- */

static void widen(struct box *box, const struct search_points *points) {
  for (size_t i = 0; i < points->count; i++) {
    const struct search_point *point = &points->items[i];
    box->west = fmin(box->west, point->longitude);
    box->east = fmax(box->east, point->longitude);
    box->south = fmin(box->south, point->latitude);
    box->north = fmax(box->north, point->latitude);
  }
}

/* A border of a tenth, and never so close that a street fills the screen. */
static struct box with_border(struct box box) {
  double x = fmax((box.east - box.west) * 0.08, 0.002);
  double y = fmax((box.north - box.south) * 0.08, 0.0015);
  return (struct box){box.west - x, box.south - y, box.east + x, box.north + y};
}

struct box open_map_box(struct ctx *ctx, const struct search_query *query) {
  struct box box = {180, 90, -180, -90};
  struct str attribution;
  if (query->has_box)
    return (struct box){query->box.west, query->box.south, query->box.east, query->box.north};
  if (!asks_nothing(query)) {
    struct search_points found = search_box(ctx, query, MAP_WALK);
    widen(&box, &found);
    if (found.count > 0) return with_border(box);
  }
  if (map_extent(ctx, &box)) return with_border(box);
  if (ground_box(ctx, &box, &attribution)) return box;
  return (struct box){-5.2, 41.3, 9.6, 51.1}; /* France */
}
