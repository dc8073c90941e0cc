#include "domain/search/search_rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "domain/shop/shop_fragility.h"
#include "domain/shop/shop_summary.h"
#include "domain/shop/shop_terms.h"
#include "search_sql.h"

enum { SLOTS = 2048, SHOWN = 10, ID_LETTERS = 13, NUMBERS = 5 };

/* ---- the cursor: a letter and its numbers; "n" has a floor, "r" none ---- */

struct str cursor_text(struct arena *arena, const struct cursor *cursor) {
  const int64_t parts[NUMBERS] = {cursor->position + 1, cursor->id + 1, (int64_t)cursor->after,
                                  cursor->at.ms, (int64_t)cursor->floor};
  struct buf text = buf_in(arena);
  buf_add_char(&text, cursor->floor > 0 ? 'n' : 'r');
  for (size_t i = 0; i < (cursor->floor > 0 ? NUMBERS : NUMBERS - 1); i++)
    buf_add(&text, id_text(arena, parts[i]));
  return buf_str(&text);
}

struct cursor cursor_read(struct str text) {
  const struct cursor start = {.position = -1, .id = -1};
  int64_t parts[NUMBERS] = {0};
  size_t count = str_starts(text, S("n")) ? NUMBERS : NUMBERS - 1;
  if (!str_starts(text, S("r")) && !str_starts(text, S("n"))) return start;
  if (text.len != 1 + count * ID_LETTERS) return start;
  for (size_t i = 0; i < count; i++)
    if (!id_from_text(str_slice(text.ptr + 1 + i * ID_LETTERS, ID_LETTERS), &parts[i]))
      return start;
  if (count == NUMBERS && parts[NUMBERS - 1] == 0) return start;
  return (struct cursor){.position = parts[0] - 1,
                         .id = parts[1] - 1,
                         .after = (uint64_t)parts[2],
                         .at = {parts[3]},
                         .floor = (uint64_t)parts[4]};
}

/* ---- the order: docs/decisions/0027 ---- */

enum { ARRIVAL_BITS = 32 };              /* of a key: its arrival; above it its worth */
enum { RANK_BITS = 16, NEAR_BITS = 48 }; /* of a key near a place: its rank in the run, the rest */
enum { FEW = 16 };                       /* so many are sorted as they are */

/* How well the words fit, open before closed, the more fragile first. */
static uint64_t worth_of(const struct match *match) {
  static const uint64_t open_rank[] = {
      [SEARCH_OPEN] = 0, [SEARCH_UNKNOWN] = 1, [SEARCH_CLOSED] = 2};
  return (uint64_t)(4 - match->relevance) << 8 | open_rank[match->open] << 4 |
         (FRAGILITY_MOST - match->fragility);
}

static struct place place_with(const struct match *match, uint64_t key) {
  return (struct place){.key = key,
                        .position = match->entry->position,
                        .id = match->entry->id,
                        .metres = (int32_t)lround(fmin(match->metres, INT32_MAX)),
                        .open = match->open};
}

struct place place_of(const struct match *match, uint32_t arrival) {
  return place_with(match, worth_of(match) << ARRIVAL_BITS | (arrival + 1));
}

struct place place_near(const struct match *match) {
  uint64_t step = (uint64_t)(match->metres / PLACE_STEP_METRES);
  must(step < PLACE_STEPS);
  return place_with(match, step << NEAR_BITS | worth_of(match) << RANK_BITS);
}

unsigned place_step(uint64_t key) {
  return (unsigned)(key >> NEAR_BITS);
}

uint64_t place_floor(unsigned steps) {
  return ((uint64_t)steps << NEAR_BITS) - 1;
}

int place_compare(const struct place *a, const struct place *b) {
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  if (a->position != b->position) return a->position < b->position ? -1 : 1;
  return a->id < b->id ? -1 : a->id > b->id;
}

static int compare_places(const void *a, const void *b) {
  return place_compare(a, b);
}

/* Dealt out by the part of the key above `shift`, which has few values; equal ones stay in order.
 */
struct dealt {
  uint32_t *ends; /* of each value's places */
  size_t values;
};

