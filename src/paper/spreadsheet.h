/* A spreadsheet (XLSX) written row by row, in memory that does not grow with their number; the sole
 * user of libxlsxwriter. Texts are texts: what looks like a formula is shown, never run. */
#ifndef PAPER_SPREADSHEET_H
#define PAPER_SPREADSHEET_H

#include "base/arena.h"
#include "base/str.h"

enum { SPREADSHEET_ROWS_MAX = 1048576 }; /* what the format holds, heading included */

struct spreadsheet;

struct spreadsheet_column {
  struct str title;
  int width; /* in letters */
};

/* Begins a file; what is left of it when the arena goes is deleted. Raises FAULT_IO. */
struct spreadsheet *spreadsheet_begin(struct arena *arena);
/* The next sheet and its heading; the one before is finished. */
void spreadsheet_sheet(struct spreadsheet *sheet, struct str name,
                       const struct spreadsheet_column *columns, size_t count);
/* Cells from left to right, then the end of the row. An empty text leaves its cell empty. */
void spreadsheet_text(struct spreadsheet *sheet, struct str text);
void spreadsheet_number(struct spreadsheet *sheet, double number);
void spreadsheet_skip(struct spreadsheet *sheet);
void spreadsheet_row_end(struct spreadsheet *sheet);
/* False: the sheet holds no more rows. */
bool spreadsheet_has_room(const struct spreadsheet *sheet);
/* Finishes the file: an open descriptor of it, which is the caller's. */
int spreadsheet_end(struct spreadsheet *sheet);

#endif
