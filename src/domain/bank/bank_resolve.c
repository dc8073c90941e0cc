/* Giving a place to money that had none. */
#include "bank_sql.h"
#include "base/fault.h"
#include "base/iban.h"
#include "base/reference.h"
#include "db/db.h"
#include "domain/bank/bank_in.h"
#include "domain/person/audit.h"

struct resolving {
  struct bank_line_id id;
  struct str text; /* reference or note */
  enum bank_result (*act)(struct ctx *ctx, const struct resolving *resolving,
                          const struct bank_line *line);
  const char *audit;
  enum bank_result result;
};

static bool resolve_body(struct ctx *ctx, void *arg) {
  struct resolving *resolving = arg;
  struct bank_line line;
  resolving->result = BANK_NOTHING;
  if (!bank_line_find(ctx, resolving->id, &line)) return false;
  resolving->result = resolving->act(ctx, resolving, &line);
  if (resolving->result != BANK_OK) return false;
  audit_write(ctx, str_from(resolving->audit), resolving->id.value, resolving->text);
  return true;
}

static enum bank_result resolve(struct ctx *ctx, struct resolving resolving) {
  db_write(ctx, resolve_body, &resolving);
  return resolving.result;
}

/* From one state to another, or nothing: the line may have been resolved meanwhile. */
static void change(struct ctx *ctx, const struct bank_line *line, enum bank_line_state after,
                   int64_t noun, int64_t open_minor) {
  must(bank_line_settle(ctx, &(struct bank_line_settle_params){.id = line->id,
                                                               .before = line->state,
                                                               .after = after,
                                                               .outcome = line->outcome,
                                                               .noun_id = noun,
                                                               .open_minor = open_minor}) == 1);
}

static enum bank_result has_money(const struct bank_line *line, enum bank_line_state state) {
  if (line->state != state) return BANK_ALREADY_DECIDED;
  return line->open_minor > 0 ? BANK_OK : BANK_NO_MONEY;
}

/* To an order. */

static bool order_payment_of(struct ctx *ctx, struct str text, struct payment *payment) {
  struct payment_id id;
  return reference_find(text, &id.value) && payment_find(ctx, id, payment) &&
         payment->provider == PROVIDER_BANK &&
         (payment->state == PAYMENT_CREATED || payment->state == PAYMENT_ABANDONED);
}

static enum bank_result assign(struct ctx *ctx, const struct resolving *resolving,
                               const struct bank_line *line) {
  struct payment payment;
  enum bank_result result = has_money(line, BANK_LINE_OPEN);
  if (result != BANK_OK) return result;
  if (!order_payment_of(ctx, resolving->text, &payment)) return BANK_NO_ORDER;
  int64_t due = payment.amount.minor - bank_held_minor(ctx, payment.id);
  if (line->open_minor < due) {
    bank_hold(ctx, 0, payment.id.value, line->open_minor, line->id.value);
    change(ctx, line, BANK_LINE_HELD, payment.id.value, line->open_minor);
    return BANK_OK;
  }
  bank_use(ctx, 0, due, line->id.value);
  enum checkout_result paid = bank_pay(ctx, payment.id, line->id, true);
  if (paid != CHECKOUT_OK) return paid == CHECKOUT_TOO_LATE ? BANK_TOO_LATE : BANK_TOP_UP_GONE;
  int64_t rest = line->open_minor - due;
  change(ctx, line, rest > 0 ? BANK_LINE_OPEN : BANK_LINE_RESOLVED, payment.id.value, rest);
  return BANK_OK;
}

enum bank_result bank_assign(struct ctx *ctx, struct bank_line_id id, struct str reference) {
  return resolve(
      ctx, (struct resolving){.id = id, .text = reference, .act = assign, .audit = "bank.assign"});
}

static enum bank_result release(struct ctx *ctx, const struct resolving *resolving,
                                const struct bank_line *line) {
  (void)resolving;
  enum bank_result result = has_money(line, BANK_LINE_HELD);
  if (result != BANK_OK) return result;
  bank_hold(ctx, line->noun, 0, line->open_minor, line->id.value);
  change(ctx, line, BANK_LINE_OPEN, line->noun, line->open_minor);
  return BANK_OK;
}

enum bank_result bank_release(struct ctx *ctx, struct bank_line_id id) {
  return resolve(ctx, (struct resolving){.id = id, .act = release, .audit = "bank.release"});
}

/* Back to the payer. */

bool bank_payer_find(struct ctx *ctx, struct payment_id payment, struct bank_payer *payer) {
  struct bank_payer_row row;
  if (!bank_payer(ctx, payment.value, &row)) return false;
  *payer = (struct bank_payer){row.party_iban, row.party};
  return true;
}

static enum bank_result ask(struct ctx *ctx, const struct resolving *resolving,
                            const struct bank_line *line) {
  (void)resolving;
  struct iban iban;
  enum bank_result result = has_money(line, BANK_LINE_OPEN);
  if (result != BANK_OK) return result;
  if (!iban_parse(line->party_iban, &iban)) return BANK_NO_ACCOUNT;
  struct transfer_id pending;
  must(ledger_reserve(ctx,
                      &(struct transfer){
                          .debit = ledger_account(ctx, ACCOUNT_SUSPENSE, 0),
                          .credit = ledger_account(ctx, ACCOUNT_BANK, 0),
                          .amount_minor = line->open_minor,
                          .reason = REASON_SUSPENSE_REFUNDED,
                          .cause = line->id.value,
                      },
                      &pending));
  bank_line_ask(ctx, line->id, pending, ctx->person);
  change(ctx, line, BANK_LINE_ASKED, line->noun, line->open_minor);
  return BANK_OK;
}

