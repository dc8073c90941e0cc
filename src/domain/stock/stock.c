#include "domain/stock/stock.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "stock_sql.h"

RESULT_REFUSAL(stock, STOCK_RESULTS)
RESULT_STATUS(stock, STOCK_RESULTS)
RESULT_MESSAGE(stock, STOCK_RESULTS)

const char *stock_state_name(enum stock_state state) {
  static const char *const names[] = {"", "in_stock", "sold", "cancelled"};
  return names[state];
}

/* Printing. */

struct printing {
  struct lot lot;
  enum stock_result result;
};

static enum stock_result may_print(struct ctx *ctx, const struct lot *lot) {
  struct campaign campaign;
  struct shop shop;
  if (!campaign_find(ctx, lot->campaign_id, &campaign)) return STOCK_UNKNOWN_CAMPAIGN;
  if (campaign.state == CAMPAIGN_STATE_ENDED || campaign.closes_at.ms <= ctx->now.ms)
    return STOCK_CAMPAIGN_OVER;
  bool known = lot->shop_id.value != 0 && shop_find(ctx, lot->shop_id, &shop);
  if (campaign.wide ? lot->shop_id.value != 0 : !known) return STOCK_NO_SHOP;
  campaign.state = CAMPAIGN_STATE_OPEN; /* it may open later: only the amount is asked */
  if (campaign_sells(&campaign, campaign.opens_at, lot->amount.minor) != CAMPAIGN_OK)
    return STOCK_AMOUNT;
  if (lot->vouchers < 1 || lot->vouchers > STOCK_LOT_MAX || lot->booklet < 1 ||
      lot->booklet > STOCK_ROW_MAX || lot->vouchers % lot->booklet != 0)
    return STOCK_COUNT;
  return STOCK_OK;
}

static void print_one(struct ctx *ctx, const struct lot *lot, int64_t number) {
  stock_insert(ctx, &(struct stock_insert_params){.voucher_id = voucher_new_id(ctx),
                                                  .lot_id = lot->id,
                                                  .number = number,
                                                  .made_by = ctx->person,
                                                  .made_at = ctx->now});
}

static bool print_body(struct ctx *ctx, void *arg) {
  struct printing *printing = arg;
  struct lot *lot = &printing->lot;
  struct lot_serial_next_row next;
  if ((printing->result = may_print(ctx, lot))) return false;
  must(lot_serial_next(ctx, &next));
  lot->id = (struct lot_id){id_next(ctx->ids)};
  lot->serial = next.serial;
  lot_insert(ctx, &(struct lot_insert_params){.id = lot->id,
                                              .serial = lot->serial,
                                              .campaign_id = lot->campaign_id,
                                              .shop_id = lot->shop_id,
                                              .amount_minor = lot->amount.minor,
                                              .vouchers = lot->vouchers,
                                              .booklet = lot->booklet,
                                              .made_by = ctx->person,
                                              .made_at = ctx->now});
  for (int64_t number = 1; number <= lot->vouchers; number++)
    print_one(ctx, lot, number);
  audit_write(ctx, S("stock.print"), lot->id.value,
              str_format(ctx->arena, "%lld x %.*s", (long long)lot->vouchers,
                         STR_ARG(money_decimal(ctx->arena, lot->amount.minor))));
  return true;
}

enum stock_result stock_print(struct ctx *ctx, const struct lot *lot, struct lot_id *id) {
  struct printing printing = {.lot = *lot};
  db_write(ctx, print_body, &printing);
  *id = printing.lot.id;
  return printing.result;
}

/* Reading. */

static struct lot lot_of(const struct ctx *ctx, const struct lot_by_id_row *row) {
  return (struct lot){.id = row->id,
                      .serial = row->serial,
                      .campaign_id = row->campaign_id,
                      .shop_id = row->shop_id,
                      .amount = money_of(row->amount_minor, ctx->currency),
                      .vouchers = row->vouchers,
                      .booklet = row->booklet,
                      .made_at = row->made_at,
                      .here = row->here,
                      .sold = row->sold,
                      .cancelled = row->vouchers - row->here - row->sold};
}

bool lot_find(struct ctx *ctx, struct lot_id id, struct lot *lot) {
  struct lot_by_id_rows rows = lot_by_id(ctx, id);
  if (rows.count == 0) return false;
  *lot = lot_of(ctx, &rows.items[0]);
  return true;
}

