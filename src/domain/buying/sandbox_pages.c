/* The play bank: stands where a provider's own pages would be, says what it is, and lets people
 * choose what a bank would have answered. */
#include "domain/buying/sandbox.h"

#include "base/fault.h"
#include "sandbox_payment_html.h"

struct outcome_form {
  struct str outcome;
};
static const struct field outcome_fields[] = {
    FIELD(struct outcome_form, outcome, CHOICE, .required = true,
          .choices = "paid|refused|abandoned", .help = "What the bank would have said"),
};
static const struct form outcome_form = FORM("PlayOutcome", struct outcome_form, outcome_fields);

struct paying {
  struct payment payment;
  struct order order;
};

/* Other providers' payments are none of the play bank's business. */
static bool find_paying(struct request *request, struct paying *paying) {
  struct ctx *ctx = request->ctx;
  struct payment_id id;
  return payment_from_link(ctx, request_param(request, "id"), &id) &&
         payment_find(ctx, id, &paying->payment) && paying->payment.provider == PROVIDER_SANDBOX &&
         order_find(ctx, (struct order_id){paying->payment.order}, &paying->order);
}

static void draw(struct request *request, struct response *response, const struct paying *paying,
                 int status) {
  struct ctx *ctx = request->ctx;
  enum payment_state state = paying->payment.state;
  struct sandbox_page view = {
      .frame = page_frame_titled(request, SECTION_NONE, MSG_sandbox_title),
      .shop = buying_place_of(request, &paying->order),
      .amount = paying->payment.amount,
      .payment = payment_link(ctx, paying->payment.id),
      .order = order_link(ctx, paying->order.id),
      .buyer = paying->order.buyer_name,
      .unsaid = !form_ok(request),
      .decided = state != PAYMENT_CREATED,
      .paid = state == PAYMENT_PAID,
      .refused = state == PAYMENT_REFUSED,
  };
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, status);
  buying_private(response);
  sandbox_payment_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct paying paying;
  if (find_paying(request, &paying))
    draw(request, response, &paying, 200);
  else
    response_not_found(request, response);
}

static enum payment_state outcome_of(struct str word) {
  if (str_equal(word, S("paid"))) return PAYMENT_PAID;
  return str_equal(word, S("refused")) ? PAYMENT_REFUSED : PAYMENT_ABANDONED;
}

static void decide(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct outcome_form *form = request_form(request);
  struct paying paying;
  if (!find_paying(request, &paying)) {
    response_not_found(request, response);
    return;
  }
  if (!form_ok(request)) {
    draw(request, response, &paying, 422);
    return;
  }
  struct checkout_answer answer =
      checkout_settle(ctx, PROVIDER_SANDBOX, paying.payment.id, outcome_of(form->outcome));
  if (answer.result == CHECKOUT_TOO_LATE) {
    response_refuse(request, response, checkout_status(&answer), checkout_refusal(&answer),
                    checkout_message(&answer), S(""));
    return;
  }
  if (answer.result != CHECKOUT_OK) { /* another window was quicker: show what it said */
    must(find_paying(request, &paying));
    draw(request, response, &paying, checkout_status(&answer));
    return;
  }
  struct str order = order_link(ctx, answer.order_id);
  response_redirect(response, str_format(ctx->arena, "/bons/%.*s", STR_ARG(order)));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/paiement-test/{id}",
     .handle = show,
     .who = WHO_ANYONE,
     .help = "The play bank: a test payment waits for its answer, or shows it."},
    {.method = METHOD_POST,
     .path = "/paiement-test/{id}",
     .handle = decide,
     .who = WHO_ANYONE,
     .form = &outcome_form,
     .rate = RATE_PURCHASE,
     .help = "Pay, refuse or abandon a test payment, then see the order."},
};
const struct route_table sandbox_routes = {routes, sizeof routes / sizeof *routes};
