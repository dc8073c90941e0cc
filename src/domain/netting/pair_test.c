/* Two neighbouring territories, in each of which all goes on that goes on in one
 * (test/simulation.h), and between which vouchers for all shops, with public money, are used, taken
 * back, netted night by night and settled, in whatever order. Each voucher adds up, and all of them
 * together; each territory's books add up; what one owes the other is the same on both sides, open,
 * netted, or announced. Random acts, seeded, beside a model that knows no ledger. PAIR_ACTS and
 * PAIR_SEED choose others. */
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
#include "domain/topup/reservation.h"
#include "domain/voucher/voucher_offline.h"
#include "test/simulation.h"
#include "test/towns.h"

enum { VOUCHERS = 400, ACTS = 900, ACTS_AFTER = 150 };

struct one {
  struct voucher_id id;
  size_t home;
  int64_t worth, paid, topped_up; /* the first is the sum of the others */
  int64_t balance, redeemed, refunded, expired;
  bool ended;
  bool used; /* its latest use can still be taken back */
  size_t use_in, use_shop;
  int64_t use_minor;
};

struct side {
  struct ctx *ctx;
  struct simulation *town;
  struct campaign campaign; /* for all shops */
  struct territory_id id;
  int64_t paid, topped_up, held, kept;
  int64_t filled, left; /* the envelope */
};

struct model {
  struct towns towns;
  struct random dice;
  struct side sides[2];
  struct one ones[VOUCHERS];
  size_t count;
  int64_t nonce;
  int64_t open, netted; /* what side 1 owes side 0: not counted by a night; counted, not paid */
  bool waits;           /* announced, and not decided */
  struct settlement_id settlement;
  int64_t announced; /* of netted */
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

static bool may_be_used(const struct model *model, const struct one *one) {
  return !one->ended && today(model) <= model->sides[one->home].campaign.expires_on.number;
}

/* A fifth of every second one is public money. */
static void buy(struct model *model) {
  size_t home = roll(model, 2);
  struct side *side = &model->sides[home];
  int64_t amount = 500 + (int64_t)roll(model, 4500);
  int64_t top_up = roll(model, 2) == 0 ? amount / 5 : 0;
  if (model->count == VOUCHERS || today(model) >= side->campaign.expires_on.number) return;
  if (top_up > side->left) top_up = 0;
  struct voucher_id id = scene_buy(
      side->ctx,
      &(struct order_request){.wide = true, .amount_minor = amount, .top_up.wanted = top_up > 0});
  model->ones[model->count++] = (struct one){.id = id,
                                             .home = home,
                                             .worth = amount,
                                             .paid = amount - top_up,
                                             .topped_up = top_up,
                                             .balance = amount};
  side->paid += amount - top_up;
  side->topped_up += top_up;
  side->left -= top_up;
  side->held += amount;
}

static bool fill_body(struct ctx *ctx, void *arg) {
  return envelope_fill(ctx, ((struct side *)arg)->campaign.id, S("Région"), 15000) == ENVELOPE_OK;
}

static void fill(struct model *model) {
  struct side *side = &model->sides[roll(model, 2)];
  if (today(model) > side->campaign.expires_on.number) return;
  assert_true(db_write(side->ctx, fill_body, side));
  side->filled += 15000;
  side->left += 15000;
}

/* Money of a use moves from its home to the shop where it was used; below zero it comes back. */
static void move_money(struct model *model, const struct one *one, int64_t minor) {
  model->sides[one->home].held -= minor;
  model->sides[one->use_in].town->due[one->use_shop] += minor;
  if (one->home != one->use_in) model->open += one->home == 1 ? minor : -minor;
}

static void redeem(struct model *model) {
  struct one *one = any(model);
  if (!one) return;
  size_t in = roll(model, 2), shop = roll(model, SIMULATION_SHOPS);
  struct side *side = &model->sides[in];
  int64_t amount = 1 + (int64_t)roll(model, (uint64_t)one->balance * 5 / 4 + 2);
  struct str nonce = str_format(side->ctx->arena, "pair-%lld", (long long)++model->nonce);
  const struct shop *till_shop = &side->town->shops[shop];
  struct voucher_answer answer = towns_redeem(side->ctx, till_shop, one->id, amount, nonce);
  bool may = may_be_used(model, one) && one->balance >= amount;
  assert_int_equal(answer.result == VOUCHER_OK, may);
  if (!may) return;
  assert_int_equal(answer.balance_minor, one->balance - amount);
  answer = towns_redeem(side->ctx, till_shop, one->id, amount, nonce); /* a retry */
  assert_int_equal(answer.result, VOUCHER_OK);
  one->balance -= amount;
  one->redeemed += amount;
  one->used = true;
  one->use_in = in;
  one->use_shop = shop;
  one->use_minor = amount;
  move_money(model, one, amount);
}

/* A voucher for a single shop is of no use over there. */
static void carry_abroad(struct model *model) {
  size_t home = roll(model, 2);
  struct simulation *town = model->sides[home].town;
  struct side *abroad = &model->sides[1 - home];
  if (town->count == 0) return;
  struct str nonce = str_format(abroad->ctx->arena, "pair-%lld", (long long)++model->nonce);
  struct voucher_id id = town->vouchers[roll(model, town->count)].id;
  struct shop *shop = &abroad->town->shops[0];
  assert_int_equal(towns_redeem(abroad->ctx, shop, id, 1, nonce).result, VOUCHER_NEIGHBOUR_SINGLE);
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
  move_money(model, one, -one->use_minor);
}

/* A part of it, or all: the buyer's share to him, the public one into the envelope. */
static void refund(struct model *model) {
  struct one *one = any(model);
  if (!one) return;
  struct side *side = &model->sides[one->home];
  int64_t value = 1 + (int64_t)roll(model, (uint64_t)one->balance * 5 / 4 + 2);
  bool may = !one->ended && one->balance >= value;
  struct refund_answer answer = refund_by_agent(side->ctx, one->id, value, S("geste"));
  assert_int_equal(answer.result == REFUND_RESULT_OK, may);
  if (!may) return;
  int64_t after = one->refunded + value;
  int64_t part = after * one->paid / one->worth - one->refunded * one->paid / one->worth;
  assert_int_equal(answer.refund.paid.minor, part);
  one->refunded = after;
  one->balance -= value;
  one->ended = one->balance == 0;
  side->held -= value;
  side->left += value - part;
}

/* Side 0 keeps what is left at the end, side 1 gives it to its fund. */
static void expire(struct model *model, int after) {
  for (size_t i = 0; i < model->count; i++) {
    struct one *one = &model->ones[i];
    struct side *side = &model->sides[one->home];
    if (one->ended || side->campaign.expires_on.number + OFFLINE_DAYS >= after) continue;
    one->ended = true;
    one->expired = one->balance;
    *(one->home == 0 ? &side->kept : &side->town->fund) += one->balance;
    side->held -= one->balance;
    one->balance = 0;
    /* Used up: a use can still come back; then nothing is left to expire it again at once. */
    if (one->expired == 0) one->used = false;
  }
}

/* Whichever comes first counts the night for both. */
static void let_a_day_pass(struct model *model) {
  for (size_t i = 0; i < 2; i++) {
    model->sides[i].ctx->now.ms += 86400000;
    simulation_lapse(model->sides[i].town);
  }
  assert_true(netting_round(model->sides[roll(model, 2)].ctx) <= 1);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(netting_round(model->sides[i].ctx), 0);
    while (expiry_round(model->sides[i].ctx) > 0)
      continue;
  }
  model->netted += model->open;
  model->open = 0;
  expire(model, today(model));
}

