/* Public money in a purchase: what it would add, who must prove that he is somebody, and how it is
 * said. Nothing of it is reserved before the order is placed. */
#include "base/fault.h"
#include "base/format.h"
#include "domain/buying/buy.h"
#include "domain/territory/territory.h"
#include "domain/topup/proof.h"

static bool declined(const struct purchase *purchase) {
  return str_equal(purchase->aid, S("no"));
}

static bool counts_persons(const struct offer *offer) {
  return offer->aid.offered && offer->aid.rule.person != TOPUP_ANYBODY;
}

static bool by_phone(const struct offer *offer) {
  return offer->aid.offered && offer->aid.rule.person == TOPUP_BY_PHONE;
}

/* The address that makes him a person here. */
static struct str address_of(const struct offer *offer, const struct purchase *purchase) {
  return by_phone(offer) ? offer->phone : purchase->email;
}

static int64_t age_of(struct ctx *ctx, const struct purchase *purchase) {
  int year, month, day;
  if (purchase->birth == 0) return 0;
  day_split(zone_day(ctx->zone, ctx->now), &year, &month, &day);
  return year - purchase->birth;
}

struct order_top_up buy_aid_wish(struct ctx *ctx, const struct offer *offer,
                                 const struct purchase *purchase) {
  struct order_top_up wish = {.wanted = purchase->seen > 0 && !declined(purchase),
                              .has_seen = true,
                              .seen_minor = purchase->seen,
                              .age = age_of(ctx, purchase),
                              .place = purchase->home};
  queue_from_link(ctx, purchase->queue, &wish.queue);
  if (offer->proved && by_phone(offer)) wish.phone = offer->phone;
  if (offer->proved && !by_phone(offer)) wish.email = purchase->email;
  return wish;
}

static void find_phone(struct request *request, struct offer *offer,
                       const struct purchase *purchase) {
  struct territory territory;
  must(territory_find(request->ctx, request->territory->id, &territory));
  if (!phone_read(request->ctx->arena, purchase->phone, territory.country, &offer->phone))
    offer->phone = S("");
}

void buy_aid(struct request *request, struct offer *offer, const struct purchase *purchase) {
  struct ctx *ctx = request->ctx;
  struct proof_id proof;
  const struct shop *shop = offer->wide ? NULL : &offer->shop;
  struct order_top_up wish = buy_aid_wish(ctx, offer, purchase);
  offer->aid = checkout_aid_for(ctx, &offer->campaign, shop, &wish);
  if (!counts_persons(offer)) return;
  if (by_phone(offer)) find_phone(request, offer, purchase);
  struct str address = address_of(offer, purchase);
  offer->proved = address.len > 0 && proof_from_link(ctx, purchase->proof, &proof) &&
                  proof_holds(ctx, proof, address);
  if (!offer->proved) return;
  wish = buy_aid_wish(ctx, offer, purchase);
  offer->aid = checkout_aid_for(ctx, &offer->campaign, shop, &wish);
}

struct topup_answer buy_aid_answer(struct ctx *ctx, const struct offer *offer,
                                   const struct purchase *purchase) {
  if (!offer->aid.offered || declined(purchase) || purchase->amount <= 0)
    return (struct topup_answer){.result = TOPUP_NOT_OFFERED};
  return checkout_aid_of(ctx, &offer->aid, purchase->amount);
}

/* Proving. */

static void send(struct request *request, const struct offer *offer, struct purchase *purchase,
                 struct str address) {
  struct proof_id id;
  enum proof_result result = proof_begin(request->ctx, offer->aid.rule.person, address, &id);
  if (result == PROOF_OK)
    purchase->proof = proof_link(request->ctx, id);
  else
    form_refuse(request, "code", proof_message(result));
}

/* True: that was it. */
static bool try(struct request *request, struct proof_id id, const struct purchase *purchase,
                struct str address) {
  enum proof_result result = proof_try(request->ctx, id, address, purchase->code);
  if (result == PROOF_OK) return true;
  if (result == PROOF_WRONG) request_rate_spend(request, RATE_CODE);
  form_refuse(request, "code", proof_message(result));
  return false;
}

bool buy_prove(struct request *request, struct offer *offer, struct purchase *purchase) {
  struct ctx *ctx = request->ctx;
  struct proof_id id;
  if (!counts_persons(offer) || offer->proved) return false;
  enum topup_result result = buy_aid_answer(ctx, offer, purchase).result;
  bool waits = result == TOPUP_ENVELOPE_EMPTY &&
               (str_equal(purchase->go, S("wait")) || purchase->code.len > 0);
  if (result != TOPUP_OK && !waits) return false;
  struct str address = address_of(offer, purchase);
  bool begun = proof_from_link(ctx, purchase->proof, &id);
  bool again = str_equal(purchase->go, S("again"));
  if (begun && !again && purchase->code.len > 0) {
    if (!try(request, id, purchase, address)) return true;
    buy_aid(request, offer, purchase);
    return false;
  }
  if (begun && !again && str_equal(purchase->go, S("check")))
    form_refuse(request, "code", MSG_field_required);
  else
    send(request, offer, purchase, address);
  return true;
}

