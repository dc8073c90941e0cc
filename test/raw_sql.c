#include "test/raw_sql.h"

#include <libpq-fe.h>
#include <sqlite3.h>

#include "base/str.h"

static bool on_sqlite(const char *path, const char *sql) {
  sqlite3 *connection;
  bool done = sqlite3_open(path, &connection) == SQLITE_OK;
  sqlite3_busy_timeout(connection, 5000);
  done = done && sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK;
  sqlite3_close(connection);
  return done;
}

static bool on_postgres(const char *url, const char *sql) {
  PGconn *connection = PQconnectdb(url);
  PGresult *result = PQexec(connection, sql);
  bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  PQfinish(connection);
  return done;
}

bool raw_sql(const struct test_db *test, const char *sql) {
  const char *url = str_cstr(test->arena, test->url);
  struct str prefix = S("sqlite:");
  return str_starts(test->url, prefix) ? on_sqlite(url + prefix.len, sql) : on_postgres(url, sql);
}
