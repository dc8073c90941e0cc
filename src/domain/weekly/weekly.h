/* Opening hours as other programs want them: a week that repeats, and the days on which something
 * else holds. Search engines and calendars know no holidays, no first Mondays, no measures; so each
 * day of a stretch is asked, the commonest answer of each weekday becomes the week, and whatever
 * differs becomes a day of its own. Within the stretch nothing is lost. Pure. */
#ifndef DOMAIN_WEEKLY_WEEKLY_H
#define DOMAIN_WEEKLY_WEEKLY_H

#include "domain/hours/hours.h"

enum { WEEKLY_SPANS = 8, WEEKLY_WEEKS_MAX = 26 };

struct weekly_hours { /* of one day: what begins on it */
  struct weekly_span {
    int from, to; /* minutes after midnight; `to` may lie on the next day */
  } spans[WEEKLY_SPANS];
  size_t count; /* 0: closed */
};

struct weekly_day {
  struct day day;
  struct weekly_hours hours;
  struct str name; /* of the holiday on it, or "" */
};

struct weekly {
  struct day from, until;        /* both included; whole weeks, Monday to Sunday */
  struct weekly_hours normal[7]; /* Monday first */
  struct weekly_day *special;    /* in order */
  size_t special_count;
};

/* The weeks from that of `day` on. Only what is surely open counts. False: never open in them. */
bool weekly_of(struct arena *arena, const struct hours_plan *plan, const struct hours_place *place,
               struct day day, int weeks, struct weekly *weekly);
bool weekly_same(const struct weekly_hours *a, const struct weekly_hours *b);
/* 0 for Monday. */
int weekly_weekday(struct day day);

#endif
