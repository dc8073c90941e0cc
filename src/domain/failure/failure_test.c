#include "domain/failure/failure_pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "command.h"
#include "db/db.h"
#include "domain/life/expiry.h"
#include "domain/voucher/voucher_act.h"
#include "test/scene.h"
#include "test/staff.h"
#include "test/story.h"

static void what_is_left_on_the_vouchers_of_a_failed_shop_is_a_claim(void **state) {
  (void)state;
  story_run("src/domain/failure/failure.story");
}

static void who_paid_after_the_failure_takes_the_money_back(void **state) {
  (void)state;
  story_run("src/domain/failure/paid_late.story");
}

static void a_gift_of_a_frozen_voucher_waits_until_it_thaws(void **state) {
  (void)state;
  story_run("src/domain/failure/gift_held.story");
}

static void the_page_of_a_failed_shop_says_what_becomes_of_its_vouchers(void **state) {
  (void)state;
  struct staff staff;
  struct failure_id id;
  staff_open(&staff);
  struct day today = zone_day(staff.ctx->zone, staff.ctx->now);
  struct failure_wish wish = {.merchant = staff.shop.merchant_id,
                              .failed_on = today,
                              .reason = S("Liquidation judiciaire"),
                              .trustee = S("Maître Dupont"),
                              .has_claims_until = true,
                              .claims_until = {today.number - 1}};
  assert_int_equal(failure_mark(staff.ctx, &wish, &id), FAILURE_BAD_UNTIL);
  wish.claims_until = day_of(2031, 8, 1);
  assert_int_equal(failure_mark(staff.ctx, &wish, &id), FAILURE_OK);
  db_read_end(staff.ctx);
  struct test_client visitor = staff_visitor(&staff);
  struct test_reply page = test_get(
      &visitor, staff_text(&staff, "/commerces/%s", str_cstr(staff.ctx->arena, staff.shop.slug)));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Liquidation judiciaire"));
  assert_true(test_shows(&page, "Maître Dupont"));
  assert_true(test_shows(&page, "1er août 2031"));
  assert_true(test_shows(&page, "href=\"/retrouver\">"));
  page = test_get(
      &visitor, staff_text(&staff, "/commerces/%s", str_cstr(staff.ctx->arena, staff.other.slug)));
  assert_false(test_shows(&page, "sont gelés"));
  staff_close(&staff);
}

static bool lists_say_open(struct test_client *visitor) {
  struct test_reply page = test_get(visitor, "/commerces?q=papeterie");
  assert_true(test_shows(&page, "Papeterie des Halles"));
  return test_shows(&page, "class=\"open\"");
}

/* Its hours say day and night; once it has failed nobody says so, until that is taken back. */
static void a_failed_shop_is_not_said_to_be_open(void **state) {
  (void)state;
  struct staff staff;
  struct failure_id id;
  staff_open(&staff);
  struct shop shop =
      scene_shop_with(staff.ctx, &(struct scene_facts){S("Papeterie des Halles"), S("stationery"),
                                                       S("Le Bourg"), S("24/7")});
  const char *path = staff_text(&staff, "/commerces/%s", str_cstr(staff.ctx->arena, shop.slug));
  struct test_client visitor = staff_visitor(&staff);
  struct test_reply page = test_get(&visitor, path);
  assert_true(test_shows(&page, "Ouvert maintenant"));
  assert_true(test_shows(&page, "openingHoursSpecification"));
  assert_true(lists_say_open(&visitor));
  struct failure_wish wish = {.merchant = shop.merchant_id,
                              .failed_on = zone_day(staff.ctx->zone, staff.ctx->now),
                              .reason = S("Liquidation judiciaire")};
  assert_int_equal(failure_mark(staff.ctx, &wish, &id), FAILURE_OK);
  db_read_end(staff.ctx);
  page = test_get(&visitor, path);
  assert_false(test_shows(&page, "Ouvert maintenant"));
  assert_false(test_shows(&page, "openingHoursSpecification"));
  assert_true(test_shows(&page, "Ses horaires ne sont plus tenus à jour"));
  assert_false(lists_say_open(&visitor));
  page = test_get(&visitor,
                  staff_text(&staff, "/api/v1/shops/%s", str_cstr(staff.ctx->arena, shop.slug)));
  assert_true(test_shows(&page, "\"state\":\"unknown\""));
  assert_int_equal(failure_lift(staff.ctx, id, S("Erreur de commerce")), FAILURE_OK);
  db_read_end(staff.ctx);
  page = test_get(&visitor, path);
  assert_true(test_shows(&page, "Ouvert maintenant"));
  assert_true(lists_say_open(&visitor));
  staff_close(&staff);
}

