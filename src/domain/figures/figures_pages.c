#include "domain/figures/figures_pages.h"

#include "base/format.h"
#include "domain/campaign/campaign.h"
#include "domain/figures/figures_api.h"
#include "domain/measure/measure.h"
#include "domain/shop/shop_summary.h"
#include "domain/shop/trade.h"
#include "figures_view_html.h"

enum { FILTER_MAX = 60, CURVE_WIDTH = 300, CURVE_HEIGHT = 64 };

/* Filters. */

static struct figures_choices town_choices(struct ctx *ctx, struct str chosen) {
  struct shop_summary summary = shop_summary(ctx);
  struct figures_choices choices = {arena_array(ctx->arena, struct figures_choice, FILTER_MAX), 0};
  for (size_t i = 0; i < summary.towns.count && i < FILTER_MAX; i++) {
    const struct town *town = &summary.towns.items[i];
    choices.items[choices.count++] =
        (struct figures_choice){town->slug, town->name, str_equal(town->slug, chosen)};
  }
  return choices;
}

static struct figures_choices trade_choices(struct ctx *ctx, struct str chosen) {
  struct shop_summary summary = shop_summary(ctx);
  struct figures_choices choices = {arena_array(ctx->arena, struct figures_choice, FILTER_MAX), 0};
  for (size_t i = 0; i < summary.trades.count && i < FILTER_MAX; i++) {
    struct str key = summary.trades.items[i].trade;
    choices.items[choices.count++] =
        (struct figures_choice){key, trade_name(key, ctx->language), str_equal(key, chosen)};
  }
  return choices;
}

static struct str problem_of(struct request *request, const char *field) {
  struct form_problem problem;
  if (!form_problem(request, field, &problem)) return S("");
  return form_problem_text(request->ctx->arena, request->ctx->language, &problem);
}

struct figures_fields figures_fields(struct request *request, const struct figures_query *query) {
  return (struct figures_fields){.trades = trade_choices(request->ctx, query->trade),
                                 .towns = town_choices(request->ctx, query->town),
                                 .has_from = query->has_from,
                                 .has_to = query->has_to,
                                 .from = query->from,
                                 .to = query->to,
                                 .from_problem = problem_of(request, "from"),
                                 .to_problem = problem_of(request, "to")};
}

struct str figures_span_text(struct ctx *ctx, const struct figures_span *span) {
  struct buf first = buf_in(ctx->arena), last = buf_in(ctx->arena);
  format_day_short(&first, ctx->language, span->from);
  if (span->from.number == span->to.number) return buf_str(&first);
  format_day_short(&last, ctx->language, span->to);
  return MESSAGE(ctx->arena, ctx->language, MSG_figures_from_to, {"from", buf_str(&first)},
                 {"to", buf_str(&last)});
}

/* From the first campaign's opening to the last one's close, or today. */
static void set_span(struct ctx *ctx, struct figures_page *view) {
  struct campaigns campaigns = campaign_list(ctx);
  struct day today = zone_day(ctx->zone, ctx->now);
  view->first = view->last = today;
  int32_t close = INT32_MIN;
  for (size_t i = 0; i < campaigns.count; i++) {
    const struct campaign *campaign = &campaigns.items[i];
    if (campaign->state == CAMPAIGN_STATE_DRAFT || campaign->test) continue;
    struct day opens = zone_day(ctx->zone, campaign->opens_at);
    struct day closes = zone_day(ctx->zone, (struct instant){campaign->closes_at.ms - 1});
    if (opens.number < view->first.number) view->first = opens;
    if (closes.number > close) close = closes.number;
  }
  if (close != INT32_MIN && close < today.number) view->last = (struct day){close};
  if (view->fields.has_from) view->first = view->fields.from;
  if (view->fields.has_to) view->last = view->fields.to;
}

/* The curve. */

/* What was sold since the first day, from the lower left to the upper right. */
static void draw_curve(struct ctx *ctx, struct figures_page *view, const struct figures_days *days,
                       int64_t total) {
  struct buf line = buf_in(ctx->arena);
  int64_t sum = 0;
  for (size_t i = 0; i < days->count; i++) {
    sum += days->items[i].sums.worth_minor;
    int64_t x = (int64_t)i * CURVE_WIDTH / (int64_t)(days->count - 1);
    int64_t y = CURVE_HEIGHT + 4 - sum * CURVE_HEIGHT / total;
    buf_format(&line, "%s%lld %lld", i == 0 ? "M" : " ", (long long)x, (long long)y);
  }
  view->curve_line = buf_str(&line);
  view->curve_area = str_format(ctx->arena, "%.*s L300 70 L0 70Z", STR_ARG(view->curve_line));
}

