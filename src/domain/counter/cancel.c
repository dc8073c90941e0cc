/* A sale that is undone on the spot: a wrong shop, a wrong sum, a buyer who changes his mind. */
#include "base/fault.h"
#include "db/db.h"
#include "domain/counter/counter_in.h"
#include "domain/person/audit.h"

struct cancelling {
  struct sale_id id;
  struct str note;
  enum counter_result result;
};

/* All of it is on the voucher still, and the voucher is the one that was sold. */
static bool untouched(struct ctx *ctx, struct order_id id) {
  struct order order;
  struct voucher voucher;
  must(order_find(ctx, id, &order) && voucher_find(ctx, order.voucher_id, &voucher));
  return !voucher.blocked && voucher.heir.value == 0 &&
         ledger_balance(ctx, (struct account_id){voucher.id.value}) == voucher.amount.minor;
}

enum counter_result sale_may_cancel(struct ctx *ctx, const struct sale *sale) {
  struct box_open_of_row box;
  if (sale->cancelled) return COUNTER_SALE_CANCELLED;
  if (sale->returned) return COUNTER_ALREADY_RETURNED;
  if (!box_open_of(ctx, ctx->person, &box) || box.id.value != sale->box_id.value)
    return COUNTER_CANCEL_LATE;
  if (sale->deposited) return COUNTER_CHEQUE_GONE;
  struct sale_orders orders = sale_orders(ctx, sale->id);
  for (size_t i = 0; i < orders.count; i++)
    if (!untouched(ctx, orders.items[i])) return COUNTER_SALE_USED;
  return COUNTER_OK;
}

/* Each voucher's money goes back the way it came, and what the buyer paid leaves the box. */
static void give_cash_back(struct ctx *ctx, const struct sale *sale, struct str note) {
  struct sale_orders orders = sale_orders(ctx, sale->id);
  for (size_t i = 0; i < orders.count; i++) {
    struct order order;
    must(order_find(ctx, orders.items[i], &order));
    struct refund_answer answer = refund_in_hand_within(ctx, order.voucher_id, note);
    must(answer.result == REFUND_RESULT_OK);
    counter_refund_insert(
        ctx, &(struct counter_refund_insert_params){
                 answer.refund.id, sale->box_id, answer.refund.paid.minor, ctx->person, ctx->now});
  }
}

/* The cheque is handed back: it has paid for nothing. */
static void give_cheque_back(struct ctx *ctx, const struct sale *sale, struct str note) {
  must(cheque_take_back(ctx, sale->id, note) == 0);
  must(cheque_set_returned(ctx, &(struct cheque_set_returned_params){sale->id, ctx->person,
                                                                     ctx->now, note, 0}) == 1);
}

static bool cancel_body(struct ctx *ctx, void *arg) {
  struct cancelling *cancelling = arg;
  struct sale sale;
  struct box_open_of_row box;
  cancelling->result = COUNTER_UNKNOWN_SALE;
  if (!sale_find(ctx, cancelling->id, &sale)) return false;
  if ((cancelling->result = sale_may_cancel(ctx, &sale))) return false;
  must(box_open_of(ctx, ctx->person, &box));
  bool cash = sale.tender == TENDER_CASH;
  cancelling->result = COUNTER_NO_CASH;
  if (cash && box_expected_minor(ctx, box.id, box.float_minor) < sale.amount.minor) return false;
  must(sale_set_cancelled(ctx, sale.id, cancelling->note, ctx->now) == 1);
  if (cash)
    give_cash_back(ctx, &sale, cancelling->note);
  else
    give_cheque_back(ctx, &sale, cancelling->note);
  audit_write(ctx, S("counter.cancel"), sale.id.value, cancelling->note);
  cancelling->result = COUNTER_OK;
  return true;
}

enum counter_result sale_cancel(struct ctx *ctx, struct sale_id id, struct str note) {
  struct cancelling cancelling = {id, str_trim(note), COUNTER_NO_CANCEL_NOTE};
  if (cancelling.note.len > 0) db_write(ctx, cancel_body, &cancelling);
  return cancelling.result;
}