enum bank_result bank_refund_ask(struct ctx *ctx, struct bank_line_id id) {
  return resolve(ctx, (struct resolving){.id = id, .act = ask, .audit = "bank.refund_ask"});
}

static struct transfer_id pending_of(struct ctx *ctx, const struct bank_line *line) {
  struct bank_line_pending_row row;
  must(bank_line_pending(ctx, line->id, &row) && row.has_pending_id);
  return row.pending_id;
}

static enum bank_result confirm(struct ctx *ctx, const struct resolving *resolving,
                                const struct bank_line *line) {
  (void)resolving;
  enum bank_result result = has_money(line, BANK_LINE_ASKED);
  if (result != BANK_OK) return result;
  if (line->asked_by.value == ctx->person.value) return BANK_SAME_PERSON;
  must(ledger_post(ctx, pending_of(ctx, line)));
  change(ctx, line, BANK_LINE_RESOLVED, line->noun, 0);
  bank_line_note(ctx, &(struct bank_line_note_params){
                          .id = line->id,
                          .decided_by = ctx->person,
                          .decided_at = ctx->now,
                      });
  bank_line_refunded(ctx, line->id, line->open_minor);
  return BANK_OK;
}

enum bank_result bank_refund_confirm(struct ctx *ctx, struct bank_line_id id) {
  return resolve(ctx, (struct resolving){.id = id, .act = confirm, .audit = "bank.refund_confirm"});
}

static enum bank_result cancel(struct ctx *ctx, const struct resolving *resolving,
                               const struct bank_line *line) {
  (void)resolving;
  enum bank_result result = has_money(line, BANK_LINE_ASKED);
  if (result != BANK_OK) return result;
  must(ledger_void(ctx, pending_of(ctx, line)));
  change(ctx, line, BANK_LINE_OPEN, line->noun, line->open_minor);
  return BANK_OK;
}

enum bank_result bank_refund_cancel(struct ctx *ctx, struct bank_line_id id) {
  return resolve(ctx, (struct resolving){.id = id, .act = cancel, .audit = "bank.refund_cancel"});
}

/* To the territory. */

static enum bank_result keep(struct ctx *ctx, const struct resolving *resolving,
                             const struct bank_line *line) {
  if (line->state != BANK_LINE_OPEN) return BANK_ALREADY_DECIDED;
  if (resolving->text.len == 0) return BANK_NO_NOTE;
  if (line->open_minor > 0)
    ledger_move(ctx,
                &(struct transfer){
                    .debit = ledger_account(ctx, ACCOUNT_SUSPENSE, 0),
                    .credit = ledger_account(ctx, ACCOUNT_KEPT, 0),
                    .amount_minor = line->open_minor,
                    .reason = REASON_SUSPENSE_KEPT,
                    .cause = line->id.value,
                },
                NULL);
  change(ctx, line, BANK_LINE_RESOLVED, line->noun, 0);
  bank_line_note(ctx, &(struct bank_line_note_params){
                          .id = line->id,
                          .note = resolving->text,
                          .decided_by = ctx->person,
                          .decided_at = ctx->now,
                      });
  return BANK_OK;
}

enum bank_result bank_keep(struct ctx *ctx, struct bank_line_id id, struct str note) {
  return resolve(ctx,
                 (struct resolving){.id = id, .text = note, .act = keep, .audit = "bank.keep"});
}

/* To somebody who is owed. */

bool bank_give(struct ctx *ctx, struct bank_line_id id, struct account to, enum reason reason,
               int64_t most_minor) {
  struct bank_line line;
  if (!bank_line_find(ctx, id, &line) || has_money(&line, BANK_LINE_OPEN) != BANK_OK) return false;
  int64_t amount = line.open_minor < most_minor ? line.open_minor : most_minor;
  if (amount <= 0) return false;
  ledger_move(ctx,
              &(struct transfer){.debit = ledger_account(ctx, ACCOUNT_SUSPENSE, 0),
                                 .credit = to,
                                 .amount_minor = amount,
                                 .reason = reason,
                                 .cause = line.id.value},
              NULL);
  int64_t rest = line.open_minor - amount;
  change(ctx, &line, rest > 0 ? BANK_LINE_OPEN : BANK_LINE_RESOLVED, line.noun, rest);
  return true;
}

/* A sum without details. */

static enum bank_result unbundle(struct ctx *ctx, const struct resolving *resolving,
                                 const struct bank_line *line) {
  (void)resolving;
  if (line->state != BANK_LINE_OPEN || line->outcome != BANK_OUTCOME_COLLECTIVE)
    return BANK_ALREADY_DECIDED;
  bank_suspend(ctx, line, line->amount_minor);
  must(bank_line_settle(ctx, &(struct bank_line_settle_params){.id = line->id,
                                                               .before = BANK_LINE_OPEN,
                                                               .after = BANK_LINE_OPEN,
                                                               .outcome = BANK_OUTCOME_UNKNOWN,
                                                               .open_minor = line->amount_minor}) ==
       1);
  return BANK_OK;
}

enum bank_result bank_unbundle(struct ctx *ctx, struct bank_line_id id) {
  return resolve(ctx, (struct resolving){.id = id, .act = unbundle, .audit = "bank.unbundle"});
}
