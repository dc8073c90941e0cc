/* What both engines promise, on whichever TEST_DATABASE names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "base/fault.h"
#include "db/migrate.h"
#include "db/statement.h"
#include "probe_test_sql.h"
#include "statements.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

/* Bodies. */

struct account {
  int64_t id, minor;
  bool keep;
};

static bool insert_account(struct ctx *ctx, void *arg) {
  struct account *account = arg;
  probe_account_insert(ctx, account->id, account->minor);
  return account->keep;
}

static bool insert_then_fault(struct ctx *ctx, void *arg) {
  insert_account(ctx, arg);
  fault_raise(FAULT_IO, "on purpose");
}

static void add_account(struct ctx *ctx, int64_t id, int64_t minor) {
  assert_true(db_write(ctx, insert_account, &(struct account){id, minor, true}));
}

static int64_t balance(struct ctx *ctx, int64_t id) {
  struct probe_account_find_row row;
  bool found = probe_account_find(ctx, id, &row);
  db_read_end(ctx);
  return found ? row.balance_minor : -1;
}

/* Writing. */

static void what_is_written_is_there_for_another_connection(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  add_account(test_ctx(test, here), 7, 500);
  struct db *again = db_open(test->url, (struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  ctx->db = again;
  assert_int_equal(balance(ctx, 7), 500);
  db_close(again);
  test_db_close(test);
}

static void a_refusal_leaves_nothing(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  assert_false(db_write(ctx, insert_account, &(struct account){1, 100, false}));
  assert_int_equal(balance(ctx, 1), -1);
  add_account(ctx, 1, 200);
  assert_int_equal(balance(ctx, 1), 200);
  test_db_close(test);
}

struct write_call {
  struct ctx *ctx;
  bool (*body)(struct ctx *ctx, void *arg);
  struct account account;
};

static void write_kept(void *arg) {
  struct write_call *call = arg;
  db_write(call->ctx, call->body, &call->account);
}

static void a_fault_leaves_nothing_and_reaches_the_caller(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  struct write_call call = {ctx, insert_then_fault, {1, 100, true}};
  test_expects_fault(FAULT_IO, write_kept, &call);
  assert_null(ctx->connection);
  assert_int_equal(balance(ctx, 1), -1);
  add_account(ctx, 1, 200);
  test_db_close(test);
}

static void a_broken_constraint_is_a_fault(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  add_account(ctx, 1, 100);
  struct write_call twice = {ctx, insert_account, {1, 100, true}};
  test_expects_fault(FAULT_DATABASE, write_kept, &twice);
  struct write_call negative = {ctx, insert_account, {2, -1, true}};
  test_expects_fault(FAULT_DATABASE, write_kept, &negative);
  assert_int_equal(balance(ctx, 1), 100);
  assert_int_equal(balance(ctx, 2), -1);
  test_db_close(test);
}

static bool insert_orphan(struct ctx *ctx, void *arg) {
  (void)arg;
  probe_note_insert(ctx, 1, 99, S("nobody's"));
  return true;
}

static void foreign_keys_hold(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct write_call orphan = {test_ctx(test, here), insert_orphan, {0}};
  test_expects_fault(FAULT_DATABASE, write_kept, &orphan);
  test_db_close(test);
}

/* Values. */

static bool insert_kind(struct ctx *ctx, void *arg) {
  probe_kind_insert(ctx, arg);
  return true;
}

static void every_type_comes_back_as_it_went(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  struct probe_kind_insert_params kind = {.id = INT64_MIN,
                                          .has_text_value = true,
                                          .text_value = S("L'Œuf « à » la coque 🥚"),
                                          .has_bool_value = true,
                                          .bool_value = true,
                                          .has_real_value = true,
                                          .real_value = -0.1,
                                          .has_bytes_value = true,
                                          .bytes_value = S("\0\1\377\0"),
                                          .has_instant_value = true,
                                          .instant_value = {-62135596800000},
                                          .has_day_value = true,
                                          .day_value = {-719162}};
  assert_true(db_write(ctx, insert_kind, &kind));
  struct probe_kind_find_row row;
  assert_true(probe_kind_find(ctx, INT64_MIN, &row));
  assert_true(row.has_text_value && str_equal(row.text_value, kind.text_value));
  assert_true(row.has_bool_value && row.bool_value);
  assert_true(row.has_real_value && row.real_value == -0.1);
  assert_true(row.has_bytes_value && str_equal(row.bytes_value, kind.bytes_value));
  assert_true(row.has_instant_value && row.instant_value.ms == -62135596800000);
  assert_true(row.has_day_value && row.day_value.number == -719162);
  db_read_end(ctx);
  test_db_close(test);
}

static void nothing_and_emptiness_are_two_things(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  struct probe_kind_insert_params nothing = {.id = 1};
  struct probe_kind_insert_params empty = {
      .id = 2, .has_text_value = true, .has_bytes_value = true, .has_bool_value = true};
  assert_true(db_write(ctx, insert_kind, &nothing));
  assert_true(db_write(ctx, insert_kind, &empty));
  struct probe_kind_find_row row;
  assert_true(probe_kind_find(ctx, 1, &row));
  assert_false(row.has_text_value || row.has_bool_value || row.has_real_value ||
               row.has_bytes_value || row.has_instant_value || row.has_day_value);
  assert_true(probe_kind_find(ctx, 2, &row));
  assert_true(row.has_text_value && row.text_value.len == 0 && row.text_value.ptr);
  assert_true(row.has_bytes_value && row.bytes_value.len == 0);
  assert_true(row.has_bool_value && !row.bool_value);
  db_read_end(ctx);
  test_db_close(test);
}

/* Kinds of statements. */

static bool insert_twenty(struct ctx *ctx, void *arg) {
  (void)arg;
  for (int64_t id = 1; id <= 20; id++)
    probe_account_insert(ctx, id, id * 10);
  return true;
}

static void add_up(void *arg, const struct probe_account_each_row *row) {
  *(int64_t *)arg += row->balance_minor;
}

static bool clear_small(struct ctx *ctx, void *arg) {
  *(int64_t *)arg = probe_account_clear(ctx, 50);
  return true;
}

static void the_five_kinds_of_statement_do_what_they_say(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *ctx = test_ctx(test, here);
  assert_true(db_write(ctx, insert_twenty, NULL));
  struct probe_account_list_rows rows = probe_account_list(ctx, 2, 17);
  assert_int_equal(rows.count, 17);
  assert_int_equal(rows.items[0].id, 3);
  assert_int_equal(rows.items[16].balance_minor, 190);
  assert_int_equal(probe_account_list(ctx, 20, 5).count, 0);
  assert_true(probe_account_exists(ctx, 20));
  assert_false(probe_account_exists(ctx, 21));
  int64_t sum = 0, changed = 0;
  probe_account_each(ctx, add_up, &sum);
  assert_int_equal(sum, 2100);
  assert_true(db_write(ctx, clear_small, &changed));
  assert_int_equal(changed, 5);
  test_db_close(test);
}

static void a_territory_sees_only_its_own_rows(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  add_account(test_ctx(test, here), 1, 100);
  add_account(test_ctx(test, there), 1, 900);
  assert_int_equal(balance(test_ctx(test, here), 1), 100);
  assert_int_equal(balance(test_ctx(test, there), 1), 900);
  test_db_close(test);
}

/* Reading. */

static void a_page_sees_one_snapshot(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct ctx *writer = test_ctx(test, here), *reader = test_ctx(test, here);
  add_account(writer, 1, 100);
  struct probe_account_sum_row sum;
  assert_true(probe_account_sum(reader, &sum));
  assert_int_equal(sum.sum_minor, 100);
  add_account(writer, 2, 50);
  assert_true(probe_account_sum(reader, &sum));
  assert_int_equal(sum.sum_minor, 100);
  db_read_end(reader);
  assert_true(probe_account_sum(reader, &sum));
  assert_int_equal(sum.sum_minor, 150);
  db_read_end(reader);
  test_db_close(test);
}

static void leave_early(void *arg, const struct probe_account_each_row *row) {
  (void)arg, (void)row;
  fault_raise(FAULT_IO, "the reader of the export is gone");
}

static void stream_and_leave(void *arg) {
  probe_account_each(arg, leave_early, NULL);
}

static void a_stream_that_is_left_early_frees_its_connection(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){.readers = 1});
  struct ctx *ctx = test_ctx(test, here);
  assert_true(db_write(ctx, insert_twenty, NULL));
  for (int i = 0; i < 3; i++) {
    test_expects_fault(FAULT_IO, stream_and_leave, ctx);
    db_read_end(ctx);
  }
  assert_int_equal(balance(ctx, 20), 200);
  test_db_close(test);
}

