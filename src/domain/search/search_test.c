#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/migrate.h"
#include "domain/search/search.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

static const struct {
  struct str name, trade, town, street;
} shops[] = {
    {S("Café des Arts"), S("cafe"), S("Bordeaux"), S("1 Cours Victor Hugo")},
    {S("Boulangerie Élise"), S("bakery"), S("Talence"), S("2 Rue Peydavant")},
    {S("Les Deux Chevaux"), S("restaurant"), S("Bordeaux"), S("3 Rue Saint-Rémi")},
    {S("L'Œuf à la coque"), S("restaurant"), S("Bègles"), S("4 Rue Calixte Camelle")},
    {S("Arthur"), S("bar"), S("Bordeaux"), S("5 Rue Judaïque")},
};
enum { SHOPS = sizeof shops / sizeof *shops };

static bool fill_body(struct ctx *ctx, void *arg) {
  (void)arg;
  for (size_t i = 0; i < SHOPS; i++) {
    struct shop_id id;
    bool added;
    struct shop_facts facts = {.name = shops[i].name,
                               .trade = shops[i].trade,
                               .town = shops[i].town,
                               .street = shops[i].street,
                               .source = S("test"),
                               .source_id = str_format(ctx->arena, "%zu", i)};
    if (shop_keep(ctx, &facts, &id, &added) != SHOP_OK) return false;
  }
  return true;
}

static struct test_db *open_filled(void) {
  struct test_db *test = test_db_open();
  db_script(test->db,
            S("INSERT INTO territory (id, slug, name, currency, zone, country, languages, accent,"
              " contact_email, debtor_name, debtor_iban, debtor_bic, is_default, created_at) VALUES"
              " (1, 'ici', 'Ici', 'EUR', 'Europe/Paris', 'FR', 'fr', '#000000', '', '', '', '',"
              " TRUE, 0), (2, 'ailleurs', 'Ailleurs', 'EUR', 'Europe/Paris', 'FR', 'fr',"
              " '#000000', '', '', '', '', FALSE, 0);"));
  assert_true(db_write(test_ctx(test, here), fill_body, NULL));
  return test;
}

static void assert_finds(struct ctx *ctx, struct search_query query, const char *names) {
  struct search_answer page = search_shops(ctx, &query);
  struct buf found = buf_in(ctx->arena);
  for (size_t i = 0; i < page.count; i++) {
    if (i > 0) buf_literal(&found, ", ");
    buf_add(&found, page.items[i].name);
  }
  buf_add_char(&found, 0);
  assert_string_equal(buf_str(&found).ptr, names);
}

static void assert_words_find(struct ctx *ctx, struct str q, const char *names) {
  assert_finds(ctx, (struct search_query){.q = q}, names);
}

static void case_accents_and_plurals_do_not_matter(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  assert_words_find(ctx, S("CAFES"), "Café des Arts");
  assert_words_find(ctx, S("elise"), "Boulangerie Élise");
  assert_words_find(ctx, S("boulangeries talence"), "Boulangerie Élise");
  assert_words_find(ctx, S("les deux cheval"), "Les Deux Chevaux");
  assert_words_find(ctx, S("oeufs"), "L'Œuf à la coque");
  assert_words_find(ctx, S("l'œuf"), "L'Œuf à la coque");
  assert_words_find(ctx, S("begles restaurant"), "L'Œuf à la coque");
  test_db_close(test);
}

static void the_last_word_may_be_the_beginning_of_one(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  assert_words_find(ctx, S("art"), "Café des Arts, Arthur");
  assert_words_find(ctx, S("arth"), "Arthur");
  assert_words_find(ctx, S("bordeaux boulang"), "");
  assert_words_find(ctx, S("talence boulang"), "Boulangerie Élise");
  assert_words_find(ctx, S("bordeaux arth"), "Arthur");
  assert_words_find(ctx, S("talence arth"), "");
  test_db_close(test);
}

static void streets_and_names_in_other_languages_are_found_too(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  assert_words_find(ctx, S("rue judaique"), "Arthur");
  ctx->language = LANGUAGE_DE;
  assert_words_find(ctx, S("Bäckerei"), "Boulangerie Élise");
  ctx->language = LANGUAGE_EN;
  assert_words_find(ctx, S("bakery"), "Boulangerie Élise");
  test_db_close(test);
}

