/* What is offered while somebody types, letter by letter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/search/search_suggest.h"
#include "test/scene.h"

static const struct {
  struct str name, trade, town;
} shops[] = {
    {S("L’Épi d’Or"), S("bakery"), S("Arcachon")},
    {S("Chez l’Épicier"), S("restaurant"), S("Bègles")},
    {S("L’Étoile de Mer"), S("seafood"), S("Saint-Médard-en-Jalles")},
    {S("Pâtes et Compagnie"), S("restaurant"), S("Le Bouscat")},
    {S("Pâtisserie Lenôtre"), S("pastry"), S("L’Haÿ-les-Roses")},
    {S("Café des Arts"), S("cafe"), S("Bègles")},
    {S("Banana Café"), S("cafe"), S("Bègles")},
    {S("Salon Élise"), S("hairdresser"), S("Bègles")},
    {S("Bäckerei Zürcher"), S("bakery"), S("Düdingen")},
    {S("Gasthof zum Löwen"), S("restaurant"), S("Düdingen")},
    {S("Barbier Paul"), S("hairdresser"), S("Murten")},
    {S("Le Bar"), S("bar"), S("Murten")},
};

static bool fill_body(struct ctx *ctx, void *arg) {
  (void)arg;
  for (size_t i = 0; i < sizeof shops / sizeof *shops; i++) {
    struct shop_id id;
    bool added;
    struct shop_facts facts = {.name = shops[i].name,
                               .trade = shops[i].trade,
                               .town = shops[i].town,
                               .source = S("test"),
                               .source_id = str_format(ctx->arena, "%zu", i)};
    if (shop_keep(ctx, &facts, &id, &added) != SHOP_OK) return false;
  }
  return true;
}

static struct ctx *open_filled(struct test_db *test) {
  struct ctx *ctx = scene_open(test);
  assert_true(db_write(ctx, fill_body, NULL));
  return ctx;
}

static void assert_offers(struct ctx *ctx, struct str typed, const char *expected) {
  struct suggestions offered = search_suggest(ctx, typed);
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < offered.count; i++) {
    if (i > 0) buf_literal(&text, ", ");
    buf_add(&text, offered.items[i].label);
  }
  buf_add_char(&text, 0);
  assert_string_equal(buf_str(&text).ptr, expected);
}

static void accents_and_elisions_do_not_matter(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = open_filled(test);
  assert_offers(ctx, S("l'épi d"), "L’Épi d’Or, Chez l’Épicier"); /* it begins so */
  assert_offers(ctx, S("L’EPI D"), "L’Épi d’Or, Chez l’Épicier");
  assert_offers(ctx, S("l’épi"), "L’Épi d’Or, Chez l’Épicier");
  assert_offers(ctx, S("d’Arcac"), "Arcachon");
  assert_offers(ctx, S("à Bègl"), "Bègles");
  assert_offers(ctx, S("l'ét"), "L’Étoile de Mer"); /* « et » is another word */
  assert_offers(ctx, S("L'Hay"), "L’Haÿ-les-Roses");
  assert_offers(ctx, S("haÿ"), "L’Haÿ-les-Roses");
  assert_offers(ctx, S("st méd"), "Saint-Médard-en-Jalles");
  assert_offers(ctx, S("bousc"), "Le Bouscat");
  test_db_close(test);
}

static void what_is_half_typed_is_not_taken_for_a_whole_word(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = open_filled(test);
  assert_offers(ctx, S("pâti"), "Pâtisserie, Pâtisserie Lenôtre"); /* not Pâtes: the same stem */
  assert_offers(ctx, S("café de"), "Café des Arts");
  assert_offers(ctx, S("salon de coif"), "Salon de coiffure, Salon Élise"); /* hers */
  test_db_close(test);
}

static void german_is_typed_with_umlauts_and_without(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = open_filled(test);
  ctx->language = LANGUAGE_DE;
  static const struct str bakery[] = {S("Bäck"), S("BACK"), S("baeck")};
  for (size_t i = 0; i < sizeof bakery / sizeof *bakery; i++)
    assert_offers(ctx, bakery[i], "Bäckerei, Bäckerei Zürcher");
  static const struct str lion[] = {S("Löw"), S("low"), S("loewen"), S("zum Löwen"), S("zum loew")};
  for (size_t i = 0; i < sizeof lion / sizeof *lion; i++)
    assert_offers(ctx, lion[i], "Gasthof zum Löwen");
  assert_offers(ctx, S("Duedi"), "Düdingen");
  assert_offers(ctx, S("düdi"), "Düdingen");
  test_db_close(test);
}

static void a_word_before_a_town_is_whole(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = open_filled(test);
  struct search_query before = {.q = S("bar murten")}, behind = {.q = S("murten bar")};
  assert_int_equal(search_shops(ctx, &before).count, 1);
  assert_int_equal(search_shops(ctx, &behind).count, 2); /* or the beginning of « barbier » */
  struct search_query loewen = {.q = S("loewen duedingen")};
  struct search_answer answer = search_shops(ctx, &loewen);
  assert_int_equal(answer.count, 1);
  assert_true(str_equal(answer.items[0].name, S("Gasthof zum Löwen")));
  test_db_close(test);
}

int search_suggest_tests(void);
int search_suggest_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accents_and_elisions_do_not_matter),
      cmocka_unit_test(what_is_half_typed_is_not_taken_for_a_whole_word),
      cmocka_unit_test(german_is_typed_with_umlauts_and_without),
      cmocka_unit_test(a_word_before_a_town_is_whole),
  };
  return cmocka_run_group_tests_name("search_suggest", tests, NULL, NULL);
}
