/* Paying by transfer: a page that says where to, how much and with which reference, as words and as
 * a code that a bank's app reads. It decides nothing: the bank's statement does (domain/bank). */
#include "domain/buying/transfer.h"

#include "base/iban.h"
#include "domain/letter/letter_demand.h"
#include "transfer_payment_html.h"

static bool find_demand(struct request *request, struct letter_demand *demand) {
  struct ctx *ctx = request->ctx;
  struct payment_id id;
  struct payment payment;
  return payment_from_link(ctx, request_param(request, "id"), &id) &&
         payment_find(ctx, id, &payment) &&
         letter_demand_of(ctx, (struct order_id){payment.order}, demand);
}

static void draw(struct request *request, struct response *response,
                 const struct letter_demand *demand) {
  struct ctx *ctx = request->ctx;
  struct iban iban;
  struct str label = message_text(ctx->language, MSG_transfer_code);
  bool known = iban_parse(demand->setting.iban, &iban);
  struct transfer_page view = {
      .frame = page_frame_titled(request, SECTION_NONE, MSG_transfer_title),
      .shop = buying_shop_of(request, &demand->shop),
      .amount = demand->payment.amount,
      .payment = payment_link(ctx, demand->payment.id),
      .order = order_link(ctx, demand->order.id),
      .holder = demand->setting.holder,
      .iban = known ? iban_grouped(ctx->arena, &iban) : S(""),
      .bic = demand->setting.bic,
      .reference = reference_grouped(ctx->arena, &demand->reference),
      .email = demand->order.buyer_email,
      .until = demand->paper.pay_until,
      .swiss = known && iban_is_swiss(&iban),
      .waiting =
          demand->payment.state == PAYMENT_CREATED && !checkout_too_late(ctx, demand->payment.id),
      .paid = demand->payment.state == PAYMENT_PAID,
  };
  if (view.waiting)
    view.code = html_of_svg(paper_demand_svg(ctx->arena, &demand->paper.demand, label));
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, 200);
  transfer_payment_html(&out, &view);
}

/* He has chosen another way to pay since. */
static bool paid_otherwise(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct payment_id id;
  struct payment payment;
  if (!payment_from_link(ctx, request_param(request, "id"), &id) ||
      !payment_find(ctx, id, &payment) || payment.provider == PROVIDER_BANK)
    return false;
  response_redirect(response, payment_path(ctx, payment.provider, id));
  return true;
}

static void show(struct request *request, struct response *response) {
  struct letter_demand demand;
  if (paid_otherwise(request, response)) return;
  if (!find_demand(request, &demand)) {
    response_not_found(request, response);
    return;
  }
  buying_private(response);
  draw(request, response, &demand);
}

static void show_pdf(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct letter_demand demand;
  if (!find_demand(request, &demand)) {
    response_not_found(request, response);
    return;
  }
  buying_private(response);
  response_header(response, "Content-Disposition",
                  str_format(ctx->arena, "inline; filename=\"%.*s.pdf\"",
                             STR_ARG(reference_str(&demand.reference))));
  response_bytes(response, S("application/pdf"), paper_demand_pdf(ctx->arena, &demand.paper),
                 S(""));
}

static const struct route routes[] = {
    {METHOD_GET, "/virement/{id}", show, WHO_ANYONE,
     .help = "How to pay an order by bank transfer: account, amount, reference, code."},
    {METHOD_GET, "/virement/{id}/virement.pdf", show_pdf, WHO_ANYONE,
     .help = "The same on paper; a Swiss account as QR-bill."},
};
const struct route_table transfer_routes = {routes, sizeof routes / sizeof *routes};
