/* Where something is on the map: degrees of WGS 84, as typed by people and kept in tables. The one
 * inexact number of the domain, so it stays in here. */
#ifndef DOMAIN_SHOP_POSITION_H
#define DOMAIN_SHOP_POSITION_H

#include "base/str.h"

struct position {
  bool known;
  double latitude, longitude;
};

struct map_box { /* a rectangle of the map, edges included */
  bool set;
  double west, south, east, north;
};

/* "44.8378" or "44,8378", decimal degrees; both empty is an unknown position. False if they are
 * anything else. */
bool position_read(struct str latitude, struct str longitude, struct position *position);
struct str position_latitude(struct arena *arena, struct position position); /* "44.83780", or "" */
struct str position_longitude(struct arena *arena, struct position position);
/* Along the surface, in whole metres; -1 if one of them is unknown. */
int64_t position_metres(struct position a, struct position b);

/* All four empty is no box. False if it is not a rectangle of the world. */
bool map_box_read(struct str west, struct str south, struct str east, struct str north,
                  struct map_box *box);
bool map_box_ok(const struct map_box *box);
/* No box holds everything; an unknown position is in no other. */
bool map_box_holds(const struct map_box *box, struct position position);
/* "-0.61234", for a form. */
struct str degrees_text(struct arena *arena, double degrees);

#endif
