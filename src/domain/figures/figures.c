#include "domain/figures/figures.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/text.h"
#include "db/db.h"
#include "domain/shop/trade.h"
#include "domain/voucher/voucher_act.h"
#include "figures_sql.h"

enum {
  ROLL_VOUCHERS = 2000,
  TAIL_PAGE = 10000,
  ID_TIME_SHIFT = 22,
  VOUCHER_TIME_SHIFT = 15,
  CURVE_MAX = 400
};

/* Rolling up. */

struct sale { /* vouchers of one shop, campaign and day */
  struct campaign_id campaign_id;
  struct shop_id shop_id;
  struct day on;
  int64_t vouchers, amount_minor;
};

static int by_sale(const void *left, const void *right) {
  const struct sale *a = left, *b = right;
  if (a->campaign_id.value != b->campaign_id.value)
    return a->campaign_id.value < b->campaign_id.value ? -1 : 1;
  if (a->on.number != b->on.number) return a->on.number < b->on.number ? -1 : 1;
  return (a->shop_id.value > b->shop_id.value) - (a->shop_id.value < b->shop_id.value);
}

/* The smallest id a voucher made from now on can have, `lag_ms` ago. */
static struct voucher_id horizon(struct ctx *ctx, int64_t lag_ms) {
  int64_t ms = (id_next(ctx->ids) >> ID_TIME_SHIFT) - lag_ms;
  return (struct voucher_id){ms > 0 ? ms << VOUCHER_TIME_SHIFT : 0};
}

static struct voucher_id mark(struct ctx *ctx) {
  struct figures_mark_row row;
  return figures_mark(ctx, &row) ? row.voucher_id : (struct voucher_id){-1};
}

struct rolling {
  int64_t lag_ms, rolled;
};

static bool roll_body(struct ctx *ctx, void *arg) {
  struct rolling *rolling = arg;
  struct figures_vouchers_rows rows =
      figures_vouchers(ctx, mark(ctx), horizon(ctx, rolling->lag_ms), ROLL_VOUCHERS);
  rolling->rolled = (int64_t)rows.count;
  if (rows.count == 0) return false;
  struct sale *sales = arena_array(ctx->arena, struct sale, rows.count);
  for (size_t i = 0; i < rows.count; i++)
    sales[i] =
        (struct sale){rows.items[i].campaign_id, rows.items[i].shop_id,
                      zone_day(ctx->zone, rows.items[i].issued_at), 1, rows.items[i].amount_minor};
  qsort(sales, rows.count, sizeof *sales, by_sale);
  for (size_t i = 0; i < rows.count;) {
    struct sale sum = sales[i++];
    for (; i < rows.count && by_sale(&sum, &sales[i]) == 0; i++) {
      sum.vouchers++;
      sum.amount_minor += sales[i].amount_minor;
    }
    figures_add(ctx, &(struct figures_add_params){sum.campaign_id, sum.on, sum.shop_id,
                                                  sum.vouchers, sum.amount_minor});
  }
  figures_mark_set(ctx, rows.items[rows.count - 1].id);
  return true;
}

int64_t figures_roll(struct ctx *ctx, int64_t lag_ms) {
  struct rolling rolling = {.lag_ms = lag_ms};
  db_write(ctx, roll_body, &rolling);
  return rolling.rolled;
}

/* The vouchers after the mark, oldest first. Few when the roll-up runs; all of them are read. */
static void visit_tail(struct ctx *ctx,
                       void (*visit)(void *arg, const struct figures_vouchers_row *voucher),
                       void *arg) {
  struct voucher_id after = mark(ctx);
  for (;;) {
    struct figures_vouchers_rows page =
        figures_vouchers(ctx, after, (struct voucher_id){INT64_MAX}, TAIL_PAGE);
    for (size_t i = 0; i < page.count; i++)
      visit(arg, &page.items[i]);
    if (page.count < TAIL_PAGE) return;
    after = page.items[page.count - 1].id;
  }
}

/* Summing per shop. */

