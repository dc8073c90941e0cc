/* Reading a list: its columns by the names that people give them, each line judged. */
#include <stdlib.h>

#include "base/csv_stream.h"
#include "base/email.h"
#include "base/fault.h"
#include "base/text.h"
#include "bulk_sql.h"
#include "db/db.h"
#include "domain/bulk/bulk_in.h"
#include "domain/person/audit.h"

enum { NAME_MAX_CHARS = 100, MESSAGE_MAX_BYTES = 600 };

enum column { COLUMN_NAME, COLUMN_AMOUNT, COLUMN_EMAIL, COLUMN_MESSAGE, COLUMN_COUNT };

/* Folded, between bars. */
static const struct str known[COLUMN_COUNT] = {
    [COLUMN_NAME] = S("|nom|name|beneficiaire|nom du beneficiaire|prenom nom|empfanger|person|"),
    [COLUMN_AMOUNT] = S("|montant|amount|valeur|betrag|wert|value|"),
    [COLUMN_EMAIL] = S("|courriel|email|e mail|mail|adresse mail|adresse e mail|"),
    [COLUMN_MESSAGE] = S("|message|mot|nachricht|"),
};

struct table {
  struct csv csv;
  ptrdiff_t at[COLUMN_COUNT]; /* -1: not there */
};

static enum column column_of(struct arena *arena, struct str header) {
  struct str folded = text_fold(arena, str_trim(header));
  char *text = arena_array(arena, char, folded.len + 2);
  text[0] = text[folded.len + 1] = '|';
  for (size_t i = 0; i < folded.len; i++)
    text[i + 1] = folded.ptr[i] == '_' || folded.ptr[i] == '-' ? ' ' : folded.ptr[i];
  for (enum column column = 0; column < COLUMN_COUNT; column++)
    if (str_find(known[column], str_slice(text, folded.len + 2)) >= 0) return column;
  return COLUMN_COUNT;
}

static void find_columns(struct arena *arena, struct table *table) {
  for (int i = 0; i < COLUMN_COUNT; i++)
    table->at[i] = -1;
  for (size_t i = table->csv.header.count; i-- > 0;) {
    enum column column = column_of(arena, table->csv.header.cells[i]);
    if (column < COLUMN_COUNT) table->at[column] = (ptrdiff_t)i;
  }
}

static struct str cell(const struct table *table, const struct csv_row *row, enum column column) {
  return table->at[column] < 0 ? S("") : str_trim(csv_cell(row, table->at[column]));
}

static struct bulk_line line_of(struct ctx *ctx, const struct table *table, size_t index) {
  const struct csv_row *row = &table->csv.rows[index];
  struct bulk_line line = {.number = (int64_t)index + 1,
                           .name = cell(table, row, COLUMN_NAME),
                           .email = cell(table, row, COLUMN_EMAIL),
                           .message =
                               str_take(cell(table, row, COLUMN_MESSAGE), MESSAGE_MAX_BYTES)};
  int64_t minor = 0;
  bool read = money_parse(cell(table, row, COLUMN_AMOUNT), &minor) && minor > 0;
  line.message.len = str_utf8_prefix(line.message);
  line.amount = money_of(read ? minor : 0, ctx->currency);
  if (line.name.len == 0 || text_length(line.name) > NAME_MAX_CHARS)
    line.problem = BULK_PROBLEM_NO_NAME;
  else if (!read)
    line.problem = BULK_PROBLEM_NO_AMOUNT;
  else if (minor > BULK_AMOUNT_MAX_MINOR)
    line.problem = BULK_PROBLEM_AMOUNT_TOO_LARGE;
  else if (line.email.len > 0 && !email_read(ctx->arena, line.email, &line.email))
    line.problem = BULK_PROBLEM_BAD_EMAIL;
  return line;
}

/* Who stands in the list twice, with the same name and address, is most often a slip: two lists
 * were put together, and one had capitals. */
struct person {
  struct str name, email; /* folded */
  struct bulk_line *line;
};

static int by_person(const void *a, const void *b) {
  const struct person *left = a, *right = b;
  int order = str_compare(left->name, right->name);
  if (order == 0) order = str_compare(left->email, right->email);
  if (order == 0)
    order = (left->line->number > right->line->number) - (left->line->number < right->line->number);
  return order;
}

