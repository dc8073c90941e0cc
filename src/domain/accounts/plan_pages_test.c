/* The page of the accountant's numbers: who sees what, what is refused beside its field, what is
 * kept, and that the accountant's books carry it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/accounts/plan.h"
#include "test/staff.h"

static const char plan_page[] = "/bureau/comptes/plan";

static struct str number_of(struct staff *staff, enum account_kind kind) {
  struct plan plan = plan_of(staff->ctx, LANGUAGE_FR);
  struct str number = plan_find(&plan, kind)->number;
  db_read_end(staff->ctx);
  return number;
}

static void an_agent_reads_the_numbers_and_an_accountant_changes_them(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, plan_page);
  assert_true(test_shows(&page, "4671"));
  assert_false(test_shows(&page, "Enregistrer le plan"));
  assert_int_equal(test_post(&agent, plan_page, "PAYABLE=4679").status, 403);

  struct test_client accountant = staff_sign_in(&staff, ROLE_ACCOUNTANT);
  page = test_get(&accountant, plan_page);
  assert_true(test_shows(&page, "Enregistrer le plan"));
  page = test_post(&accountant, plan_page, "PAYABLE=4679&CLEARING=");
  assert_int_equal(page.status, 303);
  page = test_get(&accountant, "/bureau/comptes/plan?saved=1");
  assert_true(test_shows(&page, "value=\"4679\""));
  assert_true(str_equal(number_of(&staff, ACCOUNT_PAYABLE), S("4679")));
  assert_true(str_equal(number_of(&staff, ACCOUNT_CLEARING), S("511")));
  page = test_get(&agent, plan_page);
  assert_true(test_shows(&page, "4679"));
  assert_false(test_shows(&page, "4671<"));

  /* Emptied, it is the proposed one again. */
  assert_int_equal(test_post(&accountant, plan_page, "PAYABLE=").status, 303);
  assert_true(str_equal(number_of(&staff, ACCOUNT_PAYABLE), S("4671")));
  staff_close(&staff);
}

static void a_wrong_number_stays_beside_its_field_and_nothing_is_kept(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client accountant = staff_sign_in(&staff, ROLE_ACCOUNTANT);
  test_get(&accountant, plan_page);
  struct test_reply page = test_post(&accountant, plan_page, "PAYABLE=46A1&BANK=5159");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "value=\"46A1\""));
  assert_true(test_shows(&page, "id=\"PAYABLE-error\""));
  assert_false(test_shows(&page, "id=\"BANK-error\""));
  assert_true(str_equal(number_of(&staff, ACCOUNT_BANK), S("515")));
  page = test_post(&accountant, plan_page, "CLEARING=4671"); /* the merchants' own */
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "id=\"CLEARING-error\""));
  assert_true(str_equal(number_of(&staff, ACCOUNT_CLEARING), S("511")));
  staff_close(&staff);
}

int plan_pages_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_agent_reads_the_numbers_and_an_accountant_changes_them),
      cmocka_unit_test(a_wrong_number_stays_beside_its_field_and_nothing_is_kept),
  };
  return cmocka_run_group_tests_name("plan_pages", tests, NULL, NULL);
}
