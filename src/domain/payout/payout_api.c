#include "domain/payout/payout_api.h"

#include "base/fault.h"
#include "domain/ledger/ledger.h"
#include "domain/payment/bank_setting.h"
#include "domain/payout/payout_file.h"
#include "domain/shop/shop.h"
#include "domain/territory/territory.h"
#include "paper/paper.h"

/* The bank's file. */

static struct paper_payment payment_of(struct ctx *ctx, const struct payout *payout,
                                       const struct territory *territory) {
  return (struct paper_payment){
      .end_to_end_id = id_text(ctx->arena, payout->id.value),
      .creditor = payout->account_holder.len > 0 ? payout->account_holder : payout->merchant,
      .iban = payout->iban,
      .remittance = MESSAGE(ctx->arena, territory->language, MSG_payout_remittance,
                            {"territory", territory->name}),
      .amount_minor = payout->amount.minor,
  };
}

struct str payout_order_file(struct ctx *ctx, const struct payout_order *order) {
  struct territory territory;
  struct bank_setting setting;
  must(territory_find(ctx, ctx->territory, &territory));
  bank_setting_find(ctx, &setting);
  return paper_pain001(ctx->arena, &(struct paper_payout){
                                       .version = setting.pain_newer ? PAIN001_09 : PAIN001_03,
                                       .message_id = order->message_id,
                                       .created_at = order->created_at,
                                       .execute_on = order->execute_on,
                                       .debtor = territory.debtor_name,
                                       .debtor_iban = territory.debtor_iban,
                                       .debtor_bic = territory.debtor_bic,
                                       .currency = ctx->currency,
                                       .payments = order->payments,
                                       .count = order->count,
                                   });
}

bool payout_file(struct ctx *ctx, struct batch_id id, struct str *xml) {
  struct batch batch;
  struct territory territory;
  if (!batch_find(ctx, id, &batch) || batch.provider != 0 ||
      !territory_find(ctx, ctx->territory, &territory))
    return false;
  struct payouts list = payout_list(ctx, id);
  struct paper_payment *payments = arena_array(ctx->arena, struct paper_payment, list.count);
  for (size_t i = 0; i < list.count; i++)
    payments[i] = payment_of(ctx, &list.items[i], &territory);
  *xml = payout_order_file(ctx, &(struct payout_order){.message_id = id_text(ctx->arena, id.value),
                                                       .created_at = batch.prepared_at,
                                                       .execute_on = batch.execute_on,
                                                       .payments = payments,
                                                       .count = list.count});
  return true;
}

/* GET /api/v1/statement. */

struct statement_reply {
  struct str merchant;
  struct money sold, due, under_way, paid, outstanding, redeemed;
  struct statement_lines transfers;
  struct str next;
  bool has_next;
};

static const struct shape_field line_fields[] = {
    SHAPE_FIELD(struct statement_line, id, TEXT, "The transfer; pass the last one as `before`"),
    SHAPE_FIELD(struct statement_line, reason, TEXT, "voucher_sold or merchant_paid"),
    SHAPE_FIELD(struct statement_line, phase, TEXT, "single, pending, post or void"),
    SHAPE_FIELD(struct statement_line, amount, MONEY, "Positive in the merchant's favour"),
    SHAPE_FIELD(struct statement_line, at, INSTANT, "When"),
};
const struct shape statement_line_shape =
    SHAPE("StatementLine", struct statement_line, line_fields);

static const struct shape_field statement_fields[] = {
    SHAPE_FIELD(struct statement_reply, merchant, TEXT, "The merchant's name"),
    SHAPE_FIELD(struct statement_reply, sold, MONEY, "Vouchers bought so far"),
    SHAPE_FIELD(struct statement_reply, due, MONEY, "To be paid to the merchant"),
    SHAPE_FIELD(struct statement_reply, under_way, MONEY, "In a prepared batch"),
    SHAPE_FIELD(struct statement_reply, paid, MONEY, "Paid"),
    SHAPE_FIELD(struct statement_reply, outstanding, MONEY, "On vouchers, not yet redeemed"),
    SHAPE_FIELD(struct statement_reply, redeemed, MONEY, "Redeemed in the merchant's shops"),
    SHAPE_PART(struct statement_reply, transfers, LIST, &statement_line_shape,
               "Newest first, at most 50"),
    SHAPE_OPTIONAL(struct statement_reply, next, TEXT, has_next, "Pass as `before` for more"),
};
static const struct shape statement_shape =
    SHAPE("Statement", struct statement_reply, statement_fields);

struct statement_query {
  struct str before;
};
static const struct field query_fields[] = {
    FIELD(struct statement_query, before, TEXT, .max = 13, .help = "A transfer's id"),
};
static const struct form query_form = FORM("StatementQuery", struct statement_query, query_fields);

enum { PAGE = 50 };

struct statement_lines statement_lines(struct ctx *ctx, struct merchant_id merchant,
                                       struct transfer_id before, size_t limit) {
  struct ledger_entries entries = ledger_list(ctx, ACCOUNT_PAYABLE, merchant.value, before, limit);
  struct statement_lines lines = {arena_array(ctx->arena, struct statement_line, entries.count),
                                  entries.count};
  for (size_t i = 0; i < entries.count; i++)
    lines.items[i] = (struct statement_line){
        id_text(ctx->arena, entries.items[i].id.value), reason_name(entries.items[i].reason),
        phase_name(entries.items[i].phase), money_of(entries.items[i].signed_minor, ctx->currency),
        entries.items[i].at};
  return lines;
}

static void get_statement(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct statement_query *query = request_form(request);
  struct merchant_id id = {request->session->merchant};
  struct transfer_id before = {0};
  struct merchant merchant;
  if (query->before.len > 0 && !id_from_text(query->before, &before.value)) before.value = 0;
  if (!merchant_find(ctx, id, &merchant)) {
    response_not_found(request, response);
    return;
  }
  struct merchant_statement sums = payout_statement(ctx, id);
  struct statement_reply reply = {
      .merchant = merchant.name,
      .sold = sums.sold,
      .due = sums.due,
      .under_way = sums.under_way,
      .paid = sums.paid,
      .outstanding = sums.outstanding,
      .redeemed = sums.redeemed,
      .transfers = statement_lines(ctx, id, before, PAGE),
  };
  reply.has_next = reply.transfers.count == PAGE;
  if (reply.has_next) reply.next = reply.transfers.items[PAGE - 1].id;
  response_json(response, 200, &statement_shape, &reply);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/statement", get_statement, WHO_SHOPKEEPER, &query_form,
     .reply = &statement_shape,
     .help = "What the merchant of this session has sold, is owed and was paid"},
};
const struct route_table payout_api_routes = {routes, sizeof routes / sizeof routes[0]};
