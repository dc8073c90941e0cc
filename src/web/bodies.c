#include "web/bodies.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/fault.h"

struct body_away {
  struct bodies *bodies;
  struct arena *body; /* NULL: this place is free */
};

struct bodies {
  pthread_mutex_t lock;
  size_t limit;
  struct arena *idle[BODIES_AWAY];
  size_t idle_count;
  struct body_away away[BODIES_AWAY];
  struct body_away *free[BODIES_AWAY];
  size_t free_count;
};

struct bodies *bodies_create(size_t limit) {
  struct bodies *bodies = calloc(1, sizeof *bodies);
  must(bodies != NULL);
  pthread_mutex_init(&bodies->lock, NULL);
  bodies->limit = limit;
  for (size_t i = 0; i < BODIES_AWAY; i++)
    bodies->free[bodies->free_count++] = &bodies->away[i];
  return bodies;
}

void bodies_destroy(struct bodies *bodies) {
  must(bodies->free_count == BODIES_AWAY);
  for (size_t i = 0; i < bodies->idle_count; i++)
    arena_destroy(bodies->idle[i]);
  pthread_mutex_destroy(&bodies->lock);
  free(bodies);
}

/* The last one given back: its memory is the warmest. */
struct arena *bodies_take(struct bodies *bodies) {
  struct arena *body = NULL;
  pthread_mutex_lock(&bodies->lock);
  if (bodies->idle_count > 0) body = bodies->idle[--bodies->idle_count];
  pthread_mutex_unlock(&bodies->lock);
  return body ? body : arena_create(bodies->limit);
}

void bodies_give(struct bodies *bodies, struct arena *body) {
  arena_reset(body);
  pthread_mutex_lock(&bodies->lock);
  bool kept = bodies->idle_count < BODIES_AWAY;
  if (kept) bodies->idle[bodies->idle_count++] = body;
  pthread_mutex_unlock(&bodies->lock);
  if (!kept) arena_destroy(body);
}

struct body_away *body_send(struct bodies *bodies, struct arena *body) {
  struct body_away *away = NULL;
  pthread_mutex_lock(&bodies->lock);
  if (bodies->free_count > 0) away = bodies->free[--bodies->free_count];
  pthread_mutex_unlock(&bodies->lock);
  if (away) *away = (struct body_away){bodies, body};
  return away;
}

void body_returned(void *thing) {
  struct body_away *away = thing;
  struct bodies *bodies = away->bodies;
  bodies_give(bodies, away->body);
  pthread_mutex_lock(&bodies->lock);
  away->body = NULL;
  bodies->free[bodies->free_count++] = away;
  pthread_mutex_unlock(&bodies->lock);
}
