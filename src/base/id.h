/* Ids made by us before the insert: 63 bits, time-ordered, so that nothing hangs on one
 * sequence and new rows lie at the end of their index.
 * Layout: 41 bits of milliseconds since 2020-01-01, 12 bits of counter, 10 bits of node. */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdint.h>

#include "base/str.h"

struct id_source; /* shared by all threads */

/* The process's source: real clock, whatever --now says. node in 0..1023. */
struct id_source *id_source_system(unsigned node);
/* For tests: 1, 2, 3, ... times a stride, always the same. */
struct id_source *id_source_counting(struct arena *arena);
int64_t id_next(struct id_source *source);

/* Text form of an id: 13 characters of Crockford base 32, fixed width, sortable. */
struct str id_text(struct arena *arena, int64_t id);
bool id_from_text(struct str text, int64_t *id);

#endif
