#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "domain/photo/photo.h"
#include "domain/shop/shop_edit.h"
#include "test/scene.h"

struct showing {
  struct shop shop;
  const char *picture; /* NULL: none */
  struct str digest;
};

static struct photos sizes_of(const char *picture) {
  struct str bytes = str_from(picture);
  return (struct photos){{{PHOTO_SMALL, 480, 360, S("small")},
                          {PHOTO_MIDDLE, 960, 720, S("middle")},
                          {PHOTO_LARGE, 1600, 1200, bytes},
                          {PHOTO_LINK, 1200, 630, S("link")}},
                         PHOTO_SIZES};
}

static bool show_body(struct ctx *ctx, void *arg) {
  struct showing *showing = arg;
  struct photos made = sizes_of(showing->picture ? showing->picture : "");
  showing->digest = showing->picture ? photo_keep(ctx, &made) : S("");
  shop_set_photo(ctx, &showing->shop, showing->digest, S("La vitrine"));
  return true;
}

/* The photo of the shop with this slug from now on; returns its digest. */
static struct str show(struct ctx *ctx, const char *slug, const char *picture) {
  struct showing showing = {.picture = picture};
  assert_true(shop_find_by_slug(ctx, str_from(slug), &showing.shop));
  db_read_end(ctx);
  assert_true(db_write(ctx, show_body, &showing));
  return showing.digest;
}

static void a_photo_is_found_in_all_its_sizes(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  const char *slug = str_cstr(ctx->arena, scene_shop(ctx, S("Au Moulin")).slug);
  struct str bytes, digest = show(ctx, slug, "pixels");
  /* the first half of what b2sum -l 256 says of "pixels" */
  assert_true(str_equal(digest, S("784f1fba5a23a25ff0a8c9966d15b6c6")));
  assert_int_equal(photo_find(ctx, digest).count, PHOTO_SIZES);
  assert_true(photo_read(ctx, digest, PHOTO_LARGE, &bytes));
  assert_true(str_equal(bytes, S("pixels")));
  assert_true(photo_public(ctx, digest));
  assert_false(photo_public(ctx, S("")));
  struct shop shop;
  assert_true(shop_find_by_slug(ctx, str_from(slug), &shop));
  assert_true(str_equal(shop.photo, digest));
  assert_true(str_equal(shop.photo_text, S("La vitrine")));
  test_db_close(test);
}

static void a_photo_nobody_shows_is_gone(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  const char *slug = str_cstr(ctx->arena, scene_shop(ctx, S("Au Moulin")).slug);
  struct str first = show(ctx, slug, "first"), second = show(ctx, slug, "second");
  assert_int_equal(photo_find(ctx, first).count, 0);
  assert_int_equal(photo_find(ctx, second).count, PHOTO_SIZES);
  db_read_end(ctx);
  assert_true(str_equal(show(ctx, slug, "second"), second));
  assert_int_equal(photo_find(ctx, second).count, PHOTO_SIZES);
  db_read_end(ctx);
  show(ctx, slug, NULL);
  assert_int_equal(photo_find(ctx, second).count, 0);
  assert_false(photo_public(ctx, second));
  test_db_close(test);
}

static bool keep_body(struct ctx *ctx, void *arg) {
  struct photos made = sizes_of("left behind");
  struct str *digest = arg;
  *digest = photo_keep(ctx, &made);
  return true;
}

static bool drop_body(struct ctx *ctx, void *arg) {
  (void)arg;
  photo_drop_unused(ctx);
  return true;
}

static void what_a_draft_leaves_behind_is_cleared_up(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  const char *slug = str_cstr(ctx->arena, scene_shop(ctx, S("Au Moulin")).slug);
  struct str left, shown = show(ctx, slug, "shown");
  assert_true(db_write(ctx, keep_body, &left));
  assert_true(db_write(ctx, drop_body, NULL));
  assert_int_equal(photo_find(ctx, left).count, 0);
  assert_int_equal(photo_find(ctx, shown).count, PHOTO_SIZES);
  test_db_close(test);
}

static void another_territory_does_not_see_it(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct str bytes,
      digest = show(ctx, str_cstr(ctx->arena, scene_shop(ctx, S("Au Moulin")).slug), "ours");
  db_read_end(ctx);
  ctx->territory.value++;
  assert_int_equal(photo_find(ctx, digest).count, 0);
  assert_false(photo_read(ctx, digest, PHOTO_LARGE, &bytes));
  assert_false(photo_public(ctx, digest));
  test_db_close(test);
}

int photo_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_photo_is_found_in_all_its_sizes),
      cmocka_unit_test(a_photo_nobody_shows_is_gone),
      cmocka_unit_test(what_a_draft_leaves_behind_is_cleared_up),
      cmocka_unit_test(another_territory_does_not_see_it),
  };
  return cmocka_run_group_tests_name("photo", tests, NULL, NULL);
}
