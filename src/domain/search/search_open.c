/* Open at one instant? Hours are known by the digest of their text, so that an answer is remembered
 * for every shop, thread and territory that has the same: one word of memory each, a tag and two
 * bits of state. What a collision of slots overwrites is asked again. */
#include "domain/hours/hours_cache.h"
#include "domain/search/search_in.h"
#include "domain/territory/territory.h"

enum { SLOTS = 1 << 15, STATE_BITS = 3 };

static uint64_t remembered[SLOTS];

/* Finalizer of SplitMix64. */
static uint64_t mixed(uint64_t value) {
  value = (value ^ value >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  value = (value ^ value >> 27) * UINT64_C(0x94D049BB133111EB);
  return value ^ value >> 31;
}

struct search_moment search_moment_at(struct ctx *ctx, struct instant at) {
  struct territory territory;
  struct search_moment moment = {
      .at = at, .local = local_at(ctx->zone, at), .place = {.zone = ctx->zone}};
  if (territory_find(ctx, ctx->territory, &territory))
    moment.place.calendar = hours_calendar(territory.country, territory.region);
  moment.measures = measures_current(ctx);
  moment.seed = mixed((uint64_t)moment.local.minute ^ mixed((uint64_t)ctx->territory.value));
  return moment;
}

struct search_moment search_moment_of(struct ctx *ctx, const struct search_query *query) {
  return search_moment_at(ctx, query->has_open_at ? query->open_at : ctx->now);
}

static enum search_open state_of(const struct search_moment *moment, struct str value) {
  switch (hours_cached_state(value, &moment->place, moment->local)) {
  case HOURS_OPEN:
    return SEARCH_OPEN;
  case HOURS_CLOSED:
    return SEARCH_CLOSED;
  default:
    return SEARCH_UNKNOWN;
  }
}

/* What public measures ask of this shop on that day, or NULL. */
static const struct measure *measure_on(const struct search_moment *moment,
                                        const struct shop_entry *entry) {
  const struct trade *trade = trade_by_number(entry->trade);
  struct measured shop = {.trade = trade ? trade->key : S(""), .town = {entry->town}};
  shop.position.known = entry->latitude != ENTRY_NOWHERE;
  shop.position.latitude = entry->latitude / 1e6;
  shop.position.longitude = entry->longitude / 1e6;
  return measure_for(&moment->measures, &shop, local_day(moment->local));
}

static enum search_open usual(struct ctx *ctx, const struct search_moment *moment,
                              const struct shop_entry *entry) {
  if (entry->hours == 0) return SEARCH_UNKNOWN;
  uint64_t tag = mixed((uint64_t)entry->hours ^ moment->seed);
  uint64_t *slot = &remembered[tag % SLOTS];
  uint64_t kept = __atomic_load_n(slot, __ATOMIC_RELAXED);
  if ((kept & ~(uint64_t)STATE_BITS) == (tag & ~(uint64_t)STATE_BITS) && (kept & STATE_BITS) != 3)
    return (enum search_open)(kept & STATE_BITS);
  enum search_open state = state_of(moment, shop_index_hours(ctx, entry->hours));
  __atomic_store_n(slot, (tag & ~(uint64_t)STATE_BITS) | state, __ATOMIC_RELAXED);
  return state;
}

enum search_open search_open_of(struct ctx *ctx, const struct search_moment *moment,
                                const struct shop_entry *entry) {
  if (moment->unasked) return SEARCH_UNKNOWN;
  const struct measure *measure = moment->measures.count > 0 ? measure_on(moment, entry) : NULL;
  return measure ? state_of(moment, measure->hours) : usual(ctx, moment, entry);
}
