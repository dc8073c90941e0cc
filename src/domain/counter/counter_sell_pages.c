/* One voucher, or a row of printed ones, against money. */
#include "base/fault.h"
#include "base/format.h"
#include "counter_sell_html.h"
#include "domain/counter/counter_sell.h"

enum { SEEN_MAX_MINOR = 100000000 };

static const struct field sell_fields[] = {
    FIELD(struct sell_form, sale, TEXT, .max = 13, .help = "Made with the form: sells once"),
    FIELD(struct sell_form, shop, TEXT, .max = 120, .help = "Slug; or wide, or printed"),
    FIELD(struct sell_form, wide, FLAG, .help = "For all shops that take part"),
    FIELD(struct sell_form, printed, FLAG, .help = "Printed vouchers: first and last"),
    FIELD(struct sell_form, amount, TEXT, .max = 20, .help = "A face value, or \"own\""),
    FIELD(struct sell_form, own, AMOUNT, .help = "Another amount"),
    FIELD(struct sell_form, first, TEXT, .max = 40, .help = "Serial or code"),
    FIELD(struct sell_form, last, TEXT, .max = 40, .help = "Likewise; empty: the first alone"),
    FIELD(struct sell_form, name, TEXT, .max = 80, .help = "The buyer's name"),
    FIELD(struct sell_form, email, EMAIL, .help = "Where the voucher goes too, if given"),
    FIELD(struct sell_form, to_name, TEXT, .max = 80, .help = "Who gets it as a gift"),
    FIELD(struct sell_form, message, LONGTEXT, .max = 300, .help = "Printed on the gift"),
    FIELD(struct sell_form, tender, CHOICE, .choices = "cash|cheque", .help = "How it is paid"),
    FIELD(struct sell_form, given, AMOUNT, .help = "Cash put on the counter"),
    FIELD(struct sell_form, number, TEXT, .max = 40, .help = "The cheque's number"),
    FIELD(struct sell_form, bank, TEXT, .max = 80, .help = "The cheque's bank"),
    FIELD(struct sell_form, go, CHOICE, .choices = "form|again|take", .help = "Which screen next"),
    FIELD(struct sell_form, aid, CHOICE, .choices = "yes|no", .help = "With public money"),
    FIELD(struct sell_form, way, CHOICE, .choices = "paper|code", .help = "How the buyer is known"),
    FIELD(struct sell_form, id_name, TEXT, .max = 120, .help = "As the identity paper says"),
    FIELD_GIVEN(struct sell_form, born, DAY, has_born, .help = "Likewise"),
    FIELD(struct sell_form, address, TEXT, .max = 200, .help = "Where six digits are sent"),
    FIELD(struct sell_form, proof, TEXT, .max = 80, .help = "Names what was proved"),
    FIELD(struct sell_form, code, TEXT, .max = 40, .help = "The six digits"),
    FIELD(struct sell_form, birth, INT, .min = 1900, .max = 2100, .help = "Year of birth"),
    FIELD(struct sell_form, home, TEXT, .max = 80, .help = "Postcode or town of residence"),
    FIELD_GIVEN(struct sell_form, seen, INT, has_seen, .max = SEEN_MAX_MINOR,
                .help = "Public money that was shown, in cents"),
};
static const struct form sell_form = FORM("CounterSale", struct sell_form, sell_fields);

static bool find_shop(struct request *request, const struct sell_form *form, struct shop *shop) {
  return form->wide || form->printed || shop_find_by_slug(request->ctx, form->shop, shop);
}

struct str counter_amount_typed(struct ctx *ctx, int64_t minor) {
  return format_typed(ctx->arena, ctx->language, money_of(minor, ctx->currency));
}

struct str counter_typed(const struct request *request, const char *field, int64_t minor) {
  struct form_problem problem;
  if (form_problem(request, field, &problem)) return problem.typed;
  return minor > 0 ? counter_amount_typed(request->ctx, minor) : S("");
}

struct counter_tender counter_tender_of(const struct selling_now *now) {
  const struct sell_form *form = now->form;
  return (struct counter_tender){.cheque = str_equal(form->tender, S("cheque")),
                                 .given = counter_typed(now->request, "given", form->given),
                                 .number = form->number,
                                 .bank = form->bank,
                                 .currency = currency_sign(now->request->ctx->currency)};
}

static void set_offer(struct ctx *ctx, struct counter_sell_page *view,
                      const struct campaign *campaign, struct str chosen) {
  view->amounts = counter_amounts_of(ctx, campaign, chosen);
  view->free_amount = campaign->max_minor > 0;
  view->least = money_of(campaign->min_minor, ctx->currency);
  view->most = money_of(campaign->max_minor, ctx->currency);
}

