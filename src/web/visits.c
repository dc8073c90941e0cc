#include "web/visits.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/fault.h"
#include "base/random.h"
#include "base/time.h"

enum { SLOTS_FIRST = 256, SALT = 32, TOLD = 400, DAYS = 2 };

struct seen { /* of one territory */
  struct seen *next;
  int64_t territory;
  struct day day;
  unsigned char salt[SALT];
  uint64_t *slots; /* hashes of the day; 0: free */
  size_t capacity, count;
  struct visits_new days[DAYS]; /* today, and what of yesterday was not taken yet */
};

static struct {
  pthread_mutex_t lock;
  struct seen *first;
} visits = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct seen *seen_of(int64_t territory) {
  for (struct seen *seen = visits.first; seen != NULL; seen = seen->next)
    if (seen->territory == territory) return seen;
  struct seen *seen = calloc(1, sizeof *seen);
  must(seen != NULL);
  *seen = (struct seen){.next = visits.first, .territory = territory};
  visits.first = seen;
  return seen;
}

/* The salt goes, and with it every way back from a hash to a visitor. */
static void begin_day(struct seen *seen, struct day day) {
  struct random random = random_system();
  random_bytes(&random, seen->salt, sizeof seen->salt);
  free(seen->slots);
  seen->capacity = SLOTS_FIRST;
  seen->count = 0;
  seen->slots = calloc(seen->capacity, sizeof *seen->slots);
  must(seen->slots != NULL);
  seen->days[1] = seen->days[0];
  seen->days[0] = (struct visits_new){.on = day};
  seen->day = day;
}

static size_t add(char *told, size_t len, struct str text) {
  size_t more = text.len < TOLD - len ? text.len : TOLD - len;
  memcpy(told + len, text.ptr, more);
  return len + more;
}

static uint64_t hash_of(const struct seen *seen, const struct visit *visit) {
  char told[TOLD];
  uint64_t hash;
  size_t len = add(told, 0, (struct str){(const char *)seen->salt, SALT});
  len = add(told, len, visit->address);
  len = add(told, len, S(" "));
  len = add(told, len, visit->browser);
  struct digest digest = digest_of((struct str){told, len});
  memcpy(&hash, digest.bytes, sizeof hash);
  return hash ? hash : 1;
}

static bool put(uint64_t *slots, size_t capacity, uint64_t hash) {
  size_t at = hash & (capacity - 1);
  while (slots[at] != 0 && slots[at] != hash)
    at = (at + 1) & (capacity - 1);
  if (slots[at] == hash) return false;
  slots[at] = hash;
  return true;
}

static void grow(struct seen *seen) {
  size_t capacity = seen->capacity * 2;
  uint64_t *slots = calloc(capacity, sizeof *slots);
  must(slots != NULL);
  for (size_t i = 0; i < seen->capacity; i++)
    if (seen->slots[i] != 0) put(slots, capacity, seen->slots[i]);
  free(seen->slots);
  seen->slots = slots;
  seen->capacity = capacity;
}

static bool is_new(struct seen *seen, const struct visit *visit) {
  if (seen->count >= VISITORS_MAX) return false;
  if (seen->count * 2 >= seen->capacity) grow(seen);
  if (!put(seen->slots, seen->capacity, hash_of(seen, visit))) return false;
  seen->count++;
  return true;
}

static bool is_robot(struct str browser) {
  static const char *const words[] = {"bot",  "Bot",  "crawl", "Crawl", "spider",
                                      "curl", "wget", "Wget",  "python"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_find(browser, str_from(words[i])) >= 0) return true;
  return browser.len == 0;
}

void visits_note(const struct visit *visit) {
  if (is_robot(visit->browser)) return;
  struct day day = zone_day(visit->zone, visit->at);
  pthread_mutex_lock(&visits.lock);
  struct seen *seen = seen_of(visit->territory.value);
  if (seen->slots == NULL || day.number != seen->day.number) begin_day(seen, day);
  seen->days[0].pages++;
  seen->days[0].visitors += is_new(seen, visit);
  pthread_mutex_unlock(&visits.lock);
}

bool visits_take(struct territory_id territory, struct visits_new *taken) {
  bool any = false;
  pthread_mutex_lock(&visits.lock);
  struct seen *seen = seen_of(territory.value);
  for (int i = DAYS - 1; i >= 0 && !any; i--) {
    if (seen->days[i].pages == 0) continue;
    *taken = seen->days[i];
    seen->days[i] = (struct visits_new){.on = taken->on};
    any = true;
  }
  pthread_mutex_unlock(&visits.lock);
  return any;
}

void visits_forget(void) {
  pthread_mutex_lock(&visits.lock);
  while (visits.first != NULL) {
    struct seen *seen = visits.first;
    visits.first = seen->next;
    free(seen->slots);
    free(seen);
  }
  pthread_mutex_unlock(&visits.lock);
}
