#include "domain/buying/found.h"

#include "domain/life/finding.h"
#include "domain/life/holder.h"
#include "find_bons_html.h"
#include "found_bons_html.h"

struct ask_form {
  struct str email;
};
static const struct field ask_fields[] = {
    FIELD(struct ask_form, email, EMAIL, .required = true, .help = "Where the link is sent"),
};
static const struct form ask_form = FORM("FindVouchers", struct ask_form, ask_fields);

static void draw_ask(struct request *request, struct response *response, int status,
                     struct find_bons_page view) {
  view.frame = page_frame_titled(request, SECTION_NONE, MSG_found_title);
  view.frame.description = message_text(request->ctx->language, MSG_found_lead);
  struct html_out out = response_out(request, response, status);
  find_bons_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  draw_ask(request, response, 200, (struct find_bons_page){0});
}

static void ask(struct request *request, struct response *response) {
  const struct ask_form *form = request_form(request);
  struct form_problem problem;
  struct find_bons_page view = {.email = form->email};
  buying_private(response);
  if (!form_ok(request)) {
    view.problem = message_text(request->ctx->language, MSG_buy_email_wrong);
    if (form_problem(request, "email", &problem)) view.email = problem.typed;
    draw_ask(request, response, 422, view);
    return;
  }
  finding_ask(request->ctx, form->email);
  view.sent = true;
  draw_ask(request, response, 200, view);
}

/* The buyer's page, or of who holds it otherwise that one. */
static struct str link_of(struct ctx *ctx, const struct voucher *voucher, struct str email) {
  struct order order;
  bool buyer = voucher->origin.value == 0 && order_find(ctx, voucher->order_id, &order) &&
               str_equal(voucher_address_key(ctx, order.buyer_email), email);
  return buyer ? order_link(ctx, voucher->order_id) : voucher_link(ctx, voucher->id);
}

static struct found_bon bon_of(struct request *request, const struct voucher *voucher,
                               struct str email) {
  struct ctx *ctx = request->ctx;
  struct shop shop = {0};
  struct url home = site_path(request, S("/"));
  int64_t left = ledger_balance(ctx, (struct account_id){voucher->id.value});
  enum voucher_state state = voucher_state(ctx, voucher, left);
  order_shop(ctx, voucher->shop_id, &shop);
  return (struct found_bon){
      .root = home.text.len > 1 ? home : (struct url){S("")},
      .link = link_of(ctx, voucher, email),
      .shop = shop.name,
      .code = voucher_code_text(ctx, voucher->id, ' '),
      .left = money_of(left, ctx->currency),
      .worth = voucher->amount,
      .until = voucher->expires_on,
      .alive = state == VOUCHER_STATE_ISSUED || state == VOUCHER_STATE_PARTLY_REDEEMED,
      .blocked = state == VOUCHER_STATE_BLOCKED,
      .frozen = state == VOUCHER_STATE_BLOCKED && voucher->blocked_why == VOUCHER_BLOCK_FAILED,
  };
}

static void show_found(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct str email;
  bool late;
  buying_private(response);
  if (!finding_open(ctx, request_param(request, "link"), &email, &late)) {
    if (late)
      draw_ask(request, response, 410, (struct find_bons_page){.late = true});
    else
      response_not_found(request, response);
    return;
  }
  struct voucher_ids ids = voucher_address_list(ctx, email, (struct voucher_id){0});
  struct found_bons_page view = {
      .frame = page_frame_titled(request, SECTION_NONE, MSG_found_yours),
      .email = email,
      .alive.items = arena_array(ctx->arena, struct found_bon, ids.count + 1),
      .over.items = arena_array(ctx->arena, struct found_bon, ids.count + 1)};
  for (size_t i = 0; i < ids.count; i++) {
    struct voucher voucher;
    if (!voucher_find(ctx, ids.items[i], &voucher)) continue;
    struct found_bon bon = bon_of(request, &voucher, email);
    struct found_bons *list = bon.alive ? &view.alive : &view.over;
    list->items[list->count++] = bon;
  }
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, 200);
  found_bons_html(&out, &view);
}

static const struct route routes[] = {
    {METHOD_GET, "/retrouver", show, WHO_ANYONE,
     .help = "Find one's vouchers again, by the address they were sent to."},
    {METHOD_POST, "/retrouver", ask, WHO_ANYONE, &ask_form, .rate = RATE_PROPOSAL,
     .help =
         "Send a link to an address, if vouchers are known under it; the answer does not tell."},
    {METHOD_GET, "/retrouver/{link}", show_found, WHO_ANYONE,
     .help = "The vouchers of an address, for two hours."},
};
const struct route_table find_bons_routes = {routes, sizeof routes / sizeof *routes};
