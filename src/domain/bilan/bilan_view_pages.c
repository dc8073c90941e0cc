/* From a bilan to what its page shows: large numbers, a bar in parts, curves, tables. */
#include "base/fault.h"
#include "base/format.h"
#include "domain/bilan/bilan_pages.h"
#include "paper/chart.h"

enum { CURVE_HEIGHT = 280, BARS_HEIGHT = 180, HASH_SHOWN = 16 };

struct url bilan_url(struct request *request, const struct bilan_choice *choice, struct str tail) {
  struct arena *arena = request->ctx->arena;
  struct str base = choice->whole ? S("/bureau/bilan") : S("/bilan");
  struct str mark = choice->query.len > 0 ? S("?") : S("");
  return site_path(request, STR_CONCAT(arena, base, tail, mark, choice->query));
}

/* Large numbers. */

static void add_figure(struct request *request, const struct bilan_choice *choice,
                       const struct bilan *bilan, enum bilan_figure figure,
                       struct bilan_figures *figures) {
  struct ctx *ctx = request->ctx;
  struct url how = bilan_url(request, choice, S("/calcul"));
  figures->items[figures->count++] = (struct bilan_figure_view){
      .label = message_text(ctx->language, bilan_label(figure)),
      .value = bilan_text(ctx, bilan, figure),
      .how = url_of(STR_CONCAT(ctx->arena, how.text, S("#"), bilan_word(figure)))};
}

static void set_figures(struct request *request, const struct bilan_choice *choice,
                        struct bilan_page *view) {
  const struct bilan *bilan = &view->bilan;
  for (enum bilan_figure figure = BILAN_COUNT; figure < BILAN_FIGURE_COUNT; figure++) {
    bool public_money = figure == BILAN_ADDED || figure == BILAN_LEVERAGE;
    if (public_money && !view->added) continue;
    if (figure == BILAN_PAID && !view->added) continue; /* it is the value */
    add_figure(request, choice, bilan, figure, figure < BILAN_USED ? &view->bought : &view->became);
  }
}

/* Where the value is now. */

static struct str share(struct ctx *ctx, int64_t part, int64_t whole) {
  int64_t thousandths = part * 100000 / whole;
  return str_format(ctx->arena, "%lld.%03lld%%", (long long)(thousandths / 1000),
                    (long long)(thousandths % 1000));
}

static void set_parts(struct ctx *ctx, struct bilan_page *view) {
  static const enum bilan_figure parts[] = {BILAN_USED, BILAN_LEFT, BILAN_REFUNDED, BILAN_EXPIRED};
  int64_t whole = view->bilan.sums.worth_minor + view->bilan.sums.moved_minor, before = 0;
  if (whole <= 0) return;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    int64_t value;
    must(bilan_value(&view->bilan, parts[i], &value));
    if (value <= 0) continue;
    view->parts.items[view->parts.count++] =
        (struct bilan_part){.value = bilan_text(ctx, &view->bilan, parts[i]),
                            .label = message_text(ctx->language, bilan_label(parts[i])),
                            .x = share(ctx, before, whole),
                            .width = share(ctx, value, whole),
                            .index = (int64_t)i + 1};
    before += value;
  }
}

/* Curves. */

static struct html draw(struct ctx *ctx, const struct bilan_page *view, const int64_t *paid,
                        const int64_t *added, enum chart_form form, enum message label) {
  const struct bilan *bilan = &view->bilan;
  struct buf from = buf_in(ctx->arena), to = buf_in(ctx->arena);
  format_day_short(&from, ctx->language, bilan->days.items[0].on);
  format_day_short(&to, ctx->language, bilan->last);
  struct chart chart = {.form = form,
                        .language = ctx->language,
                        .currency = ctx->currency,
                        .first = bilan->days.items[0].on,
                        .count = bilan->days.count,
                        .values = {paid, view->added ? added : NULL},
                        .label = MESSAGE(ctx->arena, ctx->language, label, {"from", buf_str(&from)},
                                         {"to", buf_str(&to)},
                                         {"sold", bilan_text(ctx, bilan, BILAN_WORTH)})};
  struct chart_plan plan = chart_plan(ctx->arena, &chart);
  return html_of_svg(chart_svg(ctx->arena, &plan, form == CHART_AREA ? CURVE_HEIGHT : BARS_HEIGHT));
}

