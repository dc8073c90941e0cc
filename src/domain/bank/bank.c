#include "domain/bank/bank.h"

#include "bank_sql.h"
#include "base/crypto.h"
#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/bank/bank_in.h"
#include "domain/payment/bank_setting.h"
#include "domain/payment/refund_ask.h"
#include "domain/person/audit.h"
#include "domain/territory/territory.h"

RESULT_REFUSAL(bank, BANK_RESULTS)
RESULT_STATUS(bank, BANK_RESULTS)
RESULT_MESSAGE(bank, BANK_RESULTS)

const char *bank_outcome_name(enum bank_outcome outcome) {
  static const char *const names[] = {
#define X(name, number, message) [number] = #message,
      BANK_OUTCOMES(X)
#undef X
  };
  return names[outcome] + sizeof "bank_outcome_" - 1;
}

enum message bank_outcome_message(enum bank_outcome outcome) {
  static const enum message messages[] = {
#define X(name, number, message) [number] = MSG_##message,
      BANK_OUTCOMES(X)
#undef X
  };
  return messages[outcome];
}

bool bank_outcome_opens(enum bank_outcome outcome) {
  switch (outcome) {
  case BANK_OUTCOME_TOO_MUCH:
  case BANK_OUTCOME_TOO_LITTLE:
  case BANK_OUTCOME_ALREADY_PAID:
  case BANK_OUTCOME_LATE:
  case BANK_OUTCOME_OTHER_CURRENCY:
  case BANK_OUTCOME_UNKNOWN:
  case BANK_OUTCOME_RETURN_DIFFERS:
  case BANK_OUTCOME_COLLECTIVE:
  case BANK_OUTCOME_TAKEN_BACK:
  case BANK_OUTCOME_REFUND_DIFFERS:
  case BANK_OUTCOME_NET_DIFFERS:
  case BANK_OUTCOME_TRANSIT_UNSURE:
    return true;
  default:
    return false;
  }
}

/* Receiving. */

struct receiving {
  const struct bank_file *file;
  struct str file_name;
  struct bank_file_id id;
};

static void add_part(struct buf *out, struct str text) {
  buf_format(out, "%zu:", text.len);
  buf_add(out, text);
}

/* The bank's own reference of the entry is the same in a statement, in a notification and in a
 * statement sent again; where it gives none, the message and the entry's place in it must do. */
static struct str mark_of_move(struct ctx *ctx, const struct bank_file *file,
                               const struct bank_move *move) {
  struct buf text = buf_in(ctx->arena);
  buf_literal(&text, "move;");
  add_part(&text, move->account);
  add_part(&text, move->servicer_reference);
  if (move->servicer_reference.len == 0) {
    add_part(&text, file->message_id);
    add_part(&text, move->statement);
    add_part(&text, move->entry_reference);
    buf_format(&text, "%lld;", (long long)move->entry);
  }
  buf_format(&text, "%lld;%d;%d;%d;", (long long)move->amount_minor, move->credit, move->reversal,
             move->collective);
  buf_format(&text, "%lld;", (long long)(move->detail <= 1 ? 0 : move->detail));
  add_part(&text, move->currency);
  struct digest digest = digest_of(buf_str(&text));
  return str_copy(ctx->arena, str_slice((const char *)digest.bytes, 16));
}

static struct str mark_of_answer(struct ctx *ctx, const struct bank_file *file,
                                 const struct bank_answer *answer, size_t number) {
  struct buf text = buf_in(ctx->arena);
  buf_literal(&text, "answer;");
  add_part(&text, file->message_id);
  add_part(&text, answer->batch);
  add_part(&text, answer->end_to_end);
  add_part(&text, answer->status);
  buf_format(&text, "%zu;", number);
  struct digest digest = digest_of(buf_str(&text));
  return str_copy(ctx->arena, str_slice((const char *)digest.bytes, 16));
}

static void keep_move(struct ctx *ctx, const struct receiving *receiving, size_t i) {
  const struct bank_move *move = &receiving->file->moves[i];
  bank_line_insert(ctx, &(struct bank_line_insert_params){
                            .id = {id_next(ctx->ids)},
                            .file_id = receiving->id,
                            .number = (int64_t)i + 1,
                            .mark = mark_of_move(ctx, receiving->file, move),
                            .account = move->account,
                            .currency = move->currency,
                            .amount_minor = move->amount_minor,
                            .credit = move->credit,
                            .reversal = move->reversal,
                            .booked = move->booked,
                            .collective = move->collective,
                            .booked_on = move->booked_on,
                            .entry = move->servicer_reference,
                            .reference = move->reference,
                            .end_to_end = move->end_to_end,
                            .batch = move->batch,
                            .remittance = move->remittance,
                            .party = move->party,
                            .party_iban = move->party_iban,
                            .reason = move->reason,
                            .reason_text = move->reason_text,
                        });
}

