#include "domain/shop/shop_edit.h"

#include "base/fault.h"
#include "domain/photo/photo.h"
#include "domain/shop/shop_bulk.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/shop_summary.h"
#include "domain/shop/shop_words.h"
#include "domain/shop/siret.h"
#include "domain/shop/trade.h"
#include "shop_edit_sql.h"

struct position shop_place(const struct shop *shop) {
  return (struct position){shop->has_position, shop->latitude, shop->longitude};
}

void shop_facts_place(struct shop_facts *facts, struct position position) {
  facts->has_position = position.known;
  facts->latitude = position.latitude;
  facts->longitude = position.longitude;
}

struct shop_facts shop_facts_of(const struct shop *shop) {
  return (struct shop_facts){.name = shop->name,
                             .trade = shop->trade,
                             .town = shop->town,
                             .street = shop->street,
                             .postcode = shop->postcode,
                             .has_position = shop->has_position,
                             .latitude = shop->latitude,
                             .longitude = shop->longitude,
                             .phone = shop->phone,
                             .website = shop->website,
                             .opening_hours = shop->opening_hours,
                             .siret = shop->siret,
                             .description = shop->description,
                             .services = shop->services,
                             .made_up = shop->made_up,
                             .source = shop->source,
                             .source_id = shop->source_id,
                             .licence = shop->licence,
                             .source_on = shop->source_on};
}

static bool same_place(const struct shop_facts *a, const struct shop_facts *b) {
  struct position here = {a->has_position, a->latitude, a->longitude};
  struct position there = {b->has_position, b->latitude, b->longitude};
  return here.known == there.known && (!here.known || position_metres(here, there) < 2);
}

unsigned shop_facts_differ(const struct shop_facts *a, const struct shop_facts *b) {
  bool address = str_equal(a->street, b->street) && str_equal(a->postcode, b->postcode) &&
                 str_equal(a->town, b->town);
  unsigned fields = 0;
  if (!str_equal(a->name, b->name)) fields |= SHOP_FIELD_BIT(NAME);
  if (!str_equal(a->trade, b->trade)) fields |= SHOP_FIELD_BIT(TRADE);
  if (!address) fields |= SHOP_FIELD_BIT(ADDRESS);
  if (!same_place(a, b)) fields |= SHOP_FIELD_BIT(POSITION);
  if (!str_equal(a->phone, b->phone)) fields |= SHOP_FIELD_BIT(PHONE);
  if (!str_equal(a->website, b->website)) fields |= SHOP_FIELD_BIT(WEBSITE);
  if (!str_equal(a->opening_hours, b->opening_hours)) fields |= SHOP_FIELD_BIT(HOURS);
  if (!str_equal(a->siret, b->siret)) fields |= SHOP_FIELD_BIT(SIRET);
  if (!str_equal(a->description, b->description)) fields |= SHOP_FIELD_BIT(DESCRIPTION);
  if (!str_equal(a->services, b->services)) fields |= SHOP_FIELD_BIT(SERVICES);
  return fields;
}

/* `to` with those facts of `from` that are named. */
static void take(struct shop_facts *to, const struct shop_facts *from, unsigned fields) {
  if (fields & SHOP_FIELD_BIT(NAME)) to->name = from->name;
  if (fields & SHOP_FIELD_BIT(TRADE)) to->trade = from->trade;
  if (fields & SHOP_FIELD_BIT(ADDRESS)) {
    to->street = from->street;
    to->postcode = from->postcode;
    to->town = from->town;
    to->town_code = from->town_code;
  }
  if (fields & SHOP_FIELD_BIT(POSITION)) {
    to->has_position = from->has_position;
    to->latitude = from->latitude;
    to->longitude = from->longitude;
  }
  if (fields & SHOP_FIELD_BIT(PHONE)) to->phone = from->phone;
  if (fields & SHOP_FIELD_BIT(WEBSITE)) to->website = from->website;
  if (fields & SHOP_FIELD_BIT(HOURS)) to->opening_hours = from->opening_hours;
  if (fields & SHOP_FIELD_BIT(SIRET)) to->siret = from->siret;
  if (fields & SHOP_FIELD_BIT(DESCRIPTION)) to->description = from->description;
  if (fields & SHOP_FIELD_BIT(SERVICES)) to->services = from->services;
}

