/* To the bank, and back: cash and cheques that are taken there, cheques that return unpaid. */
#include "base/fault.h"
#include "db/db.h"
#include "domain/counter/counter_in.h"
#include "domain/person/audit.h"

int64_t safe_minor(struct ctx *ctx) {
  struct safe_sum_row row;
  must(safe_sum(ctx, &row));
  return row.amount_minor;
}

/* Making one. */

struct depositing {
  const struct deposit_request *request;
  struct deposit_id id;
  enum counter_result result;
};

/* The takings of an own open box, or what lies in the safe. */
static enum counter_result cash_there(struct ctx *ctx, struct box_id id, int64_t *there_minor) {
  struct box_by_id_row box;
  if (id.value == 0) {
    *there_minor = safe_minor(ctx);
    return COUNTER_OK;
  }
  if (!box_row(ctx, id, &box)) return COUNTER_UNKNOWN_BOX;
  if (box.opened_by.value != ctx->person.value) return COUNTER_NOT_YOURS;
  if (box.state != BOX_OPEN) return COUNTER_ALREADY_DECIDED;
  *there_minor = box_expected_minor(ctx, id, box.float_minor) - box.float_minor;
  return COUNTER_OK;
}

static enum counter_result take_cash(struct ctx *ctx, const struct deposit_request *request,
                                     int64_t *amount_minor) {
  int64_t there_minor;
  *amount_minor = request->amount_minor;
  if (request->amount_minor <= 0) return COUNTER_NOTHING_TO_DEPOSIT;
  enum counter_result result = cash_there(ctx, request->box_id, &there_minor);
  if (result != COUNTER_OK) return result;
  return request->amount_minor <= there_minor ? COUNTER_OK : COUNTER_MORE_THAN_THERE;
}

/* Each once: one that went before is not taken again. */
static enum counter_result take_cheques(struct ctx *ctx, const struct depositing *depositing,
                                        int64_t *amount_minor) {
  const struct deposit_request *request = depositing->request;
  *amount_minor = 0;
  for (size_t i = 0; i < request->count; i++) {
    struct cheque_deposit_row cheque;
    if (!cheque_deposit(ctx, request->cheques[i], depositing->id, &cheque))
      return COUNTER_MORE_THAN_THERE;
    *amount_minor += cheque.amount_minor;
  }
  return request->count > 0 ? COUNTER_OK : COUNTER_NOTHING_TO_DEPOSIT;
}

static bool deposit_body(struct ctx *ctx, void *arg) {
  struct depositing *depositing = arg;
  const struct deposit_request *request = depositing->request;
  bool cash = request->tender == TENDER_CASH;
  int64_t amount_minor;
  depositing->id = (struct deposit_id){id_next(ctx->ids)};
  depositing->result =
      cash ? take_cash(ctx, request, &amount_minor) : take_cheques(ctx, depositing, &amount_minor);
  if (depositing->result != COUNTER_OK) return false;
  ledger_move(ctx,
              &(struct transfer){
                  .debit = ledger_account(ctx, ACCOUNT_BANK, 0),
                  .credit = desk_account(ctx),
                  .amount_minor = amount_minor,
                  .reason = REASON_CASH_BANKED,
                  .cause = depositing->id.value,
              },
              NULL);
  deposit_insert(ctx, &(struct deposit_insert_params){
                          .id = depositing->id,
                          .box_id = cash ? request->box_id : (struct box_id){0},
                          .tender = request->tender,
                          .amount_minor = amount_minor,
                          .cheques = cash ? 0 : (int64_t)request->count,
                          .slip = request->slip,
                          .made_by = ctx->person,
                          .made_at = ctx->now,
                      });
  audit_write(ctx, S("counter.deposit"), depositing->id.value,
              money_decimal(ctx->arena, amount_minor));
  return true;
}

enum counter_result deposit_make(struct ctx *ctx, const struct deposit_request *request) {
  struct depositing depositing = {.request = request};
  db_write(ctx, deposit_body, &depositing);
  return depositing.result;
}

/* Reading. */

static struct deposits deposits_of(struct ctx *ctx, const struct deposit_page_rows *rows) {
  struct deposits list = {arena_array(ctx->arena, struct deposit, rows->count), rows->count};
  for (size_t i = 0; i < rows->count; i++) {
    const struct deposit_page_row *row = &rows->items[i];
    list.items[i] = (struct deposit){row->id,
                                     row->box_id,
                                     (enum tender)row->tender,
                                     money_of(row->amount_minor, ctx->currency),
                                     row->cheques,
                                     row->slip,
                                     row->made_by,
                                     row->made_at};
  }
  return list;
}

struct deposits deposit_list(struct ctx *ctx) {
  struct deposit_page_rows rows = deposit_page(ctx);
  return deposits_of(ctx, &rows);
}

struct deposits deposit_list_of(struct ctx *ctx, struct box_id id) {
  struct deposit_page_rows rows = deposit_of_box(ctx, id);
  return deposits_of(ctx, &rows);
}
