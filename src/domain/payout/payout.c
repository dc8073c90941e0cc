#include "domain/payout/payout.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/ledger/ledger.h"
#include "domain/payment/bank_day.h"
#include "domain/person/audit.h"
#include "domain/territory/territory.h"
#include "domain/voucher/voucher_act.h"
#include "payout_sql.h"

RESULT_REFUSAL(payout, PAYOUT_RESULTS)
RESULT_STATUS(payout, PAYOUT_RESULTS)
RESULT_MESSAGE(payout, PAYOUT_RESULTS)

const char *payout_state_name(enum payout_state state) {
  static const char *const names[] = {"",          "prepared", "confirmed",
                                      "cancelled", "returned", "rejected"};
  return names[state];
}

/* Owed and not yet reserved. */
static int64_t due_minor(const struct ledger_sums *payable) {
  return payable->credit_minor - payable->debit_minor - payable->debit_pending_minor;
}

/* Every merchant that was ever credited, with what is due. */
struct due_merchant {
  const struct payout_candidates_row *merchant;
  int64_t amount_minor;
};
/* Accounts and candidates are both in the order of merchants. */
struct walk_of_sums {
  struct ledger_owners page;
  size_t at;
};
static int64_t due_of(struct ctx *ctx, struct walk_of_sums *walk, struct merchant_id merchant) {
  for (;;) {
    while (walk->at < walk->page.count && walk->page.items[walk->at].owner < merchant.value)
      walk->at++;
    if (walk->at < walk->page.count) break;
    if (walk->page.items != NULL && walk->page.count < LEDGER_OWNERS) return 0;
    int64_t after = walk->page.items ? walk->page.items[walk->page.count - 1].owner : 0;
    *walk = (struct walk_of_sums){.page = ledger_owners(ctx, ACCOUNT_PAYABLE, after)};
  }
  const struct ledger_owner *found = &walk->page.items[walk->at];
  return found->owner == merchant.value ? due_minor(&found->sums) : 0;
}

static void each_due(struct ctx *ctx, void (*visit)(struct ctx *, void *, struct due_merchant),
                     void *arg) {
  struct merchant_id after = {0};
  struct walk_of_sums walk = {0};
  for (;;) {
    struct payout_candidates_rows page = payout_candidates(ctx, after);
    for (size_t i = 0; i < page.count; i++) {
      int64_t amount = due_of(ctx, &walk, page.items[i].id);
      if (amount > 0) visit(ctx, arg, (struct due_merchant){&page.items[i], amount});
    }
    if (page.count < 500) return;
    after = page.items[page.count - 1].id;
  }
}

static void count_due(struct ctx *ctx, void *arg, struct due_merchant due) {
  (void)ctx;
  struct payout_due *sum = arg;
  bool ready = due.merchant->iban.len > 0;
  *(ready ? &sum->ready_count : &sum->blocked_count) += 1;
  *(ready ? &sum->ready_minor : &sum->blocked_minor) += due.amount_minor;
}

struct payout_due payout_due(struct ctx *ctx) {
  struct payout_due due = {0};
  each_due(ctx, count_due, &due);
  return due;
}

/* Preparing. */

struct preparing {
  const struct payout_through *through; /* NULL: the bank */
  enum payout_result result;
  struct batch_id id;
  struct account from; /* which the money leaves */
  int64_t count, amount_minor;
};

struct receiving {
  struct merchant_id merchant_id;
  struct str account, holder;
  int64_t amount_minor;
};

static void reserve(struct ctx *ctx, struct preparing *preparing,
                    const struct receiving *receiving) {
  struct payout_id id = {id_next(ctx->ids)};
  struct transfer_id pending;
  must(ledger_reserve(
      ctx,
      &(struct transfer){
          .debit = ledger_account(ctx, ACCOUNT_PAYABLE, receiving->merchant_id.value),
          .credit = preparing->from,
          .amount_minor = receiving->amount_minor,
          .reason = preparing->through ? REASON_PROVIDER_PAID_OUT : REASON_MERCHANT_PAID,
          .cause = id.value,
      },
      &pending));
  payout_insert(ctx, &(struct payout_insert_params){
                         .batch_id = preparing->id,
                         .id = id,
                         .merchant_id = receiving->merchant_id,
                         .amount_minor = receiving->amount_minor,
                         .iban = receiving->account,
                         .account_holder = receiving->holder,
                         .pending_id = pending,
                     });
  preparing->count++;
  preparing->amount_minor += receiving->amount_minor;
}

