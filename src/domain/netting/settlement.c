/* Paying what was netted: said by who paid, confirmed by who has it. */
#include "base/fault.h"
#include "base/format.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/netting/netting.h"
#include "domain/payment/bank_setting.h"
#include "domain/person/audit.h"
#include "netting_sql.h"

RESULT_REFUSAL(settlement, SETTLEMENT_RESULTS)
RESULT_STATUS(settlement, SETTLEMENT_RESULTS)
RESULT_MESSAGE(settlement, SETTLEMENT_RESULTS)

static struct settlement settlement_of(const struct settlement_all_row *row) {
  return (struct settlement){row->id,           (enum settlement_state)row->state,
                             row->we_pay,       row->amount_minor,
                             row->reference,    row->note,
                             row->paid_on,      row->iban,
                             row->holder,       row->prepared_by,
                             row->announced_at, row->left_on,
                             row->rejected};
}

struct settlements settlement_list(struct ctx *ctx, struct territory_id neighbour) {
  struct settlement_all_rows rows = settlement_all(ctx, neighbour);
  struct settlements list = {arena_array(ctx->arena, struct settlement, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = settlement_of(&rows.items[i]);
  return list;
}

bool settlement_find(struct ctx *ctx, struct territory_id neighbour, struct settlement_id id,
                     struct settlement *settlement) {
  struct settlement_all_rows rows = settlement_one(ctx, neighbour, id);
  if (rows.count == 0) return false;
  *settlement = settlement_of(&rows.items[0]);
  return true;
}

int64_t settlement_count_waiting(struct ctx *ctx) {
  struct settlement_waiting_row row;
  return settlement_waiting(ctx, &row) ? row.waiting : 0;
}

int64_t settlement_paid_minor(struct ctx *ctx) {
  struct settlement_paid_row row;
  return settlement_paid(ctx, &row) ? row.paid_minor : 0;
}

struct settlement_tasks settlement_task_list(struct ctx *ctx) {
  struct settlement_todo_rows rows = settlement_todo(ctx);
  struct settlement_tasks list = {arena_array(ctx->arena, struct settlement_task, rows.count),
                                  rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct settlement_task){rows.items[i].neighbour_id, rows.items[i].amount_minor,
                                             rows.items[i].rejected, rows.items[i].note,
                                             rows.items[i].prepared_by};
  return list;
}

/* Acts. */

struct settling {
  struct territory_id neighbour;
  struct str reference, note;
  struct day paid_on;
  struct settlement_id id;
  struct bank_line_id line;
  struct settlement_account account; /* of a transfer */
  enum settlement_state state;
  enum settlement_result result;
};

/* People read it in the journal. */
static void note(struct ctx *ctx, struct ctx *there, struct str act, struct settlement_id id,
                 int64_t amount_minor) {
  struct buf words = buf_in(ctx->arena);
  format_money(&words, ctx->language, money_of(amount_minor, ctx->currency));
  struct str amount = buf_str(&words);
  audit_write(ctx, act, id.value, amount);
  audit_write(there, STR_CONCAT(ctx->arena, act, S("_there")), id.value, amount);
}

static bool one_waits(struct ctx *ctx, struct territory_id neighbour) {
  struct settlements list = settlement_list(ctx, neighbour);
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].state == SETTLEMENT_ANNOUNCED || list.items[i].state == SETTLEMENT_PREPARED)
      return true;
  return false;
}

static enum settlement_result may_pay(struct ctx *ctx, const struct settling *settling,
                                      int64_t unpaid_minor) {
  if (one_waits(ctx, settling->neighbour)) return SETTLEMENT_RESULT_WAITS;
  if (unpaid_minor > 0) return SETTLEMENT_RESULT_NOT_OURS;
  return unpaid_minor < 0 ? SETTLEMENT_RESULT_OK : SETTLEMENT_RESULT_NOTHING;
}

static enum settlement_result may_announce(struct ctx *ctx, const struct settling *settling,
                                           int64_t unpaid_minor) {
  enum settlement_result result = may_pay(ctx, settling, unpaid_minor);
  if (result != SETTLEMENT_RESULT_OK) return result;
  if (settling->reference.len == 0) return SETTLEMENT_RESULT_NO_REFERENCE;
  bool past = settling->paid_on.number != 0 &&
              settling->paid_on.number <= zone_day(ctx->zone, ctx->now).number;
  return past ? SETTLEMENT_RESULT_OK : SETTLEMENT_RESULT_BAD_DAY;
}