static void keep_answer(struct ctx *ctx, const struct receiving *receiving, size_t i) {
  const struct bank_answer *answer = &receiving->file->answers[i];
  bank_line_insert(ctx, &(struct bank_line_insert_params){
                            .id = {id_next(ctx->ids)},
                            .file_id = receiving->id,
                            .number = (int64_t)i + 1,
                            .mark = mark_of_answer(ctx, receiving->file, answer, i),
                            .currency = currency_code(ctx->currency),
                            .booked = true,
                            .booked_on = zone_day(ctx->zone, ctx->now),
                            .end_to_end = answer->end_to_end,
                            .batch = answer->batch,
                            .status = answer->status,
                            .reason = answer->reason,
                            .reason_text = answer->reason_text,
                        });
}

static bool receive_body(struct ctx *ctx, void *arg) {
  struct receiving *receiving = arg;
  const struct bank_file *file = receiving->file;
  receiving->id = (struct bank_file_id){id_next(ctx->ids)};
  bank_file_insert(ctx, &(struct bank_file_insert_params){
                            .id = receiving->id,
                            .kind = file->kind,
                            .version = file->version,
                            .message_id = file->message_id,
                            .file_name = receiving->file_name,
                            .lines = (int64_t)(file->move_count + file->answer_count),
                            .read_by = ctx->person,
                            .read_at = ctx->now,
                        });
  for (size_t i = 0; i < file->move_count; i++)
    keep_move(ctx, receiving, i);
  for (size_t i = 0; i < file->answer_count; i++)
    keep_answer(ctx, receiving, i);
  audit_write(ctx, S("bank.read"), receiving->id.value, file->message_id);
  return true;
}

static bool is_account(struct str given, struct str ours) {
  struct iban a, b;
  return iban_parse(given, &a) && iban_parse(ours, &b) && str_equal(iban_str(&a), iban_str(&b));
}

/* Payouts may leave from another account than the one that buyers pay to. */
static enum bank_result may_receive(struct ctx *ctx, const struct bank_file *file) {
  struct bank_setting setting;
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  bool set = bank_setting_find(ctx, &setting);
  if (!set && territory.debtor_iban.len == 0) return BANK_NO_SETTING;
  for (size_t i = 0; i < file->account_count; i++)
    if (!is_account(file->accounts[i].iban, setting.iban) &&
        !is_account(file->accounts[i].iban, setting.account_iban) &&
        !is_account(file->accounts[i].iban, territory.debtor_iban))
      return BANK_OTHER_ACCOUNT;
  return BANK_OK;
}

enum bank_result bank_receive(struct ctx *ctx, struct str bytes, struct str file_name,
                              struct bank_file_id *id, enum bank_file_result *why,
                              struct bank_file_problem *problem) {
  struct bank_file file;
  *why = bank_file_read(ctx->arena, pieces_of_text(ctx->arena, bytes), &file, problem);
  if (*why != BANK_FILE_OK) return BANK_UNREADABLE;
  enum bank_result result = may_receive(ctx, &file);
  if (result != BANK_OK) return result;
  struct receiving receiving = {.file = &file, .file_name = file_name};
  db_write(ctx, receive_body, &receiving);
  *id = receiving.id;
  return BANK_OK;
}

/* Applying. */

static void move_money(struct ctx *ctx, enum account_kind debit, int64_t debit_owner,
                       enum account_kind credit, int64_t credit_owner, int64_t minor,
                       enum reason reason, int64_t cause) {
  ledger_move(ctx,
              &(struct transfer){
                  .debit = ledger_account(ctx, debit, debit_owner),
                  .credit = ledger_account(ctx, credit, credit_owner),
                  .amount_minor = minor,
                  .reason = reason,
                  .cause = cause,
              },
              NULL);
}

void bank_suspend(struct ctx *ctx, const struct bank_line *line, int64_t minor) {
  move_money(ctx, ACCOUNT_CLEARING, PROVIDER_BANK, ACCOUNT_SUSPENSE, 0, minor, REASON_BANK_RECEIVED,
             line->id.value);
}

void bank_hold(struct ctx *ctx, int64_t from, int64_t to, int64_t minor, int64_t cause) {
  move_money(ctx, ACCOUNT_SUSPENSE, from, ACCOUNT_SUSPENSE, to, minor, REASON_SUSPENSE_HELD, cause);
}

int64_t bank_held_minor(struct ctx *ctx, struct payment_id payment) {
  struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_SUSPENSE, payment.value);
  return sums.credit_minor - sums.debit_minor;
}

