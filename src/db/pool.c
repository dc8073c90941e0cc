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
  *pool = (struct db_pool){.limit = limit, .tail = &pool->waiting};
  pthread_mutex_init(&pool->lock, NULL);
}

/* Somebody in the queue. Who gives a connection back hands it to the first, so that nobody who
 * comes later gets in between. */
struct db_pool_waiter {
  pthread_cond_t granted_condition;
  bool granted;
  struct db_connection *connection; /* NULL with `granted`: may open one */
  struct db_pool_waiter *next;
};

static void leave_queue(struct db_pool *pool, struct db_pool_waiter *waiter) {
  struct db_pool_waiter **at = &pool->waiting;
  while (*at != waiter)
    at = &(*at)->next;
  *at = waiter->next;
  if (!*at) pool->tail = at;
  pool->queue_length--;
}

/* The lock is held. False: time is up. */
static bool wait_in_queue(struct db_pool *pool, struct db_pool_waiter *waiter,
                          unsigned timeout_ms) {
  struct timespec until = db_in_ms(timeout_ms);
  int waited = 0;
  db_condition_init(&waiter->granted_condition);
  *pool->tail = waiter;
  pool->tail = &waiter->next;
  pool->queue_length++;
  while (!waiter->granted && waited != ETIMEDOUT)
    waited = pthread_cond_timedwait(&waiter->granted_condition, &pool->lock, &until);
  if (!waiter->granted) leave_queue(pool, waiter);
  pthread_cond_destroy(&waiter->granted_condition);
  return waiter->granted;
}

struct db_connection *db_pool_take(struct db_pool *pool, unsigned timeout_ms) {
  struct db_pool_waiter waiter = {0};
  bool got = true;
  pthread_mutex_lock(&pool->lock);
  if (pool->idle) {
    waiter.connection = pool->idle;
    pool->idle = pool->idle->next;
  } else if (pool->opened < pool->limit) {
    pool->opened++;
  } else {
    got = wait_in_queue(pool, &waiter, timeout_ms);
  }
  pthread_mutex_unlock(&pool->lock);
  if (!got) fault_raise(FAULT_TIMEOUT, "no database connection became free");
  return waiter.connection;
}

void db_pool_give(struct db_pool *pool, struct db_connection *connection) {
  pthread_mutex_lock(&pool->lock);
  struct db_pool_waiter *first = pool->waiting;
  if (first) {
    leave_queue(pool, first);
    first->connection = connection;
    first->granted = true;
    pthread_cond_signal(&first->granted_condition);
  } else if (connection) {
    connection->next = pool->idle;
    pool->idle = connection;
  } else {
    pool->opened--;
  }
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
  pthread_mutex_destroy(&pool->lock);
}
