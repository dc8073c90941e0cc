/* Opening hours as rows that a person fills in, and as a value in OpenStreetMap's language, both
 * ways. Pure. A value that rows cannot say (seasons, weeks, the sun) stays text. */
#ifndef DOMAIN_EDITOR_WEEK_EDIT_H
#define DOMAIN_EDITOR_WEEK_EDIT_H

#include "base/arena.h"
#include "base/str.h"

enum { WEEK_DAYS = 8, WEEK_SPANS = 3, WEEK_HOLIDAYS = 7 }; /* Monday to Sunday, public holidays */

enum week_mode {
  WEEK_UNSAID, /* nothing is said of this day */
  WEEK_OPEN,
  WEEK_CLOSED,
  WEEK_SAME /* as the row above */
};

struct week_span { /* minutes of the day; `to` not after `from`: past midnight */
  int from, to;
};

struct week_row {
  enum week_mode mode;
  struct week_span spans[WEEK_SPANS];
  size_t count;
};

struct week_rows {
  struct week_row days[WEEK_DAYS];
};

/* "9", "9h", "9 h 30", "09:30", "9.30": 0 to 1440, or false. */
bool week_time_read(struct str text, int *minute);
struct str week_time_text(struct arena *arena, int minute); /* "09:30"; 1440 is "00:00" */
/* "Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; Su,PH off"; "" if no day says anything. */
struct str week_value(struct arena *arena, const struct week_rows *rows);
/* False if rows cannot say it. */
bool week_from_value(struct str value, struct week_rows *rows);

#endif
