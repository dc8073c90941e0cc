/* Between report.c, which lays out, and the files that draw one kind of block each. */
#ifndef PAPER_REPORT_IN_H
#define PAPER_REPORT_IN_H

#include "paper/report.h"

#define REPORT_LEFT 62.0
#define REPORT_WIDTH (SHEET_WIDTH - 2 * REPORT_LEFT)
#define REPORT_TOP 84.0
#define REPORT_BOTTOM (SHEET_HEIGHT - 66.0)

struct palette {
  struct ink accent, middle, tint; /* words, second layer, ground */
  struct ink dark, soft, line;
};

struct press {
  struct sheet *sheet;
  const struct report *report;
  struct palette ink;
  const struct str
      *numbers; /* what stands at the foot of each page; NULL while pages are counted */
  size_t pages; /* begun so far, the cover included */
  double y;     /* where the next block begins */
};

/* Begins another page if less than this is left of this one. True if it did. */
bool report_room(struct press *press, double height);
struct type report_type(const struct press *press, const char *face, double size, struct ink ink);
void report_cover(struct press *press);
void report_table(struct press *press, const struct report_table *table);
/* Large numbers with their words, side by side; returns the height of the rows. */
double report_figures(struct press *press, const struct report_figures *figures, struct box box,
                      double size);

#endif
