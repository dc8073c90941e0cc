#include "domain/life/passing.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/life/holder.h"
#include "domain/life/refund.h"
#include "domain/person/audit.h"
#include "domain/voucher/voucher_address.h"
#include "passing_sql.h"

RESULT_REFUSAL(passing, PASSING_RESULTS)
RESULT_STATUS(passing, PASSING_RESULTS)
RESULT_MESSAGE(passing, PASSING_RESULTS)

enum passing_result passing_may(struct ctx *ctx, const struct voucher *voucher,
                                int64_t balance_minor, bool agent) {
  if (voucher->ended == VOUCHER_END_TRANSFERRED) return PASSING_TRANSFERRED;
  bool over = zone_day(ctx->zone, ctx->now).number > voucher->expires_on.number;
  if (voucher->ended == VOUCHER_END_REFUNDED || voucher->ended == VOUCHER_END_EXPIRED || over)
    return PASSING_ENDED;
  if (voucher->blocked && voucher->blocked_why == VOUCHER_BLOCK_FAILED) return PASSING_SHOP_FAILED;
  if (voucher->blocked && !agent) return PASSING_BLOCKED;
  return balance_minor > 0 ? PASSING_OK : PASSING_NOTHING_LEFT;
}

static enum passing_result judge(struct ctx *ctx, const struct passing *passing,
                                 const struct voucher *voucher, int64_t balance_minor) {
  enum passing_result result = passing_may(ctx, voucher, balance_minor, passing->agent);
  if (result != PASSING_OK) return result;
  if (passing->name.len == 0) return PASSING_NO_NAME;
  if (passing->email.len == 0) return PASSING_NO_ADDRESS;
  return passing->agent && passing->note.len == 0 ? PASSING_NO_REASON : PASSING_OK;
}

static void note(struct ctx *ctx, const struct passing *passing, const struct voucher *from,
                 const struct voucher *to, int64_t minor) {
  struct voucher_act gave = {.kind = VOUCHER_ACT_PASS_ON,
                             .amount_minor = minor,
                             .noun = to->id.value,
                             .note = passing->note};
  struct voucher_act got = {.kind = VOUCHER_ACT_RECEIVE,
                            .amount_minor = minor,
                            .balance_minor = minor,
                            .noun = from->id.value,
                            .note = passing->note};
  voucher_act_note(ctx, from, &gave);
  voucher_act_note(ctx, to, &got);
  if (passing->agent) audit_write(ctx, S("voucher.pass_on"), from->id.value, passing->note);
}

/* Whoever gets it is written to in the language of whoever held it. */
static void tell(struct ctx *ctx, const struct passing *passing, const struct voucher *from,
                 const struct voucher *to) {
  struct holder holder = {.language = ctx->language};
  holder_find(ctx, from, &holder);
  passing_holder_insert(ctx, &(struct passing_holder_insert_params){
                                 .voucher_id = to->id,
                                 .name = passing->name,
                                 .email = passing->email,
                                 .giver = passing->giver.len > 0 ? passing->giver : holder.name,
                                 .message = passing->message,
                                 .language = language_code(holder.language)});
  voucher_address_note(ctx, passing->email, to->id);
  holder_tell(ctx, to, NOTICE_PASSED_ON);
}

struct making {
  const struct passing *passing;
  struct passing_answer answer;
};

static bool make_body(struct ctx *ctx, void *arg) {
  struct making *making = arg;
  struct passing_answer *answer = &making->answer;
  const struct passing *passing = making->passing;
  struct voucher from, to;
  *answer = (struct passing_answer){.result = PASSING_UNKNOWN};
  if (!voucher_find(ctx, passing->voucher, &from)) return false;
  int64_t balance = ledger_balance(ctx, (struct account_id){from.id.value});
  answer->result = judge(ctx, passing, &from, balance);
  if (answer->result != PASSING_OK) return false;

  int64_t paid = refund_buyers_part(&from, balance);
  answer->heir = voucher_pass_on(ctx, &from, balance, balance - paid);
  must(passing_end(ctx, from.id, answer->heir, ctx->now) == 1);
  must(voucher_find(ctx, answer->heir, &to));
  note(ctx, passing, &from, &to, balance);
  tell(ctx, passing, &from, &to);
  return true;
}

struct passing_answer passing_make(struct ctx *ctx, const struct passing *passing) {
  struct making making = {.passing = passing};
  db_write(ctx, make_body, &making);
  return making.answer;
}
