#include "domain/topup/forecast.h"

#include "base/fault.h"
#include "forecast_sql.h"

/* The weight of days 1 to i, in units that make it whole. */
static __int128 weight(const struct forecast_terms *terms, const int64_t *sums, int64_t i) {
  __int128 n = terms->days, at = (__int128)i * terms->past_days;
  switch (terms->curve) {
  case FORECAST_FLAT:
    return i;
  case FORECAST_FRONT:
    return i * (n + 1) - (__int128)i * (i + 1) / 2;
  case FORECAST_PAST:
    break;
  }
  int64_t day = (int64_t)(at / n), rest = (int64_t)(at % n);
  __int128 sum = (__int128)sums[day] * n;
  return rest > 0 ? sum + (__int128)(sums[day + 1] - sums[day]) * rest : sum;
}

static const int64_t *sums_of(struct arena *arena, const struct forecast_terms *terms) {
  if (terms->curve != FORECAST_PAST) return NULL;
  int64_t *sums = arena_array(arena, int64_t, (size_t)terms->past_days + 1);
  sums[0] = 0;
  for (int64_t i = 0; i < terms->past_days; i++)
    sums[i + 1] = sums[i] + terms->past[i];
  must(sums[terms->past_days] > 0);
  return sums;
}

static int64_t least_of(int64_t a, int64_t b) {
  return a < b ? a : b;
}

/* How many the envelope serves; none where each gets nothing. */
static int64_t room_of(const struct forecast_terms *terms, int64_t each_minor) {
  return each_minor > 0 ? terms->envelope_minor / each_minor : 0;
}

static void walk(struct arena *arena, const struct forecast_terms *terms, int64_t room,
                 struct forecast *forecast) {
  const int64_t *sums = sums_of(arena, terms);
  __int128 whole = weight(terms, sums, terms->days);
  for (int64_t i = 1; i <= terms->days; i++) {
    struct forecast_day *day = &forecast->items[i - 1];
    day->came = (int64_t)(terms->buyers * weight(terms, sums, i) / whole);
    day->served = least_of(day->came, room);
    day->given_minor = day->served * forecast->each_minor;
    if (forecast->each_minor == 0 || day->served < room || forecast->runs_out) continue;
    forecast->runs_out = true;
    forecast->runs_out_on = (struct day){terms->first.number + (int32_t)(i - 1)};
  }
}

struct forecast forecast_of(struct arena *arena, const struct forecast_terms *terms) {
  must(terms->days >= 1 && terms->days <= FORECAST_DAYS_MAX);
  struct topup_facts facts = {.value_minor = terms->mean_minor, .verified = true};
  struct topup_answer answer = topup_judge(arena, &terms->rule, &facts);
  struct forecast forecast = {.items = arena_array(arena, struct forecast_day, (size_t)terms->days),
                              .count = (size_t)terms->days,
                              .result = answer.result,
                              .each_minor = answer.result == TOPUP_OK ? answer.minor : 0};
  walk(arena, terms, room_of(terms, forecast.each_minor), &forecast);
  const struct forecast_day *last = &forecast.items[forecast.count - 1];
  forecast.served = last->served;
  forecast.unserved = last->came - last->served;
  forecast.given_minor = last->given_minor;
  forecast.left_minor = terms->envelope_minor - last->given_minor;
  forecast.worth_minor = last->served * terms->mean_minor;
  if (last->given_minor > 0)
    forecast.leverage = (int64_t)((__int128)forecast.worth_minor * 100 / last->given_minor);
  return forecast;
}

void forecast_keep(struct ctx *ctx, struct campaign_id id, const struct forecast_kept *kept) {
  forecast_set(ctx, &(struct forecast_set_params){.campaign_id = id,
                                                  .envelope_minor = kept->envelope_minor,
                                                  .buyers = kept->buyers,
                                                  .mean_minor = kept->mean_minor,
                                                  .curve = kept->curve,
                                                  .past_id = kept->past});
}

bool forecast_find(struct ctx *ctx, struct campaign_id id, struct forecast_kept *kept) {
  struct forecast_by_campaign_row row;
  if (!forecast_by_campaign(ctx, id, &row)) return false;
  *kept = (struct forecast_kept){row.envelope_minor, row.buyers, row.mean_minor,
                                 (enum forecast_curve)row.curve, row.past_id};
  return true;
}
