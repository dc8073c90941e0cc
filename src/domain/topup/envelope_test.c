#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/db.h"
#include "domain/topup/reservation.h"
#include "test/scene.h"

/* Hare and Hamilton by hand: 100 by 3 : 3 : 3 leaves one cent for the first; 10 by 5 : 3 : 3 is
 * 4.545, 2.727, 2.727 and the two cents go to the larger fractions. */
static void a_rest_is_split_by_largest_remainder_to_the_cent(void **state) {
  (void)state;
  int64_t parts[3];
  envelope_split(100, (int64_t[]){3, 3, 3}, parts, 3);
  assert_true(parts[0] == 34 && parts[1] == 33 && parts[2] == 33);
  envelope_split(10, (int64_t[]){5, 3, 3}, parts, 3);
  assert_true(parts[0] == 4 && parts[1] == 3 && parts[2] == 3);
  envelope_split(1, (int64_t[]){0, 1, 1}, parts, 3);
  assert_true(parts[0] == 0 && parts[1] == 1 && parts[2] == 0);
  envelope_split(400000000, (int64_t[]){150000000, 250000000, 0}, parts, 3);
  assert_true(parts[0] == 150000000 && parts[1] == 250000000 && parts[2] == 0);
}

struct act {
  struct campaign_id id;
  struct str funder;
  int64_t minor, order;
  struct account shop;
  struct topup_rule rule;
  struct str person;
  struct transfer_id transfer;
  enum envelope_result envelope;
  enum topup_result result;
};

static bool fill_body(struct ctx *ctx, void *arg) {
  struct act *act = arg;
  act->envelope = envelope_fill(ctx, act->id, act->funder, act->minor);
  return act->envelope == ENVELOPE_OK;
}

static bool empty_body(struct ctx *ctx, void *arg) {
  struct act *act = arg;
  act->envelope = envelope_empty(ctx, act->id);
  return act->envelope == ENVELOPE_OK;
}

static bool end_body(struct ctx *ctx, void *arg) {
  struct act *act = arg;
  return campaign_turn(ctx, act->id, CAMPAIGN_STATE_ENDED) == CAMPAIGN_EDIT_OK;
}

static bool reserve_body(struct ctx *ctx, void *arg) {
  struct act *act = arg;
  struct topup_answer answer = {.minor = act->minor, .counted_minor = act->minor};
  struct topup_ready ready = {.campaign_id = act->id,
                              .rule = act->rule,
                              .person = act->person,
                              .filled = true,
                              .credit = ledger_account(ctx, ACCOUNT_PAYABLE, 7)};
  assert_true(envelope_account(ctx, act->id, &ready.envelope));
  act->shop = ready.credit;
  act->result = topup_reserve(
      ctx,
      &(struct topup_claim){
          .order = act->order, .ready = &ready, .answer = &answer, .release_at = ctx->now},
      &act->transfer);
  return act->result == TOPUP_OK;
}

static bool use_body(struct ctx *ctx, void *arg) {
  return topup_use(ctx, ((struct act *)arg)->order);
}

static bool release_body(struct ctx *ctx, void *arg) {
  return topup_release(ctx, ((struct act *)arg)->order);
}

static bool again_body(struct ctx *ctx, void *arg) {
  struct act *act = arg;
  act->result = topup_reserve_again(ctx, act->order, act->shop);
  return act->result == TOPUP_OK;
}

static bool return_body(struct ctx *ctx, void *arg) {
  struct act *act = arg;
  topup_return(ctx, act->order, act->shop, act->minor);
  return true;
}

static bool do_for(struct ctx *ctx, struct act *act, bool (*body)(struct ctx *, void *),
                   int64_t order, int64_t minor) {
  act->order = order;
  act->minor = minor;
  return db_write(ctx, body, act);
}

static void put(struct ctx *ctx, struct act *act, struct str funder, int64_t minor) {
  act->funder = funder;
  act->minor = minor;
  assert_true(db_write(ctx, fill_body, act));
}

static void check_envelope(struct ctx *ctx, const struct act *act, int64_t left, int64_t reserved,
                           int64_t used) {
  struct envelope envelope;
  assert_true(envelope_find(ctx, act->id, &envelope));
  assert_int_equal(envelope.left.minor, left);
  assert_int_equal(envelope.reserved.minor, reserved);
  assert_int_equal(envelope.used.minor, used);
  db_read_end(ctx);
}

static struct act begin(struct ctx *ctx) {
  struct campaign campaign = scene_campaign();
  struct act act = {.id = scene_add_campaign(ctx, &campaign)};
  put(ctx, &act, S("Région"), 60000);
  put(ctx, &act, S("Ville du Bourg"), 40000);
  return act;
}

