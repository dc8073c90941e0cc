/* Printed vouchers at the desk: printings, their sheets, and what is left of them. */
#ifndef DOMAIN_COUNTER_COUNTER_STOCK_H
#define DOMAIN_COUNTER_COUNTER_STOCK_H

#include "domain/counter/counter_pages.h"

struct counter_lot {
  struct url root;
  struct str id, shop, campaign; /* shop "": all that take part */
  int64_t serial, vouchers, booklet, here, sold, cancelled;
  struct money amount;
  struct instant made_at;
  bool booklets;
};
struct counter_lots {
  struct counter_lot *items;
  size_t count;
};
struct counter_lots_page {
  struct page_frame frame;
  struct str q, wide_name;
  bool asked, wide;
  struct counter_shops shops;
  struct counter_lots lots;
};

struct counter_printing_page {
  struct page_frame frame;
  struct str problem, slug, shop, campaign, own, count, currency;
  bool wide, free_amount, loose;
  struct counter_amounts amounts;
};

struct counter_printed_rows {
  struct counter_printed {
    struct str serial, code, note;
    bool here, sold, cancelled;
    struct instant at;
  } * items;
  size_t count;
};
struct counter_lot_page {
  struct page_frame frame;
  struct str problem, first, last;
  bool cancelled; /* just now */
  struct counter_lot lot;
  struct counter_printed_rows rows;
};

extern const struct route_table counter_stock_routes;

#endif
