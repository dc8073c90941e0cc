/* Parts with a lock each, so that threads meet seldom: a table of values that were read, and the
 * arena they live in. A part that is full begins anew. Asking happens under the part's lock: it
 * takes less than a microsecond, and nothing is ever freed under a reader. */
#include "domain/hours/hours_cache.h"

#include <pthread.h>

#include "domain/hours/hours_rule.h"

enum { PARTS = 64, SLOTS = 512, ENTRIES_MAX = 384, PART_MEMORY = 2 << 20, SCRATCH = 1 << 20 };

struct entry {
  uint64_t hash;
  struct str value;          /* ptr NULL: a free slot */
  const struct hours *hours; /* NULL: cannot be read */
};

struct part {
  pthread_mutex_t lock;
  struct arena *arena;
  size_t count;
  struct entry entries[SLOTS];
};

static struct part parts[PARTS];
static pthread_once_t opened = PTHREAD_ONCE_INIT;

static void open_parts(void) {
  for (size_t i = 0; i < PARTS; i++) {
    pthread_mutex_init(&parts[i].lock, NULL);
    parts[i].arena = arena_create(PART_MEMORY);
  }
}

static struct entry *slot_of(struct part *part, struct str value, uint64_t hash) {
  for (size_t i = hash / PARTS % SLOTS;; i = (i + 1) % SLOTS) {
    struct entry *entry = &part->entries[i];
    if (entry->value.ptr == NULL || (entry->hash == hash && str_equal(entry->value, value)))
      return entry;
  }
}

static bool is_full(const struct part *part) {
  return part->count == ENTRIES_MAX || arena_used(part->arena) > PART_MEMORY / 2;
}

static void empty(struct part *part) {
  for (size_t i = 0; i < SLOTS; i++)
    part->entries[i] = (struct entry){.hash = 0};
  part->count = 0;
  arena_reset(part->arena);
}

/* Read in memory of its own, then kept without what reading leaves over. */
static struct entry *read_into(struct part *part, struct str value, uint64_t hash) {
  struct arena *scratch = arena_create(SCRATCH);
  const struct hours *hours = hours_parse(scratch, value).hours;
  if (is_full(part)) empty(part);
  struct entry *entry = slot_of(part, value, hash);
  *entry = (struct entry){.hash = hash, .value = str_copy(part->arena, value)};
  if (entry->value.ptr == NULL) entry->value.ptr = "";
  if (hours) entry->hours = hours_copy(part->arena, hours);
  part->count++;
  arena_destroy(scratch);
  return entry;
}

static struct part *part_locked(uint64_t hash) {
  pthread_once(&opened, open_parts);
  struct part *part = &parts[hash % PARTS];
  pthread_mutex_lock(&part->lock);
  return part;
}

/* Longer values are not read at all: nothing said is unknown, too. */
static bool is_asked(struct str value) {
  return value.len > 0 && value.len <= HOURS_TEXT_MAX;
}

static const struct hours *hours_in(struct part *part, struct str value, uint64_t hash) {
  struct entry *entry = slot_of(part, value, hash);
  if (entry->value.ptr == NULL) entry = read_into(part, value, hash);
  return entry->hours;
}

enum hours_state hours_cached_state(struct str value, const struct hours_place *place,
                                    struct local at) {
  if (!is_asked(value)) return HOURS_UNKNOWN;
  uint64_t hash = str_hash(value);
  struct part *part = part_locked(hash);
  const struct hours *hours = hours_in(part, value, hash);
  enum hours_state state = hours_at(HOURS_PLAN(hours), place, at).state;
  pthread_mutex_unlock(&part->lock);
  return state;
}

bool hours_cached_sun(struct str value) {
  if (!is_asked(value)) return false;
  uint64_t hash = str_hash(value);
  struct part *part = part_locked(hash);
  const struct hours *hours = hours_in(part, value, hash);
  bool sun = hours && hours_names_sun(hours);
  pthread_mutex_unlock(&part->lock);
  return sun;
}

struct hours_now hours_cached_now(struct str value, const struct hours_place *place,
                                  struct local at) {
  struct hours_now now = {.state = HOURS_UNKNOWN};
  if (!is_asked(value)) return now;
  uint64_t hash = str_hash(value);
  struct part *part = part_locked(hash);
  const struct hours *hours = hours_in(part, value, hash);
  if (hours) {
    now.state = hours_at(HOURS_PLAN(hours), place, at).state;
    now.has_change = hours_next_change(HOURS_PLAN(hours), place, at, &now.change);
  }
  pthread_mutex_unlock(&part->lock);
  return now;
}
