/* "Open at this moment?" for lists of shops: values read once for the whole process and asked a
 * million times a second from any thread. Bounded: when a part of it is full it is emptied and
 * fills again with what is asked for. */
#ifndef DOMAIN_HOURS_HOURS_CACHE_H
#define DOMAIN_HOURS_HOURS_CACHE_H

#include "domain/hours/hours.h"

/* The state of a value (as kept in shop.opening_hours) at a local time. A value that cannot be
 * read, or is empty, is HOURS_UNKNOWN. No arena, no fault. */
enum hours_state hours_cached_state(struct str value, const struct hours_place *place,
                                    struct local at);
/* Does a value that can be read name the sun (hours_names_sun)? */
bool hours_cached_sun(struct str value);
/* State and next change together, for a card: `has_change` false if none is known. */
struct hours_now {
  enum hours_state state;
  bool has_change;
  struct local change;
};
struct hours_now hours_cached_now(struct str value, const struct hours_place *place,
                                  struct local at);

#endif
