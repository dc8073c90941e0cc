#include "domain/buying/give.h"

#include "bon_gift_html.h"
#include "bon_pass_html.h"
#include "domain/checkout/gift.h"
#include "domain/life/holder.h"
#include "domain/life/passing.h"

struct pass_form {
  struct str name, email, message;
};
static const struct field pass_fields[] = {
    FIELD(struct pass_form, name, TEXT, .max = 100, .help = "Whom it goes to"),
    FIELD(struct pass_form, email, EMAIL, .help = "Where the new voucher is sent"),
    FIELD(struct pass_form, message, LONGTEXT, .max = 300, .help = "Words for them"),
};
static const struct form pass_form = FORM("PassOn", struct pass_form, pass_fields);

struct gift_form {
  struct str email, message;
  struct day day;
  bool has_day;
};
static const struct field gift_fields[] = {
    FIELD(struct gift_form, email, EMAIL, .help = "Where the gift is sent"),
    FIELD_GIVEN(struct gift_form, day, DAY, has_day, .help = "On which day"),
    FIELD(struct gift_form, message, LONGTEXT, .max = 300, .help = "Printed on the voucher"),
};
static const struct form gift_form = FORM("GiftChange", struct gift_form, gift_fields);

/* The voucher of the address, or "not found" is answered. */
static bool find(struct request *request, struct response *response, struct bon_key *key) {
  if (bon_find(request, key) && key->has_voucher) return true;
  response_not_found(request, response);
  return false;
}

static struct str shop_name(struct ctx *ctx, const struct bon_key *key) {
  struct shop shop = {0};
  order_shop(ctx, key->order.shop_id, &shop);
  return shop.name;
}

/* Words that are longer than the paper: the sentence, or "". */
static struct str too_long(struct request *request) {
  struct form_problem problem;
  struct ctx *ctx = request->ctx;
  bool found =
      form_problem(request, "message", &problem) || form_problem(request, "name", &problem);
  return found ? form_problem_text(ctx->arena, ctx->language, &problem) : S("");
}

/* Passing on. */

static void draw_pass(struct request *request, struct response *response, const struct bon_key *key,
                      const struct pass_form *typed, enum passing_result result, bool done) {
  struct ctx *ctx = request->ctx;
  int64_t left = ledger_balance(ctx, (struct account_id){key->voucher.id.value});
  struct pass_page view = {
      .frame = page_frame_titled(request, SECTION_NONE, MSG_pass_title),
      .link = key->link,
      .shop = shop_name(ctx, key),
      .left = money_of(left, ctx->currency),
      .may = passing_may(ctx, &key->voucher, left, false) == PASSING_OK,
      .done = done,
      .name = typed->name,
      .email = typed->email,
      .message = typed->message,
  };
  if (result == PASSING_OK && !done) view.problem = too_long(request);
  if (result != PASSING_OK) view.problem = message_text(ctx->language, passing_message(result));
  view.frame.indexed = false;
  buying_private(response);
  int status = view.problem.len > 0 && result == PASSING_OK ? 422 : passing_status(result);
  struct html_out out = response_out(request, response, status);
  bon_pass_html(&out, &view);
}

static void show_pass(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct bon_key key;
  if (!find(request, response, &key)) return;
  int64_t left = ledger_balance(ctx, (struct account_id){key.voucher.id.value});
  draw_pass(request, response, &key, &(struct pass_form){0},
            passing_may(ctx, &key.voucher, left, false), false);
}

static void pass(struct request *request, struct response *response) {
  const struct pass_form *typed = request_form(request);
  struct form_problem problem;
  struct bon_key key;
  if (!find(request, response, &key)) return;
  if (too_long(request).len > 0) {
    draw_pass(request, response, &key, typed, PASSING_OK, false);
    return;
  }
  struct passing passing = {.voucher = key.voucher.id,
                            .name = typed->name,
                            .email = typed->email,
                            .message = typed->message};
  if (form_problem(request, "email", &problem)) passing.email = S("");
  struct passing_answer answer = passing_make(request->ctx, &passing);
  draw_pass(request, response, &key, typed, answer.result, answer.result == PASSING_OK);
}

/* A gift that we send. */