struct shop_sum {
  int64_t shop; /* 0: free slot */
  int64_t vouchers, amount_minor;
};
struct shop_sums { /* open addressing; capacity a power of two, at most half full */
  struct ctx *ctx;
  struct day from, to;
  struct shop_sum *slots;
  size_t capacity, count;
};

static struct shop_sum *slot_of(struct shop_sums *sums, int64_t shop) {
  size_t slot = (size_t)((uint64_t)shop * 0x9e3779b97f4a7c15u >> 20) & (sums->capacity - 1);
  while (sums->slots[slot].shop != 0 && sums->slots[slot].shop != shop)
    slot = (slot + 1) & (sums->capacity - 1);
  return &sums->slots[slot];
}

static void grow(struct shop_sums *sums) {
  struct shop_sums old = *sums;
  sums->capacity = old.capacity ? old.capacity * 2 : 64;
  sums->slots = arena_array(sums->ctx->arena, struct shop_sum, sums->capacity);
  for (size_t i = 0; i < old.capacity; i++)
    if (old.slots[i].shop != 0) *slot_of(sums, old.slots[i].shop) = old.slots[i];
}

static void add(struct shop_sums *sums, struct shop_id shop, int64_t vouchers, int64_t minor) {
  if (sums->count * 2 >= sums->capacity) grow(sums);
  struct shop_sum *sum = slot_of(sums, shop.value);
  if (sum->shop == 0) sums->count++;
  sum->shop = shop.value;
  sum->vouchers += vouchers;
  sum->amount_minor += minor;
}

static void add_voucher(void *arg, const struct figures_vouchers_row *voucher) {
  struct shop_sums *sums = arg;
  struct day on = zone_day(sums->ctx->zone, voucher->issued_at);
  if (on.number >= sums->from.number && on.number <= sums->to.number)
    add(sums, voucher->shop_id, 1, voucher->amount_minor);
}

static struct shop_sums sum_by_shop(struct ctx *ctx, struct day from, struct day to) {
  struct shop_sums sums = {.ctx = ctx, .from = from, .to = to};
  struct figures_by_shop_rows rolled = figures_by_shop(ctx, from, to);
  for (size_t i = 0; i < rolled.count; i++)
    add(&sums, rolled.items[i].shop_id, rolled.items[i].vouchers, rolled.items[i].amount_minor);
  visit_tail(ctx, add_voucher, &sums);
  return sums;
}

/* League tables. */

