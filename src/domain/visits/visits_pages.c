#include "domain/visits/visits_pages.h"

#include "base/format.h"
#include "paper/chart.h"
#include "visits_view_html.h"

enum { SHOWN_DAYS = 60, EXPORTED_DAYS = 366, BARS_HEIGHT = 180, WEEK = 7, MONTH = 30 };

static int64_t mean(const struct visits_days *days, size_t count) {
  int64_t sum = 0;
  for (size_t i = days->count - count; i < days->count; i++)
    sum += days->items[i].visitors;
  return (sum + (int64_t)count / 2) / (int64_t)count;
}

static struct html bars_of(struct ctx *ctx, const struct visits_days *days) {
  int64_t *values = arena_array(ctx->arena, int64_t, days->count);
  struct buf from = buf_in(ctx->arena), to = buf_in(ctx->arena);
  for (size_t i = 0; i < days->count; i++)
    values[i] = days->items[i].visitors;
  format_day_short(&from, ctx->language, days->items[0].on);
  format_day_short(&to, ctx->language, days->items[days->count - 1].on);
  struct chart chart = {.form = CHART_BARS,
                        .language = ctx->language,
                        .currency = CURRENCY_NONE,
                        .first = days->items[0].on,
                        .count = days->count,
                        .values = {values, NULL},
                        .label = MESSAGE(ctx->arena, ctx->language, MSG_visits_chart,
                                         {"from", buf_str(&from)}, {"to", buf_str(&to)})};
  struct chart_plan plan = chart_plan(ctx->arena, &chart);
  return html_of_svg(chart_svg(ctx->arena, &plan, BARS_HEIGHT));
}

static struct visits_rows rows_of(struct ctx *ctx, const struct visits_days *days) {
  struct visits_rows rows = {arena_array(ctx->arena, struct visits_row, days->count), 0};
  for (size_t i = days->count; i-- > 0;)
    if (days->items[i].pages > 0)
      rows.items[rows.count++] =
          (struct visits_row){days->items[i].on, days->items[i].visitors, days->items[i].pages};
  return rows;
}

static void show(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct visits_days days = visits_last(ctx, SHOWN_DAYS);
  const struct visits_day *today = &days.items[days.count - 1];
  struct visits_page view = {.frame = page_frame_titled(request, SECTION_DESK, MSG_visits_title),
                             .today = today->visitors,
                             .pages = today->pages,
                             .week = mean(&days, WEEK),
                             .month = mean(&days, MONTH),
                             .bars = bars_of(ctx, &days),
                             .rows = rows_of(ctx, &days)};
  struct html_out out = response_out(request, response, 200);
  visits_view_html(&out, &view);
}

static const struct shape_field row_fields[] = {
    SHAPE_FIELD(struct visits_row, on, DAY, "Of the territory"),
    SHAPE_FIELD(struct visits_row, visitors, INT, "Counted once a day"),
    SHAPE_FIELD(struct visits_row, pages, INT, "Sent to them"),
};
static const struct shape row_shape = SHAPE("VisitDay", struct visits_row, row_fields);

static void show_csv(struct request *request, struct response *response) {
  struct visits_days days = visits_last(request->ctx, EXPORTED_DAYS);
  struct visits_rows rows = rows_of(request->ctx, &days);
  response_csv(response, &row_shape, rows.items, rows.count, S("frequentation.csv"));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/frequentation", show, WHO_STAFF,
     .help = "Visitors and pages by day, counted without cookies."},
    {METHOD_GET, "/bureau/frequentation.csv", show_csv, WHO_STAFF,
     .help = "The same as CSV, a year."},
};
const struct route_table visits_routes = {routes, sizeof routes / sizeof routes[0]};
