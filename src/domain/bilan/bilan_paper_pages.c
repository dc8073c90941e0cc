/* The bilan on paper, ready for the council: the same figures, curves and tables as the page. */
#include "base/fault.h"
#include "base/format.h"
#include "domain/bilan/bilan_pages.h"
#include "paper/report.h"

enum { BLOCKS = 40, HASH_SHOWN = 32, CURVE_POINTS = 200, BARS_POINTS = 130 };

struct writing {
  struct ctx *ctx;
  const struct bilan *bilan;
  struct report_block *blocks;
  size_t count;
};

static struct str text_of(const struct writing *to, enum message message) {
  return message_text(to->ctx->language, message);
}

static struct report_block *add(struct writing *to, enum report_kind kind) {
  must(to->count < BLOCKS);
  to->blocks[to->count].kind = kind;
  return &to->blocks[to->count++];
}

static void add_text(struct writing *to, enum report_kind kind, struct str text) {
  add(to, kind)->text = text;
}

static struct str day_words(struct ctx *ctx, struct day day) {
  struct buf text = buf_in(ctx->arena);
  format_day(&text, ctx->language, day);
  return buf_str(&text);
}

static struct str number(struct ctx *ctx, int64_t value) {
  struct buf text = buf_in(ctx->arena);
  format_int(&text, ctx->language, value);
  return buf_str(&text);
}

/* Figures. */

static struct report_figure figure_of(const struct writing *to, enum bilan_figure figure) {
  return (struct report_figure){bilan_text(to->ctx, to->bilan, figure),
                                text_of(to, bilan_label(figure))};
}

static struct report_figures figures_of(const struct writing *to, const enum bilan_figure *list,
                                        size_t count) {
  struct report_figures figures = {arena_array(to->ctx->arena, struct report_figure, count), count};
  for (size_t i = 0; i < count; i++)
    figures.items[i] = figure_of(to, list[i]);
  return figures;
}

static bool has_public_money(const struct writing *to) {
  return to->bilan->sums.top_up_minor != 0;
}

static void add_figures(struct writing *to) {
  static const enum bilan_figure with[] = {BILAN_WORTH, BILAN_PAID,     BILAN_ADDED,
                                           BILAN_COUNT, BILAN_LEVERAGE, BILAN_SHOPS};
  static const enum bilan_figure without[] = {BILAN_WORTH, BILAN_COUNT, BILAN_SHOPS};
  bool added = has_public_money(to);
  add(to, REPORT_FIGURES)->figures =
      figures_of(to, added ? with : without,
                 added ? sizeof with / sizeof *with : sizeof without / sizeof *without);
}

static void add_shares(struct writing *to) {
  static const enum bilan_figure parts[] = {BILAN_USED, BILAN_LEFT, BILAN_REFUNDED, BILAN_EXPIRED};
  add_text(to, REPORT_HEADING, text_of(to, MSG_bilan_became));
  struct report_block *block = add(to, REPORT_SHARES);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    int64_t value;
    must(bilan_value(to->bilan, parts[i], &value));
    block->parts[block->part_count++] =
        (struct report_part){value > 0 ? value : 0, bilan_text(to->ctx, to->bilan, parts[i]),
                             text_of(to, bilan_label(parts[i]))};
  }
}

/* Curves. */

static void add_curve(struct writing *to, enum chart_form form, enum message heading, int points) {
  const struct figures_days *days = &to->bilan->days;
  int64_t *paid = arena_array(to->ctx->arena, int64_t, days->count);
  int64_t *added = arena_array(to->ctx->arena, int64_t, days->count);
  for (size_t i = 0; i < days->count; i++) {
    bool sum = form == CHART_AREA && i > 0;
    paid[i] = figures_paid(&days->items[i].sums) + (sum ? paid[i - 1] : 0);
    added[i] = days->items[i].sums.top_up_minor + (sum ? added[i - 1] : 0);
  }
  struct chart chart = {.form = form,
                        .language = to->ctx->language,
                        .currency = to->ctx->currency,
                        .first = days->items[0].on,
                        .count = days->count,
                        .values = {paid, has_public_money(to) ? added : NULL}};
  add_text(to, REPORT_HEADING, text_of(to, heading));
  struct report_block *block = add(to, REPORT_CHART);
  block->chart = chart_plan(to->ctx->arena, &chart);
  block->height = points;
}

/* Tables. */

static struct report_row *rows_in(struct writing *to, struct report_block *block, size_t count) {
  block->table.items = arena_array(to->ctx->arena, struct report_row, count + 1);
  block->table.count = count;
  return block->table.items;
}

