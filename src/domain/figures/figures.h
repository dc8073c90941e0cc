/* Public figures: what the campaigns have brought to whom. Every number is summed from vouchers,
 * which the ledger re-derives; days before a mark come rolled up, the rest is read as it is.
 *
 * Invariants
 * 1. Rolled-up days plus the vouchers after the mark give each voucher exactly once.
 * 2. A league table by value and one by count have the same rows and the same sums.
 * 3. Equal figures share a rank; among them the other figure, then the name decides the order. */
#ifndef DOMAIN_FIGURES_H
#define DOMAIN_FIGURES_H

#include "base/ctx.h"
#include "domain/shop/shop.h"

enum ranking_by { RANKING_BY_VALUE, RANKING_BY_COUNT };

struct ranking_query {
  enum ranking_by by;
  struct str trade; /* key; "" for all */
  struct str town;  /* slug; "" for all */
  bool has_from, has_to;
  struct day from, to; /* both included, in the territory's days */
  size_t limit;        /* 0: all */
};

struct ranking_row {
  int64_t rank;
  struct str slug, name, trade, trade_name, town;
  int64_t vouchers;
  struct money amount;
  int64_t share_percent; /* of the first row, for the bar: 0 to 100 */
  bool made_up;
};
struct ranking {
  struct ranking_row *items;
  size_t count;
  int64_t shops, vouchers; /* of all rows, also those beyond the limit */
  struct money amount;
};
struct ranking figures_ranking(struct ctx *ctx, const struct ranking_query *query);

struct figures_total {
  int64_t vouchers, shops;
  struct money sold, redeemed, outstanding;
};
struct figures_total figures_total(struct ctx *ctx);

struct figures_day {
  struct day on;
  int64_t vouchers;
  struct money amount;
};
struct figures_days {
  struct figures_day *items; /* oldest first, every day, those without sales too */
  size_t count;
};
/* The last `days` days, at most 400. */
struct figures_days figures_curve(struct ctx *ctx, int64_t days);
/* From one day to another, both included; at most the last 400 of them. */
struct figures_days figures_curve_between(struct ctx *ctx, struct day from, struct day to);

/* Rolls up what is behind the mark, at most 2,000 vouchers, inside db_write: there no voucher with
 * a smaller id can still appear on SQLite; on PostgreSQL `lag_ms` keeps a distance. Returns how
 * many; call again while it is not 0. */
int64_t figures_roll(struct ctx *ctx, int64_t lag_ms);

#endif
