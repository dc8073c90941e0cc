#include "domain/checkout/checkout.h"

#include <string.h>

#include "base/crypto.h"
#include "base/fault.h"
#include "checkout_sql.h"
#include "db/db.h"
#include "domain/notice/notice.h"

const char *order_state_name(enum order_state state) {
  static const char *const names[] = {"", "waiting", "paid", "refused", "abandoned"};
  return names[state];
}

const char *checkout_refusal(const struct checkout_answer *answer) {
  static const char *const names[] = {
#define X(name, status, message) #message,
      CHECKOUT_RESULTS(X)
#undef X
  };
  if (answer->result == CHECKOUT_CAMPAIGN) return campaign_refusal(answer->campaign);
  return names[answer->result];
}

int checkout_status(const struct checkout_answer *answer) {
  static const int statuses[] = {
#define X(name, status, message) status,
      CHECKOUT_RESULTS(X)
#undef X
  };
  if (answer->result == CHECKOUT_CAMPAIGN) return campaign_status(answer->campaign);
  return statuses[answer->result];
}

enum message checkout_message(const struct checkout_answer *answer) {
  static const enum message messages[] = {
#define X(name, status, message) MSG_##message,
      CHECKOUT_RESULTS(X)
#undef X
  };
  if (answer->result == CHECKOUT_CAMPAIGN) return campaign_message(answer->campaign);
  return messages[answer->result];
}

/* Placing. */

enum { SHORT_DIGEST = 16 };

struct placing {
  const struct order_request *request;
  struct digest key, content;
  struct day today;
  struct checkout_answer answer;
};

static struct str first_bytes(const struct digest *digest) {
  return str_slice((const char *)digest->bytes, SHORT_DIGEST);
}

/* Empty if the order has none: no order has that. */
static struct str key_of(const struct placing *placing) {
  return placing->request->key.len > 0 ? first_bytes(&placing->key) : S("");
}

/* Everything that makes two orders different, with lengths so that fields cannot run together. */
static struct digest content_of(struct ctx *ctx, const struct order_request *r) {
  const struct str texts[] = {r->shop,           r->buyer_name, r->buyer_email,
                              r->recipient_name, r->message,    r->support};
  struct buf content = buf_in(ctx->arena);
  buf_add_int(&content, r->shop_id.value);
  buf_add_char(&content, ';');
  buf_add_int(&content, r->amount_minor);
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    buf_add_char(&content, ';');
    buf_add_int(&content, (int64_t)texts[i].len);
    buf_add_char(&content, ':');
    buf_add(&content, texts[i]);
  }
  return digest_of(buf_str(&content));
}

static void answer_again(struct ctx *ctx, struct placing *placing, struct str content,
                         int64_t order_id) {
  struct order_payment_row payment;
  if (memcmp(content.ptr, placing->content.bytes, SHORT_DIGEST) != 0) {
    placing->answer.result = CHECKOUT_KEY_REUSED;
    return;
  }
  must(order_payment(ctx, order_id, &payment));
  placing->answer.order_id = (struct order_id){order_id};
  placing->answer.payment_id = payment.id;
}

enum checkout_result checkout_offer(struct ctx *ctx, const struct measured *shop,
                                    bool takes_vouchers, struct campaign *campaign) {
  if (!takes_vouchers) return CHECKOUT_SHOP_NOT_SELLING;
  struct measures measures = measures_current(ctx);
  const struct measure *measure = measure_for(&measures, shop, zone_day(ctx->zone, ctx->now));
  if (measure && !measure->vouchers) return CHECKOUT_STOPPED;
  if (campaign_current_for(ctx, measure != NULL, campaign)) return CHECKOUT_OK;
  if (!campaign_latest(ctx, campaign)) return CHECKOUT_NO_CAMPAIGN;
  return campaign->measured_only && !measure ? CHECKOUT_NOT_MEASURED : CHECKOUT_OK;
}

