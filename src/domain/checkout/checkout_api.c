#include "domain/checkout/checkout_api.h"

#include "base/fault.h"
#include "domain/checkout/checkout.h"
#include "domain/topup/proof.h"

/* Orders. */

struct order_form {
  struct str shop, currency, buyer_name, buyer_email, recipient_name, message, support;
  struct str provider;
  int64_t amount_minor;
  bool wanted, has_seen; /* public money */
  int64_t age, seen_minor;
  struct str place, proof, phone;
};
static const struct field order_fields[] = {
    FIELD(struct order_form, shop, TEXT, .required = true, .max = 80, .help = "The shop's slug"),
    FIELD(struct order_form, amount_minor, INT, .required = true, .min = 1, .max = 100000000,
          .help = "In cents or Rappen"),
    FIELD(struct order_form, currency, CHOICE, .required = true, .choices = "EUR|CHF",
          .help = "The territory's currency"),
    {.name = "buyer.name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct order_form, buyer_name),
     .required = true,
     .max = 100,
     .present = SHAPE_ALWAYS,
     .help = "Who buys"},
    {.name = "buyer.email",
     .kind = FIELD_EMAIL,
     .offset = offsetof(struct order_form, buyer_email),
     .required = true,
     .present = SHAPE_ALWAYS,
     .help = "Where the voucher is sent"},
    {.name = "recipient.name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct order_form, recipient_name),
     .max = 100,
     .present = SHAPE_ALWAYS,
     .help = "Whom it is for, if a gift"},
    FIELD(struct order_form, message, LONGTEXT, .max = 300, .help = "Printed on the voucher"),
    FIELD(struct order_form, support, LONGTEXT, .max = 300, .help = "A word for the shop"),
    FIELD(struct order_form, provider, CHOICE, .choices = "sandbox|stripe|bank",
          .help = "How it is paid; without it the usual way"),
    {.name = "top_up.wanted",
     .kind = FIELD_FLAG,
     .offset = offsetof(struct order_form, wanted),
     .present = SHAPE_ALWAYS,
     .help = "Public money shall pay a part; refused by name if it does not"},
    {.name = "top_up.seen_minor",
     .kind = FIELD_INT,
     .offset = offsetof(struct order_form, seen_minor),
     .present = offsetof(struct order_form, has_seen),
     .help = "So much, or the order is refused: topup_changed"},
    {.name = "top_up.age",
     .kind = FIELD_INT,
     .offset = offsetof(struct order_form, age),
     .max = 150,
     .present = SHAPE_ALWAYS,
     .help = "That the buyer reaches this year; not kept"},
    {.name = "top_up.place",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct order_form, place),
     .max = 80,
     .present = SHAPE_ALWAYS,
     .help = "Postcode or town where the buyer lives; not kept"},
    {.name = "top_up.proof",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct order_form, proof),
     .max = 80,
     .present = SHAPE_ALWAYS,
     .help = "Of buyer.email, or of top_up.phone: /api/v1/proofs"},
    {.name = "top_up.phone",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct order_form, phone),
     .max = 40,
     .present = SHAPE_ALWAYS,
     .help = "As it was proved: +33612345678"},
};
static const struct form order_form = FORM("VoucherOrder", struct order_form, order_fields);

