#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/shop/shop_import.h"
#include "domain/territory/territory.h"
#include "domain/window/window_hours.h"
#include "routes.h"
#include "test/support.h"
#include "web/testing.h"

/* Two territories with shops of their own, as a visitor's browser sees them. */

static const char csv_here[] =
    "source_id,name,trade,housenumber,street,postcode,town,opening_hours,phone,website\n"
    "node/1,Café <b>des</b> Arts,cafe,1,Cours Victor Hugo,33000,Bordeaux,"
    "Mo-Fr 09:00-12:30,05 56 00 00 00,javascript:alert(1)\n"
    "node/2,Boulangerie Élise,bakery,2,Rue Peydavant,33400,Talence,whenever,,\n";
static const char csv_there[] = "source_id,name,trade,housenumber,street,postcode,town\n"
                                "x/1,Zum Turm (exemple),books,8,Hauptgasse,3280,Murten\n";

struct window {
  struct test_db *test;
  struct ctx *ctx;
  struct test_web *web;
};

static bool create_body(struct ctx *ctx, void *arg) {
  struct territory_id id;
  installation_create(ctx, true);
  struct territory_terms here = {.slug = S("ici"),
                                 .name = S("Ici"),
                                 .currency = CURRENCY_EUR,
                                 .zone = S("Europe/Paris"),
                                 .country = S("FR"),
                                 .languages = S("fr,de"),
                                 .accent = S("#7a1f3d")};
  struct territory_terms there = {.slug = S("dort"),
                                  .name = S("Dort"),
                                  .currency = CURRENCY_CHF,
                                  .zone = S("Europe/Zurich"),
                                  .country = S("CH"),
                                  .languages = S("de"),
                                  .accent = S("#1d4f7c")};
  (void)arg;
  return territory_create(ctx, &here, &id) == TERRITORY_OK &&
         territory_create(ctx, &there, &id) == TERRITORY_OK;
}

static void fill(struct ctx *ctx, struct str slug, const char *csv) {
  struct territory territory;
  struct shop_source source = {.name = S("osm"), .licence = S("ODbL 1.0")};
  assert_true(territory_find_by_slug(ctx, slug, &territory));
  territory_enter(ctx, &territory);
  struct shop_facts_list list = shop_read_csv(ctx->arena, str_from(csv), &source);
  assert_int_equal(shop_import(ctx, &list).refused_count, 0);
}

static struct window open_window(void) {
  struct window window = {.test = test_db_open()};
  window.ctx = test_ctx(window.test, (struct territory_id){0});
  assert_true(db_write(window.ctx, create_body, NULL));
  fill(window.ctx, S("ici"), csv_here);
  fill(window.ctx, S("dort"), csv_there);
  window.web = test_web_open(window.ctx, product_site());
  return window;
}

static void close_window(struct window *window) {
  test_web_close(window->web);
  test_db_close(window->test);
}

static void the_list_shows_every_shop_with_a_way_to_it(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply page = test_get(&visitor, "/commerces");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "2 adresses"));
  assert_true(test_shows(&page, "Café &lt;b&gt;des&lt;/b&gt; Arts"));
  assert_true(test_shows(&page, "href=\"/commerces/boulangerie-elise\""));
  assert_true(test_shows(&page, "2 Rue Peydavant, Talence"));
  assert_false(test_shows(&page, "<b>des</b>"));
  assert_int_equal(test_get(&visitor, "/commerces/boulangerie-elise").status, 200);
  close_window(&window);
}

static void an_empty_result_offers_a_way_out(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply page = test_get(&visitor, "/commerces?q=librairie&town=talence");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "librairie"));
  assert_true(test_shows(&page, "href=\"/commerces?q=librairie\""));
  close_window(&window);
}

static void a_shop_page_shows_hours_it_can_read_and_links_it_can_trust(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply arts = test_get(&visitor, "/commerces/cafe-b-des-b-arts");
  assert_int_equal(arts.status, 200);
  assert_true(test_shows(&arts, "9 h – 12 h 30"));
  assert_true(test_shows(&arts, "href=\"tel:0556000000\""));
  assert_false(test_shows(&arts, "javascript:"));
  assert_true(test_shows(&arts, "https://www.openstreetmap.org/node/1"));
  struct test_reply bakery = test_get(&visitor, "/commerces/boulangerie-elise");
  assert_false(test_shows(&bakery, "whenever"));
  assert_int_equal(test_get(&visitor, "/commerces/zum-turm-exemple").status, 404);
  close_window(&window);
}

static void a_reader_of_german_stays_in_german(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply page = test_get(&visitor, "/de/commerces?q=b%C3%A4ckerei");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "<html lang=\"de\">"));
  assert_true(test_shows(&page, "href=\"/de/commerces/boulangerie-elise\""));
  assert_true(test_shows(&page, "Bäckerei"));
  assert_true(test_shows(&page, "href=\"/commerces?q=b%C3%A4ckerei\"")); /* the same in French */
  close_window(&window);
}