static void set_columns(struct report_block *block, const struct report_column *columns,
                        size_t count) {
  for (size_t i = 0; i < count; i++)
    block->table.columns[i] = columns[i];
  block->table.column_count = count;
}

static void add_days(struct writing *to) {
  struct ctx *ctx = to->ctx;
  const struct figures_spans *spans = &to->bilan->spans;
  const struct report_column columns[] = {
      {.title = text_of(to, MSG_bilan_day), .width = 0.34},
      {.title = text_of(to, MSG_bilan_vouchers), .width = 0.12, .right = true},
      {.title = text_of(to, MSG_bilan_value), .width = 0.18, .right = true},
      {.title = text_of(to, MSG_bilan_of_it_public), .width = 0.18, .right = true},
      {.title = text_of(to, MSG_bilan_sum), .width = 0.18, .right = true}};
  struct report_block *block = add(to, REPORT_TABLE);
  struct report_row *rows = rows_in(to, block, spans->count + 1);
  int64_t sum = 0;
  set_columns(block, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < spans->count; i++) {
    const struct figures_sums *sums = &spans->items[i].sums;
    sum += sums->worth_minor;
    rows[i] = (struct report_row){
        .cells = {figures_span_text(ctx, &spans->items[i]), number(ctx, sums->voucher_count),
                  bilan_amount(ctx, sums->worth_minor), bilan_amount(ctx, sums->top_up_minor),
                  bilan_amount(ctx, sum)}};
  }
  rows[spans->count] = (struct report_row){
      .cells = {text_of(to, MSG_bilan_together), number(ctx, to->bilan->sums.voucher_count),
                bilan_amount(ctx, to->bilan->sums.worth_minor),
                bilan_amount(ctx, to->bilan->sums.top_up_minor), S("")},
      .total = true};
}

static void add_league(struct writing *to, const struct league_table *league, struct str rest) {
  const struct report_column shops[] = {
      {.width = 0.06, .right = true},
      {.title = text_of(to, league->subject), .width = 0.3},
      {.width = 0.25},
      {.width = 0.15, .bar = true},
      {.title = text_of(to, MSG_bilan_vouchers), .width = 0.1, .right = true},
      {.title = text_of(to, MSG_bilan_value), .width = 0.14, .right = true}};
  const struct report_column groups[] = {
      {.title = text_of(to, league->subject), .width = 0.36},
      {.width = 0.2},
      {.width = 0.2, .bar = true},
      {.title = text_of(to, MSG_bilan_vouchers), .width = 0.1, .right = true},
      {.title = text_of(to, MSG_bilan_value), .width = 0.14, .right = true}};
  if (league->rows.count == 0) return;
  add_text(to, REPORT_HEADING, text_of(to, league->caption));
  struct report_block *block = add(to, REPORT_TABLE);
  struct report_row *rows = rows_in(to, block, league->rows.count);
  set_columns(block, league->ranked ? shops : groups, league->ranked ? 6 : 5);
  for (size_t i = 0; i < league->rows.count; i++) {
    const struct league_row *row = &league->rows.items[i];
    struct str vouchers = number(to->ctx, row->vouchers);
    rows[i] =
        league->ranked
            ? (struct report_row){.cells = {number(to->ctx, row->rank), row->name, row->place,
                                            S(""), vouchers, row->amount},
                                  .percent = row->share_percent}
            : (struct report_row){.cells = {row->name, row->place, S(""), vouchers, row->amount},
                                  .percent = row->share_percent};
  }
  if (rest.len > 0) add_text(to, REPORT_NOTE, rest);
}

/* How the figures are made. */

static void add_derivation(struct writing *to) {
  add_text(to, REPORT_CHAPTER, text_of(to, MSG_bilan_how_title));
  add_text(to, REPORT_TEXT, text_of(to, MSG_bilan_how_lead));
  struct report_block *block = add(to, REPORT_TABLE);
  const struct report_column columns[] = {
      {.title = text_of(to, MSG_bilan_how_figure), .width = 0.3},
      {.title = text_of(to, MSG_bilan_how_transfers), .width = 0.5},
      {.title = text_of(to, MSG_bilan_how_sum), .width = 0.2, .right = true}};
  struct report_row *rows = rows_in(to, block, BILAN_FIGURE_COUNT);
  set_columns(block, columns, sizeof columns / sizeof *columns);
  for (enum bilan_figure figure = BILAN_COUNT; figure < BILAN_FIGURE_COUNT; figure++)
    rows[figure] = (struct report_row){.cells = {text_of(to, bilan_label(figure)),
                                                 text_of(to, bilan_short(figure)),
                                                 bilan_text(to->ctx, to->bilan, figure)}};
  add_text(to, REPORT_TEXT, text_of(to, MSG_bilan_equation));
  add_text(to, REPORT_NOTE, text_of(to, MSG_bilan_rule_day));
  add_text(to, REPORT_NOTE, text_of(to, MSG_figures_ties));
  if (!to->bilan->whole) add_text(to, REPORT_NOTE, text_of(to, MSG_bilan_rule_few));
  add_text(to, REPORT_NOTE, text_of(to, MSG_bilan_check_text));
}

