#include "domain/shop/shop_index.h"

#include <math.h>
#include <string.h>

#include "base/fault.h"
#include "base/text.h"
#include "domain/shop/shop_calendars.h"
#include "domain/shop/shop_fragility.h"
#include "domain/shop/shop_index_in.h"
#include "domain/shop/shop_squares.h"
#include "domain/shop/shop_terms.h"
#include "domain/shop/shop_words.h"
#include "domain/shop/trade.h"

enum { SCRATCH_BYTES = 64 << 20 };

/* ---- one block ---- */

void posting_keep(struct ctx *ctx, struct str term, struct shop_entries entries) {
  posting_put(ctx, &(struct posting_put_params){.term = term,
                                                .position = entries.items[0].position,
                                                .shop_id = {entries.items[0].id},
                                                .entries = shop_entries_bytes(&entries)});
}

/* The block that an entry belongs to; without one before it, the first. */
static bool block_of(struct ctx *ctx, struct str term, const struct shop_entry *entry,
                     struct posting_at_row *row) {
  struct posting_at_rows rows = posting_at(ctx, term, entry->position, (struct shop_id){entry->id});
  if (rows.count == 0) rows = posting_first(ctx, term);
  if (rows.count > 0) *row = rows.items[0];
  return rows.count > 0;
}

static void drop_block(struct ctx *ctx, struct str term, const struct posting_at_row *row) {
  posting_delete(ctx, term, row->position, row->shop_id);
}

/* A full block is parted: in the middle, or behind its end if that is where it grows. */
static void keep_parted(struct ctx *ctx, struct str term, struct shop_entries entries, size_t at) {
  size_t first = entries.count <= BLOCK_ENTRIES ? entries.count : entries.count / 2;
  if (entries.count > BLOCK_ENTRIES && at == BLOCK_ENTRIES) first = BLOCK_ENTRIES;
  posting_keep(ctx, term, (struct shop_entries){entries.items, first});
  if (first < entries.count)
    posting_keep(ctx, term, (struct shop_entries){entries.items + first, entries.count - first});
}

static void put_entry(struct ctx *ctx, struct str term, const struct shop_entry *entry) {
  struct posting_at_row row;
  struct shop_entries old = {NULL, 0};
  bool found = block_of(ctx, term, entry, &row);
  if (found) old = shop_entries_read(ctx->arena, row.entries);
  size_t at = entry_place(&old, entry);
  bool there = entry_stands_at(&old, at, entry);
  struct shop_entries new = {arena_array(ctx->arena, struct shop_entry, old.count + 1), 0};
  if (at > 0) memcpy(new.items, old.items, at * sizeof *entry);
  new.items[at] = *entry;
  size_t rest = old.count - at - there;
  if (rest > 0) memcpy(new.items + at + 1, old.items + at + there, rest * sizeof *entry);
  new.count = at + 1 + rest;
  if (found && at == 0 && !there) drop_block(ctx, term, &row);
  keep_parted(ctx, term, new, at);
  if (!there) term_add(ctx, term, 1);
}

/* What the index held of the shop is in *entry then. */
static void take_entry(struct ctx *ctx, struct str term, struct shop_entry *entry) {
  struct posting_at_row row;
  if (!block_of(ctx, term, entry, &row)) return;
  struct shop_entries entries = shop_entries_read(ctx->arena, row.entries);
  size_t at = entry_place(&entries, entry);
  if (!entry_stands_at(&entries, at, entry)) return;
  *entry = entries.items[at];
  entries.count--;
  memmove(entries.items + at, entries.items + at + 1, (entries.count - at) * sizeof *entry);
  if (at == 0) drop_block(ctx, term, &row);
  if (entries.count > 0) posting_keep(ctx, term, entries);
  term_add(ctx, term, -1);
}

/* ---- one shop ---- */

static struct shop_text text_of(const struct index_shop_row *row) {
  return (struct shop_text){.name = row->name,
                            .trade = row->trade,
                            .town = row->town,
                            .street = row->street,
                            .description = row->description,
                            .services = row->services,
                            .town_id = row->town_id,
                            .takes_vouchers = row->takes_vouchers,
                            .has_position = row->has_latitude && row->has_longitude,
                            .latitude = row->latitude,
                            .longitude = row->longitude};
}

struct shop_indexed indexed_of(struct arena *arena, const struct index_shop_row *row) {
  struct shop_text text = text_of(row);
  struct shop_facts facts = {.name = row->name,
                             .street = row->street,
                             .opening_hours = row->opening_hours,
                             .phone = row->phone,
                             .website = row->website,
                             .chain = str_starts(row->sort_key, S("9"))};
  struct shop_indexed indexed = {.sort_key = shop_sort_key(arena, &facts, row->id),
                                 .terms = shop_terms_of(arena, &text)};
  return indexed;
}

