/* What a till took today, and taking back what was a mistake. */
#include "base/format.h"
#include "domain/life/reversal.h"
#include "domain/till/till_pages.h"
#include "till_day_html.h"
#include "till_verdict_html.h"

struct day_query {
  struct str shop;
};
static const struct field day_fields[] = {
    FIELD(struct day_query, shop, TEXT, .max = 80, .help = "The shop's slug, of several"),
};
static const struct form day_query = FORM("TillDay", struct day_query, day_fields);

struct undo_form {
  struct str code, shop, use;
};
static const struct field undo_fields[] = {
    FIELD(struct undo_form, code, TEXT, .required = true, .max = 60, .help = "The voucher"),
    FIELD(struct undo_form, shop, TEXT, .max = 80, .help = "The shop's slug, of several"),
    FIELD(struct undo_form, use, TEXT, .required = true, .max = 13, .help = "Which use of it"),
};
static const struct form undo_form = FORM("TillUndo", struct undo_form, undo_fields);

static struct till_undo undo_of(struct request *request, const struct till_desk *desk,
                                struct voucher_id voucher, struct transfer_id use) {
  struct ctx *ctx = request->ctx;
  return (struct till_undo){.root = desk->root,
                            .form_token = request->form_token,
                            .shop = desk->slug,
                            .code = voucher_code_text(ctx, voucher, 0),
                            .use = id_text(ctx->arena, use.value)};
}

struct till_undo till_undo_of(struct request *request, const struct till_desk *desk,
                              const struct voucher_answer *answer) {
  if (reversal_minutes(request->ctx) == 0) return (struct till_undo){0};
  return undo_of(request, desk, answer->voucher.id, answer->use);
}

/* Today. */

static struct till_day_row row_of(struct request *request, const struct till_desk *desk,
                                  const struct till_use *use) {
  struct ctx *ctx = request->ctx;
  struct buf time = buf_in(ctx->arena);
  struct str code = voucher_code_text(ctx, use->voucher, 0);
  format_time(&time, ctx->language, ctx->zone, use->at);
  struct till_day_row row = {.at = use->at,
                             .time = buf_str(&time),
                             .mark = str_skip(code, code.len - 4),
                             .amount = money_of(use->amount_minor, ctx->currency),
                             .reversed = use->reversed};
  if (use->reversible) row.undo = undo_of(request, desk, use->voucher, use->use);
  return row;
}

static void show_day(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct day_query *query = request_form(request);
  struct till_day_page view = {.today = zone_day(ctx->zone, ctx->now),
                               .minutes = reversal_minutes(ctx)};
  if (!till_desk_find(request, query->shop, &view.desk)) {
    response_not_found(request, response);
    return;
  }
  view.frame = till_frame_of(request, &view.desk, MSG_till_day);
  struct till_uses uses =
      reversal_uses(ctx, view.desk.shop_id, zone_day_start(ctx->zone, view.today));
  view.rows.items = arena_array(ctx->arena, struct till_day_row, uses.count + 1);
  view.rows.count = uses.count;
  int64_t taken = 0;
  for (size_t i = 0; i < uses.count; i++) {
    view.rows.items[i] = row_of(request, &view.desk, &uses.items[i]);
    if (!uses.items[i].reversed) taken += uses.items[i].amount_minor;
  }
  view.taken = money_of(taken, ctx->currency);
  struct html_out out = response_out(request, response, 200);
  till_day_html(&out, &view);
}

/* Taking back. */

static void show_verdict(struct request *request, struct response *response, struct till_desk *desk,
                         struct voucher_id voucher, const struct reversal_answer *answer) {
  struct ctx *ctx = request->ctx;
  bool good = answer->result == REVERSAL_OK;
  struct buf amount = buf_in(ctx->arena);
  format_money(&amount, ctx->language, money_of(answer->amount_minor, ctx->currency));
  struct str title =
      good ? MESSAGE(ctx->arena, ctx->language, MSG_till_undone, {"amount", buf_str(&amount)})
           : message_text(ctx->language, MSG_till_refused_reversal);
  struct till_verdict_page view = {
      .frame = till_frame_of(request, desk, good ? MSG_till_day_reversed : MSG_till_refused),
      .good = good,
      .title = title,
      .sentence = message_text(ctx->language, reversal_message(answer->result)),
      .code = voucher_code_text(ctx, voucher, ' '),
      .left = money_of(answer->balance_minor, ctx->currency)};
  view.desk = *desk;
  struct html_out out = response_out(request, response, reversal_status(answer->result));
  till_verdict_html(&out, &view);
}

static void undo(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct undo_form *form = request_form(request);
  struct till_desk desk;
  struct reversal reversal = {.till = {request->session->till}};
  if (!till_desk_find(request, form->shop, &desk)) {
    response_not_found(request, response);
    return;
  }
  reversal.shop = desk.shop_id;
  bool known = form_ok(request) && id_from_text(form->use, &reversal.use.value) &&
               voucher_code_read(ctx, form->code, &reversal.voucher) == VOUCHER_CODE_OK;
  struct reversal_answer answer = {.result = REVERSAL_UNKNOWN_USE};
  if (known) answer = reversal_make(ctx, &reversal);
  show_verdict(request, response, &desk, reversal.voucher, &answer);
}

static const struct route routes[] = {
    {METHOD_GET, "/caisse/jour", show_day, WHO_TILL, &day_query,
     .help = "What this till's shop took today."},
    {METHOD_POST, "/caisse/annuler", undo, WHO_TILL, &undo_form, RATE_CODE,
     .help = "Take back a use that was a mistake."},
};
const struct route_table till_day_routes = {routes, sizeof routes / sizeof routes[0]};
