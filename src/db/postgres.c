/* The PostgreSQL engine: connecting, the pool for reads and writes, scripts. */
#include "db/postgres.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/time.h"

enum { PLANS_FIRST_US = 100000 };

static const struct db_engine_table engine;

/* Connecting. */

static _Noreturn void connect_fault(PGconn *handle, const char *what) {
  struct fault fault = {.kind = FAULT_DATABASE};
  snprintf(fault.text, sizeof fault.text, "%s: %s", what, PQerrorMessage(handle));
  fault.text[strcspn(fault.text, "\n")] = 0;
  PQfinish(handle);
  fault_again(&fault);
}

static void no_notice(void *arg, const PGresult *result) {
  (void)arg, (void)result;
}

/* JIT costs more than any of our statements takes. Commits do not wait for the disk one by one:
 * postgres_flush() does it for all who wait. */
static void settings(PGconn *handle, const struct db_options *options) {
  char sql[400];
  snprintf(sql, sizeof sql,
           "SET statement_timeout = %u; SET idle_in_transaction_session_timeout = %u;"
           "SET jit = off; SET timezone = 'UTC'; SET client_min_messages = error;"
           "SET synchronous_commit = %s",
           options->timeout_ms, options->timeout_ms + 60000, options->offline ? "on" : "off");
  PGresult *result = PQexec(handle, sql);
  bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  if (!good) connect_fault(handle, "settings");
}

PGconn *postgres_connect(struct postgres_db *db) {
  const char *const names[] = {"dbname", "fallback_application_name", "client_encoding",
                               "connect_timeout", NULL};
  const char *const values[] = {db->url, "emplettes", "UTF8", "5", NULL};
  PGconn *handle = PQconnectdbParams(names, values, 1);
  if (!handle) fault_raise(FAULT_MEMORY, "no memory for a connection");
  if (PQstatus(handle) != CONNECTION_OK) connect_fault(handle, "connect");
  PQsetNoticeReceiver(handle, no_notice, NULL);
  settings(handle, &db->base.options);
  return handle;
}

/* A write plans each statement once for good, and takes an index wherever there is one: plans made
 * while a table was small would scan it, and under SERIALIZABLE who has scanned a table is in
 * conflict with everybody who inserts into it. */
static void settle_plans(PGconn *handle) {
  PGresult *result =
      PQexec(handle, "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off");
  bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  if (!good) connect_fault(handle, "settings");
}

static void prepare_xid(PGconn *handle) {
  PGresult *result = PQprepare(handle, "xid", "SELECT pg_current_xact_id()::text::bigint", 0, NULL);
  bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  if (!good) connect_fault(handle, "prepare");
}

int64_t postgres_incarnation(PGconn *handle) {
  PGresult *result = PQexec(
      handle, "SELECT CAST(extract(epoch FROM pg_postmaster_start_time()) * 1000000 AS bigint)");
  int64_t started = PQntuples(result) == 1 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
  PQclear(result);
  return started;
}

static void open_handle(void *arg) {
  struct postgres_connection *connection = arg;
  PGconn *handle = postgres_connect((struct postgres_db *)connection->base.db);
  prepare_xid(handle);
  if (connection->writes) settle_plans(handle);
  connection->incarnation = postgres_incarnation(handle);
  if (!PQenterPipelineMode(handle) || PQsetnonblocking(handle, 1) != 0)
    connect_fault(handle, "pipeline");
  connection->handle = handle;
}

static void disconnect(struct postgres_connection *connection) {
  postgres_ahead_forget(connection);
  if (connection->handle) PQfinish(connection->handle);
  free(connection->prepared);
  free(connection);
}

static struct postgres_connection *connection_new(struct postgres_db *db, bool writes) {
  struct postgres_connection *connection = calloc(1, sizeof *connection);
  must(connection);
  connection->base.db = &db->base;
  connection->writes = writes;
  connection->opened_us = clock_monotonic_us();
  connection->plans_until_us = connection->opened_us + PLANS_FIRST_US;
  connection->prepared = calloc(db_statement_count + 1, sizeof(bool));
  must(connection->prepared);
  return connection;
}

/* The pool. */

/* An idle connection has nothing to say, unless the server has gone. */
static bool is_alive(struct postgres_connection *connection) {
  if (!connection->handle || !postgres_read_end(connection) || !connection->handle) return false;
  struct pollfd poll_fd = {.fd = PQsocket(connection->handle), .events = POLLIN};
  if (poll(&poll_fd, 1, 0) == 0) return true;
  return PQconsumeInput(connection->handle) && PQstatus(connection->handle) == CONNECTION_OK;
}

static void discard_plans(void *arg) {
  postgres_send(arg, "DISCARD PLANS");
  postgres_sync(arg);
}

/* A plan that was made while a table was empty takes any index, and stays until PostgreSQL counts
 * the table anew, a minute and thousands of rows later. So plans are made again each time the
 * connection is twice as old. False: the connection is lost. */
