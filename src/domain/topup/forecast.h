/* Before a campaign opens: when will its envelope run out, how many people will it have served, how
 * much will public money have moved? Reckoned in whole numbers, so that anybody can do it again.
 *
 * So many buyers come in all, spread over the days of sale by a curve; each buys some vouchers of
 * the mean amount, all on that day, up to his ceiling; what the rule gives is topup_judge's word.
 * Of each hundred so many are of each case of the rule, evenly mixed: the next one is of the case
 * whose share is furthest behind, of equals the first. By the evening of day i so many have come:
 *
 *   came(i) = floor(buyers * weight(i) / weight(N))        weight(i): of the days 1 to i
 *
 * FLAT: each day weighs the same. FRONT: the first of N days weighs N, the last 1. PAST: as sold in
 * another campaign, its M days stretched or pressed to N: the line through its sums, read at i*M/N.
 * They are served in the order in which they come, until the envelope does not hold what the next
 * one is given; the day on which that is known is the day it runs out.
 *
 * Invariants
 * 1. came(N) is the number of buyers; each is served, comes too late, or gets nothing by the rule.
 * 2. What was given is the sum of what each one served is given, never more than the envelope. */
#ifndef DOMAIN_TOPUP_FORECAST_H
#define DOMAIN_TOPUP_FORECAST_H

#include "domain/topup/topup.h"

enum forecast_curve { FORECAST_FLAT = 1, FORECAST_FRONT, FORECAST_PAST };
enum {
  FORECAST_DAYS_MAX = 400,
  FORECAST_BUYERS_MAX = 10000000,
  FORECAST_TIMES_MAX = 50,
  FORECAST_GROUPS = TOPUP_CASES_MAX + 1
};

struct forecast_terms {
  struct topup_rule rule;
  int64_t envelope_minor, buyers, mean_minor;
  int64_t times;                    /* vouchers that each buys; 0: one */
  int64_t shares[TOPUP_CASES_MAX]; /* of a hundred buyers, of each case; their sum is at most 100 */
  struct day first;
  int64_t days; /* 1 to FORECAST_DAYS_MAX */
  enum forecast_curve curve;
  const int64_t *past; /* sold each day there; its sum is positive */
  int64_t past_days;
};

struct forecast_group { /* buyers of one case */
  int64_t share;        /* of a hundred */
  enum topup_result result;
  int64_t each_minor, worth_minor; /* what one is given; worth of his vouchers with public money */
};

struct forecast {
  struct forecast_group groups[FORECAST_GROUPS]; /* the first: without a case; then the rule's */
  struct forecast_day {
    int64_t came, served, given_minor; /* up to this evening */
  } * items;
  size_t count;
  enum topup_result result; /* not OK: nobody gets anything, and why */
  int64_t each_minor;       /* what one without a case is given */
  int64_t outside;          /* came, and get nothing by the rule */
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
  int64_t times, shares[TOPUP_CASES_MAX];
};
/* Inside db_write. */
void forecast_keep(struct ctx *ctx, struct campaign_id id, const struct forecast_kept *kept);
bool forecast_find(struct ctx *ctx, struct campaign_id id, struct forecast_kept *kept);

#endif