static void update(struct ctx *ctx, struct shop_id id, const struct shop_facts *facts,
                   const struct edit_row_row *before, unsigned fields) {
  struct town town = shop_town(ctx, facts->town, facts->town_code);
  unsigned edited = shop_fields_from(before->edited_fields) | fields;
  shop_row_change(ctx, facts, &(struct shop){.id = id, .town_id = town.id, .town = town.name});
  edit_note(ctx, id, shop_fields_text(ctx->arena, edited));
  shop_index(ctx, id);
}

enum shop_result shop_edit(struct ctx *ctx, struct shop_id id, const struct shop_facts *facts,
                           unsigned fields) {
  struct shop shop;
  struct edit_row_row before;
  must(shop_find(ctx, id, &shop) && edit_row(ctx, id, &before));
  struct shop_facts now = shop_facts_of(&shop);
  take(&now, facts, fields);
  if (now.name.len == 0) return SHOP_NO_NAME;
  if (!trade_find(now.trade)) return SHOP_NO_TRADE;
  if (now.town.len == 0) return SHOP_NO_TOWN;

  update(ctx, id, &now, &before, fields);
  if (fields & (SHOP_FIELD_BIT(TRADE) | SHOP_FIELD_BIT(ADDRESS))) shop_recount(ctx);
  return SHOP_OK;
}

/* The calendar. */

struct shop_exceptions shop_exception_list(struct ctx *ctx, struct shop_id id, struct day from) {
  struct edit_exceptions_rows rows = edit_exceptions(ctx, id, from);
  struct shop_exceptions list = {arena_array(ctx->arena, struct shop_exception, rows.count),
                                 rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct shop_exception){rows.items[i].from_on, rows.items[i].to_on,
                                            rows.items[i].value, rows.items[i].note};
  return list;
}

struct shop_services shop_service_list(struct ctx *ctx, struct shop_id id) {
  struct edit_services_rows rows = edit_services(ctx, id);
  struct shop_services list = {arena_array(ctx->arena, struct shop_service_hours, rows.count),
                               rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct shop_service_hours){rows.items[i].service, rows.items[i].value};
  return list;
}

void shop_set_calendar(struct ctx *ctx, struct shop_id id, struct day today,
                       const struct shop_exceptions *exceptions,
                       const struct shop_services *services) {
  must(exceptions->count <= SHOP_EXCEPTIONS_MAX && services->count <= SHOP_SERVICES_MAX);
  edit_exceptions_clear(ctx, id, today);
  for (size_t i = 0; i < exceptions->count; i++) {
    const struct shop_exception *one = &exceptions->items[i];
    must(one->from_on.number <= one->to_on.number);
    edit_exception_insert(ctx, &(struct edit_exception_insert_params){.shop = id,
                                                                      .id = id_next(ctx->ids),
                                                                      .from_on = one->from_on,
                                                                      .to_on = one->to_on,
                                                                      .value = one->value,
                                                                      .note = one->note,
                                                                      .created_at = ctx->now});
  }
  edit_services_clear(ctx, id);
  for (size_t i = 0; i < services->count; i++)
    edit_service_insert(ctx, id, services->items[i].service, services->items[i].value);
  shop_index(ctx, id);
}

/* Its life. */

void shop_confirm(struct ctx *ctx, struct shop_id id) {
  edit_confirm(ctx, id, ctx->now);
}

void shop_set_photo(struct ctx *ctx, const struct shop *shop, struct str digest, struct str text) {
  edit_photo(ctx, &(struct edit_photo_params){
                      .id = shop->id, .photo = digest, .photo_text = text, .now = ctx->now});
  if (!str_equal(shop->photo, digest)) photo_drop(ctx, shop->photo);
}

bool shop_close(struct ctx *ctx, struct shop_id id) {
  if (edit_close(ctx, id, ctx->now) == 0) return false;
  shop_index(ctx, id);
  shop_recount(ctx);
  return true;
}

bool shop_reopen(struct ctx *ctx, struct shop_id id) {
  if (edit_reopen(ctx, id, ctx->now) == 0) return false;
  shop_index(ctx, id);
  shop_recount(ctx);
  return true;
}

void shop_give(struct ctx *ctx, struct shop_id id, struct merchant_id merchant) {
  struct shop before;
  must(shop_find(ctx, id, &before));
  edit_give(ctx, id, merchant, ctx->now);
  shop_index(ctx, id);
  if (before.merchant_id.value != merchant.value) shop_index_left(ctx, before.merchant_id);
}
