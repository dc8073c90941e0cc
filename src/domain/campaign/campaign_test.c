#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/db.h"
#include "test/scene.h"

static struct campaign typed(const char *values) {
  struct campaign campaign = {0};
  assert_true(campaign_values_read(str_from(values), &campaign));
  return campaign;
}

static void face_values_are_read_as_people_write_them_sorted_and_each_once(void **state) {
  (void)state;
  struct campaign campaign = typed("100 20 ; 12,50  50, 20");
  assert_int_equal(campaign.face_value_count, 4);
  assert_int_equal(campaign.face_values[0], 1250);
  assert_int_equal(campaign.face_values[1], 2000);
  assert_int_equal(campaign.face_values[2], 5000);
  assert_int_equal(campaign.face_values[3], 10000);
  assert_int_equal(typed("").face_value_count, 0);
}

static void what_is_no_amount_and_more_than_eight_are_refused(void **state) {
  (void)state;
  struct campaign campaign = {0};
  assert_false(campaign_values_read(S("vingt"), &campaign));
  assert_false(campaign_values_read(S("20 0"), &campaign));
  assert_false(campaign_values_read(S("1 2 3 4 5 6 7 8 9"), &campaign));
}

static enum campaign_edit_result check(void (*spoil)(struct campaign *)) {
  struct campaign campaign = scene_campaign();
  spoil(&campaign);
  return campaign_check(&campaign, zone_find(S("Europe/Paris")));
}

static void unnamed(struct campaign *campaign) {
  campaign->name = S("");
}
static void half_bound(struct campaign *campaign) {
  campaign->min_minor = 0;
}
static void crossed_bounds(struct campaign *campaign) {
  campaign->min_minor = campaign->max_minor + 1;
}
static void empty(struct campaign *campaign) {
  campaign->face_value_count = 0;
  campaign->min_minor = campaign->max_minor = 0;
}
static void backwards(struct campaign *campaign) {
  campaign->closes_at = campaign->opens_at;
}
static void too_short(struct campaign *campaign) {
  campaign->expires_on = day_of(2020, 12, 30); /* sold until the 31st */
}
static void never_usable(struct campaign *campaign) {
  campaign->redeemable_on = day_of(2021, 1, 1);
}
static void sound(struct campaign *campaign) {
  (void)campaign;
}

static void each_rule_has_its_refusal(void **state) {
  (void)state;
  assert_int_equal(check(sound), CAMPAIGN_EDIT_OK);
  assert_int_equal(check(unnamed), CAMPAIGN_EDIT_NO_NAME);
  assert_int_equal(check(half_bound), CAMPAIGN_EDIT_BAD_BOUNDS);
  assert_int_equal(check(crossed_bounds), CAMPAIGN_EDIT_BAD_BOUNDS);
  assert_int_equal(check(empty), CAMPAIGN_EDIT_NOTHING_OFFERED);
  assert_int_equal(check(backwards), CAMPAIGN_EDIT_CLOSES_TOO_SOON);
  assert_int_equal(check(too_short), CAMPAIGN_EDIT_EXPIRES_TOO_SOON);
  assert_int_equal(check(never_usable), CAMPAIGN_EDIT_EXPIRES_TOO_SOON);
}

struct act {
  struct campaign campaign;
  enum campaign_state state;
  enum campaign_edit_result result;
};

static bool draft_body(struct ctx *ctx, void *arg) {
  struct act *act = arg;
  act->result = campaign_draft(ctx, &act->campaign, &act->campaign.id);
  return act->result == CAMPAIGN_EDIT_OK;
}

static bool change_body(struct ctx *ctx, void *arg) {
  struct act *act = arg;
  act->result = campaign_change(ctx, &act->campaign);
  return act->result == CAMPAIGN_EDIT_OK;
}

static bool turn_body(struct ctx *ctx, void *arg) {
  struct act *act = arg;
  act->result = campaign_turn(ctx, act->campaign.id, act->state);
  return act->result == CAMPAIGN_EDIT_OK;
}

