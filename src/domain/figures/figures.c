#include "domain/figures/figures.h"

#include <string.h>

#include "base/fault.h"
#include "domain/figures/figures_in.h"
#include "figures_sql.h"

/* Sums. */

void figures_sums_add(struct figures_sums *sums, const struct figures_sums *more) {
#define X(name) sums->name += more->name;
  FIGURES_SUMS(X)
#undef X
}

int64_t figures_paid(const struct figures_sums *sums) {
  return sums->worth_minor - sums->top_up_minor;
}

int64_t figures_used(const struct figures_sums *sums) {
  return sums->redeemed_minor - sums->reversed_minor;
}

int64_t figures_left(const struct figures_sums *sums) {
  return sums->worth_minor + sums->moved_minor - figures_used(sums) - sums->refunded_minor -
         sums->expired_minor;
}

int64_t figures_brought_count(const struct figures_sums *sums) {
  return sums->voucher_count + sums->used_count;
}

int64_t figures_brought(const struct figures_sums *sums) {
  return sums->worth_minor + sums->used_minor;
}

/* What of the tables and of the tail a query means. */

struct scope {
  struct ctx *ctx;
  const struct figures_query *query;
  struct day from, to;
  struct town_id town; /* 0: every town */
};

/* False: there is no such town. */
static bool scope_of(struct ctx *ctx, const struct figures_query *query, struct scope *scope) {
  struct town town = {0};
  if (query->town.len > 0 && !town_find_by_slug(ctx, query->town, &town)) return false;
  *scope = (struct scope){.ctx = ctx,
                          .query = query,
                          .from = query->has_from ? query->from : (struct day){INT32_MIN},
                          .to = query->has_to ? query->to : (struct day){INT32_MAX},
                          .town = town.id};
  return true;
}

static bool is_narrow(const struct scope *scope) {
  return scope->query->trade.len > 0 || scope->town.value != 0;
}

static bool in_scope(const struct scope *scope, const struct figures_change *change) {
  int64_t campaign = scope->query->campaign.value;
  return change->on.number >= scope->from.number && change->on.number <= scope->to.number &&
         (campaign == 0 || change->campaign.value == campaign);
}

/* Shops: a table with open addressing; its capacity is a power of two and at most half full. */

struct slot {
  bool taken, described;
  struct figures_shop shop;
};
struct shop_table {
  struct scope scope;
  struct slot *slots;
  size_t capacity, count;
};

static struct slot *slot_of(struct shop_table *table, struct shop_id shop) {
  uint64_t mixed = (uint64_t)shop.value * 0x9e3779b97f4a7c15u;
  size_t at = (size_t)(mixed >> 20) & (table->capacity - 1);
  while (table->slots[at].taken && table->slots[at].shop.id.value != shop.value)
    at = (at + 1) & (table->capacity - 1);
  return &table->slots[at];
}

static void grow(struct shop_table *table) {
  struct shop_table old = *table;
  table->capacity = old.capacity ? old.capacity * 2 : 64;
  table->slots = arena_array(table->scope.ctx->arena, struct slot, table->capacity);
  for (size_t i = 0; i < old.capacity; i++)
    if (old.slots[i].taken) *slot_of(table, old.slots[i].shop.id) = old.slots[i];
}

static struct slot *add_to_shop(struct shop_table *table, struct shop_id shop,
                                const struct figures_sums *sums) {
  if (table->count * 2 >= table->capacity) grow(table);
  struct slot *slot = slot_of(table, shop);
  if (!slot->taken) table->count++;
  slot->taken = true;
  slot->shop.id = shop;
  figures_sums_add(&slot->shop.sums, sums);
  return slot;
}

static void add_change_to_shop(void *arg, const struct figures_change *change) {
  struct shop_table *table = arg;
  if (in_scope(&table->scope, change)) add_to_shop(table, change->shop, &change->sums);
}

