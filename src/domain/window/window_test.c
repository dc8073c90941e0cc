#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/import/import.h"
#include "domain/shop/shop_edit.h"
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
  struct import_run run = {.whole = true};
  struct import_pace pace = {.scan = true, .batch = 100};
  assert_true(territory_find_by_slug(ctx, slug, &territory));
  territory_enter(ctx, &territory);
  assert_true(import_source_known(S("osm"), &run.source));
  import_now(ctx, &run, pieces_of_text(ctx->arena, str_from(csv)), &pace);
  assert_int_equal(run.state, IMPORT_DONE_STATE);
  assert_int_equal(run.counts.refused, 0);
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
  assert_true(test_shows(&page, "href=\"/commerces?q=librairie\""));  /* without the town */
  assert_true(test_shows(&page, "href=\"/commerces?town=talence\"")); /* without the word */
  close_window(&window);
}

static void what_is_asked_stands_in_the_address_and_on_the_page(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply page = test_get(
      &visitor, "/commerces?takeaway=1&at=19:30&on=2020-05-20&trade=bakery&km=5&near=Talence");
  assert_true(test_shows(&page, "name=\"takeaway\" value=\"1\" checked"));
  assert_true(test_shows(&page, "name=\"on\" type=\"date\" value=\"2020-05-20\""));
  assert_true(test_shows(&page, "name=\"at\" type=\"time\" value=\"19:30\""));
  /* In one order, whatever the order asked: here without the trade. */
  assert_true(test_shows(&page, "href=\"/commerces?takeaway=1&amp;on=2020-05-20&amp;at=19%3A30&amp;"
                                "near=Talence&amp;km=5\""));
  assert_true(test_shows(&page, "Ouvert le 20.05. 19:30"));
  page = test_get(&visitor, "/commerces?q=boulangrie");
  assert_true(test_shows(&page, "Résultats pour «\u00a0boulangerie\u00a0»."));
  page = test_get(&visitor, "/commerces?at=25:00&box=1,2,3&km=5");
  assert_int_equal(page.status, 200);
  close_window(&window);
}

static void typing_suggests_trades_towns_and_shops(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply reply = test_get(&visitor, "/api/v1/suggestions?q=boul");
  assert_string_equal(str_cstr(window.ctx->arena, reply.body),
                      "{\"items\":[{\"kind\":\"trade\",\"label\":\"Boulangerie\","
                      "\"value\":\"bakery\",\"town\":\"\",\"shops\":1},"
                      "{\"kind\":\"shop\",\"label\":\"Boulangerie Élise\","
                      "\"value\":\"boulangerie-elise\",\"town\":\"Talence\"}]}");
  reply = test_get(&visitor, "/api/v1/suggestions?q=tal");
  assert_true(test_shows(&reply, "{\"kind\":\"town\",\"label\":\"Talence\","
                                 "\"value\":\"talence\",\"town\":\"\",\"shops\":1}"));
  reply = test_get(&visitor, "/api/v1/suggestions?q=b");
  assert_true(str_equal(reply.body, S("{\"items\":[]}"))); /* one letter says nothing yet */
  close_window(&window);
}

static void a_shop_page_shows_hours_it_can_read_and_links_it_can_trust(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply arts = test_get(&visitor, "/commerces/cafe-b-des-b-arts");
  assert_int_equal(arts.status, 200);
  assert_true(test_shows(&arts, "9\u00a0h – 12\u00a0h\u00a030"));
  assert_true(test_shows(&arts, "href=\"tel:+33556000000\""));
  assert_false(test_shows(&arts, "javascript:"));
  assert_true(test_shows(&arts, "https://www.openstreetmap.org/node/1"));
  struct test_reply bakery = test_get(&visitor, "/commerces/boulangerie-elise");
  assert_false(test_shows(&bakery, "whenever"));
  assert_int_equal(test_get(&visitor, "/commerces/zum-turm-exemple").status, 404);
  close_window(&window);
}

static bool close_body(struct ctx *ctx, void *arg) {
  struct shop shop;
  return shop_find_by_slug(ctx, str_from(arg), &shop) && shop_close(ctx, shop.id);
}

