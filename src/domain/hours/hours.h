/* Opening hours in OpenStreetMap's `opening_hours` language: read, written back in canonical form,
 * and asked: open, closed or unknown at a moment, when does that change, what does the week look
 * like. Pure: text, a place and a moment in, answers out; no database, no clock of its own.
 * It knows nothing of shops.
 *
 * Words: a value is the text of a tag ("Mo-Fr 09:00-18:00; PH off"); it is made of rules, a rule of
 * selectors (which days, which times) and a modifier (open, closed, unknown, with or without a
 * comment). A local time is a reading of the wall clock of the place, without a zone.
 * The specification: wiki.openstreetmap.org/wiki/Key:opening_hours/specification, version 0.7.3;
 * where evaluators differ, docs/decisions/0014 says which reading is taken.
 *
 * Invariants
 * 1. A value is read, or refused with a place in the text and a reason; nothing is guessed unsaid:
 *    whatever the standard would not write so is read with a warning.
 * 2. The canonical form of a value reads back without a warning about its form and means the same.
 * 3. No value costs more than a millisecond to read and to ask: longer ones are refused by name.
 * 4. Answers depend on value, place and moment only. */
#ifndef DOMAIN_HOURS_HOURS_H
#define DOMAIN_HOURS_HOURS_H

#include "base/arena.h"
#include "base/message.h"
#include "base/time.h"
#include "domain/hours/hours_calendar.h"

enum { HOURS_TEXT_MAX = 2000, HOURS_RULES_MAX = 80, HOURS_TIMES_MAX = 100, HOURS_DATES_MAX = 200 };

/* A local time: minutes since 1970-01-01T00:00 by the wall clock of the place. */
struct local {
  int64_t minute;
};

enum hours_state { HOURS_CLOSED, HOURS_OPEN, HOURS_UNKNOWN };

struct hours; /* a value that was read; constant, lives in the arena it was read into */

struct hours_notice {
  size_t position, length; /* bytes of the value */
  enum message message;    /* with the placeholder {found} */
  struct str found;        /* what stands there */
};

struct hours_notices {
  struct hours_notice *items;
  size_t count;
};

struct hours_reading {
  const struct hours *hours; /* NULL: refused, and errors says why */
  struct hours_notices errors, warnings;
};

/* Where the clock hangs: what holidays and the sun depend on. */
struct hours_place {
  const struct zone *zone;
  const struct hours_calendar *calendar; /* NULL: no holidays known */
  bool has_position;
  double latitude, longitude; /* without a position: dawn 5:30, sunrise 6, sunset 18, dusk 18:30 */
};

struct hours_answer {
  enum hours_state state;
  struct str comment; /* of the rule that decides, or "" */
};

struct hours_span { /* a stretch of one state and comment; local times */
  struct local from, to;
  enum hours_state state;
  struct str comment;
};

struct hours_spans {
  struct hours_span *items;
  size_t count;
};

/* ---- reading and writing ---- */

/* Everything in the answer lives in `arena`; the value itself is copied. An empty value is refused:
 * a shop that says nothing is not open around the clock. */
struct hours_reading hours_parse(struct arena *arena, struct str value);
/* The canonical form. */
struct str hours_normal(struct arena *arena, const struct hours *hours);
/* A notice as a sentence in the reader's language. */
struct str hours_sentence(struct arena *arena, enum language language,
                          const struct hours_notice *notice);
/* Is every week like every other at this place, holidays, seasons and the sun included? */
bool hours_same_every_week(const struct hours *hours, const struct hours_place *place);
/* Does it name public or school holidays? Times of the sun? */
bool hours_names_holidays(const struct hours *hours);
bool hours_names_sun(const struct hours *hours);

/* ---- local times ---- */

struct local local_of(struct day day, int minute);
struct local local_at(const struct zone *zone, struct instant at);
/* A local time that the clock change skips moves forward; of a doubled one, the first. */
struct instant local_instant(const struct zone *zone, struct local local);
struct day local_day(struct local local);
int local_minute(struct local local); /* of its day, 0..1439 */
/* "2020-05-20T09:00" and, leniently, "2020-05-20", "2020-05-20 09:00:00". */
bool local_parse(struct str text, struct local *local);
struct str local_iso(struct arena *arena, struct local local); /* "2020-05-20T09:00" */

/* ---- a plan: the normal hours, and what stands above them ---- */

struct hours_exception { /* whole days, both included; each lays down its days alone */
  struct day from_on, to_on;
  const struct hours *hours;
  struct str note; /* shown where the rule that decides has no comment */
};

struct hours_measure { /* a public measure from one moment until another */
  struct local from, to;
  const struct hours *hours;
  struct str note;
};

/* A measure wins over exceptions, an exception over the normal hours; among equals the later in
 * the list. The night that follows a day belongs to that day: what an exception leaves of the
 * evening before ends when that evening's hours say, a measure cuts at its own minute. */
struct hours_plan {
  const struct hours *normal; /* NULL: nothing is known; then the state is unknown */
  const struct hours_exception *exceptions;
  size_t exception_count;
  const struct hours_measure *measures;
  size_t measure_count;
};

#define HOURS_PLAN(value) (&(struct hours_plan){.normal = (value)})

/* ---- asking ---- */

struct hours_answer hours_at(const struct hours_plan *plan, const struct hours_place *place,
                             struct local at);
/* The first moment after `after` at which the state (not only the comment) is another; false: none
 * within ten years, or within the work that is allowed. */
bool hours_next_change(const struct hours_plan *plan, const struct hours_place *place,
                       struct local after, struct local *change);
/* What is open or unknown between two local times, in order, merged and clipped; closed stretches
 * are left out. At most `limit` spans. */
struct hours_spans hours_between(struct arena *arena, const struct hours_plan *plan,
                                 const struct hours_place *place, struct local from,
                                 struct local to, size_t limit);

struct hours_week_day {
  struct day day;
  struct hours_spans spans; /* what begins on that day; a night's end lies on the next */
  struct str holiday;       /* name of the public holiday on that day, or "" */
};

/* Seven days from `first` on, as a week table shows them. */
struct hours_week {
  struct hours_week_day days[7];
};
struct hours_week hours_week(struct arena *arena, const struct hours_plan *plan,
                             const struct hours_place *place, struct day first);

#endif
