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
#include "domain/stripe/stripe_session.h"
#include "test/scene.h"
#include "test/story.h"

static void what_stripe_keeps_is_the_territorys_expense(void **state) {
  (void)state;
  story_run("src/domain/stripe/fees.story");
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
  size_t sale_count, move_count, listed, odd, refund;
  int64_t balance, fees, kept;
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
                                     away ? 1500 : roll(model, 2) == 0 ? -1500 : 0);
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
}

static void step(struct model *model) {
  size_t what = roll(model, 8);
  model->ctx->now.ms += 60000;
  if (what < 3 && model->sale_count < SALES) buy(model);
  if (what == 3 || what == 4) take(model);
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
    odd += odd_fees(model->ctx);
    compare(model);
  }
  list(model);
  db_write(model->ctx, late_body, NULL);
  odd += odd_fees(model->ctx);
  compare(model);
  assert_int_equal(odd, model->odd);
  assert_int_equal(stripe_move_odd_list(model->ctx).count, 0);
  assert_true(str_equal(scene_books(model->ctx), S("balance")));
  assert_true(model->odd > 0 && model->kept < 0 && model->refund > 0);
  test_db_close(test);
}

int stripe_move_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_stripe_keeps_is_the_territorys_expense),
      cmocka_unit_test(the_books_hold_what_stripe_holds),
  };
  return cmocka_run_group_tests_name("stripe_move", tests, NULL, NULL);
}