/* checkout_offer() without further look-ups where no measure holds and a campaign is open. */
static enum checkout_result offer_of(struct ctx *ctx, const struct checkout_ready_row *ready,
                                     struct campaign *campaign) {
  if (!ready->takes_vouchers) return CHECKOUT_SHOP_NOT_SELLING;
  if (ready->measures > 0 || !ready->has_campaign_id) {
    bool known = ready->has_latitude && ready->has_longitude;
    struct measured place = {
        ready->trade, ready->town_id, {known, ready->latitude, ready->longitude}};
    return checkout_offer(ctx, &place, true, campaign);
  }
  *campaign = (struct campaign){.id = ready->campaign_id,
                                .state = (enum campaign_state)ready->state,
                                .min_minor = ready->min_minor,
                                .max_minor = ready->max_minor,
                                .opens_at = ready->opens_at,
                                .closes_at = ready->closes_at};
  campaign_face_values(campaign, ready->face_values);
  return CHECKOUT_OK;
}

/* The guards, in order; then nothing refuses. */
static enum checkout_result may_buy(struct ctx *ctx, struct placing *placing,
                                    const struct checkout_ready_row *ready,
                                    struct campaign *campaign) {
  const struct order_request *request = placing->request;
  if (!provider_open(ctx, request->provider, ready->demonstration)) return CHECKOUT_NO_PROVIDER;
  enum checkout_result offer = offer_of(ctx, ready, campaign);
  if (offer != CHECKOUT_OK) return offer;
  placing->answer.campaign = campaign_sells(campaign, ctx->now, request->amount_minor);
  return placing->answer.campaign == CAMPAIGN_OK ? CHECKOUT_OK : CHECKOUT_CAMPAIGN;
}

static void insert_order(struct ctx *ctx, const struct order_request *request, struct order_id id,
                         struct shop_id shop_id, struct merchant_id merchant_id,
                         struct campaign_id campaign_id) {
  order_insert(ctx, &(struct order_insert_params){
                        .id = id,
                        .campaign_id = campaign_id,
                        .shop_id = shop_id,
                        .merchant_id = merchant_id,
                        .amount_minor = request->amount_minor,
                        .currency = currency_code(ctx->currency),
                        .buyer_name = request->buyer_name,
                        .buyer_email = request->buyer_email,
                        .recipient_name = request->recipient_name,
                        .message = request->message,
                        .support = request->support,
                        .language = language_code(ctx->language),
                        .created_at = ctx->now,
                    });
}

/* The shop is gone: an order that was placed before is answered all the same. */
static void without_shop(struct ctx *ctx, struct placing *placing, struct day yesterday) {
  struct checkout_key_find_row before;
  placing->answer.result = CHECKOUT_UNKNOWN_SHOP;
  if (!checkout_key_find(ctx, placing->today, yesterday, key_of(placing), &before)) return;
  placing->answer.result = CHECKOUT_OK;
  answer_again(ctx, placing, before.content, before.noun_id);
}

static bool place_body(struct ctx *ctx, void *arg) {
  struct placing *placing = arg;
  struct checkout_answer *answer = &placing->answer;
  const struct order_request *request = placing->request;
  struct checkout_ready_row ready;
  struct campaign campaign;
  *answer = (struct checkout_answer){0};
  struct day yesterday = {placing->today.number - 1};
  struct checkout_ready_params asked = {.id = request->shop_id,
                                        .slug = request->shop,
                                        .now = ctx->now,
                                        .today_on = placing->today,
                                        .yesterday_on = yesterday,
                                        .key = key_of(placing)};
  if (!checkout_ready(ctx, &asked, &ready)) {
    without_shop(ctx, placing, yesterday);
    return false;
  }
  if (ready.has_noun_id) {
    answer_again(ctx, placing, ready.content, ready.noun_id);
    return false;
  }
  if ((answer->result = may_buy(ctx, placing, &ready, &campaign))) return false;
  answer->order_id = (struct order_id){id_next(ctx->ids)};
  if (request->key.len > 0)
    checkout_key_insert(ctx, &(struct checkout_key_insert_params){placing->today, asked.key,
                                                                  first_bytes(&placing->content),
                                                                  answer->order_id.value});
  insert_order(ctx, request, answer->order_id, ready.id, ready.merchant_id, campaign.id);
  answer->payment_id =
      payment_create(ctx, request->provider, answer->order_id.value, request->amount_minor);
  if (provider_waits(request->provider))
    notice_add(ctx, NOTICE_TRANSFER_DUE, answer->order_id.value, request->buyer_email,
               request->buyer_name);
  return true;
}

