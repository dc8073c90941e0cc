/* What only PostgreSQL has: connections that die. Skipped when the tests run on SQLite. */
#include "db/postgres.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "db/migrate.h"
#include "probe_test_sql.h"
#include "test/support.h"

static const struct territory_id here = {1};

static bool is_postgres(void) {
  struct test_db *test = test_db_open_empty((struct db_options){.offline = true});
  bool postgres = db_engine(test->db) == DB_POSTGRES;
  test_db_close(test);
  return postgres;
}

static void sleep_ms(long ms) {
  nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void cut_all_connections(struct test_db *test) {
  db_script(test->db, S("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"));
  sleep_ms(100);
}

static bool insert(struct ctx *ctx, void *arg) {
  probe_account_insert(ctx, *(const int64_t *)arg, 1);
  return true;
}

struct write {
  struct ctx *ctx;
  int64_t id;
};

static void write_one(void *arg) {
  struct write *write = arg;
  db_write(write->ctx, insert, &write->id);
}

static void read_one(void *arg) {
  struct probe_account_find_row row;
  probe_account_find(arg, 1, &row);
}

static void idle_connections_that_died_are_replaced_before_use(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  db_write(ctx, insert, &(int64_t){1});
  read_one(ctx);
  db_read_end(ctx);
  cut_all_connections(test);
  read_one(ctx);
  db_read_end(ctx);
  test_db_close(test);
}

static void a_connection_lost_in_the_middle_is_a_fault_and_then_forgotten(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  read_one(ctx);
  cut_all_connections(test);
  test_expects_fault(FAULT_DATABASE, read_one, ctx);
  db_read_end(ctx);
  read_one(ctx);
  db_read_end(ctx);
  test_db_close(test);
}

/* The flusher's connection is gone too: what was committed meanwhile may be told as a fault, never
 * as done; soon after, all is well again. */
static void writing_goes_on_after_the_server_was_lost(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct write write = {test_ctx(test, here), 1};
  struct fault fault;
  int done = 0;
  write_one(&write);
  cut_all_connections(test);
  for (int tries = 0; tries < 40 && done < 3; tries++) {
    write.id++;
    if (fault_catch(&fault, write_one, &write))
      done++;
    else
      assert_int_equal(fault.kind, FAULT_DATABASE);
    if (done == 0) sleep_ms(50);
  }
  assert_int_equal(done, 3);
  test_db_close(test);
}

struct late {
  struct postgres_db *db;
  uint64_t generation;
  int64_t incarnation;
};

static void flush_late(void *arg) {
  struct late *late = arg;
  postgres_flush(late->db, late->generation, late->incarnation);
}

/* A commit is told as durable only by a flush on the connection that was there when it began. */
static void a_commit_from_before_a_lost_flusher_is_not_called_durable(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct postgres_db *db = (struct postgres_db *)test->db;
  uint64_t generation = postgres_flusher_generation(db);
  int64_t incarnation = db->flusher.incarnation;
  postgres_flush(db, generation, incarnation);
  struct fault fault = {0};
  cut_all_connections(test);
  struct write write = {test_ctx(test, here), 7};
  for (int i = 0; i < 40 && postgres_flusher_generation(db) == generation; i++) {
    fault_catch(&fault, write_one, &write);
    sleep_ms(50);
  }
  assert_int_not_equal(postgres_flusher_generation(db), generation);
  struct late late = {db, generation, incarnation};
  test_expects_fault(FAULT_DATABASE, flush_late, &late);
  test_db_close(test);
}

/* Until a page is known as visible to all, every first reader of its rows looks again. */
static void accounts_are_tidy(void *arg) {
  db_script(arg, S("DO $$ BEGIN IF (SELECT relallvisible FROM pg_class"
                   " WHERE oid = 'probe_account'::regclass) = 0"
                   " THEN RAISE EXCEPTION 'still untidy'; END IF; END $$"));
}

static void after_thousands_came_no_reader_tidies_up(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  db_write(ctx, insert, &(int64_t){1});
  test_expects_fault(FAULT_DATABASE, accounts_are_tidy, test->db);
  db_tidy(ctx);
  accounts_are_tidy(test->db);
  test_db_close(test);
}

static bool read_then_look_at_locks(struct ctx *ctx, void *arg) {
  struct probe_account_find_row row;
  assert_true(probe_account_find(ctx, 1, &row));
  db_script(arg, S("DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_locks WHERE mode = 'SIReadLock'"
                   " AND locktype = 'relation' AND relation = 'probe_account'::regclass)"
                   " THEN RAISE EXCEPTION 'the table was scanned'; END IF; END $$"));
  return true;
}

/* PostgreSQL would scan a table that it knows to have one row, and so hold whoever reads that row
 * in a write against everybody who inserts another. */
static void a_write_that_reads_one_row_is_in_conflict_over_no_more(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  db_write(ctx, insert, &(int64_t){1});
  db_take_stock(ctx);
  assert_true(db_write(ctx, read_then_look_at_locks, test->db));
  test_db_close(test);
}

static bool read_and_say_until_when(struct ctx *ctx, void *arg) {
  struct probe_account_find_row row;
  struct postgres_connection *connection = (struct postgres_connection *)ctx->connection;
  assert_true(probe_account_find(ctx, 1, &row));
  *(int64_t *)arg = connection->plans_until_us;
  return true;
}

/* Each plan serves for as long as its connection was old when it was made, no longer. */
static void plans_are_made_anew_while_tables_grow(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  int64_t first_us, second_us, third_us;
  db_write(ctx, insert, &(int64_t){1});
  assert_true(db_write(ctx, read_and_say_until_when, &first_us));
  assert_true(db_write(ctx, read_and_say_until_when, &second_us));
  assert_true(second_us == first_us);
  sleep_ms(150);
  assert_true(db_write(ctx, read_and_say_until_when, &third_us));
  assert_true(third_us >= first_us + 150000);
  test_db_close(test);
}

int postgres_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(idle_connections_that_died_are_replaced_before_use),
      cmocka_unit_test(a_connection_lost_in_the_middle_is_a_fault_and_then_forgotten),
      cmocka_unit_test(writing_goes_on_after_the_server_was_lost),
      cmocka_unit_test(a_commit_from_before_a_lost_flusher_is_not_called_durable),
      cmocka_unit_test(after_thousands_came_no_reader_tidies_up),
      cmocka_unit_test(a_write_that_reads_one_row_is_in_conflict_over_no_more),
      cmocka_unit_test(plans_are_made_anew_while_tables_grow),
  };
  return is_postgres() ? cmocka_run_group_tests_name("postgres", tests, NULL, NULL) : 0;
}