static struct str seal_words(const struct writing *to) {
  struct ctx *ctx = to->ctx;
  const struct figures_mark *mark = &to->bilan->mark;
  if (!to->bilan->sealed) return text_of(to, MSG_bilan_rule_unsealed);
  struct buf at = buf_in(ctx->arena);
  format_instant(&at, ctx->language, ctx->zone, mark->sealed_at);
  return MESSAGE(ctx->arena, ctx->language, MSG_bilan_rule_seal,
                 {"number", number(ctx, mark->seal)}, {"at", buf_str(&at)},
                 {"hash", str_take(mark->hash, HASH_SHOWN)});
}

static void write_chapters(struct writing *to) {
  struct ctx *ctx = to->ctx;
  const struct bilan *bilan = to->bilan;
  struct league_table by_value =
      league_of_shops(ctx, url_of(S("")), &bilan->by_value, RANKING_BY_VALUE);
  struct league_table by_count =
      league_of_shops(ctx, url_of(S("")), &bilan->by_count, RANKING_BY_COUNT);
  struct league_table by_trade = league_of_trades(ctx, &bilan->trades);
  struct league_table by_town = league_of_towns(ctx, &bilan->towns);
  add_text(to, REPORT_CHAPTER, text_of(to, MSG_bilan_essential));
  add_figures(to);
  add_shares(to);
  if (bilan->days.count > 0) add_curve(to, CHART_AREA, MSG_bilan_since, CURVE_POINTS);
  if (bilan->days.count > 0) add_curve(to, CHART_BARS, MSG_bilan_daily, BARS_POINTS);
  add_text(to, REPORT_CHAPTER, text_of(to, MSG_bilan_shops));
  add_league(to, &by_value, S(""));
  add_league(to, &by_count, league_rest(ctx, &bilan->by_value));
  if (by_trade.rows.count > 0) add_text(to, REPORT_CHAPTER, text_of(to, MSG_bilan_places));
  add_league(to, &by_trade, S(""));
  add_league(to, &by_town, S(""));
  add_text(to, REPORT_CHAPTER, text_of(to, MSG_bilan_curve));
  add_days(to);
  add_derivation(to);
}

struct str bilan_pdf(struct request *request, const struct bilan *bilan) {
  struct ctx *ctx = request->ctx;
  struct writing to = {
      .ctx = ctx, .bilan = bilan, .blocks = arena_array(ctx->arena, struct report_block, BLOCKS)};
  static const enum bilan_figure with[] = {BILAN_PAID, BILAN_ADDED, BILAN_SHOPS};
  static const enum bilan_figure without[] = {BILAN_COUNT, BILAN_SHOPS, BILAN_RATE};
  struct str today = day_words(ctx, zone_day(ctx->zone, ctx->now));
  if (bilan->few)
    add_text(&to, REPORT_TEXT, text_of(&to, MSG_bilan_few_text));
  else
    write_chapters(&to);
  struct report report = {
      .language = ctx->language,
      .accent = request->territory->accent,
      .territory = request->territory->name,
      .title = text_of(&to, MSG_bilan_paper_title),
      .subject = bilan->campaign.len > 0 ? bilan->campaign : text_of(&to, MSG_bilan_every_campaign),
      .colophon = MESSAGE(ctx->arena, ctx->language, MSG_bilan_colophon, {"day", today},
                          {"seal", seal_words(&to)}),
      .blocks = to.blocks,
      .count = to.count,
  };
  if (bilan->few) { /* the sums and the days of a few would be those of somebody */
    report.headline = (struct report_figure){.value = S("–"), .words = text_of(&to, MSG_bilan_few)};
    return paper_report_pdf(ctx->arena, &report);
  }
  report.period =
      MESSAGE(ctx->arena, ctx->language, MSG_bilan_period, {"from", day_words(ctx, bilan->first)},
              {"to", day_words(ctx, bilan->last)});
  report.headline = figure_of(&to, BILAN_WORTH);
  report.highlights = figures_of(&to, has_public_money(&to) ? with : without, 3);
  return paper_report_pdf(ctx->arena, &report);
}
