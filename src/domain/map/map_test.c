#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "db/migrate.h"
#include "domain/map/map.h"
#include "domain/shop/shop.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

static struct test_db *open_two(void) {
  struct test_db *test = test_db_open();
  db_script(test->db,
            S("INSERT INTO territory (id, slug, name, currency, zone, country, languages, accent,"
              " contact_email, debtor_name, debtor_iban, debtor_bic, is_default, created_at) VALUES"
              " (1, 'ici', 'Ici', 'EUR', 'Europe/Paris', 'FR', 'fr', '#000000', '', '', '', '',"
              " TRUE, 0), (2, 'ailleurs', 'Ailleurs', 'EUR', 'Europe/Paris', 'FR', 'fr',"
              " '#000000', '', '', '', '', FALSE, 0);"));
  return test;
}

struct place {
  const char *id;
  double latitude, longitude;
};

static bool keep_body(struct ctx *ctx, void *arg) {
  const struct place *place = arg;
  struct shop_facts facts = {.name = S("Boulangerie"),
                             .trade = S("bakery"),
                             .town = S("Talence"),
                             .source = S("osm"),
                             .source_id = str_from(place->id),
                             .licence = S("ODbL 1.0"),
                             .has_position = true,
                             .latitude = place->latitude,
                             .longitude = place->longitude};
  struct shop_id id;
  bool added;
  return shop_keep(ctx, &facts, &id, &added) == SHOP_OK;
}

static void open_shop(struct ctx *ctx, const char *id, double latitude, double longitude) {
  struct place place = {id, latitude, longitude};
  assert_true(db_write(ctx, keep_body, &place));
}

/* Computed by the formula of OpenStreetMap's wiki, "Slippy map tilenames", in Python. */
static void squares_are_those_of_every_map_on_the_web(void **state) {
  (void)state;
  static const struct {
    double latitude, longitude;
    int level, column, row;
  } known[] = {{44.84123, -0.58056, 15, 16331, 11807},
               {43.7384, 7.4246, 15, 17059, 11948},
               {46.80489, 7.15671, 9, 266, 180},
               {-33.8688, 151.2093, 10, 942, 614},
               {90, 180, 3, 7, 0}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    struct map_square square = map_square_of(known[i].latitude, known[i].longitude, known[i].level);
    assert_int_equal(square.column, known[i].column);
    assert_int_equal(square.row, known[i].row);
  }
}

static void a_wide_screen_gathers_more_coarsely(void **state) {
  (void)state;
  struct box town = {-0.65, 44.80, -0.50, 44.88}, world = {-180, -85, 180, 85};
  assert_int_equal(map_level(&town, 13), 15);
  /* 2^5 = 32 squares a side are no more than 48, 2^6 are. */
  assert_int_equal(map_level(&world, 19), 5);
}

static void marks_say_how_many_shops_stand_where(void **state) {
  (void)state;
  struct test_db *test = open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct box all = {-1, 44, 8, 48};
  struct map_squares squares;
  open_shop(ctx, "a", 44.84000, -0.58000);
  open_shop(ctx, "b", 44.84000, -0.58002);
  open_shop(ctx, "c", 46.80000, 7.15000);
  map_count(ctx);
  assert_true(map_squares(ctx, &all, 7, &squares));
  assert_int_equal(squares.count, 2);
  /* Rows go from north to south. */
  assert_int_equal(squares.items[0].shops, 1);
  assert_int_equal(squares.items[1].shops, 2);
  assert_float_equal(squares.items[1].longitude, -0.58001, 1e-9);
  assert_float_equal(squares.items[1].latitude, 44.84, 1e-9);
  /* An even level is gathered from the next finer one that is kept. */
  assert_true(map_squares(ctx, &all, 6, &squares));
  assert_int_equal(squares.count, 2);
  assert_false(map_squares(ctx, &all, 16, &squares));
  struct box extent;
  assert_true(map_extent(ctx, &extent));
  assert_float_equal(extent.east, 7.15, 1e-9);
  test_db_close(test);
}

static void counting_again_writes_only_what_changed(void **state) {
  (void)state;
  struct test_db *test = open_two();
  struct ctx *ctx = test_ctx(test, here);
  open_shop(ctx, "a", 44.84, -0.58);
  open_shop(ctx, "b", 44.84, -0.58);
  assert_int_equal(map_count(ctx), MAP_LEVELS);
  assert_int_equal(map_count(ctx), 0);
  open_shop(ctx, "c", 46.80, 7.15);
  assert_int_equal(map_count(ctx), MAP_LEVELS);
  open_shop(ctx, "c", 46.80001, 7.15); /* it moved by a metre */
  assert_int_equal(map_count(ctx), MAP_LEVELS);
  open_shop(ctx, "c", 44.84, -0.58);
  assert_int_equal(map_count(ctx), 2 * MAP_LEVELS); /* its old squares are empty now */
  assert_true(map_count_if_changed(ctx) == 0);
  test_db_close(test);
}

static void another_territorys_shops_are_on_no_map_of_ours(void **state) {
  (void)state;
  struct test_db *test = open_two();
  struct ctx *ctx = test_ctx(test, here), *other = test_ctx(test, there);
  struct box all = {-1, 44, 8, 48};
  struct map_squares squares;
  open_shop(ctx, "a", 44.84, -0.58);
  map_count(ctx);
  map_count(other);
  assert_true(map_squares(other, &all, 7, &squares));
  assert_int_equal(squares.count, 0);
  test_db_close(test);
}

int map_tests(void);
int map_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(squares_are_those_of_every_map_on_the_web),
      cmocka_unit_test(a_wide_screen_gathers_more_coarsely),
      cmocka_unit_test(marks_say_how_many_shops_stand_where),
      cmocka_unit_test(counting_again_writes_only_what_changed),
      cmocka_unit_test(another_territorys_shops_are_on_no_map_of_ours),
  };
  return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
