#include "domain/figures/league.h"

#include "base/format.h"

struct str league_amount(struct ctx *ctx, struct money amount) {
  struct buf text = buf_in(ctx->arena);
  format_money_short(&text, ctx->language, amount);
  return buf_str(&text);
}

struct league league_of(struct ctx *ctx, const struct ranking *ranking) {
  size_t count = ranking->count < LEAGUE_MAX ? ranking->count : LEAGUE_MAX;
  struct league league = {arena_array(ctx->arena, struct league_row, count), count};
  for (size_t i = 0; i < count; i++) {
    const struct ranking_row *row = &ranking->items[i];
    league.items[i] = (struct league_row){
        .rank = row->rank,
        .slug = row->slug,
        .name = row->name,
        .place = str_format(ctx->arena, "%.*s, %.*s", STR_ARG(row->trade_name), STR_ARG(row->town)),
        .amount = league_amount(ctx, row->amount),
        .money = row->amount,
        .vouchers = row->vouchers,
        .share_percent = row->share_percent};
  }
  return league;
}

static struct league_row *row_named(struct league *league, struct str name,
                                    enum currency currency) {
  for (size_t i = 0; i < league->count; i++)
    if (str_equal(league->items[i].name, name)) return &league->items[i];
  struct league_row *row = &league->items[league->count++];
  *row = (struct league_row){.name = name, .money = money_of(0, currency)};
  return row;
}

/* By insertion, because few trades or towns have sales and equal ones must keep their order. */
static void sort(struct league *league) {
  for (size_t i = 1; i < league->count; i++) {
    struct league_row row = league->items[i];
    size_t at = i;
    for (; at > 0 && league->items[at - 1].money.minor < row.money.minor; at--)
      league->items[at] = league->items[at - 1];
    league->items[at] = row;
  }
}

struct league league_by(struct ctx *ctx, const struct ranking *by_value, enum league_by by) {
  struct league league = {arena_array(ctx->arena, struct league_row, by_value->count + 1), 0};
  for (size_t i = 0; i < by_value->count; i++) {
    const struct ranking_row *shop = &by_value->items[i];
    struct league_row *row =
        row_named(&league, by == LEAGUE_TRADES ? shop->trade_name : shop->town, ctx->currency);
    row->money = money_add(row->money, shop->amount);
    row->vouchers += shop->vouchers;
  }
  sort(&league);
  if (league.count > LEAGUE_MAX) league.count = LEAGUE_MAX;
  for (size_t i = 0; i < league.count; i++) {
    struct league_row *row = &league.items[i];
    row->amount = league_amount(ctx, row->money);
    row->share_percent = row->money.minor * 100 / league.items[0].money.minor;
  }
  return league;
}
