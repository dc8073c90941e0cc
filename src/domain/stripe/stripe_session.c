#include "domain/stripe/stripe_session.h"

#include "base/fault.h"
#include "db/db.h"
#include "domain/checkout/checkout.h"
#include "domain/notice/notice.h"
#include "domain/shop/shop.h"
#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/territory/territory.h"
#include "stripe_session_sql.h"

/* Stripe keeps a page for half an hour at least. Twice that, so that a page may be asked for again
 * for half an hour with the same words. */
enum { PAGE_LIVES_S = 3600, FIRST_LOOK_MS = 3 * 60 * 1000, LOOK_MAX_MS = 30 * 60 * 1000 };

bool stripe_session_find(struct ctx *ctx, struct payment_id id, struct stripe_session *session) {
  struct stripe_session_row_row row;
  if (!stripe_session_row(ctx, id, &row)) return false;
  *session = (struct stripe_session){
      id, row.session, row.url, row.intent, (enum stripe_session_state)row.state, row.made_at};
  return true;
}

bool stripe_session_by_intent(struct ctx *ctx, struct str intent, struct stripe_session *session) {
  struct stripe_session_intent_row row;
  return stripe_session_intent(ctx, intent, &row) &&
         stripe_session_find(ctx, row.payment_id, session);
}

/* Asking for a page. */

struct asking { /* of one territory */
  struct str origin;
  struct territory territory;
};

/* The reader's language stands in our addresses, unless it is the territory's first. */
static struct str return_address(struct ctx *ctx, const struct asking *asking,
                                 const struct order *order, struct payment_id id,
                                 const char *page) {
  struct str language = language_code(order->language);
  bool first = order->language == asking->territory.language;
  return str_format(ctx->arena, "%.*s%s%.*s%.*s/%s", STR_ARG(asking->origin), first ? "" : "/",
                    first ? 0 : (int)language.len, language.ptr,
                    STR_ARG(payment_path(ctx, PROVIDER_STRIPE, id)), page);
}

/* "Bon d’achat, Librairie des Lilas" */
static struct str name_of(struct ctx *ctx, const struct asking *asking, const struct order *order) {
  struct shop shop;
  struct str name = asking->territory.name;
  if (order->shop_id.value != 0 && shop_find(ctx, order->shop_id, &shop)) name = shop.name;
  return MESSAGE(ctx->arena, order->language, MSG_stripe_line, {"shop", name});
}

static struct str body_of(struct ctx *ctx, const struct asking *asking, const struct order *order,
                          const struct stripe_session_wanted_row *wanted) {
  struct stripe_form form = stripe_form(ctx);
  struct str group = id_text(ctx->arena, order->id.value);
  struct str mark = id_text(ctx->arena, wanted->id.value);
  char currency[4] = {0};
  for (size_t i = 0; i < 3; i++)
    currency[i] = (char)(currency_code(ctx->currency).ptr[i] - 'A' + 'a');
  stripe_form_add(&form, "mode", S("payment"));
  stripe_form_add(&form, "client_reference_id", mark);
  stripe_form_mark(&form, wanted->id.value);
  stripe_form_add(&form, "payment_intent_data[metadata][" STRIPE_MARK "]", mark);
  stripe_form_add(&form, "payment_intent_data[transfer_group]", group);
  stripe_form_add(&form, "payment_method_types[0]", S("card"));
  stripe_form_add(&form, "line_items[0][quantity]", S("1"));
  stripe_form_add(&form, "line_items[0][price_data][currency]", str_from(currency));
  stripe_form_add_int(&form, "line_items[0][price_data][unit_amount]", wanted->amount_minor);
  stripe_form_add(&form, "line_items[0][price_data][product_data][name]",
                  name_of(ctx, asking, order));
  stripe_form_add(&form, "locale", language_code(order->language));
  stripe_form_add_int(&form, "expires_at", ctx->now.ms / 1000 + PAGE_LIVES_S);
  stripe_form_add(&form, "success_url", return_address(ctx, asking, order, wanted->id, "retour"));
  stripe_form_add(&form, "cancel_url", return_address(ctx, asking, order, wanted->id, "annule"));
  if (order->buyer_email.len > 0) stripe_form_add(&form, "customer_email", order->buyer_email);
  return buf_str(&form.text);
}

