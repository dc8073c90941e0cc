/* Accounting periods: whole days of the territory, closed once and for good, one after the other.
 * What a closed one refuses: a transfer dated in it, written, changed or removed, by whatever door;
 * and acts of people that would change what its accounts say. Money that arrives or is decided
 * later is recorded on the day it is recorded, in the open period, and carries the day it is about:
 * so wants it the French chart of accounts (PCG 921-4).
 *
 * Invariants
 * 1. Closed periods follow one another without a gap; the first begins with the books.
 * 2. A period is closed when it is over, all its transfers are sealed, and its archive is made.
 * 3. No transfer dated in a closed period is added, changed or removed: the database refuses
 *    (sql/migrations/0060_period.sql).
 * 4. It is never opened again. */
#ifndef DOMAIN_PERIOD_PERIOD_H
#define DOMAIN_PERIOD_PERIOD_H

#include "base/crypto.h"
#include "base/ctx.h"
#include "base/message.h"
#include "domain/ledger/ledger.h"

/* In order of precedence. */
#define PERIOD_RESULTS(X)                                                                          \
  X(OK, 200, period_ok)                                                                            \
  X(BAD_DAYS, 422, period_bad_days)     /* the last day before the first, or more than a year */   \
  X(CLOSED, 409, period_closed)         /* these days are closed */                                \
  X(NOT_NEXT, 409, period_not_next)     /* days before it are open */                              \
  X(NOT_OVER, 409, period_not_over)     /* its last day is not over */                             \
  X(NOT_SEALED, 409, period_not_sealed) /* in a minute it will be */                               \
  X(NO_ARCHIVE, 409, period_no_archive) /* none was made, or transfers came after it */            \
  X(BANK_WAITS, 409, period_bank_waits) /* a bank's file of these days was read, not applied */

enum period_result {
#define X(name, status, message) PERIOD_##name,
  PERIOD_RESULTS(X)
#undef X
};
const char *period_refusal(enum period_result result);
int period_status(enum period_result result);
enum message period_message(enum period_result result);

struct span { /* of days, both included, in the territory's zone */
  struct day first, last;
};
struct span_time { /* the same: begins_at <= t < ends_at */
  struct instant begins_at, ends_at;
};
struct span_time span_time(struct ctx *ctx, struct span span);
/* The month that day lies in; the one after, or before, that many. */
struct span span_month(struct day day, int months);
/* Its days are in order and no more than 366. */
bool span_is_sound(struct span span);

struct period {
  struct span span;
  int64_t transfers;
  int64_t seal_number; /* 0: no transfers */
  struct digest seal_hash;
  struct digest archive;
  int64_t archive_bytes;
  struct person_id closed_by;
  struct instant closed_at;
};
struct periods {
  struct period *items;
  size_t count;
};

/* The last day that is closed; false: none is. */
bool period_closed_until(struct ctx *ctx, struct day *last);
bool period_is_closed(struct ctx *ctx, struct day day);
/* Newest first, at most 120. */
struct periods period_list(struct ctx *ctx);
/* The closed one that has exactly these days. */
bool period_find(struct ctx *ctx, struct span span, struct period *period);

/* Are these days over, and all their transfers sealed? OK, NOT_OVER or NOT_SEALED. */
enum period_result period_over(struct ctx *ctx, struct span span);
/* What stands in the way of closing these days now, the archive apart. */
enum period_result period_closable(struct ctx *ctx, struct span span);

struct period_close { /* what is closed, as its archive has it */
  struct span span;
  int64_t transfers;
  struct transfer_id last_known; /* no transfer of the period has a greater id */
  struct digest archive;
  int64_t archive_bytes;
};
/* Inside db_write; ctx->person closes and is audited. */
enum period_result period_close(struct ctx *ctx, const struct period_close *close);

#endif