static void mark_repeated(struct arena *arena, const struct bulk_lines *lines) {
  struct person *sorted = arena_array(arena, struct person, lines->count);
  for (size_t i = 0; i < lines->count; i++) {
    struct bulk_line *line = &lines->items[i];
    sorted[i] = (struct person){text_fold(arena, line->name), text_fold(arena, line->email), line};
  }
  qsort(sorted, lines->count, sizeof *sorted, by_person);
  for (size_t i = 1; i < lines->count; i++)
    if (sorted[i].line->problem == BULK_PROBLEM_NONE &&
        str_equal(sorted[i].name, sorted[i - 1].name) &&
        str_equal(sorted[i].email, sorted[i - 1].email))
      sorted[i].line->problem = BULK_PROBLEM_TWICE;
}

/* The whole table, or why not. A file that is no table raises a fault of the input. */
struct parsing {
  struct ctx *ctx;
  struct str text;
  struct table table;
};

static void parse(void *arg) {
  struct parsing *parsing = arg;
  struct arena *arena = parsing->ctx->arena;
  parsing->table.csv = csv_read(arena, csv_as_utf8(arena, parsing->text));
}

static enum bulk_result lines_of(struct ctx *ctx, struct str text, struct bulk_lines *lines) {
  struct parsing parsing = {.ctx = ctx, .text = text};
  struct fault fault;
  if (!fault_catch(&fault, parse, &parsing)) return BULK_RESULT_UNREADABLE;
  struct table *table = &parsing.table;
  find_columns(ctx->arena, table);
  if (table->at[COLUMN_NAME] < 0 || table->at[COLUMN_AMOUNT] < 0) return BULK_RESULT_UNREADABLE;
  if (table->csv.count == 0) return BULK_RESULT_NO_LINES;
  if (table->csv.count > BULK_LINES_MAX) return BULK_RESULT_TOO_MANY;
  *lines = (struct bulk_lines){arena_array(ctx->arena, struct bulk_line, table->csv.count),
                               table->csv.count};
  for (size_t i = 0; i < lines->count; i++)
    lines->items[i] = line_of(ctx, table, i);
  mark_repeated(ctx->arena, lines);
  return BULK_RESULT_OK;
}

/* Keeping it. */

struct reading {
  const struct bulk_terms *terms;
  struct bulk_lines lines;
  struct bulk_id id;
  enum bulk_result result;
};

static void keep_line(struct ctx *ctx, struct bulk_id id, const struct bulk_line *line) {
  bulk_line_insert(ctx, &(struct bulk_line_insert_params){.bulk_id = id,
                                                          .number = line->number,
                                                          .name = line->name,
                                                          .email = line->email,
                                                          .amount_minor = line->amount.minor,
                                                          .message = line->message,
                                                          .problem = line->problem});
}

static bool read_body(struct ctx *ctx, void *arg) {
  struct reading *reading = arg;
  const struct bulk_terms *terms = reading->terms;
  struct shop_id shop_id;
  reading->result = bulk_check_terms(ctx, terms, &shop_id);
  if (reading->result != BULK_RESULT_OK) return false;
  reading->id = (struct bulk_id){id_next(ctx->ids)};
  bulk_list_insert(ctx, &(struct bulk_list_insert_params){.id = reading->id,
                                                          .issuer_id = terms->issuer_id,
                                                          .campaign_id = terms->campaign_id,
                                                          .shop_id = shop_id,
                                                          .redeemable_on = terms->redeemable_on,
                                                          .expires_on = terms->expires_on,
                                                          .prepared_by = ctx->person,
                                                          .prepared_at = ctx->now});
  for (size_t i = 0; i < reading->lines.count; i++)
    keep_line(ctx, reading->id, &reading->lines.items[i]);
  audit_write(ctx, S("bulk.read"), reading->id.value, S(""));
  return true;
}

enum bulk_result bulk_read(struct ctx *ctx, const struct bulk_terms *terms, struct str csv,
                           struct bulk_id *id) {
  struct reading reading = {.terms = terms};
  reading.result = lines_of(ctx, csv, &reading.lines);
  if (reading.result != BULK_RESULT_OK) return reading.result;
  db_write(ctx, read_body, &reading);
  *id = reading.id;
  return reading.result;
}