static int64_t ask_for_pages(struct ctx *ctx, struct str origin) {
  struct stripe_session_wanted_rows rows = stripe_session_wanted(ctx);
  struct asking asking = {.origin = origin};
  if (rows.count > 0) must(territory_find(ctx, ctx->territory, &asking.territory));
  for (size_t i = 0; i < rows.count; i++) {
    struct order order;
    must(order_find(ctx, (struct order_id){rows.items[i].order_id}, &order));
    struct instant look = {ctx->now.ms + FIRST_LOOK_MS};
    if (stripe_session_insert(ctx, rows.items[i].id, look, ctx->now) == 1)
      stripe_call_add(ctx, STRIPE_CALL_SESSION, rows.items[i].id.value, S("/v1/checkout/sessions"),
                      body_of(ctx, &asking, &order, &rows.items[i]));
  }
  return (int64_t)rows.count;
}

static struct str path_of(struct ctx *ctx, struct str session, const char *more) {
  return str_format(ctx->arena, "/v1/checkout/sessions/%.*s%s", STR_ARG(session), more);
}

static int64_t end_pages(struct ctx *ctx) {
  struct stripe_session_unwanted_rows rows = stripe_session_unwanted(ctx);
  for (size_t i = 0; i < rows.count; i++)
    stripe_call_add(ctx, STRIPE_CALL_SESSION_END, rows.items[i].payment_id.value,
                    path_of(ctx, rows.items[i].session, "/expire"), S(""));
  return (int64_t)rows.count;
}

int64_t stripe_session_gather(struct ctx *ctx, struct str origin) {
  return ask_for_pages(ctx, origin) + end_pages(ctx);
}

/* What Stripe says. */

static void tell_buyer(struct ctx *ctx, struct payment_id id) {
  struct payment payment;
  struct order order;
  enum language language = ctx->language;
  must(payment_find(ctx, id, &payment) &&
       order_find(ctx, (struct order_id){payment.order}, &order));
  if (order.buyer_email.len == 0) return;
  ctx->language = order.language;
  notice_add(ctx, NOTICE_CARD_ASIDE, id.value, order.buyer_email, order.buyer_name);
  ctx->language = language;
}

static void suspend(struct ctx *ctx, const struct stripe_object *object, struct payment_id id,
                    enum stripe_odd_kind kind) {
  stripe_session_set(ctx, id, STRIPE_SESSION_SUSPENDED, object->intent);
  stripe_odd_add(ctx, &(struct stripe_odd){.kind = kind,
                                           .noun = id.value,
                                           .object = object->id,
                                           .intent = object->intent,
                                           .amount_minor = object->amount_minor,
                                           .currency = object->currency,
                                           .holds = true});
  tell_buyer(ctx, id);
}

/* The buyer's money is at Stripe. */
static void pay(struct ctx *ctx, const struct stripe_object *object,
                const struct payment *payment) {
  if (!str_equal(object->currency, currency_code(ctx->currency))) {
    suspend(ctx, object, payment->id, STRIPE_ODD_OTHER_CURRENCY);
  } else if (object->amount_minor != payment->amount.minor) {
    suspend(ctx, object, payment->id, STRIPE_ODD_OTHER_AMOUNT);
  } else if (checkout_settle_within(ctx, payment->id, false).result != CHECKOUT_OK) {
    suspend(ctx, object, payment->id, STRIPE_ODD_LATE);
  } else {
    stripe_session_set(ctx, payment->id, STRIPE_SESSION_PAID, object->intent);
  }
}

