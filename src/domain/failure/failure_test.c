#include "domain/failure/failure_pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "command.h"
#include "db/db.h"
#include "test/staff.h"
#include "test/story.h"

static void what_is_left_on_the_vouchers_of_a_failed_shop_is_a_claim(void **state) {
  (void)state;
  story_run("src/domain/failure/failure.story");
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

int failure_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_left_on_the_vouchers_of_a_failed_shop_is_a_claim),
      cmocka_unit_test(an_agent_freezes_a_shop_prints_its_claims_and_takes_it_back),
  };
  return cmocka_run_group_tests_name("failure", tests, NULL, NULL);
}
