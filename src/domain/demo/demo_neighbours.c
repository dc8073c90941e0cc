#include "domain/demo/demo_neighbours.h"

#include "base/fault.h"
#include "db/db.h"
#include "demo_sql.h"
#include "domain/checkout/checkout.h"
#include "domain/netting/netting.h"
#include "domain/person/person.h"

enum { SIDES = 2, VOUCHERS = 3, FIRST_DAY = 7, HOUR_MS = 3600000, SHOP = 4 };

struct side {
  const struct demo_neighbour *who;
  struct shop_id shops[2]; /* that take the other's */
  struct voucher_id vouchers[VOUCHERS];
};

struct pair {
  struct ctx *ctx;
  struct side sides[SIDES];
  struct day today;
  int64_t uses;
};

/* So many days ago, at this hour; who acts in this side is signed in. */
static struct ctx *at(struct pair *pair, size_t side, int days_ago, int hour, struct str person) {
  struct ctx *ctx = pair->ctx;
  struct person found = {0};
  struct day day = {pair->today.number - days_ago};
  db_read_end(ctx);
  territory_enter(ctx, &pair->sides[side].who->territory);
  ctx->now = (struct instant){zone_day_start(ctx->zone, day).ms + hour * (int64_t)HOUR_MS};
  must(person.len == 0 || person_find_by_email(ctx, person, &found));
  ctx->person = found.id;
  db_read_end(ctx);
  return ctx;
}

/* Vouchers for all shops, sold a week ago and good until the year's end. */

static bool campaign_body(struct ctx *ctx, void *arg) {
  campaign_create(ctx, arg);
  return true;
}

static void add_campaign(struct pair *pair, size_t side) {
  struct ctx *ctx = at(pair, side, FIRST_DAY, 8, S(""));
  struct day opens = {pair->today.number - FIRST_DAY};
  struct campaign campaign = {
      .slug = S("entre-voisins"),
      .name = message_text(ctx->language, MSG_demo_everywhere),
      .conditions = message_text(ctx->language, MSG_demo_conditions),
      .state = CAMPAIGN_STATE_OPEN,
      .face_values = {5000, 10000},
      .face_value_count = 2,
      .min_minor = 500,
      .max_minor = 25000,
      .opens_at = zone_day_start(ctx->zone, opens),
      .closes_at = zone_day_start(ctx->zone, (struct day){opens.number + 1}),
      .redeemable_on = opens,
      .expires_on = {opens.number + 365},
      .wide = true,
  };
  db_write(ctx, campaign_body, &campaign);
}

static struct voucher_id buy(struct ctx *ctx, int64_t amount_minor) {
  struct order order;
  struct checkout_answer placed =
      checkout_place(ctx, &(struct order_request){.wide = true,
                                                  .amount_minor = amount_minor,
                                                  .buyer_name = S("Démonstration"),
                                                  .provider = PROVIDER_SANDBOX});
  if (placed.result != CHECKOUT_OK) fault_raise(FAULT_INPUT, "demo: %s", checkout_refusal(&placed));
  must(checkout_settle(ctx, PROVIDER_SANDBOX, placed.payment_id, PAYMENT_PAID).result ==
       CHECKOUT_OK);
  must(order_find(ctx, placed.order_id, &order) && order.has_voucher);
  return order.voucher_id;
}

static void sell(struct pair *pair, size_t side) {
  static const int64_t amounts[VOUCHERS] = {5000, 5000, 10000};
  struct ctx *ctx = at(pair, side, FIRST_DAY, 10, S(""));
  struct demo_shops_rows shops = demo_shops(ctx);
  must(shops.count > SHOP + 1);
  for (size_t i = 0; i < 2; i++)
    pair->sides[side].shops[i] = shops.items[SHOP + i].id;
  for (size_t i = 0; i < VOUCHERS; i++)
    pair->sides[side].vouchers[i] = buy(ctx, amounts[i]);
}