static void articles_do_not_narrow_a_search(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  assert_words_find(ctx, S("le café de la rue"), "Café des Arts");
  assert_words_find(ctx, S("le café de arts"), "Café des Arts");
  assert_words_find(ctx, S("les"), "Les Deux Chevaux");
  assert_words_find(ctx, S("%"),
                    "Arthur, Café des Arts, Boulangerie Élise, Les Deux Chevaux, "
                    "L'Œuf à la coque");
  test_db_close(test);
}

static void trade_and_town_narrow_and_combine(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  assert_finds(ctx, (struct search_query){.trade = S("bar")}, "Arthur");
  assert_finds(ctx, (struct search_query){.town = S("bordeaux")},
               "Arthur, Café des Arts, Les Deux Chevaux");
  assert_finds(ctx, (struct search_query){.town = S("bordeaux"), .trade = S("restaurant")},
               "Les Deux Chevaux");
  assert_finds(ctx, (struct search_query){.q = S("restaurant"), .town = S("begles")},
               "L'Œuf à la coque");
  assert_finds(ctx, (struct search_query){.q = S("arts"), .trade = S("bar")}, "");
  assert_finds(ctx, (struct search_query){.town = S("paris")}, "");
  test_db_close(test);
}

static bool many_body(struct ctx *ctx, void *arg) {
  (void)arg;
  for (int i = 0; i < 60; i++) {
    struct shop_id id;
    bool added;
    struct shop_facts facts = {
        .name = str_format(ctx->arena, "Vitrine x%c%c", 'a' + i / 10, 'a' + i % 10),
        .trade = S("books"),
        .town = S("Pessac"),
        .source = S("many"),
        .source_id = str_format(ctx->arena, "%d", i)};
    if (shop_keep(ctx, &facts, &id, &added) != SHOP_OK) return false;
  }
  return true;
}

static void assert_pages_follow(struct ctx *ctx, struct search_query query) {
  struct str before = S("");
  size_t count = 0;
  do {
    struct search_answer page = search_shops(ctx, &query);
    for (size_t i = 0; i < page.count; i++, count++) {
      assert_true(str_compare(before, page.items[i].name) < 0);
      before = page.items[i].name;
    }
    assert_true(page.count <= SEARCH_PAGE);
    query.page = page.next;
  } while (query.page.len > 0);
  assert_int_equal(count, 60);
}

static void pages_follow_each_other_without_gap_or_repeat(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  assert_true(db_write(ctx, many_body, NULL));
  assert_pages_follow(ctx, (struct search_query){.trade = S("books")});
  assert_pages_follow(ctx, (struct search_query){.town = S("pessac")});
  assert_pages_follow(ctx, (struct search_query){.q = S("vitrine")});
  assert_pages_follow(ctx, (struct search_query){.q = S("librairie pessac")});
  test_db_close(test);
}

static bool rename_body(struct ctx *ctx, void *arg) {
  (void)arg;
  struct shop_id id;
  bool added;
  struct shop_facts facts = {.name = S("Merlin"),
                             .trade = S("bar"),
                             .town = S("Bordeaux"),
                             .source = S("test"),
                             .source_id = S("4")};
  return shop_keep(ctx, &facts, &id, &added) == SHOP_OK && !added;
}

static void a_changed_shop_is_found_by_its_new_words_only(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  assert_true(db_write(ctx, rename_body, NULL));
  assert_words_find(ctx, S("arthur"), "");
  assert_words_find(ctx, S("merlin"), "Merlin");
  assert_finds(ctx, (struct search_query){.trade = S("bar")}, "Merlin");
  test_db_close(test);
}

static void nothing_of_another_territory_is_found(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, there);
  assert_words_find(ctx, S("arthur"), "");
  assert_finds(ctx, (struct search_query){.trade = S("bar")}, "");
  assert_finds(ctx, (struct search_query){.town = S("bordeaux")}, "");
  assert_finds(ctx, (struct search_query){.page = S("")}, "");
  test_db_close(test);
}

int search_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(case_accents_and_plurals_do_not_matter),
      cmocka_unit_test(the_last_word_may_be_the_beginning_of_one),
      cmocka_unit_test(streets_and_names_in_other_languages_are_found_too),
      cmocka_unit_test(articles_do_not_narrow_a_search),
      cmocka_unit_test(trade_and_town_narrow_and_combine),
      cmocka_unit_test(pages_follow_each_other_without_gap_or_repeat),
      cmocka_unit_test(a_changed_shop_is_found_by_its_new_words_only),
      cmocka_unit_test(nothing_of_another_territory_is_found),
  };
  return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
