/* Chunks in a list, the newest in front; handing out is adding to an offset. The largest
 * chunk of usual size survives a reset, so that a usual request never calls malloc. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define ARENA_ASAN 1
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
enum { RED_ZONE = 16 }; /* stays poisoned behind every block: an overrun by one byte is seen */
#define hide(ptr, size) ASAN_POISON_MEMORY_REGION((ptr), (size))
#define show(ptr, size) ASAN_UNPOISON_MEMORY_REGION((ptr), (size))
#else
enum { RED_ZONE = 0 };
#define hide(ptr, size) ((void)(ptr), (void)(size))
#define show(ptr, size) ((void)(ptr), (void)(size))
#endif

enum {
  ALIGNMENT = 16,
  CHUNK_FIRST = 32 * 1024,
  CHUNK_LARGEST = 1024 * 1024,
  CHUNK_KEPT = 256 * 1024
};

struct chunk {
  struct chunk *older;
  size_t size; /* of data */
  size_t used;
  alignas(ALIGNMENT) char data[];
};

struct deferred {
  struct deferred *older;
  void (*release)(void *thing);
  void *thing;
};

struct arena {
  struct chunk *newest;
  struct deferred *deferred;
  size_t used;
  size_t limit;
};

static struct chunk *chunk_new(size_t size, struct chunk *older) {
  struct chunk *chunk = malloc(sizeof *chunk + size);
  if (!chunk) return NULL;
  chunk->older = older;
  chunk->size = size;
  chunk->used = 0;
  hide(chunk->data, size);
  return chunk;
}

static void chunk_free(struct chunk *chunk) {
  show(chunk->data, chunk->size);
  free(chunk);
}

struct arena *arena_create(size_t limit) {
  struct arena *arena = calloc(1, sizeof *arena);
  struct chunk *first = arena ? chunk_new(CHUNK_FIRST, NULL) : NULL;
  if (!first) {
    free(arena);
    fault_raise(FAULT_MEMORY, "no memory for an arena");
  }
  arena->newest = first;
  arena->limit = limit;
  return arena;
}

static void release_deferred(struct arena *arena) {
  while (arena->deferred) {
    struct deferred *last = arena->deferred;
    arena->deferred = last->older;
    last->release(last->thing);
  }
}

/* Out of two chunks, keeps the larger one (the newer) unless it is too large to keep. */
static struct chunk *keep_one(struct chunk *newer) {
  struct chunk *older = newer->older;
  if (newer->size > CHUNK_KEPT) {
    chunk_free(newer);
    return older;
  }
  newer->older = older->older;
  chunk_free(older);
  return newer;
}

void arena_reset(struct arena *arena) {
  release_deferred(arena);
  while (arena->newest->older)
    arena->newest = keep_one(arena->newest);
  hide(arena->newest->data, arena->newest->size);
  arena->newest->used = 0;
  arena->used = 0;
}

void arena_destroy(struct arena *arena) {
  if (!arena) return;
  arena_reset(arena);
  chunk_free(arena->newest);
  free(arena);
}

static bool add_chunk(struct arena *arena, size_t needed) {
  size_t size = arena->newest->size * 2;
  if (size > CHUNK_LARGEST) size = CHUNK_LARGEST;
  if (size < needed) size = needed;
  struct chunk *chunk = chunk_new(size, arena->newest);
  if (chunk) arena->newest = chunk;
  return chunk != NULL;
}

/* What a block takes: rounded up so that the next one is aligned. */
static size_t footprint(size_t size) {
  return (size + RED_ZONE + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* NULL when the limit or the machine's memory is reached. */
static void *take(struct arena *arena, size_t size) {
  if (size > arena->limit - arena->used) return NULL;
  size_t rounded = footprint(size);
  if (rounded < size) return NULL;
  if (rounded > arena->newest->size - arena->newest->used && !add_chunk(arena, rounded))
    return NULL;
  struct chunk *chunk = arena->newest;
  void *block = chunk->data + chunk->used;
  chunk->used += rounded;
  arena->used += size;
  show(block, size);
  return block;
}

static _Noreturn void refuse(const struct arena *arena, size_t size) {
  fault_raise(FAULT_MEMORY, "an arena of %zu bytes holds %zu and cannot give %zu more",
              arena->limit, arena->used, size);
}

void *arena_raw(struct arena *arena, size_t size) {
  void *block = take(arena, size);
  if (!block) refuse(arena, size);
  return block;
}

void *arena_alloc(struct arena *arena, size_t size) {
  return memset(arena_raw(arena, size), 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) refuse(arena, SIZE_MAX);
  return arena_alloc(arena, total);
}

static bool resize_in_place(struct arena *arena, char *block, size_t old_size, size_t size) {
  struct chunk *chunk = arena->newest;
  size_t rounded = footprint(size);
  if (rounded < size || block < chunk->data || block >= chunk->data + chunk->size) return false;
  size_t start = (size_t)(block - chunk->data);
  if (start + footprint(old_size) != chunk->used || rounded > chunk->size - start) return false;
  if (arena->used - old_size > arena->limit || size > arena->limit - (arena->used - old_size))
    return false;
  hide(block, chunk->used - start);
  show(block, size);
  chunk->used = start + rounded;
  arena->used += size - old_size;
  return true;
}

void *arena_resize(struct arena *arena, void *block, size_t old_size, size_t size) {
  if (block && resize_in_place(arena, block, old_size, size)) return block;
  void *larger = arena_raw(arena, size);
  if (block) memcpy(larger, block, old_size < size ? old_size : size);
  return larger;
}

size_t arena_used(const struct arena *arena) {
  return arena->used;
}

void arena_defer(struct arena *arena, void (*release)(void *thing), void *thing) {
  struct deferred *entry = take(arena, sizeof *entry);
  if (!entry) {
    release(thing);
    refuse(arena, sizeof *entry);
  }
  *entry = (struct deferred){arena->deferred, release, thing};
  arena->deferred = entry;
}