/* It pays as it likes, or prepares a transfer, which another confirms. */
static enum settlement_result pay(struct model *model, struct side *from, struct side *to,
                                  struct settlement_id *id) {
  struct day day = zone_day(from->ctx->zone, from->ctx->now);
  if (roll(model, 2) == 0) return settlement_announce(from->ctx, to->id, S("VIR"), day, id);
  enum settlement_result result = settlement_prepare(from->ctx, to->id, id);
  if (result != SETTLEMENT_RESULT_OK) return result;
  assert_int_equal(settlement_confirm(from->ctx, to->id, *id), SETTLEMENT_RESULT_SAME_PERSON);
  from->ctx->person.value = 1002;
  return settlement_confirm(from->ctx, to->id, *id);
}

/* Whoever owes says it has paid all that no other settlement pays. */
static void announce(struct model *model) {
  size_t number = roll(model, 2);
  struct side *from = &model->sides[number], *to = &model->sides[1 - number];
  int64_t unpaid = model->netted - model->announced, ours = number == 1 ? unpaid : -unpaid;
  enum settlement_result expected = model->waits ? SETTLEMENT_RESULT_WAITS
                                    : ours < 0   ? SETTLEMENT_RESULT_NOT_OURS
                                    : ours == 0  ? SETTLEMENT_RESULT_NOTHING
                                                 : SETTLEMENT_RESULT_OK;
  struct settlement_id id;
  assert_int_equal(pay(model, from, to, &id), expected);
  if (expected != SETTLEMENT_RESULT_OK) return;
  model->waits = true;
  model->settlement = id;
  model->announced = unpaid;
}

