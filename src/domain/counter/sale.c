/* Selling at the counter. */
#include "base/crypto.h"
#include "base/fault.h"
#include "base/format.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/counter/counter_in.h"
#include "domain/person/audit.h"

RESULT_REFUSAL(counter, COUNTER_RESULTS)
RESULT_STATUS(counter, COUNTER_RESULTS)
RESULT_MESSAGE(counter, COUNTER_RESULTS)

enum { CONTENT_BYTES = 16 };

struct selling {
  const struct counter_order *order;
  const struct counter_quote *quote; /* where public money is wanted, else NULL */
  struct counter_answer answer;
  struct stock_row row;
  struct stock_vouchers printed; /* what the stock gave, or nothing */
};

static bool is_printed(const struct counter_order *order) {
  return !str_is_empty(order->first);
}

/* Everything that makes two sales different, with lengths so that fields cannot run together; the
 * coins that were put on the counter do not. */
static struct str content_of(struct ctx *ctx, const struct counter_order *order) {
  const struct str texts[] = {order->first,         order->last,        order->buyer_name,
                              order->message,       order->buyer_email, order->recipient_name,
                              order->cheque_number, order->cheque_bank};
  struct buf content = buf_in(ctx->arena);
  buf_format(&content, "%lld;%d;%lld;%d", (long long)order->shop_id.value, order->wide,
             (long long)order->amount_minor, order->tender);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    buf_format(&content, ";%zu:%.*s", texts[i].len, STR_ARG(texts[i]));
  return hex_text(ctx->arena, digest_of(buf_str(&content)).bytes, CONTENT_BYTES);
}

/* The same form again: the answer is the same, if it says the same. */
static bool sold_before(struct ctx *ctx, struct selling *selling) {
  struct sale_content_row before;
  const struct counter_order *order = selling->order;
  if (!sale_content(ctx, order->id, &before)) return false;
  bool same = str_equal(before.content, content_of(ctx, order));
  selling->answer.result = same ? COUNTER_OK : COUNTER_KEY_REUSED;
  selling->answer.due_minor = before.amount_minor;
  return true;
}

/* Printed vouchers leave the stock. */
static enum stock_result take(struct ctx *ctx, struct selling *selling) {
  enum stock_result result =
      stock_row(ctx, selling->order->first, selling->order->last, &selling->row);
  if (result != STOCK_OK) return result;
  return stock_take(ctx, &selling->row, &selling->printed) ? STOCK_OK : STOCK_NOT_HERE;
}

static enum sale_proof proof_of(const struct selling *selling) {
  const struct order_top_up *wish = &selling->order->top_up;
  if (!selling->quote || selling->quote->aid.rule.person == TOPUP_ANYBODY) return SALE_UNPROVED;
  if (wish->identity.len > 0) return SALE_IDENTITY_SEEN;
  return selling->quote->aid.rule.person == TOPUP_BY_PHONE ? SALE_BY_PHONE : SALE_BY_EMAIL;
}

static struct order_request request_of(const struct selling *selling) {
  const struct counter_order *order = selling->order;
  struct order_request request = {.provider = PROVIDER_DESK,
                                  .shop_id = order->shop_id,
                                  .wide = order->wide,
                                  .amount_minor = order->amount_minor,
                                  .buyer_name = order->buyer_name,
                                  .buyer_email = order->buyer_email,
                                  .recipient_name = order->recipient_name,
                                  .message = order->message};
  if (is_printed(order)) {
    request.shop_id = selling->row.lot.shop_id;
    request.wide = request.shop_id.value == 0;
    request.amount_minor = selling->row.lot.amount.minor;
    request.buyer_email = S(""); /* it is in the hand: no mail for each of a booklet */
  }
  return request;
}

static bool refuse(struct selling *selling, enum counter_result result) {
  selling->answer.result = result;
  return false;
}

static bool refuse_stock(struct selling *selling, enum stock_result result) {
  selling->answer.stock = result;
  return refuse(selling, COUNTER_STOCK);
}

