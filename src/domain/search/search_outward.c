/* Squares of the map around a place, nearest first, as large as their shops are few: a square with
 * many is taken apart into the 64 of the next size before it is read. What is read is in proportion
 * to what is wanted, in a village and in Paris. */
#include <math.h>
#include <string.h>

#include "base/fault.h"
#include "db/db.h"
#include "domain/search/search_in.h"
#include "domain/shop/shop_terms.h"

/* Read as it is with so few shops; no more parts to begin with. */
enum { FEW = 128, FIRST_SQUARES = 16, FIRST_ROOM = 64, ANNOUNCED = 8 };

/* A flat map is that exact over a hundred kilometres. */
static const double EXACT = 0.999;

struct node {
  double near, far; /* metres to its nearest and farthest place, with that margin */
  unsigned zoom;
  struct square square;
  int64_t shops;
  bool announced;
};

struct outward {
  struct arena *arena;
  const struct wish *wish;
  double from_metres;
  struct node *heap; /* nearest first */
  size_t count, room;
  struct node open;       /* the square that is being read, */
  struct posting posting; /* as far as that; */
  int64_t left;           /* so many of its shops follow */
};

/* ---- the heap ---- */

static void swap(struct node *a, struct node *b) {
  struct node c = *a;
  *a = *b;
  *b = c;
}

static void push(struct outward *outward, const struct node *node) {
  if (outward->count == outward->room) {
    size_t room = outward->room ? outward->room * 2 : FIRST_ROOM;
    struct node *wider = arena_array(outward->arena, struct node, room);
    if (outward->count > 0) memcpy(wider, outward->heap, outward->count * sizeof *wider);
    outward->heap = wider;
    outward->room = room;
  }
  size_t at = outward->count++;
  outward->heap[at] = *node;
  for (; at > 0 && outward->heap[at].near < outward->heap[(at - 1) / 2].near; at = (at - 1) / 2)
    swap(&outward->heap[at], &outward->heap[(at - 1) / 2]);
}

static struct node pop(struct outward *outward) {
  struct node *heap = outward->heap, nearest = heap[0];
  heap[0] = heap[--outward->count];
  for (size_t at = 0, child = 1; child < outward->count; child = 2 * at + 1) {
    if (child + 1 < outward->count && heap[child + 1].near < heap[child].near) child++;
    if (heap[at].near <= heap[child].near) break;
    swap(&heap[at], &heap[child]);
    at = child;
  }
  return nearest;
}

/* ---- distances of squares ---- */

static double latitude_of(int64_t y, unsigned zoom) {
  return atan(sinh(M_PI * (1 - 2 * (double)y / (double)(INT64_C(1) << zoom)))) * 180 / M_PI;
}

static double longitude_of(int64_t x, unsigned zoom) {
  return (double)x / (double)(INT64_C(1) << zoom) * 360 - 180;
}

static double between(double low, double value, double high) {
  return fmin(fmax(value, low), high);
}

static void measure(const struct wish *wish, struct node *node) {
  double west = longitude_of(node->square.x, node->zoom);
  double east = longitude_of(node->square.x + 1, node->zoom);
  double north = latitude_of(node->square.y, node->zoom);
  double south = latitude_of(node->square.y + 1, node->zoom);
  double latitude = wish->latitude, longitude = wish->longitude;
  node->near = EXACT * metres_between(latitude, longitude, between(south, latitude, north),
                                      between(west, longitude, east));
  double across = fabs(longitude - west) > fabs(longitude - east) ? west : east;
  node->far = fmax(metres_between(latitude, longitude, north, across),
                   metres_between(latitude, longitude, south, across)) /
              EXACT;
}

static void offer(struct outward *outward, unsigned zoom, struct square square, int64_t shops) {
  struct node node = {.zoom = zoom, .square = square, .shops = shops};
  if (shops == 0) return;
  measure(outward->wish, &node);
  if (node.near > outward->wish->metres || node.far < outward->from_metres) return;
  push(outward, &node);
}

/* ---- from large to small ---- */

