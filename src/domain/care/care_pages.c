#include "domain/care/care_pages.h"

#include "base/fault.h"
#include "care_search_sql.h"
#include "care_voucher_html.h"
#include "db/db.h"
#include "domain/checkout/checkout.h"
#include "domain/life/block.h"
#include "domain/life/holder.h"
#include "domain/life/passing.h"
#include "domain/life/reversal.h"
#include "domain/person/audit.h"

struct shown_query {
  struct str done;
};
static const struct field shown_fields[] = {
    FIELD(struct shown_query, done, TEXT, .max = 10, .help = "Something was just done"),
};
static const struct form shown_query = FORM("CareShown", struct shown_query, shown_fields);

struct act_form {
  struct str note, why, use, name, email;
  bool hide;
  int64_t amount;
  bool has_amount;
};
static const struct field act_fields[] = {
    FIELD(struct act_form, note, TEXT, .max = 200, .help = "Why, for colleagues"),
    FIELD(struct act_form, why, CHOICE, .choices = "lost|stolen|fraud", .help = "Why blocked"),
    FIELD(struct act_form, use, TEXT, .max = 13, .help = "Which use is taken back"),
    FIELD(struct act_form, name, TEXT, .max = 100, .help = "Whom it is passed on to"),
    FIELD(struct act_form, email, EMAIL, .help = "Where the new voucher is sent"),
    FIELD(struct act_form, hide, FLAG, .help = "Hide the word of support"),
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

enum message care_state_message(enum voucher_state state) {
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
    if (!shop_find(ctx, uses.items[i].shop_id, &shop)) shop.name = uses.items[i].place;
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

static struct str person_name(struct ctx *ctx, struct person_id id) {
  struct care_person_row person;
  return id.value != 0 && care_person(ctx, id, &person) ? person.name : S("");
}

static void set_kin(struct ctx *ctx, struct care_voucher_page *view,
                    const struct voucher *voucher) {
  struct holder holder;
  struct care_support_row support;
  if (voucher->heir.value != 0) view->heir = voucher_code_text(ctx, voucher->heir, 0);
  if (voucher->heir.value != 0) view->heir_code = voucher_code_text(ctx, voucher->heir, ' ');
  if (voucher->origin.value != 0) view->origin = voucher_code_text(ctx, voucher->origin, 0);
  if (voucher->origin.value != 0) view->origin_code = voucher_code_text(ctx, voucher->origin, ' ');
  if (care_support(ctx, voucher->order_id, &support)) {
    view->support = support.support;
    view->support_hidden = support.support_hidden;
  }
  bool held = holder_find(ctx, voucher, &holder);
  view->may_resend = held && voucher->ended == VOUCHER_END_NONE;
  if (!held || holder.buyer) return;
  view->holder = holder.name;
  view->holder_email = holder.email;
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
                          .by = person_name(ctx, acts.items[i].person),
                          .by_till = acts.items[i].till.value != 0,
                          .amount = money_of(acts.items[i].amount_minor, ctx->currency),
                          .moved = acts.items[i].amount_minor > 0};
  view->refunds.items = arena_array(ctx->arena, struct care_refund, refunds.count + 1);
  view->refunds.count = refunds.count;
  for (size_t i = 0; i < refunds.count; i++)
    view->refunds.items[i] = care_refund_of(request, &refunds.items[i]);
}

/* What was paid back of it has not been used. */
static enum message state_of(struct ctx *ctx, const struct voucher *voucher,
                             int64_t balance_minor) {
  enum voucher_state state = voucher_state(ctx, voucher, balance_minor);
  bool unused = balance_minor + voucher->refunded.minor == voucher->amount.minor;
  return state == VOUCHER_STATE_PARTLY_REDEEMED && unused ? MSG_care_state_part_refunded
                                                          : care_state_message(state);
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
      .state_message = state_of(ctx, voucher, balance),
      .test = order_is_test(ctx, order.id),
      .done = done,
      .alive = voucher->ended == VOUCHER_END_NONE && balance > 0,
      .blocked = voucher->blocked && voucher->ended == VOUCHER_END_NONE};
  struct campaign campaign;
  if (campaign_find(ctx, voucher->campaign_id, &campaign)) view.campaign = campaign.name;
  view.order = id_text(ctx->arena, voucher->order_id.value);
  view.may_pass = passing_may(ctx, voucher, balance, true) == PASSING_OK;
  set_kin(ctx, &view, voucher);
  set_uses(ctx, &view, voucher);
  set_story(request, &view, voucher);
  struct html_out out = response_out(request, response, status);
  care_voucher_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct shown_query *query = request_form(request);
  struct voucher voucher;
  if (find_voucher(request, &voucher))
    draw(request, response, 200, &voucher, S(""), query->done.len > 0);
  else
    response_not_found(request, response);
}

