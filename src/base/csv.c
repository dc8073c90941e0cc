#include "base/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

enum { CELLS_FIRST = 16, ROWS_FIRST = 64 };

/* libcsv reports cells and rows through callbacks; here they become a table. */
struct reading {
  struct arena *arena;
  struct csv table;
  size_t row_capacity;
  struct csv_row row; /* being read */
  size_t cell_capacity;
  size_t line;
  bool row_begun, row_ended;
};

static void on_cell(void *bytes, size_t len, void *arg) {
  struct reading *reading = arg;
  struct csv_row *row = &reading->row;
  if (row->count == reading->cell_capacity) {
    size_t capacity = reading->cell_capacity ? reading->cell_capacity * 2 : CELLS_FIRST;
    struct str *cells = arena_array(reading->arena, struct str, capacity);
    if (row->count) memcpy(cells, row->cells, row->count * sizeof *cells);
    row->cells = cells;
    reading->cell_capacity = capacity;
  }
  row->cells[row->count++] = str_copy(reading->arena, str_slice(bytes, len));
}

static void keep_row(struct reading *reading) {
  struct csv *table = &reading->table;
  if (!table->header.cells) {
    table->header = reading->row;
    return;
  }
  if (table->count == reading->row_capacity) {
    size_t capacity = reading->row_capacity ? reading->row_capacity * 2 : ROWS_FIRST;
    struct csv_row *rows = arena_array(reading->arena, struct csv_row, capacity);
    if (table->count) memcpy(rows, table->rows, table->count * sizeof *rows);
    table->rows = rows;
    reading->row_capacity = capacity;
  }
  table->rows[table->count++] = reading->row;
}

static void on_row(int terminator, void *arg) {
  (void)terminator;
  struct reading *reading = arg;
  keep_row(reading);
  /* The next row most likely has as many cells. */
  size_t cells = reading->row.count;
  reading->row = (struct csv_row){.cells = arena_array(reading->arena, struct str, cells)};
  reading->cell_capacity = cells;
  reading->row_ended = true;
}

/* libcsv would strip spaces off the cells; they are the author's. */
static int is_never_space(unsigned char c) {
  (void)c;
  return 0;
}

static void parser_free(void *parser) {
  csv_free(parser);
}

/* The separator is the one the header line has more of, outside quotes. */
static unsigned char separator_of(struct str text) {
  size_t commas = 0, semicolons = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.len && (quoted || text.ptr[i] != '\n'); i++) {
    if (text.ptr[i] == '"') quoted = !quoted;
    if (quoted) continue;
    commas += text.ptr[i] == ',';
    semicolons += text.ptr[i] == ';';
  }
  return semicolons > commas ? ';' : ',';
}

static struct csv_parser *parser_open(struct arena *arena, struct str text) {
  struct csv_parser *parser = arena_new(arena, struct csv_parser);
  if (csv_init(parser, CSV_STRICT | CSV_STRICT_FINI)) fault_raise(FAULT_MEMORY, "no CSV parser");
  arena_defer(arena, parser_free, parser);
  csv_set_delim(parser, separator_of(text));
  csv_set_space_func(parser, is_never_space);
  return parser;
}

static _Noreturn void refuse(struct csv_parser *parser, size_t offset, size_t line) {
  fault_raise(FAULT_INPUT, "CSV: %s at byte %zu, line %zu", csv_strerror(csv_error(parser)), offset,
              line);
}

/* Line by line, because libcsv does not count them. A row keeps the line on which it began:
 * quoted cells may run over several. */
static void read_line(struct reading *reading, struct csv_parser *parser, struct str line,
                      size_t offset) {
  if (!reading->row_begun) reading->row.line = reading->line;
  reading->row_ended = false;
  size_t taken = csv_parse(parser, line.ptr, line.len, on_cell, on_row, reading);
  if (taken != line.len) refuse(parser, offset + taken, reading->line);
  bool blank = str_is_empty(str_trim(line));
  reading->row_begun = !reading->row_ended && (reading->row_begun || !blank);
  reading->line++;
}

static void check_utf8(struct str text, size_t offset) {
  size_t valid = str_utf8_prefix(text);
  if (valid < text.len) fault_raise(FAULT_INPUT, "CSV: not UTF-8 at byte %zu", offset + valid);
}

struct csv csv_read(struct arena *arena, struct str text) {
  struct reading reading = {.arena = arena, .line = 1};
  size_t offset = str_starts(text, S("\uFEFF")) ? 3 : 0;
  text = str_skip(text, offset);
  check_utf8(text, offset);
  struct csv_parser *parser = parser_open(arena, text);
  while (text.len) {
    ptrdiff_t end = str_find(text, S("\n"));
    struct str line = str_take(text, end < 0 ? text.len : (size_t)end + 1);
    read_line(&reading, parser, line, offset);
    text = str_skip(text, line.len);
    offset += line.len;
  }
  if (csv_fini(parser, on_cell, on_row, &reading)) refuse(parser, offset, reading.line);
  return reading.table;
}

ptrdiff_t csv_column(const struct csv *csv, struct str name) {
  for (size_t i = 0; i < csv->header.count; i++)
    if (str_equal(csv->header.cells[i], name)) return (ptrdiff_t)i;
  return -1;
}

struct str csv_cell(const struct csv_row *row, ptrdiff_t column) {
  bool present = column >= 0 && (size_t)column < row->count;
  return present ? row->cells[column] : S("");
}

static bool contains_any(struct str text, const char *wanted) {
  for (size_t i = 0; i < text.len; i++)
    if (strchr(wanted, text.ptr[i])) return true;
  return false;
}

/* Spreadsheets run a cell that begins with one of these (https://owasp.org/www-community/attacks/
 * CSV_Injection); signed numbers, also telephone numbers, are harmless. */
static bool is_formula(struct str text) {
  if (text.len == 0 || !strchr("=+-@\t\r", text.ptr[0])) return false;
  if (text.ptr[0] != '+' && text.ptr[0] != '-') return true;
  for (size_t i = 1; i < text.len; i++)
    if (!strchr("0123456789., ", text.ptr[i])) return true;
  return text.len == 1;
}

void csv_text(struct buf *out, struct str text) {
  bool formula = is_formula(text);
  bool quoted = contains_any(text, ",;\"\r\n\t") ||
                (text.len && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' '));
  if (quoted) buf_add_char(out, '"');
  if (formula) buf_add_char(out, '\'');
  for (struct str rest = text; rest.ptr; text = rest) {
    struct str part = str_cut(text, '"', &rest);
    buf_add(out, part);
    if (rest.ptr) buf_literal(out, "\"\"");
  }
  if (quoted) buf_add_char(out, '"');
}

void csv_line(struct buf *out, const struct str *cells, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0) buf_add_char(out, ',');
    csv_text(out, cells[i]);
  }
  buf_add_char(out, '\n');
}
