#include "web/rate.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/fault.h"

/* Generous to people (a town hall or a school shares one address), slow for machines. A voucher
 * code has 55 bits: at one wrong guess in ten seconds nobody lives to see a hit. */
static const struct {
  uint32_t burst;
  uint32_t refill_ms; /* one more token every so often */
} limits[RATE_COUNT] = {
    [RATE_SIGN_IN] = {10, 30000},    [RATE_CODE] = {20, 10000},     [RATE_PURCHASE] = {40, 5000},
    [RATE_WRITE] = {120, 500},       [RATE_PROPOSAL] = {20, 30000}, /* what strangers send to agents
                                                                     */
    [RATE_LETTER] = {3, 20 * 60000},
};

/* A full bucket needs no entry: `full_at_ms` says when it will be full again, which holds the
 * number of tokens as well and makes refilling free. */
struct bucket {
  uint64_t key;
  int64_t full_at_ms;
};

enum { BUCKETS = 1 << 14, WINDOW = 8 };

struct rates {
  pthread_mutex_t lock;
  struct bucket buckets[BUCKETS];
};

struct rates *rates_create(void) {
  struct rates *rates = calloc(1, sizeof *rates);
  must(rates != NULL);
  pthread_mutex_init(&rates->lock, NULL);
  return rates;
}

void rates_destroy(struct rates *rates) {
  pthread_mutex_destroy(&rates->lock);
  free(rates);
}

/* The key's bucket, or the one in its window that is full soonest, taken over. */
static struct bucket *bucket_find(struct rates *rates, uint64_t key, int64_t now_ms) {
  struct bucket *window = &rates->buckets[key & (BUCKETS - WINDOW)], *quietest = window;
  for (struct bucket *bucket = window; bucket < window + WINDOW; bucket++) {
    if (bucket->key == key) return bucket;
    if (bucket->full_at_ms < quietest->full_at_ms) quietest = bucket;
  }
  *quietest = (struct bucket){key, now_ms};
  return quietest;
}

static bool rates_try(struct rates *rates, enum rate rate, struct rate_key key, int64_t now_ms,
                      bool spend) {
  if (rate == RATE_NONE) return true;
  int64_t refill = limits[rate].refill_ms, depth = limits[rate].burst * refill;
  uint64_t hash = (key.hash ^ (uint64_t)rate * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu | 1;
  pthread_mutex_lock(&rates->lock);
  struct bucket *bucket = bucket_find(rates, hash ^ hash >> 32, now_ms);
  int64_t full_at = bucket->full_at_ms > now_ms ? bucket->full_at_ms : now_ms;
  bool allowed = full_at + refill - now_ms <= depth;
  if (allowed && spend) bucket->full_at_ms = full_at + refill;
  pthread_mutex_unlock(&rates->lock);
  return allowed;
}

bool rates_take(struct rates *rates, enum rate rate, struct rate_key key, int64_t now_ms) {
  return rates_try(rates, rate, key, now_ms, true);
}

bool rates_allow(struct rates *rates, enum rate rate, struct rate_key key, int64_t now_ms) {
  return rates_try(rates, rate, key, now_ms, false);
}

int64_t rate_retry_s(enum rate rate) {
  return (limits[rate].refill_ms + 999) / 1000;
}