static void count_long(void *arg) {
  struct probe_count_long_row row;
  probe_count_long(arg, &row);
}

static void a_long_statement_is_stopped(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){.timeout_ms = 50});
  struct ctx *ctx = test_ctx(test, here);
  test_expects_fault(FAULT_TIMEOUT, count_long, ctx);
  db_read_end(ctx);
  add_account(ctx, 1, 100);
  assert_int_equal(balance(ctx, 1), 100);
  test_db_close(test);
}

/* Many at once. */

enum { CLIENTS = 64, TAKES = 20, START_MINOR = 1000 };

enum task { TAKE_FROM_ONE, INSERT_OR_FAIL };

struct client {
  struct ctx *ctx;
  pthread_t thread;
  int64_t id;
  int taken, refused, faults;
  enum task task;
};

static bool take_one(struct ctx *ctx, void *arg) {
  (void)arg;
  struct probe_account_take_row row;
  return probe_account_take(ctx, 1, 1, &row);
}

struct counted_write {
  struct client *client;
  bool (*body)(struct ctx *ctx, void *arg);
  struct account account;
};

static void counted_write(void *arg) {
  struct counted_write *write = arg;
  bool kept = db_write(write->client->ctx, write->body, &write->account);
  if (kept) write->client->taken++;
  if (!kept) write->client->refused++;
}