struct str shop_index_ahead(struct arena *arena, const struct shop_facts *facts,
                            const struct shop *keys, struct str sort_key) {
  struct shop_text text = {.name = facts->name,
                           .trade = facts->trade,
                           .town = keys->town,
                           .street = facts->street,
                           .description = facts->description,
                           .services = facts->services,
                           .town_id = keys->town_id,
                           .takes_vouchers = keys->takes_vouchers,
                           .has_position = facts->has_position,
                           .latitude = facts->latitude,
                           .longitude = facts->longitude};
  struct shop_indexed indexed = {.sort_key = sort_key, .terms = shop_terms_of(arena, &text)};
  return shop_indexed_text(arena, &indexed);
}

static int32_t millionths(double degrees) {
  return (int32_t)lround(degrees * 1e6);
}

static size_t name_words(struct arena *arena, struct str name) {
  struct str_list words = shop_fold_words(arena, name);
  size_t count = 0;
  for (size_t i = 0; i < words.count; i++)
    count += !shop_word_is_article(words.items[i]);
  return count < ENTRY_NAME_MOST ? count : ENTRY_NAME_MOST;
}

static unsigned points_of(const struct index_shop_row *row) {
  uint32_t services = shop_service_bits(row->services, false);
  unsigned points = 0;
  if (!str_starts(row->sort_key, S("9"))) points |= FRAGILITY_BIT(INDEPENDENT);
  if (row->alone) points |= FRAGILITY_BIT(ALONE);
  if (row->website.len == 0 && !(services & UINT32_C(1) << SERVICE_ONLINE))
    points |= FRAGILITY_BIT(OFFLINE);
  return points;
}

struct shop_entry entry_of(struct arena *arena, const struct index_shop_row *row,
                           const struct shop_indexed *indexed, struct str calendar) {
  struct shop_entry entry = {.position = shop_position(indexed->sort_key),
                             .id = row->id.value,
                             .town = row->town_id.value,
                             .hours = shop_hours_id(calendar),
                             .latitude = ENTRY_NOWHERE,
                             .services = shop_service_bits(row->services, row->takes_vouchers),
                             .trade = trade_number(row->trade)};
  if (row->has_latitude && row->has_longitude) {
    entry.latitude = millionths(row->latitude);
    entry.longitude = millionths(row->longitude);
  }
  for (size_t i = 0; i < indexed->terms.count; i++) {
    struct str term = indexed->terms.items[i].term;
    if (term.ptr[0] == 'w') entry.words |= shop_word_bits(str_skip(term, 1));
  }
  entry.flags = (uint8_t)(name_words(arena, row->name) * ENTRY_NAME_UNIT | points_of(row));
  return entry;
}

static void add_word(struct ctx *ctx, struct str word) {
  struct word_row_row row;
  if (!word_row(ctx, word, &row)) {
    struct str_list spellings = shop_spellings(ctx->arena, word);
    for (size_t i = 0; i < spellings.count; i++)
      spelling_add(ctx, spellings.items[i], word);
  }
  word_add(ctx, word, 1);
}

/* Where a shop stands on the map. */
struct spot {
  bool known;
  struct square square;
  int32_t latitude, longitude;
};

static struct spot spot_of(const struct shop_terms *terms, const struct shop_entry *entry) {
  struct spot spot = {.latitude = entry->latitude, .longitude = entry->longitude};
  if (entry->latitude == ENTRY_NOWHERE) return spot;
  spot.known = shop_terms_square(terms, &spot.square);
  return spot;
}

static void note_moved(struct ctx *ctx, const struct spot *from, const struct spot *to) {
  bool same = from->known == to->known && from->latitude == to->latitude &&
              from->longitude == to->longitude;
  if (same) return;
  if (from->known) square_note(ctx, from->square);
  if (to->known) square_note(ctx, to->square);
}

static struct spot take_out(struct ctx *ctx, struct str search_text, struct shop_id id) {
  struct shop_indexed indexed;
  if (!shop_indexed_read(search_text, &indexed)) return (struct spot){.known = false};
  struct shop_entry entry = {
      .position = shop_position(indexed.sort_key), .id = id.value, .latitude = ENTRY_NOWHERE};
  for (size_t i = 0; i < indexed.terms.count; i++) {
    struct str term = indexed.terms.items[i].term;
    if (term.ptr[0] == '=')
      word_add(ctx, str_skip(term, 1), -1);
    else
      take_entry(ctx, term, &entry);
  }
  return spot_of(&indexed.terms, &entry);
}

static struct spot put_in(struct ctx *ctx, const struct index_shop_row *row,
                          const struct shop_indexed *indexed) {
  struct str calendar = row->failed ? S("") : shop_calendar_of(ctx, row->id, row->opening_hours);
  struct shop_entry entry = entry_of(ctx->arena, row, indexed, calendar);
  for (size_t i = 0; i < indexed->terms.count; i++) {
    const struct shop_term *term = &indexed->terms.items[i];
    entry.where = term->where;
    if (term->term.ptr[0] == '=')
      add_word(ctx, str_skip(term->term, 1));
    else
      put_entry(ctx, term->term, &entry);
  }
  if (entry.hours != 0) opening_add(ctx, entry.hours, calendar);
  return spot_of(&indexed->terms, &entry);
}

