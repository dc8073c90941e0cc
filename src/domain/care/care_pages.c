#include "domain/care/care_pages.h"

#include "base/fault.h"
#include "care_find_html.h"
#include "care_voucher_html.h"
#include "domain/checkout/checkout.h"
#include "domain/life/block.h"
#include "domain/life/reversal.h"

struct find_query {
  struct str code, done;
};
static const struct field find_fields[] = {
    FIELD(struct find_query, code, TEXT, .max = 60, .help = "A voucher's code, as printed"),
    FIELD(struct find_query, done, TEXT, .max = 10, .help = "Something was just done"),
};
static const struct form find_query = FORM("CareFind", struct find_query, find_fields);

struct act_form {
  struct str note, why, use;
  int64_t amount;
  bool has_amount;
};
static const struct field act_fields[] = {
    FIELD(struct act_form, note, TEXT, .max = 200, .help = "Why, for colleagues"),
    FIELD(struct act_form, why, CHOICE, .choices = "lost|stolen|fraud", .help = "Why blocked"),
    FIELD(struct act_form, use, TEXT, .max = 13, .help = "Which use is taken back"),
    FIELD_GIVEN(struct act_form, amount, AMOUNT, has_amount, .help = "To pay back; all if empty"),
};
static const struct form act_form = FORM("CareAct", struct act_form, act_fields);

/* One voucher. */

static bool find_voucher(struct request *request, struct voucher *voucher) {
  struct voucher_id id;
  struct str code = request_param(request, "code");
  return voucher_code_read(request->ctx, code, &id) == VOUCHER_CODE_OK &&
         voucher_find(request->ctx, id, voucher);
}

static enum message state_message(enum voucher_state state) {
  static const enum message messages[] = {MSG_care_state_issued,     MSG_care_state_partly,
                                          MSG_care_state_redeemed,   MSG_care_state_expired,
                                          MSG_care_state_blocked,    MSG_care_state_refunded,
                                          MSG_care_state_transferred};
  return messages[state];
}

static void set_uses(struct ctx *ctx, struct care_voucher_page *view,
                     const struct voucher *voucher) {
  struct redemptions uses = voucher_redemptions(ctx, voucher->id);
  view->uses.items = arena_array(ctx->arena, struct care_use, uses.count + 1);
  view->uses.count = uses.count;
  for (size_t i = 0; i < uses.count; i++) {
    struct shop shop = {0};
    shop_find(ctx, uses.items[i].shop_id, &shop);
    view->uses.items[i] =
        (struct care_use){.root = view->frame.root,
                          .form_token = view->frame.form_token,
                          .voucher = view->voucher,
                          .id = id_text(ctx->arena, uses.items[i].id.value),
                          .shop = shop.name,
                          .at = uses.items[i].kept_at,
                          .amount = money_of(uses.items[i].amount_minor, ctx->currency),
                          .left = money_of(uses.items[i].balance_minor, ctx->currency),
                          .reversed = uses.items[i].reversed};
  }
}

static void set_story(struct request *request, struct care_voucher_page *view,
                      const struct voucher *voucher) {
  struct ctx *ctx = request->ctx;
  struct voucher_acts acts = voucher_act_list(ctx, voucher->id);
  struct refunds refunds = refund_list(ctx, voucher->id);
  view->acts.items = arena_array(ctx->arena, struct care_act, acts.count + 1);
  view->acts.count = acts.count;
  for (size_t i = 0; i < acts.count; i++)
    view->acts.items[i] =
        (struct care_act){.at = acts.items[i].at,
                          .what = voucher_act_message(acts.items[i].kind),
                          .note = acts.items[i].note,
                          .amount = money_of(acts.items[i].amount_minor, ctx->currency),
                          .moved = acts.items[i].amount_minor > 0};
  view->refunds.items = arena_array(ctx->arena, struct care_refund, refunds.count + 1);
  view->refunds.count = refunds.count;
  for (size_t i = 0; i < refunds.count; i++)
    view->refunds.items[i] = care_refund_of(request, &refunds.items[i]);
}

static void draw(struct request *request, struct response *response, int status,
                 const struct voucher *voucher, struct str problem, bool done) {
  struct ctx *ctx = request->ctx;
  struct order order = {0};
  struct shop shop = {0};
  int64_t balance = ledger_balance(ctx, (struct account_id){voucher->id.value});
  order_find(ctx, voucher->order_id, &order);
  order_shop(ctx, voucher->shop_id, &shop);
  struct care_voucher_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_care_title),
      .voucher = voucher_code_text(ctx, voucher->id, 0),
      .code = voucher_code_text(ctx, voucher->id, ' '),
      .shop = shop.name,
      .buyer = order.buyer_name,
      .email = order.buyer_email,
      .problem = problem,
      .worth = voucher->amount,
      .balance = money_of(balance, ctx->currency),
      .paid = money_sub(voucher->amount, voucher->top_up),
      .public_part = voucher->top_up,
      .from = voucher->redeemable_on,
      .until = voucher->expires_on,
      .issued_at = voucher->issued_at,
      .state_message = state_message(voucher_state(ctx, voucher, balance)),
      .done = done,
      .alive = voucher->ended == VOUCHER_END_NONE && balance > 0,
      .blocked = voucher->blocked && voucher->ended == VOUCHER_END_NONE};
  set_uses(ctx, &view, voucher);
  set_story(request, &view, voucher);
  struct html_out out = response_out(request, response, status);
  care_voucher_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct find_query *query = request_form(request);
  struct voucher voucher;
  if (find_voucher(request, &voucher))
    draw(request, response, 200, &voucher, S(""), query->done.len > 0);
  else
    response_not_found(request, response);
}

