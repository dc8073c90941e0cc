#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/check.h"
#include "domain/ground/ground.h"

#define FEATURE(kind, type, coordinates)                                                           \
  "{\"type\":\"Feature\",\"properties\":{\"kind\":\"" kind "\",\"name\":\"Ici\"},\"geometry\":"    \
  "{\"type\":\"" type "\",\"coordinates\":" coordinates "}}"
#define FILE_OF(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

static enum ground_result read_text(struct arena *arena, const char *text, struct ground *ground) {
  return ground_read(arena, str_from(text), ground);
}

static void a_map_shows_the_communes_of_the_territory(void **state) {
  struct ground ground;
  const char *text =
      FILE_OF(FEATURE("around", "Polygon", "[[[9,9],[10,9],[10,10],[9,9]]]") "," FEATURE(
          "commune", "MultiPolygon", "[[[[1,2],[3,2],[3,4],[1,2]]]]"));
  assert_int_equal(read_text(*state, text, &ground), GROUND_OK);
  assert_int_equal(ground.count, 2);
  assert_int_equal(ground.shapes[1].kind, GROUND_commune);
  assert_int_equal(ground.shapes[1].lines[0].count, 4);
  assert_float_equal(ground.box.west, 1, 0);
  assert_float_equal(ground.box.north, 4, 0);
}

static void without_communes_it_shows_everything_but_the_sea(void **state) {
  struct ground ground;
  const char *text =
      FILE_OF(FEATURE("sea", "Polygon", "[[[7,40],[9,40],[9,43],[7,40]]]") "," FEATURE(
          "street", "LineString", "[[7.41,43.73],[7.42,43.74]]"));
  assert_int_equal(read_text(*state, text, &ground), GROUND_OK);
  assert_float_equal(ground.box.south, 43.73, 1e-12);
  assert_float_equal(ground.box.east, 7.42, 1e-12);
}

static void what_cannot_be_drawn_is_refused_by_name(void **state) {
  struct ground ground;
  static const struct {
    const char *text;
    enum ground_result result;
  } cases[] = {
      {"", GROUND_NOT_GEOJSON},
      {"{\"type\":\"Feature\"}", GROUND_NOT_GEOJSON},
      {"{\"features\":{}}", GROUND_NOT_GEOJSON},
      {FILE_OF(""), GROUND_EMPTY},
      {FILE_OF("{}"), GROUND_BAD_GEOMETRY},
      {FILE_OF(FEATURE("volcano", "LineString", "[[1,2],[3,4]]")), GROUND_UNKNOWN_KIND},
      {FILE_OF(FEATURE("road", "Point", "[1,2]")), GROUND_BAD_GEOMETRY},
      {FILE_OF(FEATURE("road", "LineString", "[[1,2]]")), GROUND_BAD_GEOMETRY},
      {FILE_OF(FEATURE("road", "LineString", "[[1,\"2\"],[3,4]]")), GROUND_BAD_GEOMETRY},
      {FILE_OF(FEATURE("road", "MultiPolygon", "[[1,2],[3,4]]")), GROUND_BAD_GEOMETRY},
      {FILE_OF(FEATURE("road", "LineString", "[[181,2],[3,4]]")), GROUND_NOWHERE},
      {FILE_OF(FEATURE("road", "LineString", "[[1,90],[3,4]]")), GROUND_NOWHERE},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(read_text(*state, cases[i].text, &ground), cases[i].result);
}

static void a_ground_that_a_telephone_cannot_draw_is_refused(void **state) {
  struct arena *arena = *state;
  struct ground ground;
  char *large = arena_raw(arena, GROUND_BYTES_MAX + 1);
  memset(large, ' ', GROUND_BYTES_MAX + 1);
  assert_int_equal(ground_read(arena, str_slice(large, GROUND_BYTES_MAX + 1), &ground),
                   GROUND_TOO_LARGE);
}

/* Half a degree square at 45 north with a hole in it, beside a neighbour: a degree is 111.2 km
 * north and 78.6 km east. */
static void a_place_belongs_to_the_communes_it_lies_in(void **state) {
  struct ground ground;
  const char *text = FILE_OF(FEATURE(
      "commune", "Polygon",
      "[[[1,45],[1.5,45],[1.5,45.5],[1,45.5],[1,45]],"
      "[[1.2,45.2],[1.3,45.2],[1.3,45.3],[1.2,45.3],[1.2,45.2]]]") "," FEATURE("around", "Polygon",
                                                                               "[[[1.5,45],[2,45],["
                                                                               "2,46],[1.5,45]]]"));
  assert_int_equal(read_text(*state, text, &ground), GROUND_OK);
  assert_true(ground_holds(&ground, 45.1, 1.1));
  assert_false(ground_holds(&ground, 45.25, 1.25));  /* the hole */
  assert_false(ground_holds(&ground, 45.2, 1.6));    /* the neighbour */
  assert_true(ground_holds(&ground, 44.998, 1.25));  /* 222 m south of the edge */
  assert_false(ground_holds(&ground, 44.996, 1.25)); /* 445 m */
  assert_true(ground_holds(&ground, 45.1, 0.997));   /* 236 m west of it */
  assert_false(ground_holds(&ground, 45.1, 0.995));  /* 393 m */
}

static void without_communes_its_box_is_the_territory(void **state) {
  struct ground ground;
  const char *text = FILE_OF(FEATURE("street", "LineString", "[[7.41,43.73],[7.42,43.74]]"));
  assert_int_equal(read_text(*state, text, &ground), GROUND_OK);
  assert_true(ground_holds(&ground, 43.74, 7.41));
  assert_false(ground_holds(&ground, 43.75, 7.41));
}

int ground_tests(void);
int ground_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(a_map_shows_the_communes_of_the_territory),
      check_test(without_communes_it_shows_everything_but_the_sea),
      check_test(what_cannot_be_drawn_is_refused_by_name),
      check_test(a_place_belongs_to_the_communes_it_lies_in),
      check_test(without_communes_its_box_is_the_territory),
      check_test(a_ground_that_a_telephone_cannot_draw_is_refused),
  };
  return cmocka_run_group_tests_name("ground", tests, NULL, NULL);
}
