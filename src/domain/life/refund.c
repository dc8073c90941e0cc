#include "domain/life/refund_in.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/bank/bank.h"
#include "domain/life/withdrawal.h"
#include "domain/notice/notice.h"
#include "domain/person/audit.h"
#include "domain/territory/territory.h"
#include "domain/topup/reservation.h"
#include "refund_sql.h"

RESULT_REFUSAL(refund, REFUND_RESULTS)
RESULT_STATUS(refund, REFUND_RESULTS)
RESULT_MESSAGE(refund, REFUND_RESULTS)

/* The buyer's part of the first so much of a voucher's value. */
static int64_t part_of(const struct voucher *voucher, int64_t value_minor) {
  int64_t paid = voucher->amount.minor - voucher->top_up.minor, part;
  must(!__builtin_mul_overflow(value_minor, paid, &part));
  return part / voucher->amount.minor;
}

int64_t refund_buyers_part(const struct voucher *voucher, int64_t value_minor) {
  int64_t before = voucher->refunded.minor;
  return part_of(voucher, before + value_minor) - part_of(voucher, before);
}

/* May it be? */

static enum refund_result alive(const struct voucher *voucher, int64_t balance_minor) {
  if (voucher->ended == VOUCHER_END_TRANSFERRED) return REFUND_RESULT_TRANSFERRED;
  if (voucher->ended == VOUCHER_END_REFUNDED) return REFUND_RESULT_REFUNDED;
  if (voucher->ended == VOUCHER_END_EXPIRED) return REFUND_RESULT_EXPIRED;
  return balance_minor > 0 ? REFUND_RESULT_OK : REFUND_RESULT_NOTHING_LEFT;
}

struct day refund_withdraw_until(struct ctx *ctx, const struct voucher *voucher) {
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  return withdrawal_last_day(hours_calendar(territory.country, territory.region),
                             zone_day(ctx->zone, voucher->issued_at));
}

enum refund_result refund_may_withdraw(struct ctx *ctx, const struct voucher *voucher,
                                       int64_t balance_minor) {
  enum refund_result result = alive(voucher, balance_minor);
  if (result == REFUND_RESULT_NOTHING_LEFT) return REFUND_RESULT_USED;
  if (result != REFUND_RESULT_OK) return result;
  if (voucher->blocked && !voucher->late)
    return voucher->blocked_why == VOUCHER_BLOCK_FAILED ? REFUND_RESULT_SHOP_FAILED
                                                        : REFUND_RESULT_BLOCKED;
  if (balance_minor + voucher->refunded.minor < voucher->amount.minor) return REFUND_RESULT_USED;
  struct day today = zone_day(ctx->zone, ctx->now);
  bool late = today.number > refund_withdraw_until(ctx, voucher).number;
  return late || voucher->origin.value != 0 ? REFUND_RESULT_TOO_LATE : REFUND_RESULT_OK;
}

static enum refund_result may_refund(const struct voucher *voucher, int64_t balance_minor,
                                     int64_t value_minor, struct str note) {
  enum refund_result result = alive(voucher, balance_minor);
  if (result != REFUND_RESULT_OK) return result;
  if (value_minor < 0) return REFUND_RESULT_AMOUNT_MISSING;
  if (value_minor > balance_minor) return REFUND_RESULT_AMOUNT_ABOVE_BALANCE;
  return note.len == 0 ? REFUND_RESULT_NO_REASON : REFUND_RESULT_OK;
}

bool refund_payment(struct ctx *ctx, const struct voucher *voucher, struct payment *payment) {
  struct payment_id id;
  return order_payment_id(ctx, voucher->order_id, &id) && payment_find(ctx, id, payment) &&
         payment->state == PAYMENT_PAID;
}

/* Making one. */

void refund_tell(struct ctx *ctx, struct refund_id id, struct order_id order_id, bool sent) {
  struct order order;
  must(order_find(ctx, order_id, &order));
  if (order.buyer_email.len == 0) return;
  enum language language = ctx->language;
  ctx->language = order.language;
  notice_add(ctx, sent ? NOTICE_REFUND_SENT : NOTICE_REFUND_ASKED, id.value, order.buyer_email,
             order.buyer_name);
  ctx->language = language;
}

