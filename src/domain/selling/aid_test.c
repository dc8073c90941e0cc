/* An agent's evening: the rule, the envelope, its funders. Figures by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/topup/envelope.h"
#include "test/staff.h"

static const char rate[] = "form=rate&give=20&voucher_most=100&person_most=1000&counts=value"
                           "&person=email&hold=15&case1_kind=age&case1_which=16-25&case1_give=25";

static struct campaign_id newest(struct staff *staff) {
  struct campaigns list = campaign_list(staff->ctx);
  struct campaign_id id = list.items[0].id;
  db_read_end(staff->ctx);
  return id;
}

static const char *path(struct staff *staff, const char *rest) {
  struct str id = id_text(staff->ctx->arena, newest(staff).value);
  return staff_text(staff, "/bureau/campagnes/%.*s/%s", STR_ARG(id), rest);
}

static void a_rule_is_typed_and_shown_again_with_examples(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, path(&staff, "aide"));
  assert_int_equal(page.status, 200);
  page = test_post(&agent, path(&staff, "aide"), rate);
  assert_int_equal(page.status, 303);
  page = test_get(&agent, str_cstr(staff.ctx->arena, page.location));
  assert_true(str_equal(staff_input(&page, "give"), S("20")));
  assert_true(str_equal(staff_input(&page, "case1_which"), S("16-25")));
  assert_true(test_shows(&page, "80,00\u00a0€")); /* of 100 */

  struct topup_rule rule;
  assert_true(topup_find(staff.ctx, newest(&staff), &rule));
  assert_int_equal(rule.give, 2000);
  assert_int_equal(rule.person_most_minor, 100000);
  assert_int_equal(rule.person, TOPUP_BY_EMAIL);
  assert_int_equal(rule.case_count, 1);
  assert_int_equal(rule.cases[0].from_age, 16);
  assert_int_equal(rule.cases[0].to_age, 25);
  assert_int_equal(rule.cases[0].give, 2500);
  staff_close(&staff);
}

static void what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  test_get(&agent, path(&staff, "aide"));
  struct test_reply page =
      test_post(&agent, path(&staff, "aide"),
                "form=rate&give=95&person_most=100&person=anybody&hold=0&least=dix"
                "&case1_kind=age&case1_which=jeunes&case1_give=25");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "5 choses sont à corriger"));
  assert_true(test_shows(&page, "Donnez un taux entre 0,01"));
  assert_true(test_shows(&page, "Un plafond par personne demande"));
  assert_true(test_shows(&page, "Un cas particulier est incomplet"));
  assert_true(test_shows(&page, "entre 1 et 1440 minutes"));
  assert_true(str_equal(staff_input(&page, "give"), S("95")));
  assert_true(str_equal(staff_input(&page, "least"), S("dix")));
  assert_true(str_equal(staff_input(&page, "case1_which"), S("jeunes")));
  /* A case without its kind, or that gives nothing, is not left out in silence. */
  page = test_post(&agent, path(&staff, "aide"),
                   "form=rate&give=20&person=anybody&hold=15&case1_which=16-25&case1_give=30");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "Un cas particulier est incomplet"));
  page = test_post(&agent, path(&staff, "aide"),
                   "form=rate&give=20&person=anybody&hold=15&case1_kind=age&case1_which=16-25");
  assert_int_equal(page.status, 422);
  struct topup_rule rule;
  assert_false(topup_find(staff.ctx, newest(&staff), &rule));
  staff_close(&staff);
}

static void funders_fill_the_envelope_once_for_each_form(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  test_get(&agent, path(&staff, "aide"));
  struct test_reply page =
      test_post(&agent, path(&staff, "enveloppe"), "funder=Ville&amount=3000&seen=0");
  assert_int_equal(page.status, 303);
  page = test_post(&agent, path(&staff, "enveloppe"), "funder=Ville&amount=3000&seen=0");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "L’enveloppe a changé"));
  assert_true(str_equal(staff_input(&page, "seen"), S("300000")));
  page = test_post(&agent, path(&staff, "enveloppe"),
                   "funder=D%C3%A9partement&amount=1000&seen=300000");
  assert_int_equal(page.status, 303);
  page = test_get(&agent, path(&staff, "aide"));
  assert_true(test_shows(&page, "75,0\u00a0%"));
  page = test_post(&agent, path(&staff, "enveloppe"), "funder=&amount=&seen=400000");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "Dites qui apporte cet argent."));
  struct envelope envelope;
  assert_true(envelope_find(staff.ctx, newest(&staff), &envelope));
  assert_int_equal(envelope.left.minor, 400000);
  assert_int_equal(envelope.share_count, 2);
  staff_close(&staff);
}

static void what_is_left_goes_back_once_the_campaign_has_ended(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  test_get(&agent, path(&staff, "aide"));
  assert_int_equal(
      test_post(&agent, path(&staff, "enveloppe"), "funder=Ville&amount=50&seen=0").status, 303);
  struct test_reply page = test_post(&agent, path(&staff, "enveloppe/rendre"), "");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "terminez-la d’abord"));
  assert_int_equal(test_post(&agent, path(&staff, "etat"), "act=end").status, 303);
  assert_int_equal(test_post(&agent, path(&staff, "enveloppe/rendre"), "").status, 303);
  page = test_post(&agent, path(&staff, "enveloppe"), "funder=Ville&amount=50&seen=5000");
  assert_int_equal(page.status, 409);
  page = test_post(&agent, path(&staff, "aide"), rate);
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "sa règle ne change plus"));
  staff_close(&staff);
}

static void the_page_is_for_agents(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  assert_int_equal(test_get(&keeper, path(&staff, "aide")).status, 403);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  assert_int_equal(test_get(&agent, "/bureau/campagnes/1/aide").status, 404);
  staff_close(&staff);
}

int aid_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_rule_is_typed_and_shown_again_with_examples),
      cmocka_unit_test(what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost),
      cmocka_unit_test(funders_fill_the_envelope_once_for_each_form),
      cmocka_unit_test(what_is_left_goes_back_once_the_campaign_has_ended),
      cmocka_unit_test(the_page_is_for_agents),
  };
  return cmocka_run_group_tests_name("aid", tests, NULL, NULL);
}