void bank_use(struct ctx *ctx, int64_t owner, int64_t minor, int64_t cause) {
  if (minor > 0)
    move_money(ctx, ACCOUNT_SUSPENSE, owner, ACCOUNT_CLEARING, PROVIDER_BANK, minor,
               REASON_SUSPENSE_USED, cause);
}

enum checkout_result bank_pay(struct ctx *ctx, struct payment_id payment,
                              struct bank_line_id line, bool late) {
  int64_t held = bank_held_minor(ctx, payment);
  bank_use(ctx, payment.value, held, payment.value);
  bank_line_use_held(ctx, payment.value);
  enum checkout_result result = checkout_settle_within(ctx, payment, late).result;
  must(late || result == CHECKOUT_OK);
  if (result == CHECKOUT_OK) bank_paid_insert(ctx, payment, line);
  return result;
}

static struct str reason_of(struct ctx *ctx, const struct bank_line *line) {
  if (line->reason_text.len == 0) return line->reason;
  return str_format(ctx->arena, "%.*s %.*s", STR_ARG(line->reason), STR_ARG(line->reason_text));
}

/* A file or a batch that was refused as a whole is refused payment by payment. */
static void return_payouts(struct ctx *ctx, const struct bank_line *line, int64_t noun) {
  struct payout_fact payout;
  struct str reason = reason_of(ctx, line);
  if (payout_find(ctx, (struct payout_id){noun}, &payout)) {
    must(payout_return(ctx, payout.id, reason));
    return;
  }
  struct bank_payouts_rows rows = bank_payouts(ctx, (struct batch_id){noun});
  for (size_t i = 0; i < rows.count; i++)
    must(payout_return(ctx, rows.items[i].id, reason));
}

/* The room of settlements takes it up: it moves in two territories. */
static void tell_net(struct ctx *ctx, const struct bank_line *line,
                     const struct bank_verdict *verdict) {
  bool gone = verdict->outcome == BANK_OUTCOME_NET_LEFT;
  struct bank_net_news_params news = {line->id,        verdict->noun,
                                      gone,            line->booked_on,
                                      gone ? S("") : reason_of(ctx, line), ctx->now};
  bank_net_news(ctx, &news);
}

/* The details of a sum are here: it is looked at no more. */
static void close_sum(struct ctx *ctx, const struct bank_line *line) {
  struct bank_line_entry_row sum;
  if (line->entry.len == 0 || !bank_line_entry(ctx, line->account, line->entry, true, &sum) ||
      sum.outcome != BANK_OUTCOME_COLLECTIVE)
    return;
  bank_line_settle(ctx, &(struct bank_line_settle_params){.id = sum.id,
                                                          .before = BANK_LINE_OPEN,
                                                          .after = BANK_LINE_DONE,
                                                          .outcome = BANK_OUTCOME_DETAILED});
}

/* Moves the money; returns how much of it lies in suspense. */
static int64_t carry_out(struct ctx *ctx, const struct bank_line *line,
                         const struct bank_verdict *verdict) {
  int64_t rest = 0;
  switch (verdict->outcome) {
  case BANK_OUTCOME_SETTLED:
  case BANK_OUTCOME_TOO_MUCH:
    bank_pay(ctx, (struct payment_id){verdict->noun}, line->id, false);
    rest = line->amount_minor - verdict->due_minor;
    if (rest > 0) bank_suspend(ctx, line, rest);
    return rest;
  case BANK_OUTCOME_TOO_LITTLE:
  case BANK_OUTCOME_ALREADY_PAID:
  case BANK_OUTCOME_LATE:
  case BANK_OUTCOME_UNKNOWN:
  case BANK_OUTCOME_RETURN_DIFFERS:
    bank_suspend(ctx, line, line->amount_minor);
    return line->amount_minor;
  case BANK_OUTCOME_TRANSIT_UNSURE:
    if (line->credit) bank_suspend(ctx, line, line->amount_minor);
    return line->credit ? line->amount_minor : 0;
  case BANK_OUTCOME_TRANSIT_ARRIVED:
    transit_arrive(ctx, (struct transit_id){verdict->noun}, TRANSIT_FROM_BANK,
                   line->credit ? line->amount_minor : -line->amount_minor, line->id.value);
    return 0;
  case BANK_OUTCOME_RETURNED:
    return_payouts(ctx, line, verdict->noun);
    return 0;
  case BANK_OUTCOME_REFUND_RETURNED:
    refund_returned(ctx, line->id.value, verdict->noun, reason_of(ctx, line));
    return 0;
  case BANK_OUTCOME_REFUND_LEFT:
    refund_left(ctx, line->id.value, verdict->noun);
    return 0;
  case BANK_OUTCOME_NET_REJECTED:
  case BANK_OUTCOME_NET_LEFT:
    tell_net(ctx, line, verdict);
    return 0;
  case BANK_OUTCOME_EXECUTED:
    payout_executed(ctx, (struct batch_id){verdict->noun}, line->booked_on);
    return 0;
  case BANK_OUTCOME_TAKEN_BACK:
    move_money(ctx, ACCOUNT_KEPT, 0, ACCOUNT_CLEARING, PROVIDER_BANK, line->amount_minor,
               REASON_BANK_TAKEN_BACK, line->id.value);
    return 0;
  default:
    return 0;
  }
}

