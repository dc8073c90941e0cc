/* The statement of a span of days: for a shopkeeper below /releve/periode, for those who work for
 * the territory below /bureau/comptes/commercants. */
#ifndef DOMAIN_TAKINGS_TAKINGS_PAGES_H
#define DOMAIN_TAKINGS_TAKINGS_PAGES_H

#include "domain/frame/frame.h"
#include "domain/takings/takings.h"

struct takings_row {
  enum message label;
  int64_t count;
  struct money amount;
};
struct takings_rows {
  struct takings_row items[TAKINGS_LINE_COUNT];
  size_t count;
};
struct takings_side_view {
  enum message caption;
  struct day first, last;
  struct money opening, closing;
  struct takings_rows rows;
};

struct takings_shop_row {
  struct str name;
  struct money credited, issued, redeemed, left;
};
struct takings_shop_rows {
  struct takings_shop_row *items;
  size_t count;
};
struct takings_left_row {
  struct str campaign;
  struct day expires_on;
  struct money amount;
};
struct takings_left_rows {
  struct takings_left_row *items;
  size_t count;
};
struct takings_day_row {
  struct str on;
  struct money in, back, paid, balance, redeemed;
};
struct takings_day_rows {
  struct takings_day_row *items;
  size_t count;
};

struct takings_choice { /* the form of days, and what leads to others at once */
  enum message label;
  struct url here, this_month, last_month, this_year;
  struct str problem;
  struct day from, to;
};

struct takings_page {
  struct page_frame frame;
  bool desk; /* somebody who works for the territory looks */
  struct str merchant, email;
  struct takings_choice choice;
  struct span span;
  struct url pdf, csv;
  struct money closing, credited, paid, left, under_way;
  bool is_under_way, moved, weekly;
  struct takings_side_view money, vouchers;
  struct takings_shop_rows shops;
  struct takings_left_rows lefts;
  struct takings_day_rows days;
  struct str territory;
};

struct takings_merchant_row {
  struct str name;
  struct url href;
  struct money in, out;
};
struct takings_merchant_rows {
  struct takings_merchant_row *items;
  size_t count;
};
struct takings_list_page {
  struct page_frame frame;
  struct takings_choice choice;
  struct takings_merchant_rows rows;
  struct money in, out;
};

struct takings_stop_page {
  struct page_frame frame;
  struct str merchant, link;
  bool done;
};

extern const struct route_table takings_routes;

#endif
