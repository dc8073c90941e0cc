/* A debit that the bank names otherwise than it was ordered: somebody says which refund it is, and
 * another person agrees. */
#include "bank_sql.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/bank/bank_in.h"
#include "domain/payment/refund_ask.h"
#include "domain/person/audit.h"

bool bank_may_claim(const struct bank_line *line) {
  bool not_ours = line->state == BANK_LINE_DONE && line->outcome == BANK_OUTCOME_NOT_OURS;
  bool differs = line->state == BANK_LINE_OPEN && line->outcome == BANK_OUTCOME_REFUND_DIFFERS;
  return !line->credit && !line->reversal && line->amount_minor > 0 && (not_ours || differs);
}

bool bank_is_claimed(const struct bank_line *line) {
  return line->state == BANK_LINE_ASKED && !line->credit;
}

struct bank_claims bank_claim_list(struct ctx *ctx, const struct bank_line *line) {
  struct bank_claimable_rows rows = bank_claimable(ctx, line->amount_minor);
  struct bank_claims list = {arena_array(ctx->arena, struct bank_claim, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct bank_claim){rows.items[i].id, rows.items[i].holder};
  return list;
}

/* It is of this sum, on its way, and no other debit is said to be it. */
static bool fits(struct ctx *ctx, const struct bank_line *line, int64_t refund) {
  struct bank_claims list = bank_claim_list(ctx, line);
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].refund == refund) return true;
  return false;
}

struct claiming {
  struct bank_line_id id;
  int64_t refund;
  enum bank_result result;
};

/* What it was said to be before stays its outcome: who takes the claim back finds it again. */
static void change(struct ctx *ctx, const struct bank_line *line, enum bank_line_state after,
                   enum bank_outcome outcome, int64_t noun) {
  must(bank_line_settle(ctx, &(struct bank_line_settle_params){.id = line->id,
                                                               .before = line->state,
                                                               .after = after,
                                                               .outcome = outcome,
                                                               .noun_id = noun}) == 1);
}

/* The line, if it stands where this act begins. */
static bool find(struct ctx *ctx, struct claiming *claiming,
                 bool (*stands)(const struct bank_line *), struct bank_line *line) {
  claiming->result = BANK_NOTHING;
  if (!bank_line_find(ctx, claiming->id, line)) return false;
  claiming->result = BANK_ALREADY_DECIDED;
  return stands(line);
}

static bool claim_body(struct ctx *ctx, void *arg) {
  struct claiming *claiming = arg;
  struct bank_line line;
  if (!find(ctx, claiming, bank_may_claim, &line)) return false;
  claiming->result = BANK_NO_REFUND;
  if (!fits(ctx, &line, claiming->refund)) return false;
  bank_line_claim(ctx, line.id, ctx->person);
  change(ctx, &line, BANK_LINE_ASKED, line.outcome, claiming->refund);
  audit_write(ctx, S("bank.claim"), claiming->refund, line.end_to_end);
  claiming->result = BANK_OK;
  return true;
}

enum bank_result bank_claim_ask(struct ctx *ctx, struct bank_line_id id, int64_t refund) {
  struct claiming claiming = {id, refund, BANK_OK};
  db_write(ctx, claim_body, &claiming);
  return claiming.result;
}

static bool confirm_body(struct ctx *ctx, void *arg) {
  struct claiming *claiming = arg;
  struct bank_line line;
  if (!find(ctx, claiming, bank_is_claimed, &line)) return false;
  claiming->result = BANK_SAME_PERSON;
  if (line.asked_by.value == ctx->person.value) return false;
  claiming->result = BANK_NO_REFUND;
  if (!fits(ctx, &line, line.noun)) return false;
  refund_left(ctx, line.id.value, line.noun);
  change(ctx, &line, BANK_LINE_RESOLVED, BANK_OUTCOME_REFUND_LEFT, line.noun);
  audit_write(ctx, S("bank.claim_confirm"), line.noun, line.end_to_end);
  claiming->result = BANK_OK;
  return true;
}

enum bank_result bank_claim_confirm(struct ctx *ctx, struct bank_line_id id) {
  struct claiming claiming = {.id = id};
  db_write(ctx, confirm_body, &claiming);
  return claiming.result;
}

static bool cancel_body(struct ctx *ctx, void *arg) {
  struct claiming *claiming = arg;
  struct bank_line line;
  if (!find(ctx, claiming, bank_is_claimed, &line)) return false;
  bool differs = line.outcome == BANK_OUTCOME_REFUND_DIFFERS;
  change(ctx, &line, differs ? BANK_LINE_OPEN : BANK_LINE_DONE, line.outcome, 0);
  audit_write(ctx, S("bank.claim_cancel"), line.noun, line.end_to_end);
  claiming->result = BANK_OK;
  return true;
}

enum bank_result bank_claim_cancel(struct ctx *ctx, struct bank_line_id id) {
  struct claiming claiming = {.id = id};
  db_write(ctx, cancel_body, &claiming);
  return claiming.result;
}