static void index_row(struct ctx *ctx, const struct index_shop_row *row) {
  struct spot before = take_out(ctx, row->search_text, row->id), after = {.known = false};
  struct shop_indexed indexed = indexed_of(ctx->arena, row);
  struct str kept = S("");
  if (!row->has_closed_at) {
    after = put_in(ctx, row, &indexed);
    kept = shop_indexed_text(ctx->arena, &indexed);
  }
  note_moved(ctx, &before, &after);
  index_keep(ctx, row->id, indexed.sort_key, kept);
}

static struct merchant_id index_of(struct ctx *ctx, struct shop_id id) {
  struct index_shop_rows rows = index_shop(ctx, id);
  must(rows.count == 1);
  index_row(ctx, &rows.items[0]);
  return rows.items[0].merchant;
}

static void index_one(struct ctx *ctx, struct shop_id id) {
  index_of(ctx, id);
}

/* With one more or one fewer shop of the same business, the other is no longer, or now, the only
 * one; of three nobody ever is. */
static void index_with_sibling(struct ctx *ctx, struct shop_id id) {
  struct index_siblings_rows others = index_siblings(ctx, index_of(ctx, id), id);
  if (others.count == 1) index_of(ctx, others.items[0].id);
}

/* Blocks are large and copied; a write of a thousand shops must not pile them up. */
struct scratch {
  struct arena *arena;
};

static void scratch_end(void *thing) {
  struct scratch *scratch = thing;
  if (scratch->arena) arena_destroy(scratch->arena);
  scratch->arena = NULL;
}

static void with_scratch(struct ctx *ctx, struct shop_id id,
                         void (*index)(struct ctx *ctx, struct shop_id id)) {
  struct scratch *scratch = arena_new(ctx->arena, struct scratch);
  arena_defer(ctx->arena, scratch_end, scratch);
  scratch->arena = arena_create(SCRATCH_BYTES);
  struct ctx inside = *ctx; /* the write is open: the connection stays the same */
  inside.arena = scratch->arena;
  index(&inside, id);
  scratch_end(scratch);
}

void shop_index(struct ctx *ctx, struct shop_id id) {
  with_scratch(ctx, id, index_with_sibling);
}

void shop_index_left(struct ctx *ctx, struct merchant_id merchant) {
  struct index_siblings_rows left = index_siblings(ctx, merchant, (struct shop_id){0});
  if (left.count == 1) with_scratch(ctx, left.items[0].id, index_one);
}

/* ---- reading ---- */

int64_t shop_term_size(struct ctx *ctx, struct str term) {
  struct term_shops_row row;
  return term_shops(ctx, term, &row) ? row.shops : 0;
}

/* Every text that begins so sorts before this one. */
static struct str behind_all(struct arena *arena, struct str beginning) {
  return str_format(arena, "%.*s\U0010FFFF", STR_ARG(beginning));
}

struct shop_word_list shop_index_terms(struct ctx *ctx, struct str beginning) {
  struct terms_between_rows rows = terms_between(ctx, beginning, behind_all(ctx->arena, beginning));
  struct shop_word_list list = {arena_array(ctx->arena, struct shop_word, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct shop_word){rows.items[i].term, rows.items[i].shops};
  return list;
}

struct shop_word_list shop_index_services(struct ctx *ctx) {
  struct shop_word_list list = shop_index_terms(ctx, S("s"));
  for (size_t i = 0; i < list.count; i++)
    list.items[i].text = str_skip(list.items[i].text, 1);
  return list;
}

struct shop_word_list shop_index_words(struct ctx *ctx, struct str beginning) {
  struct words_beginning_rows rows =
      words_beginning(ctx, beginning, behind_all(ctx->arena, beginning));
  struct shop_word_list list = {arena_array(ctx->arena, struct shop_word, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct shop_word){rows.items[i].word, rows.items[i].shops};
  return list;
}

struct shop_word_list shop_index_spelt(struct ctx *ctx, struct str spelling) {
  struct words_spelt_rows rows = words_spelt(ctx, spelling);
  struct shop_word_list list = {arena_array(ctx->arena, struct shop_word, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct shop_word){rows.items[i].word, rows.items[i].shops};
  return list;
}

unsigned shop_index_points(struct ctx *ctx, struct shop_id id) {
  struct index_shop_rows rows = index_shop(ctx, id);
  return rows.count == 1 ? points_of(&rows.items[0]) : 0;
}

struct str shop_index_hours(struct ctx *ctx, int64_t id) {
  struct opening_value_row row;
  return opening_value(ctx, id, &row) ? row.value : S("");
}