static void reserve_due(struct ctx *ctx, void *arg, struct due_merchant due) {
  struct preparing *preparing = arg;
  if (due.merchant->iban.len == 0 || preparing->count == PAYOUT_BATCH_MAX) return;
  reserve(ctx, preparing,
          &(struct receiving){due.merchant->id, due.merchant->iban, due.merchant->account_holder,
                              due.amount_minor});
}

static void reserve_through(struct ctx *ctx, struct preparing *preparing) {
  const struct payout_through *through = preparing->through;
  for (size_t i = 0; i < through->receivers.count; i++) {
    const struct payout_receiver *receiver = &through->receivers.items[i];
    struct payout_free_row row;
    struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_PAYABLE, receiver->merchant_id.value);
    int64_t left = through->most_minor - preparing->amount_minor, due = due_minor(&sums);
    if (left <= 0 || preparing->count == PAYOUT_BATCH_MAX) return;
    if (due <= 0 || !payout_free(ctx, receiver->merchant_id, &row)) continue;
    reserve(ctx, preparing,
            &(struct receiving){receiver->merchant_id, receiver->account, receiver->holder,
                                due < left ? due : left});
  }
}

static enum payout_result may_prepare(struct ctx *ctx, const struct preparing *preparing) {
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  bool bank = preparing->through == NULL;
  return bank && territory.debtor_iban.len == 0 ? PAYOUT_NO_DEBTOR_ACCOUNT : PAYOUT_OK;
}

static bool prepare_body(struct ctx *ctx, void *arg) {
  struct preparing *preparing = arg;
  const struct payout_through *through = preparing->through;
  *preparing = (struct preparing){.through = through, .id = {id_next(ctx->ids)}};
  if ((preparing->result = may_prepare(ctx, preparing))) return false;
  preparing->from = through ? ledger_account(ctx, ACCOUNT_CLEARING, through->provider)
                            : ledger_account(ctx, ACCOUNT_BANK, 0);
  if (through)
    reserve_through(ctx, preparing);
  else
    each_due(ctx, reserve_due, preparing);
  if (preparing->count == 0) {
    preparing->result = PAYOUT_NOTHING_DUE;
    return false;
  }
  struct day today = zone_day(ctx->zone, ctx->now);
  batch_insert(ctx, &(struct batch_insert_params){
                        .id = preparing->id,
                        .provider = through ? through->provider : 0,
                        .currency = currency_code(ctx->currency),
                        .execute_on = through ? today : bank_day_after(ctx->currency, today),
                        .payout_count = preparing->count,
                        .amount_minor = preparing->amount_minor,
                        .prepared_by = ctx->person,
                        .prepared_at = ctx->now,
                    });
  audit_write(ctx, S("payout.prepare"), preparing->id.value, S(""));
  return true;
}

enum payout_result payout_prepare(struct ctx *ctx, struct batch_id *id) {
  return payout_prepare_through(ctx, NULL, id);
}

enum payout_result payout_prepare_through(struct ctx *ctx, const struct payout_through *through,
                                          struct batch_id *id) {
  struct preparing preparing = {.through = through};
  db_write(ctx, prepare_body, &preparing);
  *id = preparing.id;
  return preparing.result;
}

/* Deciding. */

struct deciding {
  struct batch_id id;
  enum payout_state state;
  enum payout_result result;
};

