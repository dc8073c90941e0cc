#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/search/shop_pick.h"
#include "test/scene.h"

static struct shop_pick pick(struct ctx *ctx, struct str words) {
  return shop_pick_read(ctx, &(struct shop_pick_typed){.shop = words});
}

/* A town with two shops of one name, and a third whose name begins so. */
static struct ctx *open_town(struct test_db **test, struct shop shops[3]) {
  *test = test_db_open();
  struct ctx *ctx = scene_open(*test);
  shops[0] = scene_shop(ctx, S("zephyr"));
  shops[1] = scene_shop(ctx, S("zephyr-du-port"));
  shops[2] = scene_shop(ctx, S("tulipe"));
  return ctx;
}

static void a_shop_is_named_as_people_say_it(void **state) {
  (void)state;
  struct test_db *test;
  struct shop shops[3];
  struct ctx *ctx = open_town(&test, shops);
  assert_int_equal(pick(ctx, S("  ")).result, SHOP_PICK_NONE);
  struct shop_pick named = pick(ctx, S(" TULIPE "));
  assert_int_equal(named.result, SHOP_PICK_FOUND);
  assert_int_equal(named.shop.id.value, shops[2].id.value);
  assert_int_equal(named.field.hits.count, 1);
  assert_true(named.field.hits.items[0].chosen);
  assert_int_equal(pick(ctx, S("zephyr-du-port")).shop.id.value, shops[1].id.value);
  struct shop_pick nobody = pick(ctx, S("quincaillerie"));
  assert_int_equal(nobody.result, SHOP_PICK_UNKNOWN);
  assert_true(nobody.field.problem.len > 0);
  test_db_close(test);
}

static void of_several_one_is_chosen_for_the_words_that_stand_there(void **state) {
  (void)state;
  struct test_db *test;
  struct shop shops[3];
  struct ctx *ctx = open_town(&test, shops);
  struct shop_pick several = pick(ctx, S("zeph"));
  assert_int_equal(several.result, SHOP_PICK_SEVERAL);
  assert_int_equal(several.field.hits.count, 2);
  struct shop_pick_typed typed = {
      .shop = S("zeph"), .shop_of = shops[1].slug, .shop_asked = S("zeph")};
  struct shop_pick chosen = shop_pick_read(ctx, &typed);
  assert_int_equal(chosen.result, SHOP_PICK_FOUND);
  assert_int_equal(chosen.shop.id.value, shops[1].id.value);
  typed.shop = S("tulipe");
  assert_int_equal(shop_pick_read(ctx, &typed).shop.id.value, shops[2].id.value);
  test_db_close(test);
}

int shop_pick_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_shop_is_named_as_people_say_it),
      cmocka_unit_test(of_several_one_is_chosen_for_the_words_that_stand_there),
  };
  return cmocka_run_group_tests_name("shop_pick", tests, NULL, NULL);
}
