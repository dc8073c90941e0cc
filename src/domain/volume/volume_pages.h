/* The counter at the desk: how far the twelve months are from the threshold, what the law says, and
 * the threshold itself. */
#ifndef DOMAIN_VOLUME_VOLUME_PAGES_H
#define DOMAIN_VOLUME_VOLUME_PAGES_H

#include "domain/frame/frame.h"
#include "domain/volume/volume.h"

struct volume_month_row {
  struct str name; /* "mai 2020" */
  struct money sold, used;
};
struct volume_month_rows {
  struct volume_month_row items[VOLUME_MONTHS];
  size_t count;
};
struct volume_page {
  struct page_frame frame;
  bool accountant, watched, euros;
  bool warned, full; /* 80 % and more; 100 % and more */
  struct day first, last;
  struct money counted, sold, used, limit;
  struct str percent, width; /* « 82,4 % »; of the bar */
  struct volume_month_rows months;
  struct str limit_typed, limit_problem, currency;
};

extern const struct route_table volume_routes;

#endif
