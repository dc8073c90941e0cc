#include "domain/figures/figures.h"

#include <string.h>

#include "base/fault.h"
#include "db/memo.h"
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

/* Shops: one after the other, found by a table of their numbers with open addressing; its capacity
 * is a power of two and at most half full. All in memory of its own: fifty thousand shops would not
 * fit into a request's. */

enum { SHOPS_BYTES = 256 << 20, PAGE = 2048, PAGES_KEPT = 4 };

struct shop_table {
  struct scope scope;
  struct figures_shops shops;
  size_t room;
  uint32_t *places; /* of a shop in shops, from 1; 0 is free */
  size_t capacity;
};

static void destroy(void *arena) {
  arena_destroy(arena);
}

static uint32_t *place_of(struct shop_table *table, struct shop_id shop) {
  uint64_t mixed = (uint64_t)shop.value * 0x9e3779b97f4a7c15u;
  size_t at = (size_t)(mixed >> 20) & (table->capacity - 1);
  while (table->places[at] && table->shops.items[table->places[at] - 1].id.value != shop.value)
    at = (at + 1) & (table->capacity - 1);
  return &table->places[at];
}

static void grow(struct shop_table *table) {
  struct figures_shops *shops = &table->shops;
  struct figures_shop *old = shops->items;
  table->room = table->room ? table->room * 2 : 64;
  shops->items = arena_array(shops->arena, struct figures_shop, table->room);
  if (shops->count > 0) memcpy(shops->items, old, shops->count * sizeof *old);
  table->capacity = table->room * 2;
  table->places = arena_array(shops->arena, uint32_t, table->capacity);
  for (size_t i = 0; i < shops->count; i++)
    *place_of(table, shops->items[i].id) = (uint32_t)i + 1;
}

static struct figures_shop *shop_in(struct shop_table *table, struct shop_id id) {
  if (table->shops.count == table->room) grow(table);
  uint32_t *place = place_of(table, id);
  if (*place == 0) {
    *place = (uint32_t)++table->shops.count;
    table->shops.items[*place - 1].id = id;
  }
  return &table->shops.items[*place - 1];
}

static void add_change_to_shop(void *arg, const struct figures_change *change) {
  struct shop_table *table = arg;
  if (in_scope(&table->scope, change))
    figures_sums_add(&shop_in(table, change->shop)->sums, &change->sums);
}

static void add_row(struct shop_table *table, const struct figures_by_shop_row *row) {
  *shop_in(table, row->shop_id) = (struct figures_shop){.id = row->shop_id,
                                                        .slug = row->slug,
                                                        .name = row->name,
                                                        .trade = row->trade,
                                                        .town = row->town_name,
                                                        .town_slug = row->town_slug,
                                                        .town_id = row->town_id,
                                                        .made_up = row->made_up,
                                                        .sums = {
#define X(name) .name = row->name,
                                                            FIGURES_SUMS(X)
#undef X
                                                        }};
}

static const void *read_page(struct ctx *ctx, void *arg) {
  struct figures_by_shop_rows *rows = arena_new(ctx->arena, struct figures_by_shop_rows);
  *rows = figures_by_shop(ctx, arg);
  return rows;
}

/* The first pages of all days are remembered until more is rolled up: of some days nobody may ask
 * again, and many pages would drive out what others remember. */
static const struct figures_by_shop_rows *
page_of(struct shop_table *table, const struct figures_by_shop_params *asked, int page) {
  struct ctx *ctx = table->scope.ctx;
  struct arena *own = ctx->arena;
  if (asked->grain == GRAIN_SHOP && page < PAGES_KEPT)
    return db_memo(ctx,
                   str_format(own, "shops %lld %lld", (long long)asked->campaign_id.value,
                              (long long)asked->after_id.value),
                   read_page, (void *)(uintptr_t)asked);
  ctx->arena = table->shops.arena;
  const struct figures_by_shop_rows *rows = read_page(ctx, (void *)(uintptr_t)asked);
  ctx->arena = own;
  return rows;
}

static void add_rolled(struct shop_table *table) {
  const struct scope *scope = &table->scope;
  bool days = scope->query->has_from || scope->query->has_to;
  struct figures_by_shop_params asked = {.grain = days ? GRAIN_SHOP_AND_DAY : GRAIN_SHOP,
                                         .campaign_id = scope->query->campaign,
                                         .from_on = scope->from,
                                         .to_on = scope->to,
                                         .after_id = {-1},
                                         .count = PAGE};
  const struct figures_by_shop_rows *rows;
  int page = 0;
  do {
    rows = page_of(table, &asked, page++);
    for (size_t i = 0; i < rows->count; i++)
      add_row(table, &rows->items[i]);
    if (rows->count > 0) asked.after_id = rows->items[rows->count - 1].shop_id;
  } while (rows->count == PAGE);
}

