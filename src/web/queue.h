/* The one bounded queue between the threads that speak HTTP and the workers.
 *
 * There are many workers because one that waits for a commit sleeps; but no more of them than the
 * processors can use compute at a time, so a request does not cost a change of thread. A worker
 * that is about to sleep says so (base/wait.h) and another takes its place. The one that went idle
 * last is woken first: its stack and arena are still warm. */
#ifndef WEB_QUEUE_H
#define WEB_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct queue;

struct queue_item { /* embedded in what is queued */
  struct queue_item *next;
};

struct queue_list { /* gathered without a lock, handed over at once */
  struct queue_item *first, **last;
  size_t count;
};

struct queue_worker { /* one per worker thread */
  struct queue *queue;
  struct queue_worker *below; /* on the stack of idle ones */
  pthread_cond_t wake;
  bool woken;
};

/* At most `length` items wait; at most `running` workers compute at a time, more or less. */
struct queue *queue_create(size_t length, size_t running);
void queue_destroy(struct queue *queue);

void queue_list_add(struct queue_list *list, struct queue_item *item);
/* Would one more, beyond `gathered`, fit? Counts a refusal if not. */
bool queue_admit(struct queue *queue, size_t gathered);
bool queue_has_room(struct queue *queue);
void queue_push(struct queue *queue, struct queue_list *list);

/* The next item; `idle(arg)` is called before the thread has to sleep for it. NULL once the queue
 * is closed and empty. */
struct queue_item *queue_pop(struct queue_worker *worker, void (*idle)(void *arg), void *arg);
void queue_worker_start(struct queue_worker *worker, struct queue *queue);
void queue_worker_end(struct queue_worker *worker);
/* For base/wait.h, called by the worker's own thread. */
void queue_worker_sleeps(void *worker);
void queue_worker_continues(void *worker);
void queue_close(struct queue *queue);

struct queue_stats {
  uint64_t waiting, running, refused;
};
struct queue_stats queue_stats(struct queue *queue);

#endif
