#include "domain/accounts/report_pen.h"

#include <string.h>

#include "base/fault.h"
#include "base/format.h"

enum { BLOCKS = 64 };

struct report_pen report_pen_of(struct ctx *ctx, enum language language) {
  return (struct report_pen){.ctx = ctx,
                             .language = language,
                             .blocks = arena_array(ctx->arena, struct report_block, BLOCKS),
                             .capacity = BLOCKS};
}

static struct report_block *next(struct report_pen *pen, enum report_kind kind) {
  must(pen->count < pen->capacity);
  struct report_block *block = &pen->blocks[pen->count++];
  block->kind = kind;
  return block;
}

void report_pen_say(struct report_pen *pen, enum report_kind kind, struct str text) {
  next(pen, kind)->text = text;
}

void report_pen_say_message(struct report_pen *pen, enum report_kind kind, enum message message) {
  report_pen_say(pen, kind, message_text(pen->language, message));
}

struct report_table *report_pen_table(struct report_pen *pen, size_t rows) {
  struct report_table *table = &next(pen, REPORT_TABLE)->table;
  table->items = arena_array(pen->ctx->arena, struct report_row, rows);
  return table;
}

void report_pen_column(struct report_pen *pen, struct report_table *table, enum message title,
                       int percent, bool right) {
  must(table->column_count < REPORT_COLUMNS);
  table->columns[table->column_count++] = (struct report_column){
      .title = message_text(pen->language, title), .width = percent / 100.0, .right = right};
}

struct report_row *report_pen_row(struct report_table *table) {
  return &table->items[table->count++];
}

struct str report_pen_money(struct report_pen *pen, int64_t minor) {
  struct buf text = buf_in(pen->ctx->arena);
  format_money(&text, pen->language, money_of(minor, pen->ctx->currency));
  return buf_str(&text);
}

struct str report_pen_side(struct report_pen *pen, int64_t minor) {
  return minor > 0 ? report_pen_money(pen, minor) : S("");
}

struct str report_pen_count(struct report_pen *pen, int64_t count) {
  struct buf text = buf_in(pen->ctx->arena);
  format_int(&text, pen->language, count);
  return buf_str(&text);
}