/* One voucher of the sale. What was printed was printed under one campaign's terms. */
static bool sell_one(struct ctx *ctx, struct selling *selling, const struct order_request *request,
                     struct voucher_id printed) {
  struct order order;
  selling->answer.checkout = checkout_sell_within(ctx, request, printed);
  if (selling->answer.checkout.result != CHECKOUT_OK) return refuse(selling, COUNTER_CHECKOUT);
  struct order_id id = selling->answer.checkout.order_id;
  must(order_find(ctx, id, &order));
  if (printed.value != 0 && order.campaign_id.value != selling->row.lot.campaign_id.value)
    return refuse_stock(selling, STOCK_OTHER_CAMPAIGN);
  selling->answer.due_minor += selling->answer.checkout.due_minor;
  sale_order_insert(ctx, selling->order->id, id);
  return true;
}

/* What the voucher of this number was promised of public money, no more and no less. */
static struct order_top_up wish_of(const struct selling *selling, size_t index) {
  struct order_top_up wish = selling->order->top_up;
  wish.wanted = selling->quote && selling->quote->parts_minor[index] > 0;
  wish.has_seen = true;
  wish.seen_minor = wish.wanted ? selling->quote->parts_minor[index] : 0;
  return wish;
}

static bool sell_all(struct ctx *ctx, struct selling *selling) {
  struct order_request request = request_of(selling);
  bool printed = is_printed(selling->order);
  size_t count = printed ? selling->printed.count : 1;
  must(count <= COUNTER_ROW_MAX);
  for (size_t i = 0; i < count; i++) {
    request.top_up = wish_of(selling, i);
    struct voucher_id id = printed ? selling->printed.items[i].id : (struct voucher_id){0};
    if (!sell_one(ctx, selling, &request, id)) return false;
  }
  return true;
}

static void write_sale(struct ctx *ctx, const struct selling *selling, struct box_id box) {
  const struct counter_order *order = selling->order;
  int64_t due = selling->answer.due_minor;
  sale_insert(ctx, &(struct sale_insert_params){
                       .id = order->id,
                       .box_id = box,
                       .tender = order->tender,
                       .amount_minor = due,
                       .given_minor = order->given_minor > 0 ? order->given_minor : due,
                       .vouchers = is_printed(order) ? (int64_t)selling->printed.count : 1,
                       .buyer_name = order->buyer_name,
                       .cheque_number = order->cheque_number,
                       .cheque_bank = order->cheque_bank,
                       .sold_by = ctx->person,
                       .sold_at = ctx->now,
                       .top_up_minor = selling->quote ? selling->quote->top_up_minor : 0,
                       .proof = proof_of(selling),
                       .content = content_of(ctx, order),
                   });
  if (proof_of(selling) == SALE_IDENTITY_SEEN)
    audit_write(ctx, S("counter.identity_seen"), order->id.value,
                money_decimal(ctx->arena, selling->quote->top_up_minor));
}

static bool sell_body(struct ctx *ctx, void *arg) {
  struct selling *selling = arg;
  const struct counter_order *order = selling->order;
  struct desk_setting setting;
  struct box_open_of_row box;
  selling->answer = (struct counter_answer){0};
  if (sold_before(ctx, selling)) return false;
  if (!desk_setting_find(ctx, &setting) || !setting.open) return refuse(selling, COUNTER_SHUT);
  if (!box_open_of(ctx, ctx->person, &box)) return refuse(selling, COUNTER_NO_BOX);
  bool cheque = order->tender == TENDER_CHEQUE;
  if (cheque && (str_is_empty(order->cheque_number) || str_is_empty(order->cheque_bank)))
    return refuse(selling, COUNTER_NO_CHEQUE);
  if (is_printed(order)) {
    enum stock_result result = take(ctx, selling);
    if (result != STOCK_OK) return refuse_stock(selling, result);
  }
  if (!sell_all(ctx, selling)) return false;
  if (!cheque && order->given_minor > 0 && order->given_minor < selling->answer.due_minor)
    return refuse(selling, COUNTER_TOO_LITTLE);
  write_sale(ctx, selling, box.id);
  return true;
}

/* What the buyer was told is what he gets; the same form again is asked about its sale first. */
static bool promised(struct ctx *ctx, struct selling *selling, const struct counter_quote *quote) {
  const struct order_top_up *wish = &selling->order->top_up;
  if (sold_before(ctx, selling)) return false;
  selling->answer = quote->answer;
  if (quote->answer.result != COUNTER_OK) return false;
  if (!wish->has_seen || wish->seen_minor == quote->top_up_minor) return true;
  selling->answer.checkout =
      (struct checkout_answer){.result = CHECKOUT_TOP_UP, .top_up = TOPUP_CHANGED};
  return refuse(selling, COUNTER_CHECKOUT);
}