static void add_row(struct shop_table *table, const struct figures_by_shop_row *row) {
  struct figures_sums sums = {
#define X(name) .name = row->name,
      FIGURES_SUMS(X)
#undef X
  };
  struct slot *slot = add_to_shop(table, row->shop_id, &sums);
  slot->described = row->has_slug;
  slot->shop.slug = row->slug;
  slot->shop.name = row->name;
  slot->shop.trade = row->trade;
  slot->shop.town = row->town_name;
  slot->shop.town_slug = row->town_slug;
  slot->shop.town_id = row->town_id;
  slot->shop.made_up = row->made_up;
}

static struct shop_table sum_by_shop(const struct scope *scope) {
  struct shop_table table = {.scope = *scope};
  bool days = scope->query->has_from || scope->query->has_to;
  struct figures_by_shop_params asked = {.grain = days ? GRAIN_SHOP_AND_DAY : GRAIN_SHOP,
                                         .campaign_id = scope->query->campaign,
                                         .from_on = scope->from,
                                         .to_on = scope->to};
  struct figures_by_shop_rows rows = figures_by_shop(scope->ctx, &asked);
  for (size_t i = 0; i < rows.count; i++)
    add_row(&table, &rows.items[i]);
  figures_visit_tail(scope->ctx, add_change_to_shop, &table);
  return table;
}

/* A shop that only the tail knows. */
static bool describe(struct ctx *ctx, struct figures_shop *shop) {
  struct figures_shop_about_row about;
  if (!figures_shop_about(ctx, shop->id, &about)) return false;
  shop->slug = about.slug;
  shop->name = about.name;
  shop->trade = about.trade;
  shop->town = about.town_name;
  shop->town_slug = about.town_slug;
  shop->town_id = about.town_id;
  shop->made_up = about.made_up;
  return true;
}

/* Is it one of those the query means? */
static bool is_meant(const struct scope *scope, struct slot *slot) {
  if (slot->shop.id.value == 0) return !is_narrow(scope);
  if (!slot->described && !(slot->described = describe(scope->ctx, &slot->shop))) return false;
  return (scope->query->trade.len == 0 || str_equal(scope->query->trade, slot->shop.trade)) &&
         (scope->town.value == 0 || scope->town.value == slot->shop.town_id.value);
}

struct figures_shops figures_shops(struct ctx *ctx, const struct figures_query *query) {
  struct figures_shops shops = {0};
  struct scope scope;
  if (!scope_of(ctx, query, &scope)) return shops;
  struct shop_table table = sum_by_shop(&scope);
  shops.items = arena_array(ctx->arena, struct figures_shop, table.count + 1);
  for (size_t i = 0; i < table.capacity; i++)
    if (table.slots[i].taken && is_meant(&scope, &table.slots[i]))
      shops.items[shops.count++] = table.slots[i].shop;
  return shops;
}

/* Days: rows in order of their days, and after them, for a while, days of the tail. */

struct day_table {
  struct scope scope;
  struct figures_days days;
  size_t room;
};

static struct figures_sums *sums_on(struct day_table *table, struct day on) {
  struct figures_days *days = &table->days;
  size_t at = days->count;
  while (at > 0 && days->items[at - 1].on.number > on.number)
    at--;
  if (at > 0 && days->items[at - 1].on.number == on.number) return &days->items[at - 1].sums;
  if (days->count == table->room) {
    struct figures_day *old = days->items;
    table->room = table->room * 2 + 16;
    days->items = arena_array(table->scope.ctx->arena, struct figures_day, table->room);
    if (days->count > 0) memcpy(days->items, old, days->count * sizeof *old);
  }
  memmove(&days->items[at + 1], &days->items[at], (days->count - at) * sizeof *days->items);
  days->items[at] = (struct figures_day){.on = on};
  days->count++;
  return &days->items[at].sums;
}

static void add_change_to_day(void *arg, const struct figures_change *change) {
  struct day_table *table = arg;
  struct slot slot = {.shop = {.id = change->shop}};
  if (!in_scope(&table->scope, change)) return;
  if (!is_narrow(&table->scope) || is_meant(&table->scope, &slot))
    figures_sums_add(sums_on(table, change->on), &change->sums);
}

