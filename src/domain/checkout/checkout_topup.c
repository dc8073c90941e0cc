/* Public money for an order that is being placed. */
#include "domain/checkout/checkout_in.h"

#include "domain/payment/bank_setting.h"
#include "domain/shop/shop_fragility.h"
#include "domain/shop/shop_index.h"

int64_t checkout_fragility(struct ctx *ctx, struct shop_id id, const struct measured *shop) {
  unsigned points = shop_index_points(ctx, id);
  struct measures measures = measures_current(ctx);
  const struct measure *measure = measure_for(&measures, shop, zone_day(ctx->zone, ctx->now));
  if (measure && measure_closes(measure)) points |= FRAGILITY_BIT(CLOSED);
  return fragility_score(points);
}

/* Money for an order by transfer is kept until the order is given up (domain/bank), which has its
 * own days; else for the campaign's minutes, but never shorter than its payment may take. */
static struct instant release_at(struct ctx *ctx, enum provider provider,
                                 const struct topup_rule *rule) {
  int64_t minutes = rule->hold_minutes, needed = provider_hold_minutes(provider);
  if (provider_waits(provider)) return (struct instant){INT64_MAX};
  return (struct instant){ctx->now.ms + (minutes > needed ? minutes : needed) * 60000};
}

enum topup_result checkout_reserve(struct ctx *ctx, const struct order_request *request,
                                   const struct measured *shop, struct order_place *place) {
  const struct order_top_up *wish = &request->top_up;
  bool wide = place->shop_id.value == 0;
  struct topup_asking asking = {
      .campaign_id = place->campaign_id,
      .email = wish->email,
      .phone = wish->phone,
      .identity = wish->identity,
      .kind = wide ? ACCOUNT_HELD : ACCOUNT_PAYABLE,
      .owner = wide ? place->campaign_id.value : place->merchant_id.value,
  };
  if (place->test) asking.kind = ACCOUNT_TEST;
  if (place->test) asking.owner = place->campaign_id.value;
  struct topup_ready ready;
  struct transfer_id transfer;
  bool offered = wish->queue.value != 0 && queue_take(ctx, wish->queue, place->campaign_id);
  if (!topup_ask(ctx, &asking, &ready)) return TOPUP_NOT_OFFERED;
  if (offered) ready.queued = false;
  struct topup_facts facts = {.value_minor = request->amount_minor,
                              .age = wish->age,
                              .place = wish->place,
                              .verified = ready.person.len > 0,
                              .used_minor = ready.used_minor};
  if (shop && topup_asks(&ready.rule, TOPUP_FRAGILE))
    facts.fragility = checkout_fragility(ctx, place->shop_id, shop);
  struct topup_answer answer = topup_judge(ctx->arena, &ready.rule, &facts);
  if (answer.result != TOPUP_OK) return answer.result;
  if (wish->has_seen && wish->seen_minor != answer.minor) return TOPUP_CHANGED;
  place->top_up_minor = answer.minor;
  struct topup_claim claim = {.order = place->id.value,
                              .ready = &ready,
                              .answer = &answer,
                              .release_at = release_at(ctx, request->provider, &ready.rule)};
  return topup_reserve(ctx, &claim, &transfer);
}

/* For pages. */

/* Under which name a buyer is counted; "" while nobody knows who he is. */
static struct str person_of(struct ctx *ctx, struct campaign_id id, enum topup_person kind,
                            const struct order_top_up *wish) {
  struct str address = kind == TOPUP_BY_PHONE ? wish->phone : wish->email;
  if (kind == TOPUP_ANYBODY) return S("");
  if (wish->identity.len > 0) return topup_identity_key(ctx, id, wish->identity);
  return address.len > 0 ? topup_person_key(ctx, id, kind, address) : S("");
}

static bool offered_to(struct ctx *ctx, const struct campaign *campaign, struct queue_id id,
                       struct queued *offer) {
  return id.value != 0 && queue_find(ctx, id, offer) && offer->state == QUEUE_OFFERED &&
         offer->campaign_id.value == campaign->id.value && offer->offered_until.ms > ctx->now.ms;
}

struct checkout_aid checkout_aid_for(struct ctx *ctx, const struct campaign *campaign,
                                     const struct shop *shop, const struct order_top_up *wish) {
  struct checkout_aid aid = {.facts = {.age = wish->age, .place = wish->place, .verified = true}};
  struct account envelope;
  struct queued offer;
  aid.offered = topup_shown(ctx, campaign->id, &aid.rule);
  if (!aid.offered) return aid;
  struct str person = person_of(ctx, campaign->id, aid.rule.person, wish);
  aid.known = aid.rule.person == TOPUP_ANYBODY || person.len > 0;
  aid.facts.used_minor = topup_person_used(ctx, campaign->id, person);
  if (shop && topup_asks(&aid.rule, TOPUP_FRAGILE)) {
    struct measured place = measured_shop(shop);
    aid.facts.fragility = checkout_fragility(ctx, shop->id, &place);
  }
  if (queue_length(ctx, campaign->id) == 0 && envelope_account(ctx, campaign->id, &envelope))
    aid.left_minor = ledger_balance(ctx, envelope.id);
  if (offered_to(ctx, campaign, wish->queue, &offer)) aid.left_minor += offer.minor;
  return aid;
}

struct topup_answer checkout_aid_of(struct ctx *ctx, const struct checkout_aid *aid,
                                    int64_t value_minor) {
  struct topup_facts facts = aid->facts;
  facts.value_minor = value_minor;
  struct topup_answer answer = topup_judge(ctx->arena, &aid->rule, &facts);
  if (answer.result == TOPUP_OK && answer.minor > aid->left_minor)
    answer.result = TOPUP_ENVELOPE_EMPTY;
  return answer;
}
