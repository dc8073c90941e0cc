/* Open at one instant? What a shop's page says is asked of the same function
 * (domain/measure/standing.h); but hours are known by the digest of their text, so that an answer
 * is remembered for every shop and thread that has the same: one word of memory each, a tag and
 * three bits. What a collision of slots overwrites is asked again. */
#include "domain/measure/standing.h"
#include "domain/search/search_in.h"

enum {
  SLOTS = 1 << 15,
  SCRATCH_BYTES = 1 << 20,
  KEPT_NONE = 3,    /* none of the services keeps hours of its own */
  KEPT_BY_SUN = 4,  /* it depends on where the shop stands: remembered under its place */
  KEPT_NOTHING = 7, /* what no answer is */
  KEPT_BITS = 7
};

static uint64_t remembered[SLOTS];

/* Finalizer of SplitMix64. */
static uint64_t mixed(uint64_t value) {
  value = (value ^ value >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  value = (value ^ value >> 27) * UINT64_C(0x94D049BB133111EB);
  return value ^ value >> 31;
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

struct search_moment search_moment_at(struct ctx *ctx, struct instant at) {
  struct position nowhere = {.known = false};
  struct search_moment moment = {.at = at,
                                 .local = local_at(ctx->zone, at),
                                 .place = standing_place(ctx, nowhere),
                                 .measures = measures_current(ctx),
                                 .scratch = arena_create(SCRATCH_BYTES)};
  arena_defer(ctx->arena, destroy, moment.scratch);
  moment.seed = mixed((uint64_t)moment.local.minute ^ mixed((uint64_t)ctx->territory.value) ^
                      (uint64_t)(uintptr_t)moment.place.calendar);
  return moment;
}

struct search_moment search_moment_of(struct ctx *ctx, const struct search_query *query) {
  return search_moment_at(ctx, query->has_open_at ? query->open_at : ctx->now);
}

/* ---- what is remembered ---- */

static unsigned recall(uint64_t tag) {
  uint64_t kept = __atomic_load_n(&remembered[tag % SLOTS], __ATOMIC_RELAXED);
  return (kept ^ tag) & ~(uint64_t)KEPT_BITS ? KEPT_NOTHING : (unsigned)(kept & KEPT_BITS);
}

static void remember(uint64_t tag, unsigned answer) {
  uint64_t kept = (tag & ~(uint64_t)KEPT_BITS) | answer;
  __atomic_store_n(&remembered[tag % SLOTS], kept, __ATOMIC_RELAXED);
}

/* ---- what is asked ---- */

struct asking {
  const struct search_moment *moment;
  struct measured shop;
  const struct measure *measure; /* that touches it on that day, or NULL */
  uint32_t services;             /* those that are wanted; 0: the counter */
};

static struct measured measured_entry(const struct shop_entry *entry) {
  const struct trade *trade = trade_by_number(entry->trade);
  struct position position = {entry->latitude != ENTRY_NOWHERE, entry->latitude / 1e6,
                              entry->longitude / 1e6};
  return (struct measured){trade ? trade->key : S(""), {entry->town}, position};
}

const struct measure *search_measure_of(const struct search_moment *moment,
                                        const struct shop_entry *entry) {
  if (moment->measures.count == 0) return NULL;
  struct measured shop = measured_entry(entry);
  return measure_for(&moment->measures, &shop, local_day(moment->local));
}

static unsigned answer_of(enum hours_state state) {
  static const enum search_open answers[] = {
      [HOURS_CLOSED] = SEARCH_CLOSED, [HOURS_OPEN] = SEARCH_OPEN, [HOURS_UNKNOWN] = SEARCH_UNKNOWN};
  return answers[state];
}

static unsigned judge(const struct asking *asking, const struct shop_calendar *calendar,
                      bool placed) {
  const struct search_moment *moment = asking->moment;
  struct arena *arena = moment->scratch;
  if (!placed && standing_needs_place(calendar, asking->measure)) return KEPT_BY_SUN;
  struct hours_place place = moment->place;
  place.has_position = asking->shop.position.known;
  place.latitude = asking->shop.position.latitude;
  place.longitude = asking->shop.position.longitude;
  enum hours_state state;
  if (asking->services == 0)
    state =
        standing_state(arena, calendar, &moment->measures, &asking->shop, &place, moment->local);
  else if (!standing_services(arena, calendar, asking->services, &place, moment->local, &state))
    return KEPT_NONE;
  return answer_of(state);
}

static unsigned ask(struct ctx *ctx, const struct asking *asking, const struct shop_entry *entry,
                    uint64_t tag, bool placed) {
  unsigned answer = recall(tag);
  if (answer != KEPT_NOTHING) return answer;
  struct str text = entry->hours == 0 ? S("") : shop_index_hours(ctx, entry->hours);
  struct shop_calendar calendar = shop_calendar_read(asking->moment->scratch, text);
  answer = judge(asking, &calendar, placed);
  arena_reset(asking->moment->scratch);
  remember(tag, answer);
  return answer;
}

static uint64_t tag_of(const struct shop_entry *entry, struct asking *asking) {
  const struct search_moment *moment = asking->moment;
  uint64_t tag = mixed((uint64_t)entry->hours ^ moment->seed ^ mixed(asking->services));
  if (moment->measures.count == 0) return tag;
  asking->shop = measured_entry(entry);
  asking->measure = search_measure_of(moment, entry);
  return asking->measure ? mixed(tag ^ (uint64_t)asking->measure->id.value) : tag;
}

static uint64_t placed_tag(const struct shop_entry *entry, uint64_t tag) {
  uint64_t place = (uint64_t)(uint32_t)entry->latitude << 32 | (uint32_t)entry->longitude;
  return mixed(tag ^ mixed(place));
}

static unsigned state_of(struct ctx *ctx, const struct search_moment *moment,
                         const struct shop_entry *entry, uint32_t services) {
  if (entry->hours == 0 && moment->measures.count == 0) return SEARCH_UNKNOWN;
  struct asking asking = {.moment = moment, .services = services};
  uint64_t tag = tag_of(entry, &asking);
  unsigned answer = ask(ctx, &asking, entry, tag, false);
  if (answer != KEPT_BY_SUN) return answer;
  asking.shop = measured_entry(entry);
  return ask(ctx, &asking, entry, placed_tag(entry, tag), true);
}

static bool is_remembered(const struct search_moment *moment, const struct shop_entry *entry,
                          uint32_t services) {
  struct asking asking = {.moment = moment, .services = services};
  uint64_t tag = tag_of(entry, &asking);
  unsigned answer = recall(tag);
  if (answer == KEPT_BY_SUN) answer = recall(placed_tag(entry, tag));
  return answer != KEPT_NOTHING;
}

void search_open_announce(struct ctx *ctx, const struct search_moment *moment,
                          const struct shop_entry *entry, uint32_t services) {
  if (moment->unasked || entry->hours == 0) return;
  if (!is_remembered(moment, entry, 0) ||
      (services != 0 && !is_remembered(moment, entry, services)))
    shop_index_hours(ctx, entry->hours);
}

enum search_open search_open_of(struct ctx *ctx, const struct search_moment *moment,
                                const struct shop_entry *entry) {
  if (moment->unasked) return SEARCH_UNKNOWN;
  return (enum search_open)state_of(ctx, moment, entry, 0);
}

enum search_open search_open_for(struct ctx *ctx, const struct search_moment *moment,
                                 const struct shop_entry *entry, uint32_t services) {
  unsigned own =
      services == 0 || entry->hours == 0 ? KEPT_NONE : state_of(ctx, moment, entry, services);
  return own == KEPT_NONE ? search_open_of(ctx, moment, entry) : (enum search_open)own;
}
