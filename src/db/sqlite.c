/* The SQLite engine: opening and closing, the pool of readers, scripts. */
#include "db/sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { READER_CACHE_KIB = 1024 };

static const struct db_engine_table engine;

/* Readers. */

struct reader_start {
  struct sqlite_db *db;
  struct sqlite_connection *reader;
};

static void start_reading(void *arg) {
  struct reader_start *start = arg;
  if (!start->reader) start->reader = sqlite_connect(start->db, READER_CACHE_KIB);
  sqlite_command(start->reader, COMMAND_BEGIN_READ);
}

static struct db_connection *read_begin(struct db *base) {
  struct reader_start start = {.db = (struct sqlite_db *)base};
  struct fault fault;
  start.reader =
      (struct sqlite_connection *)db_pool_take(&start.db->readers, base->options.timeout_ms);
  if (fault_catch(&fault, start_reading, &start)) return &start.reader->base;
  db_pool_give(&start.db->readers, start.reader ? &start.reader->base : NULL);
  fault_again(&fault);
}

static void finish_reading(void *arg) {
  sqlite_command(arg, COMMAND_COMMIT);
}

/* Whatever happened to its transaction, the connection goes back. */
static void read_end(struct db_connection *base) {
  struct sqlite_db *db = (struct sqlite_db *)base->db;
  struct sqlite_connection *reader = (struct sqlite_connection *)base;
  struct fault fault;
  sqlite_reset_active(reader);
  bool good = sqlite3_get_autocommit(reader->handle) || fault_catch(&fault, finish_reading, reader);
  if (!good) sqlite_disconnect(reader);
  db_pool_give(&db->readers, good ? base : NULL);
}

static void readers_close(struct db_pool *readers) {
  struct db_connection *reader;
  while ((reader = db_pool_empty(readers)) != NULL)
    sqlite_disconnect((struct sqlite_connection *)reader);
  db_pool_free(readers);
}

/* Scripts. */

/* On a connection of its own: the writer may be busy, and its prepared statements know the old
 * schema only until their next step. */
struct script {
  struct sqlite_connection *connection;
  const char *sql;
};

static void script_run(void *arg) {
  struct script *script = arg;
  script->connection->timeout_us = INT64_C(600) * 1000 * 1000;
  sqlite_command(script->connection, COMMAND_BEGIN_WRITE);
  sqlite_exec(script->connection, script->sql);
  sqlite_command(script->connection, COMMAND_COMMIT);
}

static void script(struct db *base, const char *sql) {
  struct script script = {sqlite_connect((struct sqlite_db *)base, READER_CACHE_KIB), sql};
  struct fault fault;
  bool good = fault_catch(&fault, script_run, &script);
  sqlite_disconnect(script.connection); /* rolls back what did not commit */
  if (!good) fault_again(&fault);
}

static struct str ask(struct db *base, struct arena *arena, const char *sql) {
  struct sqlite_connection *connection = sqlite_connect((struct sqlite_db *)base, READER_CACHE_KIB);
  sqlite3_stmt *stmt = NULL;
  struct str answer = {0};
  int code = sqlite3_prepare_v2(connection->handle, sql, -1, &stmt, NULL);
  if (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW)
    answer = str_copy(arena, str_from((const char *)sqlite3_column_text(stmt, 0)));
  sqlite3_finalize(stmt);
  struct fault fault = {.kind = FAULT_DATABASE};
  snprintf(fault.text, sizeof fault.text, "%s: %s", sql, sqlite3_errmsg(connection->handle));
  sqlite_disconnect(connection);
  if (code != SQLITE_ROW && code != SQLITE_DONE) fault_again(&fault);
  return answer;
}

/* Lifecycle. */

/* Before the first connection of the process: no locks inside SQLite, no global memory counter
 * that all threads would touch, and rollback of a savepoint without a file. */
static void configure_library(void) {
  sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
  must(sqlite3_initialize() == SQLITE_OK);
  must(sqlite3_threadsafe());
}

/* "var/emplettes.db" works in a folder where there is no var yet. */
static void make_folder(const char *path) {
  char *folder = strdup(path);
  must(folder);
  char *slash = strrchr(folder, '/');
  if (slash && slash != folder) {
    *slash = 0;
    mkdir(folder, 0750); /* if it cannot be made, opening the file says why */
  }
  free(folder);
}

static void start(void *arg) {
  struct sqlite_db *db = arg;
  sqlite_writer_start(db);
  if (!db->base.options.offline) sqlite_checkpointer_start(db);
}

struct db *db_sqlite_open(struct str place, struct db_options options) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, configure_library);
  struct sqlite_db *db = calloc(1, sizeof *db);
  must(db);
  db->base.engine = &engine;
  db->base.options = options;
  db->path = strndup(place.ptr, place.len);
  must(db->path);
  make_folder(db->path);
  db_pool_init(&db->readers, options.readers);
  struct fault fault;
  if (fault_catch(&fault, start, db)) return &db->base;
  db_pool_free(&db->readers);
  free((void *)(uintptr_t)db->path);
  free(db);
  fault_again(&fault);
}

static void close_db(struct db *base) {
  struct sqlite_db *db = (struct sqlite_db *)base;
  sqlite_checkpointer_stop(db);
  readers_close(&db->readers);
  sqlite_writer_stop(db); /* last: closing the last connection empties the log */
  free((void *)(uintptr_t)db->path);
  free(db);
}

static const struct db_engine_table engine = {
    .engine = DB_SQLITE,
    .close = close_db,
    .read_begin = read_begin,
    .read_end = read_end,
    .write = sqlite_write,
    .execute = sqlite_execute,
    .script = script,
    .ask = ask,
    .backup = sqlite_backup,
};
