/* Reading a list as people write it. */
#include "base/csv_stream.h"
#include "base/fault.h"
#include "domain/keying/keying.h"

/* Days. */

static bool part(struct str text, int64_t most, int64_t *value) {
  return text.len > 0 && text.len <= 4 && str_to_int(text, value) && *value >= 1 && *value <= most;
}

bool keying_day_read(struct str text, struct day *day) {
  struct str rest, years;
  int64_t number, month, year;
  text = str_trim(text);
  if (day_parse(text, day)) return true;
  char separator = str_find(text, S("/")) >= 0 ? '/' : '.';
  struct str days = str_cut(text, separator, &rest);
  struct str months = str_cut(rest, separator, &years);
  if (!part(days, 31, &number) || !part(months, 12, &month) || !part(years, 2999, &year))
    return false;
  if (year < 100) year += 2000;
  int found_year, found_month, found_day;
  if (year < 2000) return false;
  *day = day_of((int)year, (int)month, (int)number);
  day_split(*day, &found_year, &found_month, &found_day); /* 31 April is no day */
  return found_month == month && found_day == number;
}

/* Lists. */

static bool is_empty(const struct keying_line *line) {
  return str_is_empty(line->code) && str_is_empty(line->amount) && str_is_empty(line->day);
}

static void add(struct keying_list *list, struct keying_line line) {
  if (is_empty(&line)) return;
  if (list->count == KEYING_LINES)
    list->too_long = true;
  else
    list->items[list->count++] = line;
}

static struct keying_list begin(struct arena *arena) {
  return (struct keying_list){.items = arena_array(arena, struct keying_line, KEYING_LINES)};
}

static struct keying_line line_of(struct str text) {
  struct str rest, more;
  char separator = str_find(text, S("\t")) >= 0 ? '\t' : ';';
  struct keying_line line = {.code = str_trim(str_cut(text, separator, &rest))};
  line.amount = str_trim(str_cut(rest, separator, &more));
  line.day = str_trim(str_cut(more, separator, &rest));
  return line;
}

struct keying_list keying_read(struct arena *arena, struct str text) {
  struct keying_list list = begin(arena);
  bool first = true;
  while (text.len > 0) {
    struct keying_line line = line_of(str_trim(str_cut(text, '\n', &text)));
    bool head = first && str_equal_ascii_case(line.code, S("code"));
    first = false;
    if (!head) add(&list, line);
  }
  return list;
}

struct str keying_text(struct arena *arena, const struct keying_list *list) {
  struct buf out = buf_in(arena);
  for (size_t i = 0; i < list->count; i++) {
    const struct keying_line *line = &list->items[i];
    buf_format(&out, "%.*s;%.*s;%.*s\n", STR_ARG(line->code), STR_ARG(line->amount),
               STR_ARG(line->day));
  }
  return buf_str(&out);
}

/* Tables. */

struct reading {
  struct arena *arena;
  struct str bytes;
  struct csv csv;
};

static void read_table(void *arg) {
  struct reading *reading = arg;
  reading->csv = csv_read(reading->arena, csv_as_utf8(reading->arena, reading->bytes));
}

static ptrdiff_t column(const struct csv *csv, const char *const names[4]) {
  for (size_t i = 0; i < csv->header.count; i++)
    for (size_t j = 0; j < 4 && names[j] != NULL; j++)
      if (str_equal_ascii_case(str_trim(csv->header.cells[i]), str_from(names[j])))
        return (ptrdiff_t)i;
  return -1;
}

/* What would end a line of the text does not come from a cell. */
static struct str cell(struct arena *arena, const struct csv_row *row, ptrdiff_t at) {
  struct str text = str_trim(csv_cell(row, at));
  char *copy = arena_alloc(arena, text.len);
  for (size_t i = 0; i < text.len; i++)
    copy[i] = text.ptr[i] == ';' || (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i];
  return str_slice(copy, text.len);
}

bool keying_read_csv(struct arena *arena, struct str bytes, struct keying_list *list) {
  static const char *const codes[4] = {"code"};
  static const char *const amounts[4] = {"montant", "amount", "betrag"};
  static const char *const days[4] = {"date", "jour", "day", "datum"};
  struct reading reading = {.arena = arena, .bytes = bytes};
  struct fault fault;
  *list = begin(arena);
  if (!fault_catch(&fault, read_table, &reading)) return false;
  const struct csv *csv = &reading.csv;
  if (csv->header.count < 3) return false;
  ptrdiff_t code = column(csv, codes), amount = column(csv, amounts), day = column(csv, days);
  if (code < 0) { /* no heads: the first line is one of the list */
    code = 0, amount = 1, day = 2;
    add(list, (struct keying_line){cell(arena, &csv->header, 0), cell(arena, &csv->header, 1),
                                   cell(arena, &csv->header, 2)});
  }
  for (size_t i = 0; i < csv->count; i++)
    add(list,
        (struct keying_line){cell(arena, &csv->rows[i], code), cell(arena, &csv->rows[i], amount),
                             cell(arena, &csv->rows[i], day)});
  return true;
}
