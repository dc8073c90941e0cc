/* What the page cache relies on: the numbers move when they must, and only then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "db/statement.h"
#include "probe_test_sql.h"
#include "statements.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

struct account {
  int64_t id;
  bool keep;
};

static bool insert_account(struct ctx *ctx, void *arg) {
  struct account *account = arg;
  probe_account_insert(ctx, account->id, 1);
  return account->keep;
}

static void add_account(struct ctx *ctx, int64_t id) {
  assert_true(db_write(ctx, insert_account, &(struct account){id, true}));
}

static struct db_tables tables_of_sum(struct ctx *ctx) {
  struct db_tables log;
  struct probe_account_sum_row sum;
  db_read_log_start(ctx, &log);
  probe_account_sum(ctx, &sum);
  db_read_log_start(ctx, NULL);
  db_read_end(ctx);
  return log;
}

/* The probe tables came by a connection of their own; later, the idle log is emptied. */
static void settle(void) {
  nanosleep(&(struct timespec){0, 900000000}, NULL);
}

static void a_write_moves_the_version_of_what_it_touched_and_of_nothing_else(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  settle();
  struct db_tables accounts = tables_of_sum(ctx);
  struct db_tables notes = {DB_BITS(DB_TABLE_probe_note), {0}};
  uint64_t page = db_version_now(test->db);
  uint64_t account_version = db_version(test->db, here, accounts);
  uint64_t note_version = db_version(test->db, here, notes);
  uint64_t elsewhere = db_version(test->db, there, accounts);
  assert_true(account_version <= page);
  assert_false(db_write(ctx, insert_account, &(struct account){1, false}));
  assert_int_equal(db_version(test->db, here, accounts), account_version);
  add_account(ctx, 1);
  assert_true(db_version(test->db, here, accounts) > page);
  assert_int_equal(db_version(test->db, here, notes), note_version);
  assert_int_equal(db_version(test->db, there, accounts), elsewhere);
  assert_true(db_version(test->db, here, accounts) <= db_version_now(test->db));
  test_db_close(test);
}

/* Else the page cache would be empty whenever somebody buys. */
static void own_writes_are_not_taken_for_those_of_a_stranger(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  struct db_tables notes = {DB_BITS(DB_TABLE_probe_note), {0}};
  settle();
  uint64_t before = db_version(test->db, here, notes);
  for (int64_t id = 1; id <= 20; id++) {
    add_account(ctx, id);
    nanosleep(&(struct timespec){0, 30000000}, NULL);
  }
  assert_int_equal(db_version(test->db, here, notes), before);
  test_db_close(test);
}

static void what_another_process_wrote_is_noticed_within_a_quarter_of_a_second(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here), *other = test_ctx(test, here);
  struct db_tables accounts = tables_of_sum(ctx);
  add_account(ctx, 1);
  other->db = db_open(test->url, (struct db_options){0});
  int64_t slept_ms = 0;
  settle();
  uint64_t before = db_version(test->db, here, accounts);
  settle();
  assert_int_equal(db_version(test->db, here, accounts), before);
  add_account(other, 2);
  while (db_version(test->db, here, accounts) == before && slept_ms < 1000) {
    nanosleep(&(struct timespec){0, 5000000}, NULL);
    slept_ms += 5;
  }
  assert_true(slept_ms <= 300);
  db_close(other->db);
  test_db_close(test);
}

int version_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_write_moves_the_version_of_what_it_touched_and_of_nothing_else),
      cmocka_unit_test(own_writes_are_not_taken_for_those_of_a_stranger),
      cmocka_unit_test(what_another_process_wrote_is_noticed_within_a_quarter_of_a_second),
  };
  return cmocka_run_group_tests_name("version", tests, NULL, NULL);
}
