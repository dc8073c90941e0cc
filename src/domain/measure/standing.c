#include "domain/measure/standing.h"

#include "domain/hours/hours_cache.h"
#include "domain/shop/shop_service.h"
#include "domain/territory/territory.h"

struct hours_place standing_place(struct ctx *ctx, struct position position) {
  struct territory territory;
  struct hours_place place = {.zone = ctx->zone,
                              .has_position = position.known,
                              .latitude = position.latitude,
                              .longitude = position.longitude};
  if (territory_find(ctx, ctx->territory, &territory))
    place.calendar = hours_calendar(territory.country, territory.region);
  return place;
}

static struct hours_measure measure_plan(struct arena *arena, const struct measure *measure) {
  struct day after = {measure->until_on.number + 1};
  return (struct hours_measure){.from = local_of(measure->from_on, 0),
                                .to = local_of(after, 0),
                                .hours = hours_parse(arena, measure->hours).hours,
                                .note = measure->name};
}

/* The newest measure wins: it comes last. */
static void add_measures(struct arena *arena, struct hours_plan *plan,
                         const struct measures *measures, const struct measured *shop) {
  struct hours_measure *items = arena_array(arena, struct hours_measure, measures->count);
  for (size_t i = measures->count; i > 0; i--)
    if (measure_touches(&measures->items[i - 1], shop))
      items[plan->measure_count++] = measure_plan(arena, &measures->items[i - 1]);
  plan->measures = items;
}

static void add_exceptions(struct arena *arena, struct hours_plan *plan,
                           const struct shop_exceptions *exceptions) {
  struct hours_exception *items = arena_array(arena, struct hours_exception, exceptions->count);
  for (size_t i = 0; i < exceptions->count; i++) {
    const struct shop_exception *one = &exceptions->items[i];
    items[i] = (struct hours_exception){.from_on = one->from_on,
                                        .to_on = one->to_on,
                                        .hours = hours_parse(arena, one->value).hours,
                                        .note = one->note};
  }
  plan->exceptions = items;
  plan->exception_count = exceptions->count;
}

struct hours_plan standing_plan(struct arena *arena, const struct hours *normal,
                                const struct shop_exceptions *exceptions,
                                const struct measures *measures, const struct measured *shop) {
  struct hours_plan plan = {.normal = normal};
  if (exceptions->count > 0) add_exceptions(arena, &plan, exceptions);
  if (measures->count > 0) add_measures(arena, &plan, measures, shop);
  return plan;
}

/* ---- one moment ---- */

/* Those of its day and of the night before: no other decides. */
static struct shop_exceptions exceptions_at(struct arena *arena, const struct shop_exceptions *all,
                                            struct day day) {
  struct shop_exceptions near = {arena_array(arena, struct shop_exception, all->count), 0};
  for (size_t i = 0; i < all->count; i++)
    if (all->items[i].from_on.number <= day.number && day.number - 1 <= all->items[i].to_on.number)
      near.items[near.count++] = all->items[i];
  return near;
}

enum hours_state standing_state(struct arena *arena, const struct shop_calendar *calendar,
                                const struct measures *measures, const struct measured *shop,
                                const struct hours_place *place, struct local at) {
  const struct measure *measure = measure_for(measures, shop, local_day(at));
  struct shop_exceptions near = {.count = 0};
  if (calendar->exceptions.count > 0)
    near = exceptions_at(arena, &calendar->exceptions, local_day(at));
  if (near.count == 0 && !measure) return hours_cached_state(calendar->normal, place, at);
  struct measure newest = measure ? *measure : (struct measure){.vouchers = false};
  struct measures one = {&newest, measure != NULL};
  const struct hours *normal = hours_parse(arena, calendar->normal).hours;
  struct hours_plan plan = standing_plan(arena, normal, &near, &one, shop);
  return hours_at(&plan, place, at).state;
}

static bool is_among(uint32_t services, struct str word) {
  for (enum shop_service service = 0; service < SERVICE_COUNT; service++)
    if (services & UINT32_C(1) << service && str_equal(shop_service_word(service), word))
      return true;
  return false;
}

bool standing_services(struct arena *arena, const struct shop_calendar *calendar,
                       uint32_t services, const struct hours_place *place, struct local at,
                       enum hours_state *state) {
  bool any = false;
  *state = HOURS_OPEN;
  for (size_t i = 0; i < calendar->services.count; i++) {
    const struct shop_service_hours *own = &calendar->services.items[i];
    if (!is_among(services, own->service) || !hours_parse(arena, own->value).hours) continue;
    enum hours_state now = hours_cached_state(own->value, place, at);
    any = true;
    if (*state == HOURS_OPEN || now == HOURS_CLOSED) *state = now;
  }
  return any;
}

bool standing_needs_place(const struct shop_calendar *calendar, const struct measure *measure) {
  bool sun = hours_cached_sun(calendar->normal) || (measure && hours_cached_sun(measure->hours));
  for (size_t i = 0; i < calendar->exceptions.count; i++)
    sun = sun || hours_cached_sun(calendar->exceptions.items[i].value);
  for (size_t i = 0; i < calendar->services.count; i++)
    sun = sun || hours_cached_sun(calendar->services.items[i].value);
  return sun;
}