static void funders_share_an_envelope_and_get_the_rest_back_at_the_end(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct act act = begin(ctx);
  struct envelope envelope;
  put(ctx, &act, S(" ville du  bourg "), 50000); /* the same funder, more money */
  assert_true(envelope_find(ctx, act.id, &envelope));
  assert_int_equal(envelope.share_count, 2);
  assert_int_equal(envelope.filled.minor, 150000);
  assert_int_equal(envelope.shares[0].tenths, 400);
  assert_int_equal(envelope.shares[1].filled.minor, 90000);
  assert_true(do_for(ctx, &act, reserve_body, 501, 49999));
  assert_true(do_for(ctx, &act, use_body, 501, 0));
  assert_false(do_for(ctx, &act, empty_body, 0, 0));
  assert_int_equal(act.envelope, ENVELOPE_NOT_OVER);
  assert_true(db_write(ctx, end_body, &act));
  assert_true(do_for(ctx, &act, empty_body, 0, 0)); /* 100,001 by 60 : 90 */
  assert_true(envelope_find(ctx, act.id, &envelope));
  assert_int_equal(envelope.left.minor, 0);
  assert_int_equal(envelope.shares[0].emptied.minor, 40000); /* 40,000.4 */
  assert_int_equal(envelope.shares[1].emptied.minor, 60001); /* 60,000.6 */
  assert_false(do_for(ctx, &act, empty_body, 0, 0));
  assert_int_equal(act.envelope, ENVELOPE_NOTHING_LEFT);
  act.funder = S("Région");
  assert_false(do_for(ctx, &act, fill_body, 0, 100));
  assert_int_equal(act.envelope, ENVELOPE_OVER);
  assert_text(ctx->arena, scene_books(ctx), "balance");
  test_db_close(test);
}

static void money_for_an_order_is_reserved_used_released_and_returned_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct act act = begin(ctx);
  assert_true(do_for(ctx, &act, reserve_body, 501, 60000));
  assert_false(do_for(ctx, &act, reserve_body, 502, 40001));
  assert_int_equal(act.result, TOPUP_ENVELOPE_EMPTY);
  check_envelope(ctx, &act, 40000, 60000, 0);
  assert_true(do_for(ctx, &act, release_body, 501, 0));
  assert_false(do_for(ctx, &act, release_body, 501, 0));
  assert_false(do_for(ctx, &act, use_body, 501, 0));
  check_envelope(ctx, &act, 100000, 0, 0);
  assert_true(do_for(ctx, &act, reserve_body, 502, 100000));
  assert_false(do_for(ctx, &act, again_body, 501, 0));
  assert_int_equal(act.result, TOPUP_ENVELOPE_EMPTY);
  assert_true(do_for(ctx, &act, release_body, 502, 0));
  assert_true(do_for(ctx, &act, again_body, 501, 0));
  assert_true(do_for(ctx, &act, use_body, 501, 0));
  check_envelope(ctx, &act, 40000, 0, 60000);
  assert_true(do_for(ctx, &act, return_body, 501, 25000));
  check_envelope(ctx, &act, 65000, 0, 35000);
  struct topup_kept kept;
  assert_true(topup_kept_find(ctx, 501, &kept));
  assert_int_equal(kept.returned.minor, 25000);
  assert_int_equal(ledger_sums(ctx, ACCOUNT_PAYABLE, 7).credit_minor, 60000);
  assert_text(ctx->arena, scene_books(ctx), "balance");
  test_db_close(test);
}

static void a_person_has_one_ceiling_however_the_address_is_written(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct act act = begin(ctx);
  struct campaign_id other = {act.id.value + 1};
  act.person = topup_person_key(ctx, act.id, TOPUP_BY_EMAIL, S("Camille+bons@Example.org"));
  assert_text(ctx->arena, act.person,
              str_cstr(ctx->arena,
                       topup_person_key(ctx, act.id, TOPUP_BY_EMAIL, S(" camille@example.ORG"))));
  assert_text(ctx->arena,
              topup_person_key(ctx, act.id, TOPUP_BY_EMAIL, S("c.du.pont@GoogleMail.com")),
              str_cstr(ctx->arena,
                       topup_person_key(ctx, act.id, TOPUP_BY_EMAIL, S("CDupont+2@gmail.com"))));
  assert_false(str_equal(topup_person_key(ctx, act.id, TOPUP_BY_EMAIL, S("c.dupont@example.org")),
                         topup_person_key(ctx, act.id, TOPUP_BY_EMAIL, S("cdupont@example.org"))));
  assert_false(str_equal(act.person,
                         topup_person_key(ctx, other, TOPUP_BY_EMAIL, S("camille@example.org"))));
  act.rule = (struct topup_rule){.person_most_minor = 10000};
  assert_false(do_for(ctx, &act, reserve_body, 501, 10001));
  assert_int_equal(act.result, TOPUP_CEILING_PERSON);
  assert_true(do_for(ctx, &act, reserve_body, 501, 7000));
  assert_false(do_for(ctx, &act, reserve_body, 502, 3001));
  assert_true(do_for(ctx, &act, reserve_body, 502, 3000));
  assert_int_equal(topup_person_used(ctx, act.id, act.person), 10000);
  assert_true(do_for(ctx, &act, release_body, 502, 0));
  assert_true(do_for(ctx, &act, use_body, 501, 0));
  assert_true(do_for(ctx, &act, return_body, 501, 2000));
  assert_int_equal(topup_person_used(ctx, act.id, act.person), 5000);
  assert_text(ctx->arena, scene_books(ctx), "balance");
  test_db_close(test);
}

int envelope_tests(void);
int envelope_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_rest_is_split_by_largest_remainder_to_the_cent),
      cmocka_unit_test(funders_share_an_envelope_and_get_the_rest_back_at_the_end),
      cmocka_unit_test(money_for_an_order_is_reserved_used_released_and_returned_once),
      cmocka_unit_test(a_person_has_one_ceiling_however_the_address_is_written),
  };
  return cmocka_run_group_tests_name("envelope", tests, NULL, NULL);
}
