/* The demonstration's two neighbours: an agreement, some vouchers of either used in the other's
 * shops, three nights netted, and the first of them paid. */
#ifndef DOMAIN_DEMO_NEIGHBOURS_H
#define DOMAIN_DEMO_NEIGHBOURS_H

#include "base/ctx.h"
#include "domain/territory/territory.h"

struct demo_neighbour {
  struct territory territory;
  struct str agent, accountant; /* their addresses */
};
/* Over the last week; ctx ends in one of them, at the time it had. */
void demo_neighbours(struct ctx *ctx, const struct demo_neighbour *one,
                     const struct demo_neighbour *other);

#endif
