#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "db/migrate.h"

static void expect(enum db_engine engine, struct str sql, struct str expected) {
  struct arena *arena = arena_create(65536);
  struct str found = migrate_translate(arena, engine, sql);
  if (!str_equal(found, expected)) fail_msg("%.*s", STR_ARG(found));
  arena_destroy(arena);
}

static const struct str table = {
    "CREATE TABLE a (id BIGINT PRIMARY KEY, b BOOLEAN, c BYTES, d DOUBLE, e INTEGER, f TEXT);", 88};

static void type_words_are_translated(void **state) {
  (void)state;
  expect(DB_SQLITE, table,
         S("CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER, c BLOB, d REAL, e INTEGER, f TEXT) "
           "STRICT;"));
  expect(DB_POSTGRES, table,
         S("CREATE TABLE a (id BIGINT PRIMARY KEY, b BOOLEAN, c BYTEA, d DOUBLE PRECISION, e "
           "INTEGER, f TEXT);"));
}

static void rowids_are_left_out_on_sqlite_only(void **state) {
  (void)state;
  struct str sql = S("CREATE TABLE a (id TEXT PRIMARY KEY) WITHOUT ROWID;");
  expect(DB_SQLITE, sql, S("CREATE TABLE a (id TEXT PRIMARY KEY) WITHOUT ROWID, STRICT;"));
  expect(DB_POSTGRES, sql, S("CREATE TABLE a (id TEXT PRIMARY KEY)  ;"));
}

static void strings_comments_and_indexes_stay_as_they_are(void **state) {
  (void)state;
  struct str sql = S("INSERT INTO a VALUES ('it''s; BYTES');\n"
                     "-- BYTES; are 'not translated here\n"
                     "CREATE INDEX b ON a (BYTES_count);");
  expect(DB_SQLITE, sql, sql);
  expect(DB_POSTGRES, sql, sql);
}

static void sections_are_for_one_engine(void **state) {
  (void)state;
  struct str sql = S("A;\n-- on sqlite\nB;\n-- on postgresql\nC;\n-- on both\nD;");
  expect(DB_SQLITE, sql, S("A;\n\nB;\n\nD;"));
  expect(DB_POSTGRES, sql, S("A;\n\nC;\n\nD;"));
}

int translate_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(type_words_are_translated),
      cmocka_unit_test(rowids_are_left_out_on_sqlite_only),
      cmocka_unit_test(strings_comments_and_indexes_stay_as_they_are),
      cmocka_unit_test(sections_are_for_one_engine),
  };
  return cmocka_run_group_tests_name("translate", tests, NULL, NULL);
}
