#include "domain/shop/shop.h"

#include "base/text.h"
#include "domain/shop/shop_bulk.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/siret.h"
#include "domain/shop/trade.h"
#include "shop_sql.h"

struct str shop_siren(const struct shop_facts *facts) {
  if (business_valid(facts->siren)) return facts->siren;
  return siret_valid(facts->siret) ? str_take(facts->siret, 9) : S("");
}

struct merchant_id shop_merchant_new(struct ctx *ctx, struct str name, struct str siren) {
  struct merchant_id id = {id_next(ctx->ids)};
  merchant_insert(ctx, &(struct merchant_insert_params){
                           .id = id, .name = name, .siren = siren, .created_at = ctx->now});
  return id;
}

static struct merchant_id merchant_for(struct ctx *ctx, const struct shop_facts *facts) {
  struct str siren = shop_siren(facts);
  struct merchant_by_siren_row known;
  if (siren.len > 0 && merchant_by_siren(ctx, siren, &known)) return known.id;
  return shop_merchant_new(ctx, facts->name, siren);
}

struct town shop_town(struct ctx *ctx, struct str name, struct str code) {
  struct town town;
  struct str slug = text_slug(ctx->arena, name);
  if (town_find_by_slug(ctx, slug, &town)) return town;
  town = (struct town){.id = {id_next(ctx->ids)}, .slug = slug, .name = name};
  town_insert(
      ctx, &(struct town_insert_params){.id = town.id, .slug = slug, .name = name, .code = code});
  return town;
}

struct str shop_free_slug(struct ctx *ctx, struct str name, struct str town) {
  struct shop_slug_owner_row owner;
  struct str slug = text_slug(ctx->arena, name);
  if (!shop_slug_owner(ctx, slug, &owner)) return slug;
  struct str base =
      str_format(ctx->arena, "%.*s-%.*s", STR_ARG(slug), STR_ARG(text_slug(ctx->arena, town)));
  slug = base;
  for (int number = 2; shop_slug_owner(ctx, slug, &owner); number++)
    slug = str_format(ctx->arena, "%.*s-%d", STR_ARG(base), number);
  return slug;
}

static void add(struct ctx *ctx, const struct shop_facts *facts, struct shop *keys) {
  keys->id.value = id_next(ctx->ids);
  keys->merchant_id = merchant_for(ctx, facts);
  keys->slug = shop_free_slug(ctx, facts->name, keys->town);
  shop_row_add(ctx, facts, keys);
  shop_link_insert(ctx, &(struct shop_link_insert_params){.source = facts->source,
                                                          .source_id = facts->source_id,
                                                          .id = keys->id,
                                                          .source_on = facts->source_on});
}

enum shop_result shop_keep(struct ctx *ctx, const struct shop_facts *facts, struct shop_id *id,
                           bool *added) {
  if (facts->name.len == 0) return SHOP_NO_NAME;
  if (!trade_find(facts->trade)) return SHOP_NO_TRADE;
  if (facts->town.len == 0) return SHOP_NO_TOWN;
  if (facts->source.len == 0 || facts->source_id.len == 0) return SHOP_NO_SOURCE;

  struct town town = shop_town(ctx, facts->town, facts->town_code);
  struct shop_by_source_row known = {.id = {0}};
  *added = !shop_by_source(ctx, facts->source, facts->source_id, &known);
  struct shop keys = {.id = known.id, .town_id = town.id, .town = town.name};
  if (*added)
    add(ctx, facts, &keys);
  else
    shop_row_change(ctx, facts, &keys);
  *id = keys.id;
  shop_index(ctx, *id);
  return SHOP_OK;
}

int shop_result_status(enum shop_result result) {
  static const int statuses[] = {
#define X(name, status, message) [SHOP_##name] = status,
      SHOP_RESULTS(X)
#undef X
  };
  return statuses[result];
}

enum message shop_result_message(enum shop_result result) {
  static const enum message messages[] = {
#define X(name, status, message) [SHOP_##name] = MSG_##message,
      SHOP_RESULTS(X)
#undef X
  };
  return messages[result];
}

bool shop_find(struct ctx *ctx, struct shop_id id, struct shop *shop) {
  struct shop_row_row row;
  if (!shop_row(ctx, id, &row)) return false;
  *shop = (struct shop){.id = row.id,
                        .merchant_id = row.merchant,
                        .slug = row.slug,
                        .name = row.name,
                        .trade = row.trade,
                        .town_id = row.town_id,
                        .town = row.town,
                        .street = row.street,
                        .postcode = row.postcode,
                        .has_position = row.has_latitude && row.has_longitude,
                        .latitude = row.latitude,
                        .longitude = row.longitude,
                        .phone = row.phone,
                        .website = row.website,
                        .opening_hours = row.opening_hours,
                        .siret = row.siret,
                        .siret_valid = row.siret_valid,
                        .description = row.description,
                        .services = row.services,
                        .made_up = row.made_up,
                        .takes_vouchers = row.takes_vouchers,
                        .source = row.source,
                        .source_id = row.source_id,
                        .licence = row.licence,
                        .source_on = row.source_on,
                        .updated_at = row.updated_at,
                        .gone = row.state == 2,
                        .has_closed_at = row.has_closed_at,
                        .closed_at = row.closed_at,
                        .has_confirmed_at = row.has_confirmed_at,
                        .confirmed_at = row.confirmed_at,
                        .photo = row.photo,
                        .photo_text = row.photo_text};
  return true;
}

bool shop_find_by_slug(struct ctx *ctx, struct str slug, struct shop *shop) {
  struct shop_id_by_slug_row row;
  return shop_id_by_slug(ctx, slug, &row) && shop_find(ctx, row.id, shop);
}

struct shops shop_list_by_merchant(struct ctx *ctx, struct merchant_id merchant) {
  struct shop_ids_by_merchant_rows rows = shop_ids_by_merchant(ctx, merchant);
  struct shops shops = {arena_array(ctx->arena, struct shop, rows.count), 0};
  for (size_t i = 0; i < rows.count; i++)
    if (shop_find(ctx, rows.items[i].id, &shops.items[shops.count])) shops.count++;
  return shops;
}

bool merchant_find(struct ctx *ctx, struct merchant_id id, struct merchant *merchant) {
  struct merchant_row_row row;
  if (!merchant_row(ctx, id, &row)) return false;
  *merchant = (struct merchant){.id = row.id,
                                .name = row.name,
                                .siren = row.siren,
                                .email = row.email,
                                .iban = row.iban,
                                .account_holder = row.account_holder};
  return true;
}

void merchant_set_account(struct ctx *ctx, struct merchant_id id, struct str email, struct str iban,
                          struct str account_holder) {
  merchant_update_account(
      ctx, &(struct merchant_update_account_params){
               .id = id, .email = email, .iban = iban, .account_holder = account_holder});
}

bool town_find_by_slug(struct ctx *ctx, struct str slug, struct town *town) {
  struct town_by_slug_row row;
  if (!town_by_slug(ctx, slug, &row)) return false;
  *town = (struct town){.id = row.id, .slug = row.slug, .name = row.name};
  return true;
}

void shop_take_vouchers(struct ctx *ctx, struct shop_id id, bool takes) {
  shop_set_vouchers(ctx, id, takes);
  shop_index(ctx, id);
}

void shop_take_vouchers_all(struct ctx *ctx, bool takes) {
  shop_set_vouchers_all(ctx, takes);
  shop_index_rebuild(ctx);
}