static enum payout_result may_decide(struct ctx *ctx, const struct deciding *deciding) {
  struct batch batch;
  if (!batch_find(ctx, deciding->id, &batch)) return PAYOUT_UNKNOWN_BATCH;
  if (batch.state != PAYOUT_PREPARED) return PAYOUT_ALREADY_DECIDED;
  if (deciding->state == PAYOUT_CONFIRMED && batch.prepared_by.value == ctx->person.value)
    return PAYOUT_SAME_PERSON;
  return PAYOUT_OK;
}

static bool decide_body(struct ctx *ctx, void *arg) {
  struct deciding *deciding = arg;
  if ((deciding->result = may_decide(ctx, deciding))) return false;
  if (batch_decide(ctx, &(struct batch_decide_params){deciding->id, deciding->state, ctx->person,
                                                      ctx->now}) == 0) {
    deciding->result = PAYOUT_ALREADY_DECIDED;
    return false;
  }
  struct payout_of_batch_rows rows = payout_of_batch(ctx, deciding->id);
  for (size_t i = 0; i < rows.count; i++) {
    if (rows.items[i].state != PAYOUT_PREPARED) continue; /* the bank refused it before */
    bool resolved = deciding->state == PAYOUT_CONFIRMED
                        ? ledger_post(ctx, rows.items[i].pending_id)
                        : ledger_void(ctx, rows.items[i].pending_id);
    must(resolved);
  }
  payout_decide(ctx, deciding->id, deciding->state);
  audit_write(ctx, deciding->state == PAYOUT_CONFIRMED ? S("payout.confirm") : S("payout.cancel"),
              deciding->id.value, S(""));
  return true;
}

static enum payout_result decide(struct ctx *ctx, struct batch_id id, enum payout_state state) {
  struct deciding deciding = {.id = id, .state = state};
  db_write(ctx, decide_body, &deciding);
  return deciding.result;
}

enum payout_result payout_confirm(struct ctx *ctx, struct batch_id id) {
  return decide(ctx, id, PAYOUT_CONFIRMED);
}

enum payout_result payout_cancel(struct ctx *ctx, struct batch_id id) {
  return decide(ctx, id, PAYOUT_CANCELLED);
}

/* What the bank says. */

bool payout_find(struct ctx *ctx, struct payout_id id, struct payout_fact *payout) {
  struct payout_by_id_row row;
  if (!payout_by_id(ctx, id, &row)) return false;
  *payout = (struct payout_fact){id,
                                 row.batch_id,
                                 row.merchant_id,
                                 row.name,
                                 money_of(row.amount_minor, ctx->currency),
                                 (enum payout_state)row.state,
                                 row.reason};
  return true;
}

static bool set_returned(struct ctx *ctx, struct payout_id id, enum payout_state before,
                         enum payout_state after, struct str reason) {
  return payout_set_returned(
             ctx, &(struct payout_set_returned_params){id, before, after, reason, ctx->now}) == 1;
}

bool payout_return(struct ctx *ctx, struct payout_id id, struct str reason) {
  struct payout_by_id_row row;
  if (!payout_by_id(ctx, id, &row)) return false;
  if (row.state == PAYOUT_PREPARED) {
    if (!set_returned(ctx, id, PAYOUT_PREPARED, PAYOUT_REJECTED, reason)) return false;
    must(ledger_void(ctx, row.pending_id));
  } else {
    if (!set_returned(ctx, id, PAYOUT_CONFIRMED, PAYOUT_RETURNED, reason)) return false;
    ledger_move(ctx,
                &(struct transfer){
                    .debit = row.provider == 0
                                 ? ledger_account(ctx, ACCOUNT_BANK, 0)
                                 : ledger_account(ctx, ACCOUNT_CLEARING, row.provider),
                    .credit = ledger_account(ctx, ACCOUNT_PAYABLE, row.merchant_id.value),
                    .amount_minor = row.amount_minor,
                    .reason = REASON_PAYOUT_RETURNED,
                    .cause = id.value,
                },
                NULL);
  }
  audit_write(ctx, S("payout.return"), row.batch_id.value, reason);
  return true;
}