/* Every third body is kept, every third refuses, every third raises a fault. */
static void *run_client(void *arg) {
  struct client *client = arg;
  for (int i = 0; i < TAKES; i++) {
    struct counted_write write = {client, take_one, {0}};
    struct fault fault;
    if (client->task == INSERT_OR_FAIL) {
      write.body = i % 3 == 2 ? insert_then_fault : insert_account;
      write.account = (struct account){client->id * 1000 + i, 1, i % 3 == 0};
    }
    if (!fault_catch(&fault, counted_write, &write)) client->faults++;
  }
  return NULL;
}

static struct client run_clients(struct test_db *test, enum task task) {
  static struct client clients[CLIENTS];
  struct client total = {0};
  for (int i = 0; i < CLIENTS; i++) {
    clients[i] = (struct client){.ctx = test_ctx(test, here), .id = i + 1, .task = task};
    assert_int_equal(pthread_create(&clients[i].thread, NULL, run_client, &clients[i]), 0);
  }
  for (int i = 0; i < CLIENTS; i++) {
    pthread_join(clients[i].thread, NULL);
    total.taken += clients[i].taken;
    total.refused += clients[i].refused;
    total.faults += clients[i].faults;
  }
  return total;
}

static void sixty_four_clients_take_exactly_the_balance(void **state) {
  (void)state;
  struct test_db *test =
      test_db_open_probe((struct db_options){.readers = 16, .timeout_ms = 60000});
  add_account(test_ctx(test, here), 1, START_MINOR);
  struct client total = run_clients(test, TAKE_FROM_ONE);
  struct ctx *ctx = test_ctx(test, here);
  assert_int_equal(total.faults, 0);
  assert_int_equal(total.taken, START_MINOR);
  assert_int_equal(total.taken + total.refused, CLIENTS * TAKES);
  assert_int_equal(balance(ctx, 1), 0);
  test_db_close(test);
}

static void in_a_batch_each_body_undoes_only_itself(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){.readers = 16});
  struct client total = run_clients(test, INSERT_OR_FAIL);
  assert_int_equal(total.taken, CLIENTS * 7);
  assert_int_equal(total.refused, CLIENTS * 7);
  assert_int_equal(total.faults, CLIENTS * 6);
  struct ctx *ctx = test_ctx(test, here);
  struct probe_account_sum_row sum;
  assert_true(probe_account_sum(ctx, &sum));
  assert_int_equal(sum.sum_minor, CLIENTS * 7);
  for (int64_t i = 0; i < TAKES; i++)
    assert_int_equal(probe_account_exists(ctx, 5000 + i), i % 3 == 0);
  db_read_end(ctx);
  if (db_engine(test->db) == DB_SQLITE)
    assert_true(db_stats(test->db).commits < db_stats(test->db).bodies);
  test_db_close(test);
}

