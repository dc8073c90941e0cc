/* Memory with one lifetime. Everything of a request lives in its arena and is
 * gone after the response; nothing is freed one by one. An arena never returns
 * NULL: past its limit it raises FAULT_MEMORY. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new arena that may hold at most `limit` bytes. Owner: the caller. */
struct arena *arena_create(size_t limit);
/* Runs what was deferred, newest first, and frees everything. */
void arena_destroy(struct arena *arena);
/* As destroy, but keeps a chunk of usual size for the next request. */
void arena_reset(struct arena *arena);
/* Zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* The same, not zeroed: for text that is written at once. */
void *arena_raw(struct arena *arena, size_t size);
/* Changes the size of a block of arena_raw: in place if it was the last one handed
 * out, else a copy. The old pointer is dead afterwards. */
void *arena_resize(struct arena *arena, void *block, size_t old_size, size_t size);
/* Bytes in use, for tests and metrics. */
size_t arena_used(const struct arena *arena);
/* Calls release(thing) when the arena is reset or destroyed: for what is not memory. If there is
 * no room to note it, the thing is released at once and FAULT_MEMORY raised. */
void arena_defer(struct arena *arena, void (*release)(void *thing), void *thing);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
/* Checked against overflow of count * size. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);
#define arena_array(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

#endif
