#include "domain/till/till_pages.h"

#include "base/crypto.h"
#include "till_balance_html.h"
#include "till_code_html.h"
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

/* Whose till. */

static void choose(struct till_desk *desk, const struct shop *shop) {
  desk->shop_id = shop->id;
  desk->slug = shop->slug;
  desk->name = shop->name;
}

bool till_desk_find(struct request *request, struct str wanted, struct till_desk *desk) {
  struct ctx *ctx = request->ctx;
  struct shop own;
  if (!shop_find(ctx, (struct shop_id){request->session->shop}, &own)) return false;
  *desk = (struct till_desk){.keeper = request->session->person_name};
  choose(desk, &own);
  if (request->session->till != 0) return true;
  struct shops shops = shop_list_by_merchant(ctx, own.merchant_id);
  for (size_t i = 0; i < shops.count; i++)
    if (str_equal(shops.items[i].slug, wanted)) choose(desk, &shops.items[i]);
  if (shops.count < 2) return true;
  desk->shops.items = arena_array(ctx->arena, struct till_shop, shops.count);
  for (size_t i = 0; i < shops.count; i++)
    desk->shops.items[desk->shops.count++] =
        (struct till_shop){shops.items[i].slug, shops.items[i].name, shops.items[i].street,
                           shops.items[i].id.value == desk->shop_id.value};
  return true;
}

struct page_frame till_frame_of(struct request *request, struct till_desk *desk,
                                enum message title) {
  struct page_frame frame = page_frame_titled(request, SECTION_NONE, title);
  frame.main_class = S("wrap till");
  frame.bare = true;
  frame.indexed = false;
  desk->root = frame.root;
  return frame;
}

/* Answers. */

static void show_code(struct request *request, struct response *response) {
  const struct look_form *form = request_form(request);
  struct till_code_page view = {0};
  if (!till_desk_find(request, form->shop, &view.desk)) {
    response_not_found(request, response);
    return;
  }
  view.frame = till_frame_of(request, &view.desk, MSG_till_title);
  struct html_out out = response_out(request, response, 200);
  till_code_html(&out, &view);
}

static struct str grouped(struct ctx *ctx, const struct voucher *voucher) {
  return voucher_code_text(ctx, voucher->id, ' ');
}

static enum message title_of(enum voucher_result result) {
  static const enum message titles[] = {
      [VOUCHER_OK] = MSG_till_title_voucher_ok,
      [VOUCHER_UNKNOWN_CODE] = MSG_till_title_voucher_unknown_code,
      [VOUCHER_WRONG_CHECK_DIGIT] = MSG_till_title_voucher_wrong_check_digit,
      [VOUCHER_WRONG_SIGNATURE] = MSG_till_title_voucher_wrong_signature,
      [VOUCHER_OTHER_TERRITORY] = MSG_till_title_voucher_other_territory,
      [VOUCHER_OTHER_SHOP] = MSG_till_title_voucher_other_shop,
      [VOUCHER_SHOP_NOT_TAKING] = MSG_till_title_voucher_shop_not_taking,
      [VOUCHER_NONCE_REUSED] = MSG_till_title_voucher_nonce_reused,
      [VOUCHER_REVERSED] = MSG_till_title_voucher_reversed,
      [VOUCHER_TRANSFERRED] = MSG_till_title_voucher_transferred,
      [VOUCHER_REFUNDED] = MSG_till_title_voucher_refunded,
      [VOUCHER_BLOCKED] = MSG_till_title_voucher_blocked,
      [VOUCHER_NOT_YET_VALID] = MSG_till_title_voucher_not_yet_valid,
      [VOUCHER_ALREADY_REDEEMED] = MSG_till_title_voucher_already_redeemed,
      [VOUCHER_EXPIRED] = MSG_till_title_voucher_expired,
      [VOUCHER_AMOUNT_ABOVE_BALANCE] = MSG_till_title_voucher_amount_above_balance,
      [VOUCHER_AMOUNT_MISSING] = MSG_till_title_voucher_amount_missing,
  };
  return titles[result];
}

static void show_refusal(struct request *request, struct response *response, struct till_desk *desk,
                         struct str typed, const struct voucher_answer *answer) {
  struct ctx *ctx = request->ctx;
  bool mistyped =
      answer->result == VOUCHER_UNKNOWN_CODE || answer->result == VOUCHER_WRONG_CHECK_DIGIT;
  if (mistyped) request_rate_spend(request, RATE_CODE);
  struct till_verdict_page view = {.frame = till_frame_of(request, desk, MSG_till_refused),
                                   .title = message_text(ctx->language, title_of(answer->result)),
                                   .sentence = voucher_sentence(ctx, answer),
                                   .retype = mistyped,
                                   .code = typed};
  view.desk = *desk;
  struct html_out out = response_out(request, response, voucher_status(answer->result));
  till_verdict_html(&out, &view);
}

/* "50,00" or "50.00", as the reader would type it. */
static struct str typed_amount(struct ctx *ctx, int64_t minor) {
  struct str text = money_decimal(ctx->arena, minor);
  if (ctx->language == LANGUAGE_EN || ctx->currency != CURRENCY_EUR) return text;
  struct str cents, units = str_cut(text, '.', &cents);
  return str_format(ctx->arena, "%.*s,%.*s", STR_ARG(units), STR_ARG(cents));
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
      .currency = ctx->currency == CURRENCY_EUR ? S("€") : currency_code(ctx->currency),
      .amount = asked->amount.len > 0 ? asked->amount : typed_amount(ctx, answer->balance_minor),
      .nonce = asked->nonce.len > 0 ? asked->nonce : new_nonce(ctx),
      .problem = asked->problem};
  view.desk = *desk;
  struct html_out out = response_out(request, response, asked->status);
  till_balance_html(&out, &view);
}

/* Acts. */

static struct voucher_scan scan_of(struct request *request, const struct till_desk *desk,
                                   struct str code) {
  return (struct voucher_scan){code, desk->shop_id, {request->session->till}};
}

static void look(struct request *request, struct response *response) {
  const struct look_form *form = request_form(request);
  struct till_desk desk;
  if (!till_desk_find(request, form->shop, &desk)) {
    response_not_found(request, response);
    return;
  }
  struct voucher_scan scan = scan_of(request, &desk, form->code);
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
  struct voucher_scan scan = scan_of(request, desk, form->code);
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
                                   .undo = till_undo_of(request, desk, answer)};
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
  struct voucher_answer answer =
      voucher_redeem(ctx, &(struct voucher_redemption){.scan = scan_of(request, &desk, form->code),
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
                                 .amount = typed_amount(ctx, form->amount),
                                 .nonce = form->nonce,
                                 .problem = voucher_sentence(ctx, &answer)});
    break;
  default:
    show_refusal(request, response, &desk, form->code, &answer);
  }
}

static const struct route routes[] = {
    {METHOD_GET, "/caisse", show_code, WHO_TILL, &look_form,
     .help = "The till: type or scan a voucher's code."},
    {METHOD_POST, "/caisse", look, WHO_TILL, &look_form, RATE_CODE,
     .help = "What is left on a voucher, or why it is refused."},
    {METHOD_POST, "/caisse/encaisser", take, WHO_TILL, &take_form, RATE_CODE,
     .help = "Take an amount off a voucher."},
};
const struct route_table till_routes = {routes, sizeof routes / sizeof routes[0]};
