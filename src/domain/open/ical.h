/* Calendars (RFC 5545): lines folded at 75 bytes, texts escaped, a time zone written out with the
 * clock changes that a stretch of days needs. Bytes out, nothing else. */
#ifndef DOMAIN_OPEN_ICAL_H
#define DOMAIN_OPEN_ICAL_H

#include "base/buf.h"
#include "base/time.h"
#include "domain/weekly/weekly.h"

void ical_begin(struct buf *out, struct str name, struct str description);
void ical_end(struct buf *out);
/* Every offset that the zone has between two days. */
void ical_zone(struct buf *out, const struct zone *zone, struct day from, struct day until);

struct ical_shop {
  struct str uid; /* unique in the world: "0SA40CQQM00A3@bons.example" */
  struct str name, place, url;
  struct instant changed_at;
  bool has_position;
  double latitude, longitude;
};
/* A shop's week as events that repeat until the stretch ends, days that differ taken out of them
 * and written on their own. */
void ical_shop(struct buf *out, const struct ical_shop *shop, const struct zone *zone,
               const struct weekly *weekly);

#endif
