/* The counter's pages: selling, the cash box and its count, the way to the bank. They decide
 * nothing: counter.h does. Every page works without script, because counters have old computers. */
#ifndef DOMAIN_COUNTER_COUNTER_PAGES_H
#define DOMAIN_COUNTER_COUNTER_PAGES_H

#include "domain/counter/counter.h"
#include "domain/frame/frame.h"

struct counter_box { /* a line of the list, the dock of a page, the head of its own */
  struct url root;
  struct str id, opener, decider, note;
  struct instant opened_at, counted_at;
  struct money start, cash_sales, cheque_sales, deposited, refunded, expected, takings, counted;
  struct str difference; /* with its sign; "" if there is none */
  int64_t cash_count, cheque_count;
  bool open, waits, closed, own, decided;
};
struct counter_boxes {
  struct counter_box *items;
  size_t count;
};

struct counter_shop { /* to choose for whom a voucher is sold */
  struct url root;
  struct str slug, name, place;
};
struct counter_shops {
  struct counter_shop *items;
  size_t count;
};

struct counter_home_page {
  struct page_frame frame;
  struct str problem, q, currency, typed;
  bool agent, watcher, shut, has_box, asked, wide;
  struct str wide_name; /* the campaign's */
  struct counter_box box;
  struct counter_shops shops;
  int64_t waiting; /* boxes for a second person */
  int64_t refunds; /* in cash, that wait */
};

struct counter_amounts {
  struct counter_amount {
    struct str value, label;
    bool chosen;
  } * items;
  size_t count;
};
struct counter_sold { /* a voucher of a sale */
  struct url root;
  struct str order, code, shop;
  struct money amount;
};
struct counter_solds {
  struct counter_sold *items;
  size_t count;
};
struct counter_sale_page {
  struct page_frame frame;
  struct str id, problem, buyer, number, bank, note, box, cancel_note;
  struct money amount, given, change, lost, worth, top_up;
  bool cheque, has_change, deposited, returned, many, aided, cancelled, may_cancel;
  bool by_email, by_phone, identity_seen;
  int64_t vouchers;
  struct instant sold_at, returned_at;
  struct str sold_by;
  struct counter_solds sold;
};

struct counter_sale_row {
  struct url root;
  struct str id, buyer, number, bank, note;
  struct money amount, lost;
  int64_t vouchers;
  bool cheque, returned, deposited, cancelled;
  struct instant at;
};
struct counter_sale_rows {
  struct counter_sale_row *items;
  size_t count;
};

struct counter_deposit_row {
  struct instant at;
  struct str by, slip;
  struct money amount;
  int64_t cheques;
  bool from_box;
};
struct counter_deposit_rows {
  struct counter_deposit_row *items;
  size_t count;
};

struct counter_refund_row {
  struct url root;
  struct str form_token, id, voucher, code, buyer, shop, note;
  struct money amount;
  struct instant asked_at; /* or when it was handed over */
  bool cheque, payable;
};
struct counter_refund_rows {
  struct counter_refund_row *items;
  size_t count;
};
struct counter_refunds_page {
  struct page_frame frame;
  struct str problem, paid; /* paid: the one just handed over, or "" */
  bool has_box;
  struct counter_refund_rows refunds;
};

struct counter_box_page {
  struct page_frame frame;
  struct str problem, currency;
  struct counter_box box;
  bool may_confirm;
  struct counter_sale_rows sales;
  struct counter_deposit_rows deposits;
  struct counter_refund_rows refunds;
};
struct counter_boxes_page {
  struct page_frame frame;
  struct counter_boxes boxes;
};

struct counter_pieces {
  struct counter_piece {
    struct str name, label; /* "n3", "50 €" */
    struct str typed;
    bool note;
  } * items;
  size_t count;
};
struct counter_count_page {
  struct page_frame frame;
  struct str problem, note;
  struct counter_box box;
  struct counter_pieces pieces;
  bool checked, differs;
  struct money sum;
  struct str difference;
};

struct counter_bank_page {
  struct page_frame frame;
  struct str problem, currency;
  struct money safe, cheques_sum;
  struct str safe_typed;
  bool agent, has_safe;
  struct counter_sale_rows cheques, returned;
  struct counter_deposit_rows deposits;
};

struct counter_setting_page {
  struct page_frame frame;
  bool saved, open;
  struct str bound, currency;
  struct str problem;
};

extern const struct route_table counter_routes, counter_sell_routes, counter_sale_routes,
    counter_box_routes, counter_bank_routes, counter_setting_routes, counter_refund_routes;

/* Shared by their files. */
/* Shops that take vouchers, by words; at most 12. */
struct counter_shops counter_shops_found(struct request *request, struct str q);
struct url counter_root(const struct request *request);
/* As one types it into a field. */
struct str counter_amount_typed(struct ctx *ctx, int64_t minor);
/* The campaign's face values, one of them chosen. */
struct counter_amounts counter_amounts_of(struct ctx *ctx, const struct campaign *campaign,
                                          struct str chosen);
struct counter_box counter_box_of(struct request *request, const struct cash_box *box);
struct counter_sale_rows counter_sale_rows_of(struct request *request, const struct sales *sales);
struct counter_deposit_rows counter_deposit_rows_of(struct ctx *ctx,
                                                    const struct deposits *deposits);
struct str counter_signed(struct ctx *ctx, int64_t minor); /* "+1,00 €", "−5,00 €", "" */

#endif