static void find(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct find_query *query = request_form(request);
  struct voucher_id id;
  struct voucher voucher;
  enum voucher_code_result read = voucher_code_read(ctx, query->code, &id);
  if (read == VOUCHER_CODE_OK && voucher_find(ctx, id, &voucher)) {
    response_redirect(response, str_format(ctx->arena, "/bureau/bons/%.*s",
                                           STR_ARG(voucher_code_text(ctx, id, 0))));
    return;
  }
  struct care_find_page view = {.frame = page_frame_titled(request, SECTION_DESK, MSG_care_title),
                                .code = query->code,
                                .refunds = (int64_t)refund_open(ctx).count};
  if (query->code.len > 0)
    view.problem =
        message_text(ctx->language, read == VOUCHER_CODE_CHECK_WRONG ? MSG_voucher_wrong_check_digit
                                                                     : MSG_voucher_unknown_code);
  struct html_out out = response_out(request, response, query->code.len > 0 ? 404 : 200);
  care_find_html(&out, &view);
}

/* Acts. */

struct outcome {
  int status;
  enum message message;
};

static struct outcome do_block(struct ctx *ctx, struct voucher_id id, const struct act_form *form) {
  enum voucher_block why = VOUCHER_BLOCK_LOST;
  block_why_from(form->why, &why);
  enum block_result result = block_voucher(ctx, id, why, form->note);
  return (struct outcome){block_status(result), block_message(result)};
}

static struct outcome do_unblock(struct ctx *ctx, struct voucher_id id,
                                 const struct act_form *form) {
  enum block_result result = block_lift(ctx, id, form->note);
  return (struct outcome){block_status(result), block_message(result)};
}

static struct outcome do_refund(struct ctx *ctx, struct voucher_id id,
                                const struct act_form *form) {
  enum refund_result result = REFUND_RESULT_AMOUNT_MISSING;
  if (!form->has_amount || form->amount > 0)
    result = refund_by_agent(ctx, id, form->amount, form->note).result;
  return (struct outcome){refund_status(result), refund_message(result)};
}

static struct outcome do_reverse(struct ctx *ctx, struct voucher_id id,
                                 const struct act_form *form) {
  struct reversal reversal = {.voucher = id, .note = form->note};
  enum reversal_result result = REVERSAL_UNKNOWN_USE;
  if (id_from_text(form->use, &reversal.use.value)) result = reversal_make(ctx, &reversal).result;
  return (struct outcome){reversal_status(result), reversal_message(result)};
}

static void act(struct request *request, struct response *response,
                struct outcome (*does)(struct ctx *, struct voucher_id, const struct act_form *)) {
  struct ctx *ctx = request->ctx;
  struct voucher voucher;
  if (!find_voucher(request, &voucher)) {
    response_not_found(request, response);
    return;
  }
  struct outcome outcome = {422, MSG_refund_amount_missing};
  if (form_ok(request)) outcome = does(ctx, voucher.id, request_form(request));
  if (outcome.status == 200) {
    response_redirect(response, str_format(ctx->arena, "/bureau/bons/%.*s?done=1",
                                           STR_ARG(voucher_code_text(ctx, voucher.id, 0))));
    return;
  }
  must(find_voucher(request, &voucher));
  draw(request, response, outcome.status, &voucher, message_text(ctx->language, outcome.message),
       false);
}

static void block(struct request *request, struct response *response) {
  act(request, response, do_block);
}
static void unblock(struct request *request, struct response *response) {
  act(request, response, do_unblock);
}
static void pay_back(struct request *request, struct response *response) {
  act(request, response, do_refund);
}
static void reverse(struct request *request, struct response *response) {
  act(request, response, do_reverse);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/bons", find, WHO_AGENT, &find_query, .help = "Find a voucher."},
    {METHOD_GET, "/bureau/bons/{code}", show, WHO_AGENT, &find_query,
     .help = "A voucher, its whole story, and what can be done for it."},
    {METHOD_POST, "/bureau/bons/{code}/bloquer", block, WHO_AGENT, &act_form,
     .help = "Block a voucher that was lost or stolen."},
    {METHOD_POST, "/bureau/bons/{code}/debloquer", unblock, WHO_AGENT, &act_form,
     .help = "Unblock it."},
    {METHOD_POST, "/bureau/bons/{code}/rembourser", pay_back, WHO_AGENT, &act_form,
     .help = "Pay back what is left of it, or a part."},
    {METHOD_POST, "/bureau/bons/{code}/annuler", reverse, WHO_AGENT, &act_form,
     .help = "Take back a use that was a mistake."},
};
const struct route_table care_routes = {routes, sizeof routes / sizeof routes[0]};