static void set_curve(struct ctx *ctx, struct figures_page *view,
                      const struct figures_query *query) {
  struct figures_days sold = figures_days(ctx, query);
  struct figures_spans spans = figures_spans_public(ctx, &sold);
  struct figures_days days = figures_spread(ctx, &spans, view->first, view->last);
  view->days.items = arena_array(ctx->arena, struct curve_row, spans.count + 1);
  struct money sum = money_of(0, ctx->currency);
  for (size_t i = 0; i < spans.count; i++) {
    struct money amount = money_of(spans.items[i].sums.worth_minor, ctx->currency);
    sum = money_add(sum, amount);
    view->days.items[view->days.count++] = (struct curve_row){
        figures_span_text(ctx, &spans.items[i]), spans.items[i].sums.voucher_count, amount, sum};
  }
  if (spans.count > 0 && days.count > 1 && sum.minor > 0) draw_curve(ctx, view, &days, sum.minor);
}

/* Measures in force. */

static void set_measures(struct ctx *ctx, struct figures_page *view) {
  struct measures measures = measures_current(ctx);
  struct day today = zone_day(ctx->zone, ctx->now);
  view->measures.items = arena_array(ctx->arena, struct figures_measure, measures.count);
  for (size_t i = 0; i < measures.count; i++) {
    const struct measure *one = &measures.items[i];
    if (!measure_holds_on(one, today)) continue;
    view->measures.items[view->measures.count++] = (struct figures_measure){
        one->name, one->from_on, one->until_on, measure_preview(ctx, one).shops};
  }
}

/* The page. */

static void set_tables(struct ctx *ctx, struct figures_page *view,
                       const struct figures_query *query) {
  struct figures_shops shops = figures_shops(ctx, query);
  int64_t few = figures_few(query);
  struct ranking by_value = figures_ranking_of(ctx, &shops, RANKING_BY_VALUE, few, LEAGUE_MAX);
  struct ranking by_count = figures_ranking_of(ctx, &shops, RANKING_BY_COUNT, few, LEAGUE_MAX);
  struct figures_groups trades = figures_groups_public(ctx, &shops, FIGURES_BY_TRADE);
  struct figures_groups towns = figures_groups_public(ctx, &shops, FIGURES_BY_TOWN);
  view->shops = by_value.shops;
  view->vouchers = by_value.vouchers;
  view->sold = league_amount(ctx, by_value.amount);
  if (by_value.vouchers > 0)
    view->mean =
        league_amount(ctx, money_of(by_value.amount.minor / by_value.vouchers, ctx->currency));
  view->by_value = league_of_shops(ctx, view->frame.root, &by_value, RANKING_BY_VALUE);
  view->by_count = league_of_shops(ctx, view->frame.root, &by_count, RANKING_BY_COUNT);
  view->by_trade = league_of_trades(ctx, &trades);
  view->by_town = league_of_towns(ctx, &towns);
  view->rest = league_rest(ctx, &by_value);
}

static void show(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct ranking_form *form = request_form(request);
  struct figures_query query = ranking_query_of(form).of;
  struct figures_page view = {.frame =
                                  page_frame_titled(request, SECTION_FIGURES, MSG_figures_title),
                              .fields = figures_fields(request, &query),
                              .trade = form->trade,
                              .town = form->town};
  view.filtered = form->trade.len + form->town.len > 0 || form->has_from || form->has_to;
  view.frame.description = message_text(ctx->language, MSG_figures_description);
  set_span(ctx, &view);
  set_tables(ctx, &view, &query);
  set_curve(ctx, &view, &query);
  set_measures(ctx, &view);
  if (!view.filtered && view.vouchers > 0) {
    struct figures_total total = figures_total(ctx);
    view.whole = true;
    view.redeemed = total.redeemed;
    view.outstanding = total.outstanding;
  }
  struct html_out out = response_out(request, response, form_ok(request) ? 200 : 422);
  figures_view_html(&out, &view);
}

static void show_csv(struct request *request, struct response *response) {
  struct ranking_query query = ranking_query_of(request_form(request));
  struct ranking ranking = figures_ranking(request->ctx, &query);
  response_csv(response, &ranking_row_shape, ranking.items, ranking.count, S("chiffres.csv"));
}

static const struct route routes[] = {
    {METHOD_GET, "/chiffres", show, WHO_ANYONE, &ranking_form, .cached = true,
     .help = "What vouchers have brought to shops: totals, curve, league tables."},
    {METHOD_GET, "/chiffres.csv", show_csv, WHO_ANYONE, &ranking_form, .cached = true,
     .help = "The league table as CSV."},
    {METHOD_GET, "/chiffres.json", ranking_json, WHO_ANYONE, &ranking_form, .cached = true,
     .help = "The league table as JSON."},
};
const struct route_table figures_routes = {routes, sizeof routes / sizeof routes[0]};