static void draw_gift(struct request *request, struct response *response, const struct bon_key *key,
                      const struct gift *gift, enum gift_result result, bool changed) {
  bool open = gift->state == GIFT_STATE_WAITING || gift->state == GIFT_STATE_HELD;
  struct ctx *ctx = request->ctx;
  struct gift_page view = {
      .frame = page_frame_titled(request, SECTION_NONE, MSG_gift_page),
      .link = key->link,
      .shop = shop_name(ctx, key),
      .to = key->order.recipient_name,
      .worth = key->voucher.amount,
      .waiting = open,
      .sent = gift->state == GIFT_STATE_SENT,
      .changed = changed,
      .email = gift->email,
      .message = gift->message,
      .day = gift->send_on.number > 0 ? day_iso(ctx->arena, gift->send_on) : S(""),
      .send_on = gift->send_on,
      .sent_at = gift->sent_at,
  };
  if (result == GIFT_OK && !changed && open) view.problem = too_long(request);
  if (result != GIFT_OK) view.problem = message_text(ctx->language, gift_message(result));
  view.frame.indexed = false;
  buying_private(response);
  int status = view.problem.len > 0 && result == GIFT_OK ? 422 : gift_status(result);
  struct html_out out = response_out(request, response, status);
  bon_gift_html(&out, &view);
}

/* Only who bought it may see or change it. */
static bool find_gift(struct request *request, struct response *response, struct bon_key *key,
                      struct gift *gift) {
  if (bon_find(request, key) && key->has_voucher && key->buyer &&
      gift_find(request->ctx, key->order.id, gift))
    return true;
  response_not_found(request, response);
  return false;
}

static void show_gift(struct request *request, struct response *response) {
  struct bon_key key;
  struct gift gift;
  if (find_gift(request, response, &key, &gift))
    draw_gift(request, response, &key, &gift, GIFT_OK, false);
}

static void change_gift(struct request *request, struct response *response) {
  const struct gift_form *typed = request_form(request);
  struct form_problem problem;
  struct bon_key key;
  struct gift gift;
  if (!find_gift(request, response, &key, &gift)) return;
  struct gift kept = gift;
  gift.email = form_problem(request, "email", &problem) ? S("") : typed->email;
  gift.message = typed->message;
  gift.send_on = typed->has_day ? typed->day : (struct day){0};
  enum gift_result result = too_long(request).len > 0 ? GIFT_OK : gift_change(request->ctx, &gift);
  bool gone = result == GIFT_SENT; /* as it left, whatever was typed */
  bool changed = result == GIFT_OK && too_long(request).len == 0;
  if (gone) gift_find(request->ctx, key.order.id, &kept);
  draw_gift(request, response, &key, gone ? &kept : &gift, result, changed);
}

/* Once more. */

static void resend(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct bon_key key;
  if (!find(request, response, &key)) return;
  struct person_id person = ctx->person;
  ctx->person.value = 0; /* whoever has the page */
  enum resend_result result = holder_resend(ctx, key.voucher.id, key.buyer);
  ctx->person = person;
  if (result == RESEND_OK)
    response_redirect(response, str_format(ctx->arena, "/bons/%.*s?sent=1", STR_ARG(key.link)));
  else
    response_refuse(request, response, resend_status(result), resend_refusal(result),
                    resend_message(result), S(""));
}

static const struct route routes[] = {
    {METHOD_GET, "/bons/{order}/transmettre", show_pass, WHO_ANYONE,
     .help = "Pass what is left of a voucher on to somebody else."},
    {METHOD_POST, "/bons/{order}/transmettre", pass, WHO_ANYONE, &pass_form, .rate = RATE_WRITE,
     .help = "Pass it on: another voucher with another code is sent, this one is dead."},
    {METHOD_GET, "/bons/{order}/cadeau", show_gift, WHO_ANYONE,
     .help = "A gift that we send: to whom, when, or that it has left."},
    {METHOD_POST, "/bons/{order}/cadeau", change_gift, WHO_ANYONE, &gift_form, .rate = RATE_WRITE,
     .help = "Change a gift that has not left yet."},
    {METHOD_POST, "/bons/{order}/renvoyer", resend, WHO_ANYONE, .rate = RATE_WRITE,
     .help = "Send the voucher once more to who holds it."},
};
const struct route_table give_routes = {routes, sizeof routes / sizeof *routes};
