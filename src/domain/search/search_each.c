/* All matches: for files and maps, in the order of the list, without a bound but the caller's. */
#include "base/fault.h"
#include "domain/search/search_in.h"

enum { PAGE_BYTES = 64 << 20, PAGE_MATCHES = 500, BOX_SCAN = SEARCH_SCAN };

static void destroy(void *arena) {
  arena_destroy(arena);
}

struct passing {
  struct ctx *ctx; /* its arena is emptied after every page of matches */
  const struct search_query *query;
  void (*each)(void *arg, const struct shop *shop);
  void *arg;
  struct instant at; /* the clock does not move on meanwhile */
  int64_t position, id;
};

/* Some matches behind the last one; false at the end. What was understood of the question is
 * understood again: it lives no longer than the page's memory. */
static bool pass_page(struct passing *passing) {
  struct ctx *ctx = passing->ctx;
  struct asked all;
  asked_of(ctx, passing->query, passing->at, &all);
  struct walk walk = walk_begin(ctx, &all.question, &all.wish, passing->position, passing->id);
  walk_alone(&walk);
  struct match match;
  bool more = false;
  for (int count = 0; count < PAGE_MATCHES; count++) {
    if (!walk_next(&walk, SEARCH_SCAN, &match, &more)) break;
    struct shop shop;
    if (shop_find(ctx, (struct shop_id){match.entry->id}, &shop))
      passing->each(passing->arg, &shop);
    more = count + 1 == PAGE_MATCHES;
  }
  passing->position = walk.position;
  passing->id = walk.id;
  return more;
}

void search_each(struct ctx *ctx, const struct search_query *query,
                 void (*each)(void *arg, const struct shop *shop), void *arg) {
  struct arena *whole = ctx->arena;
  struct passing passing = {
      .ctx = ctx, .query = query, .each = each, .arg = arg, .position = -1, .id = -1};
  passing.at = query->has_open_at ? query->open_at : ctx->now;
  /* The same ctx, so that a fault finds its connection; only its memory is another meanwhile. */
  ctx->arena = arena_create(PAGE_BYTES);
  arena_defer(whole, destroy, ctx->arena);
  while (pass_page(&passing))
    arena_reset(ctx->arena);
  ctx->arena = whole;
}

struct search_points search_box(struct ctx *ctx, const struct search_query *query, size_t most) {
  struct search_points points = {arena_array(ctx->arena, struct search_point, most), 0, false};
  struct asked all;
  asked_of(ctx, query, (struct instant){0}, &all);
  struct walk walk = walk_begin(ctx, &all.question, &all.wish, -1, -1);
  struct match match;
  while (walk_next(&walk, BOX_SCAN, &match, &points.more)) {
    if (match.entry->latitude == ENTRY_NOWHERE) continue;
    points.more = points.count == most;
    if (points.more) return points;
    points.items[points.count++] = (struct search_point){
        {match.entry->id}, match.entry->latitude / 1e6, match.entry->longitude / 1e6};
  }
  return points;
}
