/* Refunds that are handed over in cash. */
#include "counter_refunds_html.h"
#include "domain/counter/counter_pages.h"
#include "domain/counter/counter_slip.h"

struct refunds_query {
  struct str remis;
};
static const struct field query_fields[] = {
    FIELD(struct refunds_query, remis, TEXT, .max = 13, .help = "The one just handed over")};
static const struct form refunds_query = FORM("CounterRefunds", struct refunds_query, query_fields);

static struct counter_refund_row row_of(struct request *request, const struct refund *refund,
                                        bool has_box) {
  struct ctx *ctx = request->ctx;
  struct order order = {0};
  struct shop shop = {0};
  if (order_find(ctx, refund->order, &order)) order_shop(ctx, order.shop_id, &shop);
  return (struct counter_refund_row){
      .root = counter_root(request),
      .form_token = request->form_token,
      .id = id_text(ctx->arena, refund->id.value),
      .voucher = voucher_code_text(ctx, refund->voucher, 0),
      .code = voucher_code_text(ctx, refund->voucher, ' '),
      .buyer = order.buyer_name,
      .shop = shop.name,
      .note = refund->note,
      .amount = refund->paid,
      .asked_at = refund->asked_at,
      .cheque = counter_refund_by_cheque(ctx, refund),
      .payable = has_box,
  };
}

static void draw(struct request *request, struct response *response, int status, struct str paid,
                 struct str problem) {
  struct ctx *ctx = request->ctx;
  struct refunds waiting = counter_refunds_waiting(ctx);
  struct cash_box box;
  struct counter_refunds_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_refunds),
      .problem = problem,
      .paid = paid,
      .has_box = box_own(ctx, &box),
      .refunds = {arena_array(ctx->arena, struct counter_refund_row, waiting.count + 1),
                  waiting.count},
  };
  for (size_t i = 0; i < waiting.count; i++)
    view.refunds.items[i] = row_of(request, &waiting.items[i], view.has_box);
  struct html_out out = response_out(request, response, status);
  counter_refunds_html(&out, &view);
}

/* What the address says was handed over was. */
static struct str really_paid(struct ctx *ctx, struct str typed) {
  struct refund_id id;
  struct paid_back paid;
  bool known = id_from_text(typed, &id.value) && paid_back_find(ctx, id, &paid);
  return known ? typed : S("");
}

static void show(struct request *request, struct response *response) {
  const struct refunds_query *query = request_form(request);
  draw(request, response, 200, really_paid(request->ctx, query->remis), S(""));
}

static void pay(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct refund_id id;
  if (!id_from_text(request_param(request, "id"), &id.value)) {
    response_not_found(request, response);
    return;
  }
  enum counter_result result = counter_pay_back(ctx, id);
  if (result == COUNTER_OK)
    response_redirect(response, str_format(ctx->arena, "/bureau/guichet/remboursements?remis=%.*s",
                                           STR_ARG(id_text(ctx->arena, id.value))));
  else
    draw(request, response, counter_status(result), S(""),
         message_text(ctx->language, counter_message(result)));
}

static void show_receipt(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct refund_id id;
  struct paid_back paid;
  if (!id_from_text(request_param(request, "id"), &id.value) || !paid_back_find(ctx, id, &paid)) {
    response_not_found(request, response);
    return;
  }
  struct str pdf = counter_payback_pdf(ctx, request->territory->name, &paid);
  response_header(response, "Content-Disposition",
                  str_format(ctx->arena, "inline; filename=\"remboursement-%.*s.pdf\"",
                             STR_ARG(id_text(ctx->arena, id.value))));
  response_bytes(response, S("application/pdf"), pdf, S(""));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/guichet/remboursements", show, WHO_AGENT, &refunds_query,
     .help = "Refunds that are handed over in cash."},
    {METHOD_POST, "/bureau/guichet/remboursements/{id}", pay, WHO_AGENT,
     .help = "Hand one over, out of one's own cash box."},
    {METHOD_GET, "/bureau/guichet/remboursements/{id}/recu.pdf", show_receipt, WHO_STAFF,
     .help = "The receipt, to sign by who got the money."},
};
const struct route_table counter_refund_routes = {routes, sizeof routes / sizeof routes[0]};
