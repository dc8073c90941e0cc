#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "command.h"
#include "paper/paper.h"
#include "test/paper_seen.h"

static struct arena *arena;

static int open_arena(void **state) {
  (void)state;
  arena = arena_create(64 << 20);
  return 0;
}

static int close_arena(void **state) {
  (void)state;
  arena_destroy(arena);
  return 0;
}

/* Of a sum that takes three figures, with the longest text for the code. */
static struct voucher_paper gift(void) {
  struct voucher_paper voucher = paper_gift();
  voucher.amount.minor = 25000;
  voucher.qr_text = S("https://bordeaux.example.org/b/K7QF3M2P9XTV");
  return voucher;
}

static const char *printed(const struct voucher_paper *voucher) {
  return test_file(arena, "voucher.pdf", paper_voucher_pdf(arena, voucher));
}

static struct str words_of(const struct voucher_paper *voucher) {
  return paper_seen(arena, "-layout", printed(voucher));
}

static void the_page_says_all_that_a_voucher_is(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  struct str words = words_of(&voucher);
  paper_shows(words, "Librairie de l’Œuf");
  paper_shows(words, "15 rue Vital-Carles, 33000 Bordeaux");
  paper_shows(words, "250,00 €");
  paper_shows(words, "« Joyeux anniversaire, papa. »");
  paper_shows(words, "De la part de Claire");
  paper_shows(words, "K7QF 3M2P 9XTV");
  paper_shows(words, "mardi 2 juin 2020");
  paper_shows(words, "jeudi 31 décembre 2020");
  paper_shows(words, "Valable dans ce commerce seulement.");
  paper_shows(words, "Bordeaux Métropole · Loin des yeux, près du cœur");
  assert_true(str_find(words, S("TEST")) < 0);
}

/* 2 June 2020 was a Tuesday, 31 December 2020 a Thursday. */
static void a_swiss_voucher_speaks_german_and_francs(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  voucher.language = LANGUAGE_DE;
  voucher.shop = S("Bäckerei Zähringer");
  voucher.amount = (struct money){12050, CURRENCY_CHF};
  struct str words = words_of(&voucher);
  paper_shows(words, "Bäckerei Zähringer");
  paper_shows(words, "CHF");
  paper_shows(words, "120.50");
  paper_shows(words, "Dienstag, 2. Juni 2020");
  paper_shows(words, "Donnerstag, 31. Dezember 2020");
  paper_shows(words, "Von Claire");
}

static void an_amount_of_thousands_has_its_narrow_space(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  voucher.amount.minor = 123450;
  paper_shows(words_of(&voucher), "1 234,50 €");
}

static void without_message_giver_campaign_and_conditions_none_is_hinted_at(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  voucher.message = voucher.from = voucher.campaign = voucher.conditions = voucher.shop_address =
      S("");
  struct str words = words_of(&voucher);
  assert_true(str_find(words, S("«")) < 0);
  assert_true(str_find(words, S("De la part")) < 0);
  assert_true(str_find(words, S("·")) < 0);
  paper_shows(words, "250,00 €");
}

static void a_scanner_reads_the_code_off_the_page(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  voucher.qr_text =
      S("K7QF3M2P9XTV.AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz01"
        "23456789ABCDEFGHIJKLMNOPQRSTUV");
  const char *path = printed(&voucher);
  test_output(arena, "pdftoppm -r 100 -singlefile -png '%s' '%s/page'", path, test_folder());
  struct str seen = test_output(arena, "zbarimg -q --raw '%s/page.png'", test_folder());
  assert_true(str_equal(str_trim(seen), voucher.qr_text));
}

static void a_test_voucher_cannot_be_taken_for_a_real_one(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  voucher.test = true;
  struct str words = words_of(&voucher);
  paper_shows(words, "Essai : ce bon n’a aucune valeur");
  paper_shows(test_output(arena, "pdftotext -raw '%s' -", printed(&voucher)), "TEST");
}

