/* Instants and days. `..._at` is an instant: UTC milliseconds since 1970. `..._on` is
 * a day: days since 1970-01-01. Zones are needed only to show an instant to a person
 * or to know which day it is somewhere (ICU's zone data). */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct instant {
  int64_t ms;
};

struct day {
  int32_t number;
};

struct civil { /* a wall clock reading */
  int year, month, day, hour, minute, second;
};

struct zone; /* an opened time zone; process lifetime, shared by threads */

/* The zone of an IANA name ("Europe/Paris"); NULL if unknown. Opened once, cached. */
const struct zone *zone_find(struct str name);
struct str zone_name(const struct zone *zone);
struct civil zone_civil(const struct zone *zone, struct instant at);
/* Start of that wall-clock minute; a time skipped by the clock change moves forward,
 * a doubled one is the first. */
struct instant zone_instant(const struct zone *zone, struct civil civil);
struct day zone_day(const struct zone *zone, struct instant at);
struct instant zone_day_start(const struct zone *zone, struct day day);

struct day day_of(int year, int month, int day);
void day_split(struct day day, int *year, int *month, int *day_of_month);
bool day_parse(struct str iso, struct day *day); /* 2026-11-21 */
struct str day_iso(struct arena *arena, struct day day);
bool instant_parse(struct str iso, struct instant *instant);    /* ISO 8601 with Z or offset */
struct str instant_iso(struct arena *arena, struct instant at); /* 2026-11-21T19:37:00.000Z */

/* The process clock: the system's, or shifted so that it began at `start` (demonstrations). */
struct instant clock_now(void);
void clock_simulate(struct instant start);
int64_t clock_monotonic_us(void);

#endif
