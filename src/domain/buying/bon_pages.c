/* What an order's link shows: the voucher once it is paid, before that where the payment stands.
 * Whoever has the link has the voucher, so no cache and no search engine keeps it. */
#include "domain/buying/bon.h"

#include "base/fault.h"
#include "bon_unpaid_html.h"
#include "bon_voucher_html.h"
#include "domain/checkout/gift.h"
#include "domain/letter/letter.h"
#include "domain/life/expiry.h"
#include "domain/life/holder.h"
#include "domain/life/passing.h"
#include "domain/life/refund.h"
#include "domain/voucher/voucher_key.h"
#include "paper/paper.h"

struct bon_query {
  struct str sent;
};
static const struct field bon_fields[] = {
    FIELD(struct bon_query, sent, TEXT, .max = 10, .help = "It was just sent once more"),
};
static const struct form bon_query = FORM("VoucherShown", struct bon_query, bon_fields);

/* For a quarter of an hour the page thanks; later it is the holder's, maybe somebody else. */
enum { FRESH_MS = 15 * 60 * 1000 };

/* No voucher yet, or never. */

static struct purchase purchase_of(const struct order *order) {
  return (struct purchase){
      .whom = order->recipient_name.len > 0 ? S("gift") : S("me"),
      .name = order->buyer_name,
      .email = order->buyer_email,
      .to_name = order->recipient_name,
      .message = order->message,
      .support = order->support,
  };
}

static void draw_unpaid(struct request *request, struct response *response,
                        const struct order *order) {
  struct ctx *ctx = request->ctx;
  struct payment_id id;
  struct payment payment;
  must(order_payment_id(ctx, order->id, &id) && payment_find(ctx, id, &payment));
  bool waiting = order->state == ORDER_WAITING;
  struct unpaid_page view = {
      .frame = page_frame_titled(request, SECTION_NONE,
                                 waiting ? MSG_bon_waiting_title : MSG_bon_not_bought),
      .shop = buying_place_of(request, order),
      .amount = payment.amount,
      .waiting = waiting,
      .slow = provider_waits(payment.provider),
      .refused = order->state == ORDER_REFUSED,
      .self = site_path(request, request->path),
      .payment = site_path(request, payment_path(ctx, payment.provider, payment.id)),
      .typed = purchase_of(order),
      .amount_decimal = money_decimal(ctx->arena, order->amount.minor),
  };
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, 200);
  if (waiting && !provider_waits(payment.provider)) response_header(response, "Refresh", S("5"));
  bon_unpaid_html(&out, &view);
}

/* The voucher. */

/* `named`: with the shop of each. */
static struct bon_uses uses_of(struct ctx *ctx, const struct redemptions *redemptions, bool named) {
  struct bon_uses uses = {arena_array(ctx->arena, struct bon_use, redemptions->count + 1),
                          redemptions->count};
  for (size_t i = 0; i < uses.count; i++) {
    const struct redemption *one = &redemptions->items[redemptions->count - 1 - i];
    uses.items[i] = (struct bon_use){one->redeemed_at, money_of(-one->amount_minor, ctx->currency),
                                     money_of(one->balance_minor, ctx->currency), S("")};
    struct shop shop;
    if (one->shop_id.value == 0)
      uses.items[i].shop = one->place;
    else if (named && shop_find(ctx, one->shop_id, &shop))
      uses.items[i].shop = shop.name;
  }
  return uses;
}

