#include "domain/till/till_pages.h"

#include "base/crypto.h"
#include "base/format.h"
#include "domain/till/till_title.h"
#include "domain/voucher/voucher_offline.h"
#include "till_balance_html.h"
#include "till_code_html.h"
#include "till_revoked_html.h"
#include "till_verdict_html.h"

struct look_form {
  struct str code, shop;
};
static const struct field look_fields[] = {
    FIELD(struct look_form, code, TEXT, .max = 400, .help = "As typed or scanned"),
    FIELD(struct look_form, shop, TEXT, .max = 80, .help = "The shop's slug, of several"),
};
static const struct form look_form = FORM("TillLook", struct look_form, look_fields);

struct take_form {
  struct str code, shop, nonce;
  int64_t amount;
};
static const struct field take_fields[] = {
    FIELD(struct take_form, code, TEXT, .max = 400, .help = "The code just looked at"),
    FIELD(struct take_form, shop, TEXT, .max = 80, .help = "The shop's slug, of several"),
    FIELD(struct take_form, nonce, TEXT, .required = true, .min = 8, .max = 80,
          .help = "Made when the balance was shown: sending twice takes once"),
    FIELD(struct take_form, amount, AMOUNT, .required = true, .help = "What to take off"),
};
static const struct form take_form = FORM("TillTake", struct take_form, take_fields);

/* Answers. */

/* A device whose right was taken away: its page sends what it still has, and says so. */
static void show_revoked(struct request *request, struct response *response) {
  struct till_desk nobody = {0};
  struct till_revoked_page view = {.frame = till_frame_of(request, &nobody, MSG_till_app_revoked),
                                   .name = request->session->person_name};
  view.app = till_app_of(request, &view.frame);
  view.app.mode = S("revoked");
  struct html_out out = response_out(request, response, 403);
  till_revoked_html(&out, &view);
}

static void show_code(struct request *request, struct response *response) {
  const struct look_form *form = request_form(request);
  struct till_code_page view = {0};
  if (request->session->till_revoked) {
    show_revoked(request, response);
    return;
  }
  if (!till_desk_find(request, form->shop, &view.desk)) {
    response_not_found(request, response);
    return;
  }
  view.frame = till_frame_of(request, &view.desk, MSG_till_title);
  view.app = till_app_of(request, &view.frame);
  view.conflicts = offline_count_open(request->ctx, view.desk.shop_id);
  till_touch(request);
  struct html_out out = response_out(request, response, 200);
  till_code_html(&out, &view);
}

static struct str grouped(struct ctx *ctx, const struct voucher *voucher) {
  return voucher_code_text(ctx, voucher->id, ' ');
}

static void show_refusal(struct request *request, struct response *response, struct till_desk *desk,
                         struct str typed, const struct voucher_answer *answer) {
  struct ctx *ctx = request->ctx;
  bool guessed =
      answer->result == VOUCHER_UNKNOWN_CODE || answer->result == VOUCHER_WRONG_CHECK_DIGIT;
  if (guessed) request_rate_spend(request, RATE_CODE);
  struct till_verdict_page view = {.frame = till_frame_of(request, desk, MSG_till_refused),
                                   .title = message_text(ctx->language, till_title(answer->result)),
                                   .sentence = voucher_sentence(ctx, answer),
                                   .retype = guessed || answer->result == VOUCHER_NO_CODE,
                                   .code = typed};
  view.desk = *desk;
  struct html_out out = response_out(request, response, voucher_status(answer->result));
  till_verdict_html(&out, &view);
}

static struct str new_nonce(struct ctx *ctx) {
  unsigned char bytes[16];
  random_bytes(ctx->random, bytes, sizeof bytes);
  return hex_text(ctx->arena, bytes, sizeof bytes);
}

struct asked { /* for an amount, once or again */
  int status;
  struct str amount, nonce, problem; /* "": the whole balance, a new one, none */
};

static void show_balance(struct request *request, struct response *response, struct till_desk *desk,
                         const struct voucher_answer *answer, const struct asked *asked) {
  struct ctx *ctx = request->ctx;
  struct till_balance_page view = {
      .frame = till_frame_of(request, desk, MSG_till_take),
      .code = grouped(ctx, &answer->voucher),
      .balance = money_of(answer->balance_minor, ctx->currency),
      .expires_on = answer->voucher.expires_on,
      .currency = currency_sign(ctx->currency),
      .amount = asked->amount.len > 0
                    ? asked->amount
                    : format_typed(ctx->arena, ctx->language,
                                   money_of(answer->balance_minor, ctx->currency)),
      .nonce = asked->nonce.len > 0 ? asked->nonce : new_nonce(ctx),
      .problem = asked->problem,
      .test = answer->voucher.test,
      .home = answer->home_name};
  view.desk = *desk;
  struct html_out out = response_out(request, response, asked->status);
  till_balance_html(&out, &view);
}