/* Any printer draws it, and nothing else than these two families. */
static void all_fonts_are_in_the_file(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  const char *path = printed(&voucher);
  struct str fonts = test_output(arena, "pdffonts '%s' | tail -n +3", path);
  assert_false(str_is_empty(fonts));
  for (struct str rest = fonts; rest.len > 0;) {
    struct str line = str_cut(rest, '\n', &rest);
    assert_true(str_find(line, S("+EBGaramond12-")) > 0 || str_find(line, S("+Lato-")) > 0);
    assert_true(str_find(line, S(" yes yes yes ")) > 0); /* embedded, subset, as Unicode */
  }
}

static void the_file_knows_its_title_author_and_language(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  struct str pdf = paper_voucher_pdf(arena, &voucher);
  const char *path = test_file(arena, "about.pdf", pdf);
  struct str about =
      test_output(arena, "pdfinfo '%s' | sed 's/\u00a0/ /g; s/\u202f/ /g' | tr -s ' '", path);
  paper_shows(about, "Title: Bon de 250,00 € chez Librairie de l’Œuf");
  paper_shows(about, "Author: Bordeaux Métropole");
  paper_shows(about, "Tagged: yes");
  paper_shows(about, "Pages: 1");
  paper_shows(about, "A4");
  assert_true(str_find(pdf, S("/Lang (fr)")) > 0);
  paper_shows(test_output(arena, "pdfinfo -struct-text '%s'", path), "H1");
}

static int64_t number_at(struct str text) {
  return strtoll(str_cstr(arena, str_take(text, 12)), NULL, 10);
}

/* Viewers mend wrong offsets in silence, so they are followed by hand: ISO 32000-1, 7.5.4. */
static void the_last_table_of_contents_points_at_the_catalogue(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  struct str pdf = paper_voucher_pdf(arena, &voucher);
  assert_true(str_ends(pdf, S("%%EOF\n")));
  struct str tail = str_skip(pdf, pdf.len - 60);
  ptrdiff_t start = str_find(tail, S("startxref\n"));
  assert_true(start >= 0);
  struct str table = str_skip(pdf, (size_t)number_at(str_skip(tail, (size_t)start + 10)));
  assert_true(str_starts(table, S("xref\n")));
  int64_t object = number_at(str_skip(table, 5));
  ptrdiff_t entry = str_find(str_skip(table, 5), S("\n")) + 6;
  struct str body = str_skip(pdf, (size_t)number_at(str_skip(table, (size_t)entry)));
  assert_true(str_starts(body, str_format(arena, "%lld 0 obj\n<< /Lang (fr)", (long long)object)));
  ptrdiff_t root = str_find(table, S("/Root "));
  assert_int_equal(number_at(str_skip(table, (size_t)root + 6)), object);
  ptrdiff_t previous = str_find(table, S("/Prev "));
  struct str first = str_skip(pdf, (size_t)number_at(str_skip(table, (size_t)previous + 6)));
  assert_true(str_starts(first, S("xref\n")));
}

static void the_same_voucher_gives_the_same_bytes(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  struct str first = str_copy(arena, paper_voucher_pdf(arena, &voucher));
  assert_true(str_equal(first, paper_voucher_pdf(arena, &voucher)));
  assert_true(str_find(first, S("/CreationDate")) < 0);
  voucher.amount.minor++;
  assert_false(str_equal(first, paper_voucher_pdf(arena, &voucher)));
}

/* Every word's box, as poppler measures it, stays inside the margins of 62 points, one for the
 * rounding; and the code is still there, large, below everything that was written. */