void counter_draw_form(struct selling_now *now, int status, struct str problem) {
  struct request *request = now->request;
  struct ctx *ctx = request->ctx;
  const struct sell_form *form = now->form;
  const struct shop *shop = &now->shop;
  struct campaign campaign;
  bool one = !form->wide && !form->printed;
  struct str email = counter_typed(request, "email", 0);
  struct counter_sell_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_sell),
      .problem = problem,
      .sale = form->sale.len > 0 ? form->sale : id_text(ctx->arena, id_next(ctx->ids)),
      .currency = currency_sign(ctx->currency),
      .slug = one ? shop->slug : S(""),
      .shop = one ? shop->name : S(""),
      .place = one ? shop->town : S(""),
      .wide = form->wide,
      .printed = form->printed,
      .own = counter_typed(request, "own", form->own),
      .first = form->first,
      .last = form->last,
      .name = form->name,
      .email = email.len > 0 ? email : form->email,
      .to_name = form->to_name,
      .message = form->message,
      .proof = form->proof,
      .aid = counter_aid_of(now),
      .tender = counter_tender_of(now),
  };
  if (!form->printed && counter_on_sale(ctx, form->wide, shop, &campaign))
    set_offer(ctx, &view, &campaign, form->amount);
  struct html_out out = response_out(request, now->response, status);
  counter_sell_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct sell_form form = *(const struct sell_form *)request_form(request);
  struct selling_now now = {.request = request, .response = response, .form = &form};
  struct campaign campaign;
  if (!find_shop(request, &form, &now.shop)) {
    response_not_found(request, response);
    return;
  }
  bool sells = form.printed || counter_on_sale(request->ctx, form.wide, &now.shop, &campaign);
  if (sells && !form.printed)
    now.quote.aid = checkout_aid_for(request->ctx, &campaign, form.wide ? NULL : &now.shop,
                                     &(struct order_top_up){0});
  enum language language = request->ctx->language;
  counter_draw_form(&now, 200, sells ? S("") : message_text(language, MSG_counter_nothing_on_sale));
}

/* Sending. */

static struct str unread(struct request *request) {
  enum message message = MSG_counter_check_form;
  struct form_problem problem;
  if (form_problem(request, "email", &problem)) message = problem.message;
  return message_text(request->ctx->language, message);
}

static int64_t amount_of(const struct sell_form *form) {
  int64_t minor;
  if (str_equal(form->amount, S("own"))) return form->own;
  return money_parse(form->amount, &minor) ? minor : form->own;
}

static struct counter_order order_of(const struct sell_form *form, const struct shop *shop,
                                     struct sale_id id) {
  bool cheque = str_equal(form->tender, S("cheque"));
  return (struct counter_order){
      .id = id,
      .shop_id = shop->id,
      .wide = form->wide,
      .amount_minor = amount_of(form),
      .first = form->printed ? form->first : S(""),
      .last = form->last,
      .buyer_name = form->name,
      .buyer_email = form->email,
      .recipient_name = form->to_name,
      .message = form->message,
      .tender = cheque ? TENDER_CHEQUE : TENDER_CASH,
      .given_minor = cheque ? 0 : form->given,
      .cheque_number = cheque ? form->number : S(""),
      .cheque_bank = cheque ? form->bank : S(""),
  };
}

/* What the form can know by itself. */
static struct str incomplete(struct request *request, const struct sell_form *form) {
  enum language language = request->ctx->language;
  if (!form_ok(request)) return unread(request);
  if (form->printed && form->first.len == 0) return message_text(language, MSG_counter_no_first);
  if (!form->printed && form->name.len == 0) return message_text(language, MSG_counter_no_name);
  if (!form->printed && amount_of(form) == 0) return message_text(language, MSG_counter_no_amount);
  return S("");
}

/* The money is on the counter. */
static void take(struct selling_now *now) {
  struct ctx *ctx = now->request->ctx;
  bool aided = now->quote.aid.offered;
  struct counter_answer answer = counter_sell(ctx, &now->order);
  if (answer.result == COUNTER_KEY_REUSED) now->form->sale = S(""); /* what follows is another */
  if (answer.result == COUNTER_OK)
    response_redirect(now->response, str_format(ctx->arena, "/bureau/guichet/ventes/%.*s",
                                                STR_ARG(now->form->sale)));
  else if (aided)
    counter_draw_check(now, counter_answer_status(&answer), counter_sentence(ctx, &answer));
  else
    counter_draw_form(now, counter_answer_status(&answer), counter_sentence(ctx, &answer));
}

static void sell(struct request *request, struct response *response) {
  struct sell_form form = *(const struct sell_form *)request_form(request);
  struct selling_now now = {.request = request, .response = response, .form = &form};
  struct sale_id id;
  if (!find_shop(request, &form, &now.shop) || !id_from_text(form.sale, &id.value) ||
      id.value <= 0) {
    response_not_found(request, response);
    return;
  }
  struct str problem = incomplete(request, &form);
  now.order = order_of(&form, &now.shop, id);
  now.quote = counter_quote(request->ctx, &now.order);
  if (problem.len > 0)
    counter_draw_form(&now, 422, problem);
  else if (now.quote.aid.offered && counter_aid_answered(&now))
    return;
  else if (form.tender.len == 0)
    counter_draw_form(&now, 422, message_text(request->ctx->language, MSG_counter_no_tender));
  else
    take(&now);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/guichet/vendre", show, WHO_AGENT, &sell_form,
     .help = "What is sold at the counter, to whom, and how it is paid."},
    {METHOD_POST, "/bureau/guichet/vendre", sell, WHO_AGENT, &sell_form,
     .help = "Take the money: the voucher is there."},
};
const struct route_table counter_sell_routes = {routes, sizeof routes / sizeof routes[0]};
