/* Connections between two uses: a stack with a limit, and a bounded wait when all are out. */
#include <errno.h>
#include <time.h>

#include "base/wait.h"
#include "db/engine.h"

void db_condition_init(pthread_cond_t *condition) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(condition, &attributes);
  pthread_condattr_destroy(&attributes);
}

struct timespec db_in_ms(unsigned ms) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  at.tv_sec += ms / 1000;
  at.tv_nsec += ms % 1000 * 1000000L;
  if (at.tv_nsec >= 1000000000L) {
    at.tv_sec++;
    at.tv_nsec -= 1000000000L;
  }
  return at;
}

void db_pool_init(struct db_pool *pool, unsigned limit) {
  *pool = (struct db_pool){.limit = limit};
  pthread_mutex_init(&pool->lock, NULL);
  db_condition_init(&pool->free);
}

static bool all_out(const struct db_pool *pool) {
  return !pool->idle && pool->opened >= pool->limit;
}

/* With the lock held. */
static void wait_free(struct db_pool *pool, unsigned timeout_ms) {
  struct timespec until = db_in_ms(timeout_ms);
  int waited = 0;
  wait_begin();
  while (all_out(pool) && waited != ETIMEDOUT)
    waited = pthread_cond_timedwait(&pool->free, &pool->lock, &until);
  wait_end();
}

struct db_connection *db_pool_take(struct db_pool *pool, unsigned timeout_ms) {
  pthread_mutex_lock(&pool->lock);
  if (all_out(pool)) wait_free(pool, timeout_ms);
  struct db_connection *connection = pool->idle;
  bool may_open = !connection && pool->opened < pool->limit;
  if (connection) pool->idle = connection->next;
  if (may_open) pool->opened++;
  pthread_mutex_unlock(&pool->lock);
  if (!connection && !may_open) fault_raise(FAULT_TIMEOUT, "no database connection became free");
  return connection;
}

void db_pool_give(struct db_pool *pool, struct db_connection *connection) {
  pthread_mutex_lock(&pool->lock);
  if (connection) {
    connection->next = pool->idle;
    pool->idle = connection;
  } else {
    pool->opened--;
  }
  pthread_cond_signal(&pool->free);
  pthread_mutex_unlock(&pool->lock);
}

struct db_connection *db_pool_empty(struct db_pool *pool) {
  struct db_connection *connection = pool->idle;
  if (!connection) return NULL;
  pool->idle = connection->next;
  pool->opened--;
  return connection;
}

void db_pool_free(struct db_pool *pool) {
  must(pool->opened == 0); /* every reader has called db_read_end() */
  pthread_cond_destroy(&pool->free);
  pthread_mutex_destroy(&pool->lock);
}
