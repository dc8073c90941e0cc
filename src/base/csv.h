/* CSV in (libcsv; `,` or `;` found from the header line, UTF-8 with or without BOM) and out
 * (RFC 4180, LF). On the way out, text that a spreadsheet would run as a formula is defused. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/buf.h"

struct csv_row {
  struct str *cells;
  size_t count;
  size_t line; /* of the file, from 1 */
};

struct csv {
  struct csv_row header;
  struct csv_row *rows;
  size_t count;
};

/* The whole table; raises FAULT_INPUT with the byte offset if it cannot be read. */
struct csv csv_read(struct arena *arena, struct str text);
/* Index of a column by its header, or -1. */
ptrdiff_t csv_column(const struct csv *csv, struct str name);
struct str csv_cell(const struct csv_row *row, ptrdiff_t column); /* "" where the row is short */

void csv_text(struct buf *out, struct str text); /* one cell, quoted if need be */
/* A line of cells: CSV_LINE(out, name, amount, S("EUR")). */
void csv_line(struct buf *out, const struct str *cells, size_t count);
#define CSV_LINE(out, ...)                                                                         \
  csv_line((out), (const struct str[]){__VA_ARGS__},                                               \
           sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))

#endif
