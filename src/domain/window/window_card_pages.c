#include "domain/window/window_card.h"

#include "domain/measure/measure.h"
#include "domain/shop/trade.h"

/* Is this word one of "takeaway delivery outdoor"? */
static bool has_word(struct str words, struct str word) {
  struct str rest = words;
  while (rest.len > 0)
    if (str_equal(str_cut(rest, ' ', &rest), word)) return true;
  return false;
}

/* What is true of the territory now, for a list of cards. */
struct sale {
  bool any;           /* some campaign is open */
  bool measured_only; /* but for shops under a measure only */
};

static struct sale sale_now(struct ctx *ctx, bool selling) {
  struct campaign campaign;
  return (struct sale){.any = selling && campaign_shown(ctx, &campaign),
                       .measured_only = !campaign_shown_for(ctx, false, &campaign)};
}

static bool sold(struct ctx *ctx, const struct sale *sale, bool takes_vouchers,
                 const struct measured *shop) {
  return takes_vouchers && sale->any && measure_lets_sell(ctx, shop, sale->measured_only);
}

static void set_services(struct shop_card *card, struct str services, bool vouchers) {
  card->vouchers = vouchers;
  card->takeaway = has_word(services, S("takeaway"));
  card->delivery = has_word(services, S("delivery"));
  card->wheelchair = has_word(services, S("wheelchair"));
  card->some = card->vouchers || card->takeaway || card->delivery || card->wheelchair;
}

/* « à 350 m », « à 1,2 km ». */
static struct str away_of(struct ctx *ctx, const struct search_shop *shop) {
  if (!shop->has_metres) return S("");
  if (shop->metres < 1000)
    return MESSAGE(
        ctx->arena, ctx->language, MSG_found_metres,
        {"metres", str_format(ctx->arena, "%lld", (long long)(shop->metres + 5) / 10 * 10)});
  const char *point = ctx->language == LANGUAGE_EN ? "." : ",";
  long long tenths = (shop->metres + 50) / 100;
  return MESSAGE(ctx->arena, ctx->language, MSG_found_kilometres,
                 {"km", str_format(ctx->arena, "%lld%s%lld", tenths / 10, point, tenths % 10)});
}

struct shop_cards window_cards(struct ctx *ctx, struct url root, const struct search_answer *answer,
                               bool selling) {
  struct shop_cards cards = {arena_array(ctx->arena, struct shop_card, answer->count),
                             answer->count};
  struct sale sale = sale_now(ctx, selling);
  for (size_t i = 0; i < answer->count; i++) {
    const struct search_shop *shop = &answer->items[i];
    cards.items[i] = (struct shop_card){.root = root,
                                        .slug = shop->slug,
                                        .name = shop->name,
                                        .trade = shop->trade_name,
                                        .pattern = trade_pattern(shop->trade),
                                        .street = shop->street,
                                        .town = shop->town,
                                        .open = shop->open == SEARCH_OPEN,
                                        .closed = shop->open == SEARCH_CLOSED,
                                        .away = away_of(ctx, shop)};
    struct measured place = {
        shop->trade, shop->town_id, {shop->has_position, shop->latitude, shop->longitude}};
    set_services(&cards.items[i], shop->services, sold(ctx, &sale, shop->takes_vouchers, &place));
  }
  return cards;
}

struct shop_card window_card(struct ctx *ctx, struct url root, const struct shop *shop,
                             bool selling) {
  struct shop_card card = {.root = root,
                           .slug = shop->slug,
                           .name = shop->name,
                           .trade = trade_name(shop->trade, ctx->language),
                           .pattern = trade_pattern(shop->trade),
                           .street = shop->street,
                           .town = shop->town,
                           .deeper = true};
  struct sale sale = sale_now(ctx, selling);
  struct measured place = measured_shop(shop);
  set_services(&card, shop->services, sold(ctx, &sale, shop->takes_vouchers, &place));
  return card;
}

bool window_selling(struct ctx *ctx, struct campaign *campaign) {
  return campaign_shown(ctx, campaign);
}

static int64_t face(const struct campaign *campaign, bool largest) {
  if (campaign->face_value_count == 0) return 0;
  return campaign->face_values[largest ? campaign->face_value_count - 1 : 0];
}

struct money window_min(struct ctx *ctx, const struct campaign *campaign) {
  int64_t smallest = campaign->min_minor;
  if (campaign->max_minor == 0) smallest = face(campaign, false);
  return money_of(smallest, ctx->currency);
}

struct money window_max(struct ctx *ctx, const struct campaign *campaign) {
  int64_t largest = campaign->max_minor;
  if (campaign->max_minor == 0) largest = face(campaign, true);
  return money_of(largest, ctx->currency);
}

struct choices window_towns(struct arena *arena, const struct shop_summary *summary, size_t most,
                            struct str chosen) {
  const struct towns *towns = &summary->towns;
  struct choices choices = {arena_array(arena, struct choice, towns->count), 0};
  for (size_t i = 0; i < towns->count && i < most; i++)
    choices.items[choices.count++] =
        (struct choice){towns->items[i].slug, towns->items[i].name, towns->items[i].shops,
                        str_equal(towns->items[i].slug, chosen)};
  return choices;
}

struct choices window_trades(struct ctx *ctx, const struct shop_summary *summary, size_t most,
                             struct str chosen) {
  const struct trade_counts *trades = &summary->trades;
  struct choices choices = {arena_array(ctx->arena, struct choice, trades->count), 0};
  for (size_t i = 0; i < trades->count && i < most; i++) {
    struct str key = trades->items[i].trade;
    choices.items[choices.count++] = (struct choice){
        key, trade_name(key, ctx->language), trades->items[i].shops, str_equal(key, chosen)};
  }
  return choices;
}
