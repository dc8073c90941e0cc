/* The order of a run, counts over all of it, and where the next page goes on. */
#ifndef DOMAIN_SEARCH_SEARCH_RANK_H
#define DOMAIN_SEARCH_SEARCH_RANK_H

#include "domain/search/search_in.h"

/* Where a page begins: in which run, behind which rank, judged at what time. */
struct cursor {
  int64_t position, id; /* the run begins behind this shop; -1, -1: at the start */
  uint64_t floor;       /* near a place: behind that rank; among equal ones behind that shop */
  uint64_t after;       /* key of the last shop shown; 0: none yet */
  struct instant at;    /* 0: now */
};
/* A text of another kind, or none, is the start. */
struct cursor cursor_read(struct str text);
struct str cursor_text(struct arena *arena, const struct cursor *cursor);

struct place {  /* a match in its run */
  uint64_t key; /* smaller is better; made different for each shop of a run by its low bits */
  int64_t position, id; /* the shop's */
  int32_t metres;
  enum search_open open;
};
/* `arrival` is its place in the order of the list, within the run. */
struct place place_of(const struct match *match, uint32_t arrival);
/* Near a place: nearest first, in steps; equal ones in the order of the list. */
struct place place_near(const struct match *match);
enum { PLACE_STEP_METRES = 100, PLACE_STEPS = 1 << 14 };
unsigned place_step(uint64_t key);    /* 0 .. PLACE_STEPS - 1 */
uint64_t place_floor(unsigned steps); /* behind everything in fewer steps */
/* Those of place_of(), in the order of their arrival; those of place_near(), in any. */
void places_sort(struct arena *arena, struct place *places, size_t count);
void places_sort_near(struct arena *arena, struct place *places, size_t count);
/* <0: a stands before b; by key, then in the order of the list. */
int place_compare(const struct place *a, const struct place *b);

/* The shops of up to SEARCH_PAGE places, in their order, without those that are gone. */
size_t placed_shops(struct ctx *ctx, const struct place *places, size_t count,
                    struct search_shop *shops);

struct counting;
struct counting *counting_new(struct arena *arena);
void counting_add(struct counting *counting, const struct shop_entry *entry);
/* The largest of each, with their names. */
void counting_answer(struct ctx *ctx, const struct counting *counting,
                     const struct search_query *query, struct search_answer *answer);
/* The same of all shops, from what is counted when shops change. */
void counts_of_all(struct ctx *ctx, struct search_answer *answer);

#endif
