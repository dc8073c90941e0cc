/* Notices what other processes wrote, without a table that every writer would have to touch and
 * without NOTIFY, which lets one transaction commit at a time.
 *
 * Every transaction that writes has a number (xid); ours are noted as they begin. Ten times a
 * second we ask which numbers are finished: a number that is not ours is somebody else's write.
 * What is seen now is judged at the next look, so that our own, whose answer was still on its way,
 * are known by then. A number may also belong to maintenance of the server or to another database:
 * then pages are made once too often, never too seldom. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "db/postgres.h"

enum { LOOK_MS = 100, RUNNING_MAX = 256, OPEN_MAX = 64 };

/* "xmin:xmax:xip,xip,...": below xmax all are finished but those listed. */
struct snapshot {
  uint64_t end;
  uint64_t running[RUNNING_MAX];
  unsigned running_count;
  bool valid;
};

void postgres_watch_own(struct postgres_db *db, uint64_t xid) {
  atomic_store(&db->watch.own[xid % POSTGRES_XIDS], xid);
}

static bool is_own(struct postgres_watch *watch, uint64_t xid) {
  return atomic_load(&watch->own[xid % POSTGRES_XIDS]) == xid;
}

static void parse(struct snapshot *snapshot, const char *text) {
  char *at;
  strtoull(text, &at, 10);
  *snapshot = (struct snapshot){0};
  if (*at != ':') return;
  snapshot->end = strtoull(at + 1, &at, 10);
  while ((*at == ':' || *at == ',') && at[1]) {
    if (snapshot->running_count == RUNNING_MAX) return;
    snapshot->running[snapshot->running_count++] = strtoull(at + 1, &at, 10);
  }
  snapshot->valid = true;
}

static bool is_running(const struct snapshot *snapshot, uint64_t xid) {
  for (unsigned i = 0; i < snapshot->running_count; i++)
    if (snapshot->running[i] == xid) return true;
  return false;
}

static void reconnect(struct postgres_db *db) {
  struct postgres_watch *watch = &db->watch;
  if (watch->handle) PQfinish(watch->handle);
  watch->handle = NULL;
  watch->handle = postgres_connect(db);
}

struct look {
  struct postgres_db *db;
  struct snapshot snapshot;
};

static void ask(void *arg) {
  struct look *look = arg;
  struct postgres_watch *watch = &look->db->watch;
  if (!watch->handle || PQstatus(watch->handle) == CONNECTION_BAD) reconnect(look->db);
  PGresult *result = PQexec(watch->handle, "SELECT pg_current_snapshot()::text");
  look->snapshot.valid = false;
  if (PQresultStatus(result) == PGRES_TUPLES_OK) parse(&look->snapshot, PQgetvalue(result, 0, 0));
  PQclear(result);
}

/* Strangers that were running at an earlier look: is one finished now? */
static bool open_finished(struct postgres_watch *watch, const struct snapshot *snapshot) {
  bool found = false;
  unsigned kept = 0;
  for (unsigned i = 0; i < watch->open_count; i++) {
    uint64_t xid = watch->open[i];
    if (is_own(watch, xid)) continue;
    if (is_running(snapshot, xid)) {
      watch->open[kept++] = xid;
    } else {
      found = true;
    }
  }
  watch->open_count = kept;
  return found;
}

static bool strangers(struct postgres_watch *watch, const struct snapshot *snapshot) {
  bool found = open_finished(watch, snapshot);
  if (snapshot->end - watch->seen >= POSTGRES_XIDS) found = true;
  for (uint64_t xid = watch->seen; xid < snapshot->end && !found; xid++) {
    if (is_own(watch, xid)) continue;
    if (!is_running(snapshot, xid) || watch->open_count == OPEN_MAX) {
      found = true;
    } else {
      watch->open[watch->open_count++] = xid;
    }
  }
  /* Once everything is bumped, who else is running still counts when it ends. */
  for (unsigned i = 0; found && i < snapshot->running_count; i++) {
    uint64_t xid = snapshot->running[i];
    if (xid >= watch->seen && !is_own(watch, xid) && watch->open_count < OPEN_MAX)
      watch->open[watch->open_count++] = xid;
  }
  if (snapshot->end > watch->seen) watch->seen = snapshot->end;
  return found;
}

static bool wait_look(struct postgres_watch *watch) {
  struct timespec until = db_in_ms(LOOK_MS);
  pthread_mutex_lock(&watch->lock);
  if (!watch->stop) pthread_cond_timedwait(&watch->wake, &watch->lock, &until);
  bool go_on = !watch->stop;
  pthread_mutex_unlock(&watch->lock);
  return go_on;
}

/* While the server cannot be asked, nothing is known: every look counts as a change. */
static void *run(void *arg) {
  struct look look = {.db = arg};
  struct postgres_watch *watch = &look.db->watch;
  struct snapshot before = {0};
  struct fault fault;
  while (wait_look(watch)) {
    bool answered = fault_catch(&fault, ask, &look) && look.snapshot.valid;
    if (!answered || (before.valid && strangers(watch, &before)))
      db_versions_bump_everything(&look.db->base.versions);
    before = answered ? look.snapshot : (struct snapshot){0};
    if (answered && watch->seen == 0) watch->seen = look.snapshot.end;
  }
  return NULL;
}

void postgres_watch_start(struct postgres_db *db) {
  struct postgres_watch *watch = &db->watch;
  pthread_mutex_init(&watch->lock, NULL);
  db_condition_init(&watch->wake);
  must(pthread_create(&watch->thread, NULL, run, db) == 0);
}

void postgres_watch_stop(struct postgres_db *db) {
  struct postgres_watch *watch = &db->watch;
  pthread_mutex_lock(&watch->lock);
  watch->stop = true;
  pthread_cond_signal(&watch->wake);
  pthread_mutex_unlock(&watch->lock);
  pthread_join(watch->thread, NULL);
  if (watch->handle) PQfinish(watch->handle);
  pthread_cond_destroy(&watch->wake);
  pthread_mutex_destroy(&watch->lock);
}
