#include "domain/listing/listing.h"

#include <string.h>

#include "base/fault.h"
#include "base/text.h"
#include "db/db.h"
#include "domain/search/search.h"
#include "listing_sql.h"

enum { CHUNK_BYTES = 8 << 20, SCRATCH_BYTES = 4 << 20 };

static struct shop shop_of(const struct listing_page_row *row) {
  return (struct shop){.id = row->id,
                       .merchant_id = row->merchant,
                       .slug = row->slug,
                       .name = row->name,
                       .trade = row->trade,
                       .town_id = row->town_id,
                       .town = row->town,
                       .street = row->street,
                       .postcode = row->postcode,
                       .has_position = row->has_latitude && row->has_longitude,
                       .latitude = row->latitude,
                       .longitude = row->longitude,
                       .phone = row->phone,
                       .website = row->website,
                       .opening_hours = row->opening_hours,
                       .siret = row->siret,
                       .siret_valid = row->siret_valid,
                       .description = row->description,
                       .services = row->services,
                       .made_up = row->made_up,
                       .takes_vouchers = row->takes_vouchers,
                       .source = row->source,
                       .source_id = row->source_id,
                       .licence = row->licence,
                       .source_on = row->source_on,
                       .updated_at = row->updated_at};
}

struct shops listing_after(struct ctx *ctx, struct shop_id after) {
  struct listing_page_rows rows = listing_page(ctx, after);
  struct shops shops = {arena_array(ctx->arena, struct shop, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    shops.items[i] = shop_of(&rows.items[i]);
  return shops;
}

struct shops listing_changed(struct ctx *ctx) {
  struct listing_newest_rows rows = listing_newest(ctx);
  struct shops shops = {arena_array(ctx->arena, struct shop, rows.count), 0};
  for (size_t i = 0; i < rows.count; i++)
    if (shop_find(ctx, rows.items[i].id, &shops.items[shops.count])) shops.count++;
  return shops;
}

bool listing_former(struct ctx *ctx, struct str slug, struct shop_id *id) {
  struct listing_former_slug_row row;
  if (!listing_former_slug(ctx, slug, &row)) return false;
  *id = row.id;
  return true;
}

enum message listing_message(enum listing_result result) {
  static const enum message messages[] = {
#define X(name, message) [LISTING_##name] = MSG_##message,
      LISTING_RESULTS(X)
#undef X
  };
  return messages[result];
}

/* A former name may go back to the shop that had it, and to no other. */
static bool taken(struct ctx *ctx, struct str slug, struct shop_id by) {
  struct listing_slug_owner_row owner;
  struct shop_id former;
  if (listing_slug_owner(ctx, slug, &owner)) return true;
  return listing_former(ctx, slug, &former) && former.value != by.value;
}

enum listing_result listing_rename(struct ctx *ctx, struct str from, struct str to) {
  struct listing_slug_owner_row owner;
  if (!listing_slug_owner(ctx, from, &owner)) return LISTING_UNKNOWN;
  if (to.len == 0 || !str_equal(text_slug(ctx->arena, to), to)) return LISTING_BAD_SLUG;
  if (taken(ctx, to, owner.id)) return LISTING_TAKEN;
  listing_forget_former(ctx, to);
  listing_keep_former(ctx, from, owner.id);
  listing_set_slug(ctx, owner.id, to, ctx->now);
  return LISTING_OK;
}

bool listing_is_all(const struct search_query *query) {
  return query->q.len == 0 && query->trade.len == 0 && query->town.len == 0 &&
         query->services == 0 && !query->open_now && !query->has_open_at && query->near.len == 0 &&
         !query->has_box && query->page.len == 0;
}

struct walk {
  struct ctx *ctx;
  struct arena *chunk;   /* of a run of shops, emptied before the next */
  struct arena *scratch; /* of each(), emptied after every shop */
  int64_t left;
  listing_each each;
  void *arg;
};

/* False once enough have been seen. */
static bool show(struct walk *walk, const struct shop *shop) {
  if (walk->left == 0) return false;
  walk->left--;
  walk->ctx->arena = walk->scratch;
  walk->each(walk->arg, shop);
  walk->ctx->arena = walk->chunk;
  arena_reset(walk->scratch);
  return true;
}

static bool walk_all(struct walk *walk) {
  struct shop_id after = {0};
  for (;;) {
    struct shops shops = listing_after(walk->ctx, after);
    for (size_t i = 0; i < shops.count; i++)
      if (!show(walk, &shops.items[i])) return false;
    if (shops.count < LISTING_AT_ONCE) return true;
    after = shops.items[shops.count - 1].id;
    arena_reset(walk->chunk);
  }
}

/* Page by page: cheaper than all where only the first ones are wanted. The place in the list
 * outlives the memory of the page it came from. */
static bool walk_pages(struct walk *walk, const struct search_query *query) {
  struct search_query next = *query;
  char place[200];
  for (;;) {
    struct search_answer page = search_shops(walk->ctx, &next);
    for (size_t i = 0; i < page.count; i++) {
      struct shop shop;
      if (!shop_find(walk->ctx, page.items[i].id, &shop)) continue;
      if (!show(walk, &shop)) return false;
    }
    if (page.next.len == 0) return true;
    must(page.next.len <= sizeof place);
    memcpy(place, page.next.ptr, page.next.len);
    next.page = str_slice(place, page.next.len);
    arena_reset(walk->chunk);
  }
}

static void show_found(void *arg, const struct shop *shop) {
  show(arg, shop);
}

static bool walk_found(struct walk *walk, const struct search_query *query, bool bounded) {
  if (bounded) return walk_pages(walk, query);
  search_each(walk->ctx, query, show_found, walk);
  return true;
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

bool listing_walk(struct ctx *ctx, const struct search_query *query, int64_t most,
                  listing_each each, void *arg) {
  struct arena *own = ctx->arena, *chunk = arena_create(CHUNK_BYTES);
  arena_defer(own, destroy, chunk);
  struct arena *scratch = arena_create(SCRATCH_BYTES);
  arena_defer(own, destroy, scratch);
  struct walk walk = {ctx, chunk, scratch, most > 0 ? most : INT64_MAX, each, arg};
  ctx->arena = chunk;
  bool all = listing_is_all(query) ? walk_all(&walk) : walk_found(&walk, query, most > 0);
  ctx->arena = own;
  return all;
}

struct keeping {
  struct arena *arena;
  struct shops shops;
};

static struct shop copy_of(struct arena *arena, const struct shop *shop) {
  struct shop own = *shop;
  struct str *texts[] = {&own.slug,          &own.name,      &own.trade,       &own.town,
                         &own.street,        &own.postcode,  &own.phone,       &own.website,
                         &own.opening_hours, &own.siret,     &own.description, &own.services,
                         &own.source,        &own.source_id, &own.licence};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    *texts[i] = str_copy(arena, *texts[i]);
  return own;
}

static void keep(void *arg, const struct shop *shop) {
  struct keeping *keeping = arg;
  keeping->shops.items[keeping->shops.count++] = copy_of(keeping->arena, shop);
}

struct shops listing_first(struct ctx *ctx, const struct search_query *query, size_t most,
                           bool *more) {
  struct keeping keeping = {ctx->arena, {arena_array(ctx->arena, struct shop, most), 0}};
  *more = !listing_walk(ctx, query, (int64_t)most, keep, &keeping);
  return keeping.shops;
}
