/* One SQLite connection: opening it, preparing statements once, binding, stepping, reading rows.
 *
 * No mutex inside SQLite: a connection is used by one thread at a time. No memory map: pages that
 * are mapped would count as the process's own. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/time.h"
#include "db/sqlite.h"

enum { PROGRESS_OPCODES = 2000 };

static const char *const commands[COMMAND_COUNT] = {
    [COMMAND_BEGIN_READ] = "BEGIN",      [COMMAND_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [COMMAND_SAVE] = "SAVEPOINT body",   [COMMAND_RELEASE] = "RELEASE body",
    [COMMAND_UNDO] = "ROLLBACK TO body", [COMMAND_COMMIT] = "COMMIT",
    [COMMAND_ROLLBACK] = "ROLLBACK",     [COMMAND_DATA_VERSION] = "PRAGMA data_version",
};

static enum fault_kind kind_of(int code) {
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return FAULT_CONFLICT;
  case SQLITE_INTERRUPT:
    return FAULT_TIMEOUT;
  case SQLITE_NOMEM:
    return FAULT_MEMORY;
  default:
    return FAULT_DATABASE;
  }
}

_Noreturn void sqlite_fault(struct sqlite_connection *connection, int code, const char *what) {
  struct fault fault = {.kind = kind_of(code)};
  snprintf(fault.text, sizeof fault.text, "%s: %s", what, sqlite3_errmsg(connection->handle));
  sqlite_reset_active(connection);
  fault_again(&fault);
}

void sqlite_reset_active(struct sqlite_connection *connection) {
  if (connection->active) sqlite3_reset(connection->active);
  connection->active = NULL;
}

/* Opening. */

/* The clock is read only by statements long enough to get here. */
static int on_progress(void *arg) {
  struct sqlite_connection *connection = arg;
  int64_t now = clock_monotonic_us();
  if (connection->deadline_us == 0) connection->deadline_us = now + connection->timeout_us;
  return now > connection->deadline_us;
}

struct opening {
  struct sqlite_connection *connection;
  const char *path;
  int cache_kib;
};

static void open_handle(void *arg) {
  struct opening *opening = arg;
  struct sqlite_connection *connection = opening->connection;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  int code = sqlite3_open_v2(opening->path, &connection->handle, flags, NULL);
  if (code != SQLITE_OK) fault_raise(FAULT_DATABASE, "%s: %s", opening->path, sqlite3_errstr(code));
  sqlite3_extended_result_codes(connection->handle, 1);
  sqlite3_busy_timeout(connection->handle, (int)(connection->timeout_us / 1000));
  sqlite3_progress_handler(connection->handle, PROGRESS_OPCODES, on_progress, connection);
  sqlite_exec(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                          "PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;"
                          "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
                          "PRAGMA trusted_schema = OFF");
  char cache[64];
  snprintf(cache, sizeof cache, "PRAGMA cache_size = -%d", opening->cache_kib);
  sqlite_exec(connection, cache);
}

struct sqlite_connection *sqlite_connect(struct sqlite_db *db, int cache_kib) {
  struct sqlite_connection *connection = calloc(1, sizeof *connection);
  must(connection);
  connection->base.db = &db->base;
  connection->timeout_us = (int64_t)db->base.options.timeout_ms * 1000;
  connection->prepared = calloc(db_statement_count + COMMAND_COUNT, sizeof(sqlite3_stmt *));
  must(connection->prepared);
  struct opening opening = {connection, db->path, cache_kib};
  struct fault fault;
  if (fault_catch(&fault, open_handle, &opening)) return connection;
  sqlite_disconnect(connection);
  fault_again(&fault);
}

void sqlite_disconnect(struct sqlite_connection *connection) {
  if (!connection) return;
  for (unsigned i = 0; i < db_statement_count + COMMAND_COUNT; i++)
    sqlite3_finalize(connection->prepared[i]);
  sqlite3_close(connection->handle);
  free(connection->prepared);
  free(connection);
}

/* Plain statements. */

void sqlite_exec(struct sqlite_connection *connection, const char *sql) {
  connection->deadline_us = 0;
  int code = sqlite3_exec(connection->handle, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK) sqlite_fault(connection, code, sql);
}

int64_t sqlite_ask_int(struct sqlite_connection *connection, const char *sql) {
  sqlite3_stmt *stmt = NULL;
  connection->deadline_us = 0;
  int code = sqlite3_prepare_v2(connection->handle, sql, -1, &stmt, NULL);
  if (code == SQLITE_OK) code = sqlite3_step(stmt);
  int64_t value = code == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
  sqlite3_finalize(stmt);
  if (code != SQLITE_ROW && code != SQLITE_DONE) sqlite_fault(connection, code, sql);
  return value;
}

static sqlite3_stmt *prepare(struct sqlite_connection *connection, unsigned slot, const char *sql,
                             const char *name) {
  sqlite3_stmt **place = &connection->prepared[slot];
  if (*place) return *place;
  int code =
      sqlite3_prepare_v3(connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, place, NULL);
  if (code != SQLITE_OK) sqlite_fault(connection, code, name);
  return *place;
}

int64_t sqlite_command(struct sqlite_connection *connection, enum sqlite_command command) {
  const char *sql = commands[command];
  sqlite3_stmt *stmt = prepare(connection, db_statement_count + command, sql, sql);
  connection->deadline_us = 0;
  int code = sqlite3_step(stmt);
  int64_t value = code == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
  int final = sqlite3_reset(stmt);
  if (code == SQLITE_ROW || code == SQLITE_DONE) code = final;
  if (code != SQLITE_OK) sqlite_fault(connection, code, sql);
  return value;
}