struct lots lot_list(struct ctx *ctx) {
  struct lot_by_id_rows rows = lot_page(ctx);
  struct lots list = {arena_array(ctx->arena, struct lot, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = lot_of(ctx, &rows.items[i]);
  return list;
}

static struct stock_vouchers vouchers_of(struct ctx *ctx, const struct stock_of_lot_rows *rows) {
  struct stock_vouchers list = {arena_array(ctx->arena, struct stock_voucher, rows->count),
                                rows->count};
  for (size_t i = 0; i < rows->count; i++)
    list.items[i] = (struct stock_voucher){rows->items[i].voucher_id, rows->items[i].number,
                                           (enum stock_state)rows->items[i].state,
                                           rows->items[i].note, rows->items[i].changed_at};
  return list;
}

struct stock_vouchers stock_list(struct ctx *ctx, struct lot_id id) {
  struct stock_of_lot_rows rows = stock_of_lot(ctx, id);
  return vouchers_of(ctx, &rows);
}

struct str stock_serial(struct ctx *ctx, const struct lot *lot, int64_t number) {
  return str_format(ctx->arena, "%lld-%03lld", (long long)lot->serial, (long long)number);
}

/* Rows. */

/* "3-017" or "3-17"; a code of twelve signs is grouped otherwise. */
static bool read_serial(struct str typed, int64_t *serial, int64_t *number) {
  struct str rest, first = str_cut(str_trim(typed), '-', &rest);
  return first.len <= 6 && rest.len <= 3 && str_to_int(first, serial) && str_to_int(rest, number);
}

static bool find_one(struct ctx *ctx, struct str typed, struct lot_id *lot, int64_t *number) {
  struct stock_by_serial_row by_serial;
  struct stock_by_voucher_row by_voucher;
  struct voucher_id voucher;
  int64_t serial;
  if (read_serial(typed, &serial, number)) {
    if (!stock_by_serial(ctx, serial, *number, &by_serial)) return false;
    *lot = by_serial.lot_id;
    return true;
  }
  if (voucher_code_read(ctx, typed, &voucher) != VOUCHER_CODE_OK ||
      !stock_by_voucher(ctx, voucher, &by_voucher))
    return false;
  *lot = by_voucher.lot_id;
  *number = by_voucher.number;
  return true;
}

enum stock_result stock_row(struct ctx *ctx, struct str first, struct str last,
                            struct stock_row *row) {
  struct lot_id lot, other;
  if (str_is_empty(str_trim(last))) last = first;
  if (!find_one(ctx, first, &lot, &row->first) || !find_one(ctx, last, &other, &row->last) ||
      !lot_find(ctx, lot, &row->lot))
    return STOCK_UNKNOWN;
  if (lot.value != other.value || row->last < row->first) return STOCK_ROW;
  if (row->last - row->first >= STOCK_ROW_MAX) return STOCK_ROW_TOO_LONG;
  return STOCK_OK;
}

/* Invariants 2 and 3: all of the row leave together, or none. */
static bool leave(struct ctx *ctx, const struct stock_row *row, enum stock_state state,
                  struct str note) {
  return stock_leave(ctx, &(struct stock_leave_params){.lot_id = row->lot.id,
                                                       .first = row->first,
                                                       .last = row->last,
                                                       .state = state,
                                                       .note = note,
                                                       .changed_by = ctx->person,
                                                       .changed_at = ctx->now}) ==
         row->last - row->first + 1;
}

bool stock_take(struct ctx *ctx, const struct stock_row *row, struct stock_vouchers *taken) {
  if (!leave(ctx, row, STOCK_SOLD, S(""))) return false;
  struct stock_of_lot_rows rows = stock_of_row(ctx, row->lot.id, row->first, row->last);
  *taken = vouchers_of(ctx, &rows);
  return true;
}

struct cancelling {
  struct str first, last, note;
  enum stock_result result;
};

static bool cancel_body(struct ctx *ctx, void *arg) {
  struct cancelling *cancelling = arg;
  struct stock_row row;
  if ((cancelling->result = stock_row(ctx, cancelling->first, cancelling->last, &row)))
    return false;
  if (!leave(ctx, &row, STOCK_CANCELLED, cancelling->note)) {
    cancelling->result = STOCK_NOT_HERE;
    return false;
  }
  audit_write(ctx, S("stock.cancel"), row.lot.id.value,
              str_format(ctx->arena, "%.*s–%lld: %.*s",
                         STR_ARG(stock_serial(ctx, &row.lot, row.first)), (long long)row.last,
                         STR_ARG(cancelling->note)));
  return true;
}

enum stock_result stock_cancel(struct ctx *ctx, struct str first, struct str last,
                               struct str note) {
  struct cancelling cancelling = {first, last, str_trim(note), STOCK_NO_NOTE};
  if (cancelling.note.len > 0) db_write(ctx, cancel_body, &cancelling);
  return cancelling.result;
}
