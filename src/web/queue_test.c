#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <semaphore.h>

#include "base/wait.h"
#include "web/queue.h"

/* ---- workers that do as the item says ---- */

struct job {
  struct queue_item item;
  sem_t *begun, *gate; /* gate NULL: ends at once */
  bool waits;          /* says so */
};

static void nothing(void *arg) {
  (void)arg;
}

static void *work(void *arg) {
  struct queue_worker *worker = arg;
  struct queue_item *item;
  wait_hook_set((struct wait_hook){queue_worker_sleeps, queue_worker_continues, worker});
  while ((item = queue_pop(worker, nothing, NULL))) {
    struct job *job = (struct job *)item;
    sem_post(job->begun);
    if (!job->gate) continue;
    if (job->waits) wait_begin();
    sem_wait(job->gate);
    if (job->waits) wait_end();
  }
  queue_worker_end(worker);
  return NULL;
}

enum { WORKERS = 3 };

struct crew {
  struct queue *queue;
  struct queue_worker workers[WORKERS];
  pthread_t threads[WORKERS];
  sem_t begun, gate;
};

/* One worker may compute at a time. */
static void crew_start(struct crew *crew) {
  crew->queue = queue_create(8, 1);
  sem_init(&crew->begun, 0, 0);
  sem_init(&crew->gate, 0, 0);
  for (size_t i = 0; i < WORKERS; i++) {
    queue_worker_start(&crew->workers[i], crew->queue);
    pthread_create(&crew->threads[i], NULL, work, &crew->workers[i]);
  }
}

static void crew_end(struct crew *crew) {
  queue_close(crew->queue);
  for (size_t i = 0; i < WORKERS; i++)
    pthread_join(crew->threads[i], NULL);
  queue_destroy(crew->queue);
}

static void push(struct crew *crew, struct job *job) {
  struct queue_list list = {0};
  job->begun = &crew->begun;
  queue_list_add(&list, &job->item);
  queue_push(crew->queue, &list);
}

static bool begins(struct crew *crew, int within_ms) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += within_ms * 1000000L;
  until.tv_sec += until.tv_nsec / 1000000000L;
  until.tv_nsec %= 1000000000L;
  return sem_timedwait(&crew->begun, &until) == 0;
}

/* ---- tests ---- */

static void no_more_workers_compute_than_there_are_processors(void **state) {
  (void)state;
  struct crew crew;
  crew_start(&crew);
  struct job busy = {.gate = &crew.gate}, next = {0};
  push(&crew, &busy);
  assert_true(begins(&crew, 2000));
  push(&crew, &next);
  assert_false(begins(&crew, 100));
  sem_post(&crew.gate);
  assert_true(begins(&crew, 2000));
  crew_end(&crew);
}

static void a_worker_that_says_it_waits_lets_another_work(void **state) {
  (void)state;
  struct crew crew;
  crew_start(&crew);
  struct job waiting = {.gate = &crew.gate, .waits = true}, next = {0};
  push(&crew, &waiting);
  assert_true(begins(&crew, 2000));
  push(&crew, &next);
  assert_true(begins(&crew, 2000));
  sem_post(&crew.gate);
  crew_end(&crew);
}

static void closing_lets_what_was_pushed_be_done_first(void **state) {
  (void)state;
  struct crew crew;
  crew_start(&crew);
  struct job jobs[4] = {{.gate = &crew.gate}};
  for (size_t i = 0; i < 4; i++)
    push(&crew, &jobs[i]);
  sem_post(&crew.gate);
  crew_end(&crew);
  for (size_t i = 0; i < 4; i++)
    assert_true(begins(&crew, 0));
}

static void a_full_queue_admits_nobody_and_counts_the_refused(void **state) {
  (void)state;
  struct queue *queue = queue_create(2, 1);
  struct queue_item items[2];
  struct queue_list list = {0};
  assert_true(queue_admit(queue, 1));
  assert_false(queue_admit(queue, 2)); /* gathered in the same turn */
  queue_list_add(&list, &items[0]);
  queue_list_add(&list, &items[1]);
  queue_push(queue, &list);
  assert_false(queue_admit(queue, 0));
  assert_false(queue_has_room(queue));
  assert_int_equal(queue_stats(queue).waiting, 2);
  assert_int_equal(queue_stats(queue).refused, 2);
  queue_destroy(queue);
}

int queue_tests(void);
int queue_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_more_workers_compute_than_there_are_processors),
      cmocka_unit_test(a_worker_that_says_it_waits_lets_another_work),
      cmocka_unit_test(closing_lets_what_was_pushed_be_done_first),
      cmocka_unit_test(a_full_queue_admits_nobody_and_counts_the_refused),
  };
  return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
