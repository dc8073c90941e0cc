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
  bool writes = !db_tables_none(&statement->writes);
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

/* Plans. */

/* Tables that hold a row for each territory, agent's act or the like, whoever sells how much; and
 * names of parts of a statement, which hold what was found. */
static const char *const small[] = {"SCAN territory",
                                    "SCAN territory_host",
                                    "SCAN signing_change",
                                    "SCAN session", /* all of them go */
                                    "SCAN accounts_archive",
                                    "SCAN CONSTANT",
                                    "SCAN t USING COVERING INDEX sqlite_autoindex_territory_1",
                                    "SCAN number" /* made up by the statement */};

static bool is_table(const char *step) {
  for (size_t i = 0; i < sizeof small / sizeof *small; i++)
    if (strncmp(step, small[i], strlen(small[i])) == 0) return false;
  return strstr(step, "USING") != NULL || strchr(step + strlen("SCAN "), ' ') == NULL;
}

/* A part that was computed before, and is then read to its end, is named after its step. */
static bool is_part(sqlite3 *handle, const char *plan, const char *name) {
  sqlite3_stmt *stmt = NULL;
  bool part = false;
  assert_int_equal(sqlite3_prepare_v2(handle, plan, -1, &stmt, NULL), SQLITE_OK);
  while (!part && sqlite3_step(stmt) == SQLITE_ROW) {
    const char *step = (const char *)sqlite3_column_text(stmt, 3), *last = strrchr(step, ' ');
    bool made = strncmp(step, "CO-ROUTINE", 10) == 0 || strncmp(step, "MATERIALIZE", 11) == 0;
    part = made && last && strcmp(last + 1, name) == 0;
  }
  sqlite3_finalize(stmt);
  return part;
}

static void look_at_plan(sqlite3 *handle, const struct db_statement *statement) {
  char plan[16384];
  sqlite3_stmt *stmt = NULL;
  snprintf(plan, sizeof plan, "EXPLAIN QUERY PLAN %s", statement->sqlite);
  assert_int_equal(sqlite3_prepare_v2(handle, plan, -1, &stmt, NULL), SQLITE_OK);
  while (sqlite3_step(stmt) == SQLITE_ROW) {
    const char *step = (const char *)sqlite3_column_text(stmt, 3);
    bool scan = strncmp(step, "SCAN ", 5) == 0 && is_table(step);
    if (scan && !is_part(handle, plan, step + 5)) complain(statement, "walks a whole table", step);
    if (strstr(step, "ANY(")) complain(statement, "skips through an index", step);
  }
  sqlite3_finalize(stmt);
}

static void no_statement_walks_a_large_table_from_end_to_end_on_sqlite(void **state) {
  (void)state;
  struct test_db *test = test_db_open_with((struct db_options){.offline = true});
  bool sqlite = db_engine(test->db) == DB_SQLITE;
  db_script(test->db, str_from(probe_schema));
  wrong = 0;
  for (unsigned i = 0; sqlite && i < db_statement_count; i++)
    if (db_statements[i])
      look_at_plan(((struct sqlite_db *)test->db)->writer.connection->handle, db_statements[i]);
  test_db_close(test);
  assert_int_equal(wrong, 0);
}

static void plan_of(struct test_db *test, const char *name, char *steps, size_t size) {
  sqlite3 *handle = ((struct sqlite_db *)test->db)->writer.connection->handle;
  char plan[16384];
  sqlite3_stmt *stmt = NULL;
  steps[0] = 0;
  for (unsigned i = 0; i < db_statement_count; i++)
    if (db_statements[i] && strcmp(db_statements[i]->name, name) == 0)
      snprintf(plan, sizeof plan, "EXPLAIN QUERY PLAN %s", db_statements[i]->sqlite);
  assert_int_equal(sqlite3_prepare_v2(handle, plan, -1, &stmt, NULL), SQLITE_OK);
  while (sqlite3_step(stmt) == SQLITE_ROW)
    snprintf(steps + strlen(steps), size - strlen(steps), "%s\n",
             (const char *)sqlite3_column_text(stmt, 3));
  sqlite3_finalize(stmt);
}

/* What a busy merchant's statement, the till and the desk ask, each with the index made for it. */
static void the_planner_takes_the_index_that_was_made_for_a_question(void **state) {
  (void)state;
  static const char *const wanted[][2] = {
      {"ledger_debit_entries", "transfer_debit (territory_id=? AND debit_id=? AND id<?)"},
      {"ledger_credit_tail", "transfer_credit (territory_id=? AND credit_id=? AND id>?)"},
      {"takings_balance", "transfer_credit (territory_id=? AND credit_id=?)"},
      {"payout_came_back", "payout_by_merchant"},
      {"care_by_shop", "voucher_by_shop (territory_id=? AND shop_id=? AND id<?)"},
      {"care_by_campaign", "voucher_by_campaign"},
      {"care_by_end", "voucher_ended"},
      {"care_blocked", "voucher_blocked"},
      {"reminder_vouchers", "voucher_due (territory_id=? AND expires_on=? AND id>?)"},
      {"refund_of_voucher", "refund_by_voucher"},
      {"envelope_reserved", "top_up_reserved"},
      {"voucher_elsewhere", "v USING PRIMARY KEY (territory_id=? AND id=?)"},
  };
  struct test_db *test = test_db_open_with((struct db_options){.offline = true});
  char steps[4096];
  for (size_t i = 0; db_engine(test->db) == DB_SQLITE && i < sizeof wanted / sizeof *wanted; i++) {
    plan_of(test, wanted[i][0], steps, sizeof steps);
    if (!strstr(steps, wanted[i][1])) print_error("%s:\n%s", wanted[i][0], steps);
    assert_non_null(strstr(steps, wanted[i][1]));
  }
  test_db_close(test);
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
      cmocka_unit_test(no_statement_walks_a_large_table_from_end_to_end_on_sqlite),
      cmocka_unit_test(the_planner_takes_the_index_that_was_made_for_a_question),
  };
  return cmocka_run_group_tests_name("statement", tests, NULL, NULL);
}
