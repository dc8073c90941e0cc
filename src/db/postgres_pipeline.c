/* Pipelining: what needs no answer is queued, and its result is read with the next one that is
 * needed. BEGIN travels with the first statement, COMMIT with the last; a body of n statements of
 * which k give rows back costs k + 1 round trips, not n + 2.
 *
 * After a failure PostgreSQL skips everything up to the next sync, and the transaction is dead: the
 * fault unwinds to db_write() or the request, where it is rolled back. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/time.h"
#include "base/wait.h"
#include "db/postgres.h"

enum { GRACE_MS = 2000 }; /* the server stops a statement itself; this is for a dead network */

/* Failures. */

static enum fault_kind kind_of(const char *state) {
  if (!state) return FAULT_DATABASE;
  if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0) return FAULT_CONFLICT;
  if (strcmp(state, "57014") == 0 || strcmp(state, "55P03") == 0) return FAULT_TIMEOUT;
  return FAULT_DATABASE;
}

/* The message without its detail, which may hold what people typed. */
static void note_failure(struct postgres_connection *connection, const PGresult *result,
                         const char *name) {
  struct fault *fault = &connection->fault;
  if (fault->kind != FAULT_NONE) return;
  const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  fault->kind = kind_of(PQresultErrorField(result, PG_DIAG_SQLSTATE));
  snprintf(fault->text, sizeof fault->text, "%s: %s", name,
           message ? message : PQerrorMessage(connection->handle));
}

static void note_lost(struct postgres_connection *connection, enum fault_kind kind) {
  struct fault *fault = &connection->fault;
  if (fault->kind != FAULT_NONE && fault->kind != FAULT_CONFLICT) return;
  fault->kind = kind;
  snprintf(fault->text, sizeof fault->text, "connection lost: %s",
           PQerrorMessage(connection->handle));
}

static _Noreturn void raise_noted(struct postgres_connection *connection) {
  struct fault fault = connection->fault;
  connection->fault.kind = FAULT_NONE;
  fault_again(&fault);
}

/* A connection that cannot be trusted any more is closed when it is given back. */
static _Noreturn void lose(struct postgres_connection *connection, enum fault_kind kind) {
  note_lost(connection, kind);
  connection->pending_count = 0;
  postgres_ahead_forget(connection);
  PQfinish(connection->handle);
  connection->handle = NULL;
  raise_noted(connection);
}

/* Waiting. */

/* False: time is up, or the connection is lost. */
static bool wait_socket(struct postgres_connection *connection, bool unsent, int64_t deadline_us) {
  struct pollfd poll_fd = {.fd = PQsocket(connection->handle),
                           .events = (short)(unsent ? POLLIN | POLLOUT : POLLIN)};
  int64_t left_ms = (deadline_us - clock_monotonic_us()) / 1000;
  wait_begin();
  int ready = left_ms > 0 ? poll(&poll_fd, 1, (int)left_ms) : 0;
  wait_end();
  if (ready < 0 && errno == EINTR) return true;
  if (ready <= 0) return false;
  if (poll_fd.revents & (POLLIN | POLLERR | POLLHUP)) return PQconsumeInput(connection->handle);
  return true;
}

/* The next result, NULL at the end of one command's. Never blocks longer than the limit. */
static PGresult *next_result(struct postgres_connection *connection, int64_t deadline_us) {
  int unsent = PQflush(connection->handle);
  while (unsent >= 0 && PQisBusy(connection->handle)) {
    if (!wait_socket(connection, unsent > 0, deadline_us)) unsent = -1;
    if (unsent > 0) unsent = PQflush(connection->handle);
  }
  if (unsent < 0)
    lose(connection, clock_monotonic_us() >= deadline_us ? FAULT_TIMEOUT : FAULT_DATABASE);
  return PQgetResult(connection->handle);
}

static int64_t deadline_of(const struct postgres_connection *connection) {
  return clock_monotonic_us() +
         ((int64_t)connection->base.db->options.timeout_ms + GRACE_MS) * 1000;
}

/* Results. */

struct rows {
  const struct postgres_pending *pending;
  PGresult *result;
};

