#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "db/db.h"
#include "db/migrate.h"
#include "domain/map/map.h"
#include "domain/shop/shop_edit.h"
#include "domain/shop/shop_index.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

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
  struct test_db *test = test_db_open_two();
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
  struct test_db *test = test_db_open_two();
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
  test_db_close(test);
}

static void a_change_is_counted_where_it_happened(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct box extent;
  open_shop(ctx, "a", 44.84, -0.58);
  open_shop(ctx, "b", 44.84, -0.58);
  open_shop(ctx, "c", 46.80, 7.15);
  /* Two squares at the finest levels, that lie in the same one at none: 512 km a side. */
  assert_int_equal(map_count_changed(ctx), 2 * MAP_LEVELS);
  assert_int_equal(map_count_changed(ctx), 0);
  assert_int_equal(map_count(ctx), 0); /* counting all finds nothing to correct */
  open_shop(ctx, "c", 46.80, 7.15);    /* it came again as it was */
  assert_int_equal(map_count_changed(ctx), 0);
  open_shop(ctx, "c", 45.90, 6.10); /* from the east's edge to the west */
  assert_true(map_count_changed(ctx) > 0);
  assert_int_equal(map_count(ctx), 0);
  assert_true(map_extent(ctx, &extent));
  assert_float_equal(extent.east, 6.10, 1e-9);
  assert_float_equal(extent.north, 45.90, 1e-9);
  test_db_close(test);
}

static bool close_body(struct ctx *ctx, void *arg) {
  const struct shop_id *id = arg;
  return shop_close(ctx, *id);
}

static void the_last_shop_takes_the_map_with_it(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct box extent;
  struct shop shop;
  open_shop(ctx, "a", 44.84, -0.58);
  map_count_changed(ctx);
  assert_true(map_extent(ctx, &extent));
  assert_true(shop_find_by_slug(ctx, S("boulangerie"), &shop));
  assert_true(db_write(ctx, close_body, &shop.id));
  assert_int_equal(map_count_changed(ctx), MAP_LEVELS);
  assert_false(map_extent(ctx, &extent));
  assert_int_equal(map_count(ctx), 0);
  test_db_close(test);
}

static void after_hundreds_of_moves_counting_all_corrects_nothing(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct random random = random_seeded(20260727);
  for (int i = 0; i < 300; i++) {
    char id[8];
    snprintf(id, sizeof id, "%d", (int)random_below(&random, 40));
    open_shop(ctx, id, 43 + (double)random_below(&random, 2000001) / 1e6,
              -1 + (double)random_below(&random, 2000001) / 1e6);
    if (i % 7 == 0)
      while (map_count_changed(ctx) > 0)
        continue;
  }
  struct box counted, all;
  while (map_count_changed(ctx) > 0)
    continue;
  assert_true(map_extent(ctx, &counted));
  assert_int_equal(map_count(ctx), 0);
  assert_true(map_extent(ctx, &all));
  assert_memory_equal(&counted, &all, sizeof all);
  test_db_close(test);
}

static bool rebuild_body(struct ctx *ctx, void *arg) {
  (void)arg;
  return shop_index_rebuild(ctx) > 0;
}

static void thousands_at_once_are_counted_together(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct box all = {-1, 44, 8, 48};
  struct map_squares squares;
  open_shop(ctx, "a", 44.84, -0.58);
  db_script(test->db, S("DELETE FROM square_changed;"));
  assert_true(db_write(ctx, rebuild_body, NULL));
  assert_int_equal(map_count_changed(ctx), MAP_LEVELS);
  assert_int_equal(map_count_changed(ctx), 0);
  assert_true(map_squares(ctx, &all, 7, &squares));
  assert_int_equal(squares.count, 1);
  test_db_close(test);
}

static void another_territorys_shops_are_on_no_map_of_ours(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
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
      cmocka_unit_test(a_change_is_counted_where_it_happened),
      cmocka_unit_test(the_last_shop_takes_the_map_with_it),
      cmocka_unit_test(after_hundreds_of_moves_counting_all_corrects_nothing),
      cmocka_unit_test(thousands_at_once_are_counted_together),
      cmocka_unit_test(another_territorys_shops_are_on_no_map_of_ours),
  };
  return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
