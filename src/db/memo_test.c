/* The five promises of memo.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/memo.h"
#include "db/statement.h"
#include "probe_test_sql.h"
#include "statements.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

static int computed;

static const void *sum_of_accounts(struct ctx *ctx, void *arg) {
  (void)arg;
  struct probe_account_sum_row *sum = arena_new(ctx->arena, struct probe_account_sum_row);
  probe_account_sum(ctx, sum);
  computed++;
  return sum;
}

static int64_t asked(struct ctx *ctx) {
  const struct probe_account_sum_row *sum = db_memo(ctx, S("sum"), sum_of_accounts, NULL);
  int64_t value = sum->sum_minor;
  db_read_end(ctx);
  return value;
}

static bool insert_account(struct ctx *ctx, void *arg) {
  probe_account_insert(ctx, *(int64_t *)arg, 10);
  return true;
}

static void add_account(struct ctx *ctx, int64_t id) {
  assert_true(db_write(ctx, insert_account, &id));
}

static void a_value_is_computed_once_until_its_table_changes(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  add_account(ctx, 1);
  computed = 0;
  assert_int_equal(asked(ctx), 10);
  int before = computed;
  assert_int_equal(asked(ctx), 10);
  assert_true(computed <= before + 1); /* the tables were made by another connection */
  assert_true(db_memo_knows(ctx, S("sum"), sum_of_accounts));
  assert_false(db_memo_knows(ctx, S("other"), sum_of_accounts));
  before = computed;
  assert_int_equal(asked(ctx), 10);
  assert_int_equal(computed, before);
  add_account(ctx, 2);
  assert_false(db_memo_knows(ctx, S("sum"), sum_of_accounts));
  assert_int_equal(asked(ctx), 20);
  assert_int_equal(computed, before + 1);
  test_db_close(test);
}

static void territories_and_languages_have_values_of_their_own(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here), *other = test_ctx(test, there);
  add_account(ctx, 1);
  assert_int_equal(asked(ctx), 10);
  assert_int_equal(asked(other), 0);
  assert_int_equal(asked(ctx), 10);
  computed = 0;
  ctx->language = LANGUAGE_DE;
  assert_int_equal(asked(ctx), 10);
  assert_int_equal(computed, 1);
  test_db_close(test);
}

static bool ask_while_writing(struct ctx *ctx, void *arg) {
  int64_t id = 2;
  insert_account(ctx, &id);
  const struct probe_account_sum_row *sum = db_memo(ctx, S("sum"), sum_of_accounts, NULL);
  *(int64_t *)arg = sum->sum_minor;
  return false;
}

static void who_writes_sees_his_own_writes_and_leaves_no_trace_of_them(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  add_account(ctx, 1);
  assert_int_equal(asked(ctx), 10);
  int64_t seen = 0;
  assert_false(db_write(ctx, ask_while_writing, &seen));
  assert_int_equal(seen, 20);
  assert_int_equal(asked(ctx), 10);
  test_db_close(test);
}

static void a_page_depends_on_what_was_only_recalled(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  struct db_tables log;
  asked(ctx);
  asked(ctx);
  db_read_log_start(ctx, &log);
  asked(ctx);
  db_read_log_start(ctx, NULL);
  assert_true(log.bits[DB_TABLE_probe_account / 64] & UINT64_C(1) << DB_TABLE_probe_account % 64);
  test_db_close(test);
}

int memo_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_value_is_computed_once_until_its_table_changes),
      cmocka_unit_test(territories_and_languages_have_values_of_their_own),
      cmocka_unit_test(who_writes_sees_his_own_writes_and_leaves_no_trace_of_them),
      cmocka_unit_test(a_page_depends_on_what_was_only_recalled),
  };
  return cmocka_run_group_tests_name("memo", tests, NULL, NULL);
}
