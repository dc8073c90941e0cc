#include "domain/stripe/stripe_move.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/ledger/ledger.h"
#include "domain/life/refund.h"
#include "domain/payment/stripe_setting.h"
#include "domain/stripe/stripe.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/stripe/stripe_refund.h"
#include "domain/stripe/stripe_saying.h"
#include "domain/stripe/stripe_session.h"
#include "domain/stripe/stripe_type.h"
#include "domain/transit/transit.h"
#include "test/scene.h"
#include "test/story.h"

static void what_stripe_keeps_is_the_territorys_expense(void **state) {
  (void)state;
  story_run("src/domain/stripe/fees.story");
}

static void what_stripe_does_not_explain_two_people_do(void **state) {
  (void)state;
  story_run("src/domain/stripe/saying.story");
}

/* A walk. The model is Stripe: it holds a balance, changes it, and lists how. */

enum { STEPS = 400, SALES = 200, MOVES = 1000 };

struct sale {
  struct order_id order;
  int64_t minor, refunded;
  struct str intent;
  enum { PAID, DISPUTED, OVER } state;
};
struct model {
  struct ctx *ctx;
  struct random dice;
  struct shop shop;
  struct sale sales[SALES];
  struct stripe_object moves[MOVES];
  struct {
    struct str name;
    int64_t minor;
  } payouts[MOVES];
  enum stripe_meaning meanings[MOVES]; /* of a movement that people explain; 0: of others */
  size_t sale_count, move_count, payout_count, listed, odd, refund, explained, failed;
  int64_t balance, fees, kept, reserve, way;
};

static size_t roll(struct model *model, size_t sides) {
  return (size_t)random_below(&model->dice, sides);
}

static struct str named(struct model *model, const char *prefix, size_t number) {
  return str_format(model->ctx->arena, "%s_%zu", prefix, number);
}

static struct stripe_object *moves(struct model *model, const char *type, int64_t minor,
                                   int64_t fee) {
  struct stripe_object *move = &model->moves[model->move_count];
  *move = (struct stripe_object){.id = named(model, "txn", model->move_count++),
                                 .object = S("balance_transaction"),
                                 .type = str_from(type),
                                 .category = str_from(type),
                                 .amount_minor = minor,
                                 .fee_minor = fee,
                                 .currency = S("EUR"),
                                 .created_at = model->ctx->now};
  model->balance += minor - fee;
  model->fees += fee;
  return move;
}

static bool keep_body(struct ctx *ctx, void *arg) {
  stripe_move_keep(ctx, arg);
  return true;
}

static bool late_body(struct ctx *ctx, void *arg) {
  (void)arg;
  stripe_move_match_late(ctx);
  return true;
}

static bool told_body(struct ctx *ctx, void *arg) {
  stripe_session_told(ctx, arg);
  return true;
}

static bool refunded_body(struct ctx *ctx, void *arg) {
  stripe_refund_told(ctx, arg);
  return true;
}

/* What was not listed yet, and by chance some that were, in any order. */
static void list(struct model *model) {
  for (size_t i = 0; i < 5 && model->move_count > 0; i++)
    db_write(model->ctx, keep_body, &model->moves[roll(model, model->move_count)]);
  for (; model->listed < model->move_count; model->listed++)
    db_write(model->ctx, keep_body, &model->moves[model->listed]);
}