static void stays_on_the_page(const struct voucher_paper *voucher) {
  struct str boxes = test_output(arena, "pdftotext -bbox '%s' - | grep '<word'", printed(voucher));
  int count = 0;
  for (struct str rest = boxes; rest.len > 0; count++) {
    const char *line = str_cstr(arena, str_trim(str_cut(rest, '\n', &rest)));
    double left, top, right, bottom;
    assert_int_equal(sscanf(line, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
                            &left, &top, &right, &bottom),
                     4);
    if (left < 58 || right > 596 - 61 || top < 60 || bottom > 842 - 20)
      fail_msg("outside: %s", line);
  }
  assert_true(count > 20);
  assert_true(str_find(boxes, S(">K7QF</word>")) > 0);
}

static void nothing_leaves_the_page_however_long_it_is(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  voucher.shop = S("Café-Restaurant de l’Hôtel de Ville et des Allées de Tourny Réunis, chez "
                   "Jean-François & Cie « Aux Œufs d’Or », maison fondée en 1887");
  voucher.shop_address = voucher.from = voucher.campaign = voucher.shop;
  voucher.amount.minor = 123456789012;
  char *letters = arena_alloc(arena, 3000);
  for (size_t i = 0; i < 3000; i++)
    letters[i] = i % 7 == 6 ? ' ' : i % 91 == 0 ? '\n' : 'm';
  voucher.message = voucher.conditions = (struct str){letters, 3000};
  stays_on_the_page(&voucher);
  memset(letters, 'W', 3000); /* one word that never ends */
  voucher.shop = voucher.from = (struct str){letters, 200};
  voucher.conditions = voucher.campaign = voucher.territory = voucher.shop;
  stays_on_the_page(&voucher);
}

static void print_voucher(void *voucher) {
  paper_voucher_pdf(arena, voucher);
}

static void what_is_no_colour_is_a_fault(void **state) {
  (void)state;
  const char *wrong[] = {"", "7a1f3d", "#7a1f3", "#7a1f3g", "#7a1f3d0", "red"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct voucher_paper voucher = gift();
    struct fault fault;
    voucher.accent = str_from(wrong[i]);
    assert_false(fault_catch(&fault, print_voucher, &voucher));
    assert_int_equal(fault.kind, FAULT_INPUT);
  }
}

static void *print_many(void *expected) {
  struct voucher_paper voucher = gift();
  for (int i = 0; i < 5; i++) {
    struct arena *own = arena_create(8 << 20);
    bool same = str_equal(*(struct str *)expected, paper_voucher_pdf(own, &voucher));
    arena_destroy(own);
    if (!same) return NULL;
  }
  return expected;
}

static void eight_workers_print_at_once_and_get_the_same(void **state) {
  (void)state;
  struct voucher_paper voucher = gift();
  struct str expected = paper_voucher_pdf(arena, &voucher);
  pthread_t threads[8];
  for (size_t i = 0; i < 8; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, print_many, &expected), 0);
  for (size_t i = 0; i < 8; i++) {
    void *result;
    pthread_join(threads[i], &result);
    assert_ptr_equal(result, &expected);
  }
}

int voucher_paper_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_page_says_all_that_a_voucher_is),
      cmocka_unit_test(a_swiss_voucher_speaks_german_and_francs),
      cmocka_unit_test(an_amount_of_thousands_has_its_narrow_space),
      cmocka_unit_test(without_message_giver_campaign_and_conditions_none_is_hinted_at),
      cmocka_unit_test(a_scanner_reads_the_code_off_the_page),
      cmocka_unit_test(a_test_voucher_cannot_be_taken_for_a_real_one),
      cmocka_unit_test(all_fonts_are_in_the_file),
      cmocka_unit_test(the_file_knows_its_title_author_and_language),
      cmocka_unit_test(the_last_table_of_contents_points_at_the_catalogue),
      cmocka_unit_test(the_same_voucher_gives_the_same_bytes),
      cmocka_unit_test(nothing_leaves_the_page_however_long_it_is),
      cmocka_unit_test(what_is_no_colour_is_a_fault),
      cmocka_unit_test(eight_workers_print_at_once_and_get_the_same),
  };
  return cmocka_run_group_tests_name("voucher_paper", tests, open_arena, close_arena);
}
