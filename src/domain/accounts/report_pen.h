/* Writes the blocks of a report one after the other. */
#ifndef DOMAIN_ACCOUNTS_REPORT_PEN_H
#define DOMAIN_ACCOUNTS_REPORT_PEN_H

#include "base/ctx.h"
#include "base/message.h"
#include "paper/report.h"

struct report_pen {
  struct ctx *ctx;
  enum language language;
  struct report_block *blocks;
  size_t count, capacity;
};

struct report_pen report_pen_of(struct ctx *ctx, enum language language);
void report_pen_say(struct report_pen *pen, enum report_kind kind, struct str text);
void report_pen_say_message(struct report_pen *pen, enum report_kind kind, enum message message);
/* A table with room for so many rows; its columns are added first. */
struct report_table *report_pen_table(struct report_pen *pen, size_t rows);
void report_pen_column(struct report_pen *pen, struct report_table *table, enum message title,
                       int percent, bool right);
/* The next row, to be filled. */
struct report_row *report_pen_row(struct report_table *table);
struct str report_pen_money(struct report_pen *pen, int64_t minor);
/* Empty where there is nothing: what stands in the way of reading a balance. */
struct str report_pen_side(struct report_pen *pen, int64_t minor);
struct str report_pen_count(struct report_pen *pen, int64_t count);

#endif