static void keep_side(struct ctx *ctx, const struct settling *settling, struct territory_id other,
                      bool we_pay, int64_t amount_minor) {
  settlement_insert(ctx, &(struct settlement_insert_params){.neighbour_id = other,
                                                            .id = settling->id,
                                                            .state = (int64_t)settling->state,
                                                            .we_pay = we_pay,
                                                            .amount_minor = amount_minor,
                                                            .reference = settling->reference,
                                                            .paid_on = settling->paid_on,
                                                            .announced_at = ctx->now,
                                                            .iban = settling->account.iban,
                                                            .holder = settling->account.holder,
                                                            .prepared_by = ctx->person});
  netting_claim(ctx, other, settling->id);
}

/* On both sides: it pays every statement that nothing else pays. */
static void keep_both(struct ctx *ctx, struct ctx *there, const struct settling *settling,
                      int64_t amount_minor) {
  keep_side(ctx, settling, settling->neighbour, true, amount_minor);
  keep_side(there, settling, ctx->territory, false, amount_minor);
}

static bool announce_body(struct ctx *ctx, void *arg) {
  struct settling *settling = arg;
  struct ctx there;
  settling->result = SETTLEMENT_RESULT_UNKNOWN;
  if (!neighbour_cross(ctx, settling->neighbour, &there)) return false;
  int64_t unpaid = netting_unpaid_minor(ctx, settling->neighbour);
  if ((settling->result = may_announce(ctx, settling, unpaid))) return false;

  settling->id = (struct settlement_id){id_next(ctx->ids)};
  keep_both(ctx, &there, settling, -unpaid);
  note(ctx, &there, S("netting.announce"), settling->id, -unpaid);
  return true;
}

enum settlement_result settlement_announce(struct ctx *ctx, struct territory_id neighbour,
                                           struct str reference, struct day paid_on,
                                           struct settlement_id *id) {
  struct settling settling = {.neighbour = neighbour,
                              .reference = str_trim(reference),
                              .paid_on = paid_on,
                              .state = SETTLEMENT_ANNOUNCED};
  db_write(ctx, announce_body, &settling);
  *id = settling.id;
  return settling.result;
}

/* A transfer, prepared by one and confirmed by another. */

bool settlement_account(struct ctx *ctx, struct settlement_account *account) {
  struct bank_setting setting;
  struct territory territory;
  if (bank_setting_find(ctx, &setting) && setting.iban.len > 0) {
    *account = (struct settlement_account){
        setting.account_iban.len > 0 ? setting.account_iban : setting.iban, setting.holder};
    return true;
  }
  must(territory_find(ctx, ctx->territory, &territory));
  *account = (struct settlement_account){territory.debtor_iban, territory.debtor_name};
  return account->iban.len > 0;
}

static enum settlement_result may_prepare(struct ctx *ctx, struct ctx *there,
                                          struct settling *settling, int64_t unpaid_minor) {
  struct territory territory;
  enum settlement_result result = may_pay(ctx, settling, unpaid_minor);
  if (result != SETTLEMENT_RESULT_OK) return result;
  must(territory_find(ctx, ctx->territory, &territory));
  if (territory.debtor_iban.len == 0) return SETTLEMENT_RESULT_NO_ACCOUNT;
  return settlement_account(there, &settling->account) ? SETTLEMENT_RESULT_OK
                                                       : SETTLEMENT_RESULT_NO_ACCOUNT_THERE;
}

static bool prepare_body(struct ctx *ctx, void *arg) {
  struct settling *settling = arg;
  struct ctx there;
  settling->result = SETTLEMENT_RESULT_UNKNOWN;
  if (!neighbour_cross(ctx, settling->neighbour, &there)) return false;
  int64_t unpaid = netting_unpaid_minor(ctx, settling->neighbour);
  if ((settling->result = may_prepare(ctx, &there, settling, unpaid))) return false;

  settling->id = (struct settlement_id){id_next(ctx->ids)};
  settling->reference = id_text(ctx->arena, settling->id.value);
  settling->paid_on = zone_day(ctx->zone, ctx->now);
  keep_both(ctx, &there, settling, -unpaid);
  note(ctx, &there, S("netting.prepare"), settling->id, -unpaid);
  return true;
}

enum settlement_result settlement_prepare(struct ctx *ctx, struct territory_id neighbour,
                                          struct settlement_id *id) {
  struct settling settling = {.neighbour = neighbour, .state = SETTLEMENT_PREPARED};
  db_write(ctx, prepare_body, &settling);
  *id = settling.id;
  return settling.result;
}

