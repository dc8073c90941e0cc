#include "domain/till/till_api.h"

#include "domain/till/till_desk.h"

struct redemption_form {
  struct str code, nonce, shop;
  int64_t amount_minor;
  struct instant redeemed_at;
  bool has_redeemed_at;
  bool offline;
};
static const struct field form_fields[] = {
    FIELD(struct redemption_form, code, TEXT, .required = true, .max = 400,
          .help = "As typed, or what the QR holds; spaces, hyphens and case do not matter"),
    FIELD(struct redemption_form, amount_minor, INT, .required = true, .min = 1, .max = 100000000,
          .help = "What to take off, in cents or Rappen"),
    FIELD(struct redemption_form, nonce, TEXT, .required = true, .min = 8, .max = 80,
          .help = "Made by the till for this act; a retry with it redeems once"),
    FIELD_GIVEN(struct redemption_form, redeemed_at, INSTANT, has_redeemed_at,
                .help = "The till's clock; now if left out"),
    FIELD(struct redemption_form, offline, FLAG,
          .help = "The till took it without a network: its clock counts, within ceilings"),
    FIELD(struct redemption_form, shop, TEXT, .max = 80,
          .help = "Of a shopkeeper with several: the shop's slug"),
};
static const struct form redemption_form = FORM("Redemption", struct redemption_form, form_fields);

struct redemption_reply {
  int64_t taken_minor, balance_minor;
  struct str currency, state;
};
static const struct shape_field reply_fields[] = {
    SHAPE_FIELD(struct redemption_reply, taken_minor, INT, "What was taken off"),
    SHAPE_FIELD(struct redemption_reply, balance_minor, INT, "What is left"),
    SHAPE_FIELD(struct redemption_reply, currency, TEXT, "Of both"),
    SHAPE_FIELD(struct redemption_reply, state, TEXT, "redeemed or partly_redeemed"),
};
static const struct shape reply_shape =
    SHAPE("RedemptionDone", struct redemption_reply, reply_fields);

void till_refuse(struct request *request, struct response *response,
                 const struct voucher_answer *answer) {
  struct ctx *ctx = request->ctx;
  if (answer->result == VOUCHER_UNKNOWN_CODE || answer->result == VOUCHER_WRONG_CHECK_DIGIT)
    request_rate_spend(request, RATE_CODE);
  response_refuse(request, response, voucher_status(answer->result),
                  voucher_refusal(answer->result), voucher_message(answer->result),
                  voucher_sentence(ctx, answer));
  if (answer->result == VOUCHER_ALREADY_REDEEMED && answer->has_last) {
    response_refuse_member(response, "redeemed_at",
                           instant_iso(ctx->arena, answer->last.redeemed_at));
    response_refuse_member(response, "redeemed_in", answer->last_shop);
  }
  if (answer->result == VOUCHER_AMOUNT_ABOVE_BALANCE)
    response_refuse_member(response, "balance_minor",
                           str_format(ctx->arena, "%lld", (long long)answer->balance_minor));
}

static void post_redemption(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct redemption_form *form = request_form(request);
  struct shop_id shop;
  if (!till_shop_find(request, form->shop, &shop)) {
    response_not_found(request, response);
    return;
  }
  struct voucher_redemption redemption = {
      .scan = till_scan(request, shop, form->code),
      .amount_minor = form->amount_minor,
      .nonce = form->nonce,
      .redeemed_at = form->has_redeemed_at ? form->redeemed_at : ctx->now,
      .offline = form->offline,
  };
  struct voucher_answer answer = voucher_redeem(ctx, &redemption);
  if (answer.result != VOUCHER_OK) {
    till_refuse(request, response, &answer);
    return;
  }
  struct redemption_reply reply = {
      .taken_minor = form->amount_minor,
      .balance_minor = answer.balance_minor,
      .currency = currency_code(ctx->currency),
      .state = answer.balance_minor == 0 ? S("redeemed") : S("partly_redeemed"),
  };
  response_json(response, 200, &reply_shape, &reply);
}

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/redemptions", post_redemption, WHO_DEVICE, &redemption_form, RATE_CODE,
     .tokenless = true, .reply = &reply_shape,
     .help = "Takes an amount off a voucher of this till's shop"},
};
const struct route_table till_api_routes = {routes, sizeof routes / sizeof routes[0]};
