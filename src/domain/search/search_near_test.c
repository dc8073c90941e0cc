#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/search/search_in.h"
#include "test/scene.h"

/* Two streets of Bordeaux, a street name that two towns have 20 km apart, and a shop whose name is
 * a place elsewhere. */
static const struct {
  struct str name, town, street;
  double latitude, longitude;
} addressed[] = {
    {S("Un"), S("Bordeaux"), S("Rue Sainte-Catherine"), 44.8400, -0.5740},
    {S("Deux"), S("Bordeaux"), S("Rue Sainte-Catherine"), 44.8360, -0.5735},
    {S("Trois"), S("Bordeaux"), S("Rue Sainte-Catherine"), 44.8320, -0.5730},
    {S("Quatre"), S("Bordeaux"), S("Rue Judaïque"), 44.8410, -0.5850},
    {S("Cinq"), S("Pessac"), S("Rue Pasteur"), 44.8000, -0.6300},
    {S("Six"), S("Ambès"), S("Rue Pasteur"), 44.9600, -0.5300},
    {S("Le Finistère"), S("Pessac"), S("Avenue de la Parteille"), 44.8100, -0.6400},
};

static bool address_body(struct ctx *ctx, void *arg) {
  (void)arg;
  for (size_t i = 0; i < sizeof addressed / sizeof *addressed; i++) {
    struct shop_id id;
    bool added;
    struct shop_facts facts = {.name = addressed[i].name,
                               .trade = S("bar"),
                               .town = addressed[i].town,
                               .street = addressed[i].street,
                               .has_position = true,
                               .latitude = addressed[i].latitude,
                               .longitude = addressed[i].longitude,
                               .source = S("address"),
                               .source_id = str_format(ctx->arena, "%zu", i)};
    if (shop_keep(ctx, &facts, &id, &added) != SHOP_OK) return false;
  }
  return true;
}

static void assert_near(struct ctx *ctx, struct str typed, struct str name, bool corrected,
                        double latitude, double longitude) {
  struct near near;
  assert_true(near_find(ctx, typed, &near));
  assert_true(str_equal(near.name, name));
  assert_int_equal(near.corrected, corrected);
  assert_true(metres_between(near.latitude, near.longitude, latitude, longitude) < 1);
}

static void a_place_is_a_town_or_one_street_that_shops_stand_in(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  assert_true(db_write(ctx, address_body, NULL));
  /* The middle of three positions is the second. */
  assert_near(ctx, S("12 rue Sainte-Catherine"), S("12 rue Sainte-Catherine"), false, 44.836,
              -0.5735);
  assert_near(ctx, S("rue sainte catherne, Bordeaux"), S("rue sainte catherine bordeaux"), true,
              44.836, -0.5735);
  assert_near(ctx, S("judaique"), S("judaique"), false, 44.841, -0.585);
  assert_near(ctx, S("rue Judaqiue"), S("rue judaique"), true, 44.841, -0.585);
  assert_near(ctx, S("rue Pasteur, Pessac"), S("rue Pasteur, Pessac"), false, 44.8, -0.63);
  assert_near(ctx, S("Ambes"), S("Ambès"), false, 44.96, -0.53);
  assert_near(ctx, S("ambe"), S("Ambès"), true, 44.96, -0.53);
  assert_near(ctx, S(" 44.5, -0.5 "), S(""), false, 44.5, -0.5);
  test_db_close(test);
}

static void what_only_resembles_a_place_is_none(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  assert_true(db_write(ctx, address_body, NULL));
  static const struct str typed[] = {
      S("nulle part"),           S("xx"),   S("xx bordeaux"), S("rue"), S("12"), S("bar"),
      S("rue Pasteur"),  /* of two towns */
      S("Le Finistère"), /* a shop's name */
      S("rue Judaïque, Pessac"), S("91,0"), S("!"),
  };
  struct near near;
  for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
    assert_false(near_find(ctx, typed[i], &near));
  struct search_answer answer =
      search_shops(ctx, &(struct search_query){.near = S("nulle part"), .km = 100});
  assert_true(answer.near_unknown && answer.shops == 0);
  test_db_close(test);
}

int search_near_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_place_is_a_town_or_one_street_that_shops_stand_in),
      cmocka_unit_test(what_only_resembles_a_place_is_none),
  };
  return cmocka_run_group_tests_name("search_near", tests, NULL, NULL);
}
