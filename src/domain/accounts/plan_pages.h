/* Where the accountant gives the territory's own numbers of accounts. */
#ifndef DOMAIN_ACCOUNTS_PLAN_PAGES_H
#define DOMAIN_ACCOUNTS_PLAN_PAGES_H

#include "domain/accounts/plan_choice.h"
#include "domain/frame/frame.h"

struct plan_row {
  struct str key, label, usual, number, problem;
};
struct plan_rows {
  struct plan_row items[PLAN_KINDS_MAX];
  size_t count;
};
struct plan_page {
  struct page_frame frame;
  bool accountant, saved;
  struct plan_rows rows;
};

extern const struct route_table plan_routes;

#endif