static void set_state(struct ctx *ctx, struct bon_page *view, const struct voucher *voucher) {
  enum voucher_state state = voucher_state(ctx, voucher, view->balance.minor);
  view->partly = state == VOUCHER_STATE_PARTLY_REDEEMED;
  view->spent = state == VOUCHER_STATE_REDEEMED;
  view->expired = state == VOUCHER_STATE_EXPIRED;
  view->blocked = state == VOUCHER_STATE_BLOCKED;
  view->frozen = view->blocked && voucher->blocked_why == VOUCHER_BLOCK_FAILED;
  view->refunded = state == VOUCHER_STATE_REFUNDED;
  view->over = view->spent || view->expired || view->blocked || view->refunded ||
               state == VOUCHER_STATE_TRANSFERRED;
  view->passed = state == VOUCHER_STATE_TRANSFERRED;
  view->passed_on = zone_day(ctx->zone, voucher->ended_at);
  view->may_withdraw = refund_may_withdraw(ctx, voucher, view->balance.minor) == REFUND_RESULT_OK;
  view->late = view->may_withdraw && voucher->late;
  if (view->late) view->late_until = refund_withdraw_until(ctx, voucher);
  if (view->uses.count > 0) view->spent_at = view->uses.items[0].at;
  view->spent_in = view->shop.name;
  if (view->shop.wide && view->uses.count > 0) view->spent_in = view->uses.items[0].shop;
  view->may_pass = passing_may(ctx, voucher, view->balance.minor, false) == PASSING_OK;
  view->fresh =
      !view->over && view->uses.count == 0 && ctx->now.ms - voucher->issued_at.ms < FRESH_MS;
}

static enum message remainder_of(const struct voucher *voucher) {
  if (voucher->remainder == CAMPAIGN_REMAINDER_HOLDER) return MSG_bon_rest_holder;
  if (voucher->remainder == CAMPAIGN_REMAINDER_FUND) return MSG_bon_rest_fund;
  return voucher->shop_id.value == 0 ? MSG_bon_rest_territory : MSG_bon_rest_shop;
}

/* The books say 0 by now; whoever had it wants to read what was left. */
static void set_end(struct ctx *ctx, struct bon_page *view, const struct voucher *voucher) {
  if (!view->expired || voucher->ended != VOUCHER_END_EXPIRED) return;
  view->balance.minor += expiry_lost(ctx, voucher);
  view->settled = !voucher->test && view->balance.minor > 0;
  view->remainder = remainder_of(voucher);
}

static struct str title_of(struct ctx *ctx, const struct voucher *voucher,
                           const struct buying_shop *shop) {
  return MESSAGE(ctx->arena, ctx->language, MSG_bon_title,
                 {"amount", buying_short(ctx, voucher->amount)}, {"shop", shop->name});
}

/* Of a gift that we send, what its buyer sees; once it has left, it is somebody else's. */
static void set_gift(struct ctx *ctx, struct bon_page *view, const struct bon_key *key) {
  struct gift gift;
  if (!key->buyer || !gift_find(ctx, key->order.id, &gift)) return;
  view->gift_waits = gift.state == GIFT_STATE_WAITING;
  view->gift_held = gift.state == GIFT_STATE_HELD;
  view->gift_sent = gift.state == GIFT_STATE_SENT;
  view->gift_email = gift.email;
  view->gift_on = gift.send_on;
  if (view->gift_sent) view->may_pass = false;
}

static void set_words(struct ctx *ctx, struct bon_page *view, const struct bon_key *key) {
  const struct order *order = &key->order;
  struct holder holder;
  bool gift = order->recipient_name.len > 0;
  view->from = gift ? order->buyer_name : S("");
  view->to = order->recipient_name;
  view->message = order->message;
  if (key->buyer) view->email = order->buyer_email;
  if (key->voucher.origin.value == 0 || !holder_find(ctx, &key->voucher, &holder)) return;
  view->from = holder.giver;
  view->to = holder.name;
  view->message = holder.message;
}