static void buy(struct model *model) {
  struct sale *sale = &model->sales[model->sale_count];
  int64_t minor = 500 + (int64_t)roll(model, 20000);
  struct checkout_answer answer =
      checkout_place(model->ctx, &(struct order_request){.shop_id = model->shop.id,
                                                         .amount_minor = minor,
                                                         .buyer_name = S("Camille"),
                                                         .buyer_email = S("camille@example.org"),
                                                         .provider = PROVIDER_STRIPE});
  assert_int_equal(answer.result, CHECKOUT_OK);
  stripe_gather_round(model->ctx, S("https://bons.example"));
  *sale = (struct sale){answer.order_id, minor, 0, named(model, "pi", model->sale_count), PAID};
  struct stripe_object page = {.id = named(model, "cs", model->sale_count++),
                               .object = S("checkout.session"),
                               .mark = answer.payment_id.value,
                               .amount_minor = minor,
                               .currency = S("EUR"),
                               .status = S("complete"),
                               .intent = sale->intent,
                               .paid = true};
  struct stripe_object *charge = moves(model, "charge", minor, minor * 15 / 1000 + 25);
  charge->intent = sale->intent;
  charge->mark = answer.payment_id.value;
  if (roll(model, 2) == 0) list(model); /* before the notice */
  db_write(model->ctx, told_body, &page);
}

static void dispute(struct model *model, struct sale *sale) {
  bool away = sale->state == PAID;
  if (sale->state == OVER || sale->refunded > 0) return;
  struct stripe_object *move = moves(model, "adjustment", away ? -sale->minor : sale->minor,
                                     away                  ? 1500
                                     : roll(model, 2) == 0 ? -1500
                                                           : 0);
  move->source = STR_CONCAT(model->ctx->arena, S("dp_"), sale->intent);
  move->source_kind = S("dispute");
  move->intent = sale->intent;
  model->kept += move->amount_minor;
  sale->state = away ? DISPUTED : OVER;
}

static void refund(struct model *model, struct sale *sale) {
  struct order order;
  int64_t minor = 1 + (int64_t)roll(model, (size_t)sale->minor);
  if (sale->state != PAID || sale->refunded > 0) return;
  assert_true(order_find(model->ctx, sale->order, &order));
  struct refund_answer answer = refund_by_agent(model->ctx, order.voucher_id, minor, S("demande"));
  assert_int_equal(answer.result, REFUND_RESULT_OK);
  stripe_gather_round(model->ctx, S("https://bons.example"));
  struct stripe_object told = {.id = named(model, "re", ++model->refund),
                               .object = S("refund"),
                               .mark = answer.refund.id.value,
                               .amount_minor = minor,
                               .currency = S("EUR"),
                               .status = S("succeeded")};
  db_write(model->ctx, refunded_body, &told);
  refund_round(model->ctx, false);
  moves(model, "refund", -minor, 0)->mark = answer.refund.id.value;
  sale->refunded = minor;
}

/* Stripe takes, or gives back, of its own accord. */
static void take(struct model *model) {
  static const char *const types[] = {"stripe_fee", "tax_fee", "stripe_fx_fee", "adjustment"};
  int64_t minor = (int64_t)roll(model, 400) - 300;
  struct stripe_object *move = moves(model, types[roll(model, 4)], minor, 0);
  move->category = S("fee");
  model->fees -= minor;
  if (minor != 0 && roll(model, 6) == 0) { /* in dollars: on another balance */
    move->currency = S("USD");
    model->balance -= minor;
    model->fees += minor;
    model->odd++;
  }
}

/* To the bank, of what lies there, or from it. */
static void pay_out(struct model *model) {
  size_t number = model->payout_count++;
  bool draws = model->balance < 1000;
  int64_t minor = 1 + (int64_t)roll(model, draws ? 5000 : (size_t)model->balance);
  struct stripe_object *move = moves(model, draws ? "topup" : "payout", draws ? minor : -minor, 0);
  move->source = named(model, draws ? "tu" : "po", number);
  model->payouts[number].name = move->source;
  model->payouts[number].minor = -move->amount_minor;
  model->way -= move->amount_minor;
}

/* The bank would not have it, sometimes after it had it. */
static void fail_payout(struct model *model) {
  if (model->payout_count == 0) return;
  size_t number = roll(model, model->payout_count);
  int64_t minor = model->payouts[number].minor;
  if (minor <= 0) return;
  struct stripe_object *move =
      moves(model, roll(model, 2) == 0 ? "payout_failure" : "payout_cancel", minor, 0);
  move->source = model->payouts[number].name;
  model->payouts[number].minor = 0;
  model->way -= minor;
  model->failed++;
}

