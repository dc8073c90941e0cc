#include "domain/topup/forecast.h"

#include "base/buf.h"
#include "base/fault.h"
#include "forecast_sql.h"

enum { HUNDRED = 100 };

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

/* Groups. */

static struct topup_facts facts_of(const struct forecast_terms *terms,
                                   const struct topup_case *one) {
  struct topup_facts facts = {.value_minor = terms->mean_minor, .verified = true};
  struct str others;
  if (!one) return facts;
  if (one->kind == TOPUP_AGE) facts.age = one->from_age > 0 ? one->from_age : one->to_age;
  if (one->kind == TOPUP_PLACE) facts.place = str_trim(str_cut(one->places, ',', &others));
  if (one->kind == TOPUP_FRAGILE) facts.fragility = one->fragility;
  return facts;
}

/* Each voucher takes of the ceiling what the next one does not have any more. */
static struct forecast_group group_of(struct arena *arena, const struct forecast_terms *terms,
                                      const struct topup_case *one, int64_t share) {
  struct forecast_group group = {.share = share};
  struct topup_facts facts = facts_of(terms, one);
  for (int64_t i = 0; i < (terms->times > 0 ? terms->times : 1); i++) {
    struct topup_answer answer = topup_judge(arena, &terms->rule, &facts);
    if (i == 0) group.result = answer.result;
    if (answer.result != TOPUP_OK) break;
    group.each_minor += answer.minor;
    group.worth_minor += terms->mean_minor;
    facts.used_minor += answer.counted_minor;
  }
  return group;
}

static void set_groups(struct arena *arena, const struct forecast_terms *terms,
                       struct forecast *forecast) {
  int64_t rest = HUNDRED;
  for (size_t i = 0; i < terms->rule.case_count; i++) {
    forecast->groups[i + 1] = group_of(arena, terms, &terms->rule.cases[i], terms->shares[i]);
    rest -= terms->shares[i];
  }
  must(rest >= 0);
  forecast->groups[0] = group_of(arena, terms, NULL, rest);
  forecast->each_minor = forecast->groups[0].each_minor;
  forecast->result = forecast->groups[0].result;
  for (size_t i = 1; i < FORECAST_GROUPS; i++)
    if (forecast->groups[i].share > 0 && forecast->groups[i].each_minor > 0)
      forecast->result = TOPUP_OK;
}

/* A hundred buyers in their order: of the first n of them, how many get something, how much they
 * are given, what their vouchers are worth. */
struct hundred {
  int64_t aided[HUNDRED + 1], given[HUNDRED + 1], worth[HUNDRED + 1];
};

static size_t furthest_behind(const struct forecast *forecast, const int64_t *had, int64_t n) {
  size_t best = 0;
  int64_t most = INT64_MIN;
  for (size_t i = 0; i < FORECAST_GROUPS; i++) {
    int64_t behind = forecast->groups[i].share * n - had[i] * HUNDRED;
    if (behind <= most) continue;
    most = behind;
    best = i;
  }
  return best;
}

static struct hundred hundred_of(const struct forecast *forecast) {
  struct hundred hundred = {{0}, {0}, {0}};
  int64_t had[FORECAST_GROUPS] = {0};
  for (int64_t n = 1; n <= HUNDRED; n++) {
    size_t next = furthest_behind(forecast, had, n);
    const struct forecast_group *group = &forecast->groups[next];
    had[next]++;
    hundred.aided[n] = hundred.aided[n - 1] + (group->each_minor > 0);
    hundred.given[n] = hundred.given[n - 1] + group->each_minor;
    hundred.worth[n] = hundred.worth[n - 1] + group->worth_minor;
  }
  return hundred;
}

/* Of the first so many buyers. */
static int64_t of_first(const int64_t *sums, int64_t buyers) {
  return buyers / HUNDRED * sums[HUNDRED] + sums[buyers % HUNDRED];
}