static void draw_voucher(struct request *request, struct response *response,
                         const struct bon_key *key) {
  struct ctx *ctx = request->ctx;
  const struct bon_query *query = request_form(request);
  const struct voucher *voucher = &key->voucher;
  struct redemptions redemptions = voucher_redemptions(ctx, voucher->id);
  int64_t balance = ledger_balance(ctx, (struct account_id){voucher->id.value});
  struct str label = message_text(ctx->language, MSG_bon_qr);
  struct buying_shop shop = buying_place_of(request, &key->order);
  struct bon_page view = {
      .frame = page_frame_of(request, SECTION_NONE, title_of(ctx, voucher, &shop)),
      .shop = shop,
      .order = key->link,
      .worth = voucher->amount,
      .balance = money_of(balance, ctx->currency),
      .aided = voucher->top_up.minor > 0,
      .top_up = voucher->top_up,
      .paid = money_of(voucher->amount.minor - voucher->top_up.minor, ctx->currency),
      .code = voucher_code_text(ctx, voucher->id, ' '),
      .qr = html_of_svg(paper_qr_svg(ctx->arena, voucher_token_of(ctx, voucher), label)),
      .redeemable_on = voucher->redeemable_on,
      .expires_on = voucher->expires_on,
      .bought_at = voucher->issued_at,
      .test = order_is_test(ctx, key->order.id),
      .uses = uses_of(ctx, &redemptions, shop.wide),
      .resent = query->sent.len > 0,
  };
  set_words(ctx, &view, key);
  set_state(ctx, &view, voucher);
  set_end(ctx, &view, voucher);
  set_gift(ctx, &view, key);
  view.may_resend = voucher->ended == VOUCHER_END_NONE;
  if (!key->buyer) view.may_withdraw = view.late = view.fresh = false;
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, 200);
  bon_voucher_html(&out, &view);
}

/* Handlers. */

bool bon_find(struct request *request, struct bon_key *key) {
  struct ctx *ctx = request->ctx;
  struct order_id order;
  struct voucher_id voucher;
  *key = (struct bon_key){.link = request_param(request, "order")};
  if (order_from_link(ctx, key->link, &order)) {
    if (!order_find(ctx, order, &key->order)) return false;
    key->buyer = true;
    key->has_voucher = key->order.has_voucher;
    return !key->has_voucher || voucher_find(ctx, key->order.voucher_id, &key->voucher);
  }
  key->has_voucher = true;
  return voucher_from_link(ctx, key->link, &voucher) && voucher_find(ctx, voucher, &key->voucher) &&
         order_find(ctx, key->voucher.order_id, &key->order);
}

static void show(struct request *request, struct response *response) {
  struct bon_key key;
  if (!bon_find(request, &key)) {
    response_not_found(request, response);
    return;
  }
  buying_private(response);
  if (key.has_voucher)
    draw_voucher(request, response, &key);
  else
    draw_unpaid(request, response, &key.order);
}

static void send_pdf(struct request *request, struct response *response,
                     enum letter_format format) {
  struct ctx *ctx = request->ctx;
  struct bon_key key;
  struct str pdf;
  if (!bon_find(request, &key) || !key.has_voucher ||
      !letter_voucher_pdf(ctx, key.voucher.id, format, &pdf)) {
    response_not_found(request, response);
    return;
  }
  struct str code = voucher_code_text(ctx, key.voucher.id, '-');
  buying_private(response);
  response_header(response, "Content-Disposition",
                  str_format(ctx->arena, "inline; filename=\"bon-%.*s.pdf\"", STR_ARG(code)));
  response_bytes(response, S("application/pdf"), pdf, S(""));
}

static void show_sheet(struct request *request, struct response *response) {
  send_pdf(request, response, LETTER_SHEET);
}

static void show_card(struct request *request, struct response *response) {
  send_pdf(request, response, LETTER_CARD);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/bons/{order}",
     .handle = show,
     .who = WHO_ANYONE,
     .form = &bon_query,
     .help = "A voucher: code, QR, what is left of it; or where its payment stands."},
    {.method = METHOD_GET,
     .path = "/bons/{order}/bon.pdf",
     .handle = show_sheet,
     .who = WHO_ANYONE,
     .help = "The voucher as a PDF to print or to give: a sheet, A4."},
    {.method = METHOD_GET,
     .path = "/bons/{order}/carte.pdf",
     .handle = show_card,
     .who = WHO_ANYONE,
     .help = "The voucher as a PDF to print or to give: a card, A6."},
};
const struct route_table bon_routes = {routes, sizeof routes / sizeof *routes};
