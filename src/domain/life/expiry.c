#include "domain/life/expiry.h"

#include "base/fault.h"
#include "db/db.h"
#include "domain/life/refund.h"
#include "domain/voucher/voucher_offline.h"
#include "expiry_sql.h"

enum { BATCHES = 40 };

static bool wide(const struct voucher *voucher) {
  return voucher->shop_id.value == 0;
}

static void move(struct ctx *ctx, const struct voucher *voucher, struct account from,
                 struct account to, int64_t minor, enum reason reason) {
  must(ledger_move(ctx, &(struct transfer){from, to, minor, reason, voucher->id.value}, NULL));
}

/* Ending. */

/* An order that nobody paid and nobody owes for is a record of another system: its money stays.
 * Play money goes nowhere. */
static void give_remainder(struct ctx *ctx, const struct voucher *voucher, int64_t minor) {
  if (voucher->test) return;
  switch (voucher->remainder) {
  case CAMPAIGN_REMAINDER_HOLDER:
    if (refund_at_end(ctx, voucher, minor)) return;
    break;
  case CAMPAIGN_REMAINDER_FUND:
    move(ctx, voucher, voucher_money(ctx, voucher), ledger_account(ctx, ACCOUNT_FUND, 0), minor,
         REASON_REMAINDER_TO_FUND);
    return;
  case CAMPAIGN_REMAINDER_KEPT:
    break;
  }
  if (wide(voucher))
    move(ctx, voucher, voucher_money(ctx, voucher), ledger_account(ctx, ACCOUNT_KEPT, 0), minor,
         REASON_REMAINDER_KEPT);
}

static void end_one(struct ctx *ctx, struct voucher_id id) {
  struct voucher voucher;
  must(voucher_find(ctx, id, &voucher));
  if (voucher.blocked && voucher.blocked_why == VOUCHER_BLOCK_FAILED) {
    expiry_freeze(ctx, id, ctx->now);
    return;
  }
  int64_t left = ledger_balance(ctx, (struct account_id){id.value});
  must(expiry_end(ctx, id, left > 0 ? VOUCHER_END_EXPIRED : VOUCHER_END_SPENT, ctx->now) == 1);
  if (left == 0) return;
  move(ctx, &voucher, voucher_account(&voucher), voucher_promise(ctx, &voucher), left,
       REASON_VOUCHER_EXPIRED);
  give_remainder(ctx, &voucher, left);
  voucher_act_note(ctx, &voucher,
                   &(struct voucher_act){.kind = VOUCHER_ACT_EXPIRE, .amount_minor = left});
}

/* A till without a network, or a list on paper, may still say what was taken on the last day. */
static struct day day_reports_end(const struct ctx *ctx) {
  return (struct day){zone_day(ctx->zone, ctx->now).number - OFFLINE_DAYS};
}

static bool end_body(struct ctx *ctx, void *arg) {
  int64_t *count = arg;
  struct expiry_due_rows due = expiry_due(ctx, day_reports_end(ctx));
  for (size_t i = 0; i < due.count; i++)
    end_one(ctx, due.items[i].id);
  *count = (int64_t)due.count;
  return due.count > 0;
}

int64_t expiry_round(struct ctx *ctx) {
  int64_t done = 0, count = 1;
  struct person_id person = ctx->person;
  ctx->person.value = 0;
  if (expiry_due(ctx, day_reports_end(ctx)).count > 0)
    for (int batch = 0; batch < BATCHES && db_write(ctx, end_body, &count); batch++)
      done += count;
  ctx->person = person;
  return done;
}

/* Alive again. */

static int64_t holds(struct ctx *ctx, enum account_kind kind) {
  struct ledger_sums sums = ledger_sums(ctx, kind, 0);
  return sums.credit_minor - sums.debit_minor - sums.debit_pending_minor;
}

struct expiry_funds expiry_funds(struct ctx *ctx) {
  return (struct expiry_funds){holds(ctx, ACCOUNT_FUND), holds(ctx, ACCOUNT_KEPT)};
}

/* Where the money went at the end, if it left at all. */
static bool source_of(const struct voucher *voucher, enum account_kind *kind) {
  *kind = voucher->remainder == CAMPAIGN_REMAINDER_FUND ? ACCOUNT_FUND : ACCOUNT_KEPT;
  return !voucher->test && (voucher->remainder == CAMPAIGN_REMAINDER_FUND || wide(voucher));
}

int64_t expiry_lost(struct ctx *ctx, const struct voucher *voucher) {
  struct expiry_taken_row taken;
  return expiry_taken(ctx, voucher->id, &taken) ? taken.amount_minor : 0;
}

int64_t expiry_may_revive(struct ctx *ctx, const struct voucher *voucher,
                          struct expiry_funds *funds) {
  enum account_kind kind;
  if (voucher->ended != VOUCHER_END_EXPIRED || voucher->remainder == CAMPAIGN_REMAINDER_HOLDER)
    return 0;
  int64_t lost = expiry_lost(ctx, voucher);
  if (!source_of(voucher, &kind)) return lost;
  int64_t *there = kind == ACCOUNT_FUND ? &funds->fund_minor : &funds->kept_minor;
  if (*there < lost) return 0;
  *there -= lost;
  return lost;
}

void expiry_revive(struct ctx *ctx, const struct voucher *voucher, int64_t value_minor) {
  enum account_kind kind;
  must(expiry_unend(ctx, voucher->id) == 1);
  move(ctx, voucher, voucher_promise(ctx, voucher), voucher_account(voucher), value_minor,
       REASON_VOUCHER_REVIVED);
  if (source_of(voucher, &kind))
    move(ctx, voucher, ledger_account(ctx, kind, 0), voucher_money(ctx, voucher), value_minor,
         REASON_REMAINDER_RETURNED);
  voucher_act_note(ctx, voucher,
                   &(struct voucher_act){.kind = VOUCHER_ACT_REVIVE,
                                         .amount_minor = value_minor,
                                         .balance_minor = value_minor});
}