static bool describe(struct ctx *ctx, const struct ranking_query *query, struct town_id town,
                     const struct shop_sum *sum, struct ranking_row *row) {
  struct figures_shop_row shop;
  if (!figures_shop(ctx, (struct shop_id){sum->shop}, &shop)) return false;
  if (query->trade.len > 0 && !str_equal(query->trade, shop.trade)) return false;
  if (query->town.len > 0 && shop.town_id.value != town.value) return false;
  *row = (struct ranking_row){.slug = shop.slug,
                              .name = shop.name,
                              .trade = shop.trade,
                              .trade_name = trade_name(shop.trade, ctx->language),
                              .town = shop.town_name,
                              .vouchers = sum->vouchers,
                              .amount = money_of(sum->amount_minor, ctx->currency),
                              .made_up = shop.made_up};
  return true;
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

struct ranking figures_ranking(struct ctx *ctx, const struct ranking_query *query) {
  struct town town = {0};
  struct ranking ranking = {.amount = money_of(0, ctx->currency)};
  if (query->town.len > 0 && !town_find_by_slug(ctx, query->town, &town)) return ranking;
  struct day from = query->has_from ? query->from : (struct day){INT32_MIN};
  struct day to = query->has_to ? query->to : (struct day){INT32_MAX};
  struct shop_sums sums = sum_by_shop(ctx, from, to);
  ranking.items = arena_array(ctx->arena, struct ranking_row, sums.count + 1);
  for (size_t i = 0; i < sums.capacity; i++) {
    if (sums.slots[i].shop == 0) continue;
    struct ranking_row *row = &ranking.items[ranking.count];
    if (!describe(ctx, query, town.id, &sums.slots[i], row)) continue;
    ranking.count++;
    ranking.vouchers += row->vouchers;
    ranking.amount = money_add(ranking.amount, row->amount);
  }
  ranking.shops = (int64_t)ranking.count;
  if (ranking.count > 0)
    qsort(ranking.items, ranking.count, sizeof *ranking.items,
          query->by == RANKING_BY_VALUE ? by_value : by_count);
  if (query->limit > 0 && ranking.count > query->limit) ranking.count = query->limit;
  number_rows(&ranking, query->by);
  return ranking;
}

/* Totals and the curve. */

struct figures_total figures_total(struct ctx *ctx) {
  struct shop_sums sums = sum_by_shop(ctx, (struct day){INT32_MIN}, (struct day){INT32_MAX});
  struct figures_total total = {0};
  int64_t sold = 0;
  for (size_t i = 0; i < sums.capacity; i++) {
    if (sums.slots[i].shop == 0) continue;
    total.shops++;
    total.vouchers += sums.slots[i].vouchers;
    sold += sums.slots[i].amount_minor;
  }
  struct figures_redeemed_row off; /* what the shops' promises were relieved of */
  must(figures_redeemed(ctx, &off));
  struct voucher_act_sums all = voucher_act_total(ctx);
  struct voucher_act_sums wide = voucher_act_sums(ctx, (struct shop_id){0});
  int64_t gone = all.refunded_minor + all.expired_minor - wide.refunded_minor - wide.expired_minor;
  int64_t back = all.reversed_minor - wide.reversed_minor;
  int64_t redeemed = off.sealed_minor + off.tail_minor - gone - back;
  total.sold = money_of(sold, ctx->currency);
  total.redeemed = money_of(redeemed, ctx->currency);
  total.outstanding = money_of(sold - redeemed - gone, ctx->currency);
  return total;
}

struct curve {
  struct ctx *ctx;
  struct day first;
  struct figures_days days; /* one slot a day from `first`, those without sales included */
};

static void add_to_curve(struct curve *curve, struct day on, int64_t vouchers, int64_t minor) {
  int64_t slot = on.number - curve->first.number;
  if (slot < 0 || slot >= (int64_t)curve->days.count) return;
  curve->days.items[slot].vouchers += vouchers;
  curve->days.items[slot].amount.minor += minor;
}

static void add_voucher_to_curve(void *arg, const struct figures_vouchers_row *voucher) {
  struct curve *curve = arg;
  add_to_curve(curve, zone_day(curve->ctx->zone, voucher->issued_at), 1, voucher->amount_minor);
}

static struct figures_days draw_curve(struct ctx *ctx, struct day first, int32_t count) {
  struct curve curve = {.ctx = ctx, .first = first};
  curve.days.items = arena_array(ctx->arena, struct figures_day, (size_t)count);
  curve.days.count = (size_t)count;
  for (int32_t i = 0; i < count; i++)
    curve.days.items[i] =
        (struct figures_day){.on = {first.number + i}, .amount = money_of(0, ctx->currency)};
  struct figures_by_day_rows rolled = figures_by_day(ctx, curve.first);
  for (size_t i = 0; i < rolled.count; i++)
    add_to_curve(&curve, rolled.items[i].day_on, rolled.items[i].vouchers,
                 rolled.items[i].amount_minor);
  visit_tail(ctx, add_voucher_to_curve, &curve);
  return curve.days;
}

struct figures_days figures_curve(struct ctx *ctx, int64_t count) {
  must(count > 0 && count <= CURVE_MAX);
  int32_t first = zone_day(ctx->zone, ctx->now).number - (int32_t)count + 1;
  return draw_curve(ctx, (struct day){first}, (int32_t)count);
}

struct figures_days figures_curve_between(struct ctx *ctx, struct day from, struct day to) {
  if (to.number < from.number) return (struct figures_days){0};
  bool long_ago = (int64_t)to.number - from.number >= CURVE_MAX;
  struct day first = long_ago ? (struct day){to.number - CURVE_MAX + 1} : from;
  return draw_curve(ctx, first, to.number - first.number + 1);
}