void postgres_take_rows(PGresult *result, const struct db_statement *statement,
                        struct db_sink *sink) {
  int count = PQntuples(result);
  for (int i = 0; i < count; i++) {
    void *row = sink->room(sink);
    postgres_decode(result, i, statement, row, sink->arena);
    if (sink->row) sink->row(sink, row);
  }
}

static void read_rows(void *arg) {
  struct rows *rows = arg;
  postgres_take_rows(rows->result, rows->pending->statement, rows->pending->sink);
}

/* A fault while rows are taken (the arena is full, a reader is gone) waits until the pipeline is
 * read to its end. */
static void take_rows(struct postgres_connection *connection,
                      const struct postgres_pending *pending, PGresult *result) {
  struct rows rows = {pending, result};
  struct fault fault;
  if (connection->fault.kind != FAULT_NONE) return;
  if (!fault_catch(&fault, read_rows, &rows)) connection->fault = fault;
}

static void note_xid(struct postgres_connection *connection, const PGresult *result) {
  struct postgres_db *db = (struct postgres_db *)connection->base.db;
  if (PQntuples(result) != 1 || PQgetlength(result, 0, 0) != 8) return;
  uint64_t xid = 0;
  for (int i = 0; i < 8; i++)
    xid = xid << 8 | (unsigned char)PQgetvalue(result, 0, 0)[i];
  postgres_watch_own(db, xid);
}

static const char *name_of(const struct postgres_pending *pending) {
  return pending->statement ? pending->statement->name : "transaction";
}

static void take_result(struct postgres_connection *connection,
                        const struct postgres_pending *pending, PGresult *result) {
  switch (PQresultStatus(result)) {
  case PGRES_TUPLES_OK:
  case PGRES_SINGLE_TUPLE:
    if (pending->what == PENDING_XID) note_xid(connection, result);
    if (pending->sink) take_rows(connection, pending, result);
    if (pending->what == PENDING_AHEAD) connection->ahead[pending->ahead].result = result;
    break;
  case PGRES_COMMAND_OK:
    if (pending->what == PENDING_PREPARE) connection->prepared[pending->statement->number] = true;
    if (pending->what == PENDING_STATEMENT)
      connection->changed = strtoll(PQcmdTuples(result), NULL, 10);
    break;
  case PGRES_PIPELINE_ABORTED:
    break; /* skipped because of what came before */
  default:
    note_failure(connection, result, name_of(pending));
    break;
  }
}

/* Reads up to the next sync. */
static void read_pipeline(struct postgres_connection *connection) {
  int64_t deadline_us = deadline_of(connection);
  for (unsigned i = 0; i < connection->pending_count; i++) {
    const struct postgres_pending *pending = &connection->pending[i];
    PGresult *result;
    while ((result = next_result(connection, deadline_us)) != NULL) {
      take_result(connection, pending, result);
      bool streaming = PQresultStatus(result) == PGRES_SINGLE_TUPLE;
      bool kept = pending->what == PENDING_AHEAD && PQresultStatus(result) == PGRES_TUPLES_OK;
      if (!kept) PQclear(result);
      if (streaming) deadline_us = deadline_of(connection);
    }
    if (PQstatus(connection->handle) == CONNECTION_BAD) lose(connection, FAULT_DATABASE);
  }
  connection->pending_count = 0;
  PGresult *end = next_result(connection, deadline_us);
  bool synced = PQresultStatus(end) == PGRES_PIPELINE_SYNC;
  PQclear(end);
  if (!synced) lose(connection, FAULT_DATABASE);
}

/* Sending. */

static void push(struct postgres_connection *connection, int sent,
                 struct postgres_pending pending) {
  if (!sent) lose(connection, FAULT_DATABASE);
  must(connection->pending_count < POSTGRES_PENDING_MAX);
  connection->pending[connection->pending_count++] = pending;
}

void postgres_send(struct postgres_connection *connection, const char *sql) {
  int sent = PQsendQueryParams(connection->handle, sql, 0, NULL, NULL, NULL, NULL, 1);
  push(connection, sent, (struct postgres_pending){.what = PENDING_COMMAND});
}

void postgres_sync(struct postgres_connection *connection) {
  if (!PQpipelineSync(connection->handle)) lose(connection, FAULT_DATABASE);
  read_pipeline(connection);
  if (connection->fault.kind != FAULT_NONE) raise_noted(connection);
}