void payout_fetched_back(struct ctx *ctx, struct payout_id id, int64_t minor) {
  struct payout_by_id_row row;
  must(payout_by_id(ctx, id, &row) && row.provider != 0);
  payout_fetch(ctx, id, minor);
  ledger_move(ctx,
              &(struct transfer){
                  .debit = ledger_account(ctx, ACCOUNT_CLEARING, row.provider),
                  .credit = ledger_account(ctx, ACCOUNT_PAYABLE, row.merchant_id.value),
                  .amount_minor = minor,
                  .reason = REASON_PROVIDER_TOOK_BACK,
                  .cause = id.value,
              },
              NULL);
}

bool payout_executed(struct ctx *ctx, struct batch_id id, struct day day) {
  return batch_set_executed(ctx, id, day) == 1;
}

/* Reading. */

/* batch_by_id and batch_page name the same columns. */
#define BATCH_FROM(ctx, batch_id, row)                                                             \
  (struct batch) {                                                                                 \
    .id = (batch_id), .provider = (row)->provider, .state = (enum payout_state)(row)->state,       \
    .execute_on = (row)->execute_on, .payouts = (row)->payout_count,                               \
    .amount = money_of((row)->amount_minor, (ctx)->currency), .prepared_by = (row)->prepared_by,   \
    .prepared_at = (row)->prepared_at, .decided_by = (row)->decided_by,                            \
    .decided_at = (row)->decided_at, .executed = (row)->has_executed_on,                           \
    .executed_on = (row)->executed_on                                                              \
  }

bool batch_find(struct ctx *ctx, struct batch_id id, struct batch *batch) {
  struct batch_by_id_row row;
  if (!batch_by_id(ctx, id, &row)) return false;
  *batch = BATCH_FROM(ctx, id, &row);
  return true;
}

struct batches batch_list(struct ctx *ctx) {
  struct batch_page_rows rows = batch_page(ctx);
  struct batches list = {arena_array(ctx->arena, struct batch, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = BATCH_FROM(ctx, rows.items[i].id, &rows.items[i]);
  return list;
}

struct payouts payout_list(struct ctx *ctx, struct batch_id id) {
  struct payout_of_batch_rows rows = payout_of_batch(ctx, id);
  struct payouts list = {arena_array(ctx->arena, struct payout, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct payout_of_batch_row *row = &rows.items[i];
    list.items[i] = (struct payout){row->id,
                                    row->merchant_id,
                                    row->name,
                                    row->iban,
                                    row->account_holder,
                                    money_of(row->amount_minor, ctx->currency),
                                    (enum payout_state)row->state,
                                    row->reason};
  }
  return list;
}

struct merchant_statement payout_statement(struct ctx *ctx, struct merchant_id merchant) {
  struct ledger_sums payable = ledger_sums(ctx, ACCOUNT_PAYABLE, merchant.value);
  int64_t promised = 0, relieved = 0, unused = 0;
  struct payout_came_back_row back;
  struct payout_taken_back_row taken;
  must(payout_came_back(ctx, merchant, &back));
  must(payout_taken_back(ctx, merchant, &taken));
  struct payout_shops_rows shops = payout_shops(ctx, merchant);
  for (size_t i = 0; i < shops.count; i++) {
    struct ledger_sums promise = ledger_sums(ctx, ACCOUNT_PROMISE, shops.items[i].id.value);
    struct voucher_act_sums acts = voucher_act_sums(ctx, shops.items[i].id);
    promised += promise.debit_minor;
    relieved += promise.credit_minor;
    unused += acts.refunded_minor + acts.expired_minor + acts.reversed_minor;
  }
  enum currency currency = ctx->currency;
  int64_t unpaid = back.returned_minor + back.fetched_minor;
  return (struct merchant_statement){
      .sold = money_of(payable.credit_minor - unpaid, currency),
      .due = money_of(due_minor(&payable), currency),
      .under_way = money_of(payable.debit_pending_minor, currency),
      .paid = money_of(payable.debit_minor - unpaid - taken.amount_minor, currency),
      .taken_back = money_of(taken.amount_minor, currency),
      .outstanding = money_of(promised - relieved, currency),
      .redeemed = money_of(relieved - unused, currency),
  };
}
