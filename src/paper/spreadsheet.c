#include "paper/spreadsheet.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/fault.h"
#include "base/spool.h"

enum { CELL_MAX = 32767 /* letters of a cell, by the format */ };

struct spreadsheet {
  struct arena *arena;
  const char *path;
  lxw_workbook *book;
  lxw_worksheet *page;
  lxw_format *heading;
  lxw_row_t row;
  lxw_col_t column;
  char cell[CELL_MAX + 1];
};

/* The library frees a book when it closes it, and only then. */
static void abandon(void *thing) {
  struct spreadsheet *sheet = thing;
  if (sheet->book) workbook_close(sheet->book);
  sheet->book = NULL;
  unlink(sheet->path);
}

struct spreadsheet *spreadsheet_begin(struct arena *arena) {
  struct spreadsheet *sheet = arena_new(arena, struct spreadsheet);
  sheet->arena = arena;
  close(spool_file_named(arena, &sheet->path));
  struct buf folder = buf_in(arena); /* the library wants it not constant */
  buf_add(&folder, spool_folder());
  buf_add_char(&folder, 0);
  lxw_workbook_options options = {.constant_memory = 1, .tmpdir = folder.ptr};
  sheet->book = workbook_new_opt(sheet->path, &options);
  arena_defer(arena, abandon, sheet);
  if (!sheet->book) fault_raise(FAULT_IO, "no spreadsheet could be begun");
  sheet->heading = workbook_add_format(sheet->book);
  format_set_bold(sheet->heading);
  return sheet;
}

void spreadsheet_sheet(struct spreadsheet *sheet, struct str name,
                       const struct spreadsheet_column *columns, size_t count) {
  sheet->page = workbook_add_worksheet(sheet->book, str_cstr(sheet->arena, name));
  if (!sheet->page) fault_raise(FAULT_IO, "no sheet could be added");
  for (lxw_col_t i = 0; i < count; i++) {
    worksheet_set_column(sheet->page, i, i, columns[i].width, NULL);
    worksheet_write_string(sheet->page, 0, i, str_cstr(sheet->arena, columns[i].title),
                           sheet->heading);
  }
  worksheet_freeze_panes(sheet->page, 1, 0);
  sheet->row = 1;
  sheet->column = 0;
}

/* Cut between two letters. */
static const char *cell_of(struct spreadsheet *sheet, struct str text) {
  size_t len = text.len < CELL_MAX ? text.len : CELL_MAX;
  while (len < text.len && len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
    len--;
  memcpy(sheet->cell, text.ptr, len);
  sheet->cell[len] = 0;
  return sheet->cell;
}

void spreadsheet_text(struct spreadsheet *sheet, struct str text) {
  if (text.len > 0)
    worksheet_write_string(sheet->page, sheet->row, sheet->column, cell_of(sheet, text), NULL);
  sheet->column++;
}

void spreadsheet_number(struct spreadsheet *sheet, double number) {
  worksheet_write_number(sheet->page, sheet->row, sheet->column++, number, NULL);
}

void spreadsheet_skip(struct spreadsheet *sheet) {
  sheet->column++;
}

void spreadsheet_row_end(struct spreadsheet *sheet) {
  sheet->row++;
  sheet->column = 0;
}

bool spreadsheet_has_room(const struct spreadsheet *sheet) {
  return sheet->row < SPREADSHEET_ROWS_MAX;
}

int spreadsheet_end(struct spreadsheet *sheet) {
  lxw_error error = workbook_close(sheet->book);
  sheet->book = NULL;
  if (error != LXW_NO_ERROR) fault_raise(FAULT_IO, "spreadsheet: %s", lxw_strerror(error));
  int fd = open(sheet->path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) fault_raise(FAULT_IO, "a spreadsheet cannot be read: error %d", errno);
  return fd;
}
