#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/fault.h"
#include "db/migrate.h"
#include "domain/import/import.h"
#include "domain/shop/shop_summary.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

static struct import_run bring_on(struct ctx *ctx, const char *source, const char *text,
                                  const char *day) {
  struct import_run run = {.file_name = S("essai"), .whole = true};
  struct import_pace pace = {.scan = true, .batch = 2};
  if (!import_source_known(str_from(source), &run.source))
    run.source = (struct import_source){
        .name = str_from(source), .title = str_from(source), .licence = S("Licence Ouverte 2.0")};
  assert_true(day_parse(str_from(day), &run.source.extract_on));
  import_now(ctx, &run, pieces_of_text(ctx->arena, str_from(text)), &pace);
  return run;
}

static struct import_run bring(struct ctx *ctx, const char *source, const char *text) {
  return bring_on(ctx, source, text, "2020-05-01");
}

static struct shop shop_at(struct ctx *ctx, struct str slug) {
  struct shop shop = {.name = S("")};
  assert_true(shop_find_by_slug(ctx, slug, &shop));
  return shop;
}

#define ASSERT_STR(value, text) assert_true(str_equal((value), S(text)))

/* Texts. */

static void telephone_numbers_get_one_form(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  static const struct {
    struct str said, country, meant;
  } cases[] = {
      {S("05.57.10.72.11"), S("FR"), S("+33 5 57 10 72 11")},
      {S("+33 (0)5 57 10 72 11"), S("FR"), S("+33 5 57 10 72 11")},
      {S("0033557107211"), S("FR"), S("+33 5 57 10 72 11")},
      {S("33 5 57 10 72 11"), S("FR"), S("+33 5 57 10 72 11")},
      {S("05 57 10 72 11;06 00 00 00 00"), S("FR"), S("+33 5 57 10 72 11")},
      {S("+377 93 15 00 00"), S("FR"), S("+377 93 15 00 00")},
      {S("93150000"), S("MC"), S("+377 93 15 00 00")},
      {S("026 322 33 44"), S("CH"), S("+41 26 322 33 44")},
      {S("+44 20 7946 0958"), S("FR"), S("+442079460958")},
      {S("05 57 10 72"), S("FR"), S("")},
      {S("appeler le soir"), S("FR"), S("")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct str phone = S("");
    bool good = import_phone(arena, cases[i].said, cases[i].country, &phone);
    assert_int_equal(good, cases[i].meant.len > 0);
    if (good) assert_true(str_equal(phone, cases[i].meant));
  }
  arena_destroy(arena);
}

static void pages_get_a_scheme_and_other_schemes_are_none(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct str website;
  assert_true(import_website(arena, S("paul.example"), &website));
  ASSERT_STR(website, "https://paul.example");
  assert_true(import_website(arena, S("http://www.paul.example/menu?jour=1"), &website));
  ASSERT_STR(website, "http://www.paul.example/menu?jour=1");
  assert_true(import_website(arena, S("HttP://Paul.example/Menu"), &website));
  ASSERT_STR(website, "http://Paul.example/Menu");
  assert_true(import_website(arena, S("paul.example:8080/x"), &website));
  assert_false(import_website(arena, S("javascript:alert(1)"), &website));
  assert_false(import_website(arena, S("mailto:a@paul.example"), &website));
  assert_false(import_website(arena, S("néant"), &website));
  assert_false(import_website(arena, S("paul.example/\"><script>"), &website));
  arena_destroy(arena);
}

static void trades_are_known_by_key_name_and_register_code(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  ASSERT_STR(import_trade(arena, S("bakery")), "bakery");
  ASSERT_STR(import_trade(arena, S("Boulangerie-Pâtisserie")), "bakery");
  ASSERT_STR(import_trade(arena, S("BOULANGERIES")), "bakery");
  ASSERT_STR(import_trade(arena, S("47.24Z")), "bakery"); /* Insee, NAF rév. 2 */
  ASSERT_STR(import_trade(arena, S("Buchhandlung")), "books");
  ASSERT_STR(import_trade(arena, S("84.11Z")), ""); /* public administration */
  arena_destroy(arena);
}

static void columns_are_guessed_in_three_languages(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct str cells[] = {S("Code postal"), S("Nom de l’établissement"),
                        S("Activité"),    S("PLZ"),
                        S("TELEPHONE"),   S("geo_point_2d")};
  struct csv_row header = {cells, 6, 1};
  struct import_mapping mapping = import_mapping_guess(arena, &header);
  ASSERT_STR(mapping.header[IMPORT_COLUMN_postcode], "Code postal");
  ASSERT_STR(mapping.header[IMPORT_COLUMN_name], "Nom de l’établissement");
  ASSERT_STR(mapping.header[IMPORT_COLUMN_trade], "Activité");
  ASSERT_STR(mapping.header[IMPORT_COLUMN_phone], "TELEPHONE");
  ASSERT_STR(mapping.header[IMPORT_COLUMN_position], "geo_point_2d");
  struct str text = import_mapping_text(arena, &mapping);
  struct import_mapping again = import_mapping_from(text);
  assert_true(str_equal(again.header[IMPORT_COLUMN_trade], S("Activité")));
  arena_destroy(arena);
}

/* Files. */

static const char geojson[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"id\":\"node/1\",\"geometry\":{\"type\":\"Point\","
    "\"coordinates\":[0.5,0.5]},\"properties\":{\"name\":\"Chez Paul;Paul\",\"amenity\":\"cafe\","
    "\"addr:housenumber\":\"3\",\"addr:street\":\"Rue Haute\",\"addr:city\":\"Ouestville\","
    "\"website\":\"paul.example\",\"phone\":\"05 57 10 72 11\",\"takeaway\":\"only\","
    "\"wheelchair\":\"no\",\"outdoor_seating\":\"yes\"}},\n"
    "{\"type\":\"Feature\",\"id\":\"node/2\",\"geometry\":{\"type\":\"Point\","
    "\"coordinates\":[1.5,0.5]},\"properties\":{\"name\":\"Un banc\",\"amenity\":\"bench\"}},"
    "{\"type\":\"Feature\",\"id\":\"node/3\",\"geometry\":null,"
    "\"properties\":{\"shop\":\"wine;cheese\",\"addr:city\":\"Estville\"}},"
    "{\"type\":\"Feature\",\"id\":\"way/4\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
    "[[[9,9],[9.2,9],[9.2,9.4],[9,9]]]},\"properties\":{\"name\":\"Le Vin\","
    "\"shop\":\"wine;cheese\",\"addr:city\":\"Estville\"}}]}";

static void a_geojson_file_becomes_shops_and_says_what_it_refused(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct import_run run = bring(ctx, "osm", geojson);
  assert_int_equal(run.state, IMPORT_DONE_STATE);
  assert_int_equal(run.kind.format, IMPORT_FORMAT_GEOJSON);
  assert_int_equal(run.counts.places, 4);
  assert_int_equal(run.counts.added, 2);
  assert_int_equal(run.counts.refused, 2);
  struct shop paul = shop_at(ctx, S("chez-paul"));
  ASSERT_STR(paul.street, "3 Rue Haute");
  ASSERT_STR(paul.website, "https://paul.example");
  ASSERT_STR(paul.phone, "+33 5 57 10 72 11");
  ASSERT_STR(paul.services, "takeaway outdoor");
  ASSERT_STR(paul.licence, "ODbL 1.0");
  struct shop wine = shop_at(ctx, S("le-vin"));
  assert_float_equal(wine.longitude, 9.1, 1e-9); /* the middle of the building */
  assert_float_equal(wine.latitude, 9.2, 1e-9);
  struct import_lines lines = import_lines_after(ctx, run.id, 0);
  assert_int_equal(lines.count, 2);
  assert_int_equal(lines.items[0].reason, IMPORT_TRADE_UNKNOWN);
  ASSERT_STR(lines.items[0].detail, "amenity=bench");
  ASSERT_STR(lines.items[0].source_id, "node/2");
  assert_int_equal(lines.items[1].reason, IMPORT_NO_NAME);
  assert_int_equal(shop_summary(ctx).shops, 2);
  test_db_close(test);
}

static void running_again_changes_what_changed_and_adds_nothing(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  bring(ctx, "x", "id;nom;type;ville;tel\n1;Un;bakery;Talence;0556000000\n2;Deux;books;Talence;\n");
  struct shop before = shop_at(ctx, S("un"));
  struct import_run same = bring(
      ctx, "x", "ville;type;nom;id;tel\nTalence;bakery;Un;1;0556000000\nTalence;books;Deux;2;\n");
  assert_int_equal(same.counts.unchanged, 2); /* columns in any order */
  struct import_run again =
      bring(ctx, "x", "id;nom;type;ville\n1;Un Neuf;bakery;Talence\n2;Deux;books;Talence\n");
  assert_int_equal(again.counts.changed, 1);
  assert_int_equal(again.counts.unchanged, 1);
  assert_int_equal(again.counts.added, 0);
  struct shop after = shop_at(ctx, S("un")); /* the address stays */
  assert_int_equal(before.id.value, after.id.value);
  ASSERT_STR(after.name, "Un Neuf");
  ASSERT_STR(after.phone, ""); /* its source no longer says it */
  assert_int_equal(shop_summary(ctx).shops, 2);
  test_db_close(test);
}

static void a_broken_file_changes_nothing_and_names_the_byte(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  static const char cut[] = "{\"type\":\"FeatureCollection\",\"features\":["
                            "{\"type\":\"Feature\",\"id\":\"1\",\"properties\":{\"name\":\"A\","
                            "\"shop\":\"books\",\"addr:city\":\"Talence\"}},\n{\"type\": oops}]}";
  struct import_run run = bring(ctx, "osm", cut);
  assert_int_equal(run.state, IMPORT_BROKEN_STATE);
  assert_int_equal(run.broken.why, IMPORT_BROKEN_SYNTAX);
  const char *oops = strstr(cut, "oops");
  assert_in_range(run.broken.at, oops - cut, oops - cut + 4);
  assert_int_equal(import_lines_after(ctx, run.id, 0).count, 0);
  assert_int_equal(shop_summary(ctx).shops, 0);
  run = bring(ctx, "osm", "id,nom,type,ville\n1,\"Un,bakery,Talence\n");
  assert_int_equal(run.broken.why, IMPORT_BROKEN_SYNTAX);
  run = bring(ctx, "osm", "<osm version='0.6'><node id='1' lat='1' lon='1'><tag k='name' v='A'/>");
  assert_int_equal(run.broken.why, IMPORT_BROKEN_SYNTAX);
  assert_int_equal(bring(ctx, "osm", "").broken.why, IMPORT_BROKEN_EMPTY);
  assert_int_equal(bring(ctx, "osm", "%PDF-1.4 whatever").broken.why, IMPORT_BROKEN_FORMAT);
  assert_int_equal(bring(ctx, "osm", "\xFF\xFEn\0o\0m\0").broken.why, IMPORT_BROKEN_UTF16);
  assert_int_equal(shop_summary(ctx).shops, 0);
  test_db_close(test);
}

static void openstreetmap_xml_and_overpass_say_the_same(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct import_run xml =
      bring(ctx, "osm",
            "<?xml version='1.0' encoding='UTF-8'?><osm version='0.6'>"
            "<node id='10' lat='44.8' lon='-0.6'/><node id='11' lat='44.9' lon='-0.5'/>"
            "<node id='1' lat='44.85' lon='-0.55'><tag k='name' v='L&apos;Épi'/><tag k='shop' "
            "v='bakery'/><tag k='addr:city' v='Talence'/></node>"
            "<way id='2'><nd ref='10'/><nd ref='11'/><tag k='name' v='Halle'/><tag k='amenity' "
            "v='marketplace'/><tag k='addr:city' v='Talence'/></way></osm>");
  assert_int_equal(xml.kind.format, IMPORT_FORMAT_OSM_XML);
  assert_int_equal(xml.counts.added, 2);
  struct shop hall = shop_at(ctx, S("halle"));
  assert_float_equal(hall.latitude, 44.85, 1e-6);
  assert_float_equal(hall.longitude, -0.55, 1e-6);
  struct import_run overpass = bring(
      ctx, "osm",
      "{\"version\":0.6,\"elements\":[{\"type\":\"node\",\"id\":10,\"lat\":44.8,\"lon\":-0.6},"
      "{\"type\":\"node\",\"id\":11,\"lat\":44.9,\"lon\":-0.5},"
      "{\"type\":\"node\",\"id\":1,\"lat\":44.85,\"lon\":-0.55,\"tags\":{\"name\":\"L'Épi\","
      "\"shop\":\"bakery\",\"addr:city\":\"Talence\"}},"
      "{\"type\":\"way\",\"id\":2,\"nodes\":[10,11],\"tags\":{\"name\":\"Halle\",\"amenity\":"
      "\"marketplace\",\"addr:city\":\"Talence\"}}]}");
  assert_int_equal(overpass.kind.format, IMPORT_FORMAT_OVERPASS);
  assert_int_equal(overpass.counts.unchanged, 2);
  test_db_close(test);
}

static void an_old_spreadsheet_is_read_as_windows_1252(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct import_run run = bring(ctx, "x",
                                "id\tnom\ttype\tville\n1\tCaf\xE9 de l\x92\x8Cuvre\tcafe\t"
                                "B\xE8gles\n");
  assert_true(run.kind.latin1);
  struct shop shop = shop_at(ctx, S("cafe-de-l-oeuvre"));
  ASSERT_STR(shop.name, "Café de l’Œuvre");
  ASSERT_STR(shop.town, "Bègles");
  test_db_close(test);
}

/* The register. */

static const char register_file[] =
    "siren,siret,etatAdministratifEtablissement,enseigne1Etablissement,"
    "denominationUsuelleEtablissement,activitePrincipaleEtablissement,numeroVoieEtablissement,"
    "typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,"
    "libelleCommuneEtablissement,codeCommuneEtablissement\n"
    "732829320,73282932000074,A,LE FOURNIL,,10.71C,12,RUE,DES LILAS,33400,TALENCE,33522\n"
    "356000000,35600000000048,A,,LA POSTE,84.11Z,,,,33000,BORDEAUX,33063\n"
    "356000000,35600000049837,F,ANCIENNE,,47.61Z,,,,33000,BORDEAUX,33063\n";

static void the_register_joins_the_shop_that_openstreetmap_brought(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  bring(ctx, "osm",
        "{\"features\":[{\"type\":\"Feature\",\"id\":\"node/7\",\"geometry\":{\"type\":\"Point\","
        "\"coordinates\":[-0.58,44.8]},\"properties\":{\"name\":\"Le Fournil d'Anna\",\"shop\":"
        "\"bakery\",\"addr:city\":\"Talence\",\"ref:FR:SIRET\":\"732 829 320 00074\"}}]}");
  struct import_run run = bring(ctx, "sirene", register_file);
  assert_int_equal(run.kind.format, IMPORT_FORMAT_SIRENE);
  assert_int_equal(run.counts.added, 0);
  assert_int_equal(run.counts.changed, 1);
  assert_int_equal(run.counts.refused, 2); /* no shop; closed */
  struct shop shop = shop_at(ctx, S("le-fournil-d-anna"));
  ASSERT_STR(shop.name, "Le Fournil d'Anna"); /* the first source decides */
  assert_true(shop.has_position);
  struct import_origins origins = import_origins_of(ctx, shop.id);
  assert_int_equal(origins.count, 2);
  assert_int_equal(shop_summary(ctx).shops, 1);
  assert_int_equal(bring(ctx, "sirene", register_file).counts.unchanged, 1);
  test_db_close(test);
}

static void what_the_shop_wrote_stays(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  bring(ctx, "x",
        "id;nom;type;ville;tel;horaires\n1;Un;bakery;Talence;0556000000;Mo 10:00-12:00\n");
  db_script(test->db, S("UPDATE shop SET opening_hours = 'Tu 08:00-09:00',"
                        " edited_fields = 'hours name' WHERE slug = 'un';"));
  struct import_run run =
      bring(ctx, "x",
            "id;nom;type;ville;tel;horaires\n1;Autre;books;Talence;0556000001;We 10:00-12:00\n");
  assert_int_equal(run.counts.changed, 1);
  struct shop shop = shop_at(ctx, S("un"));
  ASSERT_STR(shop.name, "Un");
  ASSERT_STR(shop.opening_hours, "Tu 08:00-09:00");
  ASSERT_STR(shop.trade, "books");
  ASSERT_STR(shop.phone, "+33 5 56 00 00 01");
  test_db_close(test);
}

static void who_is_no_longer_in_the_source_is_reported_and_kept(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  static const char both[] = "id;nom;type;ville\n1;Un;bakery;Talence\n2;Deux;books;Talence\n";
  static const char one[] = "id;nom;type;ville\n1;Un;bakery;Talence\n";
  bring(ctx, "x", both);
  struct import_run run = bring_on(ctx, "x", one, "2020-06-01");
  assert_int_equal(run.counts.missing, 1);
  assert_int_equal(import_missing_count(ctx), 1);
  assert_int_equal(import_missing_count(test_ctx(test, there)), 0);
  struct import_missings missing = import_missing_list(ctx);
  ASSERT_STR(missing.items[0].slug, "deux");
  assert_int_equal(shop_summary(ctx).shops, 2);
  bring_on(ctx, "x", both, "2020-07-01"); /* it is back */
  assert_int_equal(import_missing_count(ctx), 0);
  test_db_close(test);
}

static bool keep_two_squares(struct ctx *ctx, void *arg) {
  (void)arg;
  struct communes communes = communes_read(
      ctx->arena,
      S("{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"nom\":\"Estville\",\"code\":\"2\","
        "\"codes_postaux\":\"20000\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
        "[[[1,0],[2,0],[2,1],[1,1],[1,0]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"nom\":\"Ouestville\",\"code\":\"1\","
        "\"codes_postaux\":\"10000|10100\"},\"geometry\":{\"type\":\"MultiPolygon\","
        "\"coordinates\":[[[[0,0],[1,0],[1,1],[0,1],[0,0]]]]}}]}"));
  communes_keep(ctx, &communes);
  return true;
}

static void a_place_finds_its_commune_or_is_refused_by_name(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  assert_true(db_write(ctx, keep_two_squares, NULL));
  struct import_run run = bring(ctx, "x",
                                "id;nom;type;ville;cp;lon;lat\n"
                                "1;Nom;books;OUESTVILLE CEDEX;;;\n"
                                "2;Code;books;;20000;;\n"
                                "3;Contour;books;;;0,5;0,5\n"
                                "4;Ailleurs;books;Paris;75001;;\n"
                                "5;Dehors;books;;;5;5\n"
                                "6;Muet;books;;;;\n"
                                "1;Encore;books;Estville;;;\n");
  assert_int_equal(run.counts.added, 3);
  ASSERT_STR(shop_at(ctx, S("nom")).town, "Ouestville");
  ASSERT_STR(shop_at(ctx, S("code")).town, "Estville");
  ASSERT_STR(shop_at(ctx, S("contour")).town, "Ouestville");
  static const enum import_reason reasons[] = {IMPORT_TOWN_UNKNOWN, IMPORT_OUTSIDE, IMPORT_NO_TOWN,
                                               IMPORT_TWICE};
  struct import_lines lines = import_lines_after(ctx, run.id, 0);
  size_t refused = 0;
  for (size_t i = 0; i < lines.count; i++)
    if (lines.items[i].kind == IMPORT_LINE_REFUSED) {
      assert_int_equal(lines.items[i].reason, reasons[refused++]);
      assert_int_equal(lines.items[i].line, refused + 4); /* of the file, the header is line 1 */
    }
  assert_int_equal(refused, 4);
  test_db_close(test);
}

static void territories_import_apart(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here), *elsewhere = test_ctx(test, there);
  struct import_run run = bring(ctx, "x", "id;nom;type;ville\n1;Un;bakery;Talence\n");
  struct import_run other;
  assert_false(import_find(elsewhere, run.id, &other));
  assert_int_equal(import_list(elsewhere).count, 0);
  assert_int_equal(import_source_list(elsewhere).count, 0);
  assert_int_equal(bring(elsewhere, "x", "id;nom;type;ville\n1;Un;bakery;Pessac\n").counts.added,
                   1);
  ASSERT_STR(shop_at(ctx, S("un")).town, "Talence");
  ASSERT_STR(shop_at(elsewhere, S("un")).town, "Pessac");
  test_db_close(test);
}

static void ways_to_pay_are_read_from_tags_and_columns(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  bring(ctx, "osm",
        "<osm version='0.6'><node id='1' lat='44.85' lon='-0.55'><tag k='name' v='Tilleul'/>"
        "<tag k='shop' v='bakery'/><tag k='addr:city' v='Talence'/><tag k='takeaway' v='yes'/>"
        "<tag k='payment:cash' v='no'/><tag k='payment:visa' v='yes'/>"
        "<tag k='payment:apple_pay' v='yes'/><tag k='payment:ticket_restaurant' v='yes'/>"
        "<tag k='payment:bitcoin' v='yes'/></node></osm>");
  assert_true(str_equal(shop_at(ctx, S("tilleul")).services, S("takeaway cards contactless meal")));
  bring(ctx, "ville",
        "nom;type;ville;moyens de paiement\n"
        "Roseau;bakery;Talence;CB, Espèces / Titres-restaurant\n");
  assert_true(str_equal(shop_at(ctx, S("roseau")).services, S("cards cash meal")));
  test_db_close(test);
}

static void hours_that_cannot_be_read_are_told_and_kept(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  ctx->language = LANGUAGE_EN;
  struct import_run run = bring(ctx, "ville",
                                "nom;type;ville;horaires\n"
                                "Roseau;bakery;Talence;Mo-Fr 09:00-18:00\n"
                                "Ajonc;bakery;Talence;Mo-Fr demain\n");
  struct import_lines lines = import_lines_after(ctx, run.id, 0);
  size_t told = 0;
  for (size_t i = 0; i < lines.count; i++) {
    if (lines.items[i].reason != IMPORT_HOURS) continue;
    told++;
    assert_int_equal(lines.items[i].line, 3);
    assert_true(str_equal(
        import_line_detail(ctx, &lines.items[i]),
        S("“Mo-Fr demain”, at character 7: The word “demain” is not understood. A comment goes "
          "between quotation marks.")));
  }
  assert_int_equal(told, 1);
  assert_true(str_equal(shop_at(ctx, S("ajonc")).opening_hours, S("Mo-Fr demain")));
  assert_true(str_equal(shop_at(ctx, S("roseau")).opening_hours, S("Mo-Fr 09:00-18:00")));
  test_db_close(test);
}

int import_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(telephone_numbers_get_one_form),
      cmocka_unit_test(pages_get_a_scheme_and_other_schemes_are_none),
      cmocka_unit_test(trades_are_known_by_key_name_and_register_code),
      cmocka_unit_test(columns_are_guessed_in_three_languages),
      cmocka_unit_test(a_geojson_file_becomes_shops_and_says_what_it_refused),
      cmocka_unit_test(running_again_changes_what_changed_and_adds_nothing),
      cmocka_unit_test(ways_to_pay_are_read_from_tags_and_columns),
      cmocka_unit_test(hours_that_cannot_be_read_are_told_and_kept),
      cmocka_unit_test(a_broken_file_changes_nothing_and_names_the_byte),
      cmocka_unit_test(openstreetmap_xml_and_overpass_say_the_same),
      cmocka_unit_test(an_old_spreadsheet_is_read_as_windows_1252),
      cmocka_unit_test(the_register_joins_the_shop_that_openstreetmap_brought),
      cmocka_unit_test(what_the_shop_wrote_stays),
      cmocka_unit_test(who_is_no_longer_in_the_source_is_reported_and_kept),
      cmocka_unit_test(a_place_finds_its_commune_or_is_refused_by_name),
      cmocka_unit_test(territories_import_apart),
  };
  return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
