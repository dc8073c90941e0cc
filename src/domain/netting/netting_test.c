#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/netting/netting.h"
#include "test/story.h"
#include "test/towns.h"

static void every_night_neighbours_are_netted_and_paid_once(void **state) {
  (void)state;
  story_run("src/domain/netting/netting.story");
}

/* 12.00 of bourg's used in ville, then the night. */
static void use_and_net(struct towns *towns) {
  towns_agree(towns);
  towns_campaign(towns->here);
  struct voucher_id id = towns_voucher(towns->here, 5000);
  struct voucher_answer answer = towns_redeem(towns->there, &towns->rose, id, 1200, S("caisse-01"));
  assert_int_equal(answer.result, VOUCHER_OK);
  towns->here->now.ms += 86400000;
  towns->there->now = towns->here->now;
  assert_int_equal(netting_round(towns->there), 1);
  assert_int_equal(netting_round(towns->here), 0);
}

static void an_accountant_pays_what_was_netted_and_an_agent_only_reads(void **state) {
  (void)state;
  struct towns towns;
  towns_open(&towns);
  struct test_client accountant = staff_sign_in(&towns.staff, ROLE_ACCOUNTANT);
  assert_int_equal(test_get(&accountant, "/bureau/compensations/ville").status, 404);
  use_and_net(&towns);
  accountant = staff_sign_in(&towns.staff, ROLE_ACCOUNTANT);
  struct test_client agent = staff_sign_in(&towns.staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/compensations/ville");
  assert_true(test_shows(&page, "Nous lui devons"));
  assert_true(test_shows(&page, "12,00\u00a0€"));
  assert_false(test_shows(&page, "name=\"reference\""));
  assert_int_equal(test_post(&agent, "/bureau/compensations/ville", "reference=VIR").status, 403);
  page = test_get(&accountant, "/bureau/compensations/ville");
  assert_true(test_shows(&page, "name=\"reference\""));
  page = test_post(&accountant, "/bureau/compensations/ville", "reference=&paid_on=2020-01-01");
  assert_int_equal(page.status, 422);
  page =
      test_post(&accountant, "/bureau/compensations/ville", "reference=VIR-1&paid_on=2020-01-01");
  assert_int_equal(page.status, 303);
  page = test_get(&accountant, "/bureau/compensations/ville");
  assert_true(test_shows(&page, "VIR-1"));
  assert_true(test_shows(&page, "doit confirmer"));
  page = test_get(&accountant, "/bureau/compensations/ville/nuits.csv");
  assert_true(test_shows(&page, ",La Ville,1,0.00,12.00,-12.00,EUR,announced"));
  page = test_get(&accountant, "/bureau/compensations/ville/releve.pdf");
  assert_true(str_starts(page.body, S("%PDF-")));
  towns_close(&towns);
}

/* The night's uses, on each side its own transfers and the same sum. */
static void add_line(void *arg, const struct netting_line *line) {
  *(int64_t *)arg += line->owed ? -line->amount_minor : line->amount_minor;
}

static void a_nights_lines_add_up_to_its_net_on_both_sides(void **state) {
  (void)state;
  struct towns towns;
  towns_open(&towns);
  use_and_net(&towns);
  struct day night = {zone_day(towns.here->zone, towns.here->now).number - 1};
  int64_t here = 0, there = 0;
  netting_lines(towns.here, towns.ville.id, night, add_line, &here);
  netting_lines(towns.there, towns.bourg.id, night, add_line, &there);
  assert_int_equal(here, -1200);
  assert_int_equal(there, 1200);
  towns_close(&towns);
}

int netting_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_night_neighbours_are_netted_and_paid_once),
      cmocka_unit_test(an_accountant_pays_what_was_netted_and_an_agent_only_reads),
      cmocka_unit_test(a_nights_lines_add_up_to_its_net_on_both_sides),
  };
  return cmocka_run_group_tests_name("netting", tests, NULL, NULL);
}
