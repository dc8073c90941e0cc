#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "domain/shop/position.h"

static void degrees_are_read_with_point_or_comma(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 16);
  struct position place;
  assert_true(position_read(S("44.8378"), S("-0,5792"), &place));
  assert_true(place.known);
  assert_true(str_equal(position_latitude(arena, place), S("44.83780")));
  assert_true(str_equal(position_longitude(arena, place), S("-0.57920")));
  assert_true(position_read(S(""), S(""), &place));
  assert_false(place.known);
  const char *const wrong[] = {"91", "abc", "1.2.3", "", "nan", "0x10", "1e5", "-", "4 4"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(position_read(str_from(wrong[i]), S("0"), &place));
  arena_destroy(arena);
}

/* Bordeaux, place de la Bourse, to Paris, Notre-Dame: 499 km on a sphere of 6371.0088 km. */
static void distance_is_along_the_surface(void **state) {
  (void)state;
  struct position bordeaux = {true, 44.8416, -0.5700}, paris = {true, 48.8530, 2.3499};
  int64_t metres = position_metres(bordeaux, paris);
  assert_true(metres > 495000 && metres < 503000);
  assert_int_equal(position_metres(bordeaux, bordeaux), 0);
  /* A degree of latitude is 111.195 km. */
  struct position equator = {true, 0, 0}, north = {true, 1, 0}, unknown = {.known = false};
  assert_int_equal(position_metres(equator, north), 111195);
  assert_int_equal(position_metres(equator, unknown), -1);
}

static void a_box_holds_its_edges(void **state) {
  (void)state;
  struct map_box box;
  assert_true(map_box_read(S("-0.6"), S("44.8"), S("-0.5"), S("44.9"), &box));
  assert_true(map_box_holds(&box, (struct position){true, 44.8, -0.6}));
  assert_false(map_box_holds(&box, (struct position){true, 44.7, -0.55}));
  assert_false(map_box_holds(&box, (struct position){.known = false}));
  assert_false(map_box_read(S("1"), S("0"), S("0"), S("1"), &box));
  assert_false(map_box_read(S("1"), S(""), S(""), S(""), &box));
  assert_true(map_box_read(S(""), S(""), S(""), S(""), &box));
  assert_true(map_box_holds(&box, (struct position){.known = false}));
}

int position_tests(void);
int position_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(degrees_are_read_with_point_or_comma),
      cmocka_unit_test(distance_is_along_the_surface),
      cmocka_unit_test(a_box_holds_its_edges),
  };
  return cmocka_run_group_tests_name("position", tests, NULL, NULL);
}
