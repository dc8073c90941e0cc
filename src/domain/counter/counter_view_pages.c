/* What several of the counter's pages show. */
#include "base/format.h"
#include "domain/counter/counter_pages.h"

struct url counter_root(const struct request *request) {
  struct url home = site_path(request, S("/"));
  return home.text.len > 1 ? home : (struct url){S("")};
}

struct str counter_signed(struct ctx *ctx, int64_t minor) {
  struct buf out = buf_in(ctx->arena);
  if (minor == 0) return S("");
  buf_add(&out, minor > 0 ? S("+") : S("−"));
  format_money(&out, ctx->language, money_of(minor > 0 ? minor : -minor, ctx->currency));
  return buf_str(&out);
}

struct counter_box counter_box_of(struct request *request, const struct cash_box *box) {
  struct ctx *ctx = request->ctx;
  bool counted = box->state != BOX_OPEN;
  int64_t difference = counted ? box->counted.minor - box->expected.minor : 0;
  return (struct counter_box){
      .root = counter_root(request),
      .id = id_text(ctx->arena, box->id.value),
      .opener = box->opener,
      .decider = box->decider,
      .note = box->note,
      .opened_at = box->opened_at,
      .counted_at = box->counted_at,
      .start = box->start,
      .cash_sales = box->cash_sales,
      .cheque_sales = box->cheque_sales,
      .deposited = box->deposited,
      .refunded = box->refunded,
      .expected = box->expected,
      .takings = money_sub(box->expected, box->start),
      .counted = box->counted,
      .difference = counter_signed(ctx, difference),
      .cash_count = box->cash_count,
      .cheque_count = box->cheque_count,
      .open = box->state == BOX_OPEN,
      .waits = box->state == BOX_COUNTED,
      .closed = box->state == BOX_CLOSED,
      .own = box->opened_by.value == request->session->person.value,
      .decided = box->decided,
  };
}

struct counter_sale_rows counter_sale_rows_of(struct request *request, const struct sales *sales) {
  struct ctx *ctx = request->ctx;
  struct counter_sale_rows rows = {arena_array(ctx->arena, struct counter_sale_row, sales->count),
                                   sales->count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct sale *sale = &sales->items[i];
    rows.items[i] = (struct counter_sale_row){
        .root = counter_root(request),
        .id = id_text(ctx->arena, sale->id.value),
        .buyer = sale->buyer_name,
        .number = sale->cheque_number,
        .bank = sale->cheque_bank,
        .note = sale->return_note,
        .amount = sale->amount,
        .lost = sale->lost,
        .vouchers = sale->vouchers,
        .cheque = sale->tender == TENDER_CHEQUE,
        .returned = sale->returned && !sale->cancelled,
        .cancelled = sale->cancelled,
        .deposited = sale->deposited,
        .at = sale->sold_at,
    };
  }
  return rows;
}

struct counter_deposit_rows counter_deposit_rows_of(struct ctx *ctx,
                                                    const struct deposits *deposits) {
  struct counter_deposit_rows rows = {
      arena_array(ctx->arena, struct counter_deposit_row, deposits->count), deposits->count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct deposit *one = &deposits->items[i];
    rows.items[i] = (struct counter_deposit_row){
        one->made_at, one->made_by, one->slip, one->amount, one->cheques, one->box_id.value != 0};
  }
  return rows;
}

struct counter_amounts counter_amounts_of(struct ctx *ctx, const struct campaign *campaign,
                                          struct str chosen) {
  struct counter_amounts amounts = {
      arena_array(ctx->arena, struct counter_amount, campaign->face_value_count + 1), 0};
  for (size_t i = 0; i < campaign->face_value_count; i++) {
    struct buf label = buf_in(ctx->arena);
    struct str value = money_decimal(ctx->arena, campaign->face_values[i]);
    format_money_short(&label, ctx->language, money_of(campaign->face_values[i], ctx->currency));
    amounts.items[amounts.count++] =
        (struct counter_amount){value, buf_str(&label), str_equal(value, chosen)};
  }
  return amounts;
}