static void set_curves(struct ctx *ctx, struct bilan_page *view) {
  const struct figures_days *days = &view->bilan.days;
  if (days->count == 0 || view->bilan.spans.count == 0) return;
  int64_t *paid = arena_array(ctx->arena, int64_t, days->count), *added = NULL;
  int64_t *paid_sum = arena_array(ctx->arena, int64_t, days->count), *added_sum = NULL;
  added = arena_array(ctx->arena, int64_t, days->count);
  added_sum = arena_array(ctx->arena, int64_t, days->count);
  for (size_t i = 0; i < days->count; i++) {
    paid[i] = figures_paid(&days->items[i].sums);
    added[i] = days->items[i].sums.top_up_minor;
    paid_sum[i] = paid[i] + (i > 0 ? paid_sum[i - 1] : 0);
    added_sum[i] = added[i] + (i > 0 ? added_sum[i - 1] : 0);
  }
  view->curve = draw(ctx, view, paid_sum, added_sum, CHART_AREA, MSG_bilan_curve_label);
  view->bars = draw(ctx, view, paid, added, CHART_BARS, MSG_bilan_bars_label);
}

/* Tables. */

static void set_days(struct ctx *ctx, struct bilan_page *view) {
  const struct figures_spans *spans = &view->bilan.spans;
  struct money sum = money_of(0, ctx->currency);
  view->days.items = arena_array(ctx->arena, struct bilan_day_row, spans->count + 1);
  for (size_t i = 0; i < spans->count; i++) {
    const struct figures_span *span = &spans->items[i];
    struct money worth = money_of(span->sums.worth_minor, ctx->currency);
    sum = money_add(sum, worth);
    view->days.items[view->days.count++] =
        (struct bilan_day_row){.days = figures_span_text(ctx, span),
                               .vouchers = span->sums.voucher_count,
                               .worth = worth,
                               .added = money_of(span->sums.top_up_minor, ctx->currency),
                               .sum = sum};
  }
}

static void set_leagues(struct ctx *ctx, struct bilan_page *view) {
  const struct bilan *bilan = &view->bilan;
  struct url root = view->frame.root;
  view->by_value = league_of_shops(ctx, root, &bilan->by_value, RANKING_BY_VALUE);
  view->by_count = league_of_shops(ctx, root, &bilan->by_count, RANKING_BY_COUNT);
  view->by_trade = league_of_trades(ctx, &bilan->trades);
  view->by_town = league_of_towns(ctx, &bilan->towns);
  view->rest = league_rest(ctx, &bilan->by_value);
}

static void set_links(struct request *request, const struct bilan_choice *choice,
                      struct bilan_page *view) {
  view->here = site_path(request, choice->whole ? S("/bureau/bilan") : S("/bilan"));
  view->pdf = bilan_url(request, choice, S(".pdf"));
  view->csv = bilan_url(request, choice, S(".csv"));
  view->json = bilan_url(request, choice, S(".json"));
  view->how = bilan_url(request, choice, S("/calcul"));
  view->days_csv = bilan_url(request, choice, S("/jours.csv"));
  view->shops_csv = bilan_url(request, choice, S("/commerces.csv"));
  view->trades_csv = bilan_url(request, choice, S("/metiers.csv"));
  view->towns_csv = bilan_url(request, choice, S("/communes.csv"));
}

void bilan_view(struct request *request, const struct bilan_choice *choice,
                struct bilan_page *view) {
  struct ctx *ctx = request->ctx;
  view->added = view->bilan.sums.top_up_minor != 0;
  view->filtered = choice->filtered;
  view->seal = str_take(view->bilan.mark.hash, HASH_SHOWN);
  set_links(request, choice, view);
  if (view->bilan.few || view->bilan.sums.worth_minor + view->bilan.sums.used_minor == 0) return;
  set_figures(request, choice, view);
  set_parts(ctx, view);
  set_curves(ctx, view);
  set_days(ctx, view);
  set_leagues(ctx, view);
}
