/* The communes of a territory: in which one a place stands, however badly it says it. */
#ifndef DOMAIN_SHOP_COMMUNE_H
#define DOMAIN_SHOP_COMMUNE_H

#include "domain/shop/shop.h"

struct ring {
  double *points; /* longitude, latitude, longitude, ... */
  size_t count;   /* of points */
};

struct commune {
  struct str name, code, slug;
  struct str postcodes; /* "33000|33100" */
  bool has_position;
  double longitude, latitude; /* of its middle */
  struct ring *rings;         /* outer and inner alike: an odd number of crossings is inside */
  size_t ring_count;
  double west, south, east, north; /* around the rings */
};

struct commune_place { /* one of several ways to a commune */
  struct str key;
  const struct commune *commune;
};

struct communes {
  struct commune *items;
  size_t count;
  struct commune_place *by_code, *by_slug, *by_postcode; /* sorted */
  size_t postcode_count;
  const struct commune **by_latitude; /* sorted; those that have a position */
  size_t latitude_count;
  bool contours; /* of all of them: who stands in none stands outside */
};

/* How a commune was found, surest first. */
enum commune_match {
  COMMUNE_NAMED,    /* by its code, or its name and postcode */
  COMMUNE_POSTCODE, /* the only one with that postcode */
  COMMUNE_INSIDE,   /* the position lies within its contour */
  COMMUNE_NEAREST,  /* the position lies within 15 km of its middle */
  COMMUNE_UNKNOWN,  /* the place names a town that is none of these */
  COMMUNE_OUTSIDE,  /* the position lies in none of them */
  COMMUNE_UNSAID    /* neither town, postcode nor position */
};

/* From GeoJSON features with `nom`, `code`, `codes_postaux` and a Polygon, MultiPolygon or Point;
 * or from CSV with the columns code or id_ofs, nom, codes_postaux, lon, lat. Raises FAULT_INPUT if
 * it is something else. */
struct communes communes_read(struct arena *arena, struct str text);
/* Those kept for the territory. */
struct communes communes_load(struct ctx *ctx);
/* In the place of those kept before. Inside db_write. */
void communes_keep(struct ctx *ctx, const struct communes *communes);

/* NULL if there is none. Without any communes a named town is taken at its word: NULL and
 * COMMUNE_NAMED. */
const struct commune *commune_of(struct arena *arena, const struct communes *communes,
                                 const struct shop_facts *facts, enum commune_match *match);

#endif