static void a_shop_that_is_gone_says_so_and_has_no_hours(void **state) {
  (void)state;
  struct window window = open_window();
  struct territory here;
  assert_true(territory_find_by_slug(window.ctx, S("ici"), &here));
  territory_enter(window.ctx, &here);
  assert_true(db_write(window.ctx, close_body, "cafe-b-des-b-arts"));
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply page = test_get(&visitor, "/commerces/cafe-b-des-b-arts");
  assert_int_equal(page.status, 200); /* its vouchers keep their value */
  assert_true(test_shows(&page, "Définitivement fermé depuis le mercredi 20 mai 2020"));
  assert_false(test_shows(&page, "9\u00a0h – 12\u00a0h\u00a030"));
  assert_false(test_shows(&page, "horaires.ics"));
  assert_false(test_shows(&page, "openingHoursSpecification"));
  page = test_get(&visitor, "/api/v1/shops/cafe-b-des-b-arts");
  assert_false(test_shows(&page, "\"state\":\"open\""));
  page = test_get(&visitor, "/commerces");
  assert_false(test_shows(&page, "/commerces/cafe-b-des-b-arts"));
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
                                      "/commerces.geojson",
                                      "/api/v1/suggestions?q=boul",
                                      "/commerces?near=Talence&km=100",
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
  assert_string_equal(
      str_cstr(window.ctx->arena, list.body),
      "{\"items\":[{\"slug\":\"boulangerie-elise\",\"name\":\"Boulangerie Élise\","
      "\"trade\":\"bakery\",\"trade_name\":\"Boulangerie\",\"town\":\"Talence\","
      "\"street\":\"2 Rue Peydavant\",\"services\":\"\",\"takes_vouchers\":false,"
      "\"made_up\":false}],\"next\":\"\",\"shops\":1,\"more\":false,\"counts_more\":false,"
      "\"read_as\":\"\",\"place\":\"\","
      "\"trades\":[{\"value\":\"bakery\",\"label\":\"Boulangerie\",\"shops\":1}],"
      "\"towns\":[{\"value\":\"talence\",\"label\":\"Talence\",\"shops\":1}],"
      "\"services\":[]}");
  struct test_reply csv = test_get(&program, "/api/v1/shops.csv?trade=bakery");
  struct test_reply same = test_get(&program, "/commerces.csv?trade=bakery");
  assert_true(str_equal(csv.body, same.body));
  assert_true(test_shows(&csv, "slug,name,trade,trade_name,town,street,postcode,latitude,"
                               "longitude,phone,website,opening_hours,services,takes_vouchers,"
                               "siret,description,made_up,source,source_id,source_on,licence,"
                               "updated_at\nboulangerie-elise,Boulangerie Élise,bakery,"));
  assert_true(test_shows(&csv, ",ODbL 1.0,"));
  struct test_reply features = test_get(&program, "/commerces.geojson?q=boulangrie");
  assert_true(str_starts(features.body, S("{\"type\":\"FeatureCollection\",\"features\":[\n"
                                          "{\"type\":\"Feature\",\"id\":\"boulangerie-elise\","
                                          "\"geometry\":null,\"properties\":{\"slug\":")));
  assert_true(str_ends(features.body, S("}}\n]}\n")));
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

static struct str hours_of(struct window *window, const char *value, enum language language) {
  struct shop shop = {.opening_hours = str_from(value)};
  window->ctx->language = language;
  struct hours_view view = window_hours(window->ctx, &shop);
  struct buf text = buf_in(window->ctx->arena);
  buf_format(&text, "%.*s|", STR_ARG(view.now));
  for (size_t i = 0; i < view.count; i++)
    buf_format(&text, "%.*s%.*s: %.*s|", STR_ARG(view.items[i].day), STR_ARG(view.items[i].holiday),
               STR_ARG(view.items[i].times));
  return buf_str(&text);
}

static bool says(struct str text, const char *part) {
  return str_find(text, str_from(part)) >= 0;
}

/* The clock of the tests stands at noon of Wednesday, 20 May 2020, in Paris; Thursday is
 * Ascension. */
static void a_visitor_reads_whether_it_is_open_and_until_when(void **state) {
  (void)state;
  struct window window = open_window();
  struct territory territory;
  assert_true(territory_find_by_slug(window.ctx, S("ici"), &territory));
  territory_enter(window.ctx, &territory);
  struct str text = hours_of(&window, "Mo-Fr 09:00-12:30,14:00-19:00; PH off", LANGUAGE_FR);
  assert_true(says(text, "Ouvert maintenant · ferme à 12\u00a0h\u00a030|"));
  assert_true(says(text, "mercredi: 9\u00a0h – 12\u00a0h\u00a030, 14\u00a0h – 19\u00a0h|"));
  assert_true(says(text, "jeudiAscension: fermé|"));
  assert_true(says(text, "dimanche: fermé|"));
  text = hours_of(&window, "Mo-We 08:00-11:00; Fr 18:00-02:00; PH off", LANGUAGE_EN);
  assert_true(says(text, "Closed · opens on Friday at 18:00|"));
  assert_true(says(text, "Friday: 18:00 – 2:00|"));
  assert_true(
      says(hours_of(&window, "Tu 08:00-11:00", LANGUAGE_DE), "öffnet am Dienstag um 8:00|"));
  assert_true(says(hours_of(&window, "24/7", LANGUAGE_FR), "Ouvert maintenant|"));
  assert_true(says(hours_of(&window, "11:00+", LANGUAGE_EN), "Perhaps open: better ask|"));
  assert_true(says(hours_of(&window, "Aug", LANGUAGE_FR), "Fermé · ouvre le 1"));
  assert_true(str_equal(hours_of(&window, "whenever", LANGUAGE_FR), S("|")));
  close_window(&window);
}

static bool calendar_body(struct ctx *ctx, void *arg) {
  const struct shop *shop = arg;
  struct shop_exception exception = {.from_on = day_of(2020, 5, 20),
                                     .to_on = day_of(2020, 5, 22),
                                     .value = S("off"),
                                     .note = S("congés")};
  struct shop_service_hours delivery = {S("delivery"), S("11:00-20:00")};
  shop_set_calendar(ctx, shop->id, day_of(2020, 5, 20), &(struct shop_exceptions){&exception, 1},
                    &(struct shop_services){&delivery, 1});
  return true;
}

static void an_exception_closes_the_counter_while_it_still_delivers(void **state) {
  (void)state;
  struct window window = open_window();
  struct territory territory;
  struct shop shop;
  assert_true(territory_find_by_slug(window.ctx, S("ici"), &territory));
  territory_enter(window.ctx, &territory);
  assert_true(shop_find_by_slug(window.ctx, S("cafe-b-des-b-arts"), &shop));
  db_read_end(window.ctx);
  assert_true(db_write(window.ctx, calendar_body, &shop));
  struct test_client visitor = test_client(window.web, "ici.localhost");
  struct test_reply page = test_get(&visitor, "/commerces/cafe-b-des-b-arts");
  assert_true(test_shows(&page, "Fermé · ouvre lundi à 9\u00a0h (congés)"));
  assert_true(test_shows(&page, "Livraison\u00a0: Ouvert maintenant · ferme à 20\u00a0h"));
  struct test_reply json = test_get(&visitor, "/api/v1/shops/cafe-b-des-b-arts");
  assert_true(test_shows(&json, "\"state\":\"closed\",\"comment\":\"congés\""));
  assert_true(test_shows(&json, "\"services\":[{\"service\":\"delivery\","
                                "\"value\":\"11:00-20:00\",\"state\":\"open\"}]"));
  close_window(&window);
}

static void a_program_reads_the_state_and_the_week(void **state) {
  (void)state;
  struct window window = open_window();
  struct test_client program = test_client(window.web, "ici.localhost");
  struct test_reply shop = test_get(&program, "/api/v1/shops/cafe-b-des-b-arts");
  assert_true(test_shows(&shop, "\"hours\":{\"value\":\"Mo-Fr 09:00-12:30\","
                                "\"normal\":\"Mo-Fr 09:00-12:30\",\"state\":\"open\","
                                "\"comment\":\"\",\"next_change\":\"2020-05-20T10:30:00.000Z\","
                                "\"week\":[{\"day\":\"2020-05-18\",\"holiday\":\"\",\"spans\":[{"
                                "\"from\":\"2020-05-18T09:00\",\"to\":\"2020-05-18T12:30\","
                                "\"state\":\"open\",\"comment\":\"\"}]}"));
  assert_true(test_shows(&shop, "{\"day\":\"2020-05-21\",\"holiday\":\"Ascension\""));
  close_window(&window);
}

int window_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_list_shows_every_shop_with_a_way_to_it),
      cmocka_unit_test(an_empty_result_offers_a_way_out),
      cmocka_unit_test(what_is_asked_stands_in_the_address_and_on_the_page),
      cmocka_unit_test(typing_suggests_trades_towns_and_shops),
      cmocka_unit_test(a_shop_page_shows_hours_it_can_read_and_links_it_can_trust),
      cmocka_unit_test(a_shop_that_is_gone_says_so_and_has_no_hours),
      cmocka_unit_test(a_reader_of_german_stays_in_german),
      cmocka_unit_test(nothing_of_the_other_territory_appears),
      cmocka_unit_test(programs_get_json_and_csv),
      cmocka_unit_test(the_theme_is_the_territorys_colour),
      cmocka_unit_test(a_visitor_reads_whether_it_is_open_and_until_when),
      cmocka_unit_test(an_exception_closes_the_counter_while_it_still_delivers),
      cmocka_unit_test(a_program_reads_the_state_and_the_week),
  };
  return cmocka_run_group_tests_name("window", tests, NULL, NULL);
}
