#include "domain/takings/takings_pages.h"

#include "base/format.h"
#include "domain/takings/takings_api.h"
#include "domain/takings/takings_mail.h"
#include "domain/takings/takings_paper.h"
#include "takings_list_html.h"
#include "takings_stop_html.h"
#include "takings_view_html.h"

/* What is asked for: the shopkeeper's own merchant, or one that the address names. */

static bool is_desk(const struct request *request) {
  return str_starts(request->path, S("/bureau/"));
}

static struct merchant_id merchant_asked(struct request *request) {
  struct merchant_id id = {request->session->merchant};
  if (is_desk(request) && !id_from_text(request_param(request, "id"), &id.value)) id.value = 0;
  return id;
}

/* The same days and merchant at another address. */
static struct url at(struct request *request, struct str path, struct span span) {
  struct arena *arena = request->ctx->arena;
  return site_path(request, STR_CONCAT(arena, path, S("?from="), day_iso(arena, span.first),
                                       S("&to="), day_iso(arena, span.last)));
}

static struct str file_path(struct request *request, const char *end) {
  struct arena *arena = request->ctx->arena;
  if (!is_desk(request)) return str_format(arena, "/releve/periode.%s", end);
  return str_format(arena, "/bureau/comptes/commercants/%.*s/releve.%s",
                    STR_ARG(request_param(request, "id")), end);
}

static struct takings_choice choice_of(struct request *request, struct span span, bool sound) {
  struct ctx *ctx = request->ctx;
  struct day today = zone_day(ctx->zone, ctx->now);
  int year, month, day;
  day_split(today, &year, &month, &day);
  struct takings_choice choice = {
      .here = site_path(request, request->path),
      .this_month = at(request, request->path, span_month(today, 0)),
      .last_month = at(request, request->path, span_month(today, -1)),
      .this_year =
          at(request, request->path, (struct span){day_of(year, 1, 1), day_of(year, 12, 31)}),
      .from = span.first,
      .to = span.last};
  if (!sound) choice.problem = message_text(ctx->language, MSG_takings_bad_span);
  return choice;
}

/* The view. */

static struct money money(const struct ctx *ctx, int64_t minor) {
  return money_of(minor, ctx->currency);
}

static void add_row(const struct ctx *ctx, struct takings_rows *rows, enum message label,
                    const struct takings_sum *sum, bool always) {
  if (sum->count == 0 && !always) return;
  rows->items[rows->count++] = (struct takings_row){label, sum->count, money(ctx, sum->minor)};
}

/* Shown also when nothing moved: a shopkeeper looks for them. */
static bool is_usual(enum takings_line line) {
  return line == TAKINGS_SOLD || line == TAKINGS_PUBLIC || line == TAKINGS_REFUNDED ||
         line == TAKINGS_FEES || line == TAKINGS_PAID;
}

static void set_sides(const struct ctx *ctx, const struct takings *takings,
                      struct takings_page *view) {
  const struct takings_money *side = &takings->money;
  const struct takings_vouchers *vouchers = &takings->vouchers;
  view->money = (struct takings_side_view){
      .caption = MSG_takings_money,
      .first = takings->span.first,
      .last = takings->span.last,
      .opening = money(ctx, side->opening_minor),
      .closing = money(ctx, side->closing_minor),
  };
  for (enum takings_line line = TAKINGS_SOLD; line < TAKINGS_LINE_COUNT; line++)
    add_row(ctx, &view->money.rows, takings_label(line), &side->lines[line], is_usual(line));
  view->vouchers = (struct takings_side_view){
      .caption = MSG_takings_vouchers,
      .first = takings->span.first,
      .last = takings->span.last,
      .opening = money(ctx, vouchers->opening_minor),
      .closing = money(ctx, vouchers->closing_minor),
  };
  for (enum takings_voucher_line line = TAKINGS_VOUCHER_ISSUED; line < TAKINGS_VOUCHER_LINE_COUNT;
       line++)
    add_row(ctx, &view->vouchers.rows, takings_voucher_label(line), &vouchers->lines[line],
            line <= TAKINGS_VOUCHER_REDEEMED);
}

