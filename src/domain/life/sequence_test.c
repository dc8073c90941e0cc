/* Whatever happens to vouchers in whatever order: what was paid and topped up is what was used, is
 * left, was refunded and has expired; of each voucher, of all, in value and in money. Random acts,
 * seeded, beside a model that knows no ledger. SEQUENCE_ACTS and SEQUENCE_SEED choose others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/life/block.h"
#include "domain/life/expiry.h"
#include "domain/life/extension.h"
#include "domain/life/passing.h"
#include "domain/life/refund.h"
#include "domain/life/reversal.h"
#include "domain/topup/envelope.h"
#include "domain/voucher/voucher_offline.h"
#include "test/scene.h"

enum { SHOPS = 2, RULES = 3, FAMILIES = 2, VOUCHERS = 300, ACTS = 600, TOP_UP = 2000 };

struct one { /* a voucher, as the model knows it */
  struct voucher_id id;
  size_t root; /* the first of its line: itself, or whom it came from */
  bool wide, blocked;
  enum campaign_remainder rule;
  size_t shop, campaign;
  int64_t worth, paid;
  int64_t balance, redeemed, refunded, expired, passed;
  int64_t back; /* to who paid */
  enum voucher_end ended;
  int expires_on;
  bool used;
  struct transfer_id use;
  int64_t use_minor;
  size_t use_shop;
};

struct model {
  struct ctx *ctx;
  struct arena *scratch;
  struct random dice;
  struct shop shops[SHOPS];
  struct campaign campaigns[FAMILIES * RULES];
  struct one ones[VOUCHERS];
  size_t count;
  int64_t paid, topped_up, nonce;
  int64_t earned[SHOPS]; /* what each shop's merchant is owed */
  int64_t held[FAMILIES * RULES], fund, kept, back, returned;
};

static uint64_t roll(struct model *model, uint64_t sides) {
  return random_below(&model->dice, sides);
}

static int today(const struct model *model) {
  return zone_day(model->ctx->zone, model->ctx->now).number;
}

static struct one *any(struct model *model) {
  return model->count > 0 ? &model->ones[roll(model, model->count)] : NULL;
}

/* Money of a voucher leaves where it lies. */
static void leave(struct model *model, const struct one *one, int64_t minor) {
  *(one->wide ? &model->held[one->campaign] : &model->earned[one->shop]) -= minor;
}

/* The buyer's part, by the rule of refund.h, on paper. */
static int64_t buyers_part(const struct one *one, int64_t value) {
  return (one->refunded + value) * one->paid / one->worth - one->refunded * one->paid / one->worth;
}

/* Buying: the campaign of this rule is the one that sells, for some weeks. */

struct opening {
  struct model *model;
  size_t chosen;
};

static bool open_body(struct ctx *ctx, void *arg) {
  struct opening *opening = arg;
  struct model *model = opening->model;
  for (size_t i = 0; i < FAMILIES * RULES; i++) {
    struct campaign *one = &model->campaigns[i];
    struct campaign now;
    bool chosen = i == opening->chosen;
    assert_true(campaign_find(ctx, one->id, &now));
    if (chosen) assert_int_equal(campaign_change(ctx, one), CAMPAIGN_EDIT_OK);
    enum campaign_state wanted = chosen ? CAMPAIGN_STATE_OPEN : CAMPAIGN_STATE_SUSPENDED;
    if (now.state != wanted)
      assert_int_equal(campaign_turn(ctx, one->id, wanted), CAMPAIGN_EDIT_OK);
  }
  return true;
}

static void open_campaign(struct model *model, size_t chosen) {
  struct opening opening = {model, chosen};
  struct campaign *one = &model->campaigns[chosen];
  one->closes_at = zone_day_start(model->ctx->zone, (struct day){today(model) + 1});
  one->expires_on.number = today(model) + 5 + (int)roll(model, 30);
  assert_true(db_write(model->ctx, open_body, &opening));
}

static void buy(struct model *model) {
  size_t chosen = roll(model, FAMILIES * RULES), shop = roll(model, SHOPS);
  bool wide = chosen >= RULES;
  int64_t amount = 500 + (int64_t)roll(model, 4500);
  struct order order;
  if (model->count == VOUCHERS) return;
  open_campaign(model, chosen);
  struct order_request request = {.shop_id = model->shops[shop].id,
                                  .wide = wide,
                                  .amount_minor = amount,
                                  .buyer_name = S("Camille"),
                                  .buyer_email = S("camille@example.org"),
                                  .top_up.wanted = true,
                                  .provider = PROVIDER_SANDBOX};
  if (wide) request.shop_id.value = 0;
  struct checkout_answer placed = checkout_place(model->ctx, &request);
  assert_int_equal(placed.result, CHECKOUT_OK);
  assert_int_equal(
      checkout_settle(model->ctx, PROVIDER_SANDBOX, placed.payment_id, PAYMENT_PAID).result,
      CHECKOUT_OK);
  assert_true(order_find(model->ctx, placed.order_id, &order));
  struct one *one = &model->ones[model->count];
  *one = (struct one){.id = order.voucher_id,
                      .root = model->count++,
                      .wide = wide,
                      .rule = model->campaigns[chosen].remainder,
                      .shop = shop,
                      .campaign = chosen,
                      .worth = amount,
                      .paid = amount - amount * TOP_UP / 10000,
                      .balance = amount,
                      .expires_on = model->campaigns[chosen].expires_on.number};
  model->paid += one->paid;
  model->topped_up += one->worth - one->paid;
  leave(model, one, -amount);
}

