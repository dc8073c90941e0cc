#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/figures/figures.h"
#include "domain/volume/volume.h"
#include "test/staff.h"
#include "test/story.h"

static void a_year_of_payments_is_counted_by_hand(void **state) {
  (void)state;
  story_run("src/domain/volume/volume.story");
}

/* From the calendar: the day after the same date a year before. */
static void twelve_months_begin_the_day_after_the_same_date_a_year_before(void **state) {
  (void)state;
  static const struct {
    int year, month, day, from_year, from_month, from_day;
  } cases[] = {
      {2021, 5, 31, 2020, 6, 1},  {2021, 1, 1, 2020, 1, 2},  {2020, 12, 31, 2020, 1, 1},
      {2021, 2, 28, 2020, 2, 29}, {2020, 2, 29, 2019, 3, 1}, {2021, 3, 1, 2020, 3, 2},
      {2020, 3, 1, 2019, 3, 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct span span = volume_span(day_of(cases[i].year, cases[i].month, cases[i].day));
    struct day from = day_of(cases[i].from_year, cases[i].from_month, cases[i].from_day);
    assert_int_equal(span.first.number, from.number);
  }
}

/* As the job does, without its wait on PostgreSQL. */
static void sum_up(struct ctx *ctx) {
  while (ledger_seal(ctx, 0) > 0 || figures_roll(ctx) > 0)
    continue;
}

static void the_page_says_how_far_it_is_and_only_accountants_change_the_threshold(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  staff_voucher(&staff, &staff.shop, 5000);
  sum_up(staff.ctx);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/plafond");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "<dd>50,00\u00a0€</dd>"));
  assert_true(test_shows(&page, "un million d’euros"));
  assert_int_equal(test_post(&agent, "/bureau/plafond", "limit=100").status, 403);
  struct test_client accountant = staff_sign_in(&staff, ROLE_ACCOUNTANT);
  test_get(&accountant, "/bureau/plafond");
  assert_int_equal(test_post(&accountant, "/bureau/plafond", "limit=peu").status, 422);
  assert_int_equal(test_post(&accountant, "/bureau/plafond", "limit=60").status, 303);
  page = test_get(&accountant, "/bureau/plafond");
  assert_true(test_shows(&page, "Le seuil approche"));
  page = test_get(&accountant, "/bureau");
  assert_true(test_shows(&page, "83\u00a0% du seuil"));
  page = test_get(&accountant, "/bureau/plafond.csv");
  assert_true(test_shows(&page, ",50.00,EUR,0.00,EUR"));
  staff_close(&staff);
}

int volume_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_year_of_payments_is_counted_by_hand),
      cmocka_unit_test(twelve_months_begin_the_day_after_the_same_date_a_year_before),
      cmocka_unit_test(the_page_says_how_far_it_is_and_only_accountants_change_the_threshold),
  };
  return cmocka_run_group_tests_name("volume", tests, NULL, NULL);
}