/* How many come before the envelope does not hold what the next one is given. */
static int64_t room_of(const struct forecast_terms *terms, const struct hundred *hundred) {
  int64_t whole = hundred->given[HUNDRED], part = 0;
  if (whole == 0) return INT64_MAX;
  int64_t rest = terms->envelope_minor % whole;
  while (hundred->given[part + 1] <= rest)
    part++;
  return terms->envelope_minor / whole * HUNDRED + part;
}

static void walk(struct arena *arena, const struct forecast_terms *terms,
                 const struct hundred *hundred, struct forecast *forecast) {
  const int64_t *sums = sums_of(arena, terms);
  int64_t room = room_of(terms, hundred);
  __int128 whole = weight(terms, sums, terms->days);
  for (int64_t i = 1; i <= terms->days; i++) {
    struct forecast_day *day = &forecast->items[i - 1];
    day->came = (int64_t)(terms->buyers * weight(terms, sums, i) / whole);
    day->served = of_first(hundred->aided, least_of(day->came, room));
    day->given_minor = of_first(hundred->given, least_of(day->came, room));
    if (day->came < room || forecast->runs_out) continue;
    forecast->runs_out = true;
    forecast->runs_out_on = (struct day){terms->first.number + (int32_t)(i - 1)};
  }
  forecast->worth_minor =
      of_first(hundred->worth, least_of(forecast->items[terms->days - 1].came, room));
}

struct forecast forecast_of(struct arena *arena, const struct forecast_terms *terms) {
  must(terms->days >= 1 && terms->days <= FORECAST_DAYS_MAX);
  struct forecast forecast = {.items = arena_array(arena, struct forecast_day, (size_t)terms->days),
                              .count = (size_t)terms->days};
  set_groups(arena, terms, &forecast);
  struct hundred hundred = hundred_of(&forecast);
  walk(arena, terms, &hundred, &forecast);
  const struct forecast_day *last = &forecast.items[forecast.count - 1];
  int64_t aided = of_first(hundred.aided, last->came);
  forecast.served = last->served;
  forecast.unserved = aided - last->served;
  forecast.outside = last->came - aided;
  forecast.given_minor = last->given_minor;
  forecast.left_minor = terms->envelope_minor - last->given_minor;
  if (last->given_minor > 0)
    forecast.leverage = (int64_t)((__int128)forecast.worth_minor * 100 / last->given_minor);
  return forecast;
}

/* Keeping. */

static struct str shares_text(struct arena *arena, const int64_t *shares) {
  struct buf out = buf_in(arena);
  for (size_t i = 0; i < TOPUP_CASES_MAX; i++)
    buf_format(&out, "%s%lld", i == 0 ? "" : " ", (long long)shares[i]);
  return buf_str(&out);
}

static void read_shares(struct str text, int64_t *shares) {
  for (size_t i = 0; i < TOPUP_CASES_MAX && text.len > 0; i++)
    must(str_to_int(str_cut(text, ' ', &text), &shares[i]));
}

void forecast_keep(struct ctx *ctx, struct campaign_id id, const struct forecast_kept *kept) {
  forecast_set(ctx, &(struct forecast_set_params){.campaign_id = id,
                                                  .envelope_minor = kept->envelope_minor,
                                                  .buyers = kept->buyers,
                                                  .mean_minor = kept->mean_minor,
                                                  .curve = kept->curve,
                                                  .past_id = kept->past,
                                                  .times = kept->times,
                                                  .shares = shares_text(ctx->arena, kept->shares)});
}

bool forecast_find(struct ctx *ctx, struct campaign_id id, struct forecast_kept *kept) {
  struct forecast_by_campaign_row row;
  if (!forecast_by_campaign(ctx, id, &row)) return false;
  *kept = (struct forecast_kept){.envelope_minor = row.envelope_minor,
                                 .buyers = row.buyers,
                                 .mean_minor = row.mean_minor,
                                 .curve = (enum forecast_curve)row.curve,
                                 .past = row.past_id,
                                 .times = row.times};
  read_shares(row.shares, kept->shares);
  return true;
}
