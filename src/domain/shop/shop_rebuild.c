/* The whole index in one pass: shops come in the order of the list, so each term's entries come in
 * the order of its blocks, and a block is written once, when it is full or at the end. */
#include <string.h>

#include "base/fault.h"
#include "base/text.h"
#include "domain/shop/shop_calendars.h"
#include "domain/shop/shop_index_in.h"
#include "domain/shop/shop_squares.h"
#include "shop_sql.h"

enum { SLOTS_MIN = 1 << 12, FIRST_ROOM = 2, SELDOM = 16, ENTRIES_BYTES = 32 << 20 };
_Static_assert((BLOCK_ENTRIES & (BLOCK_ENTRIES - 1)) == 0, "rooms double up to a block");
static const size_t REBUILD_BYTES = (size_t)2 << 30, PAGE_BYTES = 64 << 20;

struct gathered { /* under one key */
  struct str key;
  struct shop_entry *items; /* of a block not yet full */
  uint32_t count, room;
  int64_t shops;
};

struct table { /* key -> gathered, open addressing */
  struct arena *arena;
  struct gathered **slots;
  size_t size, used;
};

struct rooms { /* for 2, 4, ... BLOCK_ENTRIES entries */
  struct arena *arena;
  struct shop_entry *free[BLOCK_ENTRIES + 1]; /* by room; the next one stands in its first bytes */
  size_t bytes;                               /* of those in use */
};

struct rebuild {
  struct ctx *ctx;     /* its arena is emptied after every page of shops */
  struct arena *arena; /* for as long as it takes */
  struct rooms rooms;
  size_t most_bytes; /* of rooms, before large blocks are written early */
  bool trusting;     /* takes the terms that a row has noted */
  struct table terms, words, openings;
  struct shop_calendars *calendars;
  int64_t shops;
};

static struct gathered **slot_of(const struct table *table, struct str key) {
  size_t at = (size_t)str_hash(key) & (table->size - 1);
  while (table->slots[at] && !str_equal(table->slots[at]->key, key))
    at = (at + 1) & (table->size - 1);
  return &table->slots[at];
}

static void widen(struct table *table) {
  struct table wider = {table->arena, NULL, table->size ? table->size * 4 : SLOTS_MIN, table->used};
  wider.slots = arena_array(table->arena, struct gathered *, wider.size);
  for (size_t i = 0; i < table->size; i++)
    if (table->slots[i]) *slot_of(&wider, table->slots[i]->key) = table->slots[i];
  *table = wider;
}

static struct gathered *gathered_under(struct table *table, struct str key) {
  if (table->used * 2 >= table->size) widen(table);
  struct gathered **slot = slot_of(table, key);
  if (!*slot) {
    *slot = arena_new(table->arena, struct gathered);
    (*slot)->key = str_copy(table->arena, key);
    table->used++;
  }
  return *slot;
}

static struct shop_entry *room_take(struct rooms *rooms, uint32_t room) {
  struct shop_entry *items = rooms->free[room];
  rooms->bytes += room * sizeof *items;
  if (!items) return arena_raw(rooms->arena, room * sizeof *items);
  memcpy(&rooms->free[room], (const void *)items, sizeof(void *));
  return items;
}

static void room_give(struct rooms *rooms, struct shop_entry *items, uint32_t room) {
  memcpy((void *)items, &rooms->free[room], sizeof(void *));
  rooms->free[room] = items;
  rooms->bytes -= room * sizeof *items;
}

static void write_block(struct rebuild *rebuild, struct gathered *gathered) {
  struct shop_entries entries = {gathered->items, gathered->count};
  posting_keep(rebuild->ctx, gathered->key, entries);
  gathered->count = 0;
}

/* A block need not be full: what makes up most of the memory goes early, so that it stays much the
 * same for any number of shops. Terms that come seldom stay, else they had a block for each shop.
 */
static void write_large_blocks(struct rebuild *rebuild) {
  for (size_t i = 0; i < rebuild->terms.size; i++) {
    struct gathered *term = rebuild->terms.slots[i];
    if (!term || term->count < SELDOM) continue;
    write_block(rebuild, term);
    room_give(&rebuild->rooms, term->items, term->room);
    term->items = NULL;
    term->room = 0;
  }
  rebuild->most_bytes = rebuild->rooms.bytes + ENTRIES_BYTES;
}

static void widen_room(struct rooms *rooms, struct gathered *gathered) {
  uint32_t room = gathered->room ? gathered->room * 2 : FIRST_ROOM;
  struct shop_entry *wider = room_take(rooms, room);
  if (gathered->count > 0) memcpy(wider, gathered->items, gathered->count * sizeof *wider);
  if (gathered->room > 0) room_give(rooms, gathered->items, gathered->room);
  gathered->items = wider;
  gathered->room = room;
}

static void gather_entry(struct rebuild *rebuild, struct str term, const struct shop_entry *entry) {
  struct gathered *gathered = gathered_under(&rebuild->terms, term);
  if (gathered->count == gathered->room) widen_room(&rebuild->rooms, gathered);
  gathered->items[gathered->count++] = *entry;
  gathered->shops++;
  if (gathered->count == BLOCK_ENTRIES) write_block(rebuild, gathered);
}

