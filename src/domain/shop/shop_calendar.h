/* A shop's hours as one text: the normal ones, exceptional days, hours that a service keeps for
 * itself. The index keeps each such text once (`opening`), so that shops of the same hours are
 * judged as one. Pure: texts in, texts out; what the hours mean is domain/hours. */
#ifndef DOMAIN_SHOP_SHOP_CALENDAR_H
#define DOMAIN_SHOP_SHOP_CALENDAR_H

#include "domain/shop/shop.h"

struct shop_exception { /* whole days, both included */
  struct day from_on, to_on;
  struct str value; /* OSM language */
  struct str note;
};
struct shop_exceptions {
  struct shop_exception *items;
  size_t count;
};

struct shop_service_hours {
  struct str service; /* "takeaway", "delivery" */
  struct str value;
};
struct shop_services {
  struct shop_service_hours *items;
  size_t count;
};

struct shop_calendar {
  struct str normal; /* shop.opening_hours */
  struct shop_exceptions exceptions;
  struct shop_services services;
};

/* Normal hours alone are their own text. Notes are left out: they decide nothing. */
struct str shop_calendar_text(struct arena *arena, const struct shop_calendar *calendar);
/* Reads what shop_calendar_text wrote; the parts are views of it. */
struct shop_calendar shop_calendar_read(struct arena *arena, struct str text);

#endif