struct counter_answer counter_sell(struct ctx *ctx, const struct counter_order *order) {
  struct selling selling = {.order = order};
  struct counter_quote quote;
  must(order->id.value > 0 && (order->tender == TENDER_CASH || order->tender == TENDER_CHEQUE));
  if (order->top_up.wanted) {
    quote = counter_quote(ctx, order);
    selling.quote = &quote;
    if (!promised(ctx, &selling, &quote)) return selling.answer;
    db_read_end(ctx);
  }
  db_write(ctx, sell_body, &selling);
  return selling.answer;
}

/* What is said of a refusal. */

struct str counter_sentence(struct ctx *ctx, const struct counter_answer *answer) {
  struct buf due = buf_in(ctx->arena);
  enum message message = counter_message(answer->result);
  if (answer->result == COUNTER_STOCK) message = stock_message(answer->stock);
  if (answer->result == COUNTER_CHECKOUT) message = checkout_message(&answer->checkout);
  format_money(&due, ctx->language, money_of(answer->due_minor, ctx->currency));
  if (answer->result != COUNTER_TOO_LITTLE) return message_text(ctx->language, message);
  return MESSAGE(ctx->arena, ctx->language, message, {"due", buf_str(&due)});
}

int counter_answer_status(const struct counter_answer *answer) {
  if (answer->result == COUNTER_STOCK) return stock_status(answer->stock);
  if (answer->result == COUNTER_CHECKOUT) return checkout_status(&answer->checkout);
  return counter_status(answer->result);
}

const char *counter_answer_refusal(const struct counter_answer *answer) {
  if (answer->result == COUNTER_STOCK) return stock_refusal(answer->stock);
  if (answer->result == COUNTER_CHECKOUT) return checkout_refusal(&answer->checkout);
  return counter_refusal(answer->result);
}

/* Reading. */

static struct sale sale_of(const struct ctx *ctx, const struct sale_by_id_row *row) {
  return (struct sale){.id = row->id,
                       .box_id = row->box_id,
                       .tender = (enum tender)row->tender,
                       .amount = money_of(row->amount_minor, ctx->currency),
                       .given = money_of(row->given_minor, ctx->currency),
                       .lost = money_of(row->lost_minor, ctx->currency),
                       .vouchers = row->vouchers,
                       .buyer_name = row->buyer_name,
                       .cheque_number = row->cheque_number,
                       .cheque_bank = row->cheque_bank,
                       .return_note = row->return_note,
                       .deposited = row->has_deposit_id,
                       .returned = row->has_returned_at,
                       .sold_at = row->sold_at,
                       .returned_at = row->returned_at,
                       .sold_by = row->sold_by,
                       .top_up = money_of(row->top_up_minor, ctx->currency),
                       .proof = (enum sale_proof)row->proof,
                       .cancelled = row->has_cancelled_at,
                       .cancelled_at = row->cancelled_at,
                       .cancel_note = row->cancel_note};
}

static struct sales sales_of(const struct ctx *ctx, const struct sale_by_id_rows *rows) {
  struct sales list = {arena_array(ctx->arena, struct sale, rows->count), rows->count};
  for (size_t i = 0; i < rows->count; i++)
    list.items[i] = sale_of(ctx, &rows->items[i]);
  return list;
}

bool sale_find(struct ctx *ctx, struct sale_id id, struct sale *sale) {
  struct sale_by_id_row row;
  if (!sale_row(ctx, id, &row)) return false;
  *sale = sale_of(ctx, &row);
  return true;
}

struct sales sale_list(struct ctx *ctx, struct box_id id) {
  struct sale_by_id_rows rows = sale_of_box(ctx, id);
  return sales_of(ctx, &rows);
}

struct sales cheque_list(struct ctx *ctx) {
  struct sale_by_id_rows rows = cheque_here(ctx);
  return sales_of(ctx, &rows);
}

struct sales cheque_list_returned(struct ctx *ctx) {
  struct sale_by_id_rows rows = cheque_came_back(ctx);
  return sales_of(ctx, &rows);
}

struct sale_orders sale_orders(struct ctx *ctx, struct sale_id id) {
  struct sale_order_list_rows rows = sale_order_list(ctx, id);
  struct sale_orders list = {arena_array(ctx->arena, struct order_id, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = rows.items[i].order_id;
  return list;
}
