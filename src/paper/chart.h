/* A chart over days: what was measured each day in one or two layers, the second on top of the
 * first. Planned once, in shares of its box; printed as SVG for a page, where words keep their size
 * however wide the page is, or drawn on a sheet. It shows; the table behind it says. */
#ifndef PAPER_CHART_H
#define PAPER_CHART_H

#include "base/arena.h"
#include "base/language.h"
#include "base/money.h"
#include "base/time.h"
#include "paper/sheet.h"

enum chart_form { CHART_AREA, CHART_BARS };
enum { CHART_LAYERS = 2, CHART_MARKS = 5, CHART_TICKS = 6 };

struct chart {
  enum chart_form form;
  enum language language;
  enum currency currency;              /* of the values, in minor units; CURRENCY_NONE: counts */
  struct day first;                    /* the day of the first value */
  size_t count;                        /* of days; one alone is drawn as a bar */
  const int64_t *values[CHART_LAYERS]; /* a value a day, not negative; NULL: no such layer */
  struct str label;                    /* what it shows, for those who do not see it */
};

struct chart_axis { /* 0, step, 2 * step ... top */
  int64_t top, step;
};
/* Round steps, at most five, the last at or above `largest`; none below `least`. */
struct chart_axis chart_axis(int64_t largest, int64_t least);

/* Everything about a chart that takes memory, so that drawing needs none. Places are shares of the
 * box: 0 left and at the foot, 1 right and at the top. */
struct chart_plan {
  enum chart_form form;
  struct str label;
  size_t count;
  const double *heights[CHART_LAYERS]; /* a share a day: where the layer ends; NULL: none */
  struct chart_tick {
    double at;
    struct str words;
  } ticks[CHART_TICKS];
  size_t tick_count;
  struct chart_tick marks[CHART_MARKS]; /* days, from left to right */
  size_t mark_count;
};
struct chart_plan chart_plan(struct arena *arena, const struct chart *chart);

/* An SVG element (no script, no style attribute), as wide as its place and `height` pixels high. */
struct str chart_svg(struct arena *arena, const struct chart_plan *plan, int height);

struct chart_ink {
  struct ink layers[CHART_LAYERS], line, words;
};
/* On a sheet, with its words inside the box. */
void chart_draw(struct sheet *sheet, const struct chart_plan *plan, const struct chart_ink *ink,
                struct box box);

#endif