static bool find(struct ctx *ctx, struct settling *settling, struct settlement *settlement,
                 struct ctx *there) {
  settling->result = SETTLEMENT_RESULT_UNKNOWN;
  return neighbour_cross(ctx, settling->neighbour, there) &&
         settlement_find(ctx, settling->neighbour, settling->id, settlement);
}

/* On both sides. False: somebody decided before. */
static bool decide(struct ctx *ctx, struct ctx *there, struct settling *settling,
                   enum settlement_state before) {
  struct settlement_decide_params params = {settling->neighbour, settling->id,
                                            (int64_t)before,     (int64_t)settling->state,
                                            settling->note,      ctx->now};
  settling->result = SETTLEMENT_RESULT_DECIDED;
  if (settlement_decide(ctx, &params) == 0) return false;
  params.neighbour_id = ctx->territory;
  must(settlement_decide(there, &params) == 1);
  return true;
}

static bool confirm_body(struct ctx *ctx, void *arg) {
  struct settling *settling = arg;
  struct settlement settlement;
  struct ctx there;
  if (!find(ctx, settling, &settlement, &there)) return false;
  settling->result = SETTLEMENT_RESULT_NOT_OURS;
  if (!settlement.we_pay) return false;
  settling->result = SETTLEMENT_RESULT_DECIDED;
  if (settlement.state != SETTLEMENT_PREPARED) return false;
  settling->result = SETTLEMENT_RESULT_SAME_PERSON;
  if (settlement.prepared_by.value == ctx->person.value) return false;
  if (!decide(ctx, &there, settling, SETTLEMENT_PREPARED)) return false;
  note(ctx, &there, S("netting.confirm"), settlement.id, settlement.amount_minor);
  settling->result = SETTLEMENT_RESULT_OK;
  return true;
}

enum settlement_result settlement_confirm(struct ctx *ctx, struct territory_id neighbour,
                                          struct settlement_id id) {
  struct settling settling = {
      .neighbour = neighbour, .id = id, .note = S(""), .state = SETTLEMENT_ANNOUNCED};
  db_write(ctx, confirm_body, &settling);
  return settling.result;
}

/* Received. */

static void clear(struct ctx *ctx, struct territory_id other, const struct settlement *settlement,
                  bool pays) {
  struct account netted = ledger_account(ctx, ACCOUNT_NEIGHBOUR_NET, other.value);
  struct account bank = ledger_account(ctx, ACCOUNT_BANK, 0);
  ledger_move(ctx,
              &(struct transfer){.debit = pays ? netted : bank,
                                 .credit = pays ? bank : netted,
                                 .amount_minor = settlement->amount_minor,
                                 .reason = REASON_NEIGHBOUR_CLEARED,
                                 .cause = settlement->id.value},
              NULL);
}

/* Out of suspense, if the bank's line holds all of it. */
static bool clear_here(struct ctx *ctx, const struct settling *settling,
                       const struct settlement *settlement) {
  struct bank_line line;
  if (settling->line.value == 0) {
    clear(ctx, settling->neighbour, settlement, false);
    return true;
  }
  struct account netted = ledger_account(ctx, ACCOUNT_NEIGHBOUR_NET, settling->neighbour.value);
  return bank_line_find(ctx, settling->line, &line) &&
         line.open_minor >= settlement->amount_minor &&
         bank_give(ctx, settling->line, netted, REASON_NEIGHBOUR_CLEARED, settlement->amount_minor);
}

static bool receive_body(struct ctx *ctx, void *arg) {
  struct settling *settling = arg;
  struct settlement settlement;
  struct ctx there;
  if (!find(ctx, settling, &settlement, &there)) return false;
  settling->result = SETTLEMENT_RESULT_NOT_OURS;
  if (settlement.we_pay) return false;
  if (!decide(ctx, &there, settling, SETTLEMENT_ANNOUNCED)) return false;
  settling->result = SETTLEMENT_RESULT_NOT_ENOUGH;
  if (!clear_here(ctx, settling, &settlement)) return false;
  clear(&there, ctx->territory, &settlement, true);
  note(ctx, &there, S("netting.receive"), settlement.id, settlement.amount_minor);
  settling->result = SETTLEMENT_RESULT_OK;
  return true;
}

