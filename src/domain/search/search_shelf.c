#include "domain/search/search_shelf.h"

#include <pthread.h>
#include <string.h>

#include "base/fault.h"
#include "db/memo.h"
#include "domain/shop/trade.h"
#include "search_sql.h"

enum {
  PLACES = 8192, /* of a hash table that is at most half full */
  CARDS_MOST = PLACES / 2,
  CARD_USUAL = 224,                       /* bytes of a card's texts */
  TEXTS = CARDS_MOST * (CARD_USUAL - 64), /* of all: memory is touched only as it fills */
};

struct shelf { /* only ever added to, under its lock: what stands here stays as it is */
  pthread_mutex_t lock;
  uint64_t version;        /* cards are as new as this commit, or newer */
  uint16_t places[PLACES]; /* number of a card, from 1; 0 is free */
  size_t count, texts_used;
  struct search_shop *cards;
  char *texts;
};

static void end_lock(void *thing) {
  pthread_mutex_destroy(&((struct shelf *)thing)->lock);
}

/* The statement makes the shelf depend on the tables that its cards will come from. */
static const void *shelf_new(struct ctx *ctx, void *arg) {
  (void)arg;
  struct shelf *shelf = arena_raw(ctx->arena, sizeof *shelf);
  memset(shelf->places, 0, sizeof shelf->places);
  shelf->count = shelf->texts_used = 0;
  pthread_mutex_init(&shelf->lock, NULL);
  arena_defer(ctx->arena, end_lock, &shelf->lock);
  shelf->version = db_snapshot(ctx);
  shelf->cards = arena_raw(ctx->arena, CARDS_MOST * sizeof *shelf->cards);
  shelf->texts = arena_raw(ctx->arena, TEXTS);
  search_cards(ctx, &(struct search_cards_params){.id1 = {0}});
  return shelf;
}

static uint16_t *place_of_id(struct shelf *shelf, int64_t id) {
  size_t at = ((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15)) >> 51;
  while (shelf->places[at] != 0 && shelf->cards[shelf->places[at] - 1].id.value != id)
    at = (at + 1) % PLACES;
  return &shelf->places[at];
}

static void keep_text(struct shelf *shelf, struct str *text) {
  char *copy = shelf->texts + shelf->texts_used;
  if (text->len > 0) memcpy(copy, text->ptr, text->len);
  text->ptr = copy;
  shelf->texts_used += text->len;
}

static void put(struct shelf *shelf, const struct search_shop *shop) {
  struct search_shop card = *shop;
  struct str *texts[] = {&card.slug,   &card.name,     &card.trade,        &card.town,
                         &card.street, &card.services, &card.opening_hours};
  size_t bytes = 0;
  uint16_t *place = place_of_id(shelf, card.id.value);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    bytes += texts[i]->len;
  if (*place != 0 || shelf->count == CARDS_MOST || bytes > TEXTS - shelf->texts_used) return;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    keep_text(shelf, texts[i]);
  shelf->cards[shelf->count++] = card;
  *place = (uint16_t)shelf->count;
}

static struct search_shop shop_of(struct ctx *ctx, const struct search_cards_row *row) {
  return (struct search_shop){.id = row->id,
                              .slug = row->slug,
                              .name = row->name,
                              .trade = row->trade,
                              .trade_name = trade_name(row->trade, ctx->language),
                              .town_id = row->town_id,
                              .town = row->town,
                              .street = row->street,
                              .services = row->services,
                              .made_up = row->made_up,
                              .takes_vouchers = row->takes_vouchers,
                              .has_position = row->has_latitude && row->has_longitude,
                              .latitude = row->latitude,
                              .longitude = row->longitude,
                              .opening_hours = row->opening_hours};
}

/* Returns how many are missing; their shops[i].id is 0. */
static size_t take(struct shelf *shelf, const struct shop_id *ids, size_t count,
                   struct search_shop *shops) {
  size_t missing = 0;
  pthread_mutex_lock(&shelf->lock);
  for (size_t i = 0; i < count; i++) {
    uint16_t number = *place_of_id(shelf, ids[i].value);
    if (number > 0) {
      shops[i] = shelf->cards[number - 1];
    } else {
      shops[i].id.value = 0;
      missing++;
    }
  }
  pthread_mutex_unlock(&shelf->lock);
  return missing;
}

/* Nothing older than the shelf may be put on it: it would outlive the change it missed. */
static void put_all(struct ctx *ctx, struct shelf *shelf, const struct search_shop *shops,
                    size_t count) {
  if (db_snapshot(ctx) < shelf->version) return;
  pthread_mutex_lock(&shelf->lock);
  for (size_t i = 0; i < count; i++)
    put(shelf, &shops[i]);
  pthread_mutex_unlock(&shelf->lock);
}

static void read_missing(struct ctx *ctx, struct shelf *shelf, struct shop_id *ids, size_t count,
                         struct search_shop *shops) {
  struct search_cards_params params = {.id1 = {0}};
  struct shop_id *wanted = &params.id1; /* the members follow each other: one for each :idN */
  _Static_assert(sizeof params == SEARCH_PAGE * sizeof *wanted, "24 ids and nothing else");
  for (size_t i = 0, asked = 0; i < count; i++)
    if (shops[i].id.value == 0) wanted[asked++] = ids[i];
  struct search_cards_rows rows = search_cards(ctx, &params);
  struct search_shop *found = arena_array(ctx->arena, struct search_shop, rows.count);
  for (size_t i = 0; i < rows.count; i++)
    found[i] = shop_of(ctx, &rows.items[i]);
  put_all(ctx, shelf, found, rows.count);
  for (size_t i = 0; i < count; i++) {
    if (shops[i].id.value != 0) continue;
    size_t at = 0;
    while (at < rows.count && found[at].id.value != ids[i].value)
      at++;
    if (at < rows.count)
      shops[i] = found[at];
    else
      ids[i].value = 0;
  }
}

void shelf_cards(struct ctx *ctx, struct shop_id *ids, size_t count, struct search_shop *shops) {
  must(count <= SEARCH_PAGE);
  if (count == 0) return;
  struct shelf *shelf = (struct shelf *)(uintptr_t)db_memo(ctx, S("shelf"), shelf_new, NULL);
  if (take(shelf, ids, count, shops) > 0) read_missing(ctx, shelf, ids, count, shops);
}
