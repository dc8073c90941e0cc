/* « Still right? »: the page a mail leads to; only its button answers. */
#include "domain/joining/confirmation.h"
#include "domain/joining/joining_pages.h"
#include "domain/shop/trade.h"
#include "join_still_html.h"

static bool find(struct request *request, struct response *response, struct shop *shop) {
  struct shop_id id;
  response_header(response, "Cache-Control", S("no-store"));
  if (confirmation_from_link(request->ctx, request_param(request, "link"), &id) &&
      shop_find(request->ctx, id, shop))
    return true;
  response_not_found(request, response);
  return false;
}

static void draw(struct request *request, struct response *response, const struct shop *shop,
                 bool done) {
  struct still_right_page view = {.frame =
                                      page_frame_titled(request, SECTION_NONE, MSG_still_title),
                                  .shop = *shop,
                                  .trade = trade_name(shop->trade, request->ctx->language),
                                  .link = request_param(request, "link"),
                                  .done = done};
  view.frame.indexed = false;
  view.hours = hours_week_words(request, shop->opening_hours);
  struct html_out out = response_out(request, response, 200);
  join_still_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct shop shop;
  if (find(request, response, &shop)) draw(request, response, &shop, false);
}

static void answer(struct request *request, struct response *response) {
  struct shop shop;
  if (!find(request, response, &shop)) return;
  confirmation_answer(request->ctx, shop.id);
  draw(request, response, &shop, true);
}

static const struct route routes[] = {
    {METHOD_GET, "/encore-juste/{link}", show, WHO_ANYONE,
     .help = "Is this entry still right? Opening it answers nothing."},
    {METHOD_POST, "/encore-juste/{link}", answer, WHO_ANYONE, .rate = RATE_WRITE,
     .help = "Yes, it is."},
};
const struct route_table still_right_routes = {routes, sizeof routes / sizeof routes[0]};
