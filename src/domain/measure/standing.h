/* What holds of a shop's hours: measures above exceptions above its normal hours. Pages, lists,
 * filters and files all ask here, so that they cannot disagree. */
#ifndef DOMAIN_MEASURE_STANDING_H
#define DOMAIN_MEASURE_STANDING_H

#include "domain/hours/hours.h"
#include "domain/measure/measure.h"
#include "domain/shop/shop_calendar.h"

/* Where a shop's clock hangs: the territory's zone and holidays, the shop's position. */
struct hours_place standing_place(struct ctx *ctx, struct position position);
/* `normal`: its value, read, or NULL. The plan lives in `arena`. */
struct hours_plan standing_plan(struct arena *arena, const struct hours *normal,
                                const struct shop_exceptions *exceptions,
                                const struct measures *measures, const struct measured *shop);
/* Open, closed or unknown at that moment: the counter. */
enum hours_state standing_state(struct arena *arena, const struct shop_calendar *calendar,
                                const struct measures *measures, const struct measured *shop,
                                const struct hours_place *place, struct local at);
/* Those of these services that keep hours of their own, which no measure touches: open if all are
 * open, closed if one is. False: none of them does. `services`: bits of enum shop_service. */
bool standing_services(struct arena *arena, const struct shop_calendar *calendar,
                       uint32_t services, const struct hours_place *place, struct local at,
                       enum hours_state *state);
/* Does any of it, or a measure (or NULL), name sunrise or its like: depend on where it stands? */
bool standing_needs_place(const struct shop_calendar *calendar, const struct measure *measure);

#endif
