/* How many people look at a territory's pages, day by day. Who they are nobody knows: web/visits.h
 * counts and forgets; here stand the sums. */
#ifndef DOMAIN_VISITS_H
#define DOMAIN_VISITS_H

#include "base/ctx.h"
#include "base/time.h"

struct visits_day {
  struct day on;
  int64_t visitors, pages;
};
struct visits_days {
  struct visits_day *items;
  size_t count;
};

/* Opens its own db_write: so many more on a day. */
void visits_add(struct ctx *ctx, const struct visits_day *more);
/* The last `count` days to today, oldest first, those without visitors too. */
struct visits_days visits_last(struct ctx *ctx, int count);

#endif