/* Using, and taking back. */

static void redeem(struct model *model) {
  struct one *one = any(model);
  if (!one) return;
  size_t shop = one->wide ? roll(model, SHOPS) : one->shop;
  int64_t amount = 1 + (int64_t)roll(model, (uint64_t)one->balance * 5 / 4 + 2);
  struct voucher_redemption redemption = {
      .scan = {.code = voucher_code_text(model->ctx, one->id, 0), .shop_id = model->shops[shop].id},
      .amount_minor = amount,
      .nonce = str_format(model->ctx->arena, "sequence-%lld", (long long)++model->nonce),
      .redeemed_at = model->ctx->now};
  struct voucher_answer answer = voucher_redeem(model->ctx, &redemption);
  bool may = one->ended == VOUCHER_END_NONE && !one->blocked && one->balance >= amount &&
             today(model) <= one->expires_on;
  assert_int_equal(answer.result == VOUCHER_OK, may);
  if (!may) return;
  one->balance -= amount;
  one->redeemed += amount;
  one->used = true;
  one->use = answer.use;
  one->use_minor = amount;
  one->use_shop = shop;
  if (!one->wide) return;
  leave(model, one, amount);
  model->earned[shop] += amount;
}

static void reverse(struct model *model) {
  struct one *one = any(model);
  if (!one || !one->used) return;
  struct reversal reversal = {.voucher = one->id, .use = one->use, .note = S("erreur")};
  bool may = one->ended != VOUCHER_END_TRANSFERRED && one->ended != VOUCHER_END_EXPIRED;
  assert_int_equal(reversal_make(model->ctx, &reversal).result == REVERSAL_OK, may);
  if (!may) return;
  one->used = false;
  one->ended = VOUCHER_END_NONE;
  one->balance += one->use_minor;
  one->redeemed -= one->use_minor;
  if (!one->wide) return;
  leave(model, one, -one->use_minor);
  model->earned[one->use_shop] -= one->use_minor;
}

/* Paying back. */

static void pay_back(struct model *model, struct one *one, int64_t value) {
  int64_t part = buyers_part(one, value);
  one->balance -= value;
  one->refunded += value;
  one->back += part;
  model->back += part;
  model->returned += value - part;
  leave(model, one, value);
  if (one->balance == 0) one->ended = VOUCHER_END_REFUNDED;
}

static void refund(struct model *model) {
  struct one *one = any(model);
  if (!one) return;
  int64_t value = roll(model, 2) ? 0 : 1 + (int64_t)roll(model, (uint64_t)one->balance + 2);
  bool may = one->ended == VOUCHER_END_NONE && one->balance > 0 && value <= one->balance;
  assert_int_equal(
      refund_by_agent(model->ctx, one->id, value, S("geste")).result == REFUND_RESULT_OK, may);
  if (may) pay_back(model, one, value ? value : one->balance);
}

static void withdraw(struct model *model) {
  struct one *one = any(model);
  if (!one) return;
  if (refund_withdraw(model->ctx, one->id).result != REFUND_RESULT_OK) return;
  assert_int_equal(one->balance, one->worth);
  assert_false(one->blocked);
  pay_back(model, one, one->balance);
}

/* Blocking, passing on. */

static void block(struct model *model) {
  struct one *one = any(model);
  if (!one) return;
  enum block_result result = one->blocked
                                 ? block_lift(model->ctx, one->id, S(""))
                                 : block_voucher(model->ctx, one->id, VOUCHER_BLOCK_LOST, S(""));
  if (result == BLOCK_OK) one->blocked = !one->blocked;
}