static void nothing_of_the_other_territory_appears(void **state) {
  (void)state;
  static const char *const paths[] = {"/",
                                      "/commerces",
                                      "/commerces?q=turm",
                                      "/api/v1/shops",
                                      "/api/v1/shops.csv",
                                      "/api/v1/shops/zum-turm-exemple"};
  struct window window = open_window();
  struct test_client here = test_client(window.web, "ici.localhost");
  struct test_client there = test_client(window.web, "dort.localhost");
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    struct test_reply page = test_get(&here, paths[i]);
    assert_false(test_shows(&page, "Zum Turm"));
    page = test_get(&there, paths[i]);
    assert_false(test_shows(&page, "Boulangerie"));
  }
  close_window(&window);
}

static void programs_get_json_and_csv(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client program = test_client(window.web, "ici.localhost");
  struct test_reply list = test_get(&program, "/api/v1/shops?town=talence");
  assert_string_equal(str_cstr(window.ctx->arena, list.body),
                      "{\"items\":[{\"slug\":\"boulangerie-elise\",\"name\":\"Boulangerie Élise\","
                      "\"trade\":\"bakery\",\"trade_name\":\"Boulangerie\",\"town\":\"Talence\","
                      "\"street\":\"2 Rue Peydavant\",\"services\":\"\",\"takes_vouchers\":false,"
                      "\"made_up\":false}],\"next\":\"\"}");
  struct test_reply csv = test_get(&program, "/api/v1/shops.csv?trade=bakery");
  assert_string_equal(str_cstr(window.ctx->arena, csv.body),
                      "slug,name,trade,trade_name,town,street,services,takes_vouchers,made_up\n"
                      "boulangerie-elise,Boulangerie Élise,bakery,Boulangerie,Talence,"
                      "2 Rue Peydavant,,false,false\n");
  struct test_reply shop = test_get(&program, "/api/v1/shops/boulangerie-elise");
  assert_true(test_shows(&shop, "\"licence\":\"ODbL 1.0\""));
  assert_false(test_shows(&shop, "\"latitude\"")); /* nobody knows where it stands */
  assert_int_equal(test_get(&program, "/api/v1/shops/nobody").status, 404);
  close_window(&window);
}

static void the_theme_is_the_territorys_colour(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply page = test_get(&visitor, "/a-propos");
  assert_true(test_shows(&page, "href=\"/theme/7a1f3d\""));
  struct test_reply theme = test_get(&visitor, "/theme/7a1f3d");
  assert_true(str_equal(theme.body, S(":root{--accent:#7a1f3d}")));
  assert_int_equal(test_get(&visitor, "/theme/red}*{x").status, 404);
  close_window(&window);
}

static void assert_hours(struct arena *arena, enum language language, struct str osm,
                         const char *expected) {
  struct hours_lines lines = hours_read(arena, language, osm);
  struct buf text = buf_in(arena);
  for (size_t i = 0; i < lines.count; i++)
    buf_format(&text, "%.*s: %.*s\n", STR_ARG(lines.items[i].days), STR_ARG(lines.items[i].times));
  buf_add_char(&text, 0);
  assert_string_equal(buf_str(&text).ptr, expected);
}

static void plain_opening_hours_become_sentences(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  assert_hours(arena, LANGUAGE_FR, S("Tu-Fr 12:00-14:00,20:00-21:45; Sa 20:00-21:45"),
               "mardi – vendredi: 12 h – 14 h, 20 h – 21 h 45\nsamedi: 20 h – 21 h 45\n");
  assert_hours(arena, LANGUAGE_DE, S("Mo,We 09:00-12:00; PH off"),
               "Montag, Mittwoch: 9:00 – 12:00\nFeiertage: geschlossen\n");
  assert_hours(arena, LANGUAGE_EN, S("18:00-26:00"), "every day: 18:00 – 2:00\n");
  assert_hours(arena, LANGUAGE_FR, S("May,Sep Th-Sa 19:00-01:30"), "");
  assert_hours(arena, LANGUAGE_FR, S("Mo-Fr 09:00-12:00; sur rendez-vous"), "");
  assert_hours(arena, LANGUAGE_FR, S("Mo 9:00-12:00"), "");
  assert_hours(arena, LANGUAGE_FR, S(""), "");
  arena_destroy(arena);
}

int window_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_list_shows_every_shop_with_a_way_to_it),
      cmocka_unit_test(an_empty_result_offers_a_way_out),
      cmocka_unit_test(a_shop_page_shows_hours_it_can_read_and_links_it_can_trust),
      cmocka_unit_test(a_reader_of_german_stays_in_german),
      cmocka_unit_test(nothing_of_the_other_territory_appears),
      cmocka_unit_test(programs_get_json_and_csv),
      cmocka_unit_test(the_theme_is_the_territorys_colour),
      cmocka_unit_test(plain_opening_hours_become_sentences),
  };
  return cmocka_run_group_tests_name("window", tests, NULL, NULL);
}
