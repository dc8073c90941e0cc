/* Durability for PostgreSQL, in groups.
 *
 * Writers commit without waiting for the disk, so that a turn to write is short. Then they wait
 * here: one tiny synchronous transaction on a connection of its own flushes the server's log, and
 * with it every commit before it. Nobody is told "done" earlier.
 *
 * A flush counts only on the very server process that took the commits. If the server crashed in
 * between, the flusher's connection is lost with all others; commits from before a new connection
 * are then reported as faults, since they may be gone. */
#include <errno.h>
#include <stdlib.h>

#include "base/log.h"
#include "db/postgres.h"

enum { RECONNECT_MS = 250 };

/* The message makes the transaction write to the log, without which its commit would not flush. */
static const char flush_sql[] =
    "SELECT pg_current_xact_id()::text, pg_logical_emit_message(true, 'emplettes', '')";

static void connect_flusher(void *arg) {
  struct postgres_db *db = arg;
  struct postgres_flusher *flusher = &db->flusher;
  PGconn *handle = postgres_connect(db);
  PQclear(PQexec(handle, "SET synchronous_commit = on"));
  PQclear(PQprepare(handle, "flush", flush_sql, 0, NULL));
  flusher->incarnation = postgres_incarnation(handle);
  flusher->handle = handle;
  atomic_fetch_add(&flusher->generation, 1);
}

static bool flush(struct postgres_db *db) {
  struct postgres_flusher *flusher = &db->flusher;
  if (!flusher->handle) return false;
  PGresult *result = PQexecPrepared(flusher->handle, "flush", 0, NULL, NULL, NULL, 0);
  bool flushed = PQresultStatus(result) == PGRES_TUPLES_OK;
  if (flushed) postgres_watch_own(db, strtoull(PQgetvalue(result, 0, 0), NULL, 10));
  PQclear(result);
  if (flushed) return true;
  log_warn("database_flush_failed", 0, LOG_STR("text", str_from(PQerrorMessage(flusher->handle))));
  PQfinish(flusher->handle);
  flusher->handle = NULL;
  return false;
}

/* A waiter that is awake may already have left its stack frame: take the next one first. */
static void answer(struct postgres_db *db, struct postgres_waiter *waiter, bool flushed) {
  uint64_t generation = atomic_load(&db->flusher.generation);
  while (waiter) {
    struct postgres_waiter *next = waiter->next;
    waiter->durable = flushed && waiter->generation == generation &&
                      waiter->incarnation == db->flusher.incarnation;
    sem_post(&waiter->done);
    waiter = next;
  }
}

/* Waits for somebody, or while there is no connection, for the next try to get one. */
static bool take_waiters(struct postgres_flusher *flusher, struct postgres_waiter **waiters) {
  pthread_mutex_lock(&flusher->lock);
  struct timespec until = db_in_ms(RECONNECT_MS);
  int waited = 0;
  while (!flusher->waiting && !flusher->stop && waited != ETIMEDOUT) {
    if (flusher->handle) {
      pthread_cond_wait(&flusher->wanted, &flusher->lock);
    } else {
      waited = pthread_cond_timedwait(&flusher->wanted, &flusher->lock, &until);
    }
  }
  *waiters = flusher->waiting;
  flusher->waiting = NULL;
  bool go_on = *waiters || !flusher->stop;
  pthread_mutex_unlock(&flusher->lock);
  return go_on;
}

static void *run(void *arg) {
  struct postgres_db *db = arg;
  struct postgres_waiter *waiters;
  struct fault fault;
  while (take_waiters(&db->flusher, &waiters)) {
    if (waiters) answer(db, waiters, flush(db));
    if (!db->flusher.handle && !fault_catch(&fault, connect_flusher, db))
      log_warn("database_lost", 0, LOG_STR("text", str_from(fault.text)));
  }
  return NULL;
}

uint64_t postgres_flusher_generation(struct postgres_db *db) {
  return atomic_load(&db->flusher.generation);
}

void postgres_flush(struct postgres_db *db, uint64_t generation, int64_t incarnation) {
  struct postgres_flusher *flusher = &db->flusher;
  if (db->base.options.offline) return; /* its commits wait for the disk themselves */
  struct postgres_waiter waiter = {.generation = generation, .incarnation = incarnation};
  sem_init(&waiter.done, 0, 0);
  pthread_mutex_lock(&flusher->lock);
  waiter.next = flusher->waiting;
  flusher->waiting = &waiter;
  if (!waiter.next) pthread_cond_signal(&flusher->wanted);
  pthread_mutex_unlock(&flusher->lock);
  while (sem_wait(&waiter.done) != 0)
    must(errno == EINTR);
  sem_destroy(&waiter.done);
  if (!waiter.durable)
    fault_raise(FAULT_DATABASE, "the database was lost before the commit was known to be on disk");
}

void postgres_flusher_start(struct postgres_db *db) {
  struct postgres_flusher *flusher = &db->flusher;
  connect_flusher(db);
  pthread_mutex_init(&flusher->lock, NULL);
  db_condition_init(&flusher->wanted);
  must(pthread_create(&flusher->thread, NULL, run, db) == 0);
}

void postgres_flusher_stop(struct postgres_db *db) {
  struct postgres_flusher *flusher = &db->flusher;
  pthread_mutex_lock(&flusher->lock);
  flusher->stop = true;
  pthread_cond_signal(&flusher->wanted);
  pthread_mutex_unlock(&flusher->lock);
  pthread_join(flusher->thread, NULL);
  if (flusher->handle) PQfinish(flusher->handle);
  pthread_cond_destroy(&flusher->wanted);
  pthread_mutex_destroy(&flusher->lock);
}
