#include "domain/failure/failure.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/life/holder.h"
#include "domain/life/refund.h"
#include "domain/notice/notice.h"
#include "domain/person/audit.h"
#include "domain/voucher/voucher_act.h"
#include "failure_sql.h"

RESULT_REFUSAL(failure, FAILURE_RESULTS)
RESULT_STATUS(failure, FAILURE_RESULTS)
RESULT_MESSAGE(failure, FAILURE_RESULTS)

enum { PAGE = 500 };

/* Vouchers. */

/* One that was blocked before for another reason stays so. */
static void turn_voucher(struct ctx *ctx, const struct failure_open_row *row, bool freeze,
                         struct str note) {
  struct voucher voucher;
  if ((freeze ? failure_freeze(ctx, row->id, ctx->now) : failure_thaw(ctx, row->id)) == 0) return;
  must(voucher_find(ctx, row->id, &voucher));
  struct voucher_act act = {.kind = freeze ? VOUCHER_ACT_BLOCK : VOUCHER_ACT_UNBLOCK,
                            .balance_minor = row->balance_minor,
                            .noun = VOUCHER_BLOCK_FAILED,
                            .note = note};
  voucher_act_note(ctx, &voucher, &act);
  holder_tell(ctx, &voucher, freeze ? NOTICE_SHOP_FAILED : NOTICE_SHOP_BACK);
}

static void turn_vouchers(struct ctx *ctx, struct merchant_id merchant, bool freeze,
                          struct str note) {
  struct voucher_id after = {0};
  struct failure_open_rows rows;
  do {
    rows = failure_open(ctx, merchant, after);
    for (size_t i = 0; i < rows.count; i++) {
      turn_voucher(ctx, &rows.items[i], freeze, note);
      after = rows.items[i].id;
    }
  } while (rows.count == PAGE);
}

/* Marking. */

struct marking {
  const struct failure_wish *wish;
  struct failure_id id;
  enum failure_result result;
};

static enum failure_result may_mark(struct ctx *ctx, const struct failure_wish *wish) {
  struct merchant merchant;
  struct failure_batch_row batch;
  struct failure failure;
  if (!merchant_find(ctx, wish->merchant, &merchant)) return FAILURE_UNKNOWN;
  if (str_trim(wish->reason).len == 0) return FAILURE_NO_REASON;
  if (wish->failed_on.number > zone_day(ctx->zone, ctx->now).number) return FAILURE_BAD_DAY;
  if (failure_now(ctx, wish->merchant, &failure)) return FAILURE_ALREADY;
  return failure_batch(ctx, wish->merchant, &batch) ? FAILURE_IN_BATCH : FAILURE_OK;
}

static void stop_shops(struct ctx *ctx, struct merchant_id merchant, struct failure_id id) {
  struct shops shops = shop_list_by_merchant(ctx, merchant);
  for (size_t i = 0; i < shops.count; i++) {
    if (!shops.items[i].takes_vouchers) continue;
    failure_shop_insert(ctx, id, shops.items[i].id);
    shop_take_vouchers(ctx, shops.items[i].id, false);
  }
}

static bool mark_body(struct ctx *ctx, void *arg) {
  struct marking *marking = arg;
  const struct failure_wish *wish = marking->wish;
  if ((marking->result = may_mark(ctx, wish))) return false;
  marking->id = (struct failure_id){id_next(ctx->ids)};
  struct failure_insert_params row = {.id = marking->id,
                                      .merchant_id = wish->merchant,
                                      .failed_on = wish->failed_on,
                                      .reason = str_trim(wish->reason),
                                      .trustee = str_trim(wish->trustee),
                                      .noted_by = ctx->person,
                                      .noted_at = ctx->now};
  if (failure_insert(ctx, &row) == 0) {
    marking->result = FAILURE_ALREADY;
    return false;
  }
  stop_shops(ctx, wish->merchant, marking->id);
  turn_vouchers(ctx, wish->merchant, true, row.reason);
  audit_write(ctx, S("failure.mark"), wish->merchant.value, row.reason);
  return true;
}

enum failure_result failure_mark(struct ctx *ctx, const struct failure_wish *wish,
                                 struct failure_id *id) {
  struct marking marking = {.wish = wish};
  db_write(ctx, mark_body, &marking);
  *id = marking.id;
  return marking.result;
}

/* Taking back. */

struct lifting {
  struct failure_id id;
  struct str note;
  enum failure_result result;
};

