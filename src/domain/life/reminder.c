#include "domain/life/reminder.h"

#include "db/db.h"
#include "domain/life/holder.h"
#include "domain/voucher/voucher_act.h"
#include "reminder_sql.h"

enum { FIRST_STEP = 60, BATCHES = 10 };

int64_t reminder_step(int64_t days_left) {
  if (days_left <= 7) return 7;
  if (days_left <= 30) return 30;
  return days_left <= FIRST_STEP ? FIRST_STEP : 0;
}

struct step {
  struct day expires_on;
  int64_t days;
  int64_t seen; /* the answer: how many were looked at */
};

static bool due(struct ctx *ctx, const struct voucher *voucher, const struct step *step) {
  struct day sold = zone_day(ctx->zone, voucher->issued_at);
  return !voucher->blocked && sold.number < step->expires_on.number - step->days &&
         ledger_balance(ctx, (struct account_id){voucher->id.value}) > 0;
}

static void remind(struct ctx *ctx, struct voucher_id id, const struct step *step) {
  struct voucher voucher;
  if (!voucher_find(ctx, id, &voucher) || !due(ctx, &voucher, step)) return;
  if (!holder_tell(ctx, &voucher, NOTICE_REMINDER)) return;
  struct voucher_act act = {.kind = VOUCHER_ACT_REMIND,
                            .balance_minor = ledger_balance(ctx, (struct account_id){id.value}),
                            .noun = step->days};
  voucher_act_note(ctx, &voucher, &act);
}

/* The next two hundred of one last day. */
static bool step_body(struct ctx *ctx, void *arg) {
  struct step *step = arg;
  struct reminder_mark_find_row mark = {0};
  step->seen = 0;
  if (reminder_mark_find(ctx, step->expires_on, step->days, &mark) && mark.done) return false;
  struct reminder_vouchers_rows rows = reminder_vouchers(ctx, step->expires_on, mark.voucher_id);
  for (size_t i = 0; i < rows.count; i++)
    remind(ctx, rows.items[i].id, step);
  if (rows.count > 0) mark.voucher_id = rows.items[rows.count - 1].id;
  reminder_mark_set(ctx, &(struct reminder_mark_set_params){step->expires_on, step->days,
                                                            mark.voucher_id, rows.count == 0});
  step->seen = (int64_t)rows.count;
  return true;
}

static bool is_done(struct ctx *ctx, const struct step *step) {
  struct reminder_mark_find_row mark;
  return reminder_mark_find(ctx, step->expires_on, step->days, &mark) && mark.done;
}

int64_t reminder_round(struct ctx *ctx) {
  struct day today = zone_day(ctx->zone, ctx->now), before = {today.number - 1};
  struct reminder_next_day_row next;
  struct person_id person = ctx->person;
  int64_t seen = 0;
  ctx->person.value = 0;
  for (int batch = 0; batch < BATCHES;) {
    if (!reminder_next_day(ctx, before, (struct day){today.number + FIRST_STEP}, &next)) break;
    struct step step = {.expires_on = next.expires_on,
                        .days = reminder_step(next.expires_on.number - today.number)};
    before = next.expires_on;
    if (is_done(ctx, &step)) continue;
    while (batch++ < BATCHES && db_write(ctx, step_body, &step) && step.seen > 0)
      seen += step.seen;
  }
  ctx->person = person;
  return seen;
}
