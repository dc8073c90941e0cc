/* Maps as pictures: on a shop's page, and for browsers without script. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/migrate.h"
#include "domain/ground/ground.h"
#include "test/staff.h"

static const char page_of_shop[] = "/commerces/librairie-des-lilas";

/* The shop stands where the meridian of Greenwich meets the equator: there a degree is as long to
 * the east as to the north, and a locator of 9,000 m is 800 pixels wide. */
static void open_at_zero(struct staff *staff) {
  staff_open(staff);
  db_script(staff->test->db, S("UPDATE shop SET latitude = 0, longitude = 0;"));
}

static void bring(struct staff *staff, const char *kind, const char *name, const char *ring) {
  const char *file = staff_text(
      staff,
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
      "{\"kind\":\"%s\",\"name\":\"%s\"},\"geometry\":{\"type\":\"%s\",\"coordinates\":[%s]}}]}",
      kind, name, str_equal(str_from(kind), S("street")) ? "MultiLineString" : "Polygon", ring);
  assert_int_equal(ground_bring(staff->ctx, str_from(file), S("Nous")), GROUND_OK);
}

static struct test_reply look(struct staff *staff) {
  struct test_client visitor = staff_visitor(staff);
  return test_get(&visitor, page_of_shop);
}

/* 0.02 degrees are 2,226.4 m, which are 197.9 pixels. */
static void a_commune_is_drawn_around_its_shop_with_its_name(void **state) {
  (void)state;
  struct staff staff;
  open_at_zero(&staff);
  bring(&staff, "commune", "Le Bourg",
        "[[-0.02,-0.02],[0.02,-0.02],[0.02,0.02],[-0.02,0.02],[-0.02,-0.02]]");
  struct test_reply page = look(&staff);
  assert_true(test_shows(
      &page, "<path class=\"ground-commune\" d=\"M202 448l396 0 0-396-396 0 0 396z\"/>"));
  /* In the middle stands the mark: the name gives way by two lines. */
  assert_true(test_shows(&page, "<text class=\"ground-name\" x=\"400\" y=\"198\">Le Bourg</text>"));
  assert_true(
      test_shows(&page, "<circle class=\"shop-dot\" cx=\"400\" cy=\"250\" r=\"14\"/></svg>"));
  staff_close(&staff);
}

static void another_ground_is_seen_at_once(void **state) {
  (void)state;
  struct staff staff;
  open_at_zero(&staff);
  struct test_reply page = look(&staff);
  assert_true(test_shows(&page, "Où c’est"));
  assert_false(test_shows(&page, "<svg class=\"drawing\""));
  bring(&staff, "commune", "Le Bourg", "[[-0.02,-0.02],[0.02,-0.02],[0.02,0.02],[-0.02,-0.02]]");
  page = look(&staff);
  assert_true(test_shows(&page, "ground-commune"));
  /* Streets: 700 m are 800 pixels, and 0.001 degrees are 127.2 of them. */
  bring(&staff, "street", "", "[[-0.001,0],[0.001,0]],[[0.5,0],[0.6,0]]");
  page = look(&staff);
  assert_false(test_shows(&page, "ground-commune"));
  assert_true(test_shows(&page, "<path class=\"ground-street\" d=\"M273 250l254 0\"/>"));
  staff_close(&staff);
}

/* The ring has the whole paper inside; its border runs to and fro far beside it. */
static void what_lies_beside_the_paper_costs_nothing(void **state) {
  (void)state;
  struct staff staff;
  open_at_zero(&staff);
  bring(&staff, "commune", "Partout",
        "[[-0.1,-0.1],[0.1,-0.1],[0.1,-0.05],[0.2,-0.04],[0.1,-0.03],[0.2,-0.02],[0.1,0],"
        "[0.2,0.02],[0.1,0.1],[-0.1,0.1],[-0.1,-0.1]]");
  struct test_reply page = look(&staff);
  /* 0.1 degrees are 989.51 pixels. Of eleven points five are left: below the paper one goes
   * straight to its eastern side, and there straight up. */
  assert_true(test_shows(&page, "d=\"M-590 1240l1980-693 0-1287-1980 0 0 1980z\"/>"));
  assert_true(test_shows(&page, "y=\"198\">Partout</text>"));
  staff_close(&staff);
}

int map_drawing_tests(void);
int map_drawing_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_commune_is_drawn_around_its_shop_with_its_name),
      cmocka_unit_test(another_ground_is_seen_at_once),
      cmocka_unit_test(what_lies_beside_the_paper_costs_nothing),
  };
  return cmocka_run_group_tests_name("map_drawing", tests, NULL, NULL);
}