struct order_voucher {
  struct str code, state, pdf;
  int64_t amount_minor, balance_minor;
  struct day redeemable_on, expires_on;
};
struct order_reply {
  struct str id, state, payment_url, payment_id;
  struct money amount, top_up;
  struct order_voucher voucher;
  bool has_voucher, has_top_up;
};
static const struct shape_field voucher_fields[] = {
    SHAPE_FIELD(struct order_voucher, code, TEXT, "Twelve symbols; spaces and case do not matter"),
    SHAPE_FIELD(struct order_voucher, state, TEXT, "issued, partly_redeemed, redeemed, ..."),
    SHAPE_FIELD(struct order_voucher, amount_minor, INT, "What it was worth"),
    SHAPE_FIELD(struct order_voucher, balance_minor, INT, "What is left"),
    SHAPE_FIELD(struct order_voucher, redeemable_on, DAY, "First day"),
    SHAPE_FIELD(struct order_voucher, expires_on, DAY, "Last day"),
    SHAPE_FIELD(struct order_voucher, pdf, TEXT, "Address of the PDF"),
};
static const struct shape voucher_shape = SHAPE("Voucher", struct order_voucher, voucher_fields);
static const struct shape_field reply_fields[] = {
    SHAPE_FIELD(struct order_reply, id, TEXT, "Names the order; whoever has it may read it"),
    SHAPE_FIELD(struct order_reply, state, TEXT, "waiting, paid, refused or abandoned"),
    SHAPE_FIELD(struct order_reply, amount, MONEY, "What the buyer pays"),
    SHAPE_OPTIONAL(struct order_reply, top_up, MONEY, has_top_up,
                   "What public money adds to it; both together are the voucher"),
    SHAPE_FIELD(struct order_reply, payment_id, TEXT, "Names the payment"),
    SHAPE_FIELD(struct order_reply, payment_url, TEXT, "Where the buyer pays"),
    {"voucher", SHAPE_OBJECT, offsetof(struct order_reply, voucher), &voucher_shape,
     offsetof(struct order_reply, has_voucher), "Once paid"},
};
static const struct shape reply_shape = SHAPE("Order", struct order_reply, reply_fields);

static void refuse(struct request *request, struct response *response,
                   const struct checkout_answer *answer) {
  response_refuse(request, response, checkout_status(answer), checkout_refusal(answer),
                  checkout_message(answer), S(""));
}

/* What was asked for, else the usual way here. */
static enum provider provider_of(struct request *request) {
  const struct order_form *form = request_form(request);
  enum provider asked;
  if (provider_from_name(form->provider, &asked)) return asked;
  return provider_usual(request->ctx, request->territory->demonstration);
}

/* An address counts only if it was proved. */
static struct order_top_up wish_of(struct ctx *ctx, const struct order_form *form) {
  struct order_top_up wish = {.wanted = form->wanted,
                              .has_seen = form->has_seen,
                              .seen_minor = form->seen_minor,
                              .age = form->age,
                              .place = form->place};
  struct proof_id proof;
  if (!proof_from_link(ctx, form->proof, &proof)) return wish;
  if (proof_holds(ctx, proof, form->buyer_email)) wish.email = form->buyer_email;
  if (form->phone.len > 0 && proof_holds(ctx, proof, form->phone)) wish.phone = form->phone;
  return wish;
}

static void post_order(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct order_form *form = request_form(request);
  if (!str_equal(form->currency, currency_code(ctx->currency))) {
    response_refuse(request, response, 422, "checkout_other_currency", MSG_checkout_other_currency,
                    S(""));
    return;
  }
  struct checkout_answer answer = checkout_place(ctx, &(struct order_request){
                                                          .shop = form->shop,
                                                          .amount_minor = form->amount_minor,
                                                          .buyer_name = form->buyer_name,
                                                          .buyer_email = form->buyer_email,
                                                          .recipient_name = form->recipient_name,
                                                          .message = form->message,
                                                          .support = form->support,
                                                          .top_up = wish_of(ctx, form),
                                                          .key = request->idempotency_key,
                                                          .provider = provider_of(request),
                                                      });
  if (answer.result != CHECKOUT_OK) {
    refuse(request, response, &answer);
    return;
  }
  int64_t added = form->amount_minor - answer.due_minor;
  struct order_reply reply = {
      .id = order_link(ctx, answer.order_id),
      /* Also to a repeated key: the same answer, whatever became of the order since. */
      .state = str_from(order_state_name(ORDER_WAITING)),
      .amount = money_of(answer.due_minor, ctx->currency),
      .top_up = money_of(added, ctx->currency),
      .has_top_up = added > 0,
      .payment_id = payment_link(ctx, answer.payment_id),
      .payment_url = payment_path(ctx, answer.provider, answer.payment_id),
  };
  response_json(response, 201, &reply_shape, &reply);
}

