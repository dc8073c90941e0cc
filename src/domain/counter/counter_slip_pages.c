#include "domain/counter/counter_slip.h"

#include "base/fault.h"
#include "base/format.h"
#include "base/message.h"
#include "paper/slip.h"

enum { LINES_MAX = 700 };

struct writing { /* a slip as it grows */
  struct ctx *ctx;
  struct slip_line *lines;
  size_t count;
};

static struct writing begin(struct ctx *ctx) {
  return (struct writing){ctx, arena_array(ctx->arena, struct slip_line, LINES_MAX), 0};
}

static void add(struct writing *writing, enum slip_style style, struct str label,
                struct str value) {
  must(writing->count < LINES_MAX);
  writing->lines[writing->count++] = (struct slip_line){style, label, value};
}

static struct str money_words(struct ctx *ctx, struct money money) {
  struct buf out = buf_in(ctx->arena);
  format_money(&out, ctx->language, money);
  return buf_str(&out);
}

static struct str instant_words(struct ctx *ctx, struct instant at) {
  struct buf out = buf_in(ctx->arena);
  format_instant(&out, ctx->language, ctx->zone, at);
  return buf_str(&out);
}

static void add_money(struct writing *writing, enum slip_style style, struct str label,
                      struct money money) {
  add(writing, style, label, money_words(writing->ctx, money));
}

static struct str said(struct ctx *ctx, enum message message) {
  return message_text(ctx->language, message);
}

static struct str counted_words(struct ctx *ctx, enum message message, int64_t count) {
  struct message_arg arg = {"count", str_format(ctx->arena, "%lld", (long long)count)};
  return message_format(ctx->arena, ctx->language, message, count, &arg, 1);
}

/* The receipt. */

static void add_order(struct writing *writing, struct order_id id) {
  struct ctx *ctx = writing->ctx;
  struct order order;
  struct shop shop = {0};
  must(order_find(ctx, id, &order));
  if (order.shop_id.value != 0) must(shop_find(ctx, order.shop_id, &shop));
  struct str label = order.shop_id.value != 0 ? shop.name : said(ctx, MSG_counter_wide_voucher);
  add_money(writing, SLIP_PLAIN, label, order.amount);
  add(writing, SLIP_NOTE, voucher_code_text(ctx, order.voucher_id, ' '), S(""));
}

struct str counter_receipt_pdf(struct ctx *ctx, struct str territory, const struct sale *sale) {
  struct writing writing = begin(ctx);
  struct sale_orders orders = sale_orders(ctx, sale->id);
  for (size_t i = 0; i < orders.count; i++)
    add_order(&writing, orders.items[i]);
  bool cheque = sale->tender == TENDER_CHEQUE;
  if (sale->top_up.minor > 0) {
    add_money(&writing, SLIP_PLAIN, said(ctx, MSG_counter_worth),
              money_add(sale->amount, sale->top_up));
    add_money(&writing, SLIP_PLAIN, said(ctx, MSG_counter_aid_added), sale->top_up);
  }
  add_money(&writing, SLIP_STRONG,
            said(ctx, sale->top_up.minor > 0 ? MSG_counter_paid : MSG_counter_total), sale->amount);
  if (sale->cancelled) add(&writing, SLIP_NOTE, said(ctx, MSG_counter_cancelled), S(""));
  if (cheque) {
    add(&writing, SLIP_PLAIN, said(ctx, MSG_counter_cheque),
        str_format(ctx->arena, "%.*s, %.*s", STR_ARG(sale->cheque_number),
                   STR_ARG(sale->cheque_bank)));
  } else {
    add_money(&writing, SLIP_PLAIN, said(ctx, MSG_counter_received), sale->given);
    add_money(&writing, SLIP_PLAIN, said(ctx, MSG_counter_given_back),
              money_sub(sale->given, sale->amount));
  }
  if (sale->buyer_name.len > 0)
    add(&writing, SLIP_PLAIN, said(ctx, MSG_counter_buyer), sale->buyer_name);
  add(&writing, SLIP_PLAIN, said(ctx, MSG_counter_sold_by), sale->sold_by);
  add(&writing, SLIP_NOTE, said(ctx, MSG_counter_receipt_note), S(""));
  struct slip slip = {.language = ctx->language,
                      .author = territory,
                      .title = said(ctx, MSG_counter_receipt),
                      .subtitle = instant_words(ctx, sale->sold_at),
                      .narrow = true,
                      .lines = writing.lines,
                      .count = writing.count};
  return paper_slip_pdf(ctx->arena, &slip);
}

/* The report. */

const int64_t *counter_pieces(enum currency currency) {
  static const int64_t euro[] = {50000, 20000, 10000, 5000, 2000, 1000, 500, 200,
                                 100,   50,    20,    10,   5,    2,    1,   0};
  static const int64_t franc[] = {20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 0};
  return currency == CURRENCY_CHF ? franc : euro;
}

