/* What a line is, and to which payment, payout or batch it belongs. Reads only. */
#include "bank_sql.h"
#include "base/reference.h"
#include "domain/bank/bank_in.h"

static struct bank_line line_of(const struct bank_line_row_row *row) {
  return (struct bank_line){
      .id = row->id,
      .file = row->file_id,
      .number = row->number,
      .mark = row->mark,
      .account = row->account,
      .currency = row->currency,
      .amount_minor = row->amount_minor,
      .credit = row->credit,
      .reversal = row->reversal,
      .booked = row->booked,
      .collective = row->collective,
      .booked_on = row->booked_on,
      .entry = row->entry,
      .reference = row->reference,
      .end_to_end = row->end_to_end,
      .batch = row->batch,
      .remittance = row->remittance,
      .party = row->party,
      .party_iban = row->party_iban,
      .status = row->status,
      .reason = row->reason,
      .reason_text = row->reason_text,
      .state = (enum bank_line_state)row->state,
      .outcome = (enum bank_outcome)row->outcome,
      .noun = row->noun_id,
      .open_minor = row->open_minor,
      .note = row->note,
      .asked_by = row->asked_by,
      .decided_at = row->decided_at,
      .refunded_minor = row->refunded_minor,
  };
}

bool bank_line_find(struct ctx *ctx, struct bank_line_id id, struct bank_line *line) {
  struct bank_line_row_row row;
  if (!bank_line_row(ctx, id, &row)) return false;
  *line = line_of(&row);
  return true;
}

struct bank_lines bank_line_list(struct ctx *ctx, struct bank_file_id id, int64_t after) {
  struct bank_line_ids_rows ids = bank_line_ids(ctx, id, after);
  struct bank_lines lines = {arena_array(ctx->arena, struct bank_line, ids.count), 0};
  for (size_t i = 0; i < ids.count; i++)
    lines.count += bank_line_find(ctx, ids.items[i].id, &lines.items[lines.count]);
  return lines;
}

struct bank_lines bank_open_list(struct ctx *ctx) {
  struct bank_line_open_ids_rows ids = bank_line_open_ids(ctx);
  struct bank_lines lines = {arena_array(ctx->arena, struct bank_line, ids.count), 0};
  for (size_t i = 0; i < ids.count; i++)
    lines.count += bank_line_find(ctx, ids.items[i].id, &lines.items[lines.count]);
  return lines;
}

bool bank_find(struct ctx *ctx, struct bank_file_id id, struct bank_kept *file) {
  struct bank_file_row_row row;
  if (!bank_file_row(ctx, id, &row)) return false;
  *file = (struct bank_kept){id,
                             (enum bank_file_kind)row.kind,
                             row.version,
                             row.message_id,
                             row.file_name,
                             (enum bank_file_state)row.state,
                             row.lines,
                             row.read_at};
  return true;
}

