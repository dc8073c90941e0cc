/* Public figures: what the campaigns have brought to whom, and what became of it. Every number is
 * summed from transfers of the ledger: those behind a seal come rolled up, the rest is read as it
 * is.
 *
 * Words. A voucher counts on the day of its sale, in the shop and the campaign it was sold for,
 * whatever happens to it later. One for all shops counts for the territory when it is sold, and for
 * a shop where it is used.
 *
 * Invariants
 * 1. Sealed transfers and those after them give each transfer exactly once.
 * 2. A league table by value and one by count have the same rows and the same sums.
 * 3. Equal figures share a rank; among them the other figure, then the name decides the order.
 * 4. By shop, by day or in sum: worth + moved = redeemed - reversed + refunded + expired + what is
 *    left on the vouchers. */
#ifndef DOMAIN_FIGURES_H
#define DOMAIN_FIGURES_H

#include "base/ctx.h"
#include "domain/campaign/campaign.h"
#include "domain/ledger/ledger.h"
#include "domain/shop/shop.h"

/* Named as their columns. */
#define FIGURES_SUMS(X)                                                                            \
  X(voucher_count)  /* sold */                                                                     \
  X(worth_minor)    /* what they could buy when they were sold */                                  \
  X(top_up_minor)   /* what of it public money added; the rest was paid */                         \
  X(redeemed_minor) /* used in shops */                                                            \
  X(reversed_minor) /* put back on a voucher, because it was used by mistake */                    \
  X(refunded_minor) /* taken off a voucher, because its buyer gets the money back */               \
  X(expired_minor)  /* taken off it on its last day */                                             \
  X(moved_minor)    /* came from other vouchers less went to others: handed on */                  \
  X(used_count)     /* of vouchers for all shops, in this shop: how often */                       \
  X(used_minor)     /* and how much */

struct figures_sums {
#define X(name) int64_t name;
  FIGURES_SUMS(X)
#undef X
};
void figures_sums_add(struct figures_sums *sums, const struct figures_sums *more);
int64_t figures_paid(const struct figures_sums *sums); /* by buyers */
int64_t figures_used(const struct figures_sums *sums); /* redeemed less reversed */
int64_t figures_left(const struct figures_sums *sums); /* still to be used */
/* What came to a shop: sold for it, or used in it. */
int64_t figures_brought_count(const struct figures_sums *sums);
int64_t figures_brought(const struct figures_sums *sums);

struct figures_query {
  struct campaign_id campaign; /* 0: all */
  struct str trade;            /* key; "" for all */
  struct str town;             /* slug; "" for all */
  bool has_from, has_to;
  struct day from, to; /* of sale, both included, in the territory's days */
};

struct figures_shop {
  struct shop_id id; /* 0: sold for all shops */
  struct str slug, name, trade, town, town_slug;
  struct town_id town_id;
  bool made_up;
  struct figures_sums sums;
};
struct figures_shops {
  struct figures_shop *items; /* in no order */
  size_t count;
  struct arena *arena; /* what is made of all of them belongs there: it is large, and lives as long
                          as the request */
};
/* Every shop with sales that the query means, and shop 0 if it names neither trade nor town. */
struct figures_shops figures_shops(struct ctx *ctx, const struct figures_query *query);

struct figures_day {
  struct day on;
  struct figures_sums sums;
};
struct figures_days {
  struct figures_day *items; /* oldest first */
  size_t count;
};
/* The days with sales that the query means. */
struct figures_days figures_days(struct ctx *ctx, const struct figures_query *query);
enum { CURVE_DAYS_MAX = 400 };
/* The last `count` days, at most CURVE_DAYS_MAX, those without sales too. */
struct figures_days figures_curve(struct ctx *ctx, int64_t count);
/* From one day to another, both included; at most the last CURVE_DAYS_MAX of them. */
struct figures_days figures_curve_between(struct ctx *ctx, struct day from, struct day to);
/* The same days out of those that had sales. */
struct figures_days figures_every_day(struct ctx *ctx, const struct figures_days *days,
                                      struct day from, struct day to);

enum ranking_by { RANKING_BY_VALUE, RANKING_BY_COUNT };
enum { RANKING_ROWS_MAX = 1000 }; /* in one JSON; the CSV has all */

struct ranking_query {
  struct figures_query of;
  enum ranking_by by;
  size_t limit; /* 0: all */
};

struct ranking_row {
  int64_t rank;
  struct str slug, name, trade, trade_name, town;
  int64_t vouchers; /* sold for the shop, or used in it */
  struct money amount;
  int64_t share_percent; /* of the first row, for the bar: 0 to 100 */
  bool made_up;
};
struct ranking {
  struct ranking_row *items; /* at most as many as were asked for */
  size_t count;
  int64_t ranked;          /* rows there are, also those beyond the limit */
  int64_t shops, vouchers; /* of all of them and of the others */
  struct money amount;
  struct ranking_others { /* which stand on too few vouchers to show each: figures_few.h */
    int64_t shops, vouchers;
    struct money amount;
  } others;
};
/* For the public: if days are asked for, shops with few vouchers are among the others. */
struct ranking figures_ranking(struct ctx *ctx, const struct ranking_query *query);
/* The same from shops that were asked for before; `few`: at least so many vouchers a row; `limit`:
 * at most so many rows, 0 for all. */
struct ranking figures_ranking_of(struct ctx *ctx, const struct figures_shops *shops,
                                  enum ranking_by by, int64_t few, size_t limit);
/* The number for a query of the public. */
int64_t figures_few(const struct figures_query *query);

struct figures_total {
  int64_t vouchers, shops;
  struct money sold, redeemed, outstanding;
};
struct figures_total figures_total(struct ctx *ctx);

/* What transfers did: how many, and how much they moved. */
struct figures_flow {
  enum reason reason;
  enum account_kind from, to; /* debit, credit */
  enum phase phase;
  int64_t count, amount_minor;
};
struct figures_flows {
  struct figures_flow *items; /* by reason */
  size_t count;
};
/* Of everything up to the mark and nothing after it, so that a seal covers every cent. */
struct figures_flows figures_flows(struct ctx *ctx);

/* The seal up to which everything is summed. */
struct figures_mark {
  int64_t seal;
  struct str hash; /* in hex */
  struct instant sealed_at;
  struct transfer_id last;
};
/* False: nothing is sealed yet. */
bool figures_mark(struct ctx *ctx, struct figures_mark *mark);

/* When the oldest transfer after it was made. False: there is none. */
bool figures_oldest_unsealed(struct ctx *ctx, struct instant *at);

/* Sums up the next seal. Opens its own db_write. Returns how many transfers it held; call again
 * while it is not 0. */
int64_t figures_roll(struct ctx *ctx);
/* Inside db_write: forgets all sums of the territory, so that rolling begins anew. */
void figures_forget(struct ctx *ctx);

#endif
