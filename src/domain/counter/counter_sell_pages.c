/* One voucher, or a row of printed ones, against money. */
#include "base/fault.h"
#include "base/format.h"
#include "counter_sell_html.h"
#include "domain/counter/counter_pages.h"

struct sell_form {
  struct str sale, shop, amount, first, last, name, email, to_name, message, tender, number, bank;
  int64_t own, given;
  bool wide, printed;
};
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
};
static const struct form sell_form = FORM("CounterSale", struct sell_form, sell_fields);

static bool find_shop(struct request *request, const struct sell_form *form, struct shop *shop) {
  return form->wide || form->printed || shop_find_by_slug(request->ctx, form->shop, shop);
}

/* As typed, also where it could not be read. */
static struct str typed(const struct request *request, const char *field, int64_t minor) {
  struct form_problem problem;
  if (form_problem(request, field, &problem)) return problem.typed;
  return minor > 0 ? money_decimal(request->ctx->arena, minor) : S("");
}

static void set_offer(struct ctx *ctx, struct counter_sell_page *view,
                      const struct campaign *campaign, struct str chosen) {
  view->amounts = counter_amounts_of(ctx, campaign, chosen);
  view->free_amount = campaign->max_minor > 0;
  view->least = money_of(campaign->min_minor, ctx->currency);
  view->most = money_of(campaign->max_minor, ctx->currency);
}

static void draw(struct request *request, struct response *response, int status,
                 const struct sell_form *form, const struct shop *shop, struct str problem) {
  struct ctx *ctx = request->ctx;
  struct campaign campaign;
  bool one = !form->wide && !form->printed;
  struct counter_sell_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_sell),
      .problem = problem,
      .sale = form->sale.len > 0 ? form->sale : id_text(ctx->arena, id_next(ctx->ids)),
      .currency = counter_currency(ctx),
      .slug = one ? shop->slug : S(""),
      .shop = one ? shop->name : S(""),
      .place = one ? shop->town : S(""),
      .wide = form->wide,
      .printed = form->printed,
      .cheque = str_equal(form->tender, S("cheque")),
      .own = typed(request, "own", form->own),
      .first = form->first,
      .last = form->last,
      .name = form->name,
      .email = typed(request, "email", 0).len > 0 ? typed(request, "email", 0) : form->email,
      .to_name = form->to_name,
      .message = form->message,
      .given = typed(request, "given", form->given),
      .number = form->number,
      .bank = form->bank,
  };
  if (!form->printed && counter_on_sale(ctx, form->wide, shop, &campaign))
    set_offer(ctx, &view, &campaign, form->amount);
  struct html_out out = response_out(request, response, status);
  counter_sell_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct sell_form *form = request_form(request);
  struct campaign campaign;
  struct shop shop = {0};
  if (!find_shop(request, form, &shop)) {
    response_not_found(request, response);
    return;
  }
  bool sells = form->printed || counter_on_sale(request->ctx, form->wide, &shop, &campaign);
  draw(request, response, 200, form, &shop,
       sells ? S("") : message_text(request->ctx->language, MSG_counter_nothing_on_sale));
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
  if (form->tender.len == 0) return message_text(language, MSG_counter_no_tender);
  return S("");
}

static void sell(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct sell_form *form = request_form(request);
  struct shop shop = {0};
  struct sale_id id;
  if (!find_shop(request, form, &shop) || !id_from_text(form->sale, &id.value) || id.value <= 0) {
    response_not_found(request, response);
    return;
  }
  struct str problem = incomplete(request, form);
  if (problem.len > 0) {
    draw(request, response, 422, form, &shop, problem);
    return;
  }
  struct counter_order order = order_of(form, &shop, id);
  struct counter_answer answer = counter_sell(ctx, &order);
  if (answer.result == COUNTER_OK)
    response_redirect(response,
                      str_format(ctx->arena, "/bureau/guichet/ventes/%.*s", STR_ARG(form->sale)));
  else
    draw(request, response, counter_answer_status(&answer), form, &shop,
         counter_sentence(ctx, &answer));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/guichet/vendre", show, WHO_AGENT, &sell_form,
     .help = "What is sold at the counter, to whom, and how it is paid."},
    {METHOD_POST, "/bureau/guichet/vendre", sell, WHO_AGENT, &sell_form,
     .help = "Take the money: the voucher is there."},
};
const struct route_table counter_sell_routes = {routes, sizeof routes / sizeof routes[0]};
