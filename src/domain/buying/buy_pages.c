#include "domain/buying/buy.h"

#include "base/fault.h"
#include "base/format.h"
#include "db/db.h"
#include "domain/shop/trade.h"
#include "domain/stripe/stripe_session.h"

enum { NAME_MAX_CHARS = 100, WORDS_MAX_CHARS = 300, AMOUNT_MAX_MINOR = 100000000 };

static const struct field purchase_fields[] = {
    FIELD(struct purchase, go, CHOICE, .choices = "amount|person|check|pay|again|without|wait",
          .help = "The screen that is asked for; pay places the order"),
    FIELD_GIVEN(struct purchase, amount, AMOUNT, has_amount, .max = AMOUNT_MAX_MINOR,
                .help = "As people type it: 35 or 35,50"),
    FIELD(struct purchase, whom, CHOICE, .choices = "me|gift", .help = "Whom the voucher is for"),
    FIELD(struct purchase, name, TEXT, .max = NAME_MAX_CHARS, .help = "Who buys"),
    FIELD(struct purchase, email, EMAIL, .help = "Where the voucher goes"),
    FIELD(struct purchase, to_name, TEXT, .max = NAME_MAX_CHARS, .help = "Whom it is given to"),
    FIELD(struct purchase, to_email, EMAIL, .help = "Where the gift is sent, if we send it"),
    FIELD_GIVEN(struct purchase, to_on, DAY, has_to_on, .help = "On which day it is sent"),
    FIELD(struct purchase, message, LONGTEXT, .max = WORDS_MAX_CHARS,
          .help = "Printed on the voucher"),
    FIELD(struct purchase, support, LONGTEXT, .max = WORDS_MAX_CHARS, .help = "A word to the shop"),
    FIELD(struct purchase, by, CHOICE, .choices = "sandbox|stripe|bank", .help = "How it is paid"),
    FIELD(struct purchase, aid, CHOICE, .choices = "no", .help = "Do without public money"),
    FIELD(struct purchase, birth, INT, .min = 1900, .max = 2100, .help = "Year of birth"),
    FIELD(struct purchase, home, TEXT, .max = 80, .help = "Postcode or town of residence"),
    FIELD(struct purchase, phone, TEXT, .max = 40, .help = "Where a code is sent by SMS"),
    FIELD(struct purchase, proof, TEXT, .max = 80, .help = "Names what was proved"),
    FIELD(struct purchase, code, TEXT, .max = 40, .help = "The six digits"),
    FIELD(struct purchase, queue, TEXT, .max = 80, .help = "Place in the line for public money"),
    FIELD(struct purchase, seen, INT, .max = AMOUNT_MAX_MINOR,
          .help = "Public money that was shown, in cents"),
    FIELD(struct purchase, test, CHOICE, .choices = "yes",
          .help = "For agents: try it for play money"),
    FIELD(struct purchase, key, TEXT, .max = 80, .help = "Makes two of the same order one"),
};
const struct form purchase_form = FORM("Purchase", struct purchase, purchase_fields);

static struct buying_shop all_shops(const struct request *request, const struct shop *shop) {
  return (struct buying_shop){
      .wide = true,
      .page = site_path(request, S("/commerces?service=vouchers")),
      .buy = site_path(request, S("/bon")),
      .name = shop->name,
      .pattern = trade_pattern(S("")),
      .town = shop->town,
  };
}

struct buying_shop buying_shop_of(const struct request *request, const struct shop *shop) {
  if (shop->id.value == 0) return all_shops(request, shop);
  struct arena *arena = request->ctx->arena;
  struct str path = str_format(arena, "/commerces/%.*s", STR_ARG(shop->slug));
  return (struct buying_shop){
      .page = site_path(request, path),
      .buy = site_path(request, str_format(arena, "%.*s/bon", STR_ARG(path))),
      .slug = shop->slug,
      .name = shop->name,
      .pattern = trade_pattern(shop->trade),
      .street = shop->street,
      .postcode = shop->postcode,
      .town = shop->town,
  };
}

struct buying_shop buying_place_of(struct request *request, const struct order *order) {
  struct shop shop;
  must(order_shop(request->ctx, order->shop_id, &shop));
  return buying_shop_of(request, &shop);
}

struct str buying_short(struct ctx *ctx, struct money amount) {
  struct buf text = buf_in(ctx->arena);
  format_money_short(&text, ctx->language, amount);
  return buf_str(&text);
}

void buying_private(struct response *response) {
  response_header(response, "Cache-Control", S("no-store"));
  response_header(response, "X-Robots-Tag", S("noindex"));
}

/* The offer. */

/* The shop's or the campaign's "no" before any amount is thought of. Where nothing is sold now, the
 * last campaign says why: it will open, or it is over. */
