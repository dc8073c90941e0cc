/* Where data comes from, as the public pages show it: on a shop's page and on « À propos ». */
#ifndef DOMAIN_IMPORT_IMPORT_VIEW_H
#define DOMAIN_IMPORT_IMPORT_VIEW_H

#include "domain/import/import.h"
#include "web/web.h"

struct import_origin_view {
  struct str title, licence, attribution;
  struct url url;
  bool linked; /* url leads somewhere */
  struct day on;
  struct url mend; /* where the entry can be corrected */
  bool mendable;
  int64_t shops;
};
struct import_origin_views {
  struct import_origin_view *items;
  size_t count;
};

/* The sources that say something of this shop today. */
struct import_origin_views import_view_of_shop(struct ctx *ctx, struct shop_id shop);
/* All sources of the territory. */
struct import_origin_views import_view_of_all(struct ctx *ctx);

#endif
