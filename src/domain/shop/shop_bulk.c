#include "domain/shop/shop_bulk.h"

#include "base/fault.h"
#include "domain/shop/shop_index_in.h"
#include "domain/shop/shop_words.h"
#include "domain/shop/siret.h"
#include "shop_bulk_sql.h"

void shop_row_add(struct ctx *ctx, const struct shop_facts *facts, const struct shop *keys) {
  struct str sort_key = shop_sort_key(ctx->arena, facts, keys->id);
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
                       .sort_key = sort_key,
                       .search_text = facts->unindexed
                                          ? shop_index_ahead(ctx->arena, facts, keys, sort_key)
                                          : S(""),
                       .now = ctx->now});
}

void shop_row_change(struct ctx *ctx, const struct shop_facts *facts, const struct shop *keys) {
  bulk_update(ctx,
              &(struct bulk_update_params){.id = keys->id,
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
                                           .forget = facts->unindexed,
                                           .now = ctx->now});
}

bool shop_index_is_whole(struct ctx *ctx) {
  struct bulk_open_row open;
  must(bulk_open(ctx, &open));
  return open.unindexed == 0 && open.shops == shop_term_size(ctx, S("*"));
}