/* The line of the bank's statement that brought it, or none where no statement is imported. */
static struct bank_line_id arrived(struct model *model, struct side *side, int64_t amount) {
  struct bank_line_id none = {0};
  if (roll(model, 2) == 0) return none;
  simulation_receive(side->town, (struct payment_id){7}, amount);
  struct bank_lines open = bank_open_list(side->ctx);
  for (size_t i = 0; i < open.count; i++)
    if (open.items[i].state == BANK_LINE_OPEN && open.items[i].open_minor == amount)
      return open.items[i].id;
  fail_msg("%s", "it is not there");
  return none;
}

/* The other has it; or it has not come, or was a mistake. */
static void decide(struct model *model) {
  size_t payer = model->announced > 0 ? 1 : 0;
  struct side *from = &model->sides[payer], *to = &model->sides[1 - payer];
  struct bank_line_id none = {0};
  if (!model->waits) return;
  if (roll(model, 3) == 0) {
    bool by_payer = roll(model, 2) == 0;
    assert_int_equal(settlement_take_back(by_payer ? from->ctx : to->ctx,
                                          by_payer ? to->id : from->id, model->settlement,
                                          S("rien")),
                     SETTLEMENT_RESULT_OK);
  } else {
    assert_int_equal(settlement_receive(from->ctx, to->id, model->settlement, none),
                     SETTLEMENT_RESULT_NOT_OURS);
    struct bank_line_id line = arrived(model, to, llabs(model->announced));
    assert_int_equal(settlement_receive(to->ctx, from->id, model->settlement, line),
                     SETTLEMENT_RESULT_OK);
    model->netted -= model->announced;
  }
  assert_int_equal(settlement_receive(to->ctx, from->id, model->settlement, none),
                   SETTLEMENT_RESULT_DECIDED);
  model->waits = false;
  model->announced = 0;
}

/* What must hold. */

static int64_t owed(struct ctx *ctx, enum account_kind kind, int64_t owner) {
  struct ledger_sums sums = ledger_sums(ctx, kind, owner);
  return sums.credit_minor - sums.debit_minor;
}

/* Paid + topped up = redeemed + outstanding + refunded + expired. */
static void compare_vouchers(const struct model *model, size_t number) {
  const struct side *side = &model->sides[number];
  int64_t whole = 0;
  for (size_t i = 0; i < model->count; i++) {
    const struct one *one = &model->ones[i];
    if (one->home != number) continue;
    int64_t balance = ledger_balance(side->ctx, (struct account_id){one->id.value});
    int64_t sum = one->redeemed + balance + one->refunded + one->expired;
    assert_int_equal(balance, one->balance);
    assert_int_equal(one->paid + one->topped_up, sum);
    whole += sum;
  }
  assert_int_equal(side->paid + side->topped_up, whole);
}

static void compare_side(const struct model *model, size_t number) {
  const struct side *side = &model->sides[number];
  struct envelope envelope;
  compare_vouchers(model, number);
  assert_int_equal(owed(side->ctx, ACCOUNT_HELD, side->campaign.id.value), side->held);
  assert_int_equal(owed(side->ctx, ACCOUNT_KEPT, 0), side->kept + side->town->kept);
  assert_int_equal(owed(side->ctx, ACCOUNT_FUND, 0), side->town->fund);
  envelope_find(side->ctx, side->campaign.id, &envelope);
  assert_int_equal(envelope.filled.minor, side->filled);
  assert_int_equal(envelope.left.minor, side->left);
  assert_int_equal(envelope.used.minor, side->filled - side->left);
  simulation_compare(side->town);
}

static void compare(const struct model *model) {
  const struct side *sides = model->sides;
  struct neighbour_balance here = neighbour_balance(sides[0].ctx, sides[1].id);
  struct neighbour_balance there = neighbour_balance(sides[1].ctx, sides[0].id);
  int64_t unpaid = model->netted - model->announced;
  assert_int_equal(here.open_minor, model->open);
  assert_int_equal(here.netted_minor, model->netted);
  assert_int_equal(there.open_minor, -model->open);
  assert_int_equal(there.netted_minor, -model->netted);
  assert_int_equal(netting_unpaid_minor(sides[0].ctx, sides[1].id), unpaid);
  assert_int_equal(netting_unpaid_minor(sides[1].ctx, sides[0].id), -unpaid);
  compare_side(model, 0);
  compare_side(model, 1);
}

