#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/neighbour/neighbour.h"
#include "domain/person/audit.h"
#include "domain/voucher/voucher_guest.h"
#include "test/story.h"
#include "test/towns.h"

static void neighbours_agree_and_take_each_others_vouchers(void **state) {
  (void)state;
  story_run("src/domain/neighbour/neighbour.story");
}

/* The only bridge. */
static void nobody_crosses_without_a_confirmed_agreement(void **state) {
  (void)state;
  struct towns towns;
  towns_open(&towns);
  struct ctx there, *ctx = towns.staff.ctx;
  struct agreement_id id;
  struct agreement_terms terms = {.neighbour = towns.ville.id,
                                  .ours_there = true,
                                  .from_on = zone_day(ctx->zone, ctx->now),
                                  .notice_days = AGREEMENT_NOTICE_MIN};
  assert_false(neighbour_cross(ctx, towns.ville.id, &there));
  assert_int_equal(agreement_propose(ctx, &terms, &id), AGREEMENT_RESULT_OK);
  assert_false(neighbour_cross(ctx, towns.ville.id, &there));
  assert_false(neighbour_cross(towns.there, towns.bourg.id, &there));
  assert_int_equal(agreement_confirm(towns.there, id), AGREEMENT_RESULT_OK);
  db_read_end(ctx);
  ctx->person.value = 1001;
  assert_true(neighbour_cross(ctx, towns.ville.id, &there));
  assert_int_equal(there.territory.value, towns.ville.id.value);
  assert_int_equal(there.person.value, 0); /* who is signed in here is nobody there */
  assert_int_equal(ctx->territory.value, towns.bourg.id.value);
  towns_close(&towns);
}

/* A till over there learns nothing of what it may not take. */
static void of_a_single_shops_voucher_nothing_is_told(void **state) {
  (void)state;
  struct towns towns;
  towns_open(&towns);
  towns_agree(&towns);
  struct voucher_id id = scene_voucher(towns.staff.ctx, &towns.staff.shop, 5000);
  struct voucher_scan scan = {.code = voucher_code_text(towns.there, id, '-'),
                              .shop_id = towns.rose.id};
  struct voucher_answer answer = voucher_look(towns.there, &scan);
  assert_int_equal(answer.result, VOUCHER_NEIGHBOUR_SINGLE);
  assert_int_equal(answer.voucher.id.value, 0);
  assert_int_equal(answer.voucher.amount.minor, 0);
  assert_int_equal(answer.voucher.expires_on.number, 0);
  assert_int_equal(answer.balance_minor, 0);
  assert_int_equal(answer.home.value, 0);
  struct voucher voucher;
  assert_false(voucher_find(towns.there, id, &voucher));
  towns_close(&towns);
}

/* Sold in one millisecond with one dice. */
static void two_territories_never_give_one_code(void **state) {
  (void)state;
  struct towns towns;
  towns_open(&towns);
  towns_agree(&towns);
  towns_campaign(towns.here);
  towns_campaign(towns.there);
  struct random same = random_seeded(7), again = same;
  towns.here->random = &same;
  struct voucher_id ours = towns_voucher(towns.here, 5000);
  towns.there->random = &again;
  struct voucher_id theirs = towns_voucher(towns.there, 7000);
  assert_int_not_equal(ours.value, theirs.value);
  struct voucher_answer answer = towns_redeem(towns.there, &towns.rose, ours, 1000, S("caisse-01"));
  assert_int_equal(answer.result, VOUCHER_OK);
  assert_int_equal(answer.home.value, towns.bourg.id.value);
  assert_int_equal(answer.balance_minor, 4000);
  towns_close(&towns);
}

