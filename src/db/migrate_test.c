#include "db/migrate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "base/fault.h"
#include "db/engine.h"
#include "test/support.h"

static struct embedded_file steps[] = {
    {.name = {"0001_first.sql", 14}, .bytes = {"CREATE TABLE one (id BIGINT);", 29}},
    {.name = {"0002_second.sql", 15}, .bytes = {"CREATE TABLE two (id BIGINT);", 29}},
};
static struct embedded_file edited[] = {
    {.name = {"0001_first.sql", 14}, .bytes = {"CREATE TABLE one (id INTEGER);", 30}},
};
static struct embedded_file broken[] = {
    {.name = {"0001_first.sql", 14}, .bytes = {"CREATE TABLE one (id BIGINT);", 29}},
    {.name = {"0002_wrong.sql", 14}, .bytes = {"CREATE TABLE two (id BIGINT); CREATE 7;", 39}},
};

static int migrate(struct test_db *test, const struct embedded_file *files, size_t count) {
  return db_migrate_from(test->db, &(struct embedded_files){files, count});
}

static void each_migration_is_applied_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open_empty((struct db_options){.offline = true});
  assert_int_equal(migrate(test, steps, 1), 1);
  assert_int_equal(migrate(test, steps, 1), 0);
  assert_int_equal(migrate(test, steps, 2), 1);
  assert_int_equal(migrate(test, steps, 2), 0);
  struct str names = test->db->engine->ask(test->db, test->arena,
                                           "SELECT min(name) || ' ' || max(name) FROM migration");
  assert_true(str_equal(names, S("0001_first 0002_second")));
  test_db_close(test);
}

struct attempt {
  struct test_db *test;
  const struct embedded_file *files;
  size_t count;
};

static void attempt(void *arg) {
  struct attempt *attempt = arg;
  migrate(attempt->test, attempt->files, attempt->count);
}

static void a_migration_that_was_edited_later_is_refused(void **state) {
  (void)state;
  struct test_db *test = test_db_open_empty((struct db_options){.offline = true});
  migrate(test, steps, 1);
  test_expects_fault(FAULT_DATABASE, attempt, &(struct attempt){test, edited, 1});
  test_db_close(test);
}

static void an_older_program_refuses_a_newer_database(void **state) {
  (void)state;
  struct test_db *test = test_db_open_empty((struct db_options){.offline = true});
  migrate(test, steps, 2);
  test_expects_fault(FAULT_DATABASE, attempt, &(struct attempt){test, steps, 1});
  test_db_close(test);
}

static void a_migration_that_fails_leaves_nothing_of_itself(void **state) {
  (void)state;
  struct test_db *test = test_db_open_empty((struct db_options){.offline = true});
  test_expects_fault(FAULT_DATABASE, attempt, &(struct attempt){test, broken, 2});
  assert_int_equal(migrate(test, steps, 2), 1); /* the first stayed; the table `two` did not */
  test_db_close(test);
}

static void the_product_knows_what_is_missing(void **state) {
  (void)state;
  struct test_db *test = test_db_open_empty((struct db_options){.offline = true});
  int all = db_migrations_missing(test->db);
  assert_int_equal(all, (int)migrations.count);
  assert_int_equal(db_migrations_missing(test->db), all);
  assert_int_equal(db_migrate(test->db), all);
  assert_int_equal(db_migrations_missing(test->db), 0);
  test_db_close(test);
}

struct backup {
  struct db *db;
  struct str path;
};

static void back_up(void *arg) {
  struct backup *backup = arg;
  db_backup(backup->db, backup->path);
}

static void a_backup_is_a_whole_database_and_overwrites_nothing(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  if (db_engine(test->db) == DB_POSTGRES) {
    test_expects_fault(FAULT_DATABASE, back_up, &(struct backup){test->db, S("never.db")});
    test_db_close(test);
    return;
  }
  struct str file = str_skip(test->url, S("sqlite:").len);
  struct str path = str_format(test->arena, "%.*scopy.db", (int)(file.len - 7), file.ptr);
  db_backup(test->db, path);
  test_expects_fault(FAULT_IO, back_up, &(struct backup){test->db, path});
  struct str url = str_format(test->arena, "sqlite:%.*s", STR_ARG(path));
  struct db *copy = db_open(url, (struct db_options){.offline = true});
  assert_int_equal(db_migrations_missing(copy), 0);
  db_close(copy);
  test_db_close(test);
}

int migrate_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_migration_is_applied_once),
      cmocka_unit_test(a_migration_that_was_edited_later_is_refused),
      cmocka_unit_test(an_older_program_refuses_a_newer_database),
      cmocka_unit_test(a_migration_that_fails_leaves_nothing_of_itself),
      cmocka_unit_test(the_product_knows_what_is_missing),
      cmocka_unit_test(a_backup_is_a_whole_database_and_overwrites_nothing),
  };
  return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
