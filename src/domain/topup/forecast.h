/* Before a campaign opens: when will its envelope run out, how many people will it have served, how
 * much will public money have moved? Reckoned in whole numbers, so that anybody can do it again.
 *
 * So many buyers come in all, spread over the days of sale by a curve; each buys one voucher of the
 * mean amount, for the first time, without a case of the rule; what the rule gives is topup_judge's
 * word. By the evening of day i so many have come:
 *
 *   came(i) = floor(buyers * weight(i) / weight(N))        weight(i): of the days 1 to i
 *
 * FLAT: each day weighs the same. FRONT: the first of N days weighs N, the last 1. PAST: as sold in
 * another campaign, its M days stretched or pressed to N: the line through its sums, read at i*M/N.
 * A day's buyers are served while the envelope holds what one of them is given; the first day that
 * ends with less than that is the day it runs out.
 *
 * Invariants
 * 1. came(N) is the number of buyers; each buyer is served or not, on one day.
 * 2. What was given is the number served times what each is given, and never more than the
 *    envelope. */
#ifndef DOMAIN_TOPUP_FORECAST_H
#define DOMAIN_TOPUP_FORECAST_H

#include "domain/topup/topup.h"

enum forecast_curve { FORECAST_FLAT = 1, FORECAST_FRONT, FORECAST_PAST };
enum { FORECAST_DAYS_MAX = 400, FORECAST_BUYERS_MAX = 10000000 };

struct forecast_terms {
  struct topup_rule rule;
  int64_t envelope_minor, buyers, mean_minor;
  struct day first;
  int64_t days; /* 1 to FORECAST_DAYS_MAX */
  enum forecast_curve curve;
  const int64_t *past; /* sold each day there; its sum is positive */
  int64_t past_days;
};

struct forecast {
  struct forecast_day {
    int64_t came, served, given_minor; /* up to this evening */
  } * items;
  size_t count;
  enum topup_result result; /* not OK: such a voucher gets nothing */
  int64_t each_minor;       /* what one is given */
  int64_t served, unserved, given_minor, left_minor, worth_minor; /* in the end */
  int64_t leverage; /* hundredths: value of the vouchers served for each unit given */
  bool runs_out;
  struct day runs_out_on;
};
/* Pure. */
struct forecast forecast_of(struct arena *arena, const struct forecast_terms *terms);

struct forecast_kept { /* what the agent typed */
  int64_t envelope_minor, buyers, mean_minor;
  enum forecast_curve curve;
  struct campaign_id past; /* 0: none */
};
/* Inside db_write. */
void forecast_keep(struct ctx *ctx, struct campaign_id id, const struct forecast_kept *kept);
bool forecast_find(struct ctx *ctx, struct campaign_id id, struct forecast_kept *kept);

#endif