static void pass_on(struct model *model) {
  struct one *one = any(model);
  if (!one || model->count == VOUCHERS) return;
  struct passing passing = {.voucher = one->id,
                            .name = S("Jeanne"),
                            .email = S("jeanne@example.org"),
                            .agent = true,
                            .note = S("perdu")};
  struct passing_answer answer = passing_make(model->ctx, &passing);
  bool may = one->ended == VOUCHER_END_NONE && one->balance > 0 && today(model) <= one->expires_on;
  assert_int_equal(answer.result == PASSING_OK, may);
  if (!may) return;
  struct one *heir = &model->ones[model->count++];
  *heir = *one;
  heir->id = answer.heir;
  heir->paid = buyers_part(one, one->balance);
  heir->worth = heir->passed = one->balance;
  heir->passed = -one->balance; /* came in */
  heir->redeemed = heir->refunded = heir->expired = heir->back = 0;
  heir->used = heir->blocked = false;
  one->passed += one->balance;
  one->balance = 0;
  one->ended = VOUCHER_END_TRANSFERRED;
}

/* The end, and a later one. */

static void expire_one(struct model *model, struct one *one) {
  int64_t left = one->balance;
  one->ended = left > 0 ? VOUCHER_END_EXPIRED : VOUCHER_END_SPENT;
  if (left == 0) return;
  if (one->rule == CAMPAIGN_REMAINDER_HOLDER) {
    int64_t part = buyers_part(one, left);
    one->back += part;
    model->back += part;
    model->returned += left - part;
  }
  one->balance = 0;
  one->expired += left;
  if (one->rule == CAMPAIGN_REMAINDER_FUND) model->fund += left;
  if (one->rule == CAMPAIGN_REMAINDER_KEPT && one->wide) model->kept += left;
  if (one->rule != CAMPAIGN_REMAINDER_KEPT || one->wide) leave(model, one, left);
}

static void let_days_pass(struct model *model) {
  model->ctx->now.ms += (int64_t)(1 + roll(model, 12)) * 86400000;
  while (expiry_round(model->ctx) > 0)
    continue;
  for (size_t i = 0; i < model->count; i++)
    if (model->ones[i].ended == VOUCHER_END_NONE &&
        model->ones[i].expires_on + OFFLINE_DAYS < today(model))
      expire_one(model, &model->ones[i]);
}

static void revive_one(struct model *model, struct one *one) {
  int64_t lost = one->expired;
  one->ended = VOUCHER_END_NONE;
  one->expired = 0;
  one->balance = lost;
  if (one->rule == CAMPAIGN_REMAINDER_FUND) model->fund -= lost;
  if (one->rule == CAMPAIGN_REMAINDER_KEPT && one->wide) model->kept -= lost;
  if (one->rule != CAMPAIGN_REMAINDER_KEPT || one->wide) leave(model, one, -lost);
}

static void extend(struct model *model) {
  struct extension_id id;
  struct extension done, wish = {.revive = roll(model, 2) > 0,
                                 .until_on = {today(model) + (int)roll(model, 30)},
                                 .reason = S("travaux")};
  int64_t alive = 0, revived = 0;
  assert_int_equal(extension_ask(model->ctx, &wish, &id), EXTENSION_RESULT_OK);
  for (size_t i = 0; i < model->count; i++) {
    struct one *one = &model->ones[i];
    bool back =
        wish.revive && one->ended == VOUCHER_END_EXPIRED && one->rule != CAMPAIGN_REMAINDER_HOLDER;
    bool open = one->ended == VOUCHER_END_NONE && one->balance > 0;
    bool lives = open && one->expires_on >= today(model);
    bool late = open && !lives && wish.revive; /* over, and the night that books it is to come */
    if (one->expires_on >= wish.until_on.number || !(lives || late || back)) continue;
    if (back) revive_one(model, one);
    one->expires_on = wish.until_on.number;
    alive += lives;
    revived += back || late;
  }
  enum extension_result result = extension_confirm(model->ctx, id);
  assert_int_equal(result, alive + revived > 0 ? EXTENSION_RESULT_OK : EXTENSION_RESULT_NOBODY);
  assert_true(extension_find(model->ctx, id, &done));
  assert_int_equal(done.alive.count, alive);
  assert_int_equal(done.revived.count, revived);
}

/* What must hold. */

static int64_t owed(struct model *model, enum account_kind kind, int64_t owner) {
  struct ledger_sums sums = ledger_sums(model->ctx, kind, owner);
  return sums.credit_minor - sums.debit_minor;
}

static void compare_values(struct model *model) {
  int64_t whole = 0, promised[SHOPS] = {0}, pooled[FAMILIES * RULES] = {0};
  for (size_t i = 0; i < model->count; i++) {
    const struct one *one = &model->ones[i];
    assert_int_equal(ledger_balance(model->ctx, (struct account_id){one->id.value}), one->balance);
    int64_t bought = one->root == i ? one->worth : 0;
    assert_int_equal(bought,
                     one->redeemed + one->balance + one->refunded + one->expired + one->passed);
    whole += one->redeemed + one->balance + one->refunded + one->expired;
    *(one->wide ? &pooled[one->campaign] : &promised[one->shop]) += one->balance;
  }
  assert_int_equal(model->paid + model->topped_up, whole);
  for (size_t i = 0; i < SHOPS; i++)
    assert_int_equal(-owed(model, ACCOUNT_PROMISE, model->shops[i].id.value), promised[i]);
  for (size_t i = 0; i < FAMILIES * RULES; i++) {
    int64_t campaign = model->campaigns[i].id.value;
    assert_int_equal(-owed(model, ACCOUNT_POOL, campaign), pooled[i]);
    assert_int_equal(owed(model, ACCOUNT_HELD, campaign), model->held[i]);
    assert_int_equal(model->held[i], pooled[i]); /* money = value */
  }
}

