#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "db/migrate.h"
#include "domain/listing/listing.h"
#include "domain/shop/shop.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

struct keeping {
  struct shop_facts facts;
  struct shop_id id;
};

static bool keep_body(struct ctx *ctx, void *arg) {
  struct keeping *keeping = arg;
  bool added;
  return shop_keep(ctx, &keeping->facts, &keeping->id, &added) == SHOP_OK;
}

static struct shop_id open_bakery(struct ctx *ctx, const char *source_id) {
  struct keeping keeping = {.facts = {.name = S("Boulangerie du Pont"),
                                      .trade = S("bakery"),
                                      .town = S("Talence"),
                                      .source = S("osm"),
                                      .source_id = str_from(source_id),
                                      .licence = S("ODbL 1.0")}};
  assert_true(db_write(ctx, keep_body, &keeping));
  return keeping.id;
}

struct renaming {
  const char *from, *to;
  enum listing_result result;
};

static bool rename_body(struct ctx *ctx, void *arg) {
  struct renaming *renaming = arg;
  renaming->result = listing_rename(ctx, str_from(renaming->from), str_from(renaming->to));
  return renaming->result == LISTING_OK;
}

static enum listing_result renamed(struct ctx *ctx, const char *from, const char *to) {
  struct renaming renaming = {.from = from, .to = to};
  db_write(ctx, rename_body, &renaming);
  return renaming.result;
}

static void count(void *arg, const struct shop *shop) {
  (void)shop;
  ++*(int *)arg;
}

static void a_walk_meets_every_shop_of_the_territory_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here), *other = test_ctx(test, there);
  int seen = 0, elsewhere = 0;
  for (int i = 0; i < 3; i++)
    open_bakery(ctx, str_cstr(ctx->arena, str_format(ctx->arena, "node/%d", i)));
  assert_true(listing_walk(ctx, &(struct search_query){.km = 0}, 0, count, &seen));
  assert_true(listing_walk(other, &(struct search_query){.km = 0}, 0, count, &elsewhere));
  assert_int_equal(seen, 3);
  assert_int_equal(elsewhere, 0);
  seen = 0;
  assert_false(listing_walk(ctx, &(struct search_query){.km = 0}, 2, count, &seen));
  assert_int_equal(seen, 2);
  test_db_close(test);
}

static void an_old_name_leads_to_its_shop_and_is_nobody_elses(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here), *other = test_ctx(test, there);
  struct shop_id id = open_bakery(ctx, "node/1"), found;
  struct shop shop;
  assert_int_equal(renamed(ctx, "boulangerie-du-pont", "le-fournil"), LISTING_OK);
  assert_true(listing_former(ctx, S("boulangerie-du-pont"), &found));
  assert_int_equal(found.value, id.value);
  assert_false(listing_former(other, S("boulangerie-du-pont"), &found));
  /* The next bakery of that name gets another address. */
  struct shop_id next = open_bakery(ctx, "node/2");
  assert_true(shop_find(ctx, next, &shop));
  assert_true(str_equal(shop.slug, S("boulangerie-du-pont-talence")));
  assert_int_equal(renamed(ctx, "boulangerie-du-pont-talence", "boulangerie-du-pont"),
                   LISTING_TAKEN);
  assert_int_equal(renamed(ctx, "le-fournil", "boulangerie-du-pont-talence"), LISTING_TAKEN);
  assert_int_equal(renamed(ctx, "le-fournil", "Le Fournil"), LISTING_BAD_SLUG);
  assert_int_equal(renamed(ctx, "personne", "quelqu-un"), LISTING_UNKNOWN);
  /* A shop may have its old name back; then it is no former one. */
  assert_int_equal(renamed(ctx, "le-fournil", "boulangerie-du-pont"), LISTING_OK);
  assert_false(listing_former(ctx, S("boulangerie-du-pont"), &found));
  assert_true(listing_former(ctx, S("le-fournil"), &found));
  test_db_close(test);
}

int listing_tests(void);
int listing_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_walk_meets_every_shop_of_the_territory_once),
      cmocka_unit_test(an_old_name_leads_to_its_shop_and_is_nobody_elses),
  };
  return cmocka_run_group_tests_name("listing", tests, NULL, NULL);
}