static bool arrive_body(struct ctx *ctx, void *arg) {
  const struct transit *transit = arg;
  transit_arrive(ctx, transit->id, TRANSIT_FROM_BANK, transit->open_minor, 9);
  return true;
}

/* The bank's file shows one. */
static void arrive(struct model *model) {
  struct transits list = transit_list(model->ctx);
  if (list.count == 0) return;
  struct transit *transit = &list.items[roll(model, list.count)];
  db_write(model->ctx, arrive_body, transit);
  model->way -= transit->open_minor;
}

static void lay_aside(struct model *model) {
  int64_t minor = (int64_t)roll(model, 2000) - 1200;
  moves(model, roll(model, 2) == 0 ? "reserve_transaction" : "reserved_funds", minor, 0);
  model->reserve -= minor;
}

/* What Stripe does not explain is one of four things. */
static void puzzle(struct model *model) {
  static const char *const types[] = {"adjustment", "contribution", "advance", "moon_landing"};
  int64_t minor = (int64_t)roll(model, 3000) - 1500;
  size_t number = model->move_count;
  if (minor == 0) return;
  moves(model, types[roll(model, 4)], minor, 0);
  model->meanings[number] = (enum stripe_meaning)(1 + roll(model, 4));
  if (model->meanings[number] == STRIPE_MEANING_FEE) model->fees -= minor;
  if (model->meanings[number] == STRIPE_MEANING_RESERVE) model->reserve -= minor;
  if (model->meanings[number] == STRIPE_MEANING_BANK) model->way -= minor;
  if (model->meanings[number] == STRIPE_MEANING_TERRITORY) model->kept += minor;
}

/* An agent says, the accountant agrees. */
static void explain(struct model *model) {
  struct ctx *ctx = model->ctx;
  struct stripe_odds odds = stripe_odd_list(ctx);
  for (size_t i = 0; i < odds.count; i++) {
    const struct stripe_odd *odd = &odds.items[i];
    int64_t number;
    if (odd->kind != STRIPE_ODD_UNCLEAR) continue;
    assert_true(str_to_int(str_skip(odd->object, sizeof "txn_" - 1), &number));
    enum stripe_meaning meaning = model->meanings[number];
    ctx->person.value = 1001;
    assert_int_equal(stripe_saying_say(ctx, odd->id, meaning, S("vu")), STRIPE_ODD_RESULT_OK);
    ctx->person.value = 1002;
    assert_int_equal(stripe_saying_confirm(ctx, odd->id), STRIPE_ODD_RESULT_OK);
    model->explained++;
  }
}

static size_t odd_fees(struct ctx *ctx) {
  struct stripe_odds odds = stripe_odd_list(ctx);
  size_t count = 0;
  for (size_t i = 0; i < odds.count; i++) {
    bool fee = odds.items[i].kind == STRIPE_ODD_FEE_OTHER_CURRENCY;
    count += fee;
    stripe_odd_close(ctx, odds.items[i].id, S("vu"));
  }
  return count;
}

static void compare(struct model *model) {
  struct ctx *ctx = model->ctx;
  struct ledger_sums clearing = ledger_sums(ctx, ACCOUNT_CLEARING, PROVIDER_STRIPE);
  struct ledger_sums fee = ledger_sums(ctx, ACCOUNT_FEE, PROVIDER_STRIPE);
  struct ledger_sums kept = ledger_sums(ctx, ACCOUNT_KEPT, 0);
  assert_int_equal(clearing.debit_minor - clearing.credit_minor, model->balance);
  assert_int_equal(fee.debit_minor - fee.credit_minor, model->fees);
  assert_int_equal(kept.credit_minor - kept.debit_minor, model->kept);
  struct ledger_sums reserve = ledger_sums(ctx, ACCOUNT_RESERVE, PROVIDER_STRIPE);
  assert_int_equal(reserve.debit_minor - reserve.credit_minor, model->reserve);
  assert_int_equal(transit_minor(ctx, PROVIDER_STRIPE), model->way);
}

