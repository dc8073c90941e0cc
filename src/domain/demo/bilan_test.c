/* The bilan of 12 June 2020 as Petits Commerces published it: loaded through the front door, it
 * must come out in the published order and to the euro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "domain/demo/demo_sales.h"
#include "test/staff.h"

static struct str file_text(struct arena *arena, const char *path) {
  char bytes[4096];
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  size_t len = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  assert_in_range(len, 1, sizeof bytes - 1);
  return str_copy(arena, (struct str){bytes, len});
}

static void open_2020(struct staff *staff) {
  staff_open(staff);
  demo_bilan(staff->ctx, file_text(staff->ctx->arena, "data/bilan-2020.csv"));
  db_read_end(staff->ctx);
}

#define HEAD "rank,slug,name,trade,trade_name,town,vouchers,amount,amount_currency,made_up\n"
#define CASSIOPEE ",cassiopee,Cassiopée,books,Librairie,Val d'Oingt,332,15260.00,EUR,false\n"
#define OBLIQUES ",obliques,Obliques,books,Librairie,Auxerre,267,12880.00,EUR,false\n"
#define ROUSSEAU                                                                                   \
  ",jean-jacques-rousseau,Jean-Jacques Rousseau,books,Librairie,Chambéry,252,11830.00,EUR,false\n"
#define MARQUE_PAGE                                                                                \
  ",le-marque-page,Le Marque Page,books,Librairie,Choisy-le-Roi,171,8900.00,EUR,false\n"
#define ARTHAUD ",arthaud,Arthaud,books,Librairie,Grenoble,190,8750.00,EUR,false\n"
#define HISTOIRE                                                                                   \
  ",la-belle-histoire,La Belle histoire,books,Librairie,La Tour-du-Pin,205,8620.00,EUR,false\n"
#define MLIRE ",m-lire,M'Lire,books,Librairie,Laval,191,8610.00,EUR,false\n"

static void the_bookshops_come_out_as_published(void **state) {
  (void)state;
  struct staff staff;
  open_2020(&staff);
  struct test_client reader = staff_visitor(&staff);
  struct test_reply page = test_get(&reader, "/chiffres.csv?trade=books");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, HEAD "1" CASSIOPEE "2" OBLIQUES "3" ROUSSEAU "4" MARQUE_PAGE
                                     "5" ARTHAUD "6" HISTOIRE "7" MLIRE));
  page = test_get(&reader, "/chiffres.csv?trade=books&by=count");
  assert_true(test_shows(&page, HEAD "1" CASSIOPEE "2" OBLIQUES "3" ROUSSEAU "4" HISTOIRE "5" MLIRE
                                     "6" ARTHAUD "7" MARQUE_PAGE));
  staff_close(&staff);
}

/* 15,260 + 12,880 + 11,830 + 8,900 + 8,750 + 8,620 + 8,610 = 74,850 for
 * 332 + 267 + 252 + 171 + 190 + 205 + 191 = 1,608 vouchers. */
static void the_sums_are_exact(void **state) {
  (void)state;
  struct staff staff;
  open_2020(&staff);
  struct test_client reader = staff_visitor(&staff);
  struct test_reply page = test_get(&reader, "/chiffres.json?trade=books");
  assert_true(test_shows(&page, "{\"shops\":7,\"vouchers\":1608,"
                                "\"amount\":{\"amount_minor\":7485000,\"currency\":\"EUR\"}"));
  page = test_get(&reader, "/chiffres?trade=books");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "74\u202f850\u00a0€"));
  assert_true(test_shows(&page, "<dd>1\u202f608</dd>"));
  staff_close(&staff);
}

/* All ten of the published top ten, the three that complete it included. */
static void seven_of_the_top_ten_are_bookshops(void **state) {
  (void)state;
  static const char *const order[] = {"Cassiopée", "Obliques",   "Jean-Jacques Rousseau",
                                      "Le Salon",  "Fromagerie", "Le Marque Page",
                                      "Arthaud",   "Les Jouets", "La Belle histoire",
                                      "M&#39;Lire"};
  struct staff staff;
  open_2020(&staff);
  struct test_client reader = staff_visitor(&staff);
  struct test_reply page = test_get(&reader, "/chiffres");
  assert_true(test_shows(&page, "<option value=\"books\">Librairie</option>"));
  ptrdiff_t at = str_find(page.body, S("id=\"par-valeur\""));
  assert_true(at > 0);
  struct str rest = str_skip(page.body, (size_t)at);
  for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
    at = str_find(rest, str_from(order[i]));
    if (at < 0) fail_msg("%s does not follow", order[i]);
    rest = str_skip(rest, (size_t)at);
  }
  staff_close(&staff);
}

static void filters_that_find_nothing_or_cannot_be_read_say_so(void **state) {
  (void)state;
  struct staff staff;
  open_2020(&staff);
  struct test_client reader = staff_visitor(&staff);
  struct test_reply page = test_get(&reader, "/chiffres?to=2020-01-31");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Aucun bon avec ces filtres"));
  page = test_get(&reader, "/chiffres?from=hier");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "id=\"from-error\""));
  page = test_get(&reader, "/chiffres?trade=books&town=&from=&to=");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Cassiopée"));
  staff_close(&staff);
}

int bilan_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_bookshops_come_out_as_published),
      cmocka_unit_test(the_sums_are_exact),
      cmocka_unit_test(seven_of_the_top_ten_are_bookshops),
      cmocka_unit_test(filters_that_find_nothing_or_cannot_be_read_say_so),
  };
  return cmocka_run_group_tests_name("bilan", tests, NULL, NULL);
}
