/* Prepares every statement of the product on the engine under test and compares what the engine
 * says about it with what its header says: counts, names and types. SQLite does not know the types
 * of expressions; PostgreSQL does, and sees the same text. */
#include "db/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "db/migrate.h"
#include "db/postgres.h"
#include "db/sqlite.h"
#include "probe_test_sql.h"
#include "test/support.h"

static int wrong;

static void complain(const struct db_statement *statement, const char *what, const char *detail) {
  print_error("%s: %s: %s\n", statement->name, what, detail);
  wrong++;
}

static bool is_name(const char *text) {
  return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text);
}

static size_t parameter_count(const struct db_statement *statement) {
  return statement->parameter_count + statement->uses_territory;
}

/* An expression without a name of its own is called by its text, or by the function outside. */
static void compare_name(const struct db_statement *statement, size_t column, const char *name) {
  if (is_name(name) && strcmp(name, statement->columns[column].name) != 0)
    complain(statement, statement->columns[column].name, name);
}

static void compare_counts(const struct db_statement *statement, int parameters, int columns) {
  bool gives_rows = statement->column_count > 0;
  if ((size_t)parameters != parameter_count(statement))
    complain(statement, "parameters", "another number than in the header");
  if (gives_rows && (size_t)columns != statement->column_count)
    complain(statement, "columns", "another number than in the header");
  if (!gives_rows && columns > 0 && statement->kind != DB_ONE)
    complain(statement, "columns", "rows that nobody reads");
  if (columns == 0 && statement->kind != DB_RUN && statement->kind != DB_CHANGE)
    complain(statement, "columns", "no row comes back");
}

/* SQLite. */

static const char *sqlite_type(enum db_type type) {
  static const char *const names[] = {
      [DB_INT] = "INTEGER", [DB_TEXT] = "TEXT",  [DB_BOOL] = "INTEGER",
      [DB_REAL] = "REAL",   [DB_BYTES] = "BLOB", [DB_DAY] = "INTEGER"};
  return names[type];
}

static void compare_sqlite(const struct db_statement *statement, sqlite3_stmt *stmt) {
  compare_counts(statement, sqlite3_bind_parameter_count(stmt), sqlite3_column_count(stmt));
  for (size_t i = 0; i < statement->column_count; i++) {
    const char *type = sqlite3_column_decltype(stmt, (int)i);
    compare_name(statement, i, sqlite3_column_name(stmt, (int)i));
    if (type && strcmp(type, sqlite_type(statement->columns[i].type)) != 0)
      complain(statement, statement->columns[i].name, type);
  }
  bool writes = statement->writes.bits[0] | statement->writes.bits[1] |
                statement->writes.across[0] | statement->writes.across[1];
  if (writes == sqlite3_stmt_readonly(stmt))
    complain(statement, "writes", "sql2c and SQLite do not agree");
}

static void prepare_sqlite(struct test_db *test, const struct db_statement *statement) {
  struct sqlite_db *db = (struct sqlite_db *)test->db;
  sqlite3 *handle = db->writer.connection->handle;
  sqlite3_stmt *stmt = NULL;
  if (sqlite3_prepare_v2(handle, statement->sqlite, -1, &stmt, NULL) == SQLITE_OK)
    compare_sqlite(statement, stmt);
  else
    complain(statement, "prepare", sqlite3_errmsg(handle));
  sqlite3_finalize(stmt);
}

/* PostgreSQL. */

enum {
  OID_BOOL = 16,
  OID_BYTEA = 17,
  OID_INT8 = 20,
  OID_INT2 = 21,
  OID_INT4 = 23,
  OID_TEXT = 25,
  OID_FLOAT8 = 701
};

static bool type_fits(enum db_type type, Oid oid) {
  switch (type) {
  case DB_INT:
    return oid == OID_INT8 || oid == OID_INT4 || oid == OID_INT2;
  case DB_DAY:
    return oid == OID_INT4 || oid == OID_INT8;
  case DB_TEXT:
    return oid == OID_TEXT;
  case DB_BOOL:
    return oid == OID_BOOL;
  case DB_REAL:
    return oid == OID_FLOAT8;
  case DB_BYTES:
    return oid == OID_BYTEA;
  }
  return false;
}

static void compare_postgres(const struct db_statement *statement, const PGresult *described) {
  compare_counts(statement, PQnparams(described), PQnfields(described));
  for (size_t i = 0; i < statement->column_count && (int)i < PQnfields(described); i++) {
    char oid[32];
    snprintf(oid, sizeof oid, "PostgreSQL type %u", PQftype(described, (int)i));
    if (!type_fits(statement->columns[i].type, PQftype(described, (int)i)))
      complain(statement, statement->columns[i].name, oid);
  }
}

static void prepare_postgres(PGconn *handle, const struct db_statement *statement) {
  PGresult *prepared = PQprepare(handle, "", statement->postgres, 0, NULL);
  if (PQresultStatus(prepared) == PGRES_COMMAND_OK) {
    PGresult *described = PQdescribePrepared(handle, "");
    compare_postgres(statement, described);
    PQclear(described);
  } else {
    complain(statement, "prepare", PQerrorMessage(handle));
  }
  PQclear(prepared);
}

static void every_statement_is_what_its_header_says(void **state) {
  (void)state;
  struct test_db *test = test_db_open_with((struct db_options){.offline = true});
  bool sqlite = db_engine(test->db) == DB_SQLITE;
  db_script(test->db, str_from(probe_schema));
  PGconn *handle = sqlite ? NULL : postgres_connect((struct postgres_db *)test->db);
  wrong = 0;
  for (unsigned i = 0; i < db_statement_count; i++) {
    if (!db_statements[i]) continue;
    assert_int_equal(db_statements[i]->number, i);
    if (sqlite) prepare_sqlite(test, db_statements[i]);
    if (!sqlite) prepare_postgres(handle, db_statements[i]);
  }
  if (handle) PQfinish(handle);
  test_db_close(test);
  assert_int_equal(wrong, 0);
}

int statement_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_statement_is_what_its_header_says),
  };
  return cmocka_run_group_tests_name("statement", tests, NULL, NULL);
}
