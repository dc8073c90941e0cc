/* The best of a run for one page, counts over all of it, and where the next page goes on. */
#ifndef DOMAIN_SEARCH_SEARCH_RANK_H
#define DOMAIN_SEARCH_SEARCH_RANK_H

#include "domain/search/search_in.h"

/* Where a page begins: in which run of the list, behind which rank, judged at what time. */
struct cursor {
  int64_t position, id; /* the run begins behind this shop; -1, -1: at the start */
  uint64_t after;       /* key of the last shop shown; 0: none yet */
  struct instant at;    /* 0: now */
};
/* A text of another kind, or none, is the start. */
struct cursor cursor_read(struct str text);
struct str cursor_text(struct arena *arena, const struct cursor *cursor);

struct ranked {
  uint64_t key; /* smaller is better, and no two are the same in a run */
  struct match match;
};

struct ranking {
  uint64_t after;
  struct ranked best[SEARCH_PAGE]; /* in order */
  size_t count;
  int64_t left; /* matches of the run that come after the page */
};
/* `arrival` is its place in the order of the list, within the run. */
void ranking_add(struct ranking *ranking, const struct match *match, uint32_t arrival);

/* The rows of the best, in their order, without those that are gone; at most SEARCH_PAGE. */
size_t ranked_shops(struct ctx *ctx, const struct ranking *ranking, struct search_shop *shops);

struct counting;
struct counting *counting_new(struct arena *arena);
void counting_add(struct counting *counting, const struct shop_entry *entry);
/* The largest of each, with their names. */
void counting_answer(struct ctx *ctx, const struct counting *counting,
                     const struct search_query *query, struct search_answer *answer);
/* The same of all shops, from what is counted when shops change. */
void counts_of_all(struct ctx *ctx, struct search_answer *answer);

#endif
