/* What only the SQLite engine has: the batch, the log, and other processes at the same file.
 * Skipped when the tests run on PostgreSQL. */
#include "db/sqlite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"
#include "db/migrate.h"
#include "probe_test_sql.h"
#include "test/support.h"

static const struct territory_id here = {1};

static bool is_sqlite(void) {
  struct test_db *test = test_db_open_empty((struct db_options){.offline = true});
  bool sqlite = db_engine(test->db) == DB_SQLITE;
  test_db_close(test);
  return sqlite;
}

static void sleep_ms(long ms) {
  nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static bool insert(struct ctx *ctx, void *arg) {
  probe_account_insert(ctx, *(const int64_t *)arg, 1);
  return true;
}

static bool flood(struct ctx *ctx, void *arg) {
  (void)arg;
  probe_kind_flood(ctx, 1);
  return true;
}

/* The batch. */

enum { CLIENTS = 16, WRITES = 10 };

struct client {
  struct ctx *ctx;
  pthread_t thread;
  int64_t id;
  enum fault_kind fault;
};

static void write_all(void *arg) {
  struct client *client = arg;
  for (int i = 0; i < WRITES; i++) {
    db_write(client->ctx, insert, &client->id);
    client->id++;
    sleep_ms(10);
  }
}

static void write_flood(void *arg) {
  struct client *client = arg;
  db_write(client->ctx, flood, NULL);
}

static void *run_client(void *arg) {
  struct client *client = arg;
  struct fault fault;
  fault_catch(&fault, client->id ? write_all : write_flood, client);
  client->fault = fault.kind;
  return NULL;
}

/* SQLite throws the whole transaction away when a write is interrupted: the others run again. */
static void a_write_that_is_stopped_takes_nobody_with_it(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){.timeout_ms = 60});
  struct client clients[CLIENTS] = {0};
  for (int i = 0; i < CLIENTS; i++) {
    clients[i] = (struct client){.ctx = test_ctx(test, here), .id = i * 1000};
    assert_int_equal(pthread_create(&clients[i].thread, NULL, run_client, &clients[i]), 0);
  }
  for (int i = 0; i < CLIENTS; i++)
    pthread_join(clients[i].thread, NULL);
  assert_int_equal(clients[0].fault, FAULT_TIMEOUT);
  for (int i = 1; i < CLIENTS; i++)
    assert_int_equal(clients[i].fault, FAULT_NONE);
  struct probe_account_sum_row sum;
  struct ctx *ctx = test_ctx(test, here);
  assert_true(probe_account_sum(ctx, &sum));
  assert_int_equal(sum.sum_minor, (CLIENTS - 1) * WRITES);
  struct probe_kind_find_row kind;
  assert_false(probe_kind_find(ctx, 2, &kind));
  db_read_end(ctx);
  test_db_close(test);
}

/* Other processes. */

static sqlite3 *hold_lock(struct test_db *test) {
  sqlite3 *handle = NULL;
  const char *path = str_cstr(test->arena, str_skip(test->url, S("sqlite:").len));
  assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
  assert_int_equal(sqlite3_exec(handle, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
  return handle;
}

static void *let_go_later(void *arg) {
  sleep_ms(300);
  sqlite3_exec(arg, "COMMIT", NULL, NULL, NULL);
  return NULL;
}

static void a_command_that_writes_beside_the_server_is_waited_for(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  sqlite3 *handle = hold_lock(test);
  pthread_t thread;
  assert_int_equal(pthread_create(&thread, NULL, let_go_later, handle), 0);
  assert_true(db_write(test_ctx(test, here), insert, &(int64_t){1}));
  pthread_join(thread, NULL);
  sqlite3_close(handle);
  test_db_close(test);
}

static void write_one(void *arg) {
  db_write(arg, insert, &(int64_t){1});
}

static void but_not_for_ever(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){.timeout_ms = 200});
  sqlite3 *handle = hold_lock(test);
  test_expects_fault(FAULT_CONFLICT, write_one, test_ctx(test, here));
  sqlite3_close(handle);
  write_one(test_ctx(test, here));
  test_db_close(test);
}

/* The log. */

static long log_bytes(struct test_db *test) {
  struct stat stat_of;
  struct str path = str_skip(test->url, S("sqlite:").len);
  const char *name = str_format(test->arena, "%.*s-wal", STR_ARG(path)).ptr;
  return stat(name, &stat_of) == 0 ? (long)stat_of.st_size : -1;
}

static void when_nobody_writes_the_log_is_emptied(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  write_one(test_ctx(test, here));
  assert_true(log_bytes(test) > 0);
  for (int waited = 0; log_bytes(test) != 0 && waited < 3000; waited += 50)
    sleep_ms(50);
  assert_int_equal(log_bytes(test), 0);
  test_db_close(test);
}

static void a_long_log_begins_anew_while_people_write(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct sqlite_checkpointer *checkpointer = &((struct sqlite_db *)test->db)->checkpointer;
  struct ctx *ctx = test_ctx(test, here);
  for (int64_t id = 1; id <= 20; id++)
    db_write(ctx, insert, &id);
  int before = atomic_load(&checkpointer->frames);
  assert_true(before >= 20);
  atomic_store(&checkpointer->wish, LOG_RESTART);
  db_write(ctx, insert, &(int64_t){21}); /* the wish is granted after this one */
  while (atomic_load(&checkpointer->wish) != LOG_KEEP)
    sleep_ms(1);
  db_write(ctx, insert, &(int64_t){22});
  assert_true(atomic_load(&checkpointer->frames) < before);
  struct probe_account_sum_row sum;
  assert_true(probe_account_sum(ctx, &sum));
  assert_int_equal(sum.sum_minor, 22);
  db_read_end(ctx);
  test_db_close(test);
}

int sqlite_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_write_that_is_stopped_takes_nobody_with_it),
      cmocka_unit_test(a_command_that_writes_beside_the_server_is_waited_for),
      cmocka_unit_test(but_not_for_ever),
      cmocka_unit_test(when_nobody_writes_the_log_is_emptied),
      cmocka_unit_test(a_long_log_begins_anew_while_people_write),
  };
  return is_sqlite() ? cmocka_run_group_tests_name("sqlite", tests, NULL, NULL) : 0;
}
