#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/migrate.h"
#include "domain/search/search.h"
#include "domain/search/search_in.h"
#include "domain/shop/shop_edit.h"
#include "domain/shop/shop_summary.h"
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

/* data/trades-house.csv, whatever the reader's language. */
static void trades_are_found_by_what_people_call_them(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  assert_words_find(ctx, S("resto"), "Les Deux Chevaux, L'Œuf à la coque");
  assert_words_find(ctx, S("restos bordeaux"), "Les Deux Chevaux");
  assert_words_find(ctx, S("boulange"), "Boulangerie Élise");
  assert_words_find(ctx, S("bistrot"), "Café des Arts");
  assert_words_find(ctx, S("tea-room"), "Café des Arts");
  assert_words_find(ctx, S("carnotzet"), "Arthur");
  assert_words_find(ctx, S("Bäckerei"), "Boulangerie Élise");
  assert_words_find(ctx, S("beizli"), "Les Deux Chevaux, L'Œuf à la coque");
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

/* A made-up town's shops on a street that runs east: 0.01 degrees of longitude is 790 m here. */
static bool street_body(struct ctx *ctx, void *arg) {
  (void)arg;
  static const struct str services[] = {S("takeaway"), S("takeaway delivery"), S("wheelchair")};
  static const struct str hours[] = {S("Mo-Su 08:00-20:00"), S("Mo-Su 20:00-22:00"), S("")};
  for (int i = 0; i < 30; i++) {
    struct shop_id id;
    bool added;
    struct shop_facts facts = {.name = str_format(ctx->arena, "Étal %02d", i),
                               .trade = i < 20 ? S("books") : S("bakery"),
                               .town = i < 10 ? S("Le Bouscat") : S("Chambéry"),
                               .street = S("Rue Longue"),
                               .services = services[i % 3],
                               .opening_hours = hours[i % 3],
                               .description = i == 7 ? S("Littérature jeunesse") : S(""),
                               .chain = i == 3,
                               .has_position = true,
                               .latitude = 44.84,
                               .longitude = -0.60 + i * 0.01,
                               .source = S("street"),
                               .source_id = str_format(ctx->arena, "%d", i)};
    if (shop_keep(ctx, &facts, &id, &added) != SHOP_OK) return false;
  }
  shop_recount(ctx);
  return true;
}

static struct test_db *open_street(void) {
  struct test_db *test = open_filled();
  assert_true(db_write(test_ctx(test, here), street_body, NULL));
  return test;
}

static void typing_errors_are_read_as_the_nearest_word(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  static const struct str typed[] = {S("boulangrie elise"), S("boulangeire"), S("boulnagerie"),
                                     S("boulangerrie"), S("boulamgerie talense")};
  for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
    assert_words_find(ctx, typed[i], "Boulangerie Élise");
  struct search_answer answer =
      search_shops(ctx, &(struct search_query){.q = S("Boulangrie à Talense")});
  assert_true(str_equal(answer.read_as, S("boulangerie talence")) ||
              str_equal(answer.read_as, S("boulangerie a talence")));
  assert_words_find(ctx, S("quetzalcoatl"), ""); /* nothing is like it */
  answer = search_shops(ctx, &(struct search_query){.q = S("arthur")});
  assert_int_equal(answer.read_as.len, 0);
  test_db_close(test);
}

static void letters_are_counted_as_people_slip(void **state) {
  (void)state;
  assert_int_equal(spelling_distance(S("pain"), S("pain"), 2), 0);
  assert_int_equal(spelling_distance(S("pain"), S("pian"), 2), 1);  /* swapped */
  assert_int_equal(spelling_distance(S("pain"), S("pains"), 2), 1); /* too many */
  assert_int_equal(spelling_distance(S("pain"), S("bain"), 2), 1);  /* another */
  assert_int_equal(spelling_distance(S("pain"), S("in"), 2), 2);
  assert_int_equal(spelling_distance(S("pain"), S("fromage"), 2), 3); /* more than asked */
}

static void a_town_among_the_words_is_a_place(void **state) {
  (void)state;
  struct test_db *test = open_street();
  struct ctx *ctx = test_ctx(test, here);
  struct search_answer answer =
      search_shops(ctx, &(struct search_query){.q = S("librairies le bouscat")});
  assert_int_equal(answer.shops, 10);
  assert_true(str_equal(answer.place, S("Le Bouscat")));
  answer = search_shops(ctx, &(struct search_query){.q = S("librairie chambery")});
  assert_int_equal(answer.shops, 10); /* the other ten are bakeries */
  assert_words_find(ctx, S("librairie jeunesse bouscat"), "Étal 07");
  assert_words_find(ctx, S("chaudronnier"), ""); /* no trade that we know */
  assert_int_equal(search_shops(ctx, &(struct search_query){.q = S("chambéry")}).shops, 20);
  test_db_close(test);
}

static int64_t count_of(struct search_counts counts, struct str value) {
  for (size_t i = 0; i < counts.count; i++)
    if (str_equal(counts.items[i].value, value)) return counts.items[i].shops;
  return 0;
}

static void counts_are_those_of_what_matches(void **state) {
  (void)state;
  struct test_db *test = open_street();
  struct ctx *ctx = test_ctx(test, here);
  struct search_answer all = search_shops(ctx, &(struct search_query){.km = 0});
  assert_int_equal(all.shops, 35);
  assert_int_equal(count_of(all.trades, S("books")), 20);
  assert_int_equal(count_of(all.towns, S("chambery")), 20);
  assert_int_equal(count_of(all.services, S("takeaway")), 20);
  struct search_query query = {.trade = S("books"), .services = 1 << SERVICE_DELIVERY};
  struct search_answer some = search_shops(ctx, &query); /* 1, 4, 7, ..., 19 */
  assert_int_equal(some.shops, 7);
  assert_false(some.more);
  assert_int_equal(count_of(some.towns, S("le-bouscat")), 3);
  assert_int_equal(count_of(some.towns, S("chambery")), 4);
  assert_int_equal(count_of(some.services, S("takeaway")), 7);
  assert_int_equal(count_of(some.services, S("wheelchair")), 0);
  test_db_close(test);
}

static void near_means_within_the_distance_and_nearest_first(void **state) {
  (void)state;
  struct test_db *test = open_street();
  struct ctx *ctx = test_ctx(test, here);
  /* 44.84 N: 0.01 degrees of longitude are 111.19 km * cos(44.84) / 100 = 788 m. */
  struct search_query query = {.near = S("44.84,-0.55"), .km = 1};
  struct search_answer answer = search_shops(ctx, &query);
  assert_int_equal(answer.shops, 3); /* 04, 05, 06 */
  query.km = 2;
  answer = search_shops(ctx, &query);
  assert_int_equal(answer.shops, 5);
  query = (struct search_query){.near = S("44.84,-0.60"), .km = 1};
  answer = search_shops(ctx, &query);
  assert_int_equal(answer.shops, 2);
  assert_true(str_equal(answer.items[0].name, S("Étal 00")));
  assert_in_range(answer.items[1].metres, 786, 790);
  query.near = S("Atlantide");
  answer = search_shops(ctx, &query);
  assert_true(answer.near_unknown && answer.shops == 0);
  test_db_close(test);
}

static void open_now_and_open_then_follow_the_hours(void **state) {
  (void)state;
  struct test_db *test = open_street();
  struct ctx *ctx = test_ctx(test, here); /* noon in Paris */
  struct search_query query = {.town = S("le-bouscat"), .open_now = true};
  assert_finds(ctx, query, "Étal 00, Étal 06, Étal 09, Étal 03"); /* 03 is a chain */
  query.open_now = false;
  query.has_open_at = true;
  query.open_at = (struct instant){ctx->now.ms + INT64_C(9) * 3600 * 1000}; /* 21:00 */
  assert_finds(ctx, query, "Étal 01, Étal 04, Étal 07");
  query.has_open_at = false; /* all: open, then unknown, then closed; the chain behind its like */
  assert_finds(ctx, query,
               "Étal 00, Étal 06, Étal 09, Étal 03, Étal 02, Étal 05, Étal 08, "
               "Étal 01, Étal 04, Étal 07");
  test_db_close(test);
}

static bool measure_body(struct ctx *ctx, void *arg) {
  struct measure_id id;
  return measure_put(ctx, arg, &id) == MEASURE_OK;
}

static void a_measure_stands_above_the_hours_of_those_it_touches(void **state) {
  (void)state;
  struct test_db *test = open_street();
  struct ctx *ctx = test_ctx(test, here);
  struct search_query query = {.services = 1 << SERVICE_TAKEAWAY, .open_now = true};
  assert_int_equal(search_shops(ctx, &query).shops, 10); /* 00, 03, 06, ..., 27 */
  struct day today = zone_day(ctx->zone, ctx->now);
  struct measure measure = {.name = S("Librairies fermées"),
                            .trades = S("books"),
                            .from_on = today,
                            .until_on = today,
                            .hours = S("off"),
                            .services = S("takeaway")};
  assert_true(db_write(ctx, measure_body, &measure));
  assert_int_equal(search_shops(ctx, &query).shops, 3); /* the bakeries 21, 24, 27 */
  query.open_now = false;
  query.has_open_at = true;
  query.open_at = (struct instant){ctx->now.ms + INT64_C(24) * 3600 * 1000}; /* it is lifted */
  assert_int_equal(search_shops(ctx, &query).shops, 10);
  test_db_close(test);
}

/* One after the other, all open at noon: a chain, one with a website, one of two of a business, one
 * alone and offline; and two bars that are closed, one of them by a measure. */
static bool fragile_body(struct ctx *ctx, void *arg) {
  const struct shop_facts all[] = {
      {.name = S("Zinc 1"), .trade = S("books"), .chain = true},
      {.name = S("Zinc 2"), .trade = S("books"), .website = S("https://zinc.example")},
      {.name = S("Zinc 3"), .trade = S("books"), .siren = S("732829320")},
      {.name = S("Zinc 4"), .trade = S("books")},
      {.name = S("Autre"), .trade = S("books"), .siren = S("732829320")},
      {.name = S("Zinc 5"), .trade = S("books"), .opening_hours = S("off")},
      {.name = S("Zinc 6"), .trade = S("bar")},
  };
  struct shop_id *ids = arg;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    struct shop_facts facts = all[i];
    bool added;
    facts.town = S("Gradignan");
    if (facts.opening_hours.len == 0) facts.opening_hours = S("24/7");
    facts.source = S("fragile");
    facts.source_id = str_format(ctx->arena, "%zu", i);
    if (shop_keep(ctx, &facts, &ids[i], &added) != SHOP_OK) return false;
  }
  return true;
}

