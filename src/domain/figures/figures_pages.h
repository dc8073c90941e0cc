/* The public figures: totals, the curve, league tables by value and by count; the same query as
 * page, CSV and JSON. */
#ifndef DOMAIN_FIGURES_FIGURES_PAGES_H
#define DOMAIN_FIGURES_FIGURES_PAGES_H

#include "domain/figures/league.h"
#include "domain/frame/frame.h"

struct figures_choice { /* of a filter */
  struct str value, label;
  bool chosen;
};
struct figures_choices {
  struct figures_choice *items;
  size_t count;
};

struct figures_fields { /* what filters the public figures and the bilan: trade, town, days of sale
                         */
  struct figures_choices trades, towns;
  bool has_from, has_to;
  struct day from, to;
  struct str from_problem, to_problem;
};
/* The query says what was chosen; its problems stand in the request. */
struct figures_fields figures_fields(struct request *request, const struct figures_query *query);

/* « 12 juin 2020 », « du 3 au 5 mai 2020 ». */
struct str figures_span_text(struct ctx *ctx, const struct figures_span *span);

struct curve_row {
  struct str days;
  int64_t vouchers;
  struct money amount, sum; /* of these days, since the first */
};
struct curve_rows {
  struct curve_row *items;
  size_t count;
};

struct figures_measures { /* in force today: how many shops each touches */
  struct figures_measure {
    struct str name;
    struct day from_on, until_on;
    int64_t shops;
  } * items;
  size_t count;
};

struct figures_page {
  struct page_frame frame;
  struct figures_measures measures;
  struct day first, last; /* what the page speaks of */
  int64_t vouchers, shops;
  struct str sold, mean;
  bool whole; /* nothing filtered: redeemed and outstanding are known */
  struct money redeemed, outstanding;
  struct figures_fields fields;
  struct str trade, town; /* as asked */
  bool filtered;
  struct league_table by_value, by_count, by_trade, by_town;
  struct str rest;                   /* about shops that are not shown; or "" */
  struct str curve_line, curve_area; /* SVG path data; "" for none */
  struct curve_rows days;
};

extern const struct route_table figures_routes;

#endif