void refund_move_out(struct ctx *ctx, struct refund_id id, enum provider provider,
                     enum provider via, int64_t paid_minor) {
  ledger_move(ctx,
              &(struct transfer){
                  .debit = ledger_account(ctx, ACCOUNT_REFUND, provider),
                  .credit = ledger_account(ctx, ACCOUNT_CLEARING, via),
                  .amount_minor = paid_minor,
                  .reason = REASON_REFUND_SENT,
                  .cause = id.value,
              },
              NULL);
}

/* To whom the payer's part is owed: who gave the voucher away owes so much less. */
static struct account payer_account(struct ctx *ctx, const struct refund_terms *terms) {
  struct refund_issuer_row issuer;
  if (terms->payment->provider != PROVIDER_ISSUER)
    return ledger_account(ctx, ACCOUNT_REFUND, terms->payment->provider);
  must(refund_issuer(ctx, terms->voucher->order_id, &issuer));
  return ledger_account(ctx, ACCOUNT_ISSUER, issuer.issuer_id);
}

/* From where the voucher's money lies. Play money goes nowhere. */
static void move_money(struct ctx *ctx, const struct refund_terms *terms, struct refund_id id,
                       int64_t paid_minor) {
  const struct voucher *voucher = terms->voucher;
  struct account source = voucher_money(ctx, voucher);
  int64_t public_minor = terms->value_minor - paid_minor;
  if (paid_minor > 0 && !voucher->test)
    ledger_move(ctx,
                &(struct transfer){
                    .debit = source,
                    .credit = payer_account(ctx, terms),
                    .amount_minor = paid_minor,
                    .reason = terms->payment->provider == PROVIDER_ISSUER ? REASON_ISSUER_CREDITED
                                                                          : REASON_SALE_REFUNDED,
                    .cause = id.value,
                },
                NULL);
  if (public_minor > 0) topup_return(ctx, voucher->order_id.value, source, public_minor);
}

/* As far as it goes by itself. */
static enum refund_stage set_off(struct ctx *ctx, const struct refund_terms *terms,
                                 struct refund_id id, int64_t paid_minor) {
  enum provider provider = terms->payment->provider;
  if (paid_minor == 0) return REFUND_STAGE_SENT;             /* all of it was public money */
  if (provider == PROVIDER_ISSUER) return REFUND_STAGE_SENT; /* on its account at once */
  switch (refund_by(provider)) {
  case REFUND_BY_NOBODY:
    if (!terms->voucher->test) refund_move_out(ctx, id, provider, provider, paid_minor);
    return REFUND_STAGE_SENT;
  case REFUND_BY_PROVIDER:
    must(refund_ask(ctx, id.value, terms->payment->id, paid_minor));
    return REFUND_STAGE_UNDER_WAY;
  case REFUND_BY_HAND:
    break;
  }
  return REFUND_STAGE_ASKED;
}

struct refund_id refund_record(struct ctx *ctx, const struct refund_terms *terms) {
  struct refund_id id = {id_next(ctx->ids)};
  int64_t paid = refund_buyers_part(terms->voucher, terms->value_minor);
  enum provider provider = terms->payment->provider;
  struct bank_payer payer = {0};
  move_money(ctx, terms, id, paid);
  enum refund_stage stage = set_off(ctx, terms, id, paid);
  if (provider == PROVIDER_BANK) bank_payer_find(ctx, terms->payment->id, &payer);
  bool sent = stage == REFUND_STAGE_SENT;
  refund_insert(ctx, &(struct refund_insert_params){
                         .id = id,
                         .voucher_id = terms->voucher->id,
                         .order_id = terms->voucher->order_id,
                         .payment_id = terms->payment->id,
                         .provider = provider,
                         .via = provider,
                         .cause = terms->cause,
                         .state = stage,
                         .value_minor = terms->value_minor,
                         .paid_minor = paid,
                         .public_minor = terms->value_minor - paid,
                         .note = terms->note,
                         .iban = payer.iban,
                         .holder = payer.name,
                         .ask_id = stage == REFUND_STAGE_UNDER_WAY ? id.value : 0,
                         .asked_by = ctx->person,
                         .asked_at = ctx->now,
                         .has_sent_at = sent,
                         .sent_at = ctx->now,
                     });
  /* Whoever holds a voucher that was given away has paid nothing; who gets cash now reads once that
   * it was given. */
  bool handed_over = terms->in_hand && stage == REFUND_STAGE_ASKED;
  if (provider != PROVIDER_ISSUER && !handed_over)
    refund_tell(ctx, id, terms->voucher->order_id, sent);
  return id;
}