static void an_agent_freezes_a_shop_prints_its_claims_and_takes_it_back(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = str_copy(staff.ctx->arena, staff_voucher(&staff, &staff.shop, 5000));
  db_read_end(staff.ctx);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/defaillances?q=librairie");
  assert_true(test_shows(&page, "nouvelle?shop=librairie-des-lilas"));
  page = test_get(&agent, "/bureau/defaillances/nouvelle?shop=librairie-des-lilas");
  assert_true(test_shows(&page, "1 bon non utilisé"));
  page = test_post(&agent, "/bureau/defaillances", "shop=librairie-des-lilas&on=2020-05-10");
  assert_int_equal(page.status, 422);
  page = test_post(&agent, "/bureau/defaillances",
                   "shop=librairie-des-lilas&on=2020-05-10&reason=Liquidation&until=2020-02-31");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "Le dernier jour pour déclarer les créances ne se lit pas"));
  page = test_post(&agent, "/bureau/defaillances",
                   "shop=librairie-des-lilas&on=2020-05-10&reason=Liquidation");
  assert_int_equal(page.status, 303);
  const char *one = staff_text(&staff, "%.*s", STR_ARG(page.location));
  page = test_get(&agent, one);
  assert_true(test_shows(&page, "Liste des créances"));
  assert_true(test_shows(&page, "50,00"));
  page = test_get(&agent, staff_text(&staff, "%s/creances.csv", one));
  assert_true(str_find(page.body, code) > 0);
  assert_true(str_find(page.body, S(",50.00,0.00,50.00,EUR")) > 0);
  page = test_get(&agent, staff_text(&staff, "%s/creances.pdf", one));
  const char *file = test_file(staff.ctx->arena, "creances.pdf", page.body);
  struct str words = test_output(staff.ctx->arena, "pdftotext -layout '%s' -", file);
  assert_true(str_find(words, S("Liquidation")) > 0 && str_find(words, code) > 0);
  page = test_post(&agent, staff_text(&staff, "%s/lever", one), "note=");
  assert_int_equal(page.status, 422);
  page = test_post(&agent, staff_text(&staff, "%s/lever", one), "note=erreur");
  assert_int_equal(page.status, 303);
  page = test_get(&agent, one);
  assert_true(test_shows(&page, "a été levée"));
  staff_close(&staff);
}

enum { MANY = 120, FROZEN_AT_ONCE = 100 };

static int64_t frozen_count(struct ctx *ctx, const struct voucher_id *ids) {
  int64_t frozen = 0;
  struct voucher voucher;
  for (size_t i = 0; i < MANY; i++) {
    assert_true(voucher_find(ctx, ids[i], &voucher));
    frozen += voucher.blocked && voucher.blocked_why == VOUCHER_BLOCK_FAILED;
  }
  return frozen;
}

/* How many notes of this kind stand in the stories of all. */
static int64_t noted(struct ctx *ctx, const struct voucher_id *ids, enum voucher_act_kind kind) {
  int64_t count = 0;
  for (size_t i = 0; i < MANY; i++) {
    struct voucher_acts acts = voucher_act_list(ctx, ids[i]);
    for (size_t j = 0; j < acts.count; j++)
      count += acts.items[j].kind == kind;
  }
  return count;
}

static void many_vouchers_are_refused_at_once_and_frozen_step_by_step(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  struct voucher_id ids[MANY];
  struct failure failure;
  struct failure_id id, again;
  scene_add_campaign(ctx, &campaign);
  struct shop shops[2] = {scene_shop(ctx, S("librairie")), scene_shop(ctx, S("boulangerie"))};
  for (size_t i = 0; i < MANY; i++)
    ids[i] = scene_voucher(ctx, &shops[0], 2000);
  struct voucher_id other = scene_voucher(ctx, &shops[1], 2000);
  struct failure_wish wish = {.merchant = shops[0].merchant_id,
                              .failed_on = zone_day(ctx->zone, ctx->now),
                              .reason = S("liquidation")};
  assert_int_equal(failure_mark(ctx, &wish, &id), FAILURE_OK);
  assert_true(failure_find(ctx, id, &failure));
  assert_int_equal(failure.state, FAILURE_FREEZING);
  assert_int_equal(failure.turned, FROZEN_AT_ONCE);
  assert_int_equal(frozen_count(ctx, ids), MANY);
  assert_int_equal(noted(ctx, ids, VOUCHER_ACT_BLOCK), FROZEN_AT_ONCE);
  /* The night comes before the steps have come to the end: nothing of it lapses. */
  ctx->now = zone_day_start(ctx->zone, day_of(2021, 1, 8));
  assert_int_equal(expiry_round(ctx), 1 + MANY - FROZEN_AT_ONCE);
  assert_int_equal(ledger_balance(ctx, (struct account_id){other.value}), 0);
  assert_int_equal(ledger_balance(ctx, (struct account_id){ids[MANY - 1].value}), 2000);
  assert_int_equal(expiry_round(ctx), 0);
  /* Taken back meanwhile: what was frozen thaws, and he cannot be marked until it has. */
  assert_int_equal(failure_lift(ctx, id, S("erreur")), FAILURE_OK);
  assert_int_equal(failure_mark(ctx, &wish, &again), FAILURE_THAWING);
  while (failure_round(ctx) > 0)
    continue;
  assert_true(failure_find(ctx, id, &failure));
  assert_int_equal(failure.state, FAILURE_THAWED);
  assert_int_equal(frozen_count(ctx, ids), 0);
  assert_int_equal(noted(ctx, ids, VOUCHER_ACT_UNBLOCK), MANY);
  assert_int_equal(failure_mark(ctx, &wish, &again), FAILURE_OK);
  while (failure_round(ctx) > 0)
    continue;
  assert_int_equal(noted(ctx, ids, VOUCHER_ACT_BLOCK), FROZEN_AT_ONCE + MANY);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(test);
}

int failure_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_left_on_the_vouchers_of_a_failed_shop_is_a_claim),
      cmocka_unit_test(many_vouchers_are_refused_at_once_and_frozen_step_by_step),
      cmocka_unit_test(who_paid_after_the_failure_takes_the_money_back),
      cmocka_unit_test(a_gift_of_a_frozen_voucher_waits_until_it_thaws),
      cmocka_unit_test(the_page_of_a_failed_shop_says_what_becomes_of_its_vouchers),
      cmocka_unit_test(a_failed_shop_is_not_said_to_be_open),
      cmocka_unit_test(an_agent_freezes_a_shop_prints_its_claims_and_takes_it_back),
  };
  return cmocka_run_group_tests_name("failure", tests, NULL, NULL);
}
