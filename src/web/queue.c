#include "web/queue.h"

#include <stdlib.h>

#include "base/fault.h"

struct queue {
  pthread_mutex_t lock;
  struct queue_list items;
  struct queue_worker *idle;
  size_t length, limit, running;
  uint64_t refused;
  bool closed;
};

struct queue *queue_create(size_t length, size_t running) {
  struct queue *queue = calloc(1, sizeof *queue);
  must(queue != NULL);
  pthread_mutex_init(&queue->lock, NULL);
  queue->length = length;
  queue->limit = running;
  return queue;
}

void queue_destroy(struct queue *queue) {
  pthread_mutex_destroy(&queue->lock);
  free(queue);
}

void queue_list_add(struct queue_list *list, struct queue_item *item) {
  if (list->count == 0) list->last = &list->first;
  item->next = NULL;
  *list->last = item;
  list->last = &item->next;
  list->count++;
}

static size_t waiting(struct queue *queue) {
  return __atomic_load_n(&queue->items.count, __ATOMIC_RELAXED);
}

bool queue_admit(struct queue *queue, size_t gathered) {
  if (waiting(queue) + gathered < queue->length) return true;
  __atomic_fetch_add(&queue->refused, 1, __ATOMIC_RELAXED);
  return false;
}

bool queue_has_room(struct queue *queue) {
  return waiting(queue) < queue->length;
}

/* With the lock held: if there is work and a processor for it, wakes one idle worker. It counts as
 * running from now on, so that nobody wakes a second one for the same work. */
static void wake_one(struct queue *queue) {
  struct queue_worker *worker = queue->idle;
  if (!worker || queue->items.count == 0 || queue->running >= queue->limit) return;
  queue->idle = worker->below;
  queue->running++;
  worker->woken = true;
  pthread_cond_signal(&worker->wake);
}

void queue_push(struct queue *queue, struct queue_list *list) {
  if (list->count == 0) return;
  pthread_mutex_lock(&queue->lock);
  if (queue->items.count == 0) queue->items.last = &queue->items.first;
  *queue->items.last = list->first;
  queue->items.last = list->last;
  size_t count = queue->items.count + list->count;
  __atomic_store_n(&queue->items.count, count, __ATOMIC_RELAXED);
  wake_one(queue);
  pthread_mutex_unlock(&queue->lock);
  *list = (struct queue_list){0};
}

static struct queue_item *take(struct queue *queue) {
  struct queue_item *item = queue->items.first;
  queue->items.first = item->next;
  __atomic_store_n(&queue->items.count, queue->items.count - 1, __ATOMIC_RELAXED);
  wake_one(queue);
  return item;
}

/* With the lock held: onto the stack of idle workers until woken. */
static void rest(struct queue *queue, struct queue_worker *worker) {
  queue->running--;
  worker->woken = false;
  worker->below = queue->idle;
  queue->idle = worker;
  while (!worker->woken)
    pthread_cond_wait(&worker->wake, &queue->lock);
}

/* Nothing to do, or enough others at it: many wake at once when a batch of writes is committed. */
static bool may_rest(const struct queue *queue) {
  return !queue->closed && (queue->items.count == 0 || queue->running > queue->limit);
}

struct queue_item *queue_pop(struct queue_worker *worker, void (*idle)(void *arg), void *arg) {
  struct queue *queue = worker->queue;
  struct queue_item *item = NULL;
  pthread_mutex_lock(&queue->lock);
  while (may_rest(queue)) {
    pthread_mutex_unlock(&queue->lock);
    idle(arg);
    pthread_mutex_lock(&queue->lock);
    if (may_rest(queue)) rest(queue, worker);
  }
  if (queue->items.count > 0) item = take(queue);
  pthread_mutex_unlock(&queue->lock);
  return item;
}

void queue_worker_start(struct queue_worker *worker, struct queue *queue) {
  worker->queue = queue;
  pthread_cond_init(&worker->wake, NULL);
  pthread_mutex_lock(&queue->lock);
  queue->running++;
  pthread_mutex_unlock(&queue->lock);
}

void queue_worker_end(struct queue_worker *worker) {
  pthread_mutex_lock(&worker->queue->lock);
  worker->queue->running--;
  pthread_mutex_unlock(&worker->queue->lock);
  pthread_cond_destroy(&worker->wake);
}

void queue_worker_sleeps(void *arg) {
  struct queue *queue = ((struct queue_worker *)arg)->queue;
  pthread_mutex_lock(&queue->lock);
  queue->running--;
  wake_one(queue);
  pthread_mutex_unlock(&queue->lock);
}

void queue_worker_continues(void *arg) {
  struct queue *queue = ((struct queue_worker *)arg)->queue;
  pthread_mutex_lock(&queue->lock);
  queue->running++;
  pthread_mutex_unlock(&queue->lock);
}

void queue_close(struct queue *queue) {
  pthread_mutex_lock(&queue->lock);
  queue->closed = true;
  for (struct queue_worker *worker = queue->idle; worker; worker = worker->below) {
    worker->woken = true;
    queue->running++;
    pthread_cond_signal(&worker->wake);
  }
  queue->idle = NULL;
  pthread_mutex_unlock(&queue->lock);
}

struct queue_stats queue_stats(struct queue *queue) {
  pthread_mutex_lock(&queue->lock);
  struct queue_stats stats = {queue->items.count, queue->running, queue->refused};
  pthread_mutex_unlock(&queue->lock);
  return stats;
}
