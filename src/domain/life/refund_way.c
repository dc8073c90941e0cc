/* A refund on its way: accounts and second words, what banks and providers answer. */
#include "domain/life/refund_in.h"

#include "base/fault.h"
#include "base/iban.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "refund_sql.h"

const char *refund_stage_name(enum refund_stage stage) {
  static const char *const names[] = {"", "asked", "under_way", "sent", "failed", "dropped"};
  return names[stage];
}

enum message refund_stage_message(enum refund_stage stage) {
  static const enum message messages[] = {MSG_refund_stage_asked,     MSG_refund_stage_asked,
                                          MSG_refund_stage_under_way, MSG_refund_stage_sent,
                                          MSG_refund_stage_failed,    MSG_refund_stage_dropped};
  return messages[stage];
}

/* Reading. refund_by_id and refund_of_voucher name the same columns. */

#define REFUND_FROM(ctx, row)                                                                      \
  (struct refund) {                                                                                \
    .id = (row)->id, .voucher = (row)->voucher_id, .order = (row)->order_id,                       \
    .payment = (row)->payment_id, .provider = (enum provider)(row)->provider,                      \
    .via = (enum provider)(row)->via, .cause = (enum refund_cause)(row)->cause,                    \
    .stage = (enum refund_stage)(row)->state,                                                      \
    .value = money_of((row)->value_minor, (ctx)->currency),                                        \
    .paid = money_of((row)->paid_minor, (ctx)->currency),                                          \
    .public_part = money_of((row)->public_minor, (ctx)->currency), .note = (row)->note,            \
    .iban = (row)->iban, .holder = (row)->holder, .failure = (row)->failure,                       \
    .asked_by = (row)->asked_by, .decided_by = (row)->decided_by, .asked_at = (row)->asked_at,     \
    .sent_at = (row)->sent_at, .turn = (row)->turn                                                 \
  }

bool refund_find(struct ctx *ctx, struct refund_id id, struct refund *refund) {
  struct refund_by_id_row row;
  if (!refund_by_id(ctx, id, &row)) return false;
  *refund = REFUND_FROM(ctx, &row);
  return true;
}

struct str refund_message_name(struct ctx *ctx, const struct refund *refund) {
  struct str id = id_text(ctx->arena, refund->id.value);
  if (refund->turn < 2) return id;
  return str_format(ctx->arena, "%.*s-%lld", STR_ARG(id), (long long)refund->turn);
}