/* The agreement. */
static void agree(struct pair *pair) {
  struct side *sides = pair->sides;
  struct ctx *ctx = at(pair, 0, FIRST_DAY, 9, sides[0].who->agent);
  struct agreement_id id;
  struct agreement_terms terms = {.neighbour = sides[1].who->territory.id,
                                  .ours_there = true,
                                  .theirs_here = true,
                                  .from_on = {pair->today.number - FIRST_DAY},
                                  .notice_days = 30,
                                  .ceiling_minor = 500000};
  must(agreement_propose(ctx, &terms, &id) == AGREEMENT_RESULT_OK);
  must(agreement_confirm(at(pair, 1, FIRST_DAY, 11, sides[1].who->agent), id) ==
       AGREEMENT_RESULT_OK);
}

/* A voucher of this side in a shop of the other. */
struct use {
  int days_ago;
  size_t home, voucher, shop;
  int64_t amount_minor;
};

static void spend(struct pair *pair, const struct use *use) {
  struct side *home = &pair->sides[use->home], *there = &pair->sides[1 - use->home];
  struct ctx *ctx = at(pair, 1 - use->home, use->days_ago, 12 + (int)use->voucher, S(""));
  struct voucher_redemption redemption = {
      .scan = {.code = voucher_code_text(ctx, home->vouchers[use->voucher], 0),
               .shop_id = there->shops[use->shop]},
      .amount_minor = use->amount_minor,
      .nonce = str_format(ctx->arena, "voisin-%lld", (long long)++pair->uses),
      .redeemed_at = ctx->now,
  };
  must(voucher_redeem(ctx, &redemption).result == VOUCHER_OK);
}

/* By transfer, prepared by the agent, confirmed by the accountant, seen by the other's. */
static void settle(struct pair *pair, size_t payer, int days_ago) {
  const struct demo_neighbour *from = pair->sides[payer].who, *to = pair->sides[1 - payer].who;
  struct settlement_id id;
  must(settlement_prepare(at(pair, payer, days_ago, 9, from->agent), to->territory.id, &id) ==
       SETTLEMENT_RESULT_OK);
  must(settlement_confirm(at(pair, payer, days_ago, 10, from->accountant), to->territory.id, id) ==
       SETTLEMENT_RESULT_OK);
  must(settlement_receive(at(pair, 1 - payer, days_ago - 1, 15, to->accountant), from->territory.id,
                          id, (struct bank_line_id){0}) == SETTLEMENT_RESULT_OK);
}

static void net(struct pair *pair, int days_ago) {
  must(netting_round(at(pair, 0, days_ago, 2, S(""))) == 1);
}

/* Two nights of which the first is paid, and one after that. */
static void live(struct pair *pair) {
  static const struct use uses[] = {{6, 0, 0, 0, 1250}, {6, 0, 1, 1, 2000}, {6, 1, 0, 0, 840},
                                    {4, 1, 0, 1, 1500}, {4, 0, 2, 0, 3200}, {2, 0, 2, 1, 1800},
                                    {2, 0, 0, 0, 990}};
  size_t count = sizeof uses / sizeof *uses;
  for (size_t i = 0; i < count; i++) {
    spend(pair, &uses[i]);
    bool last = i + 1 == count || uses[i + 1].days_ago != uses[i].days_ago;
    if (last) net(pair, uses[i].days_ago - 1);
    if (last && i < 3) settle(pair, 0, uses[i].days_ago - 1);
  }
}

void demo_neighbours(struct ctx *ctx, const struct demo_neighbour *one,
                     const struct demo_neighbour *other) {
  struct instant now = ctx->now;
  struct pair pair = {.ctx = ctx,
                      .sides = {{.who = one}, {.who = other}},
                      .today = zone_day(one->territory.zone, now)};
  for (size_t i = 0; i < SIDES; i++) {
    add_campaign(&pair, i);
    sell(&pair, i);
  }
  agree(&pair);
  live(&pair);
  db_read_end(ctx);
  ctx->person = (struct person_id){0};
  ctx->now = now;
}