struct checkout_answer checkout_place(struct ctx *ctx, const struct order_request *request) {
  struct placing placing = {.request = request, .today = zone_day(ctx->zone, ctx->now)};
  if (request->key.len > 0) {
    placing.key = digest_of(request->key);
    placing.content = content_of(ctx, request);
  }
  db_write(ctx, place_body, &placing);
  return placing.answer;
}

void checkout_forget_keys(struct ctx *ctx) {
  checkout_key_forget(ctx, (struct day){zone_day(ctx->zone, ctx->now).number - 2});
}

/* Settling. */

struct settling {
  struct payment_id payment_id;
  enum payment_state outcome;
  bool late;
  struct checkout_answer answer;
};

static enum order_state order_state_after(enum payment_state outcome) {
  switch (outcome) {
  case PAYMENT_PAID:
    return ORDER_PAID;
  case PAYMENT_REFUSED:
    return ORDER_REFUSED;
  case PAYMENT_ABANDONED:
    return ORDER_ABANDONED;
  case PAYMENT_CREATED:
    break;
  }
  must(outcome != PAYMENT_CREATED);
  return ORDER_WAITING;
}

/* The merchant is credited now: that is what the buyer paid for. */
static struct voucher_id fulfil(struct ctx *ctx, const struct checkout_due_row *due) {
  struct account_wish wishes[ACCOUNT_WISHES] = {
      {.kind = ACCOUNT_CLEARING, .owner = due->provider},
      {.kind = ACCOUNT_PAYABLE, .owner = due->merchant_id.value},
      {.kind = ACCOUNT_PROMISE, .owner = due->shop_id.value}};
  must(due->paid_minor == due->amount_minor);
  ledger_accounts(ctx, wishes);
  ledger_move(ctx,
              &(struct transfer){
                  .debit = wishes[0].account,
                  .credit = wishes[1].account,
                  .amount_minor = due->amount_minor,
                  .reason = REASON_VOUCHER_SOLD,
                  .cause = due->order_id.value,
              },
              NULL);
  struct voucher_id id = voucher_issue(ctx, &(struct voucher_issue){
                                                .campaign_id = due->campaign_id,
                                                .redeemable_on = due->redeemable_on,
                                                .expires_on = due->expires_on,
                                                .shop_id = due->shop_id,
                                                .merchant_id = due->merchant_id,
                                                .order_id = due->order_id,
                                                .amount_minor = due->amount_minor,
                                                .promise = wishes[2].account,
                                            });
  if (due->buyer_email.len > 0)
    notice_add(ctx, NOTICE_VOUCHER_ISSUED, due->order_id.value, due->buyer_email, due->buyer_name);
  return id;
}

/* Sets the order's state; a paid one becomes a voucher. */
static struct voucher_id settle(struct ctx *ctx, const struct checkout_due_row *due,
                                enum payment_state outcome) {
  bool paid = outcome == PAYMENT_PAID;
  struct voucher_id voucher_id = {0};
  if (paid) voucher_id = fulfil(ctx, due);
  order_decide(ctx, &(struct order_decide_params){
                        .id = due->order_id,
                        .state = order_state_after(outcome),
                        .has_voucher_id = paid,
                        .voucher_id = voucher_id,
                        .decided_at = ctx->now,
                    });
  return voucher_id;
}

static bool settle_again(struct ctx *ctx, struct settling *settling) {
  struct payment payment;
  if (!payment_find(ctx, settling->payment_id, &payment)) {
    settling->answer.result = CHECKOUT_UNKNOWN_PAYMENT;
  } else {
    settling->answer.order_id = (struct order_id){payment.order};
    if (payment.state != settling->outcome) settling->answer.result = CHECKOUT_ALREADY_DECIDED;
  }
  return false;
}

