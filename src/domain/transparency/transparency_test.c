#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/figures/figures.h"
#include "test/staff.h"
#include "test/story.h"

static void where_the_money_comes_from_and_goes_is_told_to_the_cent(void **state) {
  (void)state;
  story_run("src/domain/transparency/transparency.story");
}

/* On both sides: used there, earned there, owed between the two; then as if nothing had been. */
static void a_neighbours_use_that_is_taken_back_leaves_no_trace(void **state) {
  (void)state;
  story_run("src/domain/transparency/neighbour.story");
}

/* As the job does, without its wait on PostgreSQL. */
static void sum_up(struct ctx *ctx) {
  while (ledger_seal(ctx, 0) > 0 || figures_roll(ctx) > 0)
    continue;
}

static void page_csv_and_json_are_public_and_say_nothing_of_few(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = staff_visitor(&staff);
  for (int i = 0; i < 4; i++)
    staff_voucher(&staff, &staff.shop, 2000);
  sum_up(staff.ctx);
  struct test_reply page = test_get(&visitor, "/transparence");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Encore trop peu de bons"));
  assert_false(test_shows(&page, "80,00"));
  page = test_get(&visitor, "/api/v1/transparency");
  assert_true(test_shows(&page, "\"few\":true"));
  assert_false(test_shows(&page, "8000"));

  staff_voucher(&staff, &staff.shop, 2000);
  sum_up(staff.ctx);
  page = test_get(&visitor, "/transparence");
  assert_true(test_shows(&page, "<dd>100,00\u00a0€</dd>"));
  assert_true(test_shows(&page, "href=\"/transparence\""));
  page = test_get(&visitor, "/transparence.csv");
  assert_true(test_shows(&page, "payes,Payé par les habitants,plus,voucher_sold,5,100.00,EUR"));
  assert_true(test_shows(&page, "payes,Payé par les habitants,total,,0,100.00,EUR"));
  page = test_get(&visitor, "/transparence.json");
  assert_true(test_shows(&page, "\"figure\":\"payes\""));
  staff_close(&staff);
}

int transparency_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(where_the_money_comes_from_and_goes_is_told_to_the_cent),
      cmocka_unit_test(a_neighbours_use_that_is_taken_back_leaves_no_trace),
      cmocka_unit_test(page_csv_and_json_are_public_and_say_nothing_of_few),
  };
  return cmocka_run_group_tests_name("transparency", tests, NULL, NULL);
}
