/* The forecast on its page, with the real course over it. Figures by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/topup/envelope.h"
#include "test/staff.h"

static bool aid_body(struct ctx *ctx, void *arg) {
  const struct campaign_id *id = arg;
  struct topup_rule rule = {
      .form = TOPUP_RATE, .give = 2000, .counts = TOPUP_COUNTS_VALUE, .hold_minutes = 15};
  assert_int_equal(topup_keep(ctx, *id, &rule), TOPUP_EDIT_OK);
  return envelope_fill(ctx, *id, S("Ville"), 366000) == ENVELOPE_OK;
}

static const char *path_of(struct staff *staff) {
  struct campaigns list = campaign_list(staff->ctx);
  struct campaign_id id = list.items[0].id;
  db_read_end(staff->ctx);
  struct topup_rule rule;
  bool known = topup_find(staff->ctx, id, &rule);
  db_read_end(staff->ctx);
  if (!known) assert_true(db_write(staff->ctx, aid_body, &id));
  struct str text = id_text(staff->ctx->arena, id.value);
  return staff_text(staff, "/bureau/campagnes/%.*s/prevision", STR_ARG(text));
}

/* 366 days of sale in 2020, two buyers a day of 50.00 each: 10.00 of 3,660.00 for each, so half of
 * the 732 are served, the last on the 183rd day, 1 July. */
static void an_agent_sees_when_the_envelope_is_empty(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  const char *path = path_of(&staff);
  struct test_reply page = test_get(&agent, path);
  assert_int_equal(page.status, 200);
  assert_false(test_shows(&page, "serait vide"));
  page = test_post(&agent, path, "daily=2&mean=50&curve=flat");
  assert_int_equal(page.status, 303);
  page = test_get(&agent, str_cstr(staff.ctx->arena, page.location));
  assert_true(test_shows(&page, "serait vide le mercredi 1er juillet 2020"));
  assert_true(test_shows(&page, "<dd>366</dd>"));
  assert_true(test_shows(&page, "3\u202f660,00\u00a0€"));
  assert_true(test_shows(&page, "<dd>5,00</dd>"));
  assert_true(test_shows(&page, "class=\"area\""));
  assert_true(test_shows(&page, "Le cours réel apparaîtra"));
  staff_close(&staff);
}

static bool young_body(struct ctx *ctx, void *arg) {
  const struct campaign_id *id = arg;
  struct topup_rule rule = {
      .form = TOPUP_RATE,
      .give = 2000,
      .counts = TOPUP_COUNTS_VALUE,
      .hold_minutes = 15,
      .cases = {{.kind = TOPUP_AGE, .give = 5000, .from_age = 16, .to_age = 25}},
      .case_count = 1};
  return topup_keep(ctx, *id, &rule) == TOPUP_EDIT_OK;
}

/* Half of them are young and get 25.00 of 50.00, twice; the others 10.00, twice: 70.00 for two
 * people, one of each a day, so 3,660.00 last 52 days (3,640.00) and one without a case more. */
static void shares_of_cases_and_repeated_buyers_empty_it_sooner(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  const char *path = path_of(&staff);
  struct campaigns list = campaign_list(staff.ctx);
  struct campaign_id id = list.items[0].id;
  db_read_end(staff.ctx);
  assert_true(db_write(staff.ctx, young_body, &id));
  struct test_reply page = test_get(&agent, path);
  assert_true(test_shows(&page, "De 16 à 25 ans"));
  page = test_post(&agent, path, "daily=2&mean=50&curve=flat&times=2&share1=101");
  assert_int_equal(page.status, 422);
  page = test_post(&agent, path, "daily=2&mean=50&curve=flat&times=2&share1=60&share2=60");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "les parts dépassent cent"));
  page = test_post(&agent, path, "daily=2&mean=50&curve=flat&times=2&share1=50");
  assert_int_equal(page.status, 303);
  page = test_get(&agent, str_cstr(staff.ctx->arena, page.location));
  assert_true(test_shows(&page, "<dd>105</dd>"));
  assert_true(test_shows(&page, "Chacun recevrait 50,00"));
  staff_close(&staff);
}

static void the_real_course_lies_over_what_was_expected(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  const char *path = path_of(&staff);
  test_get(&agent, path);
  assert_int_equal(test_post(&agent, path, "daily=2&mean=50&curve=flat").status, 303);
  struct checkout_answer placed =
      checkout_place(staff.ctx, &(struct order_request){.shop_id = staff.shop.id,
                                                        .amount_minor = 10000,
                                                        .buyer_name = S("C"),
                                                        .buyer_email = S("c@exemple.fr"),
                                                        .top_up.wanted = true,
                                                        .provider = PROVIDER_SANDBOX});
  assert_int_equal(placed.result, CHECKOUT_OK);
  assert_int_equal(
      checkout_settle(staff.ctx, PROVIDER_SANDBOX, placed.payment_id, PAYMENT_PAID).result,
      CHECKOUT_OK);
  struct test_reply page = test_get(&agent, path);
  assert_true(test_shows(&page, "Ligne\u00a0: ce qui est vraiment donné"));
  assert_true(test_shows(&page, "donnée jusqu’ici 20,00\u00a0€"));
  staff_close(&staff);
}

static void what_cannot_be_reckoned_is_said(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  const char *path = path_of(&staff);
  test_get(&agent, path);
  struct test_reply page = test_post(&agent, path, "daily=0&mean=x&curve=past&past=1");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "3 choses sont à corriger"));
  assert_true(test_shows(&page, "n’a rien vendu"));
  assert_true(str_equal(staff_input(&page, "mean"), S("x")));
  page = test_post(&agent, path, "daily=10&mean=0,01&curve=flat");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "ne vend pas de bon de ce montant"));
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  assert_int_equal(test_get(&keeper, path).status, 403);
  staff_close(&staff);
}

int outlook_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_agent_sees_when_the_envelope_is_empty),
      cmocka_unit_test(shares_of_cases_and_repeated_buyers_empty_it_sooner),
      cmocka_unit_test(the_real_course_lies_over_what_was_expected),
      cmocka_unit_test(what_cannot_be_reckoned_is_said),
  };
  return cmocka_run_group_tests_name("outlook", tests, NULL, NULL);
}
