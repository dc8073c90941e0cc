/* Announced reads: what they promise holds on both engines; only PostgreSQL saves round trips. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "probe_test_sql.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};
enum { MANY = 300 };

static bool insert_some(struct ctx *ctx, void *arg) {
  (void)arg;
  for (int64_t id = 1; id <= MANY; id++)
    probe_account_insert(ctx, id, id * 10);
  return true;
}

static struct test_db *open_some(void) {
  struct test_db *test = test_db_open_probe((struct db_options){0});
  assert_true(db_write(test_ctx(test, here), insert_some, NULL));
  return test;
}

static int64_t balance_of(struct ctx *ctx, int64_t id) {
  struct probe_account_find_row row;
  return probe_account_find(ctx, id, &row) ? row.balance_minor : -1;
}

/* More than are kept, some twice, some that do not exist. */
static void announce(struct ctx *ctx, int64_t first, int64_t last) {
  if (!db_ahead_begin(ctx)) return;
  for (int64_t id = first; id <= last; id++) {
    assert_int_equal(balance_of(ctx, id), -1);
    assert_int_equal(balance_of(ctx, first), -1);
    assert_int_equal(probe_account_list(ctx, id, 3).count, 0);
  }
  db_ahead_end(ctx);
}

static void what_was_announced_is_answered_as_if_it_had_not_been(void **state) {
  (void)state;
  struct test_db *test = open_some();
  struct ctx *ctx = test_ctx(test, here);
  for (int64_t from = 1; from <= 2 * MANY; from += 100) {
    announce(ctx, from, from + 99);
    for (int64_t id = from + 99; id >= from; id--) {
      assert_int_equal(balance_of(ctx, id), id <= MANY ? id * 10 : -1);
      struct probe_account_list_rows rows = probe_account_list(ctx, id, 3);
      for (size_t i = 0; i < rows.count; i++)
        assert_int_equal(rows.items[i].id, id + 1 + (int64_t)i);
    }
  }
  db_read_end(ctx);
  test_db_close(test);
}

static void what_nobody_asked_for_is_dropped_with_the_read(void **state) {
  (void)state;
  struct test_db *test = open_some();
  struct ctx *ctx = test_ctx(test, here);
  announce(ctx, 1, 20);
  db_read_end(ctx);
  assert_int_equal(balance_of(ctx, 7), 70);
  announce(ctx, 1, 20);
  assert_int_equal(balance_of(ctx, MANY), MANY * 10);
  db_read_end(ctx);
  assert_int_equal(balance_of(test_ctx(test, there), 7), -1);
  test_db_close(test);
}

static void another_territory_never_gets_the_announced_answer(void **state) {
  (void)state;
  struct test_db *test = open_some();
  struct ctx *ctx = test_ctx(test, here);
  announce(ctx, 1, 20);
  ctx->territory = there;
  assert_int_equal(balance_of(ctx, 7), -1);
  ctx->territory = here;
  assert_int_equal(balance_of(ctx, 7), 70);
  db_read_end(ctx);
  test_db_close(test);
}

static bool take_from_seven(struct ctx *ctx, void *arg) {
  struct probe_account_take_row row;
  (void)arg;
  assert_false(db_ahead_begin(ctx));
  return probe_account_take(ctx, 7, 1, &row) && balance_of(ctx, 7) == row.balance_minor;
}

static void who_writes_announces_nothing_and_reads_what_he_wrote(void **state) {
  (void)state;
  struct test_db *test = open_some();
  struct ctx *ctx = test_ctx(test, here);
  announce(ctx, 1, 20);
  assert_true(db_write(ctx, take_from_seven, NULL));
  announce(ctx, 1, 20);
  assert_int_equal(balance_of(ctx, 7), 69);
  db_read_end(ctx);
  test_db_close(test);
}

int ahead_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_announced_is_answered_as_if_it_had_not_been),
      cmocka_unit_test(what_nobody_asked_for_is_dropped_with_the_read),
      cmocka_unit_test(another_territory_never_gets_the_announced_answer),
      cmocka_unit_test(who_writes_announces_nothing_and_reads_what_he_wrote),
  };
  return cmocka_run_group_tests_name("ahead", tests, NULL, NULL);
}
