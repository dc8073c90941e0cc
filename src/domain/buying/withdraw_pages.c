/* A buyer withdraws: one page that says what happens, one button. */
#include "bon_withdraw_html.h"
#include "domain/buying/withdraw.h"
#include "domain/life/refund.h"

static bool find_bought(struct request *request, struct order *order, struct voucher *voucher) {
  struct order_id id;
  return order_from_link(request->ctx, request_param(request, "order"), &id) &&
         order_find(request->ctx, id, order) && order->has_voucher &&
         voucher_find(request->ctx, order->voucher_id, voucher);
}

static void draw(struct request *request, struct response *response, const struct order *order,
                 const struct voucher *voucher, const struct refund_answer *answer) {
  struct ctx *ctx = request->ctx;
  struct shop shop = {0};
  bool asked = answer->refund.id.value != 0;
  struct money left = money_sub(voucher->amount, voucher->refunded);
  order_shop(ctx, order->shop_id, &shop);
  struct withdraw_page view = {
      .frame = page_frame_titled(request, SECTION_NONE, MSG_withdraw_title),
      .order = order_link(ctx, order->id),
      .shop = shop.name,
      .problem = message_text(ctx->language, refund_message(answer->result)),
      .worth = left,
      .paid = asked ? answer->refund.paid
                    : money_of(refund_buyers_part(voucher, left.minor), ctx->currency),
      .until = refund_withdraw_until(ctx, voucher),
      .may = answer->result == REFUND_RESULT_OK,
      .done = asked,
      .sent = answer->refund.stage == REFUND_STAGE_SENT};
  view.frame.indexed = false;
  buying_private(response);
  struct html_out out = response_out(request, response, refund_status(answer->result));
  bon_withdraw_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct order order;
  struct voucher voucher;
  if (!find_bought(request, &order, &voucher)) {
    response_not_found(request, response);
    return;
  }
  int64_t balance = ledger_balance(ctx, (struct account_id){voucher.id.value});
  draw(request, response, &order, &voucher,
       &(struct refund_answer){.result = refund_may_withdraw(ctx, &voucher, balance)});
}

static void withdraw(struct request *request, struct response *response) {
  struct order order;
  struct voucher voucher;
  if (!find_bought(request, &order, &voucher)) {
    response_not_found(request, response);
    return;
  }
  struct refund_answer answer = refund_withdraw(request->ctx, voucher.id);
  draw(request, response, &order, &voucher, &answer);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/bons/{order}/renoncer",
     .handle = show,
     .who = WHO_ANYONE,
     .help = "Withdraw from a purchase within fourteen days."},
    {.method = METHOD_POST,
     .path = "/bons/{order}/renoncer",
     .handle = withdraw,
     .who = WHO_ANYONE,
     .rate = RATE_WRITE,
     .help = "Withdraw: the voucher is worth nothing, the money goes back."},
};
const struct route_table withdraw_routes = {routes, sizeof routes / sizeof *routes};