/* On its own side: the shop's name, and neither shop nor till nor person. */
static void each_side_keeps_its_own_half_of_a_use(void **state) {
  (void)state;
  struct towns towns;
  towns_open(&towns);
  towns_agree(&towns);
  towns_campaign(towns.here);
  struct voucher_id id = towns_voucher(towns.here, 5000);
  towns.there->person.value = 1001;
  struct voucher_answer answer = towns_redeem(towns.there, &towns.rose, id, 1200, S("caisse-01"));
  assert_int_equal(answer.result, VOUCHER_OK);
  assert_true(str_equal(answer.home_name, towns.bourg.name));
  struct redemptions home = voucher_redemptions(towns.staff.ctx, id);
  struct redemptions here = voucher_redemptions(towns.there, id);
  assert_int_equal(home.count, 1);
  assert_int_equal(here.count, 1);
  assert_int_equal(home.items[0].shop_id.value, 0);
  assert_true(str_equal(home.items[0].place, S("rose, La Ville")));
  assert_int_equal(here.items[0].shop_id.value, towns.rose.id.value);
  assert_int_equal(here.items[0].id.value, answer.use.value);
  db_read_end(towns.staff.ctx);
  db_read_end(towns.there);
  assert_true(str_equal(scene_books(towns.staff.ctx), S("balance")));
  towns_close(&towns);
}

/* Who did what, on both sides. */
static void both_logs_tell_of_an_agreement(void **state) {
  (void)state;
  struct towns towns;
  towns_open(&towns);
  towns_agree(&towns);
  struct audit_lines here = audit_list(towns.staff.ctx, 0), there = audit_list(towns.there, 0);
  assert_true(str_equal(here.items[0].act, S("neighbour.confirm_there")));
  assert_true(str_equal(here.items[1].act, S("neighbour.propose")));
  assert_true(str_equal(here.items[1].detail, S("La Ville")));
  assert_true(str_equal(there.items[0].act, S("neighbour.confirm")));
  assert_true(str_equal(there.items[1].act, S("neighbour.propose_there")));
  towns_close(&towns);
}

static void an_agent_proposes_on_a_page_and_an_accountant_reads(void **state) {
  (void)state;
  struct towns towns;
  towns_open(&towns);
  struct test_client agent = staff_sign_in(&towns.staff, ROLE_AGENT);
  struct test_client accountant = staff_sign_in(&towns.staff, ROLE_ACCOUNTANT);
  struct test_reply page = test_get(&agent, "/bureau/voisins");
  assert_true(test_shows(&page, "Aucun accord"));
  page = test_get(&agent, "/bureau/voisins/nouveau");
  assert_true(test_shows(&page, "La Ville"));
  page = test_post(&agent, "/bureau/voisins",
                   "territory=ville&ours_there=1&from=2000-01-01&notice=30");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "au plus tôt aujourd’hui"));
  page = test_post(
      &agent, "/bureau/voisins",
      staff_text(&towns.staff, "territory=ville&ours_there=1&from=%.*s&notice=30",
                 STR_ARG(day_iso(towns.staff.ctx->arena,
                                 zone_day(towns.staff.ctx->zone, towns.staff.ctx->now)))));
  assert_int_equal(page.status, 303);
  page = test_get(&accountant, "/bureau/voisins");
  assert_true(test_shows(&page, "Nos bons chez La Ville"));
  assert_true(test_shows(&page, "Attend sa réponse"));
  assert_int_equal(test_get(&accountant, "/bureau/voisins/nouveau").status, 403);
  towns_close(&towns);
}

int neighbour_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(neighbours_agree_and_take_each_others_vouchers),
      cmocka_unit_test(nobody_crosses_without_a_confirmed_agreement),
      cmocka_unit_test(of_a_single_shops_voucher_nothing_is_told),
      cmocka_unit_test(two_territories_never_give_one_code),
      cmocka_unit_test(each_side_keeps_its_own_half_of_a_use),
      cmocka_unit_test(both_logs_tell_of_an_agreement),
      cmocka_unit_test(an_agent_proposes_on_a_page_and_an_accountant_reads),
  };
  return cmocka_run_group_tests_name("neighbour", tests, NULL, NULL);
}
