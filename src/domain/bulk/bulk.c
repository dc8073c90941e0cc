#include "domain/bulk/bulk_in.h"

#include "base/email.h"
#include "base/fault.h"
#include "base/results.h"
#include "bulk_sql.h"
#include "db/db.h"
#include "domain/bank/bank.h"
#include "domain/failure/failure.h"
#include "domain/person/audit.h"

RESULT_STATUS(bulk, BULK_RESULTS)
RESULT_MESSAGE(bulk, BULK_RESULTS)

enum message bulk_state_message(enum bulk_state state) {
  static const enum message states[] = {
#define X(name, number, message) [number] = MSG_##message,
      BULK_STATES(X)
#undef X
  };
  return states[state];
}

enum message bulk_problem_message(enum bulk_problem problem) {
  static const enum message problems[] = {
#define X(name, message) MSG_##message,
      BULK_PROBLEMS(X)
#undef X
  };
  return problems[problem];
}

/* Issuers. */

static struct issuer issuer_of(struct ctx *ctx, struct issuer_id id, struct str name,
                               struct str email) {
  struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_ISSUER, id.value);
  return (struct issuer){.id = id,
                         .name = name,
                         .email = email,
                         .issued = money_of(sums.debit_minor, ctx->currency),
                         .paid = money_of(sums.credit_minor, ctx->currency),
                         .owed = money_of(sums.debit_minor - sums.credit_minor, ctx->currency)};
}