static void set_shops(struct ctx *ctx, const struct takings *takings, struct takings_page *view) {
  if (takings->shops.count < 2) return;
  view->shops.items = arena_array(ctx->arena, struct takings_shop_row, takings->shops.count);
  for (size_t i = 0; i < takings->shops.count; i++) {
    const struct takings_shop *shop = &takings->shops.items[i];
    const struct takings_sum *lines = shop->vouchers.lines;
    view->shops.items[view->shops.count++] =
        (struct takings_shop_row){.name = shop->name,
                                  .credited = money(ctx, shop->credited_minor),
                                  .issued = money(ctx, lines[TAKINGS_VOUCHER_ISSUED].minor),
                                  .redeemed = money(ctx, -lines[TAKINGS_VOUCHER_REDEEMED].minor -
                                                             lines[TAKINGS_VOUCHER_REVERSED].minor),
                                  .left = money(ctx, shop->vouchers.closing_minor)};
  }
}

static void set_lefts(struct ctx *ctx, const struct takings *takings, struct takings_page *view) {
  view->lefts.items = arena_array(ctx->arena, struct takings_left_row, takings->lefts.count + 1);
  for (size_t i = 0; i < takings->lefts.count; i++) {
    const struct takings_left *left = &takings->lefts.items[i];
    view->lefts.items[view->lefts.count++] =
        (struct takings_left_row){left->campaign, left->expires_on, money(ctx, left->minor)};
  }
}

static void set_days(struct ctx *ctx, const struct takings *takings, struct takings_page *view) {
  view->days.items = arena_array(ctx->arena, struct takings_day_row, takings->days.count + 1);
  for (size_t i = 0; i < takings->days.count; i++) {
    const struct takings_day *day = &takings->days.items[i];
    struct buf on = buf_in(ctx->arena);
    format_day_short(&on, ctx->language, day->on);
    view->days.items[view->days.count++] =
        (struct takings_day_row){.on = buf_str(&on),
                                 .in = money(ctx, day->in_minor),
                                 .back = money(ctx, day->back_minor),
                                 .paid = money(ctx, day->paid_minor),
                                 .balance = money(ctx, day->balance_minor),
                                 .redeemed = money(ctx, day->redeemed_minor)};
  }
}

static void show(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct takings takings;
  struct span span;
  bool sound = takings_asked(request, &span), desk = is_desk(request);
  if (!takings_of(ctx, merchant_asked(request), span, &takings)) {
    response_not_found(request, response);
    return;
  }
  struct takings_page view = {
      .frame =
          page_frame_titled(request, desk ? SECTION_DESK : SECTION_STATEMENT, MSG_takings_title),
      .desk = desk,
      .merchant = takings.merchant.name,
      .email = takings.merchant.email,
      .choice = choice_of(request, span, sound),
      .span = span,
      .pdf = at(request, file_path(request, "pdf"), span),
      .csv = at(request, file_path(request, "csv"), span),
      .closing = money(ctx, takings.money.closing_minor),
      .credited = money(ctx, takings_credited(&takings.money)),
      .paid = money(ctx, takings_paid(&takings.money)),
      .left = money(ctx, takings.vouchers.closing_minor),
      .under_way = money(ctx, takings.money.under_way_minor),
      .is_under_way = takings.money.under_way_minor != 0,
      .moved = takings.days.count > 0,
      .weekly = takings_mail_wanted(ctx, takings.merchant.id),
      .territory = request->territory->name,
  };
  set_sides(ctx, &takings, &view);
  set_shops(ctx, &takings, &view);
  set_lefts(ctx, &takings, &view);
  set_days(ctx, &takings, &view);
  struct html_out out = response_out(request, response, sound ? 200 : 422);
  takings_view_html(&out, &view);
}

/* To take home. */

static bool find(struct request *request, struct response *response, struct takings *takings) {
  struct span span;
  if (takings_asked(request, &span) &&
      takings_of(request->ctx, merchant_asked(request), span, takings))
    return true;
  response_not_found(request, response);
  return false;
}

static void show_pdf(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct takings takings;
  struct territory territory;
  if (!find(request, response, &takings) || !territory_find(ctx, ctx->territory, &territory))
    return;
  response_bytes(response, S("application/pdf"), takings_pdf(ctx, &territory, &takings),
                 takings_file_name(ctx, takings.span, "pdf"));
}

static void show_csv(struct request *request, struct response *response) {
  struct takings takings;
  if (find(request, response, &takings)) takings_answer_csv(request, response, &takings);
}

/* Mail. */