static enum bank_line_state state_after(enum bank_outcome outcome) {
  if (outcome == BANK_OUTCOME_SAME || outcome == BANK_OUTCOME_PENDING) return BANK_LINE_IDLE;
  return bank_outcome_opens(outcome) ? BANK_LINE_OPEN : BANK_LINE_DONE;
}

static bool apply_body(struct ctx *ctx, void *arg) {
  const struct bank_line_id *id = arg;
  struct bank_line line;
  if (!bank_line_find(ctx, *id, &line) || line.state != BANK_LINE_READ) return false;
  struct bank_verdict verdict = bank_judge(ctx, &line);
  enum bank_line_state after = state_after(verdict.outcome);
  int64_t open = after == BANK_LINE_IDLE ? 0 : carry_out(ctx, &line, &verdict);
  if (after != BANK_LINE_IDLE && !line.collective) close_sum(ctx, &line);
  return bank_line_settle(ctx, &(struct bank_line_settle_params){.id = *id,
                                                                 .before = BANK_LINE_READ,
                                                                 .after = after,
                                                                 .outcome = verdict.outcome,
                                                                 .noun_id = verdict.noun,
                                                                 .open_minor = open}) == 1;
}

struct closing {
  struct bank_file_id id;
  enum bank_file_state state;
  enum bank_result result;
};

static bool close_body(struct ctx *ctx, void *arg) {
  struct closing *closing = arg;
  struct bank_kept file;
  closing->result = BANK_OK;
  if (!bank_find(ctx, closing->id, &file)) {
    closing->result = BANK_NOTHING;
  } else if (bank_file_decide(ctx, &(struct bank_file_decide_params){closing->id, closing->state,
                                                                     ctx->person, ctx->now}) == 0) {
    closing->result = BANK_ALREADY_DECIDED;
  } else {
    bool dropped = closing->state == BANK_FILE_DROPPED;
    if (dropped) bank_line_drop(ctx, closing->id);
    audit_write(ctx, dropped ? S("bank.drop") : S("bank.apply"), closing->id.value,
                file.message_id);
  }
  return closing->result == BANK_OK;
}

/* Line by line, so that a long statement holds nobody up and what is done is done. */
enum bank_result bank_apply(struct ctx *ctx, struct bank_file_id id) {
  struct bank_kept file;
  struct closing closing = {id, BANK_FILE_APPLIED, BANK_OK};
  if (!bank_find(ctx, id, &file)) return BANK_NOTHING;
  if (file.state != BANK_FILE_READ) return BANK_ALREADY_DECIDED;
  for (int64_t after = 0;;) {
    struct bank_line_unread_rows rows = bank_line_unread(ctx, id, after);
    db_read_end(ctx);
    for (size_t i = 0; i < rows.count; i++)
      db_write(ctx, apply_body, &rows.items[i].id);
    if (rows.count < 200) break;
    after = rows.items[rows.count - 1].number;
  }
  db_write(ctx, close_body, &closing);
  return closing.result;
}

enum bank_result bank_drop(struct ctx *ctx, struct bank_file_id id) {
  struct closing closing = {id, BANK_FILE_DROPPED, BANK_OK};
  db_write(ctx, close_body, &closing);
  return closing.result;
}

/* Expiry. */

static bool expire_body(struct ctx *ctx, void *arg) {
  const struct bank_waiting *waiting = arg;
  if (bank_held_minor(ctx, waiting->id) > 0) return false; /* part of the money is here */
  return checkout_abandon_within(ctx, waiting->id);
}

int64_t bank_expire_round(struct ctx *ctx) {
  struct bank_setting setting;
  if (!bank_setting_find(ctx, &setting)) return 0;
  struct day first = zone_day(ctx->zone, ctx->now);
  first.number -= (int32_t)setting.wait_days;
  struct bank_waitings list = bank_waiting_list(ctx, zone_day_start(ctx->zone, first));
  db_read_end(ctx);
  int64_t count = 0;
  for (size_t i = 0; i < list.count; i++)
    count += db_write(ctx, expire_body, &list.items[i]);
  return count;
}

int64_t bank_suspense_minor(struct ctx *ctx) {
  struct bank_open_sum_row row;
  must(bank_open_sum(ctx, &row));
  return row.open_minor;
}
