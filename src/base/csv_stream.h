/* CSV row by row, for files larger than memory: separator found from the first line (`,` `;` or a
 * tab), UTF-8 with or without its mark, or Windows-1252, which every Latin-1 file is too. */
#ifndef BASE_CSV_STREAM_H
#define BASE_CSV_STREAM_H

#include "base/csv.h"
#include "base/pieces.h"

struct csv_stream; /* closed with its arena */

enum csv_step { CSV_STEP_ROW, CSV_STEP_END, CSV_STEP_BROKEN };

struct csv_stream_row {
  struct csv_row row;
  uint64_t at; /* byte offset of its beginning */
};

struct csv_stream_fault { /* where and why reading stopped */
  uint64_t at;
  size_t line;
  const char *text;
};

/* `latin1`: convert. Reads from the present place of `pieces`, which is the beginning. */
struct csv_stream *csv_stream_open(struct arena *arena, struct pieces *pieces, bool latin1);
/* The next row with its cells in `arena`; lines without anything are passed over. */
enum csv_step csv_stream_next(struct csv_stream *stream, struct arena *arena,
                              struct csv_stream_row *row, struct csv_stream_fault *fault);

/* How a file's text is written. */
enum text_kind {
  TEXT_UTF8,
  TEXT_LATIN1, /* not UTF-8, and more often not than it is: somebody's old spreadsheet */
  TEXT_UTF16,  /* by its mark */
  TEXT_DAMAGED /* mostly UTF-8, but not at *at */
};
/* Reads the whole file once and goes back to its beginning. */
enum text_kind text_kind_of(struct pieces *pieces, uint64_t *at);

/* A whole file in memory as UTF-8: what an old spreadsheet saved as Windows-1252 is converted, all
 * else comes back as it is, and csv_read() says what is wrong with it. */
struct str csv_as_utf8(struct arena *arena, struct str bytes);

#endif
