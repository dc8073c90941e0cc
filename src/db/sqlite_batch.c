/* Many bodies, one transaction. A body that refuses or raises a fault undoes itself alone.
 *
 * Nearly all bodies are kept, and most refusals come before the first write. So a batch runs
 * without savepoints, which would copy every page they touch. When a body has to be undone after
 * all, the transaction is rolled back and its bodies run again, this time each in a savepoint; so
 * do the next few batches, since refusals come in swarms. A body that is alone needs no savepoint
 * ever.
 *
 * Some failures (disk full, an interrupted write) make SQLite throw the whole transaction away.
 * Then the body that failed is out and the others run again. Bodies may run twice. */
#include <string.h>

#include "base/log.h"
#include "db/sqlite.h"

enum { CAREFUL_BATCHES = 16 };

struct batch {
  struct sqlite_db *db;
  struct sqlite_connection *connection;
  struct sqlite_request *head;
  bool careful; /* each body in its own savepoint */
};

struct body_call {
  struct sqlite_request *request;
  bool kept;
};

static void call_body(void *arg) {
  struct body_call *call = arg;
  call->kept = call->request->body(call->request->ctx, call->request->arg);
}

/* True: the transaction is still there. */
static bool transaction_lives(const struct batch *batch) {
  return !sqlite3_get_autocommit(batch->connection->handle);
}

static void call(struct batch *batch, struct sqlite_request *request) {
  struct sqlite_connection *connection = batch->connection;
  struct body_call call = {.request = request};
  request->changes = (struct db_changes){0};
  connection->base.changes = &request->changes;
  request->ctx->connection = &connection->base;
  bool finished = fault_catch(&request->fault, call_body, &call);
  request->ctx->connection = NULL;
  connection->base.streaming = false;
  sqlite_reset_active(connection);
  request->state = !finished ? REQUEST_FAULT : call.kept ? REQUEST_KEPT : REQUEST_REFUSED;
}

/* False: all must run again, because something of this body is to be undone, or was undone with
 * everything else. */
static bool run_body(struct batch *batch, struct sqlite_request *request) {
  struct sqlite_connection *connection = batch->connection;
  if (batch->careful) sqlite_command(connection, COMMAND_SAVE);
  int64_t changes = sqlite3_total_changes64(connection->handle);
  call(batch, request);
  if (!transaction_lives(batch)) return false;
  bool undo =
      request->state != REQUEST_KEPT && sqlite3_total_changes64(connection->handle) != changes;
  if (batch->careful && undo) sqlite_command(connection, COMMAND_UNDO);
  if (batch->careful) sqlite_command(connection, COMMAND_RELEASE);
  return batch->careful || !undo;
}

/* False: the transaction is gone, begin again. */
static bool run_bodies(struct batch *batch) {
  for (struct sqlite_request *request = batch->head; request; request = request->next) {
    if (request->state == REQUEST_FAULT) continue;
    if (run_body(batch, request)) continue;
    if (!transaction_lives(batch)) {
      must(request->state == REQUEST_FAULT);
      return false;
    }
    sqlite_command(batch->connection, COMMAND_ROLLBACK);
    batch->db->writer.careful_batches = CAREFUL_BATCHES;
    batch->careful = true;
    return false;
  }
  return true;
}

/* The only body decides by itself about the transaction. */
static void run_alone(struct batch *batch) {
  sqlite_command(batch->connection, COMMAND_BEGIN_WRITE);
  call(batch, batch->head);
  if (!transaction_lives(batch)) return;
  bool kept = batch->head->state == REQUEST_KEPT;
  sqlite_command(batch->connection, kept ? COMMAND_COMMIT : COMMAND_ROLLBACK);
}

static unsigned count_state(const struct batch *batch, int state) {
  unsigned count = 0;
  for (struct sqlite_request *request = batch->head; request; request = request->next)
    count += (int)request->state == state;
  return count;
}

static void transaction(void *arg) {
  struct batch *batch = arg;
  if (!batch->head->next) {
    run_alone(batch);
    return;
  }
  do {
    sqlite_command(batch->connection, COMMAND_BEGIN_WRITE);
  } while (!run_bodies(batch));
  bool any = count_state(batch, REQUEST_KEPT) > 0;
  sqlite_command(batch->connection, any ? COMMAND_COMMIT : COMMAND_ROLLBACK);
}

/* What was not refused by its own body shares the fate of the transaction. */
static void fail_all(struct batch *batch, const struct fault *fault) {
  for (struct sqlite_request *request = batch->head; request; request = request->next) {
    if (request->state == REQUEST_FAULT) continue;
    request->state = REQUEST_FAULT;
    request->fault = *fault;
  }
}

static void undo(struct batch *batch) {
  sqlite_reset_active(batch->connection);
  if (transaction_lives(batch)) sqlite3_exec(batch->connection->handle, "ROLLBACK", 0, 0, 0);
}

static void account(struct batch *batch) {
  struct db *db = &batch->db->base;
  unsigned kept = count_state(batch, REQUEST_KEPT);
  if (kept == 0) return;
  atomic_fetch_add(&db->stats.commits, 1);
  atomic_fetch_add(&db->stats.bodies, kept);
  if (kept > atomic_load(&db->stats.largest_batch)) atomic_store(&db->stats.largest_batch, kept);
  for (struct sqlite_request *request = batch->head; request; request = request->next)
    if (request->state == REQUEST_KEPT) db_versions_bump(&db->versions, &request->changes);
}

void sqlite_batch_run(struct sqlite_db *db, struct sqlite_request *head) {
  struct batch batch = {db, db->writer.connection, head, db->writer.careful_batches > 0};
  if (batch.careful) db->writer.careful_batches--;
  struct fault fault;
  batch.connection->base.writing = true;
  if (!fault_catch(&fault, transaction, &batch)) {
    undo(&batch);
    fail_all(&batch, &fault);
    log_warn("write_batch_failed", 0, LOG_STR("kind", str_from(fault_kind_name(fault.kind))),
             LOG_STR("text", str_from(fault.text)));
  }
  batch.connection->base.writing = false;
  account(&batch);
}