/* Acts. */

/* What cannot be read of a form of acts. */
static enum message wrong_field(const struct request *request) {
  struct form_problem problem;
  return form_problem(request, "email", &problem) ? MSG_passing_no_address
                                                  : MSG_refund_amount_missing;
}

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

static struct outcome do_pass(struct ctx *ctx, struct voucher_id id, const struct act_form *form) {
  struct passing passing = {
      .voucher = id, .name = form->name, .email = form->email, .agent = true, .note = form->note};
  enum passing_result result = passing_make(ctx, &passing).result;
  return (struct outcome){passing_status(result), passing_message(result)};
}

static struct outcome do_resend(struct ctx *ctx, struct voucher_id id,
                                const struct act_form *form) {
  (void)form;
  enum resend_result result = holder_resend(ctx, id, false);
  return (struct outcome){resend_status(result), resend_message(result)};
}

struct hiding {
  struct voucher_id id;
  bool hide;
};

static bool hide_body(struct ctx *ctx, void *arg) {
  const struct hiding *hiding = arg;
  struct voucher voucher;
  must(voucher_find(ctx, hiding->id, &voucher));
  if (care_support_hide(ctx, voucher.order_id, hiding->hide) != 1) return false;
  audit_write(ctx, S("voucher.support"), voucher.id.value, hiding->hide ? S("-") : S("+"));
  return true;
}

static struct outcome do_hide(struct ctx *ctx, struct voucher_id id, const struct act_form *form) {
  struct hiding hiding = {id, form->hide};
  db_write(ctx, hide_body, &hiding);
  return (struct outcome){200, MSG_passing_ok};
}

static void act(struct request *request, struct response *response,
                struct outcome (*does)(struct ctx *, struct voucher_id, const struct act_form *)) {
  struct ctx *ctx = request->ctx;
  struct voucher voucher;
  if (!find_voucher(request, &voucher)) {
    response_not_found(request, response);
    return;
  }
  struct outcome outcome = {422, wrong_field(request)};
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

static void pass_on(struct request *request, struct response *response) {
  act(request, response, do_pass);
}
static void resend(struct request *request, struct response *response) {
  act(request, response, do_resend);
}
static void hide(struct request *request, struct response *response) {
  act(request, response, do_hide);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/bons/{code}", show, WHO_AGENT, &shown_query,
     .help = "A voucher, its whole story, and what can be done for it."},
    {METHOD_POST, "/bureau/bons/{code}/bloquer", block, WHO_AGENT, &act_form,
     .help = "Block a voucher that was lost or stolen."},
    {METHOD_POST, "/bureau/bons/{code}/debloquer", unblock, WHO_AGENT, &act_form,
     .help = "Unblock it."},
    {METHOD_POST, "/bureau/bons/{code}/rembourser", pay_back, WHO_AGENT, &act_form,
     .help = "Pay back what is left of it, or a part."},
    {METHOD_POST, "/bureau/bons/{code}/annuler", reverse, WHO_AGENT, &act_form,
     .help = "Take back a use that was a mistake."},
    {METHOD_POST, "/bureau/bons/{code}/transmettre", pass_on, WHO_AGENT, &act_form,
     .help = "Pass it on under another code, to its owner who lost it or to somebody else."},
    {METHOD_POST, "/bureau/bons/{code}/renvoyer", resend, WHO_AGENT, &act_form,
     .help = "Send it once more to who holds it."},
    {METHOD_POST, "/bureau/bons/{code}/mot", hide, WHO_AGENT, &act_form,
     .help = "Hide the word of support from the shop, or show it again."},
};
const struct route_table care_routes = {routes, sizeof routes / sizeof routes[0]};