enum settlement_result settlement_receive(struct ctx *ctx, struct territory_id neighbour,
                                          struct settlement_id id, struct bank_line_id line) {
  struct settling settling = {
      .neighbour = neighbour, .id = id, .line = line, .note = S(""), .state = SETTLEMENT_RECEIVED};
  db_write(ctx, receive_body, &settling);
  return settling.result;
}

/* Taken back. */

/* Its statements wait again, on both sides. */
static bool give_back(struct ctx *ctx, struct ctx *there, struct settling *settling,
                      const struct settlement *settlement) {
  if (!decide(ctx, there, settling, settlement->state)) return false;
  netting_release(ctx, settling->neighbour, settlement->id);
  netting_release(there, ctx->territory, settlement->id);
  return true;
}

static bool take_back_body(struct ctx *ctx, void *arg) {
  struct settling *settling = arg;
  struct settlement settlement;
  struct ctx there;
  if (!find(ctx, settling, &settlement, &there)) return false;
  settling->result = SETTLEMENT_RESULT_NO_REASON;
  if (settling->note.len == 0) return false;
  settling->result = SETTLEMENT_RESULT_NOT_OURS;
  if (settlement.state == SETTLEMENT_PREPARED && !settlement.we_pay) return false;
  settling->result = SETTLEMENT_RESULT_DECIDED;
  if (settlement.state != SETTLEMENT_ANNOUNCED && settlement.state != SETTLEMENT_PREPARED)
    return false;
  if (!give_back(ctx, &there, settling, &settlement)) return false;
  note(ctx, &there, S("netting.take_back"), settlement.id, settlement.amount_minor);
  settling->result = SETTLEMENT_RESULT_OK;
  return true;
}

enum settlement_result settlement_take_back(struct ctx *ctx, struct territory_id neighbour,
                                            struct settlement_id id, struct str reason) {
  struct settling settling = {
      .neighbour = neighbour, .id = id, .note = str_trim(reason), .state = SETTLEMENT_TAKEN_BACK};
  db_write(ctx, take_back_body, &settling);
  return settling.result;
}

/* By the payer's bank. */

static void reject(struct ctx *ctx, struct ctx *there, struct settling *settling,
                   const struct settlement *settlement) {
  if (!give_back(ctx, there, settling, settlement)) return;
  settlement_set_rejected(ctx, settling->neighbour, settlement->id);
  settlement_set_rejected(there, ctx->territory, settlement->id);
  note(ctx, there, S("netting.reject"), settlement->id, settlement->amount_minor);
}

static void mark_left(struct ctx *ctx, struct ctx *there, const struct settling *settling,
                      const struct settlement *settlement) {
  if (settlement_set_left(ctx, settling->neighbour, settlement->id, settling->paid_on) == 0) return;
  settlement_set_left(there, ctx->territory, settlement->id, settling->paid_on);
  note(ctx, there, S("netting.left"), settlement->id, settlement->amount_minor);
}

/* Where somebody has decided before the file came, the settlement is where it should be. */
static bool news_body(struct ctx *ctx, void *arg) {
  const struct settlement_news_list_row *news = arg;
  struct settling settling = {.neighbour = news->neighbour_id,
                              .id = news->id,
                              .note = news->reason,
                              .paid_on = news->day_on,
                              .state = SETTLEMENT_TAKEN_BACK};
  struct settlement settlement;
  struct ctx there;
  if (settlement_news_noted(ctx, news->line_id, ctx->now) == 0 ||
      !find(ctx, &settling, &settlement, &there))
    return false;
  if (news->gone)
    mark_left(ctx, &there, &settling, &settlement);
  else if (settlement.state == SETTLEMENT_ANNOUNCED || settlement.state == SETTLEMENT_PREPARED)
    reject(ctx, &there, &settling, &settlement);
  return true;
}

static int64_t note_news(struct ctx *ctx) {
  int64_t noted = 0;
  struct settlement_news_list_rows rows = settlement_news_list(ctx);
  db_read_end(ctx);
  for (size_t i = 0; i < rows.count; i++)
    noted += db_write(ctx, news_body, &rows.items[i]);
  return noted;
}

int64_t settlement_round(struct ctx *ctx) {
  int64_t received = note_news(ctx);
  struct settlement_arrived_rows rows = settlement_arrived(ctx);
  db_read_end(ctx);
  for (size_t i = 0; i < rows.count; i++)
    received += settlement_receive(ctx, rows.items[i].neighbour_id, rows.items[i].id,
                                   rows.items[i].line_id) == SETTLEMENT_RESULT_OK;
  return received;
}