static struct checkout_answer closed(const struct request *request, struct offer *offer,
                                     int64_t amount_minor) {
  struct ctx *ctx = request->ctx;
  struct checkout_answer answer = {.result = CHECKOUT_OK};
  struct measured place = measured_shop(&offer->shop);
  if (offer->test)
    answer.result =
        campaign_rehearsed(ctx, offer->wide, &offer->campaign) ? CHECKOUT_OK : CHECKOUT_NO_CAMPAIGN;
  else if (!offer->wide)
    answer.result = checkout_offer(ctx, &place, offer->shop.takes_vouchers && !offer->shop.gone,
                                   &offer->campaign);
  else if (!campaign_wide(ctx, &offer->campaign))
    answer.result = CHECKOUT_NO_CAMPAIGN;
  enum provider open[PROVIDERS_MAX];
  if (answer.result != CHECKOUT_SHOP_NOT_SELLING && !offer->test &&
      providers_open(ctx, request->territory->demonstration, open) == 0)
    answer.result = CHECKOUT_NO_PROVIDER;
  if (answer.result == CHECKOUT_OK) {
    answer.campaign = campaign_sells(&offer->campaign, ctx->now, amount_minor);
    if (answer.campaign == CAMPAIGN_NOT_OPEN || answer.campaign == CAMPAIGN_ENDED)
      answer.result = CHECKOUT_CAMPAIGN;
  }
  return answer;
}

/* Of the shop, or with "" of all. False if the request has been answered: nothing is sold. */
static bool offer_open(struct request *request, struct response *response, struct str slug,
                       const struct purchase *purchase, struct offer *offer) {
  struct ctx *ctx = request->ctx;
  *offer = (struct offer){.wide = slug.len == 0,
                          .test = purchase->test.len > 0 && request->session->agent};
  if (offer->wide ? !order_shop(ctx, offer->shop.id, &offer->shop)
                  : !shop_find_by_slug(ctx, slug, &offer->shop)) {
    response_not_found(request, response);
    return false;
  }
  struct checkout_answer answer = closed(request, offer, purchase->amount);
  if (answer.result != CHECKOUT_OK) buy_draw_closed(request, response, offer, &answer);
  return answer.result == CHECKOUT_OK;
}

/* Screens. */

/* What was chosen, else the usual way. */
static enum provider provider_of(struct request *request, const struct offer *offer,
                                 const struct purchase *purchase) {
  if (offer->test) return PROVIDER_SANDBOX;
  enum provider chosen;
  if (provider_from_name(purchase->by, &chosen)) return chosen;
  return provider_usual(request->ctx, request->territory->demonstration);
}

/* Public money is not what he was shown: the last screen again, with what it is now. */
static void tell(struct request *request, struct response *response, const struct offer *offer,
                 const struct purchase *purchase, const struct checkout_answer *answer) {
  struct offer now = *offer;
  now.told = message_text(request->ctx->language, topup_message(answer->top_up));
  buy_aid(request, &now, purchase);
  buy_draw(request, response, &now, purchase, SCREEN_CHECK, false);
}

enum { WAYS_MAX = 6 };

/* Does the order that this key made wait for money in the way that is wanted now? */
static bool stands(const struct payment *payment, enum provider wanted) {
  if (payment->state == PAYMENT_PAID) return true;
  return payment->provider == wanted && payment->state != PAYMENT_ABANDONED;
}

/* Back from the page where it was to be paid, and another way: as long as nothing is paid, a
 * transfer becomes what is wanted now; any other order is given up and made anew. */
static struct checkout_answer place_anew(struct ctx *ctx, const struct order_request *request) {
  struct order_request again = *request;
  struct checkout_answer answer = checkout_place(ctx, &again);
  struct payment payment;
  for (int ways = 1; ways < WAYS_MAX && answer.result == CHECKOUT_OK; ways++) {
    must(payment_find(ctx, answer.payment_id, &payment));
    db_read_end(ctx);
    if (stands(&payment, request->provider)) break;
    if (checkout_change_way(ctx, payment.id, request->provider)) {
      answer.provider = request->provider;
      break;
    }
    if (payment.provider == PROVIDER_STRIPE)
      stripe_session_leave(ctx, payment.id);
    else
      checkout_settle(ctx, payment.provider, payment.id, PAYMENT_ABANDONED);
    db_read_end(ctx);
    again.key = str_format(ctx->arena, "%.*s/%d", STR_ARG(request->key), ways);
    answer = checkout_place(ctx, &again);
  }
  return answer;
}

