/* Tables: hairlines between rows, numbers in columns, the head again on each page. Words that do
 * not fit on a line take two. */
#include "paper/report_in.h"

#define ROW 19.0
#define LINE 12.0 /* the second one */
#define HEAD 24.0
#define SPACE 10.0 /* between columns */
#define BAR 8.0    /* height */

static bool has_head(const struct report_table *table) {
  for (size_t i = 0; i < table->column_count; i++)
    if (table->columns[i].title.len > 0) return true;
  return false;
}

static double column_width(const struct report_table *table, size_t column) {
  return table->columns[column].width * REPORT_WIDTH;
}

static void draw_head(struct press *press, const struct report_table *table) {
  struct type type = report_type(press, "Lato Bold", 8.5, press->ink.soft);
  if (!has_head(table)) return;
  double x = REPORT_LEFT;
  for (size_t i = 0; i < table->column_count; i++) {
    double width = column_width(table, i);
    bool last = i + 1 == table->column_count;
    type.right = table->columns[i].right;
    sheet_text(press->sheet, &type,
               (struct box){x, press->y + 6, width - (last ? 0 : SPACE), HEAD - 8},
               table->columns[i].title);
    x += width;
  }
  press->y += HEAD;
  sheet_fill(press->sheet, press->ink.dark,
             (struct box){REPORT_LEFT, press->y - 2, REPORT_WIDTH, 0.8});
}

static struct type cell_type(struct press *press, const struct report_column *column,
                             const struct report_row *row) {
  struct type type = report_type(press, row->total ? "Lato Bold" : "Lato", 9.8, press->ink.dark);
  type.right = column->right;
  return type;
}

static double cell_width(const struct report_table *table, size_t column) {
  return column_width(table, column) - (column + 1 == table->column_count ? 0 : SPACE);
}

/* Numbers and what has no space stay on one line, smaller if need be. */
static double row_height(struct press *press, const struct report_table *table,
                         const struct report_row *row) {
  for (size_t i = 0; i < table->column_count; i++) {
    const struct report_column *column = &table->columns[i];
    if (column->right || column->bar || str_find(row->cells[i], S(" ")) < 0) continue;
    struct type type = cell_type(press, column, row);
    struct box box = {0, 0, cell_width(table, i), ROW + LINE};
    if (sheet_measure(press->sheet, &type, box, row->cells[i]) > ROW - 4) return ROW + LINE;
  }
  return ROW;
}

static void draw_cell(struct press *press, const struct report_column *column,
                      const struct report_row *row, struct str words, struct box box) {
  struct type type = cell_type(press, column, row);
  if (!column->bar)
    sheet_text(press->sheet, &type, (struct box){box.x, box.y + 3, box.width, box.height - 4},
               words);
  else if (row->percent > 0)
    sheet_fill(
        press->sheet, press->ink.accent,
        (struct box){box.x, box.y + (ROW - BAR) / 2, box.width * (double)row->percent / 100, BAR});
}

static void draw_row(struct press *press, const struct report_table *table,
                     const struct report_row *row, double height) {
  double x = REPORT_LEFT;
  bool first = row == table->items, sum = row->total && !first;
  for (size_t i = 0; i < table->column_count; i++) {
    draw_cell(press, &table->columns[i], row, row->cells[i],
              (struct box){x, press->y, cell_width(table, i), height});
    x += column_width(table, i);
  }
  if (sum)
    sheet_fill(press->sheet, press->ink.dark,
               (struct box){REPORT_LEFT, press->y, REPORT_WIDTH, 0.8});
  press->y += height;
  if (!sum)
    sheet_fill(press->sheet, press->ink.line,
               (struct box){REPORT_LEFT, press->y, REPORT_WIDTH, 0.5});
}

void report_table(struct press *press, const struct report_table *table) {
  report_room(press, HEAD + 2 * ROW);
  draw_head(press, table);
  for (size_t i = 0; i < table->count; i++) {
    /* A sum does not stand alone on a page. */
    double height = row_height(press, table, &table->items[i]);
    double sum = i + 2 == table->count && table->items[i + 1].total ? ROW : 0;
    if (report_room(press, height + sum)) draw_head(press, table);
    draw_row(press, table, &table->items[i], height);
  }
}