struct weekly_form {
  struct str weekly;
};
static const struct field weekly_fields[] = {
    FIELD(struct weekly_form, weekly, CHOICE, .required = true, .choices = "yes|no"),
};
static const struct form weekly_form = FORM("WeeklyStatement", struct weekly_form, weekly_fields);

static void set_weekly(struct request *request, struct response *response) {
  const struct weekly_form *form = request_form(request);
  if (!form_ok(request)) {
    response_not_found(request, response);
    return;
  }
  takings_mail_want(request->ctx, (struct merchant_id){request->session->merchant},
                    str_equal(form->weekly, S("yes")));
  response_redirect(response, S("/releve/periode#lundi"));
}

static void draw_stop(struct request *request, struct response *response, bool done) {
  struct merchant merchant;
  struct merchant_id id;
  response_header(response, "Cache-Control", S("no-store"));
  if (!takings_mail_from_link(request->ctx, request_param(request, "link"), &id) ||
      !merchant_find(request->ctx, id, &merchant)) {
    response_not_found(request, response);
    return;
  }
  if (done) takings_mail_want(request->ctx, id, false);
  struct takings_stop_page view = {
      .frame = page_frame_titled(request, SECTION_NONE, MSG_takings_stop_title),
      .merchant = merchant.name,
      .link = request_param(request, "link"),
      .done = done};
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, 200);
  takings_stop_html(&out, &view);
}

static void show_stop(struct request *request, struct response *response) {
  draw_stop(request, response, false);
}

static void stop(struct request *request, struct response *response) {
  draw_stop(request, response, true);
}

/* Everybody's, for the desk. */

static void show_list(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct span span;
  bool sound = takings_asked(request, &span);
  struct takings_merchants list = takings_merchants(ctx, span);
  struct takings_list_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_takings_list_title),
      .choice = choice_of(request, span, sound),
      .rows.items = arena_array(ctx->arena, struct takings_merchant_row, list.count + 1)};
  int64_t in = 0, out_minor = 0;
  for (size_t i = 0; i < list.count; i++) {
    const struct takings_merchant *one = &list.items[i];
    struct str path = STR_CONCAT(ctx->arena, S("/bureau/comptes/commercants/"),
                                 id_text(ctx->arena, one->id.value));
    view.rows.items[view.rows.count++] = (struct takings_merchant_row){
        one->name, at(request, path, span), money(ctx, one->in_minor), money(ctx, one->out_minor)};
    in += one->in_minor;
    out_minor += one->out_minor;
  }
  view.in = money(ctx, in);
  view.out = money(ctx, out_minor);
  struct html_out out = response_out(request, response, sound ? 200 : 422);
  takings_list_html(&out, &view);
}

static const struct route routes[] = {
    {METHOD_GET, "/releve/periode", show, WHO_SHOPKEEPER, &takings_form,
     .help = "The merchant's statement of some days: balances and what moved between them."},
    {METHOD_GET, "/releve/periode.pdf", show_pdf, WHO_SHOPKEEPER, &takings_form,
     .help = "The same on paper."},
    {METHOD_GET, "/releve/periode.csv", show_csv, WHO_SHOPKEEPER, &takings_form,
     .help = "Every movement of it as CSV."},
    {METHOD_POST, "/releve/periode/courrier", set_weekly, WHO_SHOPKEEPER, &weekly_form,
     .help = "Get the statement of each week by mail, or not."},
    {METHOD_GET, "/releve/courrier/{link}", show_stop, WHO_ANYONE,
     .help = "Where the weekly mail's last link leads. Opening it changes nothing."},
    {METHOD_POST, "/releve/courrier/{link}", stop, WHO_ANYONE, .rate = RATE_WRITE,
     .help = "No more weekly statements for that merchant."},
    {METHOD_GET, "/bureau/comptes/commercants", show_list, WHO_STAFF, &takings_form,
     .help = "The merchants whose account moved in some days."},
    {METHOD_GET, "/bureau/comptes/commercants/{id}", show, WHO_STAFF, &takings_form,
     .help = "A merchant's statement of some days."},
    {METHOD_GET, "/bureau/comptes/commercants/{id}/releve.pdf", show_pdf, WHO_STAFF, &takings_form,
     .help = "The same on paper."},
    {METHOD_GET, "/bureau/comptes/commercants/{id}/releve.csv", show_csv, WHO_STAFF, &takings_form,
     .help = "Every movement of it as CSV."},
};
const struct route_table takings_routes = {routes, sizeof routes / sizeof routes[0]};