static void compare_money(struct model *model) {
  int64_t in = model->paid + model->topped_up, out = model->back + model->returned;
  for (size_t i = 0; i < SHOPS; i++) {
    assert_int_equal(owed(model, ACCOUNT_PAYABLE, model->shops[i].merchant_id.value),
                     model->earned[i]);
    out += model->earned[i];
  }
  for (size_t i = 0; i < FAMILIES * RULES; i++)
    out += model->held[i];
  assert_int_equal(owed(model, ACCOUNT_FUND, 0), model->fund);
  assert_int_equal(owed(model, ACCOUNT_KEPT, 0), model->kept);
  assert_int_equal(-owed(model, ACCOUNT_CLEARING, PROVIDER_SANDBOX), model->paid - model->back);
  assert_int_equal(owed(model, ACCOUNT_REFUND, PROVIDER_SANDBOX), 0);
  assert_int_equal(in, out + model->fund + model->kept);
}

static void act(struct model *model) {
  static void (*const acts[])(struct model *) = {buy,    buy,     buy,    redeem,        redeem,
                                                 redeem, redeem,  redeem, refund,        reverse,
                                                 block,  pass_on, extend, let_days_pass, withdraw};
  model->ctx->now.ms += 61000;
  model->ctx->person.value = 1001;
  acts[roll(model, sizeof acts / sizeof *acts)](model);
  compare_values(model);
  compare_money(model);
}

/* The town. */

static bool rules_body(struct ctx *ctx, void *arg) {
  struct model *model = arg;
  struct topup_rule rule = {
      .form = TOPUP_RATE, .give = TOP_UP, .counts = TOPUP_COUNTS_VALUE, .hold_minutes = 15};
  for (size_t i = 0; i < FAMILIES * RULES; i++) {
    assert_int_equal(topup_keep(ctx, model->campaigns[i].id, &rule), TOPUP_EDIT_OK);
    assert_int_equal(envelope_fill(ctx, model->campaigns[i].id, S("Région"), 100000000),
                     ENVELOPE_OK);
  }
  return true;
}

static void found(struct model *model) {
  for (size_t i = 0; i < FAMILIES * RULES; i++) {
    struct campaign *one = &model->campaigns[i];
    *one = scene_campaign();
    one->slug = str_format(model->ctx->arena, "rule-%zu", i);
    one->wide = i >= RULES;
    one->remainder = (enum campaign_remainder)(CAMPAIGN_REMAINDER_KEPT + i % RULES);
    one->id = scene_add_campaign(model->ctx, one);
  }
  assert_true(db_write(model->ctx, rules_body, model));
  for (size_t i = 0; i < SHOPS; i++)
    model->shops[i] = scene_shop(model->ctx, str_format(model->ctx->arena, "commerce %zu", i));
}

static void whatever_happens_what_came_is_what_went_and_what_is_left(void **state) {
  (void)state;
  const char *wanted = getenv("SEQUENCE_ACTS"), *seed = getenv("SEQUENCE_SEED");
  long acts = wanted ? atol(wanted) : ACTS;
  struct test_db *test = test_db_open();
  struct model *model = calloc(1, sizeof *model);
  model->ctx = scene_open(test);
  model->ctx->now = zone_instant(model->ctx->zone, (struct civil){2020, 5, 12, 8, 0, 0});
  model->dice = random_seeded(seed ? (uint64_t)atoll(seed) : 20200511);
  struct arena *scene = model->ctx->arena;
  found(model);
  model->scratch = arena_create((size_t)256 << 20);
  model->ctx->arena = model->scratch;
  for (long i = 0; i < acts; i++) {
    act(model);
    db_read_end(model->ctx);
    if (i % 100 == 99) assert_true(str_equal(scene_books(model->ctx), S("balance")));
    arena_reset(model->scratch);
  }
  model->ctx->arena = scene;
  assert_true(str_equal(scene_books(model->ctx), S("balance")));
  arena_destroy(model->scratch);
  free(model);
  test_db_close(test);
}

int sequence_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whatever_happens_what_came_is_what_went_and_what_is_left),
  };
  return cmocka_run_group_tests_name("sequence", tests, NULL, NULL);
}
