#include "domain/volume/volume_pages.h"

#include "base/format.h"
#include "volume_view_html.h"

struct limit_form {
  struct str limit;
};
static const struct field limit_fields[] = {
    FIELD(struct limit_form, limit, TEXT, .required = true, .max = 20)};
static const struct form limit_form = FORM("VolumeLimit", struct limit_form, limit_fields);

static void set_figures(struct ctx *ctx, const struct volume *volume, struct volume_page *view) {
  struct buf percent = buf_in(ctx->arena);
  format_percent(&percent, ctx->language, volume->tenths);
  int64_t width = volume->tenths > 1000 ? 1000 : volume->tenths;
  view->first = volume->span.first;
  view->last = volume->span.last;
  view->counted = money_of(volume->counted_minor, ctx->currency);
  view->sold = money_of(volume->sold_minor, ctx->currency);
  view->used = money_of(volume->used_minor, ctx->currency);
  view->limit = money_of(volume->limit_minor, ctx->currency);
  view->watched = volume->limit_minor > 0;
  view->warned = volume->tenths >= VOLUME_WARN * 10;
  view->full = volume->tenths >= VOLUME_FULL * 10;
  view->percent = buf_str(&percent);
  view->width =
      str_format(ctx->arena, "%lld.%lld", (long long)(width / 10), (long long)(width % 10));
}

/* « du 21 au 30 novembre » would be too long for a table: the month's first counted day says it. */
static void set_months(struct ctx *ctx, const struct volume *volume, struct volume_page *view) {
  for (size_t i = 0; i < volume->month_count; i++) {
    const struct volume_month *month = &volume->months[i];
    struct buf name = buf_in(ctx->arena);
    format_day_short(&name, ctx->language, month->first);
    view->months.items[view->months.count++] = (struct volume_month_row){
        MESSAGE(ctx->arena, ctx->language, MSG_volume_from, {"day", buf_str(&name)}),
        money_of(month->sold_minor, ctx->currency), money_of(month->used_minor, ctx->currency)};
  }
}

static void draw(struct request *request, struct response *response, struct volume_page view) {
  struct ctx *ctx = request->ctx;
  struct volume volume = volume_now(ctx);
  view.frame = page_frame_titled(request, SECTION_DESK, MSG_volume_title);
  view.accountant = request->session->accountant;
  view.euros = ctx->currency == CURRENCY_EUR;
  view.currency = view.euros ? S("€") : currency_code(ctx->currency);
  set_figures(ctx, &volume, &view);
  set_months(ctx, &volume, &view);
  bool refused = view.limit_problem.len > 0;
  if (!refused)
    view.limit_typed =
        format_typed(ctx->arena, ctx->language, money_of(volume.limit_minor, ctx->currency));
  struct html_out out = response_out(request, response, refused ? 422 : 200);
  volume_view_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  draw(request, response, (struct volume_page){0});
}

static void set_limit(struct request *request, struct response *response) {
  const struct limit_form *form = request_form(request);
  int64_t limit;
  if (form_ok(request) && money_parse(str_trim(form->limit), &limit) &&
      volume_limit_set(request->ctx, limit)) {
    response_redirect(response, S("/bureau/plafond"));
    return;
  }
  draw(request, response,
       (struct volume_page){.limit_typed = form->limit,
                            .limit_problem =
                                message_text(request->ctx->language, MSG_volume_bad_limit)});
}

/* CSV. */

struct month_line {
  struct day from;
  struct money sold, used;
};
static const struct shape_field line_fields[] = {
    SHAPE_FIELD(struct month_line, from, DAY, "The first of its days that count"),
    SHAPE_FIELD(struct month_line, sold, MONEY, "Vouchers sold"),
    SHAPE_FIELD(struct month_line, used, MONEY, "Used, less taken back"),
};
static const struct shape line_shape = SHAPE("VolumeMonth", struct month_line, line_fields);

static void show_csv(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct volume volume = volume_now(ctx);
  struct month_line lines[VOLUME_MONTHS];
  for (size_t i = 0; i < volume.month_count; i++)
    lines[i] = (struct month_line){volume.months[i].first,
                                   money_of(volume.months[i].sold_minor, ctx->currency),
                                   money_of(volume.months[i].used_minor, ctx->currency)};
  response_csv(response, &line_shape, lines, volume.month_count, S("plafond.csv"));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/plafond", show, WHO_STAFF,
     .help = "Twelve months of payments against the threshold of the limited-network exclusion."},
    {METHOD_GET, "/bureau/plafond.csv", show_csv, WHO_STAFF, .help = "Its months as CSV."},
    {METHOD_POST, "/bureau/plafond", set_limit, WHO_ACCOUNTANT, &limit_form,
     .help = "Another threshold; 0: none."},
};
const struct route_table volume_routes = {routes, sizeof routes / sizeof routes[0]};
