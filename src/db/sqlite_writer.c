/* The one thread that writes. Everybody who waits when it takes its turn goes into the same
 * transaction and shares one fsync: group commit, first come first served. */
#include <errno.h>
#include <string.h>

#include "base/log.h"
#include "base/time.h"
#include "base/wait.h"
#include "db/sqlite.h"

enum {
  WAITING_MAX = 1024, /* bodies in the queue; the web layer admits fewer */
  BATCH_MAX = 128,
  LOOK_MS = 200, /* how often we look for what other processes wrote */
  WRITER_CACHE_KIB = 6 * 1024,
  OFFLINE_CACHE_KIB = 80 * 1024,
  OFFLINE_FRAMES = 64 * 1024 /* 256 MB */
};

/* Foreign writes. */

/* data_version of the writer's own connection ignores its own commits: it moves only when another
 * process changed something. */
static void look_for_others(struct sqlite_db *db) {
  struct sqlite_writer *writer = &db->writer;
  int64_t now = clock_monotonic_us();
  if (now - writer->looked_at_us < LOOK_MS * 1000) return;
  writer->looked_at_us = now;
  int64_t version = sqlite_command(writer->connection, COMMAND_DATA_VERSION);
  if (version == writer->data_version) return;
  writer->data_version = version;
  db_versions_bump_everything(&db->base.versions);
}

/* The thread. */

/* Cuts up to BATCH_MAX requests off the queue; the lock is held. */
static struct sqlite_request *cut_batch(struct sqlite_writer *writer) {
  struct sqlite_request *head = writer->head, **end = &head;
  unsigned count = 0;
  while (*end && count < BATCH_MAX) {
    end = &(*end)->next;
    count++;
  }
  writer->head = *end;
  *end = NULL;
  if (!writer->head) writer->tail = &writer->head;
  writer->waiting -= count;
  return head;
}

/* Waits for work, at most until it is time to look for others. False: stopped, nothing left. */
static bool take_batch(struct sqlite_writer *writer, struct sqlite_request **batch) {
  pthread_mutex_lock(&writer->lock);
  struct timespec until = db_in_ms(LOOK_MS);
  int waited = 0;
  while (!writer->head && !writer->stop && waited != ETIMEDOUT)
    waited = pthread_cond_timedwait(&writer->wanted, &writer->lock, &until);
  *batch = cut_batch(writer);
  bool more = *batch || !writer->stop;
  pthread_mutex_unlock(&writer->lock);
  return more;
}

/* A caller that is awake may already have left its stack frame: take the next one first. */
static void wake_all(struct sqlite_request *batch) {
  while (batch) {
    struct sqlite_request *next = batch->next;
    sem_post(&batch->done);
    batch = next;
  }
}

static void between_batches(void *arg) {
  struct sqlite_db *db = arg;
  look_for_others(db);
  sqlite_log_renew(db);
}

static void *run(void *arg) {
  struct sqlite_db *db = arg;
  struct sqlite_request *batch;
  struct fault fault;
  while (take_batch(&db->writer, &batch)) {
    if (batch) sqlite_batch_run(db, batch);
    wake_all(batch);
    if (!fault_catch(&fault, between_batches, db))
      log_warn("database_look_failed", 0, LOG_STR("text", str_from(fault.text)));
  }
  return NULL;
}

/* The callers. */

static void enqueue(struct sqlite_writer *writer, struct sqlite_request *request) {
  pthread_mutex_lock(&writer->lock);
  bool full = writer->waiting >= WAITING_MAX || writer->stop;
  if (!full) {
    *writer->tail = request;
    writer->tail = &request->next;
    if (writer->waiting++ == 0) pthread_cond_signal(&writer->wanted);
  }
  pthread_mutex_unlock(&writer->lock);
  if (full) fault_raise(FAULT_TIMEOUT, "too many writes are waiting");
}

static void wait_for(struct sqlite_request *request) {
  wait_begin();
  while (sem_wait(&request->done) != 0)
    must(errno == EINTR);
  wait_end();
}

static void renew_log(void *arg) {
  struct sqlite_db *db = arg;
  atomic_store(&db->checkpointer.wish, LOG_RESTART);
  sqlite_log_renew(db);
}

/* A command has no checkpointer: the log of an import would grow to several times the database. */
static void keep_log_short(struct sqlite_db *db) {
  struct fault fault;
  if (atomic_load(&db->checkpointer.frames) < OFFLINE_FRAMES) return;
  if (!fault_catch(&fault, renew_log, db))
    log_warn("checkpoint_failed", 0, LOG_STR("text", str_from(fault.text)));
}

/* A command without a server runs its body itself; commands may have threads of their own. */
static void run_here(struct sqlite_db *db, struct sqlite_request *request) {
  pthread_mutex_lock(&db->writer.lock);
  sqlite_batch_run(db, request);
  keep_log_short(db);
  pthread_mutex_unlock(&db->writer.lock);
}

bool sqlite_write(struct ctx *ctx, bool (*body)(struct ctx *ctx, void *arg), void *arg) {
  struct sqlite_db *db = (struct sqlite_db *)ctx->db;
  struct sqlite_request request = {.ctx = ctx, .body = body, .arg = arg};
  if (db->base.options.offline) {
    run_here(db, &request);
  } else {
    sem_init(&request.done, 0, 0);
    enqueue(&db->writer, &request);
    wait_for(&request);
    sem_destroy(&request.done);
  }
  if (request.state == REQUEST_FAULT) fault_again(&request.fault);
  must(request.state != REQUEST_WAITING);
  return request.state == REQUEST_KEPT;
}

/* Lifecycle. */

static int on_commit(void *arg, sqlite3 *handle, const char *name, int frames) {
  (void)handle, (void)name;
  sqlite_checkpointer_notice(arg, frames);
  return SQLITE_OK;
}

void sqlite_writer_start(struct sqlite_db *db) {
  struct sqlite_writer *writer = &db->writer;
  bool offline = db->base.options.offline;
  db_condition_init(&writer->wanted);
  pthread_mutex_init(&writer->lock, NULL);
  writer->tail = &writer->head;
  writer->connection = sqlite_connect(db, offline ? OFFLINE_CACHE_KIB : WRITER_CACHE_KIB);
  writer->data_version = sqlite_command(writer->connection, COMMAND_DATA_VERSION);
  sqlite3_wal_hook(writer->connection->handle, on_commit, db);
  if (offline) return;
  must(pthread_create(&writer->thread, NULL, run, db) == 0);
  writer->started = true;
}

void sqlite_writer_stop(struct sqlite_db *db) {
  struct sqlite_writer *writer = &db->writer;
  if (writer->started) {
    pthread_mutex_lock(&writer->lock);
    writer->stop = true;
    pthread_cond_signal(&writer->wanted);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
  }
  sqlite_disconnect(writer->connection);
  pthread_cond_destroy(&writer->wanted);
  pthread_mutex_destroy(&writer->lock);
}