static struct dealt deal(struct arena *arena, struct place *places, size_t count, unsigned shift) {
  uint64_t low = UINT64_MAX, high = 0;
  for (size_t i = 0; i < count; i++) {
    uint64_t value = places[i].key >> shift;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  struct dealt dealt = {.values = (size_t)(high - low) + 1};
  uint32_t *starts = arena_array(arena, uint32_t, dealt.values + 1);
  for (size_t i = 0; i < count; i++)
    starts[(places[i].key >> shift) - low + 1]++;
  for (size_t i = 1; i <= dealt.values; i++)
    starts[i] += starts[i - 1];
  struct place *given = arena_array(arena, struct place, count);
  memcpy(given, places, count * sizeof *given);
  for (size_t i = 0; i < count; i++)
    places[starts[(given[i].key >> shift) - low]++] = given[i];
  dealt.ends = starts;
  return dealt;
}

void places_sort(struct arena *arena, struct place *places, size_t count) {
  if (count > 1) deal(arena, places, count, ARRIVAL_BITS);
}

static void sort_few(struct place *places, size_t count) {
  if (count > 1) qsort(places, count, sizeof *places, compare_places);
}

/* A step's by their worth; who shares both is one of few. */
static void sort_step(struct arena *arena, struct place *places, size_t count) {
  if (count <= FEW) {
    sort_few(places, count);
    return;
  }
  struct dealt worths = deal(arena, places, count, RANK_BITS);
  for (size_t i = 0, from = 0; i < worths.values; from = worths.ends[i++])
    sort_few(places + from, worths.ends[i] - from);
}

void places_sort_near(struct arena *arena, struct place *places, size_t count) {
  if (count == 0) return;
  struct dealt steps = deal(arena, places, count, NEAR_BITS);
  for (size_t i = 0, from = 0; i < steps.values; from = steps.ends[i++])
    sort_step(arena, places + from, steps.ends[i] - from);
}

/* ---- counts ---- */

struct tally {
  int64_t key;
  int64_t shops;
};

struct tallies { /* open addressing; a key of 0 is an empty slot */
  struct tally slots[SLOTS];
  size_t used;
};

struct counting {
  struct tallies trades, towns;
  int64_t services[SERVICE_COUNT];
};

struct counting *counting_new(struct arena *arena) {
  return arena_new(arena, struct counting);
}

static void tally_add(struct tallies *tallies, int64_t key) {
  uint64_t at = ((uint64_t)key * UINT64_C(0x9E3779B97F4A7C15)) >> 53;
  while (tallies->slots[at].key != 0 && tallies->slots[at].key != key)
    at = (at + 1) % SLOTS;
  if (tallies->slots[at].key == 0) {
    if (tallies->used == SLOTS / 2) return; /* a run has no more different ones */
    tallies->slots[at].key = key;
    tallies->used++;
  }
  tallies->slots[at].shops++;
}

void counting_add(struct counting *counting, const struct shop_entry *entry) {
  tally_add(&counting->trades, (int64_t)entry->trade + 1);
  tally_add(&counting->towns, entry->town);
  for (uint32_t rest = entry->services; rest != 0; rest &= rest - 1)
    counting->services[__builtin_ctz(rest)]++;
}

/* The largest, most first; equal ones by key. */
static size_t largest(const struct tallies *tallies, struct tally *best) {
  size_t count = 0;
  for (size_t i = 0; i < SLOTS; i++) {
    const struct tally *one = &tallies->slots[i];
    if (one->key == 0) continue;
    size_t at = count;
    while (at > 0 && (best[at - 1].shops < one->shops ||
                      (best[at - 1].shops == one->shops && best[at - 1].key > one->key)))
      at--;
    if (at == SHOWN) continue;
    size_t last = count < SHOWN ? count++ : SHOWN - 1;
    memmove(best + at + 1, best + at, (last - at) * sizeof *best);
    best[at] = *one;
  }
  return count;
}

static struct search_counts room_for(struct ctx *ctx, size_t count) {
  return (struct search_counts){arena_array(ctx->arena, struct search_count, count), 0};
}

static void answer_trades(struct ctx *ctx, const struct counting *counting, struct str chosen,
                          struct search_answer *answer) {
  struct tally best[SHOWN];
  size_t count = largest(&counting->trades, best);
  answer->trades = room_for(ctx, count);
  for (size_t i = 0; i < count; i++) {
    const struct trade *trade = trade_by_number((uint16_t)(best[i].key - 1));
    if (!trade) continue;
    answer->trades.items[answer->trades.count++] =
        (struct search_count){.value = trade->key,
                              .label = trade->name[ctx->language],
                              .shops = best[i].shops,
                              .chosen = str_equal(trade->key, chosen)};
  }
}

static const struct search_towns_row *town_row(const struct search_towns_rows *rows, int64_t id) {
  for (size_t i = 0; i < rows->count; i++)
    if (rows->items[i].id.value == id) return &rows->items[i];
  return NULL;
}

static void answer_towns(struct ctx *ctx, const struct counting *counting, struct str chosen,
                         struct search_answer *answer) {
  struct tally best[SHOWN];
  size_t count = largest(&counting->towns, best);
  if (count == 0) return;
  struct search_towns_params params = {.id1 = {0}};
  struct town_id *ids = &params.id1;
  _Static_assert(sizeof params == SHOWN * sizeof(struct town_id), "ten ids and nothing else");
  for (size_t i = 0; i < count; i++)
    ids[i].value = best[i].key;
  struct search_towns_rows rows = search_towns(ctx, &params);
  answer->towns = room_for(ctx, count);
  for (size_t i = 0; i < count; i++) {
    const struct search_towns_row *row = town_row(&rows, best[i].key);
    if (!row) continue;
    answer->towns.items[answer->towns.count++] =
        (struct search_count){.value = row->slug,
                              .label = row->name,
                              .shops = best[i].shops,
                              .chosen = str_equal(row->slug, chosen)};
  }
}

static void add_service(struct ctx *ctx, struct search_counts *services, enum shop_service service,
                        int64_t shops, bool chosen) {
  if (shops == 0 && !chosen) return;
  services->items[services->count++] =
      (struct search_count){.value = shop_service_word(service),
                            .label = message_text(ctx->language, shop_service_message(service)),
                            .shops = shops,
                            .chosen = chosen};
}

void counting_answer(struct ctx *ctx, const struct counting *counting,
                     const struct search_query *query, struct search_answer *answer) {
  answer_trades(ctx, counting, query->trade, answer);
  answer_towns(ctx, counting, query->town, answer);
  answer->services = room_for(ctx, SERVICE_COUNT);
  for (enum shop_service service = 0; service < SERVICE_COUNT; service++)
    add_service(ctx, &answer->services, service, counting->services[service],
                query->services & UINT32_C(1) << service);
}

/* ---- of all shops ---- */

static void services_of_all(struct ctx *ctx, struct search_answer *answer) {
  struct shop_word_list rows = shop_index_services(ctx);
  answer->services = room_for(ctx, SERVICE_COUNT);
  for (enum shop_service service = 0; service < SERVICE_COUNT; service++)
    for (size_t i = 0; i < rows.count; i++)
      if (str_equal(rows.items[i].text, shop_service_word(service)))
        add_service(ctx, &answer->services, service, rows.items[i].shops, false);
}

void counts_of_all(struct ctx *ctx, struct search_answer *answer) {
  struct shop_summary summary = shop_summary_top(ctx, SHOWN);
  answer->trades = room_for(ctx, SHOWN);
  answer->towns = room_for(ctx, SHOWN);
  for (size_t i = 0; i < summary.trades.count; i++) {
    const struct trade_count *trade = &summary.trades.items[i];
    answer->trades.items[answer->trades.count++] =
        (struct search_count){.value = trade->trade,
                              .label = trade_name(trade->trade, ctx->language),
                              .shops = trade->shops};
  }
  for (size_t i = 0; i < summary.towns.count; i++) {
    const struct town *town = &summary.towns.items[i];
    answer->towns.items[answer->towns.count++] =
        (struct search_count){.value = town->slug, .label = town->name, .shops = town->shops};
  }
  services_of_all(ctx, answer);
}
