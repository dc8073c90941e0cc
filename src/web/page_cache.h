/* Answers that every visitor without a session gets alike, kept until something they were computed
 * from changes. The key is host, target and language exactly as asked: another spelling is another
 * entry, which is wasteful and never wrong. Bounded in bytes; entries chosen at random make room.
 * A page is kept when it is asked for the second time: keeping costs as much as making it, and
 * robots ask for thousands of pages once.
 *
 * What is kept is a thing of the server's (its HTTP library's response), passed in and out by
 * reference count. */
#ifndef WEB_PAGE_CACHE_H
#define WEB_PAGE_CACHE_H

#include "web/exchange.h"

struct page_cache;

struct page_things {
  void (*keep)(void *thing);
  void (*release)(void *thing);
};

struct page_cache *page_cache_create(size_t bytes, struct page_things things);
void page_cache_destroy(struct page_cache *cache);

/* The kept thing, one reference more, or NULL. `now_ms` is a monotonic clock. */
void *page_cache_find(struct page_cache *cache, struct db *db, struct str key, int64_t now_ms);
/* Has this key been asked for before, as far as is remembered? Remembers it. */
bool page_cache_asked(struct page_cache *cache, struct str key);
/* Keeps a reference to `thing`, some `bytes` large. */
void page_cache_put(struct page_cache *cache, struct str key, void *thing, size_t bytes,
                    const struct dependency dependencies[2], int64_t now_ms);

/* "host\ntarget\nlanguage"; empty if it does not fit into `room`. */
struct str page_key(char *room, size_t size, struct str host, struct str target,
                    struct str language);

struct page_cache_stats {
  uint64_t hits, misses, stale, evicted, entries, bytes;
};
struct page_cache_stats page_cache_stats(struct page_cache *cache);

#endif