static struct order_voucher describe(struct ctx *ctx, const struct order *order,
                                     struct str order_text) {
  struct voucher voucher;
  must(voucher_find(ctx, order->voucher_id, &voucher));
  int64_t balance = ledger_balance(ctx, (struct account_id){voucher.id.value});
  return (struct order_voucher){
      .code = voucher_code_text(ctx, voucher.id, 0),
      .state = str_from(voucher_state_name(voucher_state(ctx, &voucher, balance))),
      .amount_minor = voucher.amount.minor,
      .balance_minor = balance,
      .redeemable_on = voucher.redeemable_on,
      .expires_on = voucher.expires_on,
      .pdf = str_format(ctx->arena, "/bons/%.*s/bon.pdf", STR_ARG(order_text)),
  };
}

static void get_order(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct order_id id;
  struct order order;
  struct payment_id payment_id;
  struct payment payment;
  struct str text = request_param(request, "id");
  if (!order_from_link(ctx, text, &id) || !order_find(ctx, id, &order)) {
    response_not_found(request, response);
    return;
  }
  must(order_payment_id(ctx, id, &payment_id) && payment_find(ctx, payment_id, &payment));
  struct order_reply reply = {
      .id = text,
      .state = str_from(order_state_name(order.state)),
      .amount = payment.amount,
      .top_up = order.top_up,
      .has_top_up = order.top_up.minor > 0,
      .payment_id = payment_link(ctx, payment.id),
      .has_voucher = order.has_voucher,
  };
  reply.payment_url = payment_path(ctx, payment.provider, payment.id);
  if (order.has_voucher) reply.voucher = describe(ctx, &order, text);
  response_json(response, 200, &reply_shape, &reply);
}

/* The sandbox. */

struct outcome_form {
  struct str outcome;
};
static const struct field outcome_fields[] = {
    FIELD(struct outcome_form, outcome, CHOICE, .required = true, .choices = "paid|refused",
          .help = "What the play bank says"),
};
static const struct form outcome_form = FORM("SandboxOutcome", struct outcome_form, outcome_fields);

struct settled_reply {
  struct str id, state;
};
static const struct shape_field settled_fields[] = {
    SHAPE_FIELD(struct settled_reply, id, TEXT, "The order"),
    SHAPE_FIELD(struct settled_reply, state, TEXT, "paid or refused"),
};
static const struct shape settled_shape = SHAPE("Settled", struct settled_reply, settled_fields);

static void post_sandbox_payment(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct outcome_form *form = request_form(request);
  struct payment_id id;
  enum payment_state outcome = str_equal(form->outcome, S("paid")) ? PAYMENT_PAID : PAYMENT_REFUSED;
  struct checkout_answer answer = {.result = CHECKOUT_UNKNOWN_PAYMENT};
  if (payment_from_link(ctx, request_param(request, "id"), &id))
    answer = checkout_settle(ctx, PROVIDER_SANDBOX, id, outcome);
  if (answer.result != CHECKOUT_OK) {
    refuse(request, response, &answer);
    return;
  }
  struct settled_reply reply = {order_link(ctx, answer.order_id), form->outcome};
  response_json(response, 200, &settled_shape, &reply);
}

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/voucher-orders", post_order, WHO_ANYONE, &order_form, RATE_PURCHASE,
     .tokenless = true, .idempotent = true, .reply = &reply_shape, .reply_status = 201,
     .help = "Orders a voucher and says where to pay; send an Idempotency-Key"},
    {METHOD_GET, "/api/v1/voucher-orders/{id}", get_order, WHO_ANYONE, .reply = &reply_shape,
     .help = "The state of an order and, once paid, its voucher"},
    {METHOD_POST, "/api/v1/sandbox/payments/{id}", post_sandbox_payment, WHO_ANYONE, &outcome_form,
     RATE_PURCHASE, .tokenless = true, .reply = &settled_shape,
     .help = "Decides a test payment; no money moves"},
};
const struct route_table checkout_api_routes = {routes, sizeof routes / sizeof routes[0]};
