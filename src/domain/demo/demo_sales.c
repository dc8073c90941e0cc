#include "domain/demo/demo_sales.h"

#include "base/csv.h"
#include "base/fault.h"
#include "db/db.h"
#include "demo_sql.h"
#include "domain/checkout/checkout.h"
#include "domain/demo/demo.h"
#include "domain/shop/shop_summary.h"

enum { CHUNK = 500, DAY_MS = 86400000 };

static struct day plus(struct day day, int days) {
  return (struct day){day.number + days};
}

/* Campaigns. */

static bool campaign_body(struct ctx *ctx, void *arg) {
  struct campaign *campaign = arg;
  campaign->id = campaign_create(ctx, campaign);
  return true;
}

static struct campaign new_campaign(struct ctx *ctx, struct str slug, struct str name,
                                    struct day opens, struct day closes, struct day redeemable,
                                    struct day expires) {
  struct campaign campaign = {
      .slug = slug,
      .name = name,
      .conditions = MESSAGE(ctx->arena, ctx->language, MSG_demo_conditions),
      .state = CAMPAIGN_STATE_OPEN,
      .face_values = {2000, 5000, 10000},
      .face_value_count = 3,
      .min_minor = 500,
      .max_minor = 25000,
      .opens_at = zone_day_start(ctx->zone, opens),
      .closes_at = zone_day_start(ctx->zone, plus(closes, 1)),
      .redeemable_on = redeemable,
      .expires_on = expires,
  };
  db_write(ctx, campaign_body, &campaign);
  return campaign;
}

/* 31 December, of next year if this year's is less than two months away from reopening. */
static struct day year_end(struct day reopening) {
  int year, month, day;
  day_split(reopening, &year, &month, &day);
  struct day end = day_of(year, 12, 31);
  return end.number - reopening.number >= 14 ? end : day_of(year + 1, 12, 31);
}

/* Sales. */

struct selling {
  const struct campaign *campaign;
  const struct shop_id *shops;
  size_t shop_count;
  int64_t count;       /* of vouchers to sell */
  int64_t fixed_minor; /* 0: a face value by chance */
  int64_t span_ms;     /* spread back from ctx->now */
  struct voucher_id last;
};

static int64_t chance_amount(struct ctx *ctx) {
  static const int64_t amounts[] = {2000, 2000, 3000, 5000, 5000, 5000, 10000};
  return amounts[random_below(ctx->random, sizeof amounts / sizeof amounts[0])];
}

static struct str chance_support(struct ctx *ctx) {
  static const enum message words[] = {MSG_demo_support_1, MSG_demo_support_2, MSG_demo_support_3,
                                       MSG_demo_support_4};
  uint64_t dice = random_below(ctx->random, 12);
  return dice < 4 ? message_text(ctx->language, words[dice]) : S("");
}

/* One sale after the other, so that lists by id are lists by time. */
static int64_t chance_age_ms(struct ctx *ctx, const struct selling *selling, int64_t at) {
  int64_t step = selling->span_ms / selling->count;
  return (selling->count - at) * step - (int64_t)random_below(ctx->random, (uint64_t)step);
}

static bool sell_body(struct ctx *ctx, void *arg) {
  struct selling *selling = arg;
  struct instant now = ctx->now;
  for (int64_t i = 0; i < selling->count; i++) {
    /* Some shops are loved more: the lower of two dice. */
    uint64_t one = random_below(ctx->random, selling->shop_count);
    uint64_t other = random_below(ctx->random, selling->shop_count);
    if (selling->span_ms > 0) ctx->now.ms = now.ms - chance_age_ms(ctx, selling, i);
    struct order_request request = {
        .shop_id = selling->shops[one < other ? one : other],
        .amount_minor = selling->fixed_minor ? selling->fixed_minor : chance_amount(ctx),
        .buyer_name = S("Démonstration"),
        .support = chance_support(ctx),
        .provider = PROVIDER_ARCHIVE,
    };
    selling->last = checkout_record(ctx, &request, selling->campaign);
  }
  ctx->now = now;
  return true;
}

static struct shop_id *shops_of(struct ctx *ctx, size_t *count) {
  struct demo_shops_rows rows = demo_shops(ctx);
  struct shop_id *shops = arena_array(ctx->arena, struct shop_id, rows.count);
  for (size_t i = 0; i < rows.count; i++)
    shops[i] = rows.items[i].id;
  *count = rows.count;
  return shops;
}

static struct str redeemable_code(struct ctx *ctx, const struct campaign *campaign,
                                  struct shop_id shop) {
  struct selling one = {
      .campaign = campaign, .shops = &shop, .shop_count = 1, .count = 1, .fixed_minor = 5000};
  db_write(ctx, sell_body, &one);
  return voucher_code_text(ctx, one.last, ' ');
}

