/* Whatever two neighbours do in whatever order: each voucher adds up, each territory's books add
 * up, and what one owes the other is the same on both sides, open or netted. Random acts, seeded,
 * beside a model that knows no ledger. PAIR_ACTS and PAIR_SEED choose others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/life/expiry.h"
#include "domain/life/refund.h"
#include "domain/life/reversal.h"
#include "domain/netting/netting.h"
#include "domain/voucher/voucher_offline.h"
#include "test/towns.h"

enum { VOUCHERS = 200, ACTS = 300 };

struct one {
  struct voucher_id id;
  size_t home;
  int64_t worth, balance, redeemed, refunded, expired;
  bool ended;
  bool used; /* its latest use can still be taken back */
  size_t use_in;
  int64_t use_minor;
};

struct side {
  struct ctx *ctx;
  struct shop shop;
  struct campaign campaign;
  struct territory_id id;
  int64_t paid, held, earned, back, kept;
};

struct model {
  struct towns towns;
  struct random dice;
  struct side sides[2];
  struct one ones[VOUCHERS];
  size_t count;
  int64_t nonce;
  int64_t open, netted; /* what side 1 owes side 0: not counted by a night; counted, not paid */
  int64_t today_open;   /* of the first, booked today */
};

static uint64_t roll(struct model *model, uint64_t sides) {
  return random_below(&model->dice, sides);
}

static struct one *any(struct model *model) {
  return model->count > 0 ? &model->ones[roll(model, model->count)] : NULL;
}

static int today(const struct model *model) {
  return zone_day(model->sides[0].ctx->zone, model->sides[0].ctx->now).number;
}

static void buy(struct model *model) {
  size_t home = roll(model, 2);
  struct side *side = &model->sides[home];
  int64_t amount = 500 + (int64_t)roll(model, 4500);
  if (model->count == VOUCHERS || today(model) >= side->campaign.expires_on.number) return;
  struct voucher_id id = towns_voucher(side->ctx, amount);
  model->ones[model->count++] =
      (struct one){.id = id, .home = home, .worth = amount, .balance = amount};
  side->paid += amount;
  side->held += amount;
}

/* Money of a use moves from its home to where it was used; below zero it comes back. */
static void move_money(struct model *model, const struct one *one, size_t in, int64_t minor) {
  model->sides[one->home].held -= minor;
  model->sides[in].earned += minor;
  if (one->home == in) return;
  int64_t owed_by_1 = one->home == 1 ? minor : -minor;
  model->open += owed_by_1;
  model->today_open += owed_by_1;
}

static void redeem(struct model *model) {
  struct one *one = any(model);
  if (!one) return;
  size_t in = roll(model, 2);
  struct side *side = &model->sides[in];
  int64_t amount = 1 + (int64_t)roll(model, (uint64_t)one->balance * 5 / 4 + 2);
  struct str nonce = str_format(side->ctx->arena, "pair-%lld", (long long)++model->nonce);
  struct voucher_answer answer = towns_redeem(side->ctx, &side->shop, one->id, amount, nonce);
  bool may = !one->ended && one->balance >= amount &&
             today(model) <= model->sides[one->home].campaign.expires_on.number;
  assert_int_equal(answer.result == VOUCHER_OK, may);
  if (!may) return;
  assert_int_equal(answer.balance_minor, one->balance - amount);
  one->balance -= amount;
  one->redeemed += amount;
  one->used = true;
  one->use_in = in;
  one->use_minor = amount;
  move_money(model, one, in, amount);
}

/* By an agent at home, wherever it was used. */
static void reverse(struct model *model) {
  struct one *one = any(model);
  if (!one || !one->used) return;
  struct ctx *ctx = model->sides[one->home].ctx;
  struct redemptions uses = voucher_redemptions(ctx, one->id);
  struct reversal reversal = {
      .voucher = one->id, .use = uses.items[uses.count - 1].id, .note = S("erreur")};
  bool may = !one->ended || one->expired == 0;
  assert_int_equal(reversal_make(ctx, &reversal).result == REVERSAL_OK, may);
  if (!may) return;
  one->used = one->ended = false;
  one->balance += one->use_minor;
  one->redeemed -= one->use_minor;
  move_money(model, one, one->use_in, -one->use_minor);
}

static void refund(struct model *model) {
  struct one *one = any(model);
  if (!one) return;
  struct side *side = &model->sides[one->home];
  bool may = !one->ended && one->balance > 0;
  enum refund_result result = refund_by_agent(side->ctx, one->id, 0, S("geste")).result;
  assert_int_equal(result == REFUND_RESULT_OK, may);
  if (!may) return;
  one->refunded += one->balance;
  side->back += one->balance;
  side->held -= one->balance;
  one->balance = 0;
  one->ended = true;
}

static void expire(struct model *model) {
  for (size_t i = 0; i < model->count; i++) {
    struct one *one = &model->ones[i];
    struct side *side = &model->sides[one->home];
    if (one->ended || side->campaign.expires_on.number + OFFLINE_DAYS >= today(model)) continue;
    one->ended = true;
    one->expired = one->balance;
    side->kept += one->balance;
    side->held -= one->balance;
    one->balance = 0;
    /* Used up: a use can still come back; then nothing is left to expire it again at once. */
    if (one->expired == 0) one->used = false;
  }
}

static void let_days_pass(struct model *model) {
  int64_t days = 1 + (int64_t)roll(model, 3);
  for (size_t i = 0; i < 2; i++)
    model->sides[i].ctx->now.ms += days * 86400000;
  int64_t made = netting_round(model->sides[roll(model, 2)].ctx);
  assert_true(made <= 1);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(netting_round(model->sides[i].ctx), 0);
    while (expiry_round(model->sides[i].ctx) > 0)
      continue;
  }
  model->netted += model->open;
  model->open = model->today_open = 0;
  expire(model);
}

