/* Reads what others publish about shops: GeoJSON as OpenStreetMap's tools write it, or CSV with
 * our column names. Texts in, facts out; no database. What cannot be read as a whole raises
 * FAULT_INPUT; a single place that is not a shop we know is left to shop_keep to refuse.
 *
 * CSV columns: source_id,name,trade,housenumber,street,postcode,town,lon,lat,opening_hours,
 * phone,website,siret,description; those that are not there are empty. */
#ifndef DOMAIN_SHOP_SHOP_SOURCE_H
#define DOMAIN_SHOP_SHOP_SOURCE_H

#include "base/json.h"
#include "domain/shop/commune.h"

struct shop_source {  /* what holds for every row of the file */
  struct str name;    /* "osm" */
  struct str licence; /* "ODbL 1.0" */
  struct day on;      /* of the extract */
};

struct shop_facts_list {
  struct shop_facts *items;
  size_t count;
};

struct shop_facts_list shop_read_geojson(struct arena *arena, struct str text,
                                         const struct shop_source *source,
                                         const struct communes *communes);
struct shop_facts_list shop_read_csv(struct arena *arena, struct str text,
                                     const struct shop_source *source);

#endif
