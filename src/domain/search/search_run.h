/* A run: some matches of a question, ranked. Of a list, the next SEARCH_RANKED in its order; near a
 * place, exactly the SEARCH_RANKED that stand next in the order of the answer. */
#ifndef DOMAIN_SEARCH_SEARCH_RUN_H
#define DOMAIN_SEARCH_SEARCH_RUN_H

#include "domain/search/search_rank.h"

struct run {
  struct search_answer about; /* without shops and without `next` */
  struct place *places;       /* best first */
  size_t count;
  bool more;          /* others follow */
  struct cursor next; /* where they begin */
};

struct finding { /* a run on its way */
  const struct search_query *query;
  struct cursor cursor;
  struct arena *scratch; /* for what is only needed until the run is known */
  struct run *run;
  struct asked asked;
  struct counting *counting;
  bool first;    /* nothing stands before it */
  int64_t shops; /* that match, */
  bool exact;    /* or at least so many */
};

/* For db_memo: struct finding -> struct run. */
const void *run_find(struct ctx *ctx, void *arg);
/* Fills places, more and next of the run, shops and exact (search_nearest.c). */
void nearest_find(struct ctx *ctx, struct finding *finding);

#endif
