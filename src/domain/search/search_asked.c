/* From a query to what is walked for: wishes in the terms of entries, words in those of the index.
 */
#include <math.h>

#include "domain/search/search_in.h"

static int32_t millionths(double degrees) {
  return (int32_t)lround(degrees * 1e6);
}

static void wish_box(struct wish *wish, struct search_box box) {
  struct wish old = *wish;
  wish->has_box = true;
  wish->west = millionths(fmax(box.west, -180));
  wish->south = millionths(fmax(box.south, -90));
  wish->east = millionths(fmin(box.east, 180));
  wish->north = millionths(fmin(box.north, 90));
  if (!old.has_box) return;
  if (old.west > wish->west) wish->west = old.west;
  if (old.south > wish->south) wish->south = old.south;
  if (old.east < wish->east) wish->east = old.east;
  if (old.north < wish->north) wish->north = old.north;
}

/* The square around the circle: index and entries are asked for it first. */
static void wish_near(struct ctx *ctx, const struct search_query *query, struct asked *asked) {
  struct wish *wish = &asked->wish;
  if (query->near.len == 0) return;
  struct near near;
  asked->near_unknown = !near_find(ctx, query->near, &near);
  wish->impossible = wish->impossible || asked->near_unknown;
  if (asked->near_unknown) return;
  asked->near_name = near.name;
  asked->near_corrected = near.corrected;
  wish->latitude = near.latitude;
  wish->longitude = near.longitude;
  wish->has_near = true;
  wish->metres = 1000.0 * (double)(query->km > 0 ? query->km : SEARCH_KM);
  double up = wish->metres / 111320;
  double across = up / fmax(cos(wish->latitude * M_PI / 180), 0.01);
  wish_box(wish, (struct search_box){wish->longitude - across, wish->latitude - up,
                                     wish->longitude + across, wish->latitude + up});
}

static void wish_town(struct ctx *ctx, struct str slug, struct wish *wish) {
  struct town town;
  if (slug.len == 0) return;
  wish->has_town = town_find_by_slug(ctx, slug, &town);
  wish->impossible = wish->impossible || !wish->has_town;
  if (wish->has_town) wish->town = town.id.value;
}

static void wish_trade(struct str trade, struct wish *wish) {
  if (trade.len == 0) return;
  wish->has_trade = trade_find(trade) != NULL;
  wish->impossible = !wish->has_trade;
  wish->trade = trade_number(trade);
}

static bool finds_any(struct ctx *ctx, struct question *question, const struct wish *wish) {
  struct walk walk = walk_begin(ctx, question, wish, -1, -1);
  struct match match;
  bool more = false;
  return walk_next(&walk, SEARCH_SCAN, &match, &more) || more;
}

/* The name of a town is a place, unless nothing is found there and something is by that name: the
 * restaurant « Au Petit Paris ». */
static void ask_words(struct ctx *ctx, struct str q, struct asked *asked) {
  asked->question = question_of(ctx, q, !asked->wish.has_town);
  struct town place = asked->question.place;
  if (place.id.value == 0) return;
  struct wish there = asked->wish;
  there.has_town = true;
  there.town = place.id.value;
  if (asked->question.count > 0 && !finds_any(ctx, &asked->question, &there)) {
    struct question plain = question_of(ctx, q, false);
    if (finds_any(ctx, &plain, &asked->wish)) {
      asked->question = plain;
      return;
    }
  }
  asked->wish = there;
}

void asked_of(struct ctx *ctx, const struct search_query *query, struct instant at,
              struct asked *asked) {
  *asked = (struct asked){.near_unknown = false};
  asked->moment = at.ms > 0 ? search_moment_at(ctx, at) : search_moment_of(ctx, query);
  asked->wish = (struct wish){.services = query->services,
                              .open_only = query->open_now || query->has_open_at,
                              .moment = &asked->moment};
  wish_trade(query->trade, &asked->wish);
  wish_town(ctx, query->town, &asked->wish);
  if (query->has_box) wish_box(&asked->wish, query->box);
  wish_near(ctx, query, asked);
  ask_words(ctx, query->q, asked);
}
