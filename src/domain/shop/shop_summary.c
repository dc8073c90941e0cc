#include "domain/shop/shop_summary.h"

#include "shop_sql.h"

/* A cell of a line: what would end it becomes a space. */
static void add_cell(struct buf *out, struct str text, char end) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    buf_add_char(out, c == '\t' || c == '\n' ? ' ' : c);
  }
  buf_add_char(out, end);
}

static struct str towns_text(struct ctx *ctx) {
  struct summary_towns_rows rows = summary_towns(ctx);
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < rows.count; i++) {
    buf_add_int(&text, rows.items[i].id.value);
    buf_add_char(&text, '\t');
    add_cell(&text, rows.items[i].slug, '\t');
    add_cell(&text, rows.items[i].name, '\t');
    buf_add_int(&text, rows.items[i].shops);
    buf_add_char(&text, '\n');
  }
  return buf_str(&text);
}

static struct str trades_text(struct ctx *ctx) {
  struct summary_trades_rows rows = summary_trades(ctx);
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < rows.count; i++) {
    add_cell(&text, rows.items[i].trade, '\t');
    buf_add_int(&text, rows.items[i].shops);
    buf_add_char(&text, '\n');
  }
  return buf_str(&text);
}

void shop_recount(struct ctx *ctx) {
  struct str towns = towns_text(ctx);
  summary_put(ctx, towns, trades_text(ctx));
}

static size_t line_count(struct str text) {
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    count += text.ptr[i] == '\n';
  return count;
}

static int64_t number(struct str text) {
  int64_t value = 0;
  must(str_to_int(text, &value));
  return value;
}

static struct towns towns_read(struct arena *arena, struct str text, size_t most) {
  struct towns towns = {arena_array(arena, struct town, most), 0};
  for (struct str rest = text; rest.len > 0 && towns.count < most;) {
    struct str line = str_cut(rest, '\n', &rest);
    struct town *town = &towns.items[towns.count++];
    town->id.value = number(str_cut(line, '\t', &line));
    town->slug = str_cut(line, '\t', &line);
    town->name = str_cut(line, '\t', &line);
    town->shops = number(line);
  }
  return towns;
}

static struct trade_counts trades_read(struct arena *arena, struct str text, size_t most) {
  struct trade_counts trades = {arena_array(arena, struct trade_count, most), 0};
  for (struct str rest = text; rest.len > 0 && trades.count < most;) {
    struct str line = str_cut(rest, '\n', &rest);
    struct trade_count *count = &trades.items[trades.count++];
    count->trade = str_cut(line, '\t', &line);
    count->shops = number(line);
  }
  return trades;
}

struct shop_summary shop_summary(struct ctx *ctx) {
  struct shop_summary summary = {.shops = 0};
  struct summary_row_row row;
  if (!summary_row(ctx, &row)) return summary;
  summary.towns = towns_read(ctx->arena, row.towns, line_count(row.towns));
  summary.trades = trades_read(ctx->arena, row.trades, line_count(row.trades));
  for (size_t i = 0; i < summary.towns.count; i++)
    summary.shops += summary.towns.items[i].shops;
  return summary;
}

struct shop_summary shop_summary_top(struct ctx *ctx, size_t most) {
  struct shop_summary summary = {.shops = 0};
  struct summary_row_row row;
  if (!summary_row(ctx, &row)) return summary;
  summary.towns = towns_read(ctx->arena, row.towns, most);
  summary.trades = trades_read(ctx->arena, row.trades, most);
  return summary;
}