static bool lift_body(struct ctx *ctx, void *arg) {
  struct lifting *lifting = arg;
  struct failure failure;
  lifting->result = FAILURE_UNKNOWN;
  if (!failure_find(ctx, lifting->id, &failure)) return false;
  lifting->result = FAILURE_NO_REASON;
  if (lifting->note.len == 0) return false;
  lifting->result = FAILURE_LIFTED;
  if (failure_set_lifted(ctx, &(struct failure_set_lifted_params){failure.id, ctx->person, ctx->now,
                                                                  lifting->note}) == 0)
    return false;
  struct failure_shop_list_rows shops = failure_shop_list(ctx, failure.id);
  for (size_t i = 0; i < shops.count; i++)
    shop_take_vouchers(ctx, shops.items[i].shop_id, true);
  turn_vouchers(ctx, failure.merchant, false, lifting->note);
  audit_write(ctx, S("failure.lift"), failure.merchant.value, lifting->note);
  lifting->result = FAILURE_OK;
  return true;
}

enum failure_result failure_lift(struct ctx *ctx, struct failure_id id, struct str note) {
  struct lifting lifting = {.id = id, .note = str_trim(note)};
  db_write(ctx, lift_body, &lifting);
  return lifting.result;
}

/* Reading. */

static struct failure failure_from(const struct failure_page_row *row) {
  return (struct failure){.id = row->id,
                          .merchant = row->merchant_id,
                          .name = row->name,
                          .siren = row->siren,
                          .reason = row->reason,
                          .trustee = row->trustee,
                          .lift_note = row->lift_note,
                          .failed_on = row->failed_on,
                          .noted_at = row->noted_at,
                          .lifted_at = row->lifted_at,
                          .lifted = row->has_lifted_at};
}

static bool first(struct failure_page_rows rows, struct failure *failure) {
  if (rows.count > 0) *failure = failure_from(&rows.items[0]);
  return rows.count > 0;
}

bool failure_find(struct ctx *ctx, struct failure_id id, struct failure *failure) {
  return first(failure_by_id(ctx, id), failure);
}

bool failure_now(struct ctx *ctx, struct merchant_id merchant, struct failure *failure) {
  return first(failure_of(ctx, merchant), failure);
}

struct failures failure_list(struct ctx *ctx) {
  struct failure_page_rows rows = failure_page(ctx);
  struct failures list = {arena_array(ctx->arena, struct failure, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = failure_from(&rows.items[i]);
  return list;
}

/* Whoever holds it now claims it; a printed one is its buyer's. */
static void set_holder(struct ctx *ctx, const struct voucher *voucher, struct claim_line *line) {
  struct holder holder;
  if (!holder_find(ctx, voucher, &holder)) return;
  line->email = holder.email;
  if (holder.buyer) return;
  line->holder = holder.name;
  line->payer = holder.giver;
}

static struct claim_line line_of(struct ctx *ctx, const struct failure_open_row *row) {
  struct voucher voucher;
  must(voucher_find(ctx, row->id, &voucher));
  int64_t buyers = refund_buyers_part(&voucher, row->balance_minor);
  bool gift = row->recipient_name.len > 0;
  struct claim_line line = {.voucher = row->id,
                            .holder = gift ? row->recipient_name : row->buyer_name,
                            .email = row->buyer_email,
                            .payer = gift ? row->buyer_name : S(""),
                            .bought_at = row->issued_at,
                            .left = money_of(row->balance_minor, ctx->currency),
                            .buyers_part = money_of(buyers, ctx->currency),
                            .public_part = money_of(row->balance_minor - buyers, ctx->currency)};
  set_holder(ctx, &voucher, &line);
  return line;
}

struct claim_sums failure_claims(struct ctx *ctx, struct merchant_id merchant,
                                 void (*each)(void *arg, const struct claim_line *line),
                                 void *arg) {
  struct claim_sums sums = {0};
  struct voucher_id after = {0};
  struct failure_open_rows rows;
  do {
    rows = failure_open(ctx, merchant, after);
    for (size_t i = 0; i < rows.count; i++) {
      struct claim_line line = line_of(ctx, &rows.items[i]);
      sums.count++;
      sums.left_minor += line.left.minor;
      sums.buyers_minor += line.buyers_part.minor;
      sums.public_minor += line.public_part.minor;
      if (each) each(arg, &line);
      after = line.voucher;
    }
  } while (rows.count == PAGE);
  return sums;
}

int64_t failure_owed_minor(struct ctx *ctx, struct merchant_id merchant) {
  struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_PAYABLE, merchant.value);
  return sums.credit_minor - sums.debit_minor;
}
