/* Copies the write-ahead log into the database file, away from the commit path.
 *
 * A thread of its own makes passive checkpoints, which hinder nobody. Once most is copied, the
 * writer copies the rest between two batches and begins the log anew: it writes over the same
 * blocks, which the file system can flush without touching its own journal. When nobody writes for
 * a while the writer empties the log, so that a start after a crash has nothing to read. The writer
 * does both itself because its data_version does not count what it does itself: the page cache
 * stays. */
#include "base/log.h"
#include "db/sqlite.h"

enum {
  TICK_MS = 250,
  COPY_FRAMES = 4000, /* 16 MB: pages written again and again are copied once */
  REST_FRAMES = 1000, /* few enough for the writer to copy */
  ROUNDS_MAX = 3,
  IDLE_TICKS = 8,
  CHECKPOINT_CACHE_KIB = 64,
  READERS_WAIT_MS = 20
};

void sqlite_checkpointer_notice(struct sqlite_db *db, int frames) {
  struct sqlite_checkpointer *checkpointer = &db->checkpointer;
  int before = atomic_exchange(&checkpointer->frames, frames);
  if (before < COPY_FRAMES && frames >= COPY_FRAMES) pthread_cond_signal(&checkpointer->wanted);
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
  if (copied >= 0) atomic_store(&checkpointer->frames, 0);
}

struct tick {
  struct sqlite_db *db;
  int frames_before;
  unsigned idle; /* ticks without a commit */
};

/* Each round leaves only what was written during it. */
static void copy_log(struct sqlite_checkpointer *checkpointer) {
  int copied = 0;
  for (int round = 0; round < ROUNDS_MAX && copied >= 0; round++) {
    if (atomic_load(&checkpointer->frames) - copied < REST_FRAMES && round > 0) return;
    copied = checkpoint(checkpointer->connection, SQLITE_CHECKPOINT_PASSIVE);
  }
}

static void tick(void *arg) {
  struct tick *tick = arg;
  struct sqlite_checkpointer *checkpointer = &tick->db->checkpointer;
  int frames = atomic_load(&checkpointer->frames);
  tick->idle = frames == tick->frames_before ? tick->idle + 1 : 0;
  tick->frames_before = frames;
  bool long_log = frames >= COPY_FRAMES, rest = frames > 0 && tick->idle == IDLE_TICKS;
  if (!long_log && !rest) return;
  copy_log(checkpointer);
  atomic_store(&checkpointer->wish, rest ? LOG_EMPTY : LOG_RESTART);
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
