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

static bool find(struct request *request, struct queued *queued) {
  struct queue_id id;
  return queue_from_link(request->ctx, request_param(request, "id"), &id) &&
         queue_find(request->ctx, id, queued);
}

/* `leaving`: he is asked whether he means it. */
static void draw(struct request *request, struct response *response, const struct queued *queued,
                 bool leaving) {
  struct ctx *ctx = request->ctx;
  struct shop shop;
  must(order_shop(ctx, queued->shop_id, &shop));
  bool waiting = queued->state == QUEUE_WAITING;
  bool offered = queued->state == QUEUE_OFFERED && queued->offered_until.ms > ctx->now.ms;
  struct line_page view = {
      .frame = page_frame_titled(request, SECTION_SHOPS, MSG_line_title),
      .shop = buying_shop_of(request, &shop),
      .worth = money_of(queued->value_minor, ctx->currency),
      .added = money_of(queued->minor, ctx->currency),
      .place = waiting ? queue_place(ctx, queued) : 0,
      .leaving = leaving && (waiting || offered),
      .waiting = waiting,
      .offered = offered,
      .taken = queued->state == QUEUE_TAKEN,
      .left = queued->state == QUEUE_LEFT,
      .until = queued->offered_until,
      .link = request_param(request, "id"),
      .amount_decimal = money_decimal(ctx->arena, queued->value_minor),
  };
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, 200);
  buying_private(response);
  buy_line_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct queued queued;
  if (find(request, &queued))
    draw(request, response, &queued, false);
  else
    response_not_found(request, response);
}

static void ask(struct request *request, struct response *response) {
  struct queued queued;
  if (find(request, &queued))
    draw(request, response, &queued, true);
  else
    response_not_found(request, response);
}

/* Twice is fine: he is told where he stands, which is nowhere. */
static void leave(struct request *request, struct response *response) {
  struct queued queued;
  if (!find(request, &queued)) {
    response_not_found(request, response);
    return;
  }
  queue_leave(request->ctx, queued.id);
  response_redirect(response,
                    STR_CONCAT(request->ctx->arena, S("/file/"), request_param(request, "id")));
}

static const struct route routes[] = {
    {METHOD_GET, "/file/{id}", show, WHO_ANYONE,
     .help = "A place in the line for public money: which, or what was offered."},
    {METHOD_GET, "/file/{id}/quitter", ask, WHO_ANYONE,
     .help = "Does he want to leave the line?"},
    {METHOD_POST, "/file/{id}/quitter", leave, WHO_ANYONE, .rate = RATE_WRITE,
     .help = "Leave it: the place and what was kept go to the next one."},
};
const struct route_table line_routes = {routes, sizeof routes / sizeof *routes};
