/* League tables. */
#include <stdlib.h>

#include "domain/figures/figures_few.h"
#include "domain/shop/trade.h"

static int64_t figure(const struct figures_shop *shop, enum ranking_by by) {
  return by == RANKING_BY_VALUE ? figures_brought(&shop->sums) : figures_brought_count(&shop->sums);
}

static int compare(const struct figures_shop *a, const struct figures_shop *b, enum ranking_by by) {
  enum ranking_by other = by == RANKING_BY_VALUE ? RANKING_BY_COUNT : RANKING_BY_VALUE;
  if (figure(a, by) != figure(b, by)) return figure(a, by) > figure(b, by) ? -1 : 1;
  if (figure(a, other) != figure(b, other)) return figure(a, other) > figure(b, other) ? -1 : 1;
  int name = str_compare(a->name, b->name);
  return name ? name : str_compare(a->slug, b->slug);
}

static int by_value(const void *a, const void *b) {
  return compare(*(const struct figures_shop *const *)a, *(const struct figures_shop *const *)b,
                 RANKING_BY_VALUE);
}

static int by_count(const void *a, const void *b) {
  return compare(*(const struct figures_shop *const *)a, *(const struct figures_shop *const *)b,
                 RANKING_BY_COUNT);
}

/* Those with sales; sorted as pointers, for there may be many and few of them are shown. */
struct order {
  const struct figures_shop **items;
  size_t count;
};

static struct order order_of(const struct figures_shops *shops) {
  struct order order = {arena_array(shops->arena, const struct figures_shop *, shops->count + 1),
                        0};
  for (size_t i = 0; i < shops->count; i++) {
    const struct figures_shop *shop = &shops->items[i];
    if (shop->id.value != 0 && figures_brought_count(&shop->sums) > 0)
      order.items[order.count++] = shop;
  }
  return order;
}

static void sort(struct order *order, enum ranking_by by) {
  if (order->count > 0)
    qsort(order->items, order->count, sizeof *order->items,
          by == RANKING_BY_VALUE ? by_value : by_count);
}

/* The last by count go together until nobody can be singled out of them. */
static struct ranking_others part_few(struct ctx *ctx, struct order *order, int64_t few) {
  struct ranking_others others = {.amount = money_of(0, ctx->currency)};
  sort(order, RANKING_BY_COUNT);
  while (order->count > 0) {
    const struct figures_sums *last = &order->items[order->count - 1]->sums;
    bool alone = others.shops > 0 && (others.shops < 2 || others.vouchers < few);
    if (figures_brought_count(last) >= few && !alone) break;
    others.shops++;
    others.vouchers += figures_brought_count(last);
    others.amount = money_add(others.amount, money_of(figures_brought(last), ctx->currency));
    order->count--;
  }
  return others;
}

static void write_rows(struct ctx *ctx, struct ranking *ranking, const struct order *order,
                       enum ranking_by by) {
  for (size_t i = 0; i < ranking->count; i++) {
    const struct figures_shop *shop = order->items[i];
    int64_t best = figure(order->items[0], by);
    bool tie = i > 0 && figure(shop, by) == figure(order->items[i - 1], by);
    ranking->items[i] =
        (struct ranking_row){.rank = tie ? ranking->items[i - 1].rank : (int64_t)i + 1,
                             .slug = shop->slug,
                             .name = shop->name,
                             .trade = shop->trade,
                             .trade_name = trade_name(shop->trade, ctx->language),
                             .town = shop->town,
                             .vouchers = figures_brought_count(&shop->sums),
                             .amount = money_of(figures_brought(&shop->sums), ctx->currency),
                             .share_percent = best > 0 ? figure(shop, by) * 100 / best : 0,
                             .made_up = shop->made_up};
  }
}

int64_t figures_few(const struct figures_query *query) {
  return query->has_from || query->has_to ? FIGURES_FEW : 0;
}

struct ranking figures_ranking_of(struct ctx *ctx, const struct figures_shops *shops,
                                  enum ranking_by by, int64_t few, size_t limit) {
  struct ranking ranking = {.amount = money_of(0, ctx->currency),
                            .others.amount = money_of(0, ctx->currency)};
  struct order order = order_of(shops);
  ranking.shops = (int64_t)order.count;
  for (size_t i = 0; i < order.count; i++) {
    ranking.vouchers += figures_brought_count(&order.items[i]->sums);
    ranking.amount =
        money_add(ranking.amount, money_of(figures_brought(&order.items[i]->sums), ctx->currency));
  }
  if (few > 0 && order.count > 0) ranking.others = part_few(ctx, &order, few);
  sort(&order, by);
  ranking.ranked = (int64_t)order.count;
  ranking.count = limit > 0 && limit < order.count ? limit : order.count;
  ranking.items = arena_array(shops->arena, struct ranking_row, ranking.count + 1);
  write_rows(ctx, &ranking, &order, by);
  return ranking;
}

struct ranking figures_ranking(struct ctx *ctx, const struct ranking_query *query) {
  struct figures_shops shops = figures_shops(ctx, &query->of);
  return figures_ranking_of(ctx, &shops, query->by, figures_few(&query->of), query->limit);
}
