/* db_write() on PostgreSQL: SERIALIZABLE on a pooled connection, run again on conflict; then,
 * outside its turn, it waits with all others for the disk. */
#include <time.h>

#include "base/log.h"
#include "base/random.h"
#include "db/postgres.h"

enum { TRIES_MAX = 20, ALONE_AFTER = 4, PAUSE_FIRST_US = 500, PAUSE_LARGEST_US = 50000 };

struct attempt {
  struct ctx *ctx;
  bool (*body)(struct ctx *ctx, void *arg);
  void *arg;
  struct postgres_connection *connection;
  struct db_changes changes;
  bool kept;
};

static void run(void *arg) {
  struct attempt *attempt = arg;
  attempt->kept = attempt->body(attempt->ctx, attempt->arg);
  attempt->ctx->connection = NULL;
  struct postgres_connection *connection = attempt->connection;
  if (!connection->begun) return;
  /* A refusal too waits for its statements: what it saw must not have been a conflict. */
  postgres_send(connection, attempt->kept ? "COMMIT" : "ROLLBACK");
  postgres_sync(connection);
  connection->begun = false;
}

static void roll_back(void *arg) {
  struct postgres_connection *connection = arg;
  postgres_send(connection, "ROLLBACK");
  postgres_sync(connection);
  connection->begun = false;
}

/* What was queued behind the failure, or by a body that raised a fault itself, is read and thrown
 * away. If even that fails, so does the connection. */
static void clean_up(struct postgres_connection *connection) {
  struct fault ignored;
  for (int i = 0; i < 2 && connection->handle && connection->begun; i++)
    fault_catch(&ignored, roll_back, connection);
  if (!connection->handle || !connection->begun) return;
  PQfinish(connection->handle);
  connection->handle = NULL;
}

static bool attempt_once(struct attempt *attempt, struct fault *fault) {
  struct postgres_connection *connection = attempt->connection;
  attempt->changes = (struct db_changes){0};
  connection->base.writing = true;
  connection->base.changes = &attempt->changes;
  attempt->ctx->connection = &connection->base;
  bool finished = fault_catch(fault, run, attempt);
  attempt->ctx->connection = NULL;
  connection->base.streaming = false;
  if (!finished) clean_up(connection);
  connection->base.writing = false;
  return finished;
}

/* Longer after each try, and never the same for two who collided. */
static void pause_before(unsigned tries) {
  struct random random = random_system();
  uint64_t longest = (uint64_t)PAUSE_FIRST_US << (tries < 7 ? tries : 7);
  if (longest > PAUSE_LARGEST_US) longest = PAUSE_LARGEST_US;
  uint64_t us = random_below(&random, longest) + 1;
  nanosleep(&(struct timespec){.tv_nsec = (long)us * 1000}, NULL);
}

static void account(struct attempt *attempt) {
  struct db *db = attempt->ctx->db;
  atomic_fetch_add(&db->stats.commits, 1);
  atomic_fetch_add(&db->stats.bodies, 1);
  atomic_store(&db->stats.largest_batch, 1);
  db_versions_bump(&db->versions, &attempt->changes);
}

/* Whoever begins while others who want the same row are under way loses against them, again and
 * again: each time the first to commit wins. So who has lost four times has the others wait: he
 * takes their connections too. One at a time may do so; two would wait for each other. */
struct alone {
  struct postgres_db *db;
  struct postgres_connection *others[POSTGRES_WRITERS];
  unsigned count;
  bool is;
};

static void take_others(void *arg) {
  struct alone *alone = arg;
  while (alone->count < POSTGRES_WRITERS - 1)
    alone->others[alone->count++] = postgres_take(alone->db, &alone->db->writers);
}

static void be_alone(struct alone *alone) {
  struct fault late; /* then it is tried among others again */
  alone->is = pthread_mutex_trylock(&alone->db->alone) == 0;
  if (alone->is) fault_catch(&late, take_others, alone);
}

static void among_others(struct alone *alone) {
  while (alone->count > 0)
    postgres_give(&alone->db->writers, alone->others[--alone->count]);
  if (alone->is) pthread_mutex_unlock(&alone->db->alone);
}

/* False: *fault is what the body, the database or the twentieth conflict said. */
static bool attempt_all(struct attempt *attempt, struct fault *fault) {
  struct alone alone = {.db = (struct postgres_db *)attempt->ctx->db};
  bool finished = attempt_once(attempt, fault);
  for (unsigned tries = 1; !finished && fault->kind == FAULT_CONFLICT && tries < TRIES_MAX;
       tries++) {
    atomic_fetch_add(&attempt->ctx->db->stats.conflicts, 1);
    if (!alone.is && tries >= ALONE_AFTER) be_alone(&alone);
    if (!alone.is) pause_before(tries);
    finished = attempt_once(attempt, fault);
  }
  among_others(&alone);
  return finished;
}

bool postgres_write(struct ctx *ctx, bool (*body)(struct ctx *ctx, void *arg), void *arg) {
  struct postgres_db *db = (struct postgres_db *)ctx->db;
  struct attempt attempt = {.ctx = ctx, .body = body, .arg = arg};
  struct fault fault;
  uint64_t generation = postgres_flusher_generation(db);
  attempt.connection = postgres_take(db, &db->writers);
  int64_t incarnation = attempt.connection->incarnation;
  bool finished = attempt_all(&attempt, &fault);
  if (finished && attempt.kept) account(&attempt);
  postgres_give(&db->writers, attempt.connection);
  if (!finished) fault_again(&fault);
  if (attempt.kept) postgres_flush(db, generation, incarnation);
  return attempt.kept;
}
