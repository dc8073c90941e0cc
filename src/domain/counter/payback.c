/* Money given back at the counter: it leaves the box of who hands it over. */
#include "base/fault.h"
#include "db/db.h"
#include "domain/counter/counter_in.h"
#include "domain/person/audit.h"

struct paying {
  struct refund_id id;
  enum counter_result result;
};

/* The guards, in order; then nothing refuses. */
static enum counter_result may_pay(struct ctx *ctx, const struct refund *refund,
                                   const struct box_open_of_row *box) {
  struct sale_of_order_row sale;
  if (refund->via != PROVIDER_DESK || refund->stage != REFUND_STAGE_ASKED)
    return COUNTER_REFUND_GONE;
  if (sale_of_order(ctx, refund->order, &sale) && sale.tender == TENDER_CHEQUE &&
      !sale.has_deposit_id)
    return COUNTER_CHEQUE_HERE;
  int64_t there = box_expected_minor(ctx, box->id, box->float_minor);
  return refund->paid.minor <= there ? COUNTER_OK : COUNTER_NO_CASH;
}

static bool pay_body(struct ctx *ctx, void *arg) {
  struct paying *paying = arg;
  struct box_open_of_row box;
  struct refund refund;
  paying->result = COUNTER_NO_BOX;
  if (!box_open_of(ctx, ctx->person, &box)) return false;
  paying->result = COUNTER_UNKNOWN_REFUND;
  if (!refund_find(ctx, paying->id, &refund)) return false;
  if ((paying->result = may_pay(ctx, &refund, &box))) return false;
  refund_handed_over(ctx, &refund);
  counter_refund_insert(ctx, &(struct counter_refund_insert_params){
                                 refund.id, box.id, refund.paid.minor, ctx->person, ctx->now});
  audit_write(ctx, S("counter.refund"), refund.id.value,
              money_decimal(ctx->arena, refund.paid.minor));
  return true;
}

enum counter_result counter_pay_back(struct ctx *ctx, struct refund_id id) {
  struct paying paying = {.id = id};
  db_write(ctx, pay_body, &paying);
  return paying.result;
}

/* Reading. */

struct refunds counter_refunds_waiting(struct ctx *ctx) {
  struct refunds open = refund_open(ctx), list = {open.items, 0};
  for (size_t i = 0; i < open.count; i++)
    if (open.items[i].via == PROVIDER_DESK && open.items[i].stage == REFUND_STAGE_ASKED)
      list.items[list.count++] = open.items[i];
  return list;
}

bool counter_refund_by_cheque(struct ctx *ctx, const struct refund *refund) {
  struct sale_of_order_row sale;
  return sale_of_order(ctx, refund->order, &sale) && sale.tender == TENDER_CHEQUE;
}

bool paid_back_find(struct ctx *ctx, struct refund_id id, struct paid_back *paid) {
  struct counter_refund_by_id_row row;
  if (!counter_refund_by_id(ctx, id, &row)) return false;
  *paid = (struct paid_back){id, row.box_id, money_of(row.amount_minor, ctx->currency), row.paid_by,
                             row.paid_at};
  return true;
}

struct paid_backs paid_back_list(struct ctx *ctx, struct box_id id) {
  struct counter_refund_of_box_rows rows = counter_refund_of_box(ctx, id);
  struct paid_backs list = {arena_array(ctx->arena, struct paid_back, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] =
        (struct paid_back){.id = rows.items[i].id,
                           .box_id = id,
                           .amount = money_of(rows.items[i].amount_minor, ctx->currency),
                           .paid_at = rows.items[i].paid_at};
  return list;
}
