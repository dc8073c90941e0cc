/* The public page on public money, with how each figure is made; the same as CSV and JSON. */
#ifndef DOMAIN_TRANSPARENCY_TRANSPARENCY_PAGES_H
#define DOMAIN_TRANSPARENCY_TRANSPARENCY_PAGES_H

#include "domain/frame/frame.h"
#include "domain/transparency/transparency.h"

struct transparency_term_row {
  struct str words, reason;
  bool less;
  int64_t count;
  struct money amount;
};
struct transparency_term_rows {
  struct transparency_term_row items[TRANSPARENCY_TERMS];
  size_t count;
};
struct transparency_row {
  struct str word, label;
  struct money amount;
  struct transparency_term_rows terms;
};
struct transparency_rows {
  struct transparency_row items[TRANSPARENCY_FIGURE_COUNT];
  size_t count;
};
struct transparency_funder_row {
  struct str name;
  struct money filled, emptied;
};
struct transparency_funder_rows {
  struct transparency_funder_row *items;
  size_t count;
};

struct transparency_page {
  struct page_frame frame;
  bool few, sealed;
  int64_t vouchers;
  struct money paid, added, received, left;
  struct transparency_rows came, went, became, costs, all; /* from whom, to shops... */
  struct transparency_funder_rows funders;
  struct money filled, emptied;
  struct figures_mark mark;
  struct str seal;
};

enum message transparency_label(enum transparency_figure figure);

extern const struct route_table transparency_routes, transparency_api_routes;

#endif
