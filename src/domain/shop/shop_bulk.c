#include "domain/shop/shop_bulk.h"

#include "domain/shop/shop_words.h"
#include "domain/shop/siret.h"
#include "shop_bulk_sql.h"
#include "shop_sql.h"

void shop_row_add(struct ctx *ctx, const struct shop_facts *facts, const struct shop *keys) {
  bulk_insert(ctx, &(struct bulk_insert_params){
                       .id = keys->id,
                       .merchant = keys->merchant_id,
                       .slug = keys->slug,
                       .name = facts->name,
                       .trade = facts->trade,
                       .town_id = keys->town_id,
                       .town = keys->town,
                       .street = facts->street,
                       .postcode = facts->postcode,
                       .has_latitude = facts->has_position,
                       .latitude = facts->latitude,
                       .has_longitude = facts->has_position,
                       .longitude = facts->longitude,
                       .phone = facts->phone,
                       .website = facts->website,
                       .opening_hours = facts->opening_hours,
                       .siret = facts->siret,
                       .siret_valid = siret_valid(facts->siret),
                       .description = facts->description,
                       .services = facts->services,
                       .made_up = facts->made_up,
                       .source = facts->source,
                       .source_id = facts->source_id,
                       .source_on = facts->source_on,
                       .licence = facts->licence,
                       .sort_key = shop_sort_key(ctx->arena, facts, keys->id),
                       .now = ctx->now});
}

void shop_row_change(struct ctx *ctx, const struct shop_facts *facts, const struct shop *keys) {
  bulk_update(ctx, &(struct bulk_update_params){
                       .id = keys->id,
                       .name = facts->name,
                       .trade = facts->trade,
                       .town_id = keys->town_id,
                       .town = keys->town,
                       .street = facts->street,
                       .postcode = facts->postcode,
                       .has_latitude = facts->has_position,
                       .latitude = facts->latitude,
                       .has_longitude = facts->has_position,
                       .longitude = facts->longitude,
                       .phone = facts->phone,
                       .website = facts->website,
                       .opening_hours = facts->opening_hours,
                       .siret = facts->siret,
                       .siret_valid = siret_valid(facts->siret),
                       .description = facts->description,
                       .services = facts->services,
                       .made_up = facts->made_up,
                       .source_on = facts->source_on,
                       .licence = facts->licence,
                       .sort_key = shop_sort_key(ctx->arena, facts, keys->id),
                       .now = ctx->now});
}

int64_t shop_count_open(struct ctx *ctx) {
  struct bulk_open_row row;
  return bulk_open(ctx, &row) ? row.shops : 0;
}
