#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/life/refund.h"
#include "domain/life/withdrawal.h"
#include "test/scene.h"
#include "test/story.h"

static void a_use_that_was_a_mistake_is_taken_back(void **state) {
  (void)state;
  story_run("src/domain/life/reversal.story");
}

static void a_shop_gives_back_what_it_earned_by_a_use_taken_back(void **state) {
  (void)state;
  story_run("src/domain/life/reversal_wide.story");
}

static void a_lost_voucher_is_refused_until_it_is_found(void **state) {
  (void)state;
  story_run("src/domain/life/block.story");
}

static void an_agent_pays_back_what_is_left_before_and_after_use(void **state) {
  (void)state;
  story_run("src/domain/life/refund.story");
}

static void money_that_is_held_goes_back_and_a_shop_keeps_what_it_earned(void **state) {
  (void)state;
  story_run("src/domain/life/refund_wide.story");
}

static void a_refund_by_transfer_needs_two_people_and_leaves_once(void **state) {
  (void)state;
  story_run("src/domain/life/refund_bank.story");
}

static void a_debit_is_the_refund_that_two_people_say(void **state) {
  (void)state;
  story_run("src/domain/life/refund_debit.story");
}

static void a_refund_has_left_when_the_bank_says_so(void **state) {
  (void)state;
  story_run("src/domain/life/refund_left.story");
}

static void a_buyer_withdraws_within_fourteen_days_while_the_voucher_is_whole(void **state) {
  (void)state;
  story_run("src/domain/life/withdrawal.story");
}

static void a_voucher_ends_with_its_last_day(void **state) {
  (void)state;
  story_run("src/domain/life/expiry.story");
}

static void what_is_left_goes_where_the_campaign_said(void **state) {
  (void)state;
  story_run("src/domain/life/expiry_rules.story");
}

static void holders_are_reminded_once_at_each_step(void **state) {
  (void)state;
  story_run("src/domain/life/reminder.story");
}

static void many_vouchers_get_a_later_day_and_expired_ones_come_back(void **state) {
  (void)state;
  story_run("src/domain/life/extension.story");
}

static void what_was_paid_back_does_not_come_back(void **state) {
  (void)state;
  story_run("src/domain/life/extension_holder.story");
}

static void what_is_left_is_passed_on_under_another_code(void **state) {
  (void)state;
  story_run("src/domain/life/passing.story");
}

static void a_gift_leaves_on_its_day_and_vouchers_are_found_again(void **state) {
  (void)state;
  story_run("src/domain/life/gift.story");
}

/* Days from the calendar of 2020 and 2021, by hand. */
static void the_last_day_to_withdraw_is_a_working_day(void **state) {
  (void)state;
  const struct hours_calendar *france = hours_calendar(S("FR"), S("33"));
  static const struct {
    int year, month, day, until_year, until_month, until_day;
  } cases[] = {
      {2020, 5, 5, 2020, 5, 19},    /* a Tuesday: the fourteenth day after it */
      {2020, 5, 2, 2020, 5, 18},    /* ends on a Saturday: Monday */
      {2020, 5, 3, 2020, 5, 18},    /* on a Sunday: Monday */
      {2020, 5, 7, 2020, 5, 22},    /* on Ascension Day, 21 May: the Friday after it */
      {2020, 12, 11, 2020, 12, 28}, /* on Christmas, a Friday: Monday */
      {2020, 12, 18, 2021, 1, 4},   /* on New Year's Day, a Friday: Monday */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct day bought = day_of(cases[i].year, cases[i].month, cases[i].day);
    struct day until = day_of(cases[i].until_year, cases[i].until_month, cases[i].until_day);
    assert_int_equal(withdrawal_last_day(france, bought).number, until.number);
  }
  /* Without a calendar, weekends alone. */
  assert_int_equal(withdrawal_last_day(NULL, day_of(2020, 5, 7)).number,
                   day_of(2020, 5, 21).number);
}

/* Paid 8.01 of 10.01: refunded cent by cent or at once, the buyer gets the same. */
static void many_small_refunds_give_the_buyer_what_one_would(void **state) {
  (void)state;
  struct voucher voucher = {.amount = money_of(1001, CURRENCY_EUR),
                            .top_up = money_of(200, CURRENCY_EUR),
                            .refunded = money_of(0, CURRENCY_EUR)};
  assert_int_equal(refund_buyers_part(&voucher, 1001), 801);
  assert_int_equal(refund_buyers_part(&voucher, 500), 400); /* 500 x 801 / 1001 = 400.099 */
  int64_t sum = 0;
  for (int cent = 0; cent < 1001; cent++) {
    sum += refund_buyers_part(&voucher, 1);
    voucher.refunded.minor++;
    assert_int_equal(sum, (cent + 1) * INT64_C(801) / 1001);
  }
  assert_int_equal(sum, 801);
}

