/* Paying by card. The buyer waits here until Stripe has given a page to pay on, is sent there, and
 * comes back here until Stripe has said how it ended. These pages decide nothing: what Stripe says
 * does (domain/stripe). Who closes the window loses nothing; the voucher comes by mail. */
#include "domain/buying/card.h"

#include "card_wait_html.h"
#include "domain/stripe/stripe_session.h"

enum { SLOW_MS = 20 * 1000, SLOW_BACK_MS = 90 * 1000 };

struct carding {
  struct payment payment;
  struct order order;
  struct stripe_session session; /* state 0: the job has not come to it yet */
};

static bool find(struct request *request, struct carding *carding) {
  struct ctx *ctx = request->ctx;
  struct payment_id id;
  *carding = (struct carding){0};
  if (!payment_from_link(ctx, request_param(request, "id"), &id) ||
      !payment_find(ctx, id, &carding->payment) || carding->payment.provider != PROVIDER_STRIPE ||
      !order_find(ctx, (struct order_id){carding->payment.order}, &carding->order))
    return false;
  stripe_session_find(ctx, id, &carding->session);
  return true;
}

static void to_order(struct request *request, struct response *response,
                     const struct carding *carding) {
  struct str order = order_link(request->ctx, carding->order.id);
  response_redirect(response, str_format(request->ctx->arena, "/bons/%.*s", STR_ARG(order)));
}

/* True: the request has been answered. */
static bool answered(struct request *request, struct response *response, struct carding *carding) {
  buying_private(response);
  if (!find(request, carding))
    response_not_found(request, response);
  else if (carding->payment.state != PAYMENT_CREATED)
    to_order(request, response, carding);
  else
    return false;
  return true;
}

static struct card_page page_of(struct request *request, const struct carding *carding,
                                enum message title) {
  struct ctx *ctx = request->ctx;
  struct card_page view = {
      .frame = page_frame_titled(request, SECTION_NONE, title),
      .amount = carding->payment.amount,
      .payment = payment_link(ctx, carding->payment.id),
      .order = order_link(ctx, carding->order.id),
      .email = carding->order.buyer_email,
      .checking = carding->session.state == STRIPE_SESSION_SUSPENDED,
      .test = request->territory->demonstration,
  };
  view.frame.indexed = false;
  return view;
}

static void draw(struct request *request, struct response *response, const struct card_page *view,
                 const char *refresh_s) {
  struct html_out out = response_out(request, response, 200);
  if (refresh_s && !view->checking) response_header(response, "Refresh", str_from(refresh_s));
  card_wait_html(&out, view);
}

/* To Stripe as soon as there is a page to pay on. */
static void show(struct request *request, struct response *response) {
  struct carding carding;
  if (answered(request, response, &carding)) return;
  if (carding.session.state == STRIPE_SESSION_OPEN) {
    frame_leave(request, response, carding.session.url);
    return;
  }
  struct card_page view = page_of(request, &carding, MSG_card_preparing);
  view.preparing = carding.session.state <= STRIPE_SESSION_ASKED;
  view.confirming = !view.preparing;
  view.slow = request->ctx->now.ms - carding.payment.created_at.ms > SLOW_MS;
  draw(request, response, &view, view.slow ? "4" : "1");
}

static void show_return(struct request *request, struct response *response) {
  struct carding carding;
  if (answered(request, response, &carding)) return;
  stripe_session_returned(request->ctx, carding.payment.id);
  struct card_page view = page_of(request, &carding, MSG_card_confirming);
  view.confirming = true;
  view.slow = request->ctx->now.ms - carding.payment.created_at.ms > SLOW_BACK_MS;
  draw(request, response, &view, view.slow ? "10" : "2");
}

static void show_left(struct request *request, struct response *response) {
  struct carding carding;
  if (answered(request, response, &carding)) return;
  struct card_page view = page_of(request, &carding, MSG_card_left);
  view.left = true;
  draw(request, response, &view, NULL);
}

static void leave(struct request *request, struct response *response) {
  struct carding carding;
  if (answered(request, response, &carding)) return;
  stripe_session_leave(request->ctx, carding.payment.id);
  to_order(request, response, &carding);
}

static const struct route routes[] = {
    {METHOD_GET, "/paiement-carte/{id}", show, WHO_ANYONE,
     .help = "Waits for the page of Stripe where an order is paid, then leads there."},
    {METHOD_GET, "/paiement-carte/{id}/retour", show_return, WHO_ANYONE,
     .help = "Back from Stripe: waits until it has said how the payment ended."},
    {METHOD_GET, "/paiement-carte/{id}/annule", show_left, WHO_ANYONE,
     .help = "Back from Stripe without having paid: go on, or give up."},
    {METHOD_POST, "/paiement-carte/{id}/abandonner", leave, WHO_ANYONE, .rate = RATE_PURCHASE,
     .help = "Give up an order that is not paid."},
};
const struct route_table card_routes = {routes, sizeof routes / sizeof *routes};
