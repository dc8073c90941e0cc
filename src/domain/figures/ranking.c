/* League tables. */
#include <stdlib.h>

#include "domain/figures/figures.h"
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
    bool tie = i > 0 && figure(row, by) == figure(row - 1, by);
    row->rank = tie ? (row - 1)->rank : (int64_t)i + 1;
    row->share_percent = figure(row, by) * 100 / figure(&ranking->items[0], by);
  }
}

struct ranking figures_ranking_of(struct ctx *ctx, const struct figures_shops *shops,
                                  enum ranking_by by, size_t limit) {
  struct ranking ranking = {.items = arena_array(ctx->arena, struct ranking_row, shops->count + 1),
                            .amount = money_of(0, ctx->currency)};
  for (size_t i = 0; i < shops->count; i++) {
    const struct figures_shop *shop = &shops->items[i];
    if (shop->id.value == 0 || figures_brought_count(&shop->sums) <= 0) continue;
    struct ranking_row *row = &ranking.items[ranking.count++];
    *row = row_of(ctx, shop);
    ranking.vouchers += row->vouchers;
    ranking.amount = money_add(ranking.amount, row->amount);
  }
  ranking.shops = (int64_t)ranking.count;
  if (ranking.count > 0)
    qsort(ranking.items, ranking.count, sizeof *ranking.items,
          by == RANKING_BY_VALUE ? by_value : by_count);
  if (limit > 0 && ranking.count > limit) ranking.count = limit;
  number_rows(&ranking, by);
  return ranking;
}

struct ranking figures_ranking(struct ctx *ctx, const struct ranking_query *query) {
  struct figures_shops shops = figures_shops(ctx, &query->of);
  return figures_ranking_of(ctx, &shops, query->by, query->limit);
}
