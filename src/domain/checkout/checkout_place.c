/* Placing an order: the guards in order, then the order and its payment. */
#include "domain/checkout/checkout_in.h"

#include <string.h>

#include "base/crypto.h"
#include "base/fault.h"
#include "checkout_sql.h"
#include "db/db.h"
#include "domain/notice/notice.h"
#include "domain/territory/territory.h"

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
  const struct str texts[] = {r->shop,    r->buyer_name, r->buyer_email,    r->recipient_name,
                              r->message, r->support,    r->recipient_email};
  struct buf content = buf_in(ctx->arena);
  buf_add_int(&content, r->shop_id.value);
  buf_add_char(&content, ';');
  buf_add_int(&content, r->amount_minor);
  if (r->has_gift_on) buf_format(&content, ";gift-%d", r->gift_on.number);
  if (r->wide) buf_literal(&content, ";wide");
  if (r->test) buf_literal(&content, ";test");
  if (r->top_up.wanted) buf_literal(&content, ";top-up");
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
  placing->answer.provider = (enum provider)payment.provider;
  placing->answer.due_minor = payment.amount_minor;
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

static struct measured measured_of(const struct checkout_ready_row *ready) {
  bool known = ready->has_latitude && ready->has_longitude;
  return (struct measured){
      ready->trade, ready->town_id, {known, ready->latitude, ready->longitude}};
}

/* checkout_offer() without further look-ups where no measure holds and a campaign is open. */
static enum checkout_result offer_of(struct ctx *ctx, const struct checkout_ready_row *ready,
                                     struct campaign *campaign) {
  if (!ready->takes_vouchers) return CHECKOUT_SHOP_NOT_SELLING;
  if (ready->measures > 0 || !ready->has_campaign_id) {
    struct measured place = measured_of(ready);
    return checkout_offer(ctx, &place, true, campaign);
  }
  *campaign = (struct campaign){.id = ready->campaign_id,
                                .state = (enum campaign_state)ready->state,
                                .min_minor = ready->min_minor,
                                .max_minor = ready->max_minor,
                                .opens_at = ready->opens_at,
                                .closes_at = ready->closes_at,
                                .redeemable_on = ready->redeemable_on,
                                .expires_on = ready->expires_on,
                                .remainder = (enum campaign_remainder)ready->remainder};
  campaign_face_values(campaign, ready->face_values);
  return CHECKOUT_OK;
}

/* What is tried out is paid at the play bank, and there only. */
static bool may_pay(struct ctx *ctx, enum provider provider, bool demonstration, bool test) {
  return test ? provider == PROVIDER_SANDBOX : provider_open(ctx, provider, demonstration);
}

static enum checkout_result rehearsal_of(struct ctx *ctx, bool takes_vouchers,
                                         struct campaign *campaign) {
  if (!takes_vouchers) return CHECKOUT_SHOP_NOT_SELLING;
  return campaign_rehearsed(ctx, false, campaign) ? CHECKOUT_OK : CHECKOUT_NO_CAMPAIGN;
}

/* The guards, in order; then nothing refuses. */
static enum checkout_result may_buy(struct ctx *ctx, struct placing *placing,
                                    const struct checkout_ready_row *ready,
                                    struct campaign *campaign) {
  const struct order_request *request = placing->request;
  if (!may_pay(ctx, request->provider, ready->demonstration, request->test))
    return CHECKOUT_NO_PROVIDER;
  enum checkout_result offer = request->test ? rehearsal_of(ctx, ready->takes_vouchers, campaign)
                                             : offer_of(ctx, ready, campaign);
  if (offer != CHECKOUT_OK) return offer;
  placing->answer.campaign = campaign_sells(campaign, ctx->now, request->amount_minor);
  return placing->answer.campaign == CAMPAIGN_OK ? CHECKOUT_OK : CHECKOUT_CAMPAIGN;
}

void checkout_insert_order(struct ctx *ctx, const struct order_request *request,
                           const struct order_place *place) {
  order_insert(ctx, &(struct order_insert_params){
                        .id = place->id,
                        .campaign_id = place->campaign_id,
                        .shop_id = place->shop_id,
                        .merchant_id = place->merchant_id,
                        .top_up_minor = place->top_up_minor,
                        .amount_minor = request->amount_minor,
                        .currency = currency_code(ctx->currency),
                        .buyer_name = request->buyer_name,
                        .buyer_email = request->buyer_email,
                        .recipient_name = request->recipient_name,
                        .recipient_email = request->recipient_email,
                        .has_gift_on = request->has_gift_on,
                        .gift_on = request->gift_on,
                        .message = request->message,
                        .support = request->support,
                        .language = language_code(ctx->language),
                        .redeemable_on = place->redeemable_on,
                        .expires_on = place->expires_on,
                        .remainder = place->remainder,
                        .created_at = ctx->now,
                    });
}