static void place(struct request *request, struct response *response, const struct offer *offer,
                  const struct purchase *purchase) {
  struct ctx *ctx = request->ctx;
  bool gift = purchase_is_gift(purchase);
  enum provider provider = provider_of(request, offer, purchase);
  struct checkout_answer answer =
      place_anew(ctx, &(struct order_request){
                          .shop_id = offer->shop.id,
                          .wide = offer->wide,
                          .test = offer->test,
                          .amount_minor = purchase->amount,
                          .buyer_name = purchase->name,
                          .buyer_email = purchase->email,
                          .recipient_name = gift ? purchase->to_name : S(""),
                          .recipient_email = gift ? purchase->to_email : S(""),
                          .has_gift_on = gift && purchase->has_to_on,
                          .gift_on = purchase->to_on,
                          .message = gift ? purchase->message : S(""),
                          .support = offer->wide ? S("") : purchase->support,
                          .top_up = buy_aid_wish(ctx, offer, purchase),
                          .key = purchase->key,
                          .provider = provider,
                      });
  if (answer.result == CHECKOUT_TOP_UP) {
    tell(request, response, offer, purchase, &answer);
    return;
  }
  if (answer.result != CHECKOUT_OK) {
    buy_draw_closed(request, response, offer, &answer);
    return;
  }
  response_redirect(response, payment_path(ctx, answer.provider, answer.payment_id));
}

static void go_to(struct request *request, struct response *response, struct str slug,
                  const struct purchase *asked, enum screen wanted) {
  struct purchase purchase = *asked;
  struct offer offer;
  struct form_problem problem;
  if (!offer_open(request, response, slug, &purchase, &offer)) return;
  if (str_equal(purchase.go, S("without"))) purchase.aid = S("no");
  buy_aid(request, &offer, &purchase);
  buy_judge(request, &offer, &purchase);
  enum screen reached = buy_reached(request, &purchase, wanted);
  if (reached > SCREEN_PERSON && buy_prove(request, &offer, &purchase)) {
    bool wrong = form_problem(request, "code", &problem);
    buy_draw(request, response, &offer, &purchase, SCREEN_PROVE, wrong);
  } else if (reached == SCREEN_CHECK && buy_wait(request, response, &offer, &purchase)) {
    return;
  } else if (reached == SCREEN_PAY) {
    place(request, response, &offer, &purchase);
  } else {
    buy_draw(request, response, &offer, &purchase, reached, reached < wanted);
  }
}

static enum screen wanted_screen(const struct purchase *purchase) {
  if (str_equal(purchase->go, S("person"))) return SCREEN_PERSON;
  if (str_equal(purchase->go, S("check")) || str_equal(purchase->go, S("again")) ||
      str_equal(purchase->go, S("without")) || str_equal(purchase->go, S("wait")))
    return SCREEN_CHECK;
  if (str_equal(purchase->go, S("pay"))) return purchase->key.len > 0 ? SCREEN_PAY : SCREEN_CHECK;
  return SCREEN_AMOUNT;
}

/* An address may name an amount. Names and messages it would leave in logs and histories. */
static void begin_at(struct request *request, struct response *response, struct str slug) {
  const struct purchase *asked = request_form(request);
  struct purchase purchase = {.amount = asked->amount,
                              .has_amount = asked->has_amount,
                              .test = asked->test,
                              .queue = asked->queue};
  bool further = wanted_screen(asked) != SCREEN_AMOUNT;
  go_to(request, response, slug, &purchase, further ? SCREEN_PERSON : SCREEN_AMOUNT);
}

static void begin(struct request *request, struct response *response) {
  begin_at(request, response, request_param(request, "slug"));
}

static void begin_wide(struct request *request, struct response *response) {
  begin_at(request, response, S(""));
}

static void go_on_at(struct request *request, struct response *response, struct str slug) {
  const struct purchase *purchase = request_form(request);
  struct form_problem whole;
  if (form_problem(request, "", &whole)) {
    response_refuse(request, response, 400, "form_unreadable", whole.message, S(""));
    return;
  }
  go_to(request, response, slug, purchase, wanted_screen(purchase));
}

static void go_on(struct request *request, struct response *response) {
  go_on_at(request, response, request_param(request, "slug"));
}

static void go_on_wide(struct request *request, struct response *response) {
  go_on_at(request, response, S(""));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/bon",
     .handle = begin_wide,
     .who = WHO_ANYONE,
     .form = &purchase_form,
     .help = "Buy a voucher that all shops take: the amount, then for whom."},
    {.method = METHOD_POST,
     .path = "/bon",
     .handle = go_on_wide,
     .who = WHO_ANYONE,
     .form = &purchase_form,
     .rate = RATE_PURCHASE,
     .help = "The next screen of such a purchase, or back."},
    {.method = METHOD_GET,
     .path = "/commerces/{slug}/bon",
     .handle = begin,
     .who = WHO_ANYONE,
     .form = &purchase_form,
     .help = "Buy a voucher: the amount, then for whom."},
    {.method = METHOD_POST,
     .path = "/commerces/{slug}/bon",
     .handle = go_on,
     .who = WHO_ANYONE,
     .form = &purchase_form,
     .rate = RATE_PURCHASE,
     .help = "The next screen of a purchase, or back; the last one leads to the payment."},
};
const struct route_table buy_routes = {routes, sizeof routes / sizeof *routes};