struct making {
  struct voucher_id voucher;
  enum refund_cause cause;
  int64_t value_minor; /* 0: all that is left */
  struct str note;
  bool in_hand;
  struct refund_answer answer;
};

/* Off the voucher: what somebody else has used meanwhile is not there. */
static bool take_value(struct ctx *ctx, const struct voucher *voucher, int64_t value_minor,
                       bool last) {
  return ledger_move(ctx,
                     &(struct transfer){
                         .debit = voucher_account(voucher),
                         .credit = voucher_promise(ctx, voucher),
                         .amount_minor = value_minor,
                         .reason = REASON_VOUCHER_REFUNDED,
                         .cause = voucher->id.value,
                     },
                     NULL) &&
         refund_take(ctx, &(struct refund_take_params){voucher->id, value_minor, last, ctx->now}) ==
             1;
}

static void note_refund(struct ctx *ctx, const struct making *making, const struct voucher *voucher,
                        struct refund_id id, int64_t value_minor, int64_t left_minor) {
  bool agent = making->cause == REFUND_BY_AGENT;
  struct voucher_act act = {.kind = agent ? VOUCHER_ACT_REFUND : VOUCHER_ACT_WITHDRAW,
                            .amount_minor = value_minor,
                            .balance_minor = left_minor,
                            .noun = id.value,
                            .note = making->note};
  voucher_act_note(ctx, voucher, &act);
  if (agent) audit_write(ctx, S("voucher.refund"), voucher->id.value, making->note);
}

static bool make_body(struct ctx *ctx, void *arg) {
  struct making *making = arg;
  struct refund_answer *answer = &making->answer;
  struct voucher voucher;
  struct payment payment;
  *answer = (struct refund_answer){.result = REFUND_RESULT_UNKNOWN};
  if (!voucher_find(ctx, making->voucher, &voucher)) return false;
  int64_t balance = ledger_balance(ctx, (struct account_id){voucher.id.value});
  answer->result = making->cause == REFUND_WITHDRAWN
                       ? refund_may_withdraw(ctx, &voucher, balance)
                       : may_refund(&voucher, balance, making->value_minor, making->note);
  if (answer->result != REFUND_RESULT_OK) return false;
  answer->result = REFUND_RESULT_NO_PAYMENT;
  if (!refund_payment(ctx, &voucher, &payment)) return false;
  if (making->cause == REFUND_WITHDRAWN && payment.provider == PROVIDER_ISSUER) return false;

  int64_t value = making->value_minor > 0 ? making->value_minor : balance;
  must(take_value(ctx, &voucher, value, value == balance));
  struct refund_id id =
      refund_record(ctx, &(struct refund_terms){&voucher, &payment, making->cause, value,
                                                making->note, making->in_hand});
  note_refund(ctx, making, &voucher, id, value, balance - value);
  must(refund_find(ctx, id, &answer->refund));
  answer->result = REFUND_RESULT_OK;
  return true;
}

struct refund_answer refund_by_agent(struct ctx *ctx, struct voucher_id voucher,
                                     int64_t value_minor, struct str note) {
  struct making making = {
      .voucher = voucher, .cause = REFUND_BY_AGENT, .value_minor = value_minor, .note = note};
  db_write(ctx, make_body, &making);
  return making.answer;
}

struct refund_answer refund_in_hand_within(struct ctx *ctx, struct voucher_id voucher,
                                           struct str note) {
  struct making making = {
      .voucher = voucher, .cause = REFUND_BY_AGENT, .note = note, .in_hand = true};
  if (make_body(ctx, &making) && making.answer.refund.stage == REFUND_STAGE_ASKED)
    refund_handed_over(ctx, &making.answer.refund);
  return making.answer;
}

struct refund_answer refund_withdraw(struct ctx *ctx, struct voucher_id voucher) {
  struct making making = {.voucher = voucher, .cause = REFUND_WITHDRAWN};
  db_write(ctx, make_body, &making);
  return making.answer;
}

bool refund_at_end(struct ctx *ctx, const struct voucher *voucher, int64_t value_minor) {
  struct payment payment;
  if (!refund_payment(ctx, voucher, &payment)) return false;
  refund_record(
      ctx, &(struct refund_terms){voucher, &payment, REFUND_AT_END, value_minor, S(""), false});
  return true;
}
