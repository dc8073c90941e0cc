/* The bilan of 12 June 2020 as Petits Commerces published it: loaded through the front door, it
 * must come out in the published order and to the euro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "command.h"
#include "domain/demo/demo_sales.h"
#include "test/paper_seen.h"
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

static struct str paper_words(struct staff *staff, const char *path) {
  struct test_client reader = staff_visitor(staff);
  struct test_reply page = test_get(&reader, path);
  assert_int_equal(page.status, 200);
  const char *file = test_file(staff->ctx->arena, "bilan.pdf", page.body);
  return paper_seen(staff->ctx->arena, "-layout", file);
}

static void follow_each_other(struct str text, const char *const *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    ptrdiff_t at = str_find(text, str_from(rows[i]));
    if (at < 0) fail_msg("\"%s\" does not follow in \"%.*s\"", rows[i], STR_ARG(text));
    text = str_skip(text, (size_t)at);
  }
}

/* As Petits Commerces published them, on paper: by value, then by count. */
static void the_paper_holds_the_published_figures_in_both_orders(void **state) {
  (void)state;
  static const char *const rows[] = {"Bilan des bons d’achat",
                                     "74 850 €",
                                     "Par valeur",
                                     "1 Cassiopée Librairie, Val d'Oingt 332 15 260 €",
                                     "2 Obliques Librairie, Auxerre 267 12 880 €",
                                     "3 Jean-Jacques Rousseau Librairie, Chambéry 252 11 830 €",
                                     "4 Le Marque Page Librairie, Choisy-le-Roi 171 8 900 €",
                                     "5 Arthaud Librairie, Grenoble 190 8 750 €",
                                     "6 La Belle histoire Librairie, La Tour-du-Pin 205 8 620 €",
                                     "7 M'Lire Librairie, Laval 191 8 610 €",
                                     "Par nombre de bons",
                                     "1 Cassiopée",
                                     "2 Obliques",
                                     "3 Jean-Jacques Rousseau",
                                     "4 La Belle histoire",
                                     "5 M'Lire",
                                     "6 Arthaud",
                                     "7 Le Marque Page",
                                     "Ensemble 1 608 74 850 €"};
  struct staff staff;
  open_2020(&staff);
  follow_each_other(paper_words(&staff, "/bilan.pdf?trade=books"), rows,
                    sizeof rows / sizeof *rows);
  staff_close(&staff);
}

/* 2,226 vouchers: 1,608 of books and 214 + 241 + 163 of the three that complete the ten; 103,900
 * EUR: 74,850 + 10,420 + 9,940 + 8,690. */
static void the_page_says_what_was_bought_and_how_it_is_summed(void **state) {
  (void)state;
  struct staff staff;
  open_2020(&staff);
  struct test_client reader = staff_visitor(&staff);
  struct test_reply page = test_get(&reader, "/bilan");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "<dd>2\u202f226</dd>"));
  assert_true(test_shows(&page, "<dd>103\u202f900\u00a0€</dd>"));
  assert_true(test_shows(&page, "class=\"chart\""));
  assert_true(test_shows(&page, "/bilan/calcul#valeur"));
  page = test_get(&reader, "/bilan/calcul.csv");
  assert_true(test_shows(&page, "valeur,plus,voucher_issued,promise,voucher,103900.00,EUR\n"));
  page = test_get(&reader, "/bilan.json?campaign=2020&trade=books");
  assert_true(test_shows(&page, "\"vouchers\":1608,"));
  page = test_get(&reader, "/bilan?campaign=ailleurs");
  assert_int_equal(page.status, 404);
  page = test_get(&reader, "/bilan?to=2020-01-31");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Trop peu de bons"));
  page = test_get(&reader, "/bureau/bilan");
  assert_int_equal(page.status, 303);
  staff_close(&staff);
}

/* Zeros on the cover would be a lie, and the days of the first and the last sale somebody's. */
static void of_too_few_vouchers_the_paper_says_no_figure(void **state) {
  (void)state;
  struct staff staff;
  open_2020(&staff);
  struct str words = paper_words(&staff, "/bilan.pdf?to=2020-01-31");
  paper_shows(words, "Trop peu de bons pour en parler");
  assert_true(str_find(words, S("0 €")) < 0);
  assert_true(str_find(words, S("Bons achetés du")) < 0);
  staff_close(&staff);
}

int bilan_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_bookshops_come_out_as_published),
      cmocka_unit_test(the_sums_are_exact),
      cmocka_unit_test(seven_of_the_top_ten_are_bookshops),
      cmocka_unit_test(the_paper_holds_the_published_figures_in_both_orders),
      cmocka_unit_test(the_page_says_what_was_bought_and_how_it_is_summed),
      cmocka_unit_test(filters_that_find_nothing_or_cannot_be_read_say_so),
      cmocka_unit_test(of_too_few_vouchers_the_paper_says_no_figure),
  };
  return cmocka_run_group_tests_name("bilan", tests, NULL, NULL);
}
