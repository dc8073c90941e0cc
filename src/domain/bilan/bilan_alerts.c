#include "domain/bilan/bilan_alerts.h"

#include "base/format.h"
#include "domain/topup/envelope.h"

enum { CLOSES_DAYS = 7, EXPIRES_DAYS = 60, USED_PERCENT = 80, SEAL_LATE_MS = 10 * 60000 };

static void add(struct ctx *ctx, struct bilan_alerts *alerts, const char *path,
                enum message message, const struct message_arg *args, size_t arg_count) {
  if (alerts->count == BILAN_ALERTS) return;
  alerts->items[alerts->count++] = (struct bilan_alert){
      message_format(ctx->arena, ctx->language, message, 0, args, arg_count), str_from(path)};
}

static struct str day_words(struct ctx *ctx, struct day day) {
  struct buf text = buf_in(ctx->arena);
  format_day_short(&text, ctx->language, day);
  return buf_str(&text);
}

static struct str money_words(struct ctx *ctx, struct money money) {
  struct buf text = buf_in(ctx->arena);
  format_money_short(&text, ctx->language, money);
  return buf_str(&text);
}

static bool within(struct ctx *ctx, struct day day, int32_t days) {
  int32_t ahead = day.number - zone_day(ctx->zone, ctx->now).number;
  return ahead >= 0 && ahead <= days;
}

static void look_at_close(struct ctx *ctx, const struct campaign *campaign,
                          struct bilan_alerts *alerts) {
  struct day last = zone_day(ctx->zone, (struct instant){campaign->closes_at.ms - 1});
  if (campaign->state != CAMPAIGN_STATE_OPEN || !within(ctx, last, CLOSES_DAYS)) return;
  const struct message_arg args[] = {{"campaign", campaign->name}, {"day", day_words(ctx, last)}};
  add(ctx, alerts, "/bureau/campagnes", MSG_bilan_alert_closes, args, 2);
}

static void look_at_expiry(struct ctx *ctx, const struct campaign *campaign,
                           struct bilan_alerts *alerts) {
  if (!within(ctx, campaign->expires_on, EXPIRES_DAYS)) return;
  struct figures_days days = figures_days(ctx, &(struct figures_query){.campaign = campaign->id});
  struct figures_sums sums = {0};
  for (size_t i = 0; i < days.count; i++)
    figures_sums_add(&sums, &days.items[i].sums);
  if (figures_left(&sums) <= 0) return;
  const struct message_arg args[] = {
      {"campaign", campaign->name},
      {"day", day_words(ctx, campaign->expires_on)},
      {"amount", money_words(ctx, money_of(figures_left(&sums), ctx->currency))}};
  add(ctx, alerts, "/bureau/campagnes", MSG_bilan_alert_expires, args, 3);
}

static void look_at_envelope(struct ctx *ctx, const struct campaign *campaign,
                             struct bilan_alerts *alerts) {
  struct envelope envelope;
  if (campaign->state != CAMPAIGN_STATE_OPEN || !envelope_find(ctx, campaign->id, &envelope))
    return;
  int64_t given = envelope.filled.minor - envelope.emptied.minor;
  if (given <= 0 || (given - envelope.left.minor) * 100 < given * USED_PERCENT) return;
  const struct message_arg args[] = {{"campaign", campaign->name},
                                     {"amount", money_words(ctx, envelope.left)}};
  add(ctx, alerts, "/bureau/campagnes", MSG_bilan_alert_envelope, args, 2);
}

static void look_at_seal(struct ctx *ctx, struct bilan_alerts *alerts) {
  struct figures_mark mark;
  struct instant oldest;
  if (!figures_oldest_unsealed(ctx, &oldest) || ctx->now.ms - oldest.ms < SEAL_LATE_MS) return;
  bool sealed = figures_mark(ctx, &mark);
  struct buf at = buf_in(ctx->arena);
  format_instant(&at, ctx->language, ctx->zone, sealed ? mark.sealed_at : oldest);
  const struct message_arg args[] = {{"at", buf_str(&at)}};
  add(ctx, alerts, "/bureau/journal", MSG_bilan_alert_seal, args, 1);
}

struct bilan_alerts bilan_alerts(struct ctx *ctx) {
  struct bilan_alerts alerts = {.count = 0};
  struct campaigns campaigns = campaign_list(ctx);
  for (size_t i = 0; i < campaigns.count; i++) {
    if (campaigns.items[i].state == CAMPAIGN_STATE_DRAFT || campaigns.items[i].test) continue;
    look_at_close(ctx, &campaigns.items[i], &alerts);
    look_at_expiry(ctx, &campaigns.items[i], &alerts);
    look_at_envelope(ctx, &campaigns.items[i], &alerts);
  }
  look_at_seal(ctx, &alerts);
  return alerts;
}
