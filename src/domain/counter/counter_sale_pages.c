/* A sale: the change to give, what to print, and what to do when its cheque comes back. */
#include "base/fault.h"
#include "base/format.h"
#include "counter_sale_html.h"
#include "domain/counter/counter_pages.h"
#include "domain/counter/counter_slip.h"

enum { SOLD_SHOWN = 3 };

static bool find(struct request *request, struct sale *sale) {
  struct sale_id id;
  return id_from_text(request_param(request, "id"), &id.value) && sale_find(request->ctx, id, sale);
}

static struct counter_solds solds_of(struct request *request, const struct sale *sale) {
  struct ctx *ctx = request->ctx;
  struct sale_orders orders = sale_orders(ctx, sale->id);
  struct counter_solds list = {arena_array(ctx->arena, struct counter_sold, orders.count), 0};
  for (size_t i = 0; i < orders.count; i++) {
    struct order order;
    struct shop shop = {0};
    must(order_find(ctx, orders.items[i], &order));
    if (order.shop_id.value != 0) must(shop_find(ctx, order.shop_id, &shop));
    list.items[list.count++] = (struct counter_sold){
        .root = counter_root(request),
        .order = order_link(ctx, order.id),
        .code = voucher_code_text(ctx, order.voucher_id, ' '),
        .shop = shop.name,
        .amount = order.amount,
    };
  }
  return list;
}

static void draw(struct request *request, struct response *response, int status,
                 const struct sale *sale, struct str problem) {
  struct ctx *ctx = request->ctx;
  struct counter_sale_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_sale),
      .id = id_text(ctx->arena, sale->id.value),
      .problem = problem,
      .buyer = sale->buyer_name,
      .number = sale->cheque_number,
      .bank = sale->cheque_bank,
      .note = sale->return_note,
      .box = id_text(ctx->arena, sale->box_id.value),
      .amount = sale->amount,
      .given = sale->given,
      .change = money_sub(sale->given, sale->amount),
      .lost = sale->lost,
      .cheque = sale->tender == TENDER_CHEQUE,
      .has_change = sale->given.minor > sale->amount.minor,
      .deposited = sale->deposited,
      .returned = sale->returned && !sale->cancelled,
      .cancelled = sale->cancelled,
      .cancel_note = sale->cancel_note,
      .may_cancel = sale_may_cancel(ctx, sale) == COUNTER_OK,
      .aided = sale->top_up.minor > 0,
      .top_up = sale->top_up,
      .worth = money_add(sale->amount, sale->top_up),
      .by_email = sale->proof == SALE_BY_EMAIL,
      .by_phone = sale->proof == SALE_BY_PHONE,
      .identity_seen = sale->proof == SALE_IDENTITY_SEEN,
      .many = sale->vouchers > SOLD_SHOWN,
      .vouchers = sale->vouchers,
      .sold_at = sale->sold_at,
      .returned_at = sale->returned_at,
      .sold_by = sale->sold_by,
      .sold = solds_of(request, sale),
  };
  struct html_out out = response_out(request, response, status);
  counter_sale_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct sale sale;
  if (find(request, &sale))
    draw(request, response, 200, &sale, S(""));
  else
    response_not_found(request, response);
}

static void show_receipt(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct sale sale;
  if (!find(request, &sale)) {
    response_not_found(request, response);
    return;
  }
  struct str pdf = counter_receipt_pdf(ctx, request->territory->name, &sale);
  response_header(response, "Content-Disposition",
                  str_format(ctx->arena, "inline; filename=\"recu-%.*s.pdf\"",
                             STR_ARG(id_text(ctx->arena, sale.id.value))));
  response_bytes(response, S("application/pdf"), pdf, S(""));
}

/* What is done to a sale afterwards, and why. */

struct reason_form {
  struct str reason;
};

static void answer(struct request *request, struct response *response, const struct sale *sale,
                   enum counter_result result) {
  struct ctx *ctx = request->ctx;
  if (result == COUNTER_OK)
    response_redirect(response, str_format(ctx->arena, "/bureau/guichet/ventes/%.*s",
                                           STR_ARG(id_text(ctx->arena, sale->id.value))));
  else
    draw(request, response, counter_status(result), sale,
         message_text(ctx->language, counter_message(result)));
}

/* A cheque that comes back. */

static const struct field return_fields[] = {
    FIELD(struct reason_form, reason, TEXT, .max = 200, .help = "What the bank says")};
static const struct form return_form = FORM("ChequeReturned", struct reason_form, return_fields);

static void take_back(struct request *request, struct response *response) {
  const struct reason_form *form = request_form(request);
  struct sale sale;
  if (!find(request, &sale)) {
    response_not_found(request, response);
    return;
  }
  answer(request, response, &sale, cheque_return(request->ctx, sale.id, form->reason));
}

/* A sale that is undone. */

static const struct field cancel_fields[] = {
    FIELD(struct reason_form, reason, TEXT, .max = 200, .help = "Why it is undone")};
static const struct form cancel_form = FORM("SaleCancel", struct reason_form, cancel_fields);

static void cancel(struct request *request, struct response *response) {
  const struct reason_form *form = request_form(request);
  struct sale sale;
  if (!find(request, &sale)) {
    response_not_found(request, response);
    return;
  }
  answer(request, response, &sale, sale_cancel(request->ctx, sale.id, form->reason));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/guichet/ventes/{id}", show, WHO_STAFF,
     .help = "A sale at the counter: change, vouchers to print, its cheque."},
    {METHOD_GET, "/bureau/guichet/ventes/{id}/recu.pdf", show_receipt, WHO_STAFF,
     .help = "The receipt of a sale, as wide as a receipt printer's paper."},
    {METHOD_POST, "/bureau/guichet/ventes/{id}/impaye", take_back, WHO_STAFF, &return_form,
     .help = "Its cheque came back: the voucher is blocked, the credit taken back."},
    {METHOD_POST, "/bureau/guichet/ventes/{id}/annuler", cancel, WHO_AGENT, &cancel_form,
     .help = "Undo it while the box is open: money back, public money into its envelope."},
};
const struct route_table counter_sale_routes = {routes, sizeof routes / sizeof routes[0]};