static bool record_body(struct ctx *ctx, void *arg) {
  struct voucher_id *id = arg;
  struct campaign campaign = scene_campaign();
  struct order_request request = {.shop_id = {id->value},
                                  .amount_minor = 5000,
                                  .buyer_name = S("Camille"),
                                  .buyer_email = S("camille@example.org"),
                                  .provider = PROVIDER_STRIPE};
  campaign.id = campaign_create(ctx, &campaign);
  *id = checkout_record(ctx, &request, &campaign);
  return true;
}

static bool sent_body(struct ctx *ctx, void *arg) {
  return refund_ask_sent(ctx, *(const int64_t *)arg);
}

static bool failed_body(struct ctx *ctx, void *arg) {
  return refund_ask_failed(ctx, *(const int64_t *)arg, S("expired_or_canceled_card"));
}

static int64_t owed(struct ctx *ctx) {
  struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_REFUND, PROVIDER_STRIPE);
  return sums.credit_minor - sums.debit_minor;
}

static enum refund_stage stage_now(struct ctx *ctx, struct refund_id id) {
  struct refund refund;
  db_read_end(ctx);
  assert_true(refund_find(ctx, id, &refund));
  return refund.stage;
}

/* What the provider says counts once, whatever it says how often; a failure days later too. */
static void a_card_is_refunded_when_its_provider_says_so(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  ctx->now = zone_instant(ctx->zone, (struct civil){2020, 5, 12, 10, 0, 0});
  struct voucher_id voucher = {scene_shop(ctx, S("librairie")).id.value};
  assert_true(db_write(ctx, record_body, &voucher));
  struct refund_answer answer = refund_by_agent(ctx, voucher, 2000, S("geste"));
  assert_int_equal(answer.result, REFUND_RESULT_OK);
  assert_int_equal(answer.refund.stage, REFUND_STAGE_UNDER_WAY);
  struct refund_id id = answer.refund.id;
  int64_t ask = id.value;
  assert_int_equal(refund_round(ctx, true), 0);
  assert_int_equal(owed(ctx), 2000);

  assert_true(db_write(ctx, sent_body, &ask));
  assert_int_equal(refund_round(ctx, true), 1);
  assert_int_equal(refund_round(ctx, true), 0);
  assert_int_equal(stage_now(ctx, id), REFUND_STAGE_SENT);
  assert_int_equal(owed(ctx), 0);
  assert_int_equal(refund_again(ctx, id), REFUND_RESULT_NOT_NOW);
  assert_int_equal(refund_done(ctx, id), REFUND_RESULT_NOT_NOW);

  assert_true(db_write(ctx, failed_body, &ask));
  assert_int_equal(refund_round(ctx, false), 0);
  assert_int_equal(refund_round(ctx, true), 1);
  assert_int_equal(stage_now(ctx, id), REFUND_STAGE_FAILED);
  assert_int_equal(owed(ctx), 2000);

  assert_int_equal(refund_again(ctx, id), REFUND_RESULT_OK);
  assert_int_equal(refund_again(ctx, id), REFUND_RESULT_NOT_NOW);
  assert_int_equal(refund_round(ctx, true), 0);
  assert_int_equal(stage_now(ctx, id), REFUND_STAGE_UNDER_WAY);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(test);
}

int life_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_use_that_was_a_mistake_is_taken_back),
      cmocka_unit_test(a_shop_gives_back_what_it_earned_by_a_use_taken_back),
      cmocka_unit_test(a_lost_voucher_is_refused_until_it_is_found),
      cmocka_unit_test(an_agent_pays_back_what_is_left_before_and_after_use),
      cmocka_unit_test(money_that_is_held_goes_back_and_a_shop_keeps_what_it_earned),
      cmocka_unit_test(a_refund_by_transfer_needs_two_people_and_leaves_once),
      cmocka_unit_test(a_debit_is_the_refund_that_two_people_say),
      cmocka_unit_test(a_refund_has_left_when_the_bank_says_so),
      cmocka_unit_test(a_buyer_withdraws_within_fourteen_days_while_the_voucher_is_whole),
      cmocka_unit_test(a_voucher_ends_with_its_last_day),
      cmocka_unit_test(what_is_left_goes_where_the_campaign_said),
      cmocka_unit_test(holders_are_reminded_once_at_each_step),
      cmocka_unit_test(many_vouchers_get_a_later_day_and_expired_ones_come_back),
      cmocka_unit_test(what_was_paid_back_does_not_come_back),
      cmocka_unit_test(what_is_left_is_passed_on_under_another_code),
      cmocka_unit_test(a_gift_leaves_on_its_day_and_vouchers_are_found_again),
      cmocka_unit_test(the_last_day_to_withdraw_is_a_working_day),
      cmocka_unit_test(many_small_refunds_give_the_buyer_what_one_would),
      cmocka_unit_test(a_card_is_refunded_when_its_provider_says_so),
  };
  return cmocka_run_group_tests_name("life", tests, NULL, NULL);
}
