/* What is wrong with a purchase, and the sentence for it. */
#include "domain/buying/buy.h"

bool purchase_is_gift(const struct purchase *purchase) {
  return str_equal(purchase->whom, S("gift"));
}

static void judge_amount(struct request *request, const struct offer *offer,
                         const struct purchase *purchase) {
  if (!purchase->has_amount) {
    form_refuse(request, "amount", MSG_field_required);
    return;
  }
  enum campaign_result result =
      campaign_sells(&offer->campaign, request->ctx->now, purchase->amount);
  if (result != CAMPAIGN_OK) form_refuse(request, "amount", campaign_message(result));
}

static void require(struct request *request, const char *field, struct str value) {
  if (value.len == 0) form_refuse(request, field, MSG_field_required);
}

static void judge_day(struct request *request, const struct offer *offer,
                      const struct purchase *purchase) {
  int today = zone_day(request->ctx->zone, request->ctx->now).number;
  int day = purchase->to_on.number;
  if (day < today || day > offer->campaign.expires_on.number)
    form_refuse(request, "to_on", MSG_gift_bad_day);
  else if (purchase->to_email.len == 0)
    form_refuse(request, "to_email", MSG_buy_to_email_missing);
}

void buy_judge(struct request *request, const struct offer *offer,
               const struct purchase *purchase) {
  judge_amount(request, offer, purchase);
  require(request, "name", purchase->name);
  require(request, "email", purchase->email);
  if (offer->aid.rule.person == TOPUP_BY_PHONE && offer->phone.len == 0 && purchase->aid.len == 0)
    form_refuse(request, "phone",
                purchase->phone.len > 0 ? MSG_buy_phone_wrong : MSG_buy_phone_missing);
  if (!purchase_is_gift(purchase)) return;
  require(request, "to_name", purchase->to_name);
  if (purchase->has_to_on) judge_day(request, offer, purchase);
}

static bool has_problem(const struct request *request, const char *field) {
  struct form_problem problem;
  return form_problem(request, field, &problem);
}

/* Who buys for himself is not asked for a recipient. */
static bool person_is_fine(const struct request *request, bool gift) {
  return !has_problem(request, "whom") && !has_problem(request, "name") &&
         !has_problem(request, "email") && !has_problem(request, "support") &&
         !has_problem(request, "birth") && !has_problem(request, "home") &&
         !has_problem(request, "phone") &&
         (!gift || (!has_problem(request, "to_name") && !has_problem(request, "to_email") &&
                    !has_problem(request, "to_on") && !has_problem(request, "message")));
}

enum screen buy_reached(const struct request *request, const struct purchase *purchase,
                        enum screen wanted) {
  if (wanted > SCREEN_AMOUNT && has_problem(request, "amount")) return SCREEN_AMOUNT;
  if (wanted > SCREEN_PERSON && !person_is_fine(request, purchase_is_gift(purchase)))
    return SCREEN_PERSON;
  return wanted;
}

/* Sentences. */

/* A general problem, said of this field: what is missing, and what to do. */
static const struct {
  const char *field;
  enum message problem, sentence;
} sentences[] = {
    {"amount", MSG_field_required, MSG_buy_amount_missing},
    {"amount", MSG_field_amount, MSG_buy_amount_unreadable},
    {"amount", MSG_field_amount_large, MSG_buy_amount_too_large},
    {"amount", MSG_campaign_amount_too_small, MSG_buy_amount_too_small},
    {"amount", MSG_campaign_amount_too_large, MSG_buy_amount_too_large},
    {"name", MSG_field_required, MSG_buy_name_missing},
    {"name", MSG_field_too_long, MSG_buy_name_too_long},
    {"email", MSG_field_required, MSG_buy_email_missing},
    {"email", MSG_field_email, MSG_buy_email_wrong},
    {"to_name", MSG_field_required, MSG_buy_to_name_missing},
    {"to_name", MSG_field_too_long, MSG_buy_name_too_long},
    {"to_email", MSG_field_email, MSG_buy_to_email_wrong},
    {"message", MSG_field_too_long, MSG_buy_message_too_long},
    {"support", MSG_field_too_long, MSG_buy_support_too_long},
    {"birth", MSG_field_int, MSG_buy_birth_wrong},
    {"birth", MSG_field_too_small, MSG_buy_birth_wrong},
    {"birth", MSG_field_too_large, MSG_buy_birth_wrong},
};

static enum message sentence_for(const struct form_problem *problem) {
  for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
    if (sentences[i].problem == problem->message &&
        str_equal(problem->field, str_from(sentences[i].field)))
      return sentences[i].sentence;
  return problem->message;
}

struct str buy_sentence(struct ctx *ctx, const struct offer *offer,
                        const struct form_problem *problem) {
  const struct campaign *campaign = &offer->campaign;
  struct money min = money_of(campaign->min_minor, ctx->currency);
  struct money max = money_of(campaign->max_minor, ctx->currency);
  enum message sentence = sentence_for(problem);
  bool amounts_only = campaign->max_minor == 0 && str_equal(problem->field, S("amount"));
  if (amounts_only) sentence = MSG_campaign_amount_not_offered;
  return MESSAGE(ctx->arena, ctx->language, sentence, {"min", buying_short(ctx, min)},
                 {"max", buying_short(ctx, max)},
                 {"bound", str_format(ctx->arena, "%lld", (long long)problem->bound)});
}