/* Saying it. */

static struct str short_of(struct ctx *ctx, int64_t minor) {
  return buying_short(ctx, money_of(minor, ctx->currency));
}

/* Before anybody is known: « jusqu’à 25 % ». */
static struct str most_words(struct ctx *ctx, const struct topup_rule *rule) {
  int64_t most = topup_most_give(rule);
  struct buf rate = buf_in(ctx->arena);
  if (rule->case_count == 0) return S("");
  format_percent(&rate, ctx->language, most / 10);
  if (rule->form == TOPUP_RATE)
    return MESSAGE(ctx->arena, ctx->language, MSG_buy_aid_up_to_rate, {"rate", buf_str(&rate)});
  return MESSAGE(ctx->arena, ctx->language, MSG_buy_aid_up_to_amount,
                 {"amount", short_of(ctx, most)});
}

static struct str person_words(struct ctx *ctx, const struct offer *offer) {
  if (!counts_persons(offer)) return S("");
  return message_text(ctx->language,
                      by_phone(offer) ? MSG_buy_aid_person_phone : MSG_buy_aid_person_email);
}

/* What is left of his ceiling, once he is known. */
static struct str rest_words(struct ctx *ctx, const struct offer *offer) {
  const struct topup_rule *rule = &offer->aid.rule;
  int64_t rest = rule->person_most_minor - offer->aid.facts.used_minor;
  if (!offer->proved || rule->person_most_minor == 0) return S("");
  return MESSAGE(ctx->arena, ctx->language,
                 rule->counts == TOPUP_COUNTS_MONEY ? MSG_buy_aid_rest_money
                                                    : MSG_buy_aid_rest_value,
                 {"amount", short_of(ctx, rest > 0 ? rest : 0)});
}

static struct str funders_of(struct ctx *ctx, const struct offer *offer) {
  struct envelope envelope;
  struct buf names = buf_in(ctx->arena);
  if (!envelope_find(ctx, offer->campaign.id, &envelope)) return S("");
  for (size_t i = 0; i < envelope.share_count; i++) {
    if (i > 0) buf_literal(&names, ", ");
    buf_add(&names, envelope.shares[i].funder.name);
  }
  return buf_str(&names);
}

static void fill_faces(struct ctx *ctx, const struct offer *offer, struct buy_page *view) {
  for (size_t i = 0; i < view->faces.count; i++) {
    struct buy_face *face = &view->faces.items[i];
    struct topup_answer answer = checkout_aid_of(ctx, &offer->aid, face->amount.minor);
    if (answer.result != TOPUP_OK) continue;
    face->aided = true;
    face->added = money_of(answer.minor, ctx->currency);
    face->paid = money_of(face->amount.minor - answer.minor, ctx->currency);
  }
}

void buy_aid_view(struct request *request, const struct offer *offer,
                  const struct purchase *purchase, struct buy_page *view) {
  struct ctx *ctx = request->ctx;
  struct topup_answer answer = buy_aid_answer(ctx, offer, purchase);
  struct buy_sum *sum = &view->sum;
  sum->paid = sum->amount;
  if (!offer->aid.offered) return;
  fill_faces(ctx, offer, view);
  view->declined = declined(purchase);
  view->may_decline = true;
  view->asks_birth = topup_asks(&offer->aid.rule, TOPUP_AGE);
  view->asks_home = topup_asks(&offer->aid.rule, TOPUP_PLACE);
  view->asks_phone = view->by_phone = by_phone(offer);
  view->address = address_of(offer, purchase);
  view->aid_most = most_words(ctx, &offer->aid.rule);
  view->aid_person = person_words(ctx, offer);
  view->told = offer->told;
  if (view->declined) return;
  sum->rest = rest_words(ctx, offer);
  if (answer.result == TOPUP_OK) {
    sum->aided = true;
    sum->added = money_of(answer.minor, ctx->currency);
    sum->paid = money_of(purchase->amount - answer.minor, ctx->currency);
    sum->funders = funders_of(ctx, offer);
    view->seen = answer.minor;
  } else if (purchase->amount > 0 && answer.result != TOPUP_NOT_OFFERED) {
    sum->refusal = message_text(ctx->language, topup_message(answer.result));
    view->may_wait = answer.result == TOPUP_ENVELOPE_EMPTY;
  }
}