/* Reads, decides in C, writes: what READ COMMITTED would lose. */
static bool add_one(struct ctx *ctx, void *arg) {
  (void)arg;
  struct probe_account_find_row row;
  if (!probe_account_find(ctx, 1, &row)) return false;
  probe_account_set(ctx, 1, row.balance_minor + 1);
  return true;
}

struct adder {
  struct ctx *ctx;
  pthread_t thread;
  int64_t added;
};

static void add_one_now(void *arg) {
  struct adder *adder = arg;
  if (db_write(adder->ctx, add_one, NULL)) adder->added++;
}

static void *run_adder(void *arg) {
  struct fault fault;
  for (int i = 0; i < 25; i++)
    if (!fault_catch(&fault, add_one_now, arg)) must(fault.kind == FAULT_CONFLICT);
  return NULL;
}

static void *run_patient_adder(void *arg) {
  for (int i = 0; i < 25; i++)
    add_one_now(arg);
  return NULL;
}

/* Who loses again and again in the end has the others wait. */
static void of_many_who_want_one_row_nobody_gives_up(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){.timeout_ms = 60000});
  struct adder adders[CLIENTS] = {0};
  add_account(test_ctx(test, here), 1, 0);
  for (int i = 0; i < CLIENTS; i++) {
    adders[i].ctx = test_ctx(test, here);
    assert_int_equal(pthread_create(&adders[i].thread, NULL, run_patient_adder, &adders[i]), 0);
  }
  for (int i = 0; i < CLIENTS; i++)
    pthread_join(adders[i].thread, NULL);
  assert_int_equal(balance(test_ctx(test, here), 1), CLIENTS * 25);
  test_db_close(test);
}

static int64_t add_together(struct adder *adders, size_t count) {
  int64_t added = 0;
  for (size_t i = 0; i < count; i++) {
    adders[i].added = 0;
    assert_int_equal(pthread_create(&adders[i].thread, NULL, run_adder, &adders[i]), 0);
  }
  for (size_t i = 0; i < count; i++) {
    pthread_join(adders[i].thread, NULL);
    added += adders[i].added;
  }
  return added;
}

static bool have_met(struct db *one, struct db *other) {
  return db_engine(one) == DB_SQLITE || db_stats(one).conflicts + db_stats(other).conflicts > 0;
}

/* Two db_open() of one database are as two processes. */
static void two_processes_that_read_decide_and_write_lose_nothing(void **state) {
  (void)state;
  struct test_db *test = test_db_open_probe((struct db_options){0});
  struct db *other = db_open(test->url, (struct db_options){0});
  struct adder adders[8] = {0};
  int64_t added = 0;
  add_account(test_ctx(test, here), 1, 0);
  for (int i = 0; i < 8; i++) {
    adders[i].ctx = test_ctx(test, here);
    if (i % 2) adders[i].ctx->db = other;
  }
  /* On a busy machine they may pass by each other without ever meeting: then once more. */
  for (int round = 0; round < 20 && (round == 0 || !have_met(test->db, other)); round++)
    added += add_together(adders, 8);
  assert_true(added > 100);
  assert_int_equal(balance(test_ctx(test, here), 1), added);
  assert_true(have_met(test->db, other));
  db_close(other);
  test_db_close(test);
}

int db_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_written_is_there_for_another_connection),
      cmocka_unit_test(a_refusal_leaves_nothing),
      cmocka_unit_test(a_fault_leaves_nothing_and_reaches_the_caller),
      cmocka_unit_test(a_broken_constraint_is_a_fault),
      cmocka_unit_test(foreign_keys_hold),
      cmocka_unit_test(every_type_comes_back_as_it_went),
      cmocka_unit_test(nothing_and_emptiness_are_two_things),
      cmocka_unit_test(the_five_kinds_of_statement_do_what_they_say),
      cmocka_unit_test(a_territory_sees_only_its_own_rows),
      cmocka_unit_test(a_page_sees_one_snapshot),
      cmocka_unit_test(a_stream_that_is_left_early_frees_its_connection),
      cmocka_unit_test(a_long_statement_is_stopped),
      cmocka_unit_test(sixty_four_clients_take_exactly_the_balance),
      cmocka_unit_test(in_a_batch_each_body_undoes_only_itself),
      cmocka_unit_test(of_many_who_want_one_row_nobody_gives_up),
      cmocka_unit_test(two_processes_that_read_decide_and_write_lose_nothing),
  };
  return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