/* Acts. */

static void look(struct request *request, struct response *response) {
  const struct look_form *form = request_form(request);
  struct till_desk desk;
  if (!till_desk_find(request, form->shop, &desk)) {
    response_not_found(request, response);
    return;
  }
  struct voucher_scan scan = till_scan(request, desk.shop_id, form->code);
  struct voucher_answer answer = voucher_look(request->ctx, &scan);
  if (answer.result == VOUCHER_OK)
    show_balance(request, response, &desk, &answer, &(struct asked){.status = 200});
  else
    show_refusal(request, response, &desk, form->code, &answer);
}

/* The amount cannot be read: the balance is looked up anew and the field shown as it was typed. */
static void ask_again(struct request *request, struct response *response, struct till_desk *desk) {
  const struct take_form *form = request_form(request);
  struct form_problem problem;
  struct voucher_scan scan = till_scan(request, desk->shop_id, form->code);
  struct voucher_answer answer = voucher_look(request->ctx, &scan);
  if (answer.result != VOUCHER_OK) {
    show_refusal(request, response, desk, form->code, &answer);
    return;
  }
  struct asked asked = {.status = 422};
  if (form_problem(request, "amount", &problem)) {
    asked.amount = problem.typed;
    asked.problem = form_problem_text(request->ctx->arena, request->ctx->language, &problem);
  }
  show_balance(request, response, desk, &answer, &asked);
}

static void show_taken(struct request *request, struct response *response, struct till_desk *desk,
                       int64_t taken_minor, const struct voucher_answer *answer) {
  struct ctx *ctx = request->ctx;
  struct buf taken = buf_in(ctx->arena);
  format_money(&taken, ctx->language, money_of(taken_minor, ctx->currency));
  struct till_verdict_page view = {.frame = till_frame_of(request, desk, MSG_till_taken),
                                   .good = true,
                                   .title =
                                       MESSAGE(ctx->arena, ctx->language, MSG_till_title_voucher_ok,
                                               {"amount", buf_str(&taken)}),
                                   .code = grouped(ctx, &answer->voucher),
                                   .left = money_of(answer->balance_minor, ctx->currency),
                                   .undo = till_undo_of(request, desk, answer),
                                   .test = answer->voucher.test};
  view.desk = *desk;
  struct html_out out = response_out(request, response, 200);
  till_verdict_html(&out, &view);
}

static void take(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct take_form *form = request_form(request);
  struct till_desk desk;
  if (!till_desk_find(request, form->shop, &desk)) {
    response_not_found(request, response);
    return;
  }
  if (!form_ok(request)) {
    ask_again(request, response, &desk);
    return;
  }
  struct voucher_answer answer = voucher_redeem(
      ctx, &(struct voucher_redemption){.scan = till_scan(request, desk.shop_id, form->code),
                                        .amount_minor = form->amount,
                                        .nonce = form->nonce,
                                        .redeemed_at = ctx->now});
  switch (answer.result) {
  case VOUCHER_OK:
    show_taken(request, response, &desk, form->amount, &answer);
    break;
  case VOUCHER_AMOUNT_ABOVE_BALANCE:
  case VOUCHER_AMOUNT_MISSING:
    show_balance(request, response, &desk, &answer,
                 &(struct asked){.status = voucher_status(answer.result),
                                 .amount = format_typed(ctx->arena, ctx->language,
                                                        money_of(form->amount, ctx->currency)),
                                 .nonce = form->nonce,
                                 .problem = voucher_sentence(ctx, &answer)});
    break;
  default:
    show_refusal(request, response, &desk, form->code, &answer);
  }
}

static const struct route routes[] = {
    {METHOD_GET, "/caisse", show_code, WHO_DEVICE, &look_form,
     .help = "The till: type or scan a voucher's code."},
    {METHOD_POST, "/caisse", look, WHO_TILL, &look_form, RATE_CODE,
     .help = "What is left on a voucher, or why it is refused."},
    {METHOD_POST, "/caisse/encaisser", take, WHO_TILL, &take_form, RATE_CODE,
     .help = "Take an amount off a voucher."},
};
const struct route_table till_routes = {routes, sizeof routes / sizeof routes[0]};
