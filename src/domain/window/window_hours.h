/* Opening hours in OpenStreetMap's language as lines a person can read. What is not of the plain
 * form "Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off" gives no lines at all rather than
 * wrong ones. Whether a shop is open now is not decided here. */
#ifndef DOMAIN_WINDOW_WINDOW_HOURS_H
#define DOMAIN_WINDOW_WINDOW_HOURS_H

#include "base/language.h"

struct hours_line {
  struct str days, times;
};

struct hours_lines {
  struct hours_line *items;
  size_t count;
};

struct hours_lines hours_read(struct arena *arena, enum language language, struct str hours);

#endif
