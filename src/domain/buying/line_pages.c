/* Waiting in line for public money: a place, then an offer, then a voucher. */
#include "domain/buying/line.h"

#include "base/fault.h"
#include "buy_line_html.h"

bool buy_wait(struct request *request, struct response *response, const struct offer *offer,
              const struct purchase *purchase) {
  struct ctx *ctx = request->ctx;
  if (!str_equal(purchase->go, S("wait"))) return false;
  struct topup_answer answer = buy_aid_answer(ctx, offer, purchase);
  if (answer.result != TOPUP_ENVELOPE_EMPTY) return false;
  struct queued wish = {.campaign_id = offer->campaign.id,
                        .shop_id = offer->shop.id,
                        .value_minor = purchase->amount,
                        .minor = answer.minor,
                        .email = purchase->email};
  struct queue_id id = queue_join(ctx, &wish);
  response_redirect(response, STR_CONCAT(ctx->arena, S("/file/"), queue_link(ctx, id)));
  return true;
}

static void show(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct queue_id id;
  struct queued queued;
  struct shop shop;
  struct str link = request_param(request, "id");
  if (!queue_from_link(ctx, link, &id) || !queue_find(ctx, id, &queued)) {
    response_not_found(request, response);
    return;
  }
  must(order_shop(ctx, queued.shop_id, &shop));
  bool offered = queued.state == QUEUE_OFFERED && queued.offered_until.ms > ctx->now.ms;
  struct line_page view = {
      .frame = page_frame_titled(request, SECTION_SHOPS, MSG_line_title),
      .shop = buying_shop_of(request, &shop),
      .worth = money_of(queued.value_minor, ctx->currency),
      .added = money_of(queued.minor, ctx->currency),
      .place = queued.state == QUEUE_WAITING ? queue_place(ctx, &queued) : 0,
      .waiting = queued.state == QUEUE_WAITING,
      .offered = offered,
      .taken = queued.state == QUEUE_TAKEN,
      .until = queued.offered_until,
      .link = link,
      .amount_decimal = money_decimal(ctx->arena, queued.value_minor),
  };
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, 200);
  buying_private(response);
  buy_line_html(&out, &view);
}

static const struct route routes[] = {
    {METHOD_GET, "/file/{id}", show, WHO_ANYONE,
     .help = "A place in the line for public money: which, or what was offered."},
};
const struct route_table line_routes = {routes, sizeof routes / sizeof *routes};