struct str demo_campaigns(struct ctx *ctx, struct str name, struct shop_id shop) {
  struct day today = zone_day(ctx->zone, ctx->now), reopening = plus(today, 10);
  struct str first_name = MESSAGE(ctx->arena, ctx->language, MSG_demo_first_round, {"name", name});
  struct campaign first = new_campaign(ctx, S("premier-tour"), first_name, plus(today, -60),
                                       plus(today, -31), plus(today, -30), year_end(reopening));
  struct day end = year_end(reopening);
  struct campaign open =
      new_campaign(ctx, S("loin-des-yeux"), name, plus(today, -30), end, reopening, end);
  struct selling selling = {.campaign = &open, .count = 180, .span_ms = INT64_C(30) * DAY_MS};
  selling.shops = shops_of(ctx, &selling.shop_count);
  if (selling.shop_count > 60) selling.shop_count = 60;
  db_write(ctx, sell_body, &selling);
  return redeemable_code(ctx, &first, shop);
}

void demo_sell(struct ctx *ctx, int64_t count, demo_progress progress) {
  struct campaign campaign;
  struct selling selling = {.campaign = &campaign};
  selling.shops = shops_of(ctx, &selling.shop_count);
  if (!campaign_current(ctx, &campaign) || selling.shop_count == 0)
    fault_raise(FAULT_INPUT, "this territory sells no vouchers");
  db_read_end(ctx);
  struct arena *arena = ctx->arena, *chunk = arena_create(64 << 20);
  for (int64_t sold = 0; sold < count; sold += selling.count) {
    selling.count = count - sold < CHUNK ? count - sold : CHUNK;
    ctx->arena = chunk;
    db_write(ctx, sell_body, &selling);
    arena_reset(chunk);
    ctx->arena = arena;
    if ((sold + selling.count) % 100000 == 0)
      progress(str_format(arena, "%lld vouchers", (long long)(sold + selling.count)));
  }
  arena_destroy(chunk);
}

/* The table of 2020. */

struct row_2020 {
  const struct campaign *campaign;
  struct shop_facts facts;
  int64_t vouchers, amount_minor;
};

/* amount = vouchers * low + raised * 10 EUR, low a multiple of 10 EUR: so many vouchers of `low`
 * and so many of ten more. */
static bool row_body(struct ctx *ctx, void *arg) {
  const struct row_2020 *row = arg;
  struct shop_id shop;
  bool added;
  must(shop_keep(ctx, &row->facts, &shop, &added) == SHOP_OK);
  int64_t low = row->amount_minor / row->vouchers / 1000 * 1000;
  int64_t raised = (row->amount_minor - row->vouchers * low) / 1000;
  must(row->vouchers * low + raised * 1000 == row->amount_minor);
  struct selling selling = {
      .campaign = row->campaign, .shops = &shop, .shop_count = 1, .span_ms = INT64_C(81) * DAY_MS};
  selling.count = raised;
  selling.fixed_minor = low + 1000;
  sell_body(ctx, &selling);
  selling.count = row->vouchers - raised;
  selling.fixed_minor = low;
  return sell_body(ctx, &selling);
}

static struct row_2020 read_row(struct ctx *ctx, const struct csv *csv, size_t index) {
  const struct csv_row *row = &csv->rows[index];
  struct row_2020 read = {0};
  bool invented = str_equal(csv_cell(row, csv_column(csv, S("invented"))), S("yes"));
  if (!str_to_int(csv_cell(row, csv_column(csv, S("vouchers"))), &read.vouchers) ||
      !money_parse(csv_cell(row, csv_column(csv, S("amount_eur"))), &read.amount_minor) ||
      read.vouchers <= 0)
    fault_raise(FAULT_INPUT, "bilan, line %zu: a number is missing", row->line);
  read.facts = (struct shop_facts){
      .name = csv_cell(row, csv_column(csv, S("shop"))),
      .trade = csv_cell(row, csv_column(csv, S("trade"))),
      .town = csv_cell(row, csv_column(csv, S("town"))),
      .made_up = invented,
      .source = S("bilan-2020"),
      .source_id = str_format(ctx->arena, "%zu", row->line),
      .source_on = day_of(2020, 6, 12),
      .licence = invented ? S("") : S("Petits Commerces, bilan du 12 juin 2020"),
  };
  return read;
}

static bool recount_body(struct ctx *ctx, void *arg) {
  (void)arg;
  shop_recount(ctx);
  return true;
}

size_t demo_bilan(struct ctx *ctx, struct str text) {
  struct csv csv = csv_read(ctx->arena, text);
  struct campaign campaign =
      new_campaign(ctx, S("2020"), S("Soutien aux commerçants et artisans"), day_of(2020, 3, 23),
                   day_of(2020, 6, 12), day_of(2020, 5, 11), day_of(2020, 12, 31));
  struct instant now = ctx->now;
  size_t sold = 0;
  ctx->now = zone_day_start(ctx->zone, day_of(2020, 6, 12));
  for (size_t i = 0; i < csv.count; i++) {
    struct row_2020 row = read_row(ctx, &csv, i);
    row.campaign = &campaign;
    db_write(ctx, row_body, &row);
    sold += (size_t)row.vouchers;
  }
  ctx->now = now;
  db_write(ctx, recount_body, NULL);
  return sold;
}