/* The product's statements. */

static int bind_text(sqlite3_stmt *stmt, int number, struct str text) {
  return sqlite3_bind_text(stmt, number, text.ptr ? text.ptr : "", (int)text.len, SQLITE_STATIC);
}

static int bind_bytes(sqlite3_stmt *stmt, int number, struct str bytes) {
  return sqlite3_bind_blob(stmt, number, bytes.ptr ? bytes.ptr : "", (int)bytes.len, SQLITE_STATIC);
}

static int bind_field(sqlite3_stmt *stmt, int number, const struct db_field *field,
                      const void *params) {
  const void *at = db_member(params, field->offset);
  if (db_is_null(field, params)) return sqlite3_bind_null(stmt, number);
  switch (field->type) {
  case DB_INT:
    return sqlite3_bind_int64(stmt, number, *(const int64_t *)at);
  case DB_TEXT:
    return bind_text(stmt, number, *(const struct str *)at);
  case DB_BOOL:
    return sqlite3_bind_int(stmt, number, *(const bool *)at);
  case DB_REAL:
    return sqlite3_bind_double(stmt, number, *(const double *)at);
  case DB_BYTES:
    return bind_bytes(stmt, number, *(const struct str *)at);
  case DB_DAY:
    return sqlite3_bind_int(stmt, number, *(const int32_t *)at);
  }
  return SQLITE_MISUSE;
}

/* The bound text is the caller's; it is read no more once the statement is reset. */
static void bind_all(struct sqlite_connection *connection, sqlite3_stmt *stmt,
                     const struct ctx *ctx, const struct db_statement *statement,
                     const void *params) {
  int code = SQLITE_OK;
  for (size_t i = 0; i < statement->parameter_count && code == SQLITE_OK; i++)
    code = bind_field(stmt, (int)i + 1, &statement->parameters[i], params);
  if (code == SQLITE_OK && statement->uses_territory)
    code = sqlite3_bind_int64(stmt, (int)statement->parameter_count + 1, ctx->territory.value);
  if (code != SQLITE_OK) sqlite_fault(connection, code, statement->name);
}

static struct str value_bytes(sqlite3_value *value, struct arena *arena) {
  const char *ptr = sqlite3_value_blob(value);
  struct str bytes = {ptr ? ptr : "", (size_t)sqlite3_value_bytes(value)};
  return arena ? str_copy(arena, bytes) : bytes;
}

static bool type_fits(enum db_type type, int found) {
  switch (type) {
  case DB_INT:
  case DB_BOOL:
  case DB_DAY:
    return found == SQLITE_INTEGER;
  case DB_TEXT:
    return found == SQLITE_TEXT;
  case DB_REAL:
    return found == SQLITE_FLOAT || found == SQLITE_INTEGER;
  case DB_BYTES:
    return found == SQLITE_BLOB;
  }
  return false;
}

static void read_value(sqlite3_value *value, enum db_type type, void *at, struct arena *arena) {
  switch (type) {
  case DB_INT:
    *(int64_t *)at = sqlite3_value_int64(value);
    break;
  case DB_BOOL:
    *(bool *)at = sqlite3_value_int(value) != 0;
    break;
  case DB_DAY:
    *(int32_t *)at = sqlite3_value_int(value);
    break;
  case DB_REAL:
    *(double *)at = sqlite3_value_double(value);
    break;
  case DB_TEXT:
  case DB_BYTES:
    *(struct str *)at = value_bytes(value, arena);
    break;
  }
}

static void wrong_type(struct sqlite_connection *connection, const struct db_statement *statement,
                       const struct db_field *field) {
  sqlite_reset_active(connection);
  fault_raise(FAULT_DATABASE, "%s: column %s is not what its header says", statement->name,
              field->name);
}

/* One look-up a column instead of three: sqlite3_column_value() is safe here although the value is
 * not "protected", because nobody else uses the connection. */
static void read_row(struct sqlite_connection *connection, sqlite3_stmt *stmt,
                     const struct db_statement *statement, struct db_sink *sink) {
  void *row = sink->room(sink);
  for (size_t i = 0; i < statement->column_count; i++) {
    const struct db_field *field = &statement->columns[i];
    sqlite3_value *value = sqlite3_column_value(stmt, (int)i);
    int found = sqlite3_value_type(value);
    if (field->nullable) *(bool *)db_member(row, field->has_offset) = found != SQLITE_NULL;
    if (field->nullable && found == SQLITE_NULL) continue;
    if (!type_fits(field->type, found)) wrong_type(connection, statement, field);
    read_value(value, field->type, db_member(row, field->offset), sink->arena);
  }
  if (sink->row) sink->row(sink, row);
}

int64_t sqlite_execute(struct db_connection *base, const struct ctx *ctx,
                       const struct db_statement *statement, const void *params,
                       struct db_sink *sink) {
  struct sqlite_connection *connection = (struct sqlite_connection *)base;
  sqlite3_stmt *stmt = prepare(connection, statement->number, statement->sqlite, statement->name);
  bind_all(connection, stmt, ctx, statement, params);
  connection->active = stmt;
  connection->deadline_us = 0;
  int code;
  while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
    if (sink) read_row(connection, stmt, statement, sink);
  if (code != SQLITE_DONE) sqlite_fault(connection, code, statement->name);
  sqlite_reset_active(connection);
  return sqlite3_changes64(connection->handle);
}
