#include "web/page_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "web/dependency.h"

/* Pages speak of time too (« ouvert », a campaign that begins): after this they are recomputed
 * although no table changed. */
enum { PAGE_LIVES_MS = 20000 };

enum { SLOTS = 1 << 13, ASKED = 1 << 13 };

struct page {
  struct page *next; /* of the same slot */
  uint64_t hash;
  void *thing;
  size_t bytes;
  int64_t kept_at_ms;
  struct dependency dependencies[2];
  size_t key_len;
  char key[];
};

struct page_cache {
  pthread_mutex_t lock;
  struct page_things things;
  size_t limit;
  uint64_t chance; /* of eviction; need not be secret */
  struct page_cache_stats stats;
  struct page *slots[SLOTS];
  uint32_t asked[ASKED]; /* a part of the hash of a key asked for; a newer one takes its place */
};

struct page_cache *page_cache_create(size_t bytes, struct page_things things) {
  struct page_cache *cache = calloc(1, sizeof *cache);
  must(cache != NULL);
  pthread_mutex_init(&cache->lock, NULL);
  cache->limit = bytes;
  cache->things = things;
  cache->chance = 88172645463325252u;
  return cache;
}

/* Takes the page at *at out of the cache. */
static void page_drop(struct page_cache *cache, struct page **at) {
  struct page *page = *at;
  *at = page->next;
  cache->stats.bytes -= page->bytes;
  cache->stats.entries--;
  cache->things.release(page->thing);
  free(page);
}

void page_cache_destroy(struct page_cache *cache) {
  for (size_t i = 0; i < SLOTS; i++) {
    while (cache->slots[i])
      page_drop(cache, &cache->slots[i]);
  }
  pthread_mutex_destroy(&cache->lock);
  free(cache);
}

static struct page **page_at(struct page_cache *cache, uint64_t hash, struct str key) {
  struct page **at = &cache->slots[hash % SLOTS];
  for (; *at; at = &(*at)->next) {
    if ((*at)->hash == hash && str_equal(str_slice((*at)->key, (*at)->key_len), key)) break;
  }
  return at;
}

static bool page_fresh(const struct page *page, struct db *db, int64_t now_ms) {
  return now_ms - page->kept_at_ms < PAGE_LIVES_MS &&
         dependency_holds(db, &page->dependencies[0]) &&
         dependency_holds(db, &page->dependencies[1]);
}

void *page_cache_find(struct page_cache *cache, struct db *db, struct str key, int64_t now_ms) {
  void *thing = NULL;
  uint64_t hash = str_hash(key);
  pthread_mutex_lock(&cache->lock);
  struct page **at = page_at(cache, hash, key);
  if (*at == NULL) {
    cache->stats.misses++;
  } else if (page_fresh(*at, db, now_ms)) {
    cache->stats.hits++;
    thing = (*at)->thing;
    cache->things.keep(thing);
  } else {
    cache->stats.stale++;
    page_drop(cache, at);
  }
  pthread_mutex_unlock(&cache->lock);
  return thing;
}

/* Drops pages from random places until `bytes` more fit. */
static void make_room(struct page_cache *cache, size_t bytes) {
  while (cache->stats.entries > 0 && cache->stats.bytes + bytes > cache->limit) {
    cache->chance ^= cache->chance << 13;
    cache->chance ^= cache->chance >> 7;
    cache->chance ^= cache->chance << 17;
    size_t slot = cache->chance % SLOTS;
    while (cache->slots[slot] == NULL)
      slot = (slot + 1) % SLOTS;
    page_drop(cache, &cache->slots[slot]);
    cache->stats.evicted++;
  }
}

bool page_cache_asked(struct page_cache *cache, struct str key) {
  uint64_t hash = str_hash(key);
  uint32_t part = (uint32_t)(hash >> 32) | 1;
  pthread_mutex_lock(&cache->lock);
  bool before = cache->asked[hash % ASKED] == part;
  cache->asked[hash % ASKED] = part;
  pthread_mutex_unlock(&cache->lock);
  return before;
}

static struct page *page_new(struct str key, uint64_t hash,
                             const struct dependency dependencies[2]) {
  struct page *page = calloc(1, sizeof *page + key.len);
  must(page != NULL);
  page->hash = hash;
  page->key_len = key.len;
  memcpy(page->key, key.ptr, key.len);
  memcpy(page->dependencies, dependencies, sizeof page->dependencies);
  return page;
}

void page_cache_put(struct page_cache *cache, struct str key, void *thing, size_t bytes,
                    const struct dependency dependencies[2], int64_t now_ms) {
  uint64_t hash = str_hash(key);
  bytes += sizeof(struct page) + key.len;
  if (bytes > cache->limit / 8) return; /* one page never empties the cache */
  struct page *page = page_new(key, hash, dependencies);
  page->thing = thing;
  page->bytes = bytes;
  page->kept_at_ms = now_ms;
  cache->things.keep(thing);
  pthread_mutex_lock(&cache->lock);
  struct page **at = page_at(cache, hash, key);
  if (*at) page_drop(cache, at);
  make_room(cache, bytes);
  page->next = cache->slots[hash % SLOTS];
  cache->slots[hash % SLOTS] = page;
  cache->stats.bytes += bytes;
  cache->stats.entries++;
  pthread_mutex_unlock(&cache->lock);
}

struct str page_key(char *room, size_t size, struct str host, struct str target,
                    struct str language) {
  const struct str parts[] = {host, S("\n"), target, S("\n"), language};
  size_t len = 0;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (size - len < parts[i].len) return (struct str){0};
    if (parts[i].len > 0) memcpy(room + len, parts[i].ptr, parts[i].len);
    len += parts[i].len;
  }
  return str_slice(room, len);
}

struct page_cache_stats page_cache_stats(struct page_cache *cache) {
  pthread_mutex_lock(&cache->lock);
  struct page_cache_stats stats = cache->stats;
  pthread_mutex_unlock(&cache->lock);
  return stats;
}