static struct figures_by_day_rows rows_by_day(const struct scope *scope) {
  struct campaign_id campaign = scope->query->campaign;
  if (!is_narrow(scope))
    return figures_by_day(scope->ctx, &(struct figures_by_day_params){.grain = GRAIN_DAY,
                                                                      .campaign_id = campaign,
                                                                      .from_on = scope->from,
                                                                      .to_on = scope->to});
  return figures_by_day_of(scope->ctx,
                           &(struct figures_by_day_of_params){.campaign_id = campaign,
                                                              .from_on = scope->from,
                                                              .to_on = scope->to,
                                                              .trade = scope->query->trade,
                                                              .town_id = scope->town});
}

struct figures_days figures_days(struct ctx *ctx, const struct figures_query *query) {
  struct day_table table = {0};
  if (!scope_of(ctx, query, &table.scope)) return table.days;
  struct figures_by_day_rows rows = rows_by_day(&table.scope);
  for (size_t i = 0; i < rows.count; i++) {
    struct figures_sums sums = {
#define X(name) .name = rows.items[i].name,
        FIGURES_SUMS(X)
#undef X
    };
    figures_sums_add(sums_on(&table, rows.items[i].day_on), &sums);
  }
  figures_visit_tail(ctx, add_change_to_day, &table);
  return table.days;
}

struct figures_days figures_every_day(struct ctx *ctx, const struct figures_days *days,
                                      struct day from, struct day to) {
  if (to.number < from.number) return (struct figures_days){0};
  bool long_ago = (int64_t)to.number - from.number >= CURVE_DAYS_MAX;
  int32_t first = long_ago ? to.number - CURVE_DAYS_MAX + 1 : from.number;
  size_t count = (size_t)(to.number - first + 1);
  struct figures_days every = {arena_array(ctx->arena, struct figures_day, count), count};
  for (size_t i = 0; i < count; i++)
    every.items[i].on = (struct day){first + (int32_t)i};
  for (size_t i = 0; i < days->count; i++) {
    int32_t at = days->items[i].on.number - first;
    if (at >= 0 && at < (int32_t)count) every.items[at].sums = days->items[i].sums;
  }
  return every;
}

struct figures_days figures_curve_between(struct ctx *ctx, struct day from, struct day to) {
  struct figures_query query = {.has_from = true, .has_to = true, .from = from, .to = to};
  struct figures_days days = figures_days(ctx, &query);
  return figures_every_day(ctx, &days, from, to);
}

struct figures_days figures_curve(struct ctx *ctx, int64_t count) {
  must(count > 0 && count <= CURVE_DAYS_MAX);
  struct day today = zone_day(ctx->zone, ctx->now);
  return figures_curve_between(ctx, (struct day){today.number - (int32_t)count + 1}, today);
}

/* Everything. */

struct figures_total figures_total(struct ctx *ctx) {
  struct figures_shops shops = figures_shops(ctx, &(struct figures_query){0});
  struct figures_total total = {0};
  struct figures_sums sums = {0};
  for (size_t i = 0; i < shops.count; i++) {
    figures_sums_add(&sums, &shops.items[i].sums);
    total.shops += shops.items[i].id.value != 0 && figures_brought(&shops.items[i].sums) > 0;
  }
  total.vouchers = sums.voucher_count;
  total.sold = money_of(sums.worth_minor, ctx->currency);
  total.redeemed = money_of(figures_used(&sums), ctx->currency);
  total.outstanding = money_of(figures_left(&sums), ctx->currency);
  return total;
}

struct figures_flows figures_flows(struct ctx *ctx) {
  struct figures_by_flow_rows rows = figures_by_flow(ctx);
  struct figures_flows flows = {arena_array(ctx->arena, struct figures_flow, rows.count),
                                rows.count};
  for (size_t i = 0; i < rows.count; i++)
    flows.items[i] = (struct figures_flow){(enum reason)rows.items[i].reason,
                                           (enum account_kind)rows.items[i].debit_kind,
                                           (enum account_kind)rows.items[i].credit_kind,
                                           (enum phase)rows.items[i].phase,
                                           rows.items[i].transfer_count,
                                           rows.items[i].amount_minor};
  return flows;
}