/* Acts. */

static void live(struct model *model) {
  simulation_act(model->sides[roll(model, 2)].town);
}

static void act(struct model *model, bool over) {
  static void (*const acts[])(struct model *) = {
      redeem,   redeem,      redeem, redeem,  reverse, refund,
      refund,   announce,    decide, reverse, redeem,  let_a_day_pass,
      announce, decide, /* and before the year is over: */
      live,     live,        live,   live,    live,    live,
      live,     live,        buy,    buy,     buy,     buy,
      fill,     carry_abroad};
  size_t all = sizeof acts / sizeof *acts;
  for (size_t i = 0; i < 2; i++) {
    model->sides[i].ctx->now.ms += 61000;
    model->sides[i].ctx->person.value = 1001;
  }
  acts[roll(model, over ? all / 2 : all)](model);
  for (size_t i = 0; i < 2; i++)
    db_read_end(model->sides[i].ctx);
  compare(model);
  for (size_t i = 0; i < 2; i++)
    db_read_end(model->sides[i].ctx);
}

/* The end of the year, in each. */
static void end_year(struct model *model) {
  expire(model, INT32_MAX);
  for (size_t i = 0; i < 2; i++) {
    simulation_let_expire(model->sides[i].town);
    db_read_end(model->sides[i].ctx);
  }
  compare(model);
}

static bool rule_body(struct ctx *ctx, void *arg) {
  struct topup_rule rule = {
      .form = TOPUP_RATE, .give = 2000, .counts = TOPUP_COUNTS_VALUE, .hold_minutes = 15};
  return topup_keep(ctx, ((struct campaign *)arg)->id, &rule) == TOPUP_EDIT_OK;
}

static bool rest_body(struct ctx *ctx, void *arg) {
  return campaign_change(ctx, arg) == CAMPAIGN_EDIT_OK;
}

/* The campaign that pages are tested with. */
static bool end_body(struct ctx *ctx, void *arg) {
  (void)arg;
  return campaign_turn(ctx, campaign_list(ctx).items[0].id, CAMPAIGN_STATE_ENDED) ==
         CAMPAIGN_EDIT_OK;
}

static void found_side(struct model *model, size_t number, struct ctx *ctx,
                       struct territory_id id) {
  struct side *side = &model->sides[number];
  *side = (struct side){.ctx = ctx, .id = id, .town = calloc(1, sizeof *side->town)};
  simulation_open(side->town, ctx, roll(model, 1000000));
  side->campaign = towns_campaign(ctx);
  side->campaign.remainder = number == 0 ? CAMPAIGN_REMAINDER_KEPT : CAMPAIGN_REMAINDER_FUND;
  assert_true(db_write(ctx, rest_body, &side->campaign));
  assert_true(db_write(ctx, rule_body, &side->campaign));
}

static void found(struct model *model) {
  struct towns *towns = &model->towns;
  towns_open(towns);
  towns->here->now = towns->there->now =
      zone_instant(towns->here->zone, (struct civil){2020, 10, 12, 8, 0, 0});
  assert_true(db_write(towns->here, end_body, NULL));
  towns_agree(towns);
  found_side(model, 0, towns->here, towns->bourg.id);
  found_side(model, 1, towns->there, towns->ville.id);
}

static void run(struct model *model, long acts, bool over) {
  struct arena *arenas[2] = {model->sides[0].ctx->arena, model->sides[1].ctx->arena};
  struct arena *scratch = arena_create((size_t)256 << 20);
  for (long i = 0; i < acts; i++) {
    model->sides[0].ctx->arena = model->sides[1].ctx->arena = scratch;
    act(model, over);
    arena_reset(scratch);
  }
  for (size_t i = 0; i < 2; i++)
    model->sides[i].ctx->arena = arenas[i];
  arena_destroy(scratch);
}

static void two_neighbours_books_add_up_whatever_happens(void **state) {
  (void)state;
  const char *wanted = getenv("PAIR_ACTS"), *seed = getenv("PAIR_SEED");
  struct model *model = calloc(1, sizeof *model);
  model->dice = random_seeded(seed ? (uint64_t)atoll(seed) : 20200512);
  found(model);
  run(model, wanted ? atol(wanted) : ACTS, false);
  end_year(model);
  run(model, ACTS_AFTER, true);
  towns_close(&model->towns);
  for (size_t i = 0; i < 2; i++)
    free(model->sides[i].town);
  free(model);
}

int pair_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_neighbours_books_add_up_whatever_happens),
  };
  return cmocka_run_group_tests_name("pair", tests, NULL, NULL);
}