static struct shop_table table_for(const struct scope *scope) {
  struct shop_table table = {.scope = *scope, .shops.arena = arena_create(SHOPS_BYTES)};
  arena_defer(scope->ctx->arena, destroy, table.shops.arena);
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
static bool is_meant(const struct scope *scope, struct figures_shop *shop) {
  if (shop->id.value == 0) return !is_narrow(scope);
  if (shop->slug.len == 0 && !describe(scope->ctx, shop)) return false;
  return (scope->query->trade.len == 0 || str_equal(scope->query->trade, shop->trade)) &&
         (scope->town.value == 0 || scope->town.value == shop->town_id.value);
}

struct figures_shops figures_shops(struct ctx *ctx, const struct figures_query *query) {
  struct scope scope;
  if (!scope_of(ctx, query, &scope)) return (struct figures_shops){.arena = ctx->arena};
  struct shop_table table = table_for(&scope);
  add_rolled(&table);
  figures_visit_tail(ctx, add_change_to_shop, &table);
  struct figures_shops meant = {table.shops.items, 0, table.shops.arena};
  for (size_t i = 0; i < table.shops.count; i++)
    if (is_meant(&scope, &table.shops.items[i])) meant.items[meant.count++] = table.shops.items[i];
  return meant;
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
  struct figures_shop shop = {.id = change->shop};
  if (!in_scope(&table->scope, change)) return;
  if (!is_narrow(&table->scope) || is_meant(&table->scope, &shop))
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

struct rolled { /* of all that is rolled up */
  struct figures_sums sums;
  struct figures_sellers_rows sellers; /* in the order of their ids */
};

static const void *read_rolled(struct ctx *ctx, void *arg) {
  struct rolled *rolled = arena_new(ctx->arena, struct rolled);
  struct figures_sum_of_row row = {0};
  (void)arg;
  figures_sum_of(ctx, GRAIN_DAY, &row);
#define X(name) rolled->sums.name = row.name;
  FIGURES_SUMS(X)
#undef X
  rolled->sellers = figures_sellers(ctx, GRAIN_SHOP);
  return rolled;
}

static bool has_sold(const struct rolled *rolled, struct shop_id shop) {
  size_t first = 0, end = rolled->sellers.count;
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    if (rolled->sellers.items[middle].shop_id.value < shop.value)
      first = middle + 1;
    else
      end = middle;
  }
  return first < rolled->sellers.count && rolled->sellers.items[first].shop_id.value == shop.value;
}

/* Sold for it or used in it, and not all taken back. */
static bool sells(struct ctx *ctx, const struct rolled *rolled, const struct figures_shop *tail) {
  struct figures_brought_before_row row = {0};
  bool before = has_sold(rolled, tail->id);
  if (figures_brought(&tail->sums) >= 0) return before || figures_brought(&tail->sums) > 0;
  figures_brought_before(ctx, GRAIN_SHOP, tail->id, &row);
  return row.brought_minor + figures_brought(&tail->sums) > 0;
}

struct figures_total figures_total(struct ctx *ctx) {
  const struct rolled *rolled = db_memo(ctx, S("total"), read_rolled, NULL);
  struct figures_query all = {0};
  struct scope scope;
  must(scope_of(ctx, &all, &scope));
  struct shop_table tail = table_for(&scope);
  figures_visit_tail(ctx, add_change_to_shop, &tail);
  struct figures_sums sums = rolled->sums;
  int64_t shops = (int64_t)rolled->sellers.count;
  for (size_t i = 0; i < tail.shops.count; i++) {
    const struct figures_shop *shop = &tail.shops.items[i];
    figures_sums_add(&sums, &shop->sums);
    if (shop->id.value != 0) shops += sells(ctx, rolled, shop) - has_sold(rolled, shop->id);
  }
  return (struct figures_total){.vouchers = sums.voucher_count,
                                .shops = shops,
                                .sold = money_of(sums.worth_minor, ctx->currency),
                                .redeemed = money_of(figures_used(&sums), ctx->currency),
                                .outstanding = money_of(figures_left(&sums), ctx->currency)};
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