static void offer_all(struct outward *outward, struct ctx *ctx, unsigned zoom, struct square low,
                      struct square high) {
  for (int64_t x = low.x; x <= high.x; x++)
    for (int64_t y = low.y; y <= high.y; y++) {
      struct square square = {x, y};
      struct str term = shop_term_square(ctx->arena, zoom, square);
      offer(outward, zoom, square, shop_term_size(ctx, term));
    }
}

struct outward *outward_begin(struct ctx *ctx, const struct wish *wish, double from_metres) {
  struct outward *outward = arena_new(ctx->arena, struct outward);
  *outward = (struct outward){.arena = ctx->arena, .wish = wish, .from_metres = from_metres};
  unsigned zoom = SQUARE_NEAR;
  struct square low, high;
  for (;; zoom = SQUARE_FAR) {
    low = square_at(zoom, wish->north / 1e6, wish->west / 1e6);
    high = square_at(zoom, wish->south / 1e6, wish->east / 1e6);
    bool few = (high.x - low.x + 1) * (high.y - low.y + 1) <= FIRST_SQUARES;
    if (few || zoom == SQUARE_FAR) break;
  }
  if (db_ahead_begin(ctx)) {
    offer_all(outward, ctx, zoom, low, high); /* which finds none now */
    db_ahead_end(ctx);
  }
  offer_all(outward, ctx, zoom, low, high);
  return outward;
}

static unsigned smaller(unsigned zoom) {
  return zoom == SQUARE_FAR ? SQUARE_NEAR : SQUARE_CLOSE;
}

static struct shop_word_list parts_of(struct ctx *ctx, const struct node *node) {
  return shop_index_terms(
      ctx, shop_term_squares(ctx->arena, smaller(node->zoom), node->zoom, node->square));
}

static void take_apart(struct outward *outward, struct ctx *ctx, const struct node *node) {
  struct shop_word_list parts = parts_of(ctx, node);
  for (size_t i = 0; i < parts.count; i++)
    offer(outward, smaller(node->zoom), shop_term_square_read(parts.items[i].text),
          parts.items[i].shops);
}

static bool is_large(const struct node *node) {
  return node->shops > FEW && node->zoom != SQUARE_CLOSE;
}

static struct posting posting_of(struct arena *arena, const struct node *node) {
  struct str term = shop_term_square(arena, node->zoom, node->square);
  return (struct posting){.term = term, .position = -1, .id = -1, .shared = true};
}

/* Its size is known: nobody asks whether there are more. */
static void open_square(struct outward *outward, const struct node *node) {
  outward->open = *node;
  outward->posting = posting_of(outward->arena, node);
  outward->left = node->shops;
}

/* The next ones, or nearly: the heap's first are its nearest. */
static void announce(struct outward *outward, struct ctx *ctx) {
  if (outward->heap[0].announced || !db_ahead_begin(ctx)) return;
  for (size_t i = 0; i < outward->count && i < ANNOUNCED; i++) {
    struct node *node = &outward->heap[i];
    if (node->announced) continue;
    node->announced = true;
    struct posting posting = posting_of(ctx->arena, node);
    if (is_large(node))
      parts_of(ctx, node);
    else
      posting_ahead(ctx, &posting);
  }
  db_ahead_end(ctx);
}

/* A few blocks at a time, so that they stay where they were put while each shop is asked. */
static struct shop_entries read_on(struct outward *outward, struct ctx *ctx) {
  struct posting *posting = &outward->posting;
  posting->entries = (struct shop_entries){NULL, 0};
  posting->at = 0;
  if (posting_peek(ctx, posting) == NULL) outward->left = 0;
  posting->at = posting->entries.count;
  outward->left -= (int64_t)posting->entries.count;
  return posting->entries;
}

double outward_reach(const struct outward *outward) {
  if (outward->left > 0) return outward->open.near;
  return outward->count > 0 ? outward->heap[0].near : INFINITY;
}

bool outward_next(struct outward *outward, struct ctx *ctx, struct shop_entries *entries) {
  *entries = (struct shop_entries){NULL, 0};
  if (outward->left <= 0) {
    if (outward->count == 0) return false;
    announce(outward, ctx);
    struct node node = pop(outward);
    if (is_large(&node)) {
      take_apart(outward, ctx, &node);
      return true;
    }
    open_square(outward, &node);
  }
  *entries = read_on(outward, ctx);
  return true;
}