/* False: public money is wanted and refused. Then nothing refuses any more. */
static bool write_order(struct ctx *ctx, struct placing *placing, struct order_place place,
                        const struct measured *shop) {
  const struct order_request *request = placing->request;
  struct checkout_answer *answer = &placing->answer;
  place.id = (struct order_id){id_next(ctx->ids)};
  if (request->top_up.wanted) {
    answer->top_up = checkout_reserve(ctx, request, shop, &place);
    if (answer->top_up != TOPUP_OK) answer->result = CHECKOUT_TOP_UP;
    if (answer->top_up != TOPUP_OK) return false;
  }
  answer->order_id = place.id;
  if (request->key.len > 0)
    checkout_key_insert(ctx, &(struct checkout_key_insert_params){placing->today, key_of(placing),
                                                                  first_bytes(&placing->content),
                                                                  place.id.value});
  checkout_insert_order(ctx, request, &place);
  answer->provider = request->provider;
  answer->due_minor = request->amount_minor - place.top_up_minor;
  answer->payment_id = payment_create(ctx, request->provider, place.id.value, answer->due_minor);
  if (provider_waits(request->provider))
    notice_add(ctx, NOTICE_TRANSFER_DUE, place.id.value, request->buyer_email, request->buyer_name);
  return true;
}

static enum checkout_result may_buy_wide(struct ctx *ctx, struct placing *placing,
                                         bool demonstration, struct campaign *campaign) {
  const struct order_request *request = placing->request;
  if (!may_pay(ctx, request->provider, demonstration, request->test)) return CHECKOUT_NO_PROVIDER;
  bool open =
      request->test ? campaign_rehearsed(ctx, true, campaign) : campaign_wide(ctx, campaign);
  if (!open) return CHECKOUT_NO_CAMPAIGN;
  placing->answer.campaign = campaign_sells(campaign, ctx->now, request->amount_minor);
  return placing->answer.campaign == CAMPAIGN_OK ? CHECKOUT_OK : CHECKOUT_CAMPAIGN;
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
  struct measured shop = measured_of(&ready);
  return write_order(ctx, placing,
                     (struct order_place){.campaign_id = campaign.id,
                                          .redeemable_on = campaign.redeemable_on,
                                          .expires_on = campaign.expires_on,
                                          .remainder = campaign.remainder,
                                          .shop_id = ready.id,
                                          .merchant_id = ready.merchant_id,
                                          .test = request->test},
                     &shop);
}

/* For all shops of the territory. */
static bool place_wide_body(struct ctx *ctx, void *arg) {
  struct placing *placing = arg;
  struct checkout_answer *answer = &placing->answer;
  struct checkout_key_find_row before;
  struct installation installation;
  struct campaign campaign;
  *answer = (struct checkout_answer){0};
  struct day yesterday = {placing->today.number - 1};
  if (checkout_key_find(ctx, placing->today, yesterday, key_of(placing), &before)) {
    answer_again(ctx, placing, before.content, before.noun_id);
    return false;
  }
  must(installation_find(ctx, &installation));
  answer->result = may_buy_wide(ctx, placing, installation.demonstration, &campaign);
  if (answer->result != CHECKOUT_OK) return false;
  return write_order(ctx, placing,
                     (struct order_place){.campaign_id = campaign.id,
                                          .redeemable_on = campaign.redeemable_on,
                                          .expires_on = campaign.expires_on,
                                          .remainder = campaign.remainder,
                                          .test = placing->request->test},
                     NULL);
}

static struct placing begin_placing(struct ctx *ctx, const struct order_request *request) {
  struct placing placing = {.request = request, .today = zone_day(ctx->zone, ctx->now)};
  if (request->key.len > 0) {
    placing.key = digest_of(request->key);
    placing.content = content_of(ctx, request);
  }
  return placing;
}

struct checkout_answer checkout_place(struct ctx *ctx, const struct order_request *request) {
  struct placing placing = begin_placing(ctx, request);
  placing.answer.result = CHECKOUT_NO_PROVIDER;
  if (request->provider == PROVIDER_DESK) return placing.answer; /* sells, and is paid, at once */
  db_write(ctx, request->wide ? place_wide_body : place_body, &placing);
  return placing.answer;
}

bool checkout_place_within(struct ctx *ctx, const struct order_request *request,
                           struct checkout_answer *answer) {
  struct placing placing = begin_placing(ctx, request);
  bool placed = request->wide ? place_wide_body(ctx, &placing) : place_body(ctx, &placing);
  *answer = placing.answer;
  return placed;
}

void checkout_forget_keys(struct ctx *ctx) {
  checkout_key_forget(ctx, (struct day){zone_day(ctx->zone, ctx->now).number - 2});
}
