#include "domain/failure/failure_in.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/life/refund.h"
#include "domain/person/audit.h"
#include "domain/shop/shop_index.h"
#include "failure_sql.h"

RESULT_REFUSAL(failure, FAILURE_RESULTS)
RESULT_STATUS(failure, FAILURE_RESULTS)
RESULT_MESSAGE(failure, FAILURE_RESULTS)

/* Marking. */

struct marking {
  const struct failure_wish *wish;
  struct failure_id id;
  enum failure_result result;
};

static enum failure_result may_mark(struct ctx *ctx, const struct failure_wish *wish) {
  struct merchant merchant;
  struct failure_batch_row batch;
  struct failure_is_thawing_row thawing;
  struct failure failure;
  if (!merchant_find(ctx, wish->merchant, &merchant)) return FAILURE_UNKNOWN;
  if (str_trim(wish->reason).len == 0) return FAILURE_NO_REASON;
  if (wish->failed_on.number > zone_day(ctx->zone, ctx->now).number) return FAILURE_BAD_DAY;
  if (wish->has_claims_until && wish->claims_until.number < wish->failed_on.number)
    return FAILURE_BAD_UNTIL;
  if (failure_now(ctx, wish->merchant, &failure)) return FAILURE_ALREADY;
  if (failure_is_thawing(ctx, wish->merchant, &thawing)) return FAILURE_THAWING;
  return failure_batch(ctx, wish->merchant, &batch) ? FAILURE_IN_BATCH : FAILURE_OK;
}

static void stop_shops(struct ctx *ctx, struct merchant_id merchant, struct failure_id id) {
  struct shops shops = shop_list_by_merchant(ctx, merchant);
  for (size_t i = 0; i < shops.count; i++) {
    struct shop_id shop = shops.items[i].id;
    if (shops.items[i].takes_vouchers) {
      failure_shop_insert(ctx, id, shop);
      shop_take_vouchers(ctx, shop, false);
    } else {
      shop_index(ctx, shop);
    }
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
                                      .has_claims_until = wish->has_claims_until,
                                      .claims_until = wish->claims_until,
                                      .noted_by = ctx->person,
                                      .noted_at = ctx->now};
  if (failure_insert(ctx, &row) == 0) {
    marking->result = FAILURE_ALREADY;
    return false;
  }
  stop_shops(ctx, wish->merchant, marking->id);
  audit_write(ctx, S("failure.mark"), wish->merchant.value, row.reason);
  return true;
}

enum failure_result failure_mark(struct ctx *ctx, const struct failure_wish *wish,
                                 struct failure_id *id) {
  struct marking marking = {.wish = wish};
  if (db_write(ctx, mark_body, &marking)) failure_begin(ctx, marking.id);
  *id = marking.id;
  return marking.result;
}

/* Taking back. */

/* Lists say again whether they are open. */
static void index_shops(struct ctx *ctx, struct merchant_id merchant) {
  struct shops shops = shop_list_by_merchant(ctx, merchant);
  for (size_t i = 0; i < shops.count; i++)
    shop_index(ctx, shops.items[i].id);
}

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
  index_shops(ctx, failure.merchant);
  audit_write(ctx, S("failure.lift"), failure.merchant.value, lifting->note);
  lifting->result = FAILURE_OK;
  return true;
}

enum failure_result failure_lift(struct ctx *ctx, struct failure_id id, struct str note) {
  struct lifting lifting = {.id = id, .note = str_trim(note)};
  if (db_write(ctx, lift_body, &lifting)) failure_begin(ctx, id);
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
                          .has_claims_until = row->has_claims_until,
                          .claims_until = row->claims_until,
                          .noted_at = row->noted_at,
                          .lifted_at = row->lifted_at,
                          .lifted = row->has_lifted_at,
                          .state = (enum failure_state)row->state,
                          .turned = row->turned};
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

/* Whoever holds it now claims it: the one it was passed on to, else whom a gift was for, else its
 * buyer. */
static struct claim_line line_of(const struct ctx *ctx, const struct failure_claim_row *row) {
  struct voucher voucher = {.amount = money_of(row->amount_minor, ctx->currency),
                            .top_up = money_of(row->top_up_minor, ctx->currency),
                            .refunded = money_of(row->refunded_minor, ctx->currency)};
  int64_t buyers = refund_buyers_part(&voucher, row->balance_minor);
  bool gift = row->recipient_name.len > 0, passed = row->has_holder_email;
  struct claim_line line = {.voucher = row->id,
                            .holder = gift ? row->recipient_name : row->buyer_name,
                            .email = row->gift_sent ? row->recipient_email : row->buyer_email,
                            .payer = gift ? row->buyer_name : S(""),
                            .bought_at = row->issued_at,
                            .left = money_of(row->balance_minor, ctx->currency),
                            .buyers_part = money_of(buyers, ctx->currency),
                            .public_part = money_of(row->balance_minor - buyers, ctx->currency)};
  if (!passed) return line;
  line.holder = row->holder_name;
  line.email = row->holder_email;
  line.payer = row->giver;
  return line;
}

struct claiming {
  const struct ctx *ctx;
  struct claim_sums sums;
  void (*each)(void *arg, const struct claim_line *line);
  void *arg;
};

static void claim(void *arg, const struct failure_claim_row *row) {
  struct claiming *claiming = arg;
  struct claim_line line = line_of(claiming->ctx, row);
  claiming->sums.count++;
  claiming->sums.left_minor += line.left.minor;
  claiming->sums.buyers_minor += line.buyers_part.minor;
  claiming->sums.public_minor += line.public_part.minor;
  if (claiming->each) claiming->each(claiming->arg, &line);
}

struct claim_sums failure_claims(struct ctx *ctx, struct merchant_id merchant,
                                 void (*each)(void *arg, const struct claim_line *line),
                                 void *arg) {
  struct claiming claiming = {.ctx = ctx, .each = each, .arg = arg};
  failure_claim(ctx, merchant, claim, &claiming);
  return claiming.sums;
}

int64_t failure_owed_minor(struct ctx *ctx, struct merchant_id merchant) {
  struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_PAYABLE, merchant.value);
  return sums.credit_minor - sums.debit_minor;
}