struct issuers issuer_list(struct ctx *ctx) {
  struct issuer_all_rows rows = issuer_all(ctx);
  struct issuers list = {arena_array(ctx->arena, struct issuer, rows.count + 1), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = issuer_of(ctx, rows.items[i].id, rows.items[i].name, rows.items[i].email);
  return list;
}

bool issuer_find(struct ctx *ctx, struct issuer_id id, struct issuer *issuer) {
  struct issuer_by_id_row row;
  if (!issuer_by_id(ctx, id, &row)) return false;
  *issuer = issuer_of(ctx, id, row.name, row.email);
  return true;
}

struct keeping {
  struct str name, email;
  struct issuer_id id;
};

static bool keep_body(struct ctx *ctx, void *arg) {
  struct keeping *keeping = arg;
  struct issuer_by_name_row known;
  if (issuer_by_name(ctx, keeping->name, &known)) {
    keeping->id = known.id;
    return false;
  }
  keeping->id = (struct issuer_id){id_next(ctx->ids)};
  issuer_insert(ctx, &(struct issuer_insert_params){.id = keeping->id,
                                                    .name = keeping->name,
                                                    .email = keeping->email,
                                                    .created_at = ctx->now});
  audit_write(ctx, S("issuer.keep"), keeping->id.value, keeping->name);
  return true;
}

enum bulk_result issuer_keep(struct ctx *ctx, struct str name, struct str email,
                             struct issuer_id *id) {
  struct keeping keeping = {.name = str_trim(name), .email = str_trim(email)};
  if (keeping.name.len == 0) return BULK_RESULT_NO_ISSUER;
  if (keeping.email.len > 0 && !email_read(ctx->arena, keeping.email, &keeping.email))
    return BULK_RESULT_BAD_EMAIL;
  db_write(ctx, keep_body, &keeping);
  *id = keeping.id;
  return BULK_RESULT_OK;
}

struct paying {
  struct issuer_id id;
  struct bank_line_id line;
  enum bulk_result result;
};

static bool pay_body(struct ctx *ctx, void *arg) {
  struct paying *paying = arg;
  struct issuer issuer;
  paying->result = BULK_RESULT_UNKNOWN;
  if (!issuer_find(ctx, paying->id, &issuer)) return false;
  paying->result = BULK_RESULT_NOT_OWED;
  struct account to = ledger_account(ctx, ACCOUNT_ISSUER, paying->id.value);
  if (!bank_give(ctx, paying->line, to, REASON_ISSUER_PAID, issuer.owed.minor)) return false;
  audit_write(ctx, S("issuer.pay"), paying->id.value, issuer.name);
  paying->result = BULK_RESULT_OK;
  return true;
}

enum bulk_result issuer_pay(struct ctx *ctx, struct issuer_id id, int64_t bank_line) {
  struct paying paying = {.id = id, .line = {bank_line}};
  db_write(ctx, pay_body, &paying);
  return paying.result;
}

/* Terms. */

static bool shop_has_failed(struct ctx *ctx, struct shop_id id) {
  struct shop shop;
  struct failure failure;
  return id.value != 0 && shop_find(ctx, id, &shop) && failure_now(ctx, shop.merchant_id, &failure);
}

enum bulk_result bulk_check_terms(struct ctx *ctx, const struct bulk_terms *terms,
                                  struct shop_id *shop_id) {
  struct issuer_by_id_row issuer;
  struct campaign campaign;
  struct shop shop;
  *shop_id = (struct shop_id){0};
  if (!issuer_by_id(ctx, terms->issuer_id, &issuer)) return BULK_RESULT_NO_ISSUER;
  if (!campaign_find(ctx, terms->campaign_id, &campaign) ||
      campaign.state == CAMPAIGN_STATE_DRAFT || campaign.state == CAMPAIGN_STATE_ENDED)
    return BULK_RESULT_NO_CAMPAIGN;
  if (!campaign.wide) {
    bool known = shop_find_by_slug(ctx, terms->shop, &shop);
    if (known && shop_has_failed(ctx, shop.id)) return BULK_RESULT_SHOP_FAILED;
    if (!known || !shop.takes_vouchers || shop.gone) return BULK_RESULT_NO_SHOP;
    *shop_id = shop.id;
  }
  struct day today = zone_day(ctx->zone, ctx->now);
  if (terms->expires_on.number < terms->redeemable_on.number ||
      terms->expires_on.number < today.number)
    return BULK_RESULT_BAD_DAYS;
  return BULK_RESULT_OK;
}

/* Issuing. */

struct issuing {
  struct bulk_id id;
  enum bulk_state to;
  enum bulk_result result;
  size_t done;
};

static bool set_state(struct ctx *ctx, struct bulk_id id, enum bulk_state was, enum bulk_state to) {
  return bulk_set_state(ctx, &(struct bulk_set_state_params){.id = id,
                                                             .was = was,
                                                             .state = to,
                                                             .decided_by = ctx->person,
                                                             .decided_at = ctx->now}) == 1;
}

static enum bulk_result may_begin(struct ctx *ctx, const struct bulk *bulk) {
  if (bulk->state == BULK_ISSUED || bulk->state == BULK_DROPPED) return BULK_RESULT_ALREADY_DECIDED;
  if (bulk->prepared_by.value == ctx->person.value) return BULK_RESULT_SAME_PERSON;
  if (shop_has_failed(ctx, bulk->shop_id)) return BULK_RESULT_SHOP_FAILED;
  return bulk->good > 0 ? BULK_RESULT_OK : BULK_RESULT_NOTHING_LEFT;
}

/* Its shop failed while it was issued: what is issued is frozen with the others of that shop. */
static bool stop(struct ctx *ctx, struct issuing *issuing) {
  must(set_state(ctx, issuing->id, BULK_ISSUING, BULK_STOPPED));
  audit_write(ctx, S("bulk.stop"), issuing->id.value, S(""));
  issuing->result = BULK_RESULT_STOPPED_HALF_WAY;
  return true;
}

static bool begin_body(struct ctx *ctx, void *arg) {
  struct issuing *issuing = arg;
  struct bulk bulk;
  issuing->result = BULK_RESULT_UNKNOWN;
  if (!bulk_find(ctx, issuing->id, &bulk)) return false;
  issuing->result = may_begin(ctx, &bulk);
  if (issuing->result == BULK_RESULT_SHOP_FAILED && bulk.state == BULK_ISSUING)
    return stop(ctx, issuing);
  if (issuing->result != BULK_RESULT_OK || bulk.state == BULK_ISSUING) return false;
  must(set_state(ctx, issuing->id, bulk.state, BULK_ISSUING));
  audit_write(ctx, S("bulk.issue"), issuing->id.value, S(""));
  return true;
}

static void issue_line(struct ctx *ctx, const struct bulk *bulk, const struct campaign *campaign,
                       const struct bulk_line_due_row *line) {
  struct order_request request = {.shop_id = bulk->shop_id,
                                  .wide = bulk->shop_id.value == 0,
                                  .amount_minor = line->amount_minor,
                                  .buyer_name = bulk->issuer.name,
                                  .buyer_email = line->email,
                                  .recipient_name = line->name,
                                  .message = line->message,
                                  .provider = PROVIDER_ISSUER};
  struct order_id order = checkout_grant(ctx, &request, campaign, bulk->issuer.id.value);
  must(bulk_line_issued(ctx, bulk->id, line->number, order) == 1);
}

/* The next hundred lines; the last time, the end. */
static bool go_on_body(struct ctx *ctx, void *arg) {
  struct issuing *issuing = arg;
  struct bulk bulk;
  struct campaign campaign;
  must(bulk_find(ctx, issuing->id, &bulk) && campaign_find(ctx, bulk.campaign_id, &campaign));
  issuing->done = 0;
  if (bulk.state != BULK_ISSUING) return false; /* somebody else has come to its end */
  if (shop_has_failed(ctx, bulk.shop_id)) return stop(ctx, issuing);
  issuing->result = BULK_RESULT_OK;
  campaign.redeemable_on = bulk.redeemable_on;
  campaign.expires_on = bulk.expires_on;
  struct bulk_line_due_rows due = bulk_line_due(ctx, issuing->id);
  for (size_t i = 0; i < due.count; i++)
    issue_line(ctx, &bulk, &campaign, &due.items[i]);
  issuing->done = due.count;
  if (due.count == 0) must(set_state(ctx, issuing->id, BULK_ISSUING, BULK_ISSUED));
  return true;
}

enum bulk_result bulk_issue(struct ctx *ctx, struct bulk_id id) {
  struct issuing issuing = {.id = id};
  db_write(ctx, begin_body, &issuing);
  if (issuing.result != BULK_RESULT_OK) return issuing.result;
  do
    db_write(ctx, go_on_body, &issuing);
  while (issuing.done > 0);
  return issuing.result;
}

static bool drop_body(struct ctx *ctx, void *arg) {
  struct issuing *issuing = arg;
  struct bulk bulk;
  issuing->result = BULK_RESULT_UNKNOWN;
  if (!bulk_find(ctx, issuing->id, &bulk)) return false;
  issuing->result = BULK_RESULT_ALREADY_DECIDED;
  if (!set_state(ctx, issuing->id, BULK_READ, BULK_DROPPED)) return false;
  audit_write(ctx, S("bulk.drop"), issuing->id.value, S(""));
  issuing->result = BULK_RESULT_OK;
  return true;
}

enum bulk_result bulk_drop(struct ctx *ctx, struct bulk_id id) {
  struct issuing issuing = {.id = id};
  db_write(ctx, drop_body, &issuing);
  return issuing.result;
}

/* Reading. */

/* What its lines and its issuer add. */
static void complete(struct ctx *ctx, struct bulk *bulk, struct issuer_id issuer) {
  struct bulk_counts_row counts;
  must(bulk_counts(ctx, bulk->id, &counts) && issuer_find(ctx, issuer, &bulk->issuer));
  bulk->lines = counts.lines;
  bulk->good = counts.good;
  bulk->issued = counts.issued;
  bulk->amount = money_of(counts.amount_minor, ctx->currency);
  bulk->issued_amount = money_of(counts.issued_minor, ctx->currency);
}

/* bulk_by_id and bulk_page name the same columns. */
#define BULK_FROM(row)                                                                             \
  (struct bulk) {                                                                                  \
    .id = (row)->id, .campaign_id = (row)->campaign_id, .shop_id = (row)->shop_id,                 \
    .redeemable_on = (row)->redeemable_on, .expires_on = (row)->expires_on,                        \
    .state = (enum bulk_state)(row)->state, .prepared_by = (row)->prepared_by,                     \
    .prepared_at = (row)->prepared_at                                                              \
  }

bool bulk_find(struct ctx *ctx, struct bulk_id id, struct bulk *bulk) {
  struct bulk_by_id_row row;
  if (!bulk_by_id(ctx, id, &row)) return false;
  *bulk = BULK_FROM(&row);
  complete(ctx, bulk, row.issuer_id);
  return true;
}

struct bulks bulk_list(struct ctx *ctx) {
  struct bulk_page_rows rows = bulk_page(ctx);
  struct bulks list = {arena_array(ctx->arena, struct bulk, rows.count + 1), rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    list.items[i] = BULK_FROM(&rows.items[i]);
    complete(ctx, &list.items[i], rows.items[i].issuer_id);
  }
  return list;
}

struct bulk_lines bulk_line_list(struct ctx *ctx, struct bulk_id id, int64_t after,
                                 bool only_wrong) {
  struct bulk_line_page_rows rows = bulk_line_page(ctx, id, after, only_wrong);
  struct bulk_lines list = {arena_array(ctx->arena, struct bulk_line, rows.count + 1), rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct bulk_line_page_row *row = &rows.items[i];
    list.items[i] = (struct bulk_line){.number = row->number,
                                       .name = row->name,
                                       .email = row->email,
                                       .message = row->message,
                                       .amount = money_of(row->amount_minor, ctx->currency),
                                       .problem = (enum bulk_problem)row->problem,
                                       .issued = row->has_order_id,
                                       .order_id = row->order_id};
  }
  return list;
}