struct bank_kepts bank_list(struct ctx *ctx) {
  struct bank_file_page_rows rows = bank_file_page(ctx);
  struct bank_kepts list = {arena_array(ctx->arena, struct bank_kept, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] =
        (struct bank_kept){rows.items[i].id,        (enum bank_file_kind)rows.items[i].kind,
                           rows.items[i].version,   rows.items[i].message_id,
                           rows.items[i].file_name, (enum bank_file_state)rows.items[i].state,
                           rows.items[i].lines,     rows.items[i].read_at};
  return list;
}

/* Judging. */

static struct bank_verdict verdict(enum bank_outcome outcome, int64_t noun) {
  return (struct bank_verdict){.outcome = outcome, .noun = noun};
}

static bool payout_of(struct ctx *ctx, const struct bank_line *line, struct payout_fact *payout) {
  struct payout_id id;
  return id_from_text(line->end_to_end, &id.value) && payout_find(ctx, id, payout);
}

static bool batch_of(struct ctx *ctx, const struct bank_line *line, struct batch *batch) {
  struct batch_id id;
  struct payout_fact payout;
  if (id_from_text(line->batch, &id.value) && batch_find(ctx, id, batch)) return true;
  return payout_of(ctx, line, &payout) && batch_find(ctx, payout.batch_id, batch);
}

/* A refund by transfer is an order of its own: its message is named as its payment, with a dash and
 * the turn if it was sent again. */
struct told_refund {
  int64_t id, turn;
  struct bank_refund_row row;
};

/* The turn that a name tells; 0: it is no refund's. */
static int64_t turn_of(struct str name, int64_t *id) {
  struct str rest;
  int64_t turn = 1;
  if (!id_from_text(str_cut(name, '-', &rest), id)) return 0;
  return rest.len == 0 || str_to_int(rest, &turn) ? turn : 0;
}

/* By the payment's name or, where the bank repeats no more than that, the message's. */
static bool refund_of(struct ctx *ctx, const struct bank_line *line, struct told_refund *told) {
  told->turn = turn_of(line->end_to_end.len > 0 ? line->end_to_end : line->batch, &told->id);
  return told->turn > 0 && bank_refund(ctx, told->id, &told->row);
}

/* Of an earlier turn, or known already. */
static struct bank_verdict judge_return(const struct told_refund *told) {
  bool here = told->row.gone && told->turn == told->row.turn;
  return verdict(here ? BANK_OUTCOME_REFUND_RETURNED : BANK_OUTCOME_RETURNED_BEFORE, told->id);
}

/* What is paid to a neighbour: named by its payment or, where the bank repeats no more, by its
 * message. */
struct told_net {
  int64_t id;
  struct bank_net_row row;
};

static bool net_of(struct ctx *ctx, const struct bank_line *line, struct told_net *told) {
  struct str name = line->end_to_end.len > 0 ? line->end_to_end : line->batch;
  return id_from_text(name, &told->id) && bank_net(ctx, told->id, &told->row);
}

/* Refused although it arrived there: somebody must look. */
static struct bank_verdict judge_net_refused(const struct told_net *told) {
  if (told->row.received) return verdict(BANK_OUTCOME_NET_DIFFERS, told->id);
  return verdict(told->row.under_way ? BANK_OUTCOME_NET_REJECTED : BANK_OUTCOME_RETURNED_BEFORE,
                 told->id);
}

static bool is_under_way(const struct payout_fact *payout) {
  return payout->state == PAYOUT_PREPARED || payout->state == PAYOUT_CONFIRMED;
}

static struct bank_verdict judge_answer(struct ctx *ctx, const struct bank_line *line) {
  enum bank_order_status status = bank_order_status_of(line->status);
  struct told_refund refund;
  struct told_net net;
  struct payout_fact payout;
  struct batch batch;
  if (payout_of(ctx, line, &payout)) {
    if (status == BANK_STATUS_ACCEPTED) return verdict(BANK_OUTCOME_ACCEPTED, payout.id.value);
    if (status == BANK_STATUS_OTHER) return verdict(BANK_OUTCOME_NOTED, payout.id.value);
    return verdict(is_under_way(&payout) ? BANK_OUTCOME_RETURNED : BANK_OUTCOME_RETURNED_BEFORE,
                   payout.id.value);
  }
  if (refund_of(ctx, line, &refund)) {
    if (status == BANK_STATUS_ACCEPTED) return verdict(BANK_OUTCOME_ACCEPTED, refund.id);
    if (status == BANK_STATUS_OTHER) return verdict(BANK_OUTCOME_NOTED, refund.id);
    return judge_return(&refund);
  }
  if (net_of(ctx, line, &net)) {
    if (status == BANK_STATUS_ACCEPTED) return verdict(BANK_OUTCOME_ACCEPTED, net.id);
    return status == BANK_STATUS_OTHER ? verdict(BANK_OUTCOME_NOTED, net.id)
                                       : judge_net_refused(&net);
  }
  if (line->end_to_end.len > 0 || !batch_of(ctx, line, &batch))
    return verdict(BANK_OUTCOME_NOTED, 0);
  if (status == BANK_STATUS_ACCEPTED) return verdict(BANK_OUTCOME_ACCEPTED, batch.id.value);
  return verdict(status == BANK_STATUS_REJECTED ? BANK_OUTCOME_RETURNED : BANK_OUTCOME_NOTED,
                 batch.id.value);
}

/* Where the bank names no account, sum and name must do. */
static bool is_as_ordered(const struct bank_line *line, int64_t minor, struct str iban) {
  struct iban to, ordered;
  if (line->amount_minor != minor) return false;
  return !iban_parse(line->party_iban, &to) || !iban_parse(iban, &ordered) ||
         str_equal(iban_str(&to), iban_str(&ordered));
}

/* What is not the order that two people agreed to, somebody must look at: one that was marked as
 * returned, or never confirmed, has left all the same. */
static struct bank_verdict judge_refund(const struct bank_line *line,
                                        const struct told_refund *told) {
  if (!is_as_ordered(line, told->row.paid_minor, told->row.iban))
    return verdict(BANK_OUTCOME_REFUND_DIFFERS, told->id);
  if (told->turn < told->row.turn) return verdict(BANK_OUTCOME_REFUND_LEFT_BEFORE, told->id);
  if (told->turn > told->row.turn || !told->row.gone)
    return verdict(BANK_OUTCOME_REFUND_DIFFERS, told->id);
  return verdict(told->row.under_way ? BANK_OUTCOME_REFUND_LEFT : BANK_OUTCOME_REFUND_LEFT_BEFORE,
                 told->id);
}

/* Likewise: given up, or never confirmed, it has left all the same. */
static struct bank_verdict judge_net_debit(const struct bank_line *line,
                                           const struct told_net *told) {
  bool ordered =
      told->row.confirmed && is_as_ordered(line, told->row.amount_minor, told->row.iban);
  return verdict(ordered ? BANK_OUTCOME_NET_LEFT : BANK_OUTCOME_NET_DIFFERS, told->id);
}

/* Money in suspense that was sent back to its payer left the books when two people said so. */
static bool is_sent_back(struct ctx *ctx, const struct bank_line *line, struct bank_line *sent) {
  struct bank_line_id id;
  struct str name = line->end_to_end.len > 0 ? line->end_to_end : line->batch;
  return id_from_text(name, &id.value) && bank_line_find(ctx, id, sent) && sent->refunded_minor > 0;
}

/* What a provider pays to the territory, or draws from it. */
static bool is_transit(struct ctx *ctx, const struct bank_line *line,
                       struct bank_verdict *found) {
  struct transit_id id;
  struct transit_seen seen = {
      .minor = line->credit ? line->amount_minor : -line->amount_minor,
      .on = line->booked_on,
      .texts = {line->party, line->remittance, line->end_to_end, line->reference, line->entry}};
  enum transit_match match = transit_match(ctx, &seen, &id);
  bool sure = match == TRANSIT_SURE;
  *found = verdict(sure ? BANK_OUTCOME_TRANSIT_ARRIVED : BANK_OUTCOME_TRANSIT_UNSURE,
                   sure ? id.value : 0);
  return match != TRANSIT_NONE;
}

static struct bank_verdict judge_debit(struct ctx *ctx, const struct bank_line *line) {
  struct told_refund refund;
  struct told_net net;
  struct bank_line sent;
  struct batch batch;
  struct bank_verdict transit;
  bool ours = is_transit(ctx, line, &transit);
  if (ours && transit.outcome == BANK_OUTCOME_TRANSIT_ARRIVED) return transit;
  if (line->reversal) return verdict(BANK_OUTCOME_TAKEN_BACK, 0);
  if (batch_of(ctx, line, &batch)) return verdict(BANK_OUTCOME_EXECUTED, batch.id.value);
  if (refund_of(ctx, line, &refund)) return judge_refund(line, &refund);
  if (net_of(ctx, line, &net)) return judge_net_debit(line, &net);
  if (is_sent_back(ctx, line, &sent)) {
    bool same = is_as_ordered(line, sent.refunded_minor, sent.party_iban);
    return verdict(same ? BANK_OUTCOME_REFUND_LEFT_BEFORE : BANK_OUTCOME_REFUND_DIFFERS,
                   sent.id.value);
  }
  return ours ? transit : verdict(BANK_OUTCOME_NOT_OURS, 0);
}

/* Where payers and their banks put a reference: in its own place, in the text, in the id. */
static bool payment_of(struct ctx *ctx, const struct bank_line *line, struct payment *payment) {
  struct reference reference;
  struct payment_id id;
  bool found =
      reference_parse(line->reference, &reference) && reference_number(&reference, &id.value);
  found = found || reference_find(line->remittance, &id.value) ||
          reference_find(line->end_to_end, &id.value) || reference_find(line->reference, &id.value);
  return found && payment_find(ctx, id, payment) && payment->provider == PROVIDER_BANK;
}

static struct bank_verdict judge_credit(struct ctx *ctx, const struct bank_line *line) {
  struct told_refund refund;
  struct told_net net;
  struct payout_fact payout;
  struct payment payment;
  struct bank_verdict transit;
  if (payout_of(ctx, line, &payout)) {
    if (payout.amount.minor != line->amount_minor)
      return verdict(BANK_OUTCOME_RETURN_DIFFERS, payout.id.value);
    return verdict(is_under_way(&payout) ? BANK_OUTCOME_RETURNED : BANK_OUTCOME_RETURNED_BEFORE,
                   payout.id.value);
  }
  if (refund_of(ctx, line, &refund)) {
    if (refund.row.paid_minor != line->amount_minor) return verdict(BANK_OUTCOME_RETURN_DIFFERS, 0);
    return judge_return(&refund);
  }
  if (net_of(ctx, line, &net)) { /* it came back */
    bool whole = net.row.amount_minor == line->amount_minor && net.row.under_way;
    return verdict(whole ? BANK_OUTCOME_NET_REJECTED : BANK_OUTCOME_RETURN_DIFFERS,
                   whole ? net.id : 0);
  }
  if (!payment_of(ctx, line, &payment))
    return is_transit(ctx, line, &transit) ? transit : verdict(BANK_OUTCOME_UNKNOWN, 0);
  if (payment.state == PAYMENT_PAID) return verdict(BANK_OUTCOME_ALREADY_PAID, payment.id.value);
  if (payment.state != PAYMENT_CREATED || checkout_too_late(ctx, payment.id))
    return verdict(BANK_OUTCOME_LATE, payment.id.value);
  struct bank_verdict found = verdict(BANK_OUTCOME_SETTLED, payment.id.value);
  found.due_minor = payment.amount.minor - bank_held_minor(ctx, payment.id);
  if (line->amount_minor > found.due_minor) found.outcome = BANK_OUTCOME_TOO_MUCH;
  if (line->amount_minor < found.due_minor) found.outcome = BANK_OUTCOME_TOO_LITTLE;
  return found;
}

static bool was_applied(struct ctx *ctx, const struct bank_line *line) {
  struct bank_line_marked_row row;
  return bank_line_marked(ctx, line->mark, &row) && row.id.value != line->id.value;
}

/* The sum was put into suspense before its details came. */
static bool was_booked_as_sum(struct ctx *ctx, const struct bank_line *line) {
  struct bank_line_entry_row sum;
  return line->credit && !line->collective && line->entry.len > 0 &&
         bank_line_entry(ctx, line->account, line->entry, true, &sum) &&
         sum.outcome != BANK_OUTCOME_COLLECTIVE && sum.outcome != BANK_OUTCOME_DETAILED;
}

static struct bank_verdict judge_sum(struct ctx *ctx, const struct bank_line *line) {
  struct bank_line_entry_row detail;
  if (!line->credit || line->reversal) return judge_debit(ctx, line);
  bool known =
      line->entry.len > 0 && bank_line_entry(ctx, line->account, line->entry, false, &detail);
  return verdict(known ? BANK_OUTCOME_DETAILED : BANK_OUTCOME_COLLECTIVE, 0);
}

struct bank_verdict bank_judge(struct ctx *ctx, const struct bank_line *line) {
  if (was_applied(ctx, line) || was_booked_as_sum(ctx, line)) return verdict(BANK_OUTCOME_SAME, 0);
  if (line->status.len > 0) return judge_answer(ctx, line);
  if (!line->booked) return verdict(BANK_OUTCOME_PENDING, 0);
  if (!str_equal(line->currency, currency_code(ctx->currency)))
    return verdict(line->credit ? BANK_OUTCOME_OTHER_CURRENCY : BANK_OUTCOME_NOT_OURS, 0);
  if (line->collective) return judge_sum(ctx, line);
  return line->credit ? judge_credit(ctx, line) : judge_debit(ctx, line);
}
