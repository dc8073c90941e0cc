/* Where answers' bodies are written: arenas that a worker fills, the HTTP library sends from, and
 * that come back when the last byte has gone. A body is so never copied on its way.
 *
 * 1. At most BODIES_AWAY are with the library: slow readers cannot collect more. What goes beyond
 *    is copied by whoever asks. */
#ifndef WEB_BODIES_H
#define WEB_BODIES_H

#include "base/arena.h"

struct bodies;

enum { BODIES_AWAY = 64 };

/* `limit`: bytes that one body may take. */
struct bodies *bodies_create(size_t limit);
/* All have come back. */
void bodies_destroy(struct bodies *bodies);
/* An empty arena. Raises FAULT_MEMORY. */
struct arena *bodies_take(struct bodies *bodies);
/* Back without having been away. */
void bodies_give(struct bodies *bodies, struct arena *body);

struct body_away;
/* For the library: NULL if too many are away. body_returned() ends it, from any thread. */
struct body_away *body_send(struct bodies *bodies, struct arena *body);
void body_returned(void *away);

#endif
