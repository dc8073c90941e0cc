/* Copies the write-ahead log into the database file, away from the commit path.
 *
 * Passive checkpoints, which hinder nobody, on a thread of their own. When the log has grown long
 * all the same, the writer begins it anew between two batches; by then only the newest frames are
 * left to copy. When nobody writes, the writer empties it, so that it is short at the next start.
 * The writer does both itself because its data_version does not count what it does itself: the
 * page cache stays. */
#include "base/log.h"
#include "db/sqlite.h"

enum {
  TICK_MS = 250,
  COPY_FRAMES = 4000,     /* 16 MB: pages written again and again are copied once */
  RESTART_FRAMES = 16000, /* 64 MB */
  CHECKPOINT_CACHE_KIB = 64,
  READERS_WAIT_MS = 20
};

void sqlite_checkpointer_notice(struct sqlite_db *db, int frames) {
  struct sqlite_checkpointer *checkpointer = &db->checkpointer;
  int before = atomic_exchange(&checkpointer->frames, frames);
  if (frames < before) atomic_store(&checkpointer->copied, 0); /* the log began anew */
  if (frames - atomic_load(&checkpointer->copied) == COPY_FRAMES)
    pthread_cond_signal(&checkpointer->wanted);
}

/* Frames copied, -1 if somebody was in the way. */
static int checkpoint(struct sqlite_connection *connection, int mode) {
  int frames = 0, copied = 0;
  int code = sqlite3_wal_checkpoint_v2(connection->handle, NULL, mode, &frames, &copied);
  if (code == SQLITE_OK) return copied;
  if ((code & 0xff) != SQLITE_BUSY) sqlite_fault(connection, code, "checkpoint");
  return -1;
}

void sqlite_log_renew(struct sqlite_db *db) {
  struct sqlite_checkpointer *checkpointer = &db->checkpointer;
  enum sqlite_log wish = atomic_exchange(&checkpointer->wish, LOG_KEEP);
  if (wish == LOG_KEEP) return;
  struct sqlite_connection *connection = db->writer.connection;
  int mode = wish == LOG_EMPTY ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_RESTART;
  sqlite3_busy_timeout(connection->handle, READERS_WAIT_MS);
  int copied = checkpoint(connection, mode);
  sqlite3_busy_timeout(connection->handle, (int)db->base.options.timeout_ms);
  if (copied < 0) return;
  atomic_store(&checkpointer->frames, 0);
  atomic_store(&checkpointer->copied, 0);
}

struct tick {
  struct sqlite_db *db;
  int frames_before;
};

static void tick(void *arg) {
  struct tick *tick = arg;
  struct sqlite_checkpointer *checkpointer = &tick->db->checkpointer;
  int frames = atomic_load(&checkpointer->frames), copied = atomic_load(&checkpointer->copied);
  bool idle = frames == tick->frames_before;
  tick->frames_before = frames;
  if (frames == 0 || (!idle && frames - copied < COPY_FRAMES)) return;
  if (copied < frames) {
    copied = checkpoint(checkpointer->connection, SQLITE_CHECKPOINT_PASSIVE);
    if (copied >= 0) atomic_store(&checkpointer->copied, copied);
  }
  if (idle && copied >= frames) {
    atomic_store(&checkpointer->wish, LOG_EMPTY);
  } else if (frames > RESTART_FRAMES) {
    atomic_store(&checkpointer->wish, LOG_RESTART);
  }
}

static bool wait_tick(struct sqlite_checkpointer *checkpointer) {
  struct timespec until = db_in_ms(TICK_MS);
  pthread_mutex_lock(&checkpointer->lock);
  if (!checkpointer->stop)
    pthread_cond_timedwait(&checkpointer->wanted, &checkpointer->lock, &until);
  bool go_on = !checkpointer->stop;
  pthread_mutex_unlock(&checkpointer->lock);
  return go_on;
}

static void *run(void *arg) {
  struct tick state = {.db = arg};
  struct fault fault;
  while (wait_tick(&state.db->checkpointer))
    if (!fault_catch(&fault, tick, &state))
      log_warn("checkpoint_failed", 0, LOG_STR("text", str_from(fault.text)));
  return NULL;
}

void sqlite_checkpointer_start(struct sqlite_db *db) {
  struct sqlite_checkpointer *checkpointer = &db->checkpointer;
  db_condition_init(&checkpointer->wanted);
  pthread_mutex_init(&checkpointer->lock, NULL);
  checkpointer->connection = sqlite_connect(db, CHECKPOINT_CACHE_KIB);
  sqlite3_busy_timeout(checkpointer->connection->handle, 0);
  must(pthread_create(&checkpointer->thread, NULL, run, db) == 0);
  checkpointer->started = true;
}

void sqlite_checkpointer_stop(struct sqlite_db *db) {
  struct sqlite_checkpointer *checkpointer = &db->checkpointer;
  if (!checkpointer->started) return;
  pthread_mutex_lock(&checkpointer->lock);
  checkpointer->stop = true;
  pthread_cond_signal(&checkpointer->wanted);
  pthread_mutex_unlock(&checkpointer->lock);
  pthread_join(checkpointer->thread, NULL);
  sqlite_disconnect(checkpointer->connection);
  pthread_cond_destroy(&checkpointer->wanted);
  pthread_mutex_destroy(&checkpointer->lock);
}
