/* What the reader makes of a value and the evaluator asks: rules, their selectors of days, their
 * times. Private to this room. */
#ifndef DOMAIN_HOURS_HOURS_RULE_H
#define DOMAIN_HOURS_HOURS_RULE_H

#include "domain/hours/hours.h"

enum { DAY_MINUTES = 1440, WEEK_MINUTES = 7 * DAY_MINUTES, LAST_MINUTE = 2 * DAY_MINUTES };
enum { YEAR_MAX = 9999, OFFSET_MAX = 366, POINTS_MAX = 200 };

enum hours_link { LINK_NORMAL, LINK_ADDITIONAL, LINK_FALLBACK };
enum hours_event { EVENT_NONE, EVENT_DAWN, EVENT_SUNRISE, EVENT_SUNSET, EVENT_DUSK, EVENT_COUNT };

struct hours_clock { /* a minute of the day, or that far from an event of the sun */
  int16_t minute;
  uint8_t event;
};

struct hours_times {
  struct hours_clock from, to;
  uint16_t every; /* points in time, one minute each, at this interval; 0: a span */
  bool open_end;  /* nobody knows when it ends */
  bool until;     /* has an end of its own: 10:00-16:00+ */
  bool wraps;     /* the end lies on the next day */
};

enum hours_date_kind { DATE_NONE, DATE_FIXED, DATE_EASTER, DATE_NTH };

struct hours_date {
  uint8_t kind;
  int16_t year; /* 0: every year */
  uint8_t month, day;
  uint8_t weekday;      /* DATE_NTH: 0 is Monday */
  int8_t nth;           /* 1 to 5, or -1 to -5 from the end */
  int8_t step;          /* +1: on to the next such weekday, -1: back to the one before */
  uint8_t step_weekday; /* of the step */
  int16_t offset;       /* days, after the step */
};

enum hours_selector_kind {
  SELECT_YEARS,
  SELECT_DATES,
  SELECT_WEEKS,
  SELECT_WEEKDAYS,
  SELECT_PUBLIC_HOLIDAYS,
  SELECT_SCHOOL_HOLIDAYS
};

struct hours_selector {
  uint8_t kind;
  bool months;      /* dates: whole months, written without days */
  bool open_end;    /* dates, years: and after */
  int16_t from, to; /* years, weeks, weekdays */
  uint16_t every;   /* every nth year, week or day; 0 and 1: each */
  uint16_t nth;   /* weekdays: bits 0-4 the first to fifth of a month, 5-9 the last to fifth last */
  int16_t offset; /* weekdays with nth, holidays: days */
  struct hours_date first, last; /* dates; one day: last.kind is DATE_NONE */
};

struct hours_group { /* one of them must hold */
  struct hours_selector *items;
  size_t count;
};

enum { GROUPS_MAX = 8 };

struct hours_rule {
  enum hours_link link;
  enum hours_state state;
  bool always;         /* written 24/7 */
  bool plain_weekdays; /* one group of weekdays and nothing else: `weekdays` decides */
  bool spills;         /* something of it may lie on the next day */
  uint16_t weight;     /* what asking it costs, in some ten nanoseconds */
  uint8_t weekdays;    /* bit 0 is Monday */
  struct str comment;
  struct hours_group groups[GROUPS_MAX]; /* all of them must hold */
  size_t group_count;
  struct hours_times *times;
  size_t time_count;
};

struct hours_piece { /* a stretch of one state, in minutes of a day or of a week */
  int16_t from, to;
  uint8_t state;
  const struct str *comment;
};

struct hours {
  struct hours_rule *rules;
  size_t rule_count;
  bool names_holidays, names_sun, names_dates;
  const struct hours_piece *week; /* from Monday on, where every week is like every other */
  size_t week_count;
};

/* ---- what a day looks like ---- */

struct hours_facts { /* of a day, worked out once for all rules */
  struct day day;
  int16_t year;
  uint8_t month, month_day, month_length, weekday, week; /* Monday is 0; ISO week */
};

struct hours_facts hours_facts_of(struct day day);
/* Do all groups of the rule hold on that day? */
bool hours_matches(const struct hours_rule *rule, const struct hours_facts *facts,
                   const struct hours_calendar *calendar);

/* Sorted, disjoint pieces of one day, closed where there is none. */
struct hours_timeline {
  size_t count;
  int64_t work; /* what it cost, for those who bound it */
  struct hours_piece pieces[DAY_MINUTES + 1];
};

/* The day by these hours, the night of the day before included. */
void hours_paint_day(struct hours_timeline *line, const struct hours *hours,
                     const struct hours_place *place, struct day day);
/* Only what begins on that day, and lies on it, or (next) on the following. */
void hours_paint_own(struct hours_timeline *line, const struct hours *hours,
                     const struct hours_place *place, struct day day, bool next);
void hours_paint(struct hours_timeline *line, struct hours_piece piece);
/* The piece at a minute, or NULL. */
const struct hours_piece *hours_piece_at(const struct hours_piece *pieces, size_t count,
                                         int minute);

/* Minute of that day of an event of the sun, by the place's wall clock; NULL: without a place. */
int hours_sun_minute(const struct hours_place *place, struct day day, enum hours_event event);
struct day hours_easter(int year);
/* The value in memory of another lifetime, without what reading left over. */
const struct hours *hours_copy(struct arena *arena, const struct hours *hours);
/* Fills hours->week if every week is the same. */
void hours_fix_week(struct arena *arena, struct hours *hours);

#endif