static struct refunds refunds_of(struct ctx *ctx, struct refund_of_voucher_rows rows) {
  struct refunds list = {arena_array(ctx->arena, struct refund, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = REFUND_FROM(ctx, &rows.items[i]);
  return list;
}

struct refunds refund_list(struct ctx *ctx, struct voucher_id voucher) {
  return refunds_of(ctx, refund_of_voucher(ctx, voucher));
}

struct refunds refund_open(struct ctx *ctx) {
  return refunds_of(ctx, refund_unsent(ctx));
}

/* Steps. */

struct step {
  struct refund_id id;
  struct str text, holder; /* an account, or why it came back */
  enum refund_result (*take)(struct ctx *ctx, const struct step *step, const struct refund *refund);
  const char *audit; /* NULL: the program's */
  enum refund_result result;
};

static bool step_body(struct ctx *ctx, void *arg) {
  struct step *step = arg;
  struct refund refund;
  step->result = REFUND_RESULT_UNKNOWN;
  if (!refund_find(ctx, step->id, &refund)) return false;
  step->result = step->take(ctx, step, &refund);
  if (step->result != REFUND_RESULT_OK) return false;
  if (step->audit) audit_write(ctx, str_from(step->audit), refund.voucher.value, step->text);
  return true;
}

static enum refund_result take_step(struct ctx *ctx, struct step step) {
  db_write(ctx, step_body, &step);
  return step.result;
}

/* The one change of stage that moves nothing by itself. */
static void turn(struct ctx *ctx, const struct refund *refund, enum refund_stage after,
                 struct str failure) {
  bool sent = after == REFUND_STAGE_SENT, confirmed = after == REFUND_STAGE_UNDER_WAY;
  must(refund_set_way(ctx, &(struct refund_set_way_params){.id = refund->id,
                                                           .before = refund->stage,
                                                           .after = after,
                                                           .has_decided_by = confirmed,
                                                           .decided_by = ctx->person,
                                                           .has_sent_at = sent,
                                                           .sent_at = ctx->now,
                                                           .failure = failure}) == 1);
}

/* The voucher's story tells how the money went. */
static void note_way(struct ctx *ctx, const struct refund *refund, enum voucher_act_kind kind,
                     struct str note) {
  struct voucher voucher;
  must(voucher_find(ctx, refund->voucher, &voucher));
  struct voucher_act act = {.kind = kind,
                            .balance_minor =
                                ledger_balance(ctx, (struct account_id){voucher.id.value}),
                            .noun = refund->id.value,
                            .note = note};
  voucher_act_note(ctx, &voucher, &act);
}

static void mark_sent(struct ctx *ctx, const struct refund *refund) {
  turn(ctx, refund, REFUND_STAGE_SENT, S(""));
  refund_move_out(ctx, refund->id, refund->provider, refund->via, refund->paid.minor);
  note_way(ctx, refund, VOUCHER_ACT_REFUND_SENT, S(""));
  refund_tell(ctx, refund->id, refund->order, true);
}

/* Money that had left is here again, owed to the buyer. */
static void mark_failed(struct ctx *ctx, const struct refund *refund, struct str why) {
  turn(ctx, refund, REFUND_STAGE_FAILED, why);
  if (refund->stage == REFUND_STAGE_SENT)
    ledger_move(ctx,
                &(struct transfer){
                    .debit = ledger_account(ctx, ACCOUNT_CLEARING, refund->via),
                    .credit = ledger_account(ctx, ACCOUNT_REFUND, refund->provider),
                    .amount_minor = refund->paid.minor,
                    .reason = REASON_REFUND_RETURNED,
                    .cause = refund->id.value,
                },
                NULL);
  note_way(ctx, refund, VOUCHER_ACT_REFUND_FAILED, why);
}

/* Is it for somebody of the house to send? */
static bool by_hand(const struct refund *refund) {
  return refund_by(refund->via) == REFUND_BY_HAND;
}

/* By transfer. */

static enum refund_result set_account(struct ctx *ctx, const struct step *step,
                                      const struct refund *refund) {
  struct iban iban;
  if (refund->stage != REFUND_STAGE_ASKED && refund->stage != REFUND_STAGE_FAILED)
    return REFUND_RESULT_NOT_NOW;
  if (!iban_parse(step->text, &iban) || step->holder.len == 0) return REFUND_RESULT_BAD_ACCOUNT;
  must(refund_set_account(ctx, &(struct refund_set_account_params){refund->id, PROVIDER_BANK,
                                                                   iban_str(&iban), step->holder,
                                                                   ctx->person}) == 1);
  return REFUND_RESULT_OK;
}

enum refund_result refund_to_account(struct ctx *ctx, struct refund_id id, struct str iban,
                                     struct str holder) {
  return take_step(ctx, (struct step){.id = id,
                                      .text = iban,
                                      .holder = holder,
                                      .take = set_account,
                                      .audit = "refund.account"});
}

static enum refund_result confirm(struct ctx *ctx, const struct step *step,
                                  const struct refund *refund) {
  (void)step;
  if (refund->stage != REFUND_STAGE_ASKED || refund->via != PROVIDER_BANK)
    return REFUND_RESULT_NOT_NOW;
  if (refund->iban.len == 0) return REFUND_RESULT_NO_ACCOUNT;
  if (refund->asked_by.value == ctx->person.value) return REFUND_RESULT_SAME_PERSON;
  turn(ctx, refund, REFUND_STAGE_UNDER_WAY, S(""));
  return REFUND_RESULT_OK;
}

enum refund_result refund_confirm(struct ctx *ctx, struct refund_id id) {
  return take_step(ctx, (struct step){.id = id, .take = confirm, .audit = "refund.confirm"});
}

/* A transfer that the bank has executed. */
static enum refund_result done(struct ctx *ctx, const struct step *step,
                               const struct refund *refund) {
  (void)step;
  if (!by_hand(refund)) return REFUND_RESULT_NOT_NOW;
  if (refund->via == PROVIDER_DESK && refund->stage == REFUND_STAGE_ASKED)
    return REFUND_RESULT_AT_COUNTER;
  if (refund->stage != REFUND_STAGE_UNDER_WAY) return REFUND_RESULT_NOT_NOW;
  mark_sent(ctx, refund);
  return REFUND_RESULT_OK;
}

enum refund_result refund_done(struct ctx *ctx, struct refund_id id) {
  return take_step(ctx, (struct step){.id = id, .take = done, .audit = "refund.done"});
}

static enum refund_result came_back(struct ctx *ctx, const struct step *step,
                                    const struct refund *refund) {
  bool left = refund->stage == REFUND_STAGE_UNDER_WAY || refund->stage == REFUND_STAGE_SENT;
  if (!by_hand(refund) || !left || refund->paid.minor == 0) return REFUND_RESULT_NOT_NOW;
  if (step->text.len == 0) return REFUND_RESULT_NO_REASON;
  mark_failed(ctx, refund, step->text);
  return REFUND_RESULT_OK;
}

enum refund_result refund_came_back(struct ctx *ctx, struct refund_id id, struct str why) {
  return take_step(
      ctx, (struct step){.id = id, .text = why, .take = came_back, .audit = "refund.came_back"});
}

/* At the counter. */

void refund_handed_over(struct ctx *ctx, const struct refund *refund) {
  must(refund->via == PROVIDER_DESK && refund->stage == REFUND_STAGE_ASKED);
  mark_sent(ctx, refund);
}

static void drop(struct ctx *ctx, const struct refund *refund) {
  turn(ctx, refund, REFUND_STAGE_DROPPED, S(""));
  if (refund->paid.minor > 0)
    ledger_move(ctx,
                &(struct transfer){
                    .debit = ledger_account(ctx, ACCOUNT_REFUND, refund->provider),
                    .credit = ledger_account(ctx, ACCOUNT_CLEARING, refund->provider),
                    .amount_minor = refund->paid.minor,
                    .reason = REASON_CHEQUE_RETURNED,
                    .cause = refund->id.value,
                },
                NULL);
}

int64_t refund_drop(struct ctx *ctx, struct order_id order) {
  int64_t dropped = 0;
  struct refunds waiting = refunds_of(ctx, refund_of_order(ctx, order));
  for (size_t i = 0; i < waiting.count; i++) {
    drop(ctx, &waiting.items[i]);
    dropped += waiting.items[i].paid.minor;
  }
  return dropped;
}

/* By the provider. */

static enum refund_result ask_again(struct ctx *ctx, const struct step *step,
                                    const struct refund *refund) {
  (void)step;
  int64_t ask = id_next(ctx->ids);
  if (refund->stage != REFUND_STAGE_FAILED || refund_by(refund->via) != REFUND_BY_PROVIDER)
    return REFUND_RESULT_NOT_NOW;
  must(refund_ask(ctx, ask, refund->payment, refund->paid.minor));
  must(refund_set_ask(ctx, refund->id, ask) == 1);
  return REFUND_RESULT_OK;
}

enum refund_result refund_again(struct ctx *ctx, struct refund_id id) {
  return take_step(ctx, (struct step){.id = id, .take = ask_again, .audit = "refund.again"});
}

static enum refund_result answered(struct ctx *ctx, const struct step *step,
                                   const struct refund *refund) {
  if (refund->stage != REFUND_STAGE_UNDER_WAY) return REFUND_RESULT_NOT_NOW;
  mark_sent(ctx, refund);
  (void)step;
  return REFUND_RESULT_OK;
}

static enum refund_result failed(struct ctx *ctx, const struct step *step,
                                 const struct refund *refund) {
  if (refund->stage != REFUND_STAGE_UNDER_WAY && refund->stage != REFUND_STAGE_SENT)
    return REFUND_RESULT_NOT_NOW;
  mark_failed(ctx, refund, step->text);
  return REFUND_RESULT_OK;
}

static int64_t note_answers(struct ctx *ctx, struct refund_answers_rows rows) {
  db_read_end(ctx);
  for (size_t i = 0; i < rows.count; i++)
    take_step(ctx, (struct step){.id = rows.items[i].id,
                                 .text = rows.items[i].reason,
                                 .take = rows.items[i].failed ? failed : answered});
  return (int64_t)rows.count;
}

/* By the bank. */

/* Where somebody has said so before the file came, the refund is where it should be. */
static bool news_body(struct ctx *ctx, void *arg) {
  const struct refund_news_list_row *item = arg;
  struct refund refund;
  if (refund_news_set_noted(ctx, item->line_id, ctx->now) == 0) return false;
  must(refund_find(ctx, item->id, &refund));
  bool under_way = refund.stage == REFUND_STAGE_UNDER_WAY;
  if (item->gone && under_way)
    mark_sent(ctx, &refund);
  else if (!item->gone && (under_way || refund.stage == REFUND_STAGE_SENT))
    mark_failed(ctx, &refund, item->reason);
  return true;
}

static int64_t note_news(struct ctx *ctx) {
  struct refund_news_list_rows rows = refund_news_list(ctx);
  db_read_end(ctx);
  for (size_t i = 0; i < rows.count; i++)
    db_write(ctx, news_body, &rows.items[i]);
  return (int64_t)rows.count;
}

int64_t refund_round(struct ctx *ctx, bool late) {
  int64_t noted = note_answers(ctx, refund_answers(ctx)) + note_news(ctx);
  if (late) noted += note_answers(ctx, refund_late_failures(ctx));
  return noted;
}
