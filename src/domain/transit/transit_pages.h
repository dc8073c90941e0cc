/* What is on its way between a provider and the bank, and for how long. */
#ifndef DOMAIN_TRANSIT_TRANSIT_PAGES_H
#define DOMAIN_TRANSIT_TRANSIT_PAGES_H

#include "domain/frame/frame.h"
#include "domain/transit/transit_closing.h"

struct transit_row {
  struct url root;
  struct str id, name, provider;
  struct money amount; /* without its sign */
  bool to_provider, late, asked;
  struct day due_on;
  int64_t days; /* since it left */
  enum message told;
};
struct transit_rows {
  struct transit_row *items;
  size_t count;
};

struct transit_home_page {
  struct page_frame frame;
  struct transit_rows rows;
  struct money sum;
  int64_t late_days;
};

struct transit_view_page {
  struct page_frame frame;
  struct transit_row row;
  struct str problem, note, trace;
  bool open, may_ask, may_confirm;
};

extern const struct route_table transit_routes;

struct transit_rows transit_rows_of(struct request *request);

#endif
