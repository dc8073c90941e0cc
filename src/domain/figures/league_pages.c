#include "domain/figures/league.h"

#include "base/format.h"

struct str league_amount(struct ctx *ctx, struct money amount) {
  struct buf text = buf_in(ctx->arena);
  format_money_short(&text, ctx->language, amount);
  return buf_str(&text);
}

static struct str number(struct ctx *ctx, int64_t value) {
  struct buf text = buf_in(ctx->arena);
  format_int(&text, ctx->language, value);
  return buf_str(&text);
}

/* A message with a plural and other values beside the count. */
static struct str counted(struct ctx *ctx, enum message message, int64_t count,
                          const struct message_arg *args, size_t arg_count) {
  return message_format(ctx->arena, ctx->language, message, count, args, arg_count);
}

/* Shops. */

struct league_table league_of_shops(struct ctx *ctx, struct url root, const struct ranking *ranking,
                                    enum ranking_by by) {
  bool by_count = by == RANKING_BY_COUNT;
  size_t count = ranking->count < LEAGUE_MAX ? ranking->count : LEAGUE_MAX;
  struct league rows = {arena_array(ctx->arena, struct league_row, count), count};
  for (size_t i = 0; i < count; i++) {
    const struct ranking_row *row = &ranking->items[i];
    rows.items[i] = (struct league_row){
        .rank = row->rank,
        .slug = row->slug,
        .name = row->name,
        .place = str_format(ctx->arena, "%.*s, %.*s", STR_ARG(row->trade_name), STR_ARG(row->town)),
        .amount = league_amount(ctx, row->amount),
        .vouchers = row->vouchers,
        .share_percent = row->share_percent};
  }
  return (struct league_table){.id = by_count ? S("par-nombre") : S("par-valeur"),
                               .root = root,
                               .caption = by_count ? MSG_figures_by_count : MSG_figures_by_value,
                               .subject = MSG_figures_shop,
                               .ranked = true,
                               .by_count = by_count,
                               .rows = rows};
}

struct str league_rest(struct ctx *ctx, const struct ranking *ranking) {
  struct buf text = buf_in(ctx->arena);
  if (ranking->ranked > LEAGUE_MAX)
    buf_add(&text, counted(ctx, MSG_figures_cut, LEAGUE_MAX, NULL, 0));
  if (ranking->others.shops == 0) return buf_str(&text);
  if (text.len > 0) buf_add_char(&text, ' ');
  const struct message_arg args[] = {{"vouchers", number(ctx, ranking->others.vouchers)},
                                     {"amount", league_amount(ctx, ranking->others.amount)}};
  buf_add(&text, counted(ctx, MSG_figures_other_shops, ranking->others.shops, args, 2));
  return buf_str(&text);
}

/* Trades and towns. */

static struct league rows_of(struct ctx *ctx, const struct figures_groups *groups,
                             enum message others) {
  size_t count = groups->count < LEAGUE_MAX ? groups->count : LEAGUE_MAX;
  struct league rows = {arena_array(ctx->arena, struct league_row, count), count};
  int64_t best = count > 0 ? figures_brought(&groups->items[0].sums) : 0;
  for (size_t i = 0; i < count; i++) {
    /* What is joined stands last, also where not all are shown. */
    const struct figures_group *group = &groups->items[i];
    const struct figures_group *last = &groups->items[groups->count - 1];
    if (i + 1 == count && last->groups > 1) group = last;
    int64_t value = figures_brought(&group->sums);
    rows.items[i] = (struct league_row){
        .name = group->groups > 1 ? counted(ctx, others, group->groups, NULL, 0) : group->name,
        .place = counted(ctx, MSG_figures_n_shops, group->shops, NULL, 0),
        .amount = league_amount(ctx, money_of(value, ctx->currency)),
        .vouchers = figures_brought_count(&group->sums),
        .share_percent = best > 0 && value < best ? value * 100 / best : 100};
  }
  return rows;
}

struct league_table league_of_trades(struct ctx *ctx, const struct figures_groups *groups) {
  return (struct league_table){.id = S("par-metier"),
                               .caption = MSG_figures_by_trade,
                               .subject = MSG_figures_trade,
                               .rows = rows_of(ctx, groups, MSG_figures_other_trades)};
}

struct league_table league_of_towns(struct ctx *ctx, const struct figures_groups *groups) {
  return (struct league_table){.id = S("par-commune"),
                               .caption = MSG_figures_by_town,
                               .subject = MSG_figures_town,
                               .rows = rows_of(ctx, groups, MSG_figures_other_towns)};
}
