/* A cheque that is not worth anything: whoever was credited gives back what nobody has used yet,
 * and what was used is the territory's loss, because the shop served in good faith. */
#include "base/fault.h"
#include "db/db.h"
#include "domain/counter/counter_in.h"
#include "domain/person/audit.h"
#include "domain/topup/reservation.h"
#include "domain/voucher/voucher_act.h"

struct returning {
  struct sale_id id;
  struct str reason;
  enum counter_result result;
};

static void move(struct ctx *ctx, struct account debit, struct account credit, int64_t amount_minor,
                 enum reason reason, int64_t cause) {
  if (amount_minor == 0) return;
  must(ledger_move(ctx,
                   &(struct transfer){.debit = debit,
                                      .credit = credit,
                                      .amount_minor = amount_minor,
                                      .reason = reason,
                                      .cause = cause},
                   NULL));
}

/* Who was credited at the sale. */
static struct account credited(struct ctx *ctx, const struct voucher *voucher) {
  if (voucher->shop_id.value == 0)
    return ledger_account(ctx, ACCOUNT_HELD, voucher->campaign_id.value);
  return ledger_account(ctx, ACCOUNT_PAYABLE, voucher->merchant_id.value);
}

/* The order's voucher or, if it was passed on, whatever it went on as. */
static struct voucher voucher_now(struct ctx *ctx, struct voucher_id id) {
  struct voucher voucher;
  do {
    must(voucher_find(ctx, id, &voucher));
    id = voucher.heir;
  } while (id.value != 0);
  return voucher;
}

static void block(struct ctx *ctx, const struct voucher *voucher, struct str reason) {
  cheque_block_voucher(ctx, voucher->id, VOUCHER_BLOCK_UNPAID, ctx->now);
  voucher_act_note(ctx, voucher,
                   &(struct voucher_act){
                       .kind = VOUCHER_ACT_BLOCK, .noun = VOUCHER_BLOCK_UNPAID, .note = reason});
}

/* One voucher of the sale; returns what of the cheque's money was used or paid back already. What
 * is left on it counts as the buyer's own money first, then as public money, which goes back into
 * its envelope.
 */
static int64_t take_back(struct ctx *ctx, struct order_id id, struct str reason) {
  struct order order;
  must(order_find(ctx, id, &order));
  struct voucher voucher = voucher_now(ctx, order.voucher_id);
  int64_t left = ledger_balance(ctx, (struct account_id){voucher.id.value});
  int64_t paid = order.amount.minor - order.top_up.minor;
  int64_t back = left < paid ? left : paid;
  move(ctx, (struct account){{voucher.id.value}, ACCOUNT_VOUCHER}, voucher_promise(ctx, &voucher),
       left, REASON_CHEQUE_VALUE_OFF, voucher.id.value);
  move(ctx, credited(ctx, &voucher), desk_account(ctx), back, REASON_CHEQUE_RETURNED,
       voucher.id.value);
  if (left > back) topup_return(ctx, order.id.value, credited(ctx, &voucher), left - back);
  block(ctx, &voucher, reason);
  return paid - back - refund_drop(ctx, order.id);
}

int64_t cheque_take_back(struct ctx *ctx, struct sale_id id, struct str reason) {
  struct sale_orders orders = sale_orders(ctx, id);
  int64_t lost = 0;
  for (size_t i = 0; i < orders.count; i++)
    lost += take_back(ctx, orders.items[i], reason);
  return lost;
}

static enum counter_result may_return(const struct sale_by_id_row *sale) {
  if (sale->tender != TENDER_CHEQUE) return COUNTER_NOT_A_CHEQUE;
  if (sale->has_cancelled_at) return COUNTER_SALE_CANCELLED;
  return sale->has_returned_at ? COUNTER_ALREADY_RETURNED : COUNTER_OK;
}

static bool return_body(struct ctx *ctx, void *arg) {
  struct returning *returning = arg;
  struct sale_by_id_row sale;
  returning->result = COUNTER_UNKNOWN_SALE;
  if (!sale_row(ctx, returning->id, &sale)) return false;
  if ((returning->result = may_return(&sale))) return false;
  if (sale.has_deposit_id) /* the bank had credited it, and takes it back */
    move(ctx, desk_account(ctx), ledger_account(ctx, ACCOUNT_BANK, 0), sale.amount_minor,
         REASON_CHEQUE_TAKEN_BACK, sale.id.value);
  int64_t lost = cheque_take_back(ctx, sale.id, returning->reason);
  move(ctx, ledger_account(ctx, ACCOUNT_DIFFERENCE, 0), desk_account(ctx), lost, REASON_CHEQUE_LOST,
       sale.id.value);
  must(cheque_set_returned(ctx, &(struct cheque_set_returned_params){
                                    sale.id, ctx->person, ctx->now, returning->reason, lost}) == 1);
  audit_write(ctx, S("counter.cheque_returned"), sale.id.value, returning->reason);
  return true;
}

enum counter_result cheque_return(struct ctx *ctx, struct sale_id id, struct str reason) {
  struct returning returning = {id, str_trim(reason), COUNTER_NO_REASON};
  if (returning.reason.len > 0) db_write(ctx, return_body, &returning);
  return returning.result;
}