static bool close_body(struct ctx *ctx, void *arg) {
  return shop_close(ctx, *(const struct shop_id *)arg);
}

static void among_equals_the_more_fragile_come_first(void **state) {
  (void)state;
  struct test_db *test = open_filled();
  struct ctx *ctx = test_ctx(test, here);
  struct shop_id ids[7];
  assert_true(db_write(ctx, fragile_body, ids));
  struct day today = zone_day(ctx->zone, ctx->now);
  struct measure measure = {.name = S("Bars fermés"),
                            .trades = S("bar"),
                            .from_on = today,
                            .until_on = today,
                            .hours = S("off")};
  assert_true(db_write(ctx, measure_body, &measure));
  /* 4 has three points, 2 and 3 two; of the closed ones 6 has four, 5 three. */
  assert_words_find(ctx, S("zinc"), "Zinc 4, Zinc 2, Zinc 3, Zinc 1, Zinc 6, Zinc 5");
  assert_true(db_write(ctx, close_body, &ids[4])); /* now 3 is the only one of its business */
  assert_words_find(ctx, S("zinc"), "Zinc 3, Zinc 4, Zinc 2, Zinc 1, Zinc 6, Zinc 5");
  test_db_close(test);
}

static void count_shop(void *arg, const struct shop *shop) {
  assert_true(shop->licence.ptr != NULL && shop->name.len > 0);
  ++*(int64_t *)arg;
}

