/* The communes of a territory, to know in which one a place stands that does not say it. */
#ifndef DOMAIN_SHOP_COMMUNE_H
#define DOMAIN_SHOP_COMMUNE_H

#include "base/json.h"
#include "domain/shop/shop.h"

struct ring {
  double *points; /* longitude, latitude, longitude, ... */
  size_t count;   /* of points */
};

struct commune {
  struct str name, code;
  struct str postcodes; /* "33000|33100" */
  struct ring *rings;   /* outer and inner alike: an odd number of crossings is inside */
  size_t ring_count;
};

struct communes {
  struct commune *items;
  size_t count;
};

/* From GeoJSON features with `nom`, `code`, `codes_postaux` and a Polygon, MultiPolygon or Point.
 * Raises FAULT_INPUT if it is something else. */
struct communes communes_read(struct arena *arena, struct str geojson);
/* The commune of that name, however written; else the only one with that postcode; else the one
 * whose contour holds the position; else the first. NULL only without communes. */
const struct commune *commune_of(struct arena *arena, const struct communes *communes,
                                 const struct shop_facts *facts);

#endif