static bool settle_body(struct ctx *ctx, void *arg) {
  struct settling *settling = arg;
  struct checkout_due_row due;
  settling->answer = (struct checkout_answer){.payment_id = settling->payment_id};
  if (!checkout_due(ctx, settling->payment_id, settling->late, &due))
    return settle_again(ctx, settling);
  if (settling->late) payment_decide_late(ctx, settling->payment_id); /* if it had expired */
  payment_conclude(ctx, settling->payment_id, settling->outcome);
  settling->answer.order_id = due.order_id;
  must(language_from_code(due.language, &ctx->language)); /* the mail is in the buyer's */
  settle(ctx, &due, settling->outcome);
  return true;
}

struct checkout_answer checkout_settle(struct ctx *ctx, struct payment_id id,
                                       enum payment_state outcome) {
  struct settling settling = {.payment_id = id, .outcome = outcome};
  enum language language = ctx->language;
  db_write(ctx, settle_body, &settling);
  ctx->language = language;
  return settling.answer;
}

struct checkout_answer checkout_settle_within(struct ctx *ctx, struct payment_id id, bool late) {
  struct settling settling = {.payment_id = id, .outcome = PAYMENT_PAID, .late = late};
  enum language language = ctx->language;
  settle_body(ctx, &settling);
  ctx->language = language;
  return settling.answer;
}

bool checkout_abandon_within(struct ctx *ctx, struct payment_id id) {
  struct settling settling = {.payment_id = id, .outcome = PAYMENT_ABANDONED};
  enum language language = ctx->language;
  bool abandoned = settle_body(ctx, &settling);
  ctx->language = language;
  return abandoned;
}

struct voucher_id checkout_record(struct ctx *ctx, const struct order_request *request,
                                  const struct campaign *campaign) {
  struct checkout_shop_row shop;
  must(checkout_shop(ctx, request->shop_id, &shop));
  struct checkout_due_row due = {.provider = request->provider,
                                 .paid_minor = request->amount_minor,
                                 .order_id = {id_next(ctx->ids)},
                                 .campaign_id = campaign->id,
                                 .redeemable_on = campaign->redeemable_on,
                                 .expires_on = campaign->expires_on,
                                 .shop_id = request->shop_id,
                                 .merchant_id = shop.merchant_id,
                                 .amount_minor = request->amount_minor};
  insert_order(ctx, request, due.order_id, due.shop_id, due.merchant_id, due.campaign_id);
  struct payment_id id =
      payment_create(ctx, request->provider, due.order_id.value, request->amount_minor);
  must(payment_decide(ctx, id, PAYMENT_PAID));
  return settle(ctx, &due, PAYMENT_PAID);
}

/* Reading. */

bool order_find(struct ctx *ctx, struct order_id id, struct order *order) {
  struct order_by_id_row row;
  if (!order_by_id(ctx, id, &row)) return false;
  *order = (struct order){
      .id = id,
      .campaign_id = row.campaign_id,
      .shop_id = row.shop_id,
      .merchant_id = row.merchant_id,
      .amount = money_of(row.amount_minor, ctx->currency),
      .buyer_name = row.buyer_name,
      .buyer_email = row.buyer_email,
      .recipient_name = row.recipient_name,
      .message = row.message,
      .support = row.support,
      .state = (enum order_state)row.state,
      .has_voucher = row.has_voucher_id,
      .voucher_id = row.voucher_id,
      .created_at = row.created_at,
  };
  must(language_from_code(row.language, &order->language));
  return true;
}

bool order_is_test(struct ctx *ctx, struct order_id id) {
  struct order_payment_row row;
  return order_payment(ctx, id.value, &row) && row.provider == PROVIDER_SANDBOX;
}

bool order_payment_id(struct ctx *ctx, struct order_id id, struct payment_id *payment) {
  struct order_payment_row row;
  if (!order_payment(ctx, id.value, &row)) return false;
  *payment = row.id;
  return true;
}

struct str order_link(struct ctx *ctx, struct order_id id) {
  return capability_text(ctx, S("order"), id.value);
}

bool order_from_link(struct ctx *ctx, struct str link, struct order_id *id) {
  return capability_read(ctx, S("order"), link, &id->value);
}
