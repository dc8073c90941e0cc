#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

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

static const char *printed(const struct voucher_paper *voucher) {
  return test_file(arena, "card.pdf", paper_voucher_card_pdf(arena, voucher));
}

static struct str words_of(const struct voucher_paper *voucher) {
  return paper_seen(arena, "-raw", printed(voucher));
}

/* A postcard is 148 by 105 mm (ISO 216): 419.53 by 297.64 points. */
static void a_card_is_a_postcard_across(void **state) {
  (void)state;
  struct voucher_paper voucher = paper_gift();
  struct str about = test_output(arena, "pdfinfo '%s' | tr -s ' '", printed(&voucher));
  paper_shows(about, "Page size: 419.528 x 297.638 pts");
  paper_shows(about, "Pages: 1");
}

static void a_card_says_all_that_the_sheet_says(void **state) {
  (void)state;
  struct voucher_paper voucher = paper_gift();
  struct str words = words_of(&voucher);
  paper_shows(words, "Librairie de l’Œuf");
  paper_shows(words, "15 rue Vital-Carles, 33000 Bordeaux");
  paper_shows(words, "50,00 €");
  paper_shows(words, "« Joyeux anniversaire, papa. »");
  paper_shows(words, "De la part de Claire");
  paper_shows(words, "K7QF 3M2P 9XTV");
  paper_shows(words, "Du mardi 2 juin 2020 au jeudi 31 décembre 2020");
  paper_shows(words, "avec cette carte");
  paper_shows(words, "Valable dans ce commerce seulement.");
  paper_shows(words, "Bordeaux Métropole · Loin des yeux, près du cœur");
  assert_true(str_find(words, S("TEST")) < 0);
  voucher.test = true;
  words = words_of(&voucher);
  paper_shows(words, "T E S T"); /* letter-spaced */
  paper_shows(words, "Essai : ce bon n’a aucune valeur");
}

/* The longest code that a voucher may carry, printed by a home printer: 200 dots an inch. */
static void a_scanner_reads_the_code_off_the_card(void **state) {
  (void)state;
  struct voucher_paper voucher = paper_gift();
  voucher.qr_text =
      S("K7QF3M2P9XTV.AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz01"
        "23456789ABCDEFGHIJKLMNOPQRSTUV");
  const char *path = printed(&voucher);
  test_output(arena, "pdftoppm -r 200 -singlefile -png '%s' '%s/card'", path, test_folder());
  struct str seen = test_output(arena, "zbarimg -q --raw '%s/card.png'", test_folder());
  assert_true(str_equal(str_trim(seen), voucher.qr_text));
  seen = test_output(arena, "ZXingReader -1 '%s/card.png'", test_folder());
  assert_true(str_find(seen, voucher.qr_text) >= 0);
}

/* Words stay left of the colour (271 points) or inside its column, and on the card. */
static void nothing_leaves_the_card_however_long_it_is(void **state) {
  (void)state;
  struct voucher_paper voucher = paper_gift();
  char *letters = arena_alloc(arena, 3000);
  for (size_t i = 0; i < 3000; i++)
    letters[i] = i % 7 == 6 ? ' ' : i % 91 == 0 ? '\n' : 'm';
  voucher.message = voucher.conditions = (struct str){letters, 3000};
  voucher.shop = voucher.from = voucher.campaign = voucher.shop_address =
      S("Café-Restaurant de l’Hôtel de Ville et des Allées de Tourny Réunis, chez Jean & Cie, "
        "maison fondée en 1887");
  voucher.amount.minor = 123456789012;
  struct str boxes = test_output(arena, "pdftotext -bbox '%s' - | grep '<word'", printed(&voucher));
  int count = 0;
  for (struct str rest = boxes; rest.len > 0; count++) {
    const char *line = str_cstr(arena, str_trim(str_cut(rest, '\n', &rest)));
    double left, top, right, bottom;
    assert_int_equal(sscanf(line, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
                            &left, &top, &right, &bottom),
                     4);
    bool till = left > 271;
    if (left < 22 || right > (till ? 404 : 250) || top < 20 || bottom > 280)
      fail_msg("outside: %s", line);
  }
  assert_true(count > 20);
}

int voucher_card_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_card_is_a_postcard_across),
      cmocka_unit_test(a_card_says_all_that_the_sheet_says),
      cmocka_unit_test(a_scanner_reads_the_code_off_the_card),
      cmocka_unit_test(nothing_leaves_the_card_however_long_it_is),
  };
  return cmocka_run_group_tests_name("voucher_card", tests, open_arena, close_arena);
}
