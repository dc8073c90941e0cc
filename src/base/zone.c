/* Time zones. ICU is asked once per zone for all its clock changes from 1900 to 2200; from then
 * on a zone is a constant table, read by any thread without a lock. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>

#include "base/fault.h"
#include "base/time.h"

enum { MS_OF_DAY = 86400000, NAME_MAX_LENGTH = 64, CHANGES_MAX = 1024 };

static const int64_t FIRST_MS = -2208988800000; /* 1900-01-01 */
static const int64_t LAST_MS = 7258118400000;   /* 2200-01-01 */

struct change { /* from this instant on, local time is UTC + offset */
  int64_t at_ms;
  int64_t offset_ms;
};

struct zone {
  struct zone *next;
  size_t name_length;
  char name[NAME_MAX_LENGTH + 1];
  size_t count;
  struct change changes[]; /* by time; the first begins before all others */
};

static _Atomic(struct zone *) zones;
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

static struct zone *zone_opened(struct str name) {
  for (struct zone *zone = atomic_load(&zones); zone; zone = zone->next)
    if (str_equal(zone_name(zone), name)) return zone;
  return NULL;
}

/* ICU reads unknown names as GMT and knows forms like "GMT+3": only names of its list count. */
static bool is_zone_name(const UChar *id, int32_t len) {
  UErrorCode status = U_ZERO_ERROR;
  UBool is_system = false;
  UChar canonical[NAME_MAX_LENGTH + 1];
  ucal_getCanonicalTimeZoneID(id, len, canonical, NAME_MAX_LENGTH, &is_system, &status);
  return U_SUCCESS(status) && is_system;
}

static int64_t offset_at(UCalendar *calendar, int64_t ms, UErrorCode *status) {
  ucal_setMillis(calendar, (UDate)ms, status);
  return ucal_get(calendar, UCAL_ZONE_OFFSET, status) + ucal_get(calendar, UCAL_DST_OFFSET, status);
}

static size_t list_changes(UCalendar *calendar, struct change changes[CHANGES_MAX]) {
  UErrorCode status = U_ZERO_ERROR;
  size_t count = 0;
  changes[count++] = (struct change){INT64_MIN, offset_at(calendar, FIRST_MS, &status)};
  ucal_setMillis(calendar, (UDate)FIRST_MS, &status);
  UDate at;
  while (ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &at, &status) &&
         (int64_t)at < LAST_MS) {
    int64_t offset = offset_at(calendar, (int64_t)at, &status);
    must(U_SUCCESS(status) && count < CHANGES_MAX);
    if (offset != changes[count - 1].offset_ms)
      changes[count++] = (struct change){(int64_t)at, offset};
  }
  must(U_SUCCESS(status));
  return count;
}

static struct zone *zone_load(struct str name) {
  UChar id[NAME_MAX_LENGTH + 1];
  UErrorCode status = U_ZERO_ERROR;
  for (size_t i = 0; i < name.len; i++)
    id[i] = (UChar)(unsigned char)name.ptr[i];
  if (!is_zone_name(id, (int32_t)name.len)) return NULL;
  UCalendar *calendar = ucal_open(id, (int32_t)name.len, "en", UCAL_GREGORIAN, &status);
  if (U_FAILURE(status)) return NULL;
  struct change changes[CHANGES_MAX];
  size_t count = list_changes(calendar, changes);
  ucal_close(calendar);
  struct zone *zone = calloc(1, sizeof *zone + count * sizeof *changes);
  must(zone);
  memcpy(zone->name, name.ptr, name.len);
  zone->name_length = name.len;
  zone->count = count;
  memcpy(zone->changes, changes, count * sizeof *changes);
  return zone;
}

const struct zone *zone_find(struct str name) {
  struct zone *zone = zone_opened(name);
  if (zone || name.len == 0 || name.len > NAME_MAX_LENGTH) return zone;
  pthread_mutex_lock(&opening);
  zone = zone_opened(name);
  if (!zone && (zone = zone_load(name)) != NULL) {
    zone->next = atomic_load(&zones);
    atomic_store(&zones, zone);
  }
  pthread_mutex_unlock(&opening);
  return zone;
}

struct str zone_name(const struct zone *zone) {
  return str_slice(zone->name, zone->name_length);
}

/* Index of the change that rules at an instant. */
static size_t ruling(const struct zone *zone, int64_t ms) {
  size_t low = 0, high = zone->count; /* changes[low].at_ms <= ms < changes[high].at_ms */
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (zone->changes[middle].at_ms <= ms)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static struct day day_at(int64_t local_ms) {
  int64_t number = local_ms / MS_OF_DAY - (local_ms % MS_OF_DAY < 0);
  must(number >= INT32_MIN / 2 && number <= INT32_MAX / 2);
  return (struct day){(int32_t)number};
}

static int64_t local_at(const struct zone *zone, struct instant at) {
  return at.ms + zone->changes[ruling(zone, at.ms)].offset_ms;
}

struct day zone_day(const struct zone *zone, struct instant at) {
  return day_at(local_at(zone, at));
}

struct civil zone_civil(const struct zone *zone, struct instant at) {
  int64_t local = local_at(zone, at);
  struct day day = day_at(local);
  int second = (int)((local - (int64_t)day.number * MS_OF_DAY) / 1000);
  struct civil civil = {.hour = second / 3600, .minute = second / 60 % 60, .second = second % 60};
  day_split(day, &civil.year, &civil.month, &civil.day);
  return civil;
}

/* The first instant whose clock reads `local`. In the gap that a change to summer time leaves
 * there is none: then *skipped, and the result is the reading by the clock before the change. */
static int64_t first_reading(const struct zone *zone, int64_t local, size_t *change,
                             bool *skipped) {
  /* No zone is a day and a half away from UTC, so an earlier reading cannot exist. */
  size_t i = ruling(zone, local - MS_OF_DAY - MS_OF_DAY / 2);
  for (*skipped = false;; i++) {
    int64_t at = local - zone->changes[i].offset_ms;
    bool last = i + 1 == zone->count;
    *change = i;
    if (last || at < zone->changes[i + 1].at_ms) return at;
    if (local - zone->changes[i + 1].offset_ms < zone->changes[i + 1].at_ms) {
      *skipped = true;
      *change = i + 1;
      return at;
    }
  }
}

struct instant zone_instant(const struct zone *zone, struct civil civil) {
  size_t change;
  bool skipped;
  int64_t day = day_of(civil.year, civil.month, civil.day).number;
  int64_t second = (civil.hour * 60 + civil.minute) * 60 + civil.second;
  return (struct instant){first_reading(zone, day * MS_OF_DAY + second * 1000, &change, &skipped)};
}

struct instant zone_day_start(const struct zone *zone, struct day day) {
  size_t change;
  bool skipped;
  int64_t at = first_reading(zone, (int64_t)day.number * MS_OF_DAY, &change, &skipped);
  /* Where midnight is skipped (America/Sao_Paulo), the day begins with the change. */
  return (struct instant){skipped ? zone->changes[change].at_ms : at};
}