void postgres_send_end(struct postgres_connection *connection, const char *sql) {
  postgres_send(connection, sql);
  if (!PQpipelineSync(connection->handle)) lose(connection, FAULT_DATABASE);
  connection->begun = false;
  connection->unread_end = true;
}

static void read_end(void *arg) {
  struct postgres_connection *connection = arg;
  read_pipeline(connection);
  if (connection->fault.kind != FAULT_NONE) raise_noted(connection);
}

bool postgres_read_end(struct postgres_connection *connection) {
  struct fault fault;
  if (!connection->unread_end) return true;
  connection->unread_end = false;
  return fault_catch(&fault, read_end, connection);
}

/* The number of a write transaction makes it known as ours (postgres_watch.c). */
static void begin(struct postgres_connection *connection) {
  if (connection->begun) return;
  connection->begun = true;
  if (!connection->base.writing) {
    postgres_send(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return;
  }
  postgres_send(connection, "BEGIN ISOLATION LEVEL SERIALIZABLE");
  int sent = PQsendQueryPrepared(connection->handle, "xid", 0, NULL, NULL, NULL, 1);
  push(connection, sent, (struct postgres_pending){.what = PENDING_XID});
}

static bool is_sent(const struct postgres_connection *connection,
                    const struct db_statement *statement) {
  if (connection->prepared[statement->number]) return true;
  for (unsigned i = 0; i < connection->pending_count; i++)
    if (connection->pending[i].what == PENDING_PREPARE &&
        connection->pending[i].statement == statement)
      return true;
  return false;
}

static const char *server_name(const struct db_statement *statement, char name[16]) {
  snprintf(name, 16, "s%u", statement->number);
  return name;
}

static void prepare(struct postgres_connection *connection, const struct db_statement *statement) {
  char name[16];
  if (is_sent(connection, statement)) return;
  int sent =
      PQsendPrepare(connection->handle, server_name(statement, name), statement->postgres, 0, NULL);
  push(connection, sent, (struct postgres_pending){PENDING_PREPARE, statement, NULL, 0});
}

static void send_statement(struct postgres_connection *connection, const struct ctx *ctx,
                           const void *params, struct postgres_pending pending) {
  const struct db_statement *statement = pending.statement;
  struct postgres_parameters parameters;
  char name[16];
  if (connection->pending_count + 4 > POSTGRES_PENDING_MAX) postgres_sync(connection);
  begin(connection);
  prepare(connection, statement);
  postgres_encode(&parameters, ctx, statement, params);
  int sent = PQsendQueryPrepared(connection->handle, server_name(statement, name), parameters.count,
                                 parameters.values, parameters.lengths, parameters.formats, 1);
  push(connection, sent, pending);
}

void postgres_send_ahead(struct postgres_connection *connection, const struct ctx *ctx,
                         const struct db_statement *statement, const void *params, unsigned place) {
  send_statement(connection, ctx, params,
                 (struct postgres_pending){PENDING_AHEAD, statement, NULL, place});
}

/* Row by row only works for the first in the queue. */
static void send_first(struct postgres_connection *connection,
                       const struct db_statement *statement) {
  if (connection->pending_count + 4 > POSTGRES_PENDING_MAX) postgres_sync(connection);
  begin(connection);
  prepare(connection, statement);
  postgres_sync(connection);
}

int64_t postgres_execute(struct db_connection *base, const struct ctx *ctx,
                         const struct db_statement *statement, const void *params,
                         struct db_sink *sink) {
  struct postgres_connection *connection = (struct postgres_connection *)base;
  if (!connection->handle) fault_raise(FAULT_DATABASE, "%s: connection lost", statement->name);
  PGresult *known = postgres_ahead_result(connection, ctx, statement, params);
  if (known) {
    postgres_take_rows(known, statement, sink);
    return 0;
  }
  bool stream = statement->kind == DB_EACH;
  if (stream) send_first(connection, statement);
  send_statement(connection, ctx, params,
                 (struct postgres_pending){PENDING_STATEMENT, statement, sink, 0});
  if (stream) PQsetSingleRowMode(connection->handle);
  if (statement->kind == DB_RUN) return 0;
  postgres_sync(connection);
  return connection->changed;
}
