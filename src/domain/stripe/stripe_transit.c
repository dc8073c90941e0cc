#include "domain/stripe/stripe_transit.h"

#include "domain/stripe/stripe_watch.h"
#include "domain/transit/transit.h"

static enum transit_told told_of(struct str standing) {
  static const struct {
    struct str standing;
    enum transit_told told;
  } words[] = {
      {S("pending"), TRANSIT_TOLD_WAITING}, {S("in_transit"), TRANSIT_TOLD_ON_ITS_WAY},
      {S("paid"), TRANSIT_TOLD_PAID},       {S("succeeded"), TRANSIT_TOLD_PAID},
      {S("failed"), TRANSIT_TOLD_FAILED},   {S("canceled"), TRANSIT_TOLD_FAILED},
      {S("reversed"), TRANSIT_TOLD_FAILED},
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_equal(words[i].standing, standing)) return words[i].told;
  return TRANSIT_TOLD_NOTHING;
}

/* Stripe writes the day as midnight in Greenwich. */
static struct day day_due(struct instant at) {
  return (struct day){(int32_t)(at.ms / (24 * 3600 * 1000))};
}

static struct transit facts_of(const struct stripe_object *object, struct str name) {
  return (struct transit){.provider = PROVIDER_STRIPE,
                          .name = name,
                          .told = told_of(object->standing),
                          .trace = object->trace,
                          .descriptor = object->descriptor,
                          .due_on = day_due(object->arrives_at)};
}

void stripe_transit_moved(struct ctx *ctx, const struct stripe_object *move, int64_t id) {
  struct transit facts = facts_of(move, move->source.len > 0 ? move->source : move->id);
  transit_leave(ctx, &facts, -move->amount_minor, id);
}

void stripe_transit_told(struct ctx *ctx, const struct stripe_object *payout) {
  struct transit facts = facts_of(payout, payout->id);
  if (!str_equal(payout->object, S("payout")) || payout->id.len == 0 ||
      !str_equal(payout->currency, currency_code(ctx->currency)))
    return;
  transit_tell(ctx, &facts);
  stripe_watch_now(ctx);
}