static void a_file_holds_what_the_page_counts(void **state) {
  (void)state;
  struct test_db *test = open_street();
  struct ctx *ctx = test_ctx(test, here);
  const struct search_query queries[] = {
      {.km = 0},
      {.q = S("librairie le bouscat")},
      {.q = S("boulangrie")},
      {.services = 1 << SERVICE_TAKEAWAY, .open_now = true},
      {.near = S("44.84,-0.55"), .km = 2},
      {.has_box = true, .box = {-0.605, 44.8, -0.575, 44.9}},
      {.town = S("nowhere")},
  };
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    int64_t count = 0;
    search_each(ctx, &queries[i], count_shop, &count);
    assert_int_equal(count, search_shops(ctx, &queries[i]).shops);
  }
  struct search_points points = search_box(ctx, &queries[5], 100);
  assert_int_equal(points.count, 3);
  assert_false(points.more);
  assert_true(search_box(ctx, &queries[5], 2).more);
  test_db_close(test);
}

int search_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(case_accents_and_plurals_do_not_matter),
      cmocka_unit_test(the_last_word_may_be_the_beginning_of_one),
      cmocka_unit_test(streets_and_names_in_other_languages_are_found_too),
      cmocka_unit_test(trades_are_found_by_what_people_call_them),
      cmocka_unit_test(articles_do_not_narrow_a_search),
      cmocka_unit_test(trade_and_town_narrow_and_combine),
      cmocka_unit_test(pages_follow_each_other_without_gap_or_repeat),
      cmocka_unit_test(a_changed_shop_is_found_by_its_new_words_only),
      cmocka_unit_test(nothing_of_another_territory_is_found),
      cmocka_unit_test(typing_errors_are_read_as_the_nearest_word),
      cmocka_unit_test(letters_are_counted_as_people_slip),
      cmocka_unit_test(a_town_among_the_words_is_a_place),
      cmocka_unit_test(counts_are_those_of_what_matches),
      cmocka_unit_test(near_means_within_the_distance_and_nearest_first),
      cmocka_unit_test(open_now_and_open_then_follow_the_hours),
      cmocka_unit_test(a_measure_stands_above_the_hours_of_those_it_touches),
      cmocka_unit_test(among_equals_the_more_fragile_come_first),
      cmocka_unit_test(a_file_holds_what_the_page_counts),
  };
  return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