/* Who owes says it has paid; the other has it, or not. */
static void settle(struct model *model) {
  size_t payer = model->netted > 0 ? 1 : 0;
  struct side *from = &model->sides[payer], *to = &model->sides[1 - payer];
  struct settlement_id id;
  enum settlement_result said = settlement_announce(from->ctx, to->id, S("VIR"),
                                                    zone_day(from->ctx->zone, from->ctx->now), &id);
  assert_int_equal(said, model->netted != 0 ? SETTLEMENT_RESULT_OK : SETTLEMENT_RESULT_NOTHING);
  if (said != SETTLEMENT_RESULT_OK) return;
  if (roll(model, 3) == 0) {
    assert_int_equal(settlement_take_back(to->ctx, from->id, id, S("rien")), SETTLEMENT_RESULT_OK);
    return;
  }
  struct bank_line_id none = {0};
  assert_int_equal(settlement_receive(to->ctx, from->id, id, none), SETTLEMENT_RESULT_OK);
  model->netted = 0;
}

/* What must hold. */

static int64_t owed(struct ctx *ctx, enum account_kind kind, int64_t owner) {
  struct ledger_sums sums = ledger_sums(ctx, kind, owner);
  return sums.credit_minor - sums.debit_minor;
}

static void compare_side(const struct model *model, size_t number) {
  const struct side *side = &model->sides[number];
  int64_t whole = 0;
  for (size_t i = 0; i < model->count; i++) {
    const struct one *one = &model->ones[i];
    if (one->home != number) continue;
    assert_int_equal(ledger_balance(side->ctx, (struct account_id){one->id.value}), one->balance);
    assert_int_equal(one->worth, one->redeemed + one->balance + one->refunded + one->expired);
    whole += one->redeemed + one->balance + one->refunded + one->expired;
  }
  assert_int_equal(side->paid, whole);
  assert_int_equal(owed(side->ctx, ACCOUNT_HELD, side->campaign.id.value), side->held);
  assert_int_equal(owed(side->ctx, ACCOUNT_PAYABLE, side->shop.merchant_id.value), side->earned);
  assert_int_equal(owed(side->ctx, ACCOUNT_KEPT, 0), side->kept);
}

static void compare(const struct model *model) {
  struct neighbour_balance here = neighbour_balance(model->sides[0].ctx, model->sides[1].id);
  struct neighbour_balance there = neighbour_balance(model->sides[1].ctx, model->sides[0].id);
  assert_int_equal(here.open_minor, model->open);
  assert_int_equal(here.netted_minor, model->netted);
  assert_int_equal(there.open_minor, -model->open);
  assert_int_equal(there.netted_minor, -model->netted);
  assert_int_equal(netting_unpaid_minor(model->sides[0].ctx, model->sides[1].id), model->netted);
  compare_side(model, 0);
  compare_side(model, 1);
}

static void act(struct model *model) {
  static void (*const acts[])(struct model *) = {buy,     buy,    buy,    redeem,       redeem,
                                                 redeem,  redeem, redeem, redeem,       reverse,
                                                 reverse, refund, settle, let_days_pass};
  for (size_t i = 0; i < 2; i++) {
    model->sides[i].ctx->now.ms += 61000;
    model->sides[i].ctx->person.value = 1001;
  }
  acts[roll(model, sizeof acts / sizeof *acts)](model);
  for (size_t i = 0; i < 2; i++)
    db_read_end(model->sides[i].ctx);
  compare(model);
  for (size_t i = 0; i < 2; i++)
    db_read_end(model->sides[i].ctx);
}

static void found(struct model *model) {
  struct towns *towns = &model->towns;
  towns_open(towns);
  towns->here->now = towns->there->now =
      zone_instant(towns->here->zone, (struct civil){2020, 11, 20, 8, 0, 0});
  towns_agree(towns);
  model->sides[0] = (struct side){
      .ctx = towns->here, .shop = scene_shop(towns->here, S("lilas")), .id = towns->bourg.id};
  model->sides[1] = (struct side){.ctx = towns->there, .shop = towns->rose, .id = towns->ville.id};
  for (size_t i = 0; i < 2; i++)
    model->sides[i].campaign = towns_campaign(model->sides[i].ctx);
}

static void what_one_owes_the_other_is_the_same_on_both_sides_whatever_happens(void **state) {
  (void)state;
  const char *wanted = getenv("PAIR_ACTS"), *seed = getenv("PAIR_SEED");
  long acts = wanted ? atol(wanted) : ACTS;
  struct model *model = calloc(1, sizeof *model);
  model->dice = random_seeded(seed ? (uint64_t)atoll(seed) : 20200512);
  found(model);
  struct arena *arenas[2] = {model->sides[0].ctx->arena, model->sides[1].ctx->arena};
  struct arena *scratch = arena_create((size_t)256 << 20);
  for (long i = 0; i < acts; i++) {
    model->sides[0].ctx->arena = model->sides[1].ctx->arena = scratch;
    act(model);
    if (i % 100 == 99) assert_true(str_equal(scene_books(model->sides[0].ctx), S("balance")));
    arena_reset(scratch);
  }
  for (size_t i = 0; i < 2; i++)
    model->sides[i].ctx->arena = arenas[i];
  arena_destroy(scratch);
  towns_close(&model->towns);
  free(model);
}

int pair_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_one_owes_the_other_is_the_same_on_both_sides_whatever_happens),
  };
  return cmocka_run_group_tests_name("pair", tests, NULL, NULL);
}
