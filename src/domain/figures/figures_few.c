#include "domain/figures/figures_few.h"

#include <stdlib.h>

#include "domain/shop/trade.h"

/* Days. */

static bool is_few(const struct figures_sums *sums) {
  return figures_brought_count(sums) < FIGURES_FEW;
}

struct figures_spans figures_spans_all(struct ctx *ctx, const struct figures_days *days) {
  struct figures_spans spans = {arena_array(ctx->arena, struct figures_span, days->count + 1),
                                days->count};
  for (size_t i = 0; i < days->count; i++)
    spans.items[i] =
        (struct figures_span){days->items[i].on, days->items[i].on, days->items[i].sums};
  return spans;
}

static void join(struct figures_span *span, const struct figures_span *next) {
  span->to = next->to;
  figures_sums_add(&span->sums, &next->sums);
}

struct figures_spans figures_spans_public(struct ctx *ctx, const struct figures_days *days) {
  struct figures_spans spans = figures_spans_all(ctx, days);
  size_t count = 0;
  for (size_t i = 0; i < spans.count; i++)
    if (count > 0 && is_few(&spans.items[count - 1].sums))
      join(&spans.items[count - 1], &spans.items[i]);
    else
      spans.items[count++] = spans.items[i];
  if (count > 1 && is_few(&spans.items[count - 1].sums)) {
    join(&spans.items[count - 2], &spans.items[count - 1]);
    count--;
  }
  spans.count = count == 1 && is_few(&spans.items[0].sums) ? 0 : count;
  return spans;
}

/* An even part; the first days take what does not divide. */
static int64_t part(int64_t whole, int64_t parts, int64_t at) {
  return whole / parts + (at < whole % parts ? 1 : 0);
}

static void spread(struct figures_days *every, const struct figures_span *span) {
  int64_t days = span->to.number - span->from.number + 1;
  for (int64_t i = 0; i < days; i++) {
    int64_t at = span->from.number + i - every->items[0].on.number;
    if (at < 0 || at >= (int64_t)every->count) continue;
    struct figures_sums *sums = &every->items[at].sums;
    sums->voucher_count += part(span->sums.voucher_count, days, i);
    sums->worth_minor += part(span->sums.worth_minor, days, i);
    sums->top_up_minor += part(span->sums.top_up_minor, days, i);
  }
}

struct figures_days figures_spread(struct ctx *ctx, const struct figures_spans *spans,
                                   struct day from, struct day to) {
  struct figures_days none = {0};
  struct figures_days every = figures_every_day(ctx, &none, from, to);
  for (size_t i = 0; every.count > 0 && i < spans->count; i++)
    spread(&every, &spans->items[i]);
  return every;
}

/* Groups. */

static int by_value(const void *left, const void *right) {
  const struct figures_group *a = left, *b = right;
  int64_t one = figures_brought(&a->sums), other = figures_brought(&b->sums);
  if (one != other) return one > other ? -1 : 1;
  one = figures_brought_count(&a->sums), other = figures_brought_count(&b->sums);
  if (one != other) return one > other ? -1 : 1;
  return str_compare(a->name, b->name);
}

static int by_count_upward(const void *left, const void *right) {
  const struct figures_group *a = left, *b = right;
  int64_t one = figures_brought_count(&a->sums), other = figures_brought_count(&b->sums);
  if (one != other) return one < other ? -1 : 1;
  return by_value(right, left);
}

/* Groups by their names: open addressing, at most half full. */
struct grouping {
  struct ctx *ctx;
  struct figures_groups groups;
  enum figures_grouping by;
  uint32_t *places; /* of a group, from 1; 0 is free */
  size_t capacity;  /* a power of two */
};

static struct figures_group *group_of(struct grouping *to, const struct figures_shop *shop) {
  bool trade = to->by == FIGURES_BY_TRADE;
  struct str name = trade ? trade_name(shop->trade, to->ctx->language) : shop->town;
  size_t at = str_hash(name) & (to->capacity - 1);
  for (; to->places[at]; at = (at + 1) & (to->capacity - 1))
    if (str_equal(to->groups.items[to->places[at] - 1].name, name))
      return &to->groups.items[to->places[at] - 1];
  to->places[at] = (uint32_t)++to->groups.count;
  struct figures_group *group = &to->groups.items[to->groups.count - 1];
  *group = (struct figures_group){
      .key = trade ? shop->trade : shop->town_slug, .name = name, .groups = 1};
  return group;
}

static void sort(struct figures_groups *groups) {
  if (groups->count > 0) qsort(groups->items, groups->count, sizeof *groups->items, by_value);
}

struct figures_groups figures_groups_all(struct ctx *ctx, const struct figures_shops *shops,
                                         enum figures_grouping by) {
  struct grouping to = {.ctx = ctx, .by = by, .capacity = 64};
  while (to.capacity < 2 * shops->count)
    to.capacity *= 2;
  to.places = arena_array(shops->arena, uint32_t, to.capacity);
  to.groups.items = arena_array(shops->arena, struct figures_group, shops->count + 1);
  for (size_t i = 0; i < shops->count; i++) {
    const struct figures_shop *shop = &shops->items[i];
    if (shop->id.value == 0 || figures_brought_count(&shop->sums) <= 0) continue;
    struct figures_group *group = group_of(&to, shop);
    group->shops++;
    figures_sums_add(&group->sums, &shop->sums);
  }
  sort(&to.groups);
  return to.groups;
}

/* How many of the smallest, in their order, are to be joined. */
static size_t count_few(const struct figures_groups *groups) {
  size_t few = 0;
  int64_t together = 0;
  while (few < groups->count &&
         (is_few(&groups->items[few].sums) || (few > 0 && (together < FIGURES_FEW || few < 2))))
    together += figures_brought_count(&groups->items[few++].sums);
  return few;
}

struct figures_groups figures_groups_public(struct ctx *ctx, const struct figures_shops *shops,
                                            enum figures_grouping by) {
  struct figures_groups groups = figures_groups_all(ctx, shops, by);
  if (groups.count == 0) return groups;
  qsort(groups.items, groups.count, sizeof *groups.items, by_count_upward);
  size_t few = count_few(&groups);
  struct figures_group others = {0};
  for (size_t i = 0; i < few; i++) {
    others.groups++;
    others.shops += groups.items[i].shops;
    figures_sums_add(&others.sums, &groups.items[i].sums);
  }
  struct figures_groups shown = {groups.items + few, groups.count - few};
  sort(&shown);
  if (few == 0 || is_few(&others.sums)) return shown;
  struct figures_groups joined = {arena_array(shops->arena, struct figures_group, shown.count + 1),
                                  shown.count + 1};
  for (size_t i = 0; i < shown.count; i++)
    joined.items[i] = shown.items[i];
  joined.items[shown.count] = others;
  return joined;
}
