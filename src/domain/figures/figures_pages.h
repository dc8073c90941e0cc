/* The public figures: totals, the curve, league tables by value and by count; the same query as
 * page, CSV and JSON. */
#ifndef DOMAIN_FIGURES_FIGURES_PAGES_H
#define DOMAIN_FIGURES_FIGURES_PAGES_H

#include "domain/figures/figures.h"
#include "domain/frame/frame.h"

struct figures_choice { /* of a filter */
  struct str value, label;
  bool chosen;
};
struct figures_choices {
  struct figures_choice *items;
  size_t count;
};

struct league_row {
  int64_t rank;                 /* 0: not a shop but a trade or a town */
  struct str slug, name, place; /* place: trade and town */
  struct str amount;            /* without ",00" */
  struct money money;
  int64_t vouchers, share_percent;
};
struct league {
  struct league_row *items;
  size_t count;
};

struct curve_row {
  struct day on;
  int64_t vouchers;
  struct money amount, sum; /* of the day, since the first */
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
  struct figures_choices trades, towns;
  struct str trade, town; /* as asked */
  bool has_from, has_to, filtered;
  struct day from, to;
  struct str from_problem, to_problem;
  struct league by_value, by_count, by_trade, by_town;
  bool cut;                          /* more shops than rows */
  struct str curve_line, curve_area; /* SVG path data; "" for none */
  struct curve_rows days;            /* with sales */
};

extern const struct route_table figures_routes;

#endif