static void give_up(struct ctx *ctx, struct payment_id id, enum stripe_session_state state,
                    struct str intent) {
  if (stripe_session_set(ctx, id, state, intent) == 1) checkout_abandon_within(ctx, id);
}

static void open_page(struct ctx *ctx, const struct stripe_object *object, struct payment_id id) {
  bool web = str_starts(object->url, S("https://")) || str_starts(object->url, S("http://"));
  if (web) stripe_session_open(ctx, id, object->id, object->url);
}

void stripe_session_told(struct ctx *ctx, const struct stripe_object *object) {
  struct payment_id id = {object->mark};
  struct payment payment;
  struct stripe_session session;
  bool ours = payment_find(ctx, id, &payment) && payment.provider == PROVIDER_STRIPE &&
              stripe_session_find(ctx, id, &session) &&
              (session.session.len == 0 || str_equal(session.session, object->id));
  if (!ours || session.state > STRIPE_SESSION_CLEARING) return; /* decided before */
  bool complete = str_equal(object->status, S("complete"));
  if (object->paid && complete)
    pay(ctx, object, &payment);
  else if (complete)
    stripe_session_set(ctx, id, STRIPE_SESSION_CLEARING, object->intent);
  else if (str_equal(object->status, S("expired")))
    give_up(ctx, id, STRIPE_SESSION_OVER, object->intent);
  else if (session.state == STRIPE_SESSION_ASKED)
    open_page(ctx, object, id);
}

void stripe_session_refused(struct ctx *ctx, struct payment_id id) {
  give_up(ctx, id, STRIPE_SESSION_FAILED, S(""));
}

/* Looking. */

void stripe_session_look(struct ctx *ctx, struct payment_id id) {
  struct stripe_session session;
  if (!stripe_session_find(ctx, id, &session)) return;
  if (session.state == STRIPE_SESSION_OPEN || session.state == STRIPE_SESSION_CLEARING)
    stripe_call_add(ctx, STRIPE_CALL_SESSION_LOOK, id.value, path_of(ctx, session.session, ""),
                    S(""));
}

/* After three minutes, then after twice as long each time, at most half an hour. */
static struct instant next_look(struct ctx *ctx, int64_t looks) {
  int64_t wait = FIRST_LOOK_MS;
  for (int64_t i = 0; i < looks && wait < LOOK_MAX_MS; i++)
    wait *= 2;
  return (struct instant){ctx->now.ms + (wait < LOOK_MAX_MS ? wait : LOOK_MAX_MS)};
}

int64_t stripe_session_look_round(struct ctx *ctx) {
  struct stripe_session_due_rows rows = stripe_session_due(ctx, ctx->now);
  for (size_t i = 0; i < rows.count; i++) {
    stripe_session_looked(ctx, rows.items[i].payment_id, next_look(ctx, rows.items[i].looks));
    stripe_call_add(ctx, STRIPE_CALL_SESSION_LOOK, rows.items[i].payment_id.value,
                    path_of(ctx, rows.items[i].session, ""), S(""));
  }
  return (int64_t)rows.count;
}

static bool returned_body(struct ctx *ctx, void *arg) {
  const struct payment_id *id = arg;
  stripe_session_look(ctx, *id);
  return true;
}

void stripe_session_returned(struct ctx *ctx, struct payment_id id) {
  struct stripe_session session;
  bool known = stripe_session_find(ctx, id, &session);
  if (known && session.state < STRIPE_SESSION_PAID) db_write(ctx, returned_body, &id);
}

/* The order is given up here at once; the job ends the page at Stripe. Who pays there in the same
 * moment after all is shown to an agent. */
static bool leave_body(struct ctx *ctx, void *arg) {
  const struct payment_id *id = arg;
  struct stripe_session session;
  bool known = stripe_session_find(ctx, *id, &session);
  if (known && session.state > STRIPE_SESSION_OPEN) return false;
  return checkout_abandon_within(ctx, *id);
}

void stripe_session_leave(struct ctx *ctx, struct payment_id id) {
  db_write(ctx, leave_body, &id);
}