static bool renew_plans(struct postgres_connection *connection) {
  struct fault fault;
  int64_t now_us = clock_monotonic_us();
  if (now_us < connection->plans_until_us) return true;
  connection->plans_until_us = now_us + (now_us - connection->opened_us);
  return fault_catch(&fault, discard_plans, connection);
}

struct postgres_connection *postgres_take(struct postgres_db *db, struct db_pool *pool) {
  struct postgres_connection *connection =
      (struct postgres_connection *)db_pool_take(pool, db->base.options.timeout_ms);
  if (connection && is_alive(connection) && renew_plans(connection)) return connection;
  if (connection) disconnect(connection);
  connection = connection_new(db, pool == &db->writers);
  struct fault fault;
  if (fault_catch(&fault, open_handle, connection)) return connection;
  disconnect(connection);
  db_pool_give(pool, NULL);
  fault_again(&fault);
}

void postgres_give(struct db_pool *pool, struct postgres_connection *connection) {
  bool usable = connection->handle != NULL;
  if (!usable) disconnect(connection);
  db_pool_give(pool, usable ? &connection->base : NULL);
}

static struct db_connection *read_begin(struct db *base) {
  struct postgres_db *db = (struct postgres_db *)base;
  return &postgres_take(db, &db->readers)->base;
}

static void finish_reading(void *arg) {
  struct postgres_connection *connection = arg;
  postgres_send_end(connection, "ROLLBACK"); /* nothing was written; also after a failure */
  PQflush(connection->handle);
}

/* Nobody waits for the end of a read: its answer is read at the connection's next use. */
static void read_end(struct db_connection *base) {
  struct postgres_connection *connection = (struct postgres_connection *)base;
  struct fault fault;
  postgres_ahead_forget(connection);
  if (connection->handle && connection->begun) fault_catch(&fault, finish_reading, connection);
  postgres_give(&((struct postgres_db *)base->db)->readers, connection);
}

/* Scripts. */

static PGresult *simple(PGconn *handle, const char *sql) {
  PGresult *result = PQexec(handle, sql);
  ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
  PQclear(result);
  connect_fault(handle, "script");
}

/* Several statements in one PQexec are one transaction. */
static void script(struct db *base, const char *sql) {
  PGconn *handle = postgres_connect((struct postgres_db *)base);
  PQclear(simple(handle, "SET statement_timeout = 0; SET synchronous_commit = on"));
  PQclear(simple(handle, sql));
  PQfinish(handle);
}

static struct str ask(struct db *base, struct arena *arena, const char *sql) {
  PGconn *handle = postgres_connect((struct postgres_db *)base);
  PGresult *result = simple(handle, sql);
  struct str answer = {0};
  if (PQntuples(result) > 0 && !PQgetisnull(result, 0, 0))
    answer = str_copy(arena, str_from(PQgetvalue(result, 0, 0)));
  PQclear(result);
  PQfinish(handle);
  return answer;
}

static void backup(struct db *db, struct str path) {
  (void)db, (void)path;
  fault_raise(FAULT_DATABASE, "a PostgreSQL database is saved with pg_dump, not by this program");
}

/* Lifecycle. */

static void start(void *arg) {
  struct postgres_db *db = arg;
  postgres_give(&db->readers, postgres_take(db, &db->readers));
  if (db->base.options.offline) return;
  postgres_flusher_start(db);
  postgres_watch_start(db);
}

static void empty(struct db_pool *pool) {
  struct db_connection *connection;
  while ((connection = db_pool_empty(pool)) != NULL)
    disconnect((struct postgres_connection *)connection);
  db_pool_free(pool);
}

static void free_db(struct postgres_db *db) {
  empty(&db->readers);
  empty(&db->writers);
  pthread_mutex_destroy(&db->alone);
  free(db->url);
  free(db);
}

struct db *db_postgres_open(struct str url, struct db_options options) {
  struct postgres_db *db = calloc(1, sizeof *db);
  must(db);
  db->base.engine = &engine;
  db->base.options = options;
  db->url = strndup(url.ptr, url.len);
  must(db->url);
  db_pool_init(&db->readers, options.readers);
  db_pool_init(&db->writers, POSTGRES_WRITERS);
  pthread_mutex_init(&db->alone, NULL);
  struct fault fault;
  if (fault_catch(&fault, start, db)) return &db->base;
  free_db(db);
  fault_again(&fault);
}

static void close_db(struct db *base) {
  struct postgres_db *db = (struct postgres_db *)base;
  if (!base->options.offline) {
    postgres_watch_stop(db);
    postgres_flusher_stop(db);
  }
  free_db(db);
}

static const struct db_engine_table engine = {
    .engine = DB_POSTGRES,
    .close = close_db,
    .read_begin = read_begin,
    .read_end = read_end,
    .write = postgres_write,
    .execute = postgres_execute,
    .ahead = postgres_ahead,
    .script = script,
    .ask = ask,
    .backup = backup,
};
