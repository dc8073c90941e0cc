#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "db/migrate.h"
#include "db/statement.h"
#include "probe_test_sql.h"
#include "test/support.h"
#include "web/page_cache.h"

static const struct territory_id here = {7}, there = {8};
static const struct str key = S("host\n/commerces\n");

/* ---- kept things that are counted ---- */

struct thing {
  int references;
};

static void keep(void *thing) {
  ((struct thing *)thing)->references++;
}

static void release(void *thing) {
  ((struct thing *)thing)->references--;
}

static struct page_cache *create(size_t bytes) {
  return page_cache_create(bytes, (struct page_things){keep, release});
}

/* True if the cache still answers with it. */
static bool finds(struct page_cache *cache, struct db *db, struct str wanted, int64_t now_ms) {
  struct thing *thing = page_cache_find(cache, db, wanted, now_ms);
  if (thing) release(thing);
  return thing != NULL;
}

static void put(struct page_cache *cache, struct str at, struct thing *thing, size_t bytes) {
  struct dependency nothing[2] = {0};
  page_cache_put(cache, at, thing, bytes, nothing, 0);
}

/* ---- tests ---- */

static void a_kept_page_is_found_by_exactly_its_key(void **state) {
  (void)state;
  struct thing thing = {1};
  struct page_cache *cache = create(1 << 20);
  put(cache, key, &thing, 100);
  assert_int_equal(thing.references, 2);
  assert_true(finds(cache, NULL, key, 0));
  assert_false(finds(cache, NULL, S("host\n/commerces?page=2\n"), 0));
  assert_false(finds(cache, NULL, S("other\n/commerces\n"), 0));
  page_cache_destroy(cache);
  assert_int_equal(thing.references, 1);
}

static void a_page_put_again_replaces_the_first(void **state) {
  (void)state;
  struct thing first = {1}, second = {1};
  struct page_cache *cache = create(1 << 20);
  put(cache, key, &first, 100);
  put(cache, key, &second, 100);
  assert_int_equal(first.references, 1);
  assert_int_equal(page_cache_stats(cache).entries, 1);
  page_cache_destroy(cache);
  assert_int_equal(second.references, 1);
}

static void a_page_is_recomputed_after_a_while_because_time_passes_too(void **state) {
  (void)state;
  struct thing thing = {1};
  struct page_cache *cache = create(1 << 20);
  put(cache, key, &thing, 100);
  assert_true(finds(cache, NULL, key, 19999));
  assert_false(finds(cache, NULL, key, 20000));
  assert_int_equal(thing.references, 1);
  page_cache_destroy(cache);
}

static void the_cache_never_holds_more_than_its_bytes(void **state) {
  (void)state;
  struct thing thing = {1};
  struct page_cache *cache = create(100000);
  for (int i = 0; i < 1000; i++) {
    char text[32];
    snprintf(text, sizeof text, "host\n/%d\n", i);
    put(cache, str_from(text), &thing, 3000);
    assert_true(page_cache_stats(cache).bytes <= 100000);
  }
  assert_true(page_cache_stats(cache).entries > 20);
  put(cache, key, &thing, 50000); /* too large to be worth it */
  assert_false(finds(cache, NULL, key, 0));
  page_cache_destroy(cache);
  assert_int_equal(thing.references, 1);
}

static void a_key_is_remembered_once_asked_for(void **state) {
  (void)state;
  struct page_cache *cache = create(1 << 20);
  assert_false(page_cache_asked(cache, key));
  assert_true(page_cache_asked(cache, key));
  assert_false(page_cache_asked(cache, S("host\n/other\n")));
  page_cache_destroy(cache);
}

static bool insert_account(struct ctx *ctx, void *arg) {
  (void)arg;
  probe_account_insert(ctx, 1, 100);
  return true;
}

static bool set_account(struct ctx *ctx, void *arg) {
  (void)arg;
  probe_account_set(ctx, 1, 50);
  return true;
}

/* A page about one account of ctx's territory. */
static void put_page(struct page_cache *cache, struct ctx *ctx, struct thing *thing) {
  struct probe_account_find_row row;
  struct dependency dependencies[2];
  dependencies[0] = dependency_begin(ctx->db, (struct territory_id){0});
  dependencies[1] = dependency_begin(ctx->db, ctx->territory);
  db_read_log_start(ctx, &dependencies[1].tables);
  assert_true(probe_account_find(ctx, 1, &row));
  db_read_end(ctx);
  db_read_log_start(ctx, NULL);
  page_cache_put(cache, key, thing, 100, dependencies, 0);
}

static void a_write_to_what_was_read_drops_the_page_and_no_other_write_does(void **state) {
  (void)state;
  struct test_db *test = test_db_open_empty((struct db_options){0});
  db_script(test->db, str_from(probe_schema));
  struct ctx *ctx = test_ctx(test, here), *neighbour = test_ctx(test, there);
  struct thing thing = {1};
  struct page_cache *cache = create(1 << 20);
  assert_true(db_write(ctx, insert_account, NULL));
  /* The tables were made through a connection of their own, which counts as another process. */
  nanosleep(&(struct timespec){0, 900000000}, NULL);
  put_page(cache, ctx, &thing);
  assert_true(finds(cache, test->db, key, 0));
  assert_true(db_write(neighbour, insert_account, NULL));
  assert_true(finds(cache, test->db, key, 0));
  assert_true(db_write(ctx, set_account, NULL));
  assert_false(finds(cache, test->db, key, 0));
  put_page(cache, ctx, &thing);
  assert_true(finds(cache, test->db, key, 0));
  page_cache_destroy(cache);
  test_db_close(test);
}

int page_cache_tests(void);
int page_cache_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_kept_page_is_found_by_exactly_its_key),
      cmocka_unit_test(a_page_put_again_replaces_the_first),
      cmocka_unit_test(a_page_is_recomputed_after_a_while_because_time_passes_too),
      cmocka_unit_test(the_cache_never_holds_more_than_its_bytes),
      cmocka_unit_test(a_key_is_remembered_once_asked_for),
      cmocka_unit_test(a_write_to_what_was_read_drops_the_page_and_no_other_write_does),
  };
  return cmocka_run_group_tests_name("page_cache", tests, NULL, NULL);
}
