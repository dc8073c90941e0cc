/* League tables. */
#include <stdlib.h>

#include "domain/figures/figures_few.h"
#include "domain/shop/trade.h"

static struct ranking_row row_of(struct ctx *ctx, const struct figures_shop *shop) {
  return (struct ranking_row){.slug = shop->slug,
                              .name = shop->name,
                              .trade = shop->trade,
                              .trade_name = trade_name(shop->trade, ctx->language),
                              .town = shop->town,
                              .vouchers = figures_brought_count(&shop->sums),
                              .amount = money_of(figures_brought(&shop->sums), ctx->currency),
                              .made_up = shop->made_up};
}

static int64_t figure(const struct ranking_row *row, enum ranking_by by) {
  return by == RANKING_BY_VALUE ? row->amount.minor : row->vouchers;
}

static int compare(const struct ranking_row *a, const struct ranking_row *b, enum ranking_by by) {
  enum ranking_by other = by == RANKING_BY_VALUE ? RANKING_BY_COUNT : RANKING_BY_VALUE;
  if (figure(a, by) != figure(b, by)) return figure(a, by) > figure(b, by) ? -1 : 1;
  if (figure(a, other) != figure(b, other)) return figure(a, other) > figure(b, other) ? -1 : 1;
  int name = str_compare(a->name, b->name);
  return name ? name : str_compare(a->slug, b->slug);
}

static int by_value(const void *a, const void *b) {
  return compare(a, b, RANKING_BY_VALUE);
}

static int by_count(const void *a, const void *b) {
  return compare(a, b, RANKING_BY_COUNT);
}

static void number_rows(struct ranking *ranking, enum ranking_by by) {
  for (size_t i = 0; i < ranking->count; i++) {
    struct ranking_row *row = &ranking->items[i];
    int64_t best = figure(&ranking->items[0], by);
    bool tie = i > 0 && figure(row, by) == figure(row - 1, by);
    row->rank = tie ? (row - 1)->rank : (int64_t)i + 1;
    row->share_percent = best > 0 ? figure(row, by) * 100 / best : 0;
  }
}

/* The last by count go together until nobody can be singled out of them. */
static void part_few(struct ranking *ranking, int64_t few) {
  struct ranking_others *others = &ranking->others;
  qsort(ranking->items, ranking->count, sizeof *ranking->items, by_count);
  while (ranking->count > 0) {
    const struct ranking_row *last = &ranking->items[ranking->count - 1];
    bool alone = others->shops > 0 && (others->shops < 2 || others->vouchers < few);
    if (last->vouchers >= few && !alone) return;
    others->shops++;
    others->vouchers += last->vouchers;
    others->amount = money_add(others->amount, last->amount);
    ranking->count--;
  }
}

int64_t figures_few(const struct figures_query *query) {
  return query->has_from || query->has_to ? FIGURES_FEW : 0;
}

struct ranking figures_ranking_of(struct ctx *ctx, const struct figures_shops *shops,
                                  enum ranking_by by, int64_t few) {
  struct money nothing = money_of(0, ctx->currency);
  struct ranking ranking = {.items = arena_array(ctx->arena, struct ranking_row, shops->count + 1),
                            .amount = nothing,
                            .others = {.amount = nothing}};
  for (size_t i = 0; i < shops->count; i++) {
    const struct figures_shop *shop = &shops->items[i];
    if (shop->id.value == 0 || figures_brought_count(&shop->sums) <= 0) continue;
    struct ranking_row *row = &ranking.items[ranking.count++];
    *row = row_of(ctx, shop);
    ranking.vouchers += row->vouchers;
    ranking.amount = money_add(ranking.amount, row->amount);
  }
  ranking.shops = (int64_t)ranking.count;
  if (few > 0 && ranking.count > 0) part_few(&ranking, few);
  if (ranking.count > 0)
    qsort(ranking.items, ranking.count, sizeof *ranking.items,
          by == RANKING_BY_VALUE ? by_value : by_count);
  number_rows(&ranking, by);
  return ranking;
}

struct ranking figures_ranking(struct ctx *ctx, const struct ranking_query *query) {
  struct figures_shops shops = figures_shops(ctx, &query->of);
  struct ranking ranking = figures_ranking_of(ctx, &shops, query->by, figures_few(&query->of));
  if (query->limit > 0 && ranking.count > query->limit) ranking.count = query->limit;
  return ranking;
}
