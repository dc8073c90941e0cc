#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "db/engine.h"

static void take_now(void *arg) {
  db_pool_take(arg, 20);
}

static void a_pool_opens_as_many_as_it_may(void **state) {
  (void)state;
  struct db_pool pool;
  struct fault fault;
  struct db_connection one = {0};
  db_pool_init(&pool, 2);
  assert_null(db_pool_take(&pool, 20)); /* NULL: open one */
  assert_null(db_pool_take(&pool, 20));
  assert_false(fault_catch(&fault, take_now, &pool));
  assert_int_equal(fault.kind, FAULT_TIMEOUT);
  db_pool_give(&pool, &one);
  assert_ptr_equal(db_pool_take(&pool, 20), &one);
  db_pool_give(&pool, NULL); /* it was lost: another may be opened */
  assert_null(db_pool_take(&pool, 20));
  db_pool_give(&pool, NULL);
  db_pool_give(&pool, NULL);
  db_pool_free(&pool);
}

enum { WAITERS = 8 };

struct waiter {
  struct db_pool *pool;
  pthread_t thread;
  int number;
  int *order, *served;
};

static void *wait_and_give(void *arg) {
  struct waiter *waiter = arg;
  struct db_connection *connection = db_pool_take(waiter->pool, 10000);
  waiter->order[(*waiter->served)++] = waiter->number; /* the connection is the lock */
  db_pool_give(waiter->pool, connection);
  return NULL;
}

static unsigned queue_length(struct db_pool *pool) {
  pthread_mutex_lock(&pool->lock);
  unsigned length = pool->queue_length;
  pthread_mutex_unlock(&pool->lock);
  return length;
}

static void who_came_first_is_served_first(void **state) {
  (void)state;
  struct db_pool pool;
  struct db_connection one = {0};
  struct waiter waiters[WAITERS];
  int order[WAITERS] = {0}, served = 0;
  db_pool_init(&pool, 1);
  assert_null(db_pool_take(&pool, 20));
  for (int i = 0; i < WAITERS; i++) {
    waiters[i] = (struct waiter){&pool, 0, i, order, &served};
    assert_int_equal(pthread_create(&waiters[i].thread, NULL, wait_and_give, &waiters[i]), 0);
    while (queue_length(&pool) < (unsigned)i + 1)
      nanosleep(&(struct timespec){0, 1000000}, NULL);
  }
  db_pool_give(&pool, &one);
  for (int i = 0; i < WAITERS; i++)
    pthread_join(waiters[i].thread, NULL);
  for (int i = 0; i < WAITERS; i++)
    assert_int_equal(order[i], i);
  assert_ptr_equal(db_pool_empty(&pool), &one);
  db_pool_free(&pool);
}

int pool_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_pool_opens_as_many_as_it_may),
      cmocka_unit_test(who_came_first_is_served_first),
  };
  return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