static bool is_noted(const struct index_shop_row *row, struct shop_indexed *indexed) {
  return shop_indexed_read(row->search_text, indexed) &&
         str_equal(indexed->sort_key, row->sort_key);
}

static void gather(struct rebuild *rebuild, const struct index_shop_row *row) {
  struct ctx *ctx = rebuild->ctx;
  struct shop_indexed indexed;
  if (row->has_closed_at) {
    if (row->search_text.len > 0) index_note(ctx, row->id, S(""));
    return;
  }
  bool noted = rebuild->trusting && is_noted(row, &indexed);
  if (!noted) indexed = indexed_of(ctx->arena, row);
  indexed.sort_key = row->sort_key; /* the walk follows it: it must not move now */
  struct str calendar =
      shop_calendars_of(ctx->arena, rebuild->calendars, row->id, row->opening_hours);
  if (row->failed) calendar = S("");
  struct shop_entry entry = entry_of(ctx->arena, row, &indexed, calendar);
  for (size_t i = 0; i < indexed.terms.count; i++) {
    const struct shop_term *term = &indexed.terms.items[i];
    entry.where = term->where;
    if (term->term.ptr[0] == '=')
      gathered_under(&rebuild->words, str_skip(term->term, 1))->shops++;
    else
      gather_entry(rebuild, term->term, &entry);
  }
  if (entry.hours != 0) gathered_under(&rebuild->openings, calendar)->shops++;
  struct str text = noted ? row->search_text : shop_indexed_text(ctx->arena, &indexed);
  if (!str_equal(text, row->search_text)) index_note(ctx, row->id, text);
  rebuild->shops++;
}

static void write_words(struct rebuild *rebuild) {
  struct ctx *ctx = rebuild->ctx;
  for (size_t i = 0; i < rebuild->words.size; i++) {
    const struct gathered *word = rebuild->words.slots[i];
    if (!word) continue;
    word_add(ctx, word->key, word->shops);
    struct str_list spellings = shop_spellings(ctx->arena, word->key);
    for (size_t k = 0; k < spellings.count; k++)
      spelling_add(ctx, spellings.items[k], word->key);
    if (i % 1024 == 0) arena_reset(ctx->arena);
  }
}

static void write_terms(struct rebuild *rebuild) {
  for (size_t i = 0; i < rebuild->terms.size; i++) {
    struct gathered *term = rebuild->terms.slots[i];
    if (!term) continue;
    if (term->count > 0) write_block(rebuild, term);
    term_add(rebuild->ctx, term->key, term->shops);
  }
}

static void write_openings(struct rebuild *rebuild) {
  for (size_t i = 0; i < rebuild->openings.size; i++) {
    const struct gathered *opening = rebuild->openings.slots[i];
    if (opening) opening_add(rebuild->ctx, shop_hours_id(opening->key), opening->key);
  }
}

static void clear(struct ctx *ctx) {
  index_clear_postings(ctx);
  index_clear_terms(ctx);
  index_clear_words(ctx);
  index_clear_spellings(ctx);
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

static struct arena *arena_beside(struct ctx *ctx, size_t bytes) {
  struct arena *arena = arena_create(bytes);
  arena_defer(ctx->arena, destroy, arena);
  return arena;
}

static void gather_all(struct rebuild *rebuild) {
  struct ctx *ctx = rebuild->ctx;
  char after[64] = "";
  size_t len = 0;
  for (;;) {
    struct index_shop_rows rows = index_shops_after(ctx, str_slice(after, len));
    if (rows.count == 0) return;
    struct str last = rows.items[rows.count - 1].sort_key;
    must(last.len <= sizeof after);
    memcpy(after, last.ptr, last.len);
    len = last.len;
    for (size_t i = 0; i < rows.count; i++)
      gather(rebuild, &rows.items[i]);
    if (rebuild->rooms.bytes > rebuild->most_bytes) write_large_blocks(rebuild);
    arena_reset(ctx->arena);
  }
}

static int64_t make(struct ctx *ctx, bool trusting) {
  struct ctx pages = *ctx;
  struct rebuild rebuild = {.ctx = &pages,
                            .arena = arena_beside(ctx, REBUILD_BYTES),
                            .rooms = {.arena = arena_beside(ctx, REBUILD_BYTES)},
                            .most_bytes = ENTRIES_BYTES,
                            .trusting = trusting};
  pages.arena = arena_beside(ctx, PAGE_BYTES);
  struct table empty = {.arena = rebuild.arena};
  rebuild.terms = rebuild.words = rebuild.openings = empty;
  rebuild.calendars = shop_calendars_all(&pages, rebuild.arena);
  clear(&pages);
  gather_all(&rebuild);
  write_terms(&rebuild);
  write_words(&rebuild);
  write_openings(&rebuild);
  square_note_all(&pages);
  return rebuild.shops;
}

int64_t shop_index_rebuild(struct ctx *ctx) {
  return make(ctx, false);
}

int64_t shop_index_gather(struct ctx *ctx) {
  return make(ctx, true);
}