static enum campaign_edit_result turn(struct ctx *ctx, struct act *act, enum campaign_state state) {
  act->state = state;
  db_write(ctx, turn_body, act);
  return act->result;
}

static enum checkout_result buy(struct ctx *ctx, const struct shop *shop) {
  return checkout_place(ctx, &(struct order_request){.shop_id = shop->id,
                                                     .amount_minor = 5000,
                                                     .buyer_name = S("Camille"),
                                                     .provider = PROVIDER_SANDBOX})
      .result;
}

static void a_draft_sells_nothing_until_it_is_opened_and_an_ended_one_never_again(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("librairie"));
  struct act act = {.campaign = scene_campaign()};
  assert_true(db_write(ctx, draft_body, &act));
  assert_int_equal(buy(ctx, &shop), CHECKOUT_NO_CAMPAIGN);
  assert_int_equal(turn(ctx, &act, CAMPAIGN_STATE_SUSPENDED), CAMPAIGN_EDIT_NOT_NOW);
  assert_int_equal(turn(ctx, &act, CAMPAIGN_STATE_OPEN), CAMPAIGN_EDIT_OK);
  assert_int_equal(buy(ctx, &shop), CHECKOUT_OK);
  assert_int_equal(turn(ctx, &act, CAMPAIGN_STATE_SUSPENDED), CAMPAIGN_EDIT_OK);
  assert_int_equal(buy(ctx, &shop), CHECKOUT_CAMPAIGN);
  assert_int_equal(turn(ctx, &act, CAMPAIGN_STATE_OPEN), CAMPAIGN_EDIT_OK);
  assert_int_equal(turn(ctx, &act, CAMPAIGN_STATE_ENDED), CAMPAIGN_EDIT_OK);
  assert_int_equal(buy(ctx, &shop), CHECKOUT_CAMPAIGN);
  assert_int_equal(turn(ctx, &act, CAMPAIGN_STATE_OPEN), CAMPAIGN_EDIT_OVER);
  db_write(ctx, change_body, &act);
  assert_int_equal(act.result, CAMPAIGN_EDIT_OVER);
  test_db_close(test);
}

static void a_change_is_for_later_sales_and_a_taken_slug_gets_a_number(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct act first = {.campaign = scene_campaign()}, second = first;
  assert_true(db_write(ctx, draft_body, &first));
  assert_true(db_write(ctx, draft_body, &second));
  struct campaign found;
  assert_true(campaign_find(ctx, second.campaign.id, &found));
  assert_true(str_equal(found.slug, S("loin-des-yeux-pres-du-coeur-2")));
  second.campaign.name = S("Tous ensemble");
  second.campaign.vat = CAMPAIGN_VAT_SINGLE;
  second.campaign.face_value_count = 1;
  assert_true(db_write(ctx, change_body, &second));
  assert_true(campaign_find(ctx, second.campaign.id, &found));
  assert_true(str_equal(found.name, S("Tous ensemble")));
  assert_true(str_equal(found.slug, S("loin-des-yeux-pres-du-coeur-2")));
  assert_int_equal(found.vat, CAMPAIGN_VAT_SINGLE);
  assert_int_equal(found.face_value_count, 1);
  test_db_close(test);
}

int campaign_tests(void);
int campaign_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(face_values_are_read_as_people_write_them_sorted_and_each_once),
      cmocka_unit_test(what_is_no_amount_and_more_than_eight_are_refused),
      cmocka_unit_test(each_rule_has_its_refusal),
      cmocka_unit_test(a_draft_sells_nothing_until_it_is_opened_and_an_ended_one_never_again),
      cmocka_unit_test(a_change_is_for_later_sales_and_a_taken_slug_gets_a_number),
  };
  return cmocka_run_group_tests_name("campaign", tests, NULL, NULL);
}
