/* A territory in which very many shops have sold: every page about figures still fits into the
 * memory of a request. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/figures/figures.h"
#include "test/raw_sql.h"
#include "test/staff.h"

/* Copies of one shop, number i with i vouchers of 10 EUR, and their day. */
static const char twenty_thousand[] =
    "CREATE TEMPORARY TABLE many AS WITH RECURSIVE"
    " n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    " SELECT s.*, n.i FROM shop AS s CROSS JOIN n WHERE s.slug = 'librairie-des-lilas';"
    "UPDATE many SET id = 1000000 + i, slug = slug || i, name = name || i,"
    " source_id = source_id || i, sort_key = sort_key || i;"
    "INSERT INTO figure_sum"
    " SELECT territory_id, 1, id, 1, 0, i, 1000 * i, 0, 0, 0, 0, 0, 0, 0, 0 FROM many;"
    "INSERT INTO figure_sum SELECT territory_id, 2, 0, 1, 18400, SUM(i), 1000 * SUM(i),"
    " 0, 0, 0, 0, 0, 0, 0, 0 FROM many GROUP BY territory_id;"
    "ALTER TABLE many DROP COLUMN i;"
    "INSERT INTO shop SELECT * FROM many;"
    "DROP TABLE many;";

static size_t lines_of(struct str text) {
  size_t lines = 0;
  for (size_t i = 0; i < text.len; i++)
    lines += text.ptr[i] == '\n';
  return lines;
}

static void twenty_thousand_shops_fit_into_every_page(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  assert_true(raw_sql(staff.test, twenty_thousand));
  struct test_client visitor = staff_visitor(&staff);
  struct test_reply page = test_get(&visitor, "/");
  assert_int_equal(page.status, 200);
  /* 1 + 2 + ... + 20,000 vouchers. */
  assert_true(test_shows(&page, "200\u202f010\u202f000 bons"));
  assert_true(test_shows(&page, "20\u202f000 commerces"));
  page = test_get(&visitor, "/chiffres");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Librairie des Lilas20000"));
  assert_false(test_shows(&page, "Librairie des Lilas19970"));
  assert_int_equal(test_get(&visitor, "/bilan").status, 200);
  assert_int_equal(test_get(&visitor, "/api/v1/bilan").status, 200);
  page = test_get(&visitor, "/chiffres.csv");
  assert_int_equal(page.status, 200);
  assert_int_equal(lines_of(page.body), 20001);
  page = test_get(&visitor, "/api/v1/rankings?by=count");
  assert_true(test_shows(&page, "\"rank\":1000,"));
  assert_false(test_shows(&page, "\"rank\":1001,"));
  staff_close(&staff);
}

int figures_many_tests(void);
int figures_many_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(twenty_thousand_shops_fit_into_every_page),
  };
  return cmocka_run_group_tests_name("figures_many", tests, NULL, NULL);
}
