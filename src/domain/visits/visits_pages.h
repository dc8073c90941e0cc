/* The desk's page about visitors: a chart, the table behind it, and how they are counted. */
#ifndef DOMAIN_VISITS_VISITS_PAGES_H
#define DOMAIN_VISITS_VISITS_PAGES_H

#include "domain/frame/frame.h"
#include "domain/visits/visits.h"

struct visits_row {
  struct day on;
  int64_t visitors, pages;
};
struct visits_rows {
  struct visits_row *items; /* newest first, days with visitors */
  size_t count;
};
struct visits_page {
  struct page_frame frame;
  int64_t today, week, month; /* visitors: today; mean of a day of the last 7, the last 30 */
  int64_t pages;              /* today */
  struct html bars;
  struct visits_rows rows;
};

extern const struct route_table visits_routes;

#endif
