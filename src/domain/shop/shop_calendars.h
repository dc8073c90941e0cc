/* The calendars of shops for the index: of one, or of all of a territory at once. */
#ifndef DOMAIN_SHOP_SHOP_CALENDARS_H
#define DOMAIN_SHOP_SHOP_CALENDARS_H

#include "domain/shop/shop_calendar.h"

/* Its normal hours with the exceptions that may still count and the hours of its services. */
struct str shop_calendar_of(struct ctx *ctx, struct shop_id id, struct str normal);

struct shop_calendars; /* by shop */
struct shop_calendars *shop_calendars_all(struct ctx *ctx, struct arena *arena);
/* The same text as shop_calendar_of. */
struct str shop_calendars_of(struct arena *arena, const struct shop_calendars *all,
                             struct shop_id id, struct str normal);

#endif
