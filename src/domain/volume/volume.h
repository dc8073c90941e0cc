/* The counter of the limited-network exclusion: how much was paid with vouchers in twelve months.
 * Above one million euros the issuer must tell the authority (directive (EU) 2015/2366, art. 37(2);
 * in France code monétaire et financier, art. L.521-3). Which operations count is not settled
 * everywhere, so both are summed, what was sold and what was used, and the greater one is held
 * against the threshold (docs/decisions/0065). It is a counter, no legal advice.
 *
 * Invariants
 * 1. Twelve months end with a day and begin with the day after the same date a year before.
 * 2. A warning at 80 % and one at 100 % go out once each; again only a year later.
 * 3. Every figure is a sum of sealed transfers (domain/figures rolls them up by day). */
#ifndef DOMAIN_VOLUME_VOLUME_H
#define DOMAIN_VOLUME_VOLUME_H

#include "base/ctx.h"
#include "base/message.h"
#include "domain/period/period.h"

enum { VOLUME_WARN = 80, VOLUME_FULL = 100, VOLUME_MONTHS = 13 };

struct volume_id {
  int64_t value;
};

/* The twelve months that end with this day. */
struct span volume_span(struct day last);

struct volume_month {
  struct day first; /* of those of its days that count */
  int64_t sold_minor, used_minor;
};
struct volume {
  struct span span;
  int64_t sold_minor, used_minor;
  int64_t counted_minor;                     /* the greater */
  int64_t limit_minor;                       /* 0: none */
  int64_t tenths;                            /* of a percent of the limit; 0 without one */
  struct volume_month months[VOLUME_MONTHS]; /* oldest first */
  size_t month_count;
};
struct volume volume_until(struct ctx *ctx, struct day last);
/* The twelve months that end today. */
struct volume volume_now(struct ctx *ctx);

/* Opens its own db_write; ctx->person sets it and is audited. False: negative. */
bool volume_limit_set(struct ctx *ctx, int64_t limit_minor);

/* Once a day, from one o'clock on, when yesterday is sealed: writes the warnings that are due to
 * the outbox, to everybody who works for the territory. Returns how many letters. Own db_write. */
int64_t volume_round(struct ctx *ctx);

struct volume_alert {
  int64_t percent, volume_minor, limit_minor;
  struct day on;
};
bool volume_alert_find(struct ctx *ctx, struct volume_id id, struct volume_alert *alert);

#endif
