/* What is published when figures are small. A number that stands on fewer than five vouchers could
 * tell a neighbour what somebody bought; so days are joined, trades and towns go into one row of
 * others. Sums stay exact, and nothing that was joined can be found by subtraction. Why five, and
 * why shops are an exception: docs/decisions/0044. */
#ifndef DOMAIN_FIGURES_FEW_H
#define DOMAIN_FIGURES_FEW_H

#include "domain/figures/figures.h"

enum { FIGURES_FEW = 5 };

struct figures_span { /* days that follow each other, both ends included */
  struct day from, to;
  struct figures_sums sums;
};
struct figures_spans {
  struct figures_span *items; /* oldest first */
  size_t count;
};
/* Every day with sales on its own, or joined with the next until it stands on enough vouchers; what
 * is left at the end is joined with the last. None if all together are too few. */
struct figures_spans figures_spans_all(struct ctx *ctx, const struct figures_days *days);
struct figures_spans figures_spans_public(struct ctx *ctx, const struct figures_days *days);
/* Every day from one to another, what was sold in a span spread evenly over it: for curves. */
struct figures_days figures_spread(struct ctx *ctx, const struct figures_spans *spans,
                                   struct day from, struct day to);

enum figures_grouping { FIGURES_BY_TRADE, FIGURES_BY_TOWN };
struct figures_group {
  struct str key, name; /* the trade's key or the town's slug; in the reader's language */
  int64_t shops;
  struct figures_sums sums;
  int64_t groups; /* 1, or how many are joined here; key and name are then empty */
};
struct figures_groups {
  struct figures_group *items; /* by value, the joined ones last */
  size_t count;
};
struct figures_groups figures_groups_all(struct ctx *ctx, const struct figures_shops *shops,
                                         enum figures_grouping by);
/* With those that stand on too few vouchers joined: at least two, on enough vouchers together. None
 * if all together are too few. */
struct figures_groups figures_groups_public(struct ctx *ctx, const struct figures_shops *shops,
                                            enum figures_grouping by);

#endif