/* "5000x2 100x7": two notes of 50 and seven coins of 1. */
static void add_pieces(struct writing *writing, struct str pieces) {
  struct ctx *ctx = writing->ctx;
  while (pieces.len > 0) {
    struct str times, value = str_cut(str_cut(pieces, ' ', &pieces), 'x', &times);
    int64_t minor, count;
    struct buf label = buf_in(ctx->arena);
    must(str_to_int(value, &minor) && str_to_int(times, &count));
    format_int(&label, ctx->language, count);
    buf_literal(&label, " × ");
    format_money_short(&label, ctx->language, money_of(minor, ctx->currency));
    add_money(writing, SLIP_PLAIN, buf_str(&label), money_of(minor * count, ctx->currency));
  }
}

static void add_sums(struct writing *writing, const struct cash_box *box) {
  struct ctx *ctx = writing->ctx;
  add_money(writing, SLIP_PLAIN, said(ctx, MSG_counter_float), box->start);
  add_money(writing, SLIP_PLAIN, counted_words(ctx, MSG_counter_cash_sales, box->cash_count),
            box->cash_sales);
  add_money(writing, SLIP_PLAIN, said(ctx, MSG_counter_deposited), box->deposited);
  if (box->refunded.minor > 0)
    add_money(writing, SLIP_PLAIN, said(ctx, MSG_counter_refunded), box->refunded);
  add_money(writing, SLIP_STRONG, said(ctx, MSG_counter_expected), box->expected);
  add_money(writing, SLIP_PLAIN, counted_words(ctx, MSG_counter_cheque_sales, box->cheque_count),
            box->cheque_sales);
}

static struct str with_sign(struct ctx *ctx, int64_t minor) {
  struct str words = money_words(ctx, money_of(minor < 0 ? -minor : minor, ctx->currency));
  return str_format(ctx->arena, "%s%.*s", minor < 0 ? "−" : minor > 0 ? "+" : "", STR_ARG(words));
}

static void add_count(struct writing *writing, const struct cash_box *box) {
  struct ctx *ctx = writing->ctx;
  if (box->state == BOX_OPEN) return;
  add(writing, SLIP_HEAD, said(ctx, MSG_counter_counted), S(""));
  add_pieces(writing, box->counted_pieces);
  add_money(writing, SLIP_STRONG, said(ctx, MSG_counter_counted), box->counted);
  add(writing, SLIP_STRONG, said(ctx, MSG_counter_difference),
      with_sign(ctx, box->counted.minor - box->expected.minor));
  if (box->note.len > 0) add(writing, SLIP_NOTE, box->note, S(""));
}

static void add_sales(struct writing *writing, const struct cash_box *box) {
  struct ctx *ctx = writing->ctx;
  struct sales sales = sale_list(ctx, box->id);
  if (sales.count == 0) return;
  add(writing, SLIP_HEAD, said(ctx, MSG_counter_sales), S(""));
  for (size_t i = 0; i < sales.count; i++) {
    const struct sale *sale = &sales.items[i];
    struct buf label = buf_in(ctx->arena);
    format_time(&label, ctx->language, ctx->zone, sale->sold_at);
    if (sale->buyer_name.len > 0) buf_format(&label, ", %.*s", STR_ARG(sale->buyer_name));
    if (sale->tender == TENDER_CHEQUE) buf_format(&label, " (%.*s)", STR_ARG(sale->cheque_number));
    if (sale->cancelled) buf_format(&label, ", %.*s", STR_ARG(said(ctx, MSG_counter_undone)));
    add_money(writing, SLIP_PLAIN, buf_str(&label), sale->amount);
  }
}

struct str counter_report_pdf(struct ctx *ctx, struct str territory, const struct cash_box *box) {
  struct writing writing = begin(ctx);
  add_sums(&writing, box);
  add_count(&writing, box);
  add(&writing, SLIP_SIGN, box->opener, S(""));
  if (box->decided) add(&writing, SLIP_SIGN, box->decider, S(""));
  add_sales(&writing, box);
  struct slip slip = {
      .language = ctx->language,
      .author = territory,
      .title = MESSAGE(ctx->arena, ctx->language, MSG_counter_report_of, {"name", box->opener}),
      .subtitle = instant_words(ctx, box->opened_at),
      .lines = writing.lines,
      .count = writing.count};
  return paper_slip_pdf(ctx->arena, &slip);
}

/* The receipt of who got money back. */

struct str counter_payback_pdf(struct ctx *ctx, struct str territory,
                               const struct paid_back *paid) {
  struct writing writing = begin(ctx);
  struct refund refund;
  struct order order;
  must(refund_find(ctx, paid->id, &refund) && order_find(ctx, refund.order, &order));
  struct str buyer = order.buyer_name;
  add(&writing, SLIP_PLAIN, said(ctx, MSG_counter_refund_of),
      voucher_code_text(ctx, refund.voucher, ' '));
  add_money(&writing, SLIP_STRONG, said(ctx, MSG_counter_given_back), paid->amount);
  add(&writing, SLIP_PLAIN, said(ctx, MSG_counter_refund_by), paid->paid_by);
  add(&writing, SLIP_SIGN, buyer.len > 0 ? buyer : said(ctx, MSG_counter_refund_got), S(""));
  struct slip slip = {.language = ctx->language,
                      .author = territory,
                      .title = said(ctx, MSG_counter_refund_title),
                      .subtitle = instant_words(ctx, paid->paid_at),
                      .narrow = true,
                      .lines = writing.lines,
                      .count = writing.count};
  return paper_slip_pdf(ctx->arena, &slip);
}
