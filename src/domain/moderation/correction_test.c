#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/moderation/moderation.h"
#include "test/scene.h"

static void assert_read(struct ctx *ctx, struct str field, struct str typed, const char *kept) {
  struct str value;
  assert_true(correction_read(ctx, field, typed, &value));
  assert_string_equal(str_cstr(ctx->arena, value), kept);
}

static void assert_refused(struct ctx *ctx, struct str field, struct str typed) {
  struct str value;
  assert_false(correction_read(ctx, field, typed, &value));
}

static void a_trade_is_named_in_any_language_and_shown_in_the_readers(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  assert_read(ctx, S("trade"), S("Boulangerie"), "bakery");
  assert_read(ctx, S("trade"), S("Bäckerei"), "bakery");
  assert_read(ctx, S("trade"), S("resto"), "restaurant");
  assert_read(ctx, S("trade"), S("bakery"), "bakery");
  assert_refused(ctx, S("trade"), S("alchimiste"));
  assert_refused(ctx, S("trade"), S(""));
  struct str shown = correction_text(ctx, S("trade"), S("bakery"));
  assert_string_equal(str_cstr(ctx->arena, shown), "Boulangerie");
  ctx->language = LANGUAGE_DE;
  shown = correction_text(ctx, S("trade"), S("bakery"));
  assert_string_equal(str_cstr(ctx->arena, shown), "Bäckerei");
  shown = correction_text(ctx, S("name"), S("bakery")); /* a name is a name */
  assert_string_equal(str_cstr(ctx->arena, shown), "bakery");
  test_db_close(test);
}

static void hours_are_kept_as_openstreetmap_writes_them(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  assert_read(ctx, S("hours"), S("Mo-Fr 09:00-18:00"), "Mo-Fr 09:00-18:00");
  assert_read(ctx, S("hours"), S("lundi - vendredi 9h-18h"), "Mo-Fr 09:00-18:00");
  assert_refused(ctx, S("hours"), S("quand il fait beau"));
  test_db_close(test);
}

static void other_fields_are_judged_too(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  assert_read(ctx, S("website"), S("https://exemple.fr"), "https://exemple.fr");
  assert_read(ctx, S("website"), S(""), ""); /* it has none any more */
  assert_read(ctx, S("closed"), S(""), "");
  assert_read(ctx, S("other"), S("un mot"), "un mot");
  assert_refused(ctx, S("website"), S("javascript:alert(1)"));
  assert_refused(ctx, S("name"), S(""));
  assert_refused(ctx, S("iban"), S("FR76")); /* nobody corrects that */
  test_db_close(test);
}

static bool approve_body(struct ctx *ctx, void *arg) {
  struct moderation one;
  assert_true(moderation_find(ctx, *(struct case_id *)arg, &one));
  return correction_apply(ctx, &one) == MODERATION_OK;
}

static void an_accepted_trade_is_the_shops(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Chez Paul"));
  struct str value;
  assert_true(correction_read(ctx, S("trade"), S("Metzgerei"), &value));
  struct case_id id = correction_propose(ctx, &shop, S("trade"), value, S(""), S(""));
  assert_true(db_write(ctx, approve_body, &id));
  assert_true(shop_find(ctx, shop.id, &shop));
  assert_string_equal(str_cstr(ctx->arena, shop.trade), "butcher");
  test_db_close(test);
}

int correction_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_trade_is_named_in_any_language_and_shown_in_the_readers),
      cmocka_unit_test(hours_are_kept_as_openstreetmap_writes_them),
      cmocka_unit_test(other_fields_are_judged_too),
      cmocka_unit_test(an_accepted_trade_is_the_shops),
  };
  return cmocka_run_group_tests_name("correction", tests, NULL, NULL);
}
