/* What agents set for their territory. */
#ifndef DOMAIN_DESK_DESK_SETTINGS_PAGES_H
#define DOMAIN_DESK_DESK_SETTINGS_PAGES_H

#include "domain/frame/frame.h"

struct desk_settings_page {
  struct page_frame frame;
  bool saved;
  struct str months, error; /* as typed, or as it is */
  int64_t most;
};

extern const struct route_table desk_settings_routes;

#endif