static void step(struct model *model) {
  size_t what = roll(model, 13);
  model->ctx->now.ms += 60000;
  if (what < 3 && model->sale_count < SALES) buy(model);
  if (what == 3 || what == 4) take(model);
  if (what == 8) pay_out(model);
  if (what == 9) fail_payout(model);
  if (what == 10) arrive(model);
  if (what == 11) lay_aside(model);
  if (what == 12) puzzle(model);
  if (model->sale_count == 0) return;
  struct sale *sale = &model->sales[roll(model, model->sale_count)];
  if (what == 5 || what == 6) dispute(model, sale);
  if (what == 7) refund(model, sale);
}

static void the_books_hold_what_stripe_holds(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct model *model = arena_array(test->arena, struct model, 1);
  struct campaign campaign = scene_campaign();
  struct stripe_typed typed = {.open = true,
                               .key = S("sk_test_4eC39HqLyjWDarjtT1zdp7dc"),
                               .secrets = S("whsec_0123456789abcdef")};
  model->ctx = scene_open(test);
  model->dice = random_seeded(71);
  scene_add_campaign(model->ctx, &campaign);
  model->shop = scene_shop(model->ctx, S("Librairie"));
  assert_int_equal(stripe_setting_keep(model->ctx, &typed), STRIPE_SETTING_OK);
  size_t odd = 0;
  for (size_t i = 0; i < STEPS; i++) {
    step(model);
    if (roll(model, 4) > 0) continue; /* several at a time */
    list(model);
    explain(model);
    odd += odd_fees(model->ctx);
    compare(model);
  }
  list(model);
  explain(model);
  db_write(model->ctx, late_body, NULL);
  odd += odd_fees(model->ctx);
  compare(model);
  assert_int_equal(odd, model->odd);
  assert_int_equal(stripe_move_odd_list(model->ctx).count, 0);
  assert_true(str_equal(scene_books(model->ctx), S("balance")));
  assert_true(model->odd > 0 && model->refund > 0);
  assert_true(model->explained > 10 && model->failed > 3 && model->payout_count > 10);
  test_db_close(test);
}

/* The thirty-two of Stripe's description: none falls among the unknown. */
static void every_kind_that_stripe_names_has_words_and_a_way(void **state) {
  (void)state;
  static const struct str types[] = {
#define X(name, way, message) {#name, sizeof #name - 1},
      STRIPE_TYPES(X)
#undef X
  };
  assert_int_equal(sizeof types / sizeof *types, 32);
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    assert_int_not_equal(stripe_type_words(types[i]), MSG_stripe_type_unknown);
  struct stripe_object move = {.type = S("adjustment")};
  assert_int_equal(stripe_way_of(&move), STRIPE_WAY_ASK);
  move.category = S("fee");
  assert_int_equal(stripe_way_of(&move), STRIPE_WAY_FEE);
  move = (struct stripe_object){.type = S("adjustment"), .source_kind = S("dispute")};
  assert_int_equal(stripe_way_of(&move), STRIPE_WAY_DISPUTE);
  move = (struct stripe_object){.type = S("moon_landing")};
  assert_int_equal(stripe_way_of(&move), STRIPE_WAY_ASK);
  assert_int_equal(stripe_type_words(move.type), MSG_stripe_type_unknown);
}

int stripe_move_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_stripe_keeps_is_the_territorys_expense),
      cmocka_unit_test(what_stripe_does_not_explain_two_people_do),
      cmocka_unit_test(every_kind_that_stripe_names_has_words_and_a_way),
      cmocka_unit_test(the_books_hold_what_stripe_holds),
  };
  return cmocka_run_group_tests_name("stripe_move", tests, NULL, NULL);
}
