#include "domain/voucher/voucher_act.h"

#include "base/fault.h"
#include "voucher_act_sql.h"

enum message voucher_act_message(enum voucher_act_kind kind) {
  switch (kind) {
#define X(name, number, message)                                                                   \
  case VOUCHER_ACT_##name:                                                                         \
    return MSG_##message;
    VOUCHER_ACTS(X)
#undef X
  }
  must(false);
  return MSG_voucher_act_block;
}

void voucher_act_note(struct ctx *ctx, const struct voucher *voucher,
                      const struct voucher_act *act) {
  act_insert(ctx, &(struct act_insert_params){
                      .voucher_id = voucher->id,
                      .id = id_next(ctx->ids),
                      .kind = act->kind,
                      .shop_id = voucher->shop_id,
                      .amount_minor = act->amount_minor,
                      .balance_minor = act->balance_minor,
                      .noun_id = act->noun,
                      .person_id = ctx->person,
                      .till_id = act->till,
                      .note = act->note,
                      .has_expires_on = act->has_was_on,
                      .expires_on = act->was_on,
                      .created_at = ctx->now,
                  });
}

struct voucher_acts voucher_act_list(struct ctx *ctx, struct voucher_id id) {
  struct act_list_rows rows = act_list(ctx, id);
  struct voucher_acts list = {arena_array(ctx->arena, struct voucher_act, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct voucher_act){.kind = (enum voucher_act_kind)rows.items[i].kind,
                                         .amount_minor = rows.items[i].amount_minor,
                                         .balance_minor = rows.items[i].balance_minor,
                                         .noun = rows.items[i].noun_id,
                                         .person = rows.items[i].person_id,
                                         .till = rows.items[i].till_id,
                                         .note = rows.items[i].note,
                                         .at = rows.items[i].created_at};
  return list;
}

struct voucher_act_sums voucher_act_sums(struct ctx *ctx, struct shop_id shop) {
  struct act_sums_row row;
  must(act_sums(ctx, shop, &row));
  return (struct voucher_act_sums){row.refunded_minor, row.expired_minor, row.reversed_minor};
}
