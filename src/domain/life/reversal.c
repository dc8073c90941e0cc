#include "domain/life/reversal.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "reversal_sql.h"

RESULT_REFUSAL(reversal, REVERSAL_RESULTS)
RESULT_STATUS(reversal, REVERSAL_RESULTS)
RESULT_MESSAGE(reversal, REVERSAL_RESULTS)

enum { MINUTE_MS = 60 * 1000 };

int64_t reversal_minutes(struct ctx *ctx) {
  struct reversal_setting_row row;
  return reversal_setting(ctx, &row) ? row.reversal_minutes : REVERSAL_MINUTES;
}

void reversal_set_minutes(struct ctx *ctx, int64_t minutes) {
  must(minutes >= 0 && minutes <= REVERSAL_MINUTES_MAX);
  reversal_set(ctx, minutes, ctx->person, ctx->now);
  audit_write(ctx, S("voucher.reversal_minutes"), 0,
              str_format(ctx->arena, "%lld", (long long)minutes));
}

static bool in_window(struct ctx *ctx, struct instant kept_at, int64_t minutes) {
  return ctx->now.ms < kept_at.ms + minutes * MINUTE_MS;
}

struct reversing {
  const struct reversal *reversal;
  struct reversal_answer answer;
};

static enum reversal_result may_reverse(struct ctx *ctx, const struct reversal *reversal,
                                        const struct voucher *voucher,
                                        const struct reversal_use_row *use) {
  bool agent = reversal->shop.value == 0;
  if (!agent && use->shop_id.value != reversal->shop.value) return REVERSAL_OTHER_SHOP;
  if (use->has_reversed_at) return REVERSAL_ALREADY;
  if (voucher->ended == VOUCHER_END_TRANSFERRED) return REVERSAL_TRANSFERRED;
  if (voucher->ended == VOUCHER_END_EXPIRED) return REVERSAL_EXPIRED;
  if (!agent && !in_window(ctx, use->created_at, reversal_minutes(ctx))) return REVERSAL_TOO_LATE;
  return agent && reversal->note.len == 0 ? REVERSAL_NO_REASON : REVERSAL_OK;
}

/* The way back of domain/voucher's take() and earn(). */
static void give_back(struct ctx *ctx, const struct voucher *voucher,
                      const struct reversal_use_row *use) {
  ledger_move(ctx,
              &(struct transfer){
                  .debit = voucher_promise(ctx, voucher),
                  .credit = voucher_account(voucher),
                  .amount_minor = use->amount_minor,
                  .reason = REASON_REDEMPTION_REVERSED,
                  .cause = voucher->id.value,
              },
              NULL);
  if (voucher->shop_id.value != 0 || voucher->test) return;
  int64_t earner = use->earner_id.value != 0 ? use->earner_id.value : use->merchant_id.value;
  ledger_move(ctx,
              &(struct transfer){
                  .debit = ledger_account(ctx, ACCOUNT_PAYABLE, earner),
                  .credit = voucher_money(ctx, voucher),
                  .amount_minor = use->amount_minor,
                  .reason = REASON_SHOP_EARNED_BACK,
                  .cause = voucher->id.value,
              },
              NULL);
}

static bool reverse_body(struct ctx *ctx, void *arg) {
  struct reversing *reversing = arg;
  const struct reversal *reversal = reversing->reversal;
  struct reversal_answer *answer = &reversing->answer;
  struct voucher voucher;
  struct reversal_use_row use;
  *answer = (struct reversal_answer){.result = REVERSAL_UNKNOWN_USE};
  if (!voucher_find(ctx, reversal->voucher, &voucher) ||
      !reversal_use(ctx, reversal->voucher, reversal->use, &use))
    return false;
  if ((answer->result = may_reverse(ctx, reversal, &voucher, &use))) return false;

  must(reversal_mark(ctx, voucher.id, reversal->use, ctx->now) == 1);
  give_back(ctx, &voucher, &use);
  reversal_revive(ctx, voucher.id);
  answer->amount_minor = use.amount_minor;
  answer->balance_minor = ledger_balance(ctx, (struct account_id){voucher.id.value});
  struct voucher_act act = {.kind = VOUCHER_ACT_REVERSE,
                            .amount_minor = answer->amount_minor,
                            .balance_minor = answer->balance_minor,
                            .noun = reversal->use.value,
                            .till = reversal->till,
                            .note = reversal->note};
  voucher_act_note(ctx, &voucher, &act);
  if (reversal->shop.value == 0)
    audit_write(ctx, S("voucher.reverse"), voucher.id.value, reversal->note);
  return true;
}

struct reversal_answer reversal_make(struct ctx *ctx, const struct reversal *reversal) {
  struct reversing reversing = {.reversal = reversal};
  db_write(ctx, reverse_body, &reversing);
  return reversing.answer;
}

struct till_uses reversal_uses(struct ctx *ctx, struct shop_id shop, struct instant since) {
  struct reversal_list_rows rows = reversal_list(ctx, shop, since);
  struct till_uses list = {arena_array(ctx->arena, struct till_use, rows.count), rows.count};
  int64_t minutes = reversal_minutes(ctx);
  for (size_t i = 0; i < rows.count; i++) {
    const struct reversal_list_row *row = &rows.items[i];
    list.items[i] = (struct till_use){
        row->voucher_id,      row->transfer_id,
        row->created_at,      row->amount_minor,
        row->has_reversed_at, !row->has_reversed_at && in_window(ctx, row->created_at, minutes)};
  }
  return list;
}
