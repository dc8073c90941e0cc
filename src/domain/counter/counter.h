/* The counter: an agent sells vouchers against cash or a cheque, out of a cash box that is opened
 * with a float and closed by counting. It decides nothing about vouchers: domain/checkout sells
 * them, domain/stock knows the printed ones. Money that is not there any more is never forgotten:
 * it is booked, with a reason and a name.
 *
 * Words. A box is what one agent answers for, from opening to closing. Its takings are what is in
 * it beyond the float. The safe holds the takings of closed boxes until they are taken to the bank.
 * The float belongs to the territory's own cash office and is not in these books.
 *
 * Invariants
 * 1. A sale, its vouchers and the merchant's credit are one transaction; the same form sent twice
 *    sells once.
 * 2. Nobody has two open boxes, and nobody sells out of another's.
 * 3. A box is closed once. A difference is explained; one above the territory's bound is confirmed
 * by a second person, and only then booked.
 * 4. The desk's cash account is what lies in safe and boxes beyond the floats, and the cheques that
 *    lie here: to the cent, at every moment.
 * 5. A cheque is taken to the bank once, and comes back once. Then what is left of its vouchers is
 *    worth nothing, what is not used is taken back from whoever was credited, and what was used is
 *    the territory's loss; a refund that still waited is dropped.
 * 6. A refund in cash leaves an open box, once, and never more than lies in it.
 * 7. Public money is asked of the same rule, envelope and ceilings as everywhere (domain/checkout);
 *    the sale says how the person was known. The box holds what the buyer paid, no more.
 * 8. A sale is undone as a whole, once, by who sold it, while its box is open and nobody has used
 *    anything of it: the buyer has his money back, and the envelope its own. */
#ifndef DOMAIN_COUNTER_COUNTER_H
#define DOMAIN_COUNTER_COUNTER_H

#include "domain/checkout/checkout.h"
#include "domain/life/refund.h"
#include "domain/payment/desk_setting.h"
#include "domain/stock/stock.h"

struct box_id {
  int64_t value;
};
struct sale_id {
  int64_t value;
};
struct deposit_id {
  int64_t value;
};

enum box_state {
  BOX_OPEN = 1,
  BOX_COUNTED = 2, /* waits for a second person */
  BOX_CLOSED = 3
};
const char *box_state_name(enum box_state state); /* "open" */
enum tender { TENDER_CASH = 1, TENDER_CHEQUE = 2 };
/* How the person was known to whom public money was given: by six digits sent to an address, or by
 * an identity paper, seen by who sold. */
enum sale_proof {
  SALE_UNPROVED = 0, /* no public money, or nobody is asked who he is */
  SALE_BY_EMAIL = 1,
  SALE_BY_PHONE = 2,
  SALE_IDENTITY_SEEN = 3
};

/* In order of precedence. */
#define COUNTER_RESULTS(X)                                                                         \
  X(OK, 200, counter_ok)                                                                           \
  X(SHUT, 409, counter_shut) /* the territory has no counter */                                    \
  X(NO_BOX, 409, counter_no_box)                                                                   \
  X(BOX_OPEN_ALREADY, 409, counter_box_open_already)                                               \
  X(KEY_REUSED, 409, counter_key_reused)      /* this form was sent before, otherwise filled in */ \
  X(NO_CHEQUE, 422, counter_no_cheque)        /* its number and bank */                            \
  X(STOCK, 409, stock_not_here)               /* the stock says no: see its own result */          \
  X(CHECKOUT, 409, checkout_shop_not_selling) /* likewise checkout */                              \
  X(TOO_LITTLE, 422, counter_too_little)      /* cash on the counter */                            \
  X(UNKNOWN_BOX, 404, counter_unknown_box)                                                         \
  X(NOT_YOURS, 403, counter_not_yours)                                                             \
  X(ALREADY_DECIDED, 409, counter_already_decided)                                                 \
  X(NO_NOTE, 422, counter_no_note)         /* the difference is not explained */                   \
  X(SAME_PERSON, 403, counter_same_person) /* four eyes */                                         \
  X(NOTHING_TO_DEPOSIT, 422, counter_nothing_to_deposit)                                           \
  X(MORE_THAN_THERE, 409, counter_more_than_there)                                                 \
  X(UNKNOWN_SALE, 404, counter_unknown_sale)                                                       \
  X(NOT_A_CHEQUE, 409, counter_not_a_cheque)                                                       \
  X(ALREADY_RETURNED, 409, counter_already_returned)                                               \
  X(NO_REASON, 422, counter_no_reason)                                                             \
  X(UNKNOWN_REFUND, 404, counter_unknown_refund)                                                   \
  X(REFUND_GONE, 409, counter_refund_gone) /* paid, dropped, or by transfer */                     \
  X(CHEQUE_HERE, 409, counter_cheque_here) /* what it gives back has not been paid yet */          \
  X(NO_CASH, 409, counter_no_cash)                                                                 \
  X(SALE_CANCELLED, 409, counter_sale_cancelled)                                                   \
  X(CANCEL_LATE, 409, counter_cancel_late) /* its box is counted, or another's */                  \
  X(SALE_USED, 409, counter_sale_used)     /* something of it was used, refunded or passed on */   \
  X(CHEQUE_GONE, 409, counter_cheque_gone) /* it was taken to the bank */                          \
  X(NO_CANCEL_NOTE, 422, counter_no_cancel_note)

enum counter_result {
#define X(name, status, message) COUNTER_##name,
  COUNTER_RESULTS(X)
#undef X
};
const char *counter_refusal(enum counter_result result);
int counter_status(enum counter_result result);
enum message counter_message(enum counter_result result);

/* Selling. */

enum { COUNTER_ROW_MAX = STOCK_ROW_MAX };

struct counter_order {
  struct sale_id id; /* made when the form was drawn */
  struct shop_id shop_id;
  bool wide;              /* for all shops that take part, instead */
  int64_t amount_minor;   /* of the voucher */
  struct str first, last; /* of printed vouchers instead of the three above */
  struct str buyer_name, buyer_email, recipient_name, message;
  enum tender tender;
  int64_t given_minor; /* cash on the counter; 0: exactly what is due */
  struct str cheque_number, cheque_bank;
  /* Public money: wanted, seen_minor for the whole sale, an address proved or an identity seen. */
  struct order_top_up top_up;
};
struct counter_answer {
  enum counter_result result;
  enum stock_result stock;         /* when it is COUNTER_STOCK */
  struct checkout_answer checkout; /* when it is COUNTER_CHECKOUT */
  int64_t due_minor;               /* also when too little was given */
};
/* What a sale would be, before anybody takes money; nothing is reserved. */
struct counter_quote {
  struct counter_answer answer; /* OK, or why it cannot be, or not with public money */
  struct campaign campaign;
  struct checkout_aid aid;               /* what was asked of it */
  int64_t vouchers, aided;               /* how many; how many with public money */
  int64_t value_minor;                   /* of all of them */
  int64_t top_up_minor, due_minor;       /* what public money adds, what the buyer pays */
  int64_t parts_minor[COUNTER_ROW_MAX]; /* public money of each voucher */
};
/* Of a row of printed vouchers the first are topped up, as far as ceiling and envelope reach; only
 * where not even one is, it is refused. */
struct counter_quote counter_quote(struct ctx *ctx, const struct counter_order *order);
/* What is on sale: for all shops, or for this one. */
bool counter_on_sale(struct ctx *ctx, bool wide, const struct shop *shop,
                     struct campaign *campaign);

/* Out of ctx->person's own box. Opens its own db_write; durable when it returns. */
struct counter_answer counter_sell(struct ctx *ctx, const struct counter_order *order);
/* The refusal as a sentence, checkout's or the stock's own where they refused; likewise its status.
 */
struct str counter_sentence(struct ctx *ctx, const struct counter_answer *answer);
int counter_answer_status(const struct counter_answer *answer);
const char *counter_answer_refusal(const struct counter_answer *answer);

struct sale {
  struct sale_id id;
  struct box_id box_id;
  enum tender tender;
  struct money amount, given, lost, top_up; /* amount: what the buyer paid */
  enum sale_proof proof;
  int64_t vouchers;
  struct str buyer_name, cheque_number, cheque_bank, return_note, cancel_note;
  bool deposited, returned, cancelled;
  struct instant sold_at, returned_at, cancelled_at;
  struct str sold_by; /* name */
};
struct sales {
  struct sale *items;
  size_t count;
};
bool sale_find(struct ctx *ctx, struct sale_id id, struct sale *sale);
/* Of a box, oldest first, at most 500. */
struct sales sale_list(struct ctx *ctx, struct box_id id);
struct sale_orders {
  struct order_id *items;
  size_t count;
};
/* At most STOCK_ROW_MAX. */
struct sale_orders sale_orders(struct ctx *ctx, struct sale_id id);
/* Might ctx->person undo it now? With OK nothing but a missing note or too little cash refuses. */
enum counter_result sale_may_cancel(struct ctx *ctx, const struct sale *sale);
/* Undoes a sale: cash leaves the box, a cheque is handed back. Opens its own db_write; audited. */
enum counter_result sale_cancel(struct ctx *ctx, struct sale_id id, struct str note);

/* Boxes. */

struct cash_box {
  struct box_id id;
  enum box_state state;
  struct money start; /* the float */
  struct person_id opened_by;
  struct str opener, decider; /* names */
  struct instant opened_at, counted_at, decided_at;
  bool decided;
  struct str counted_pieces, note;
  struct money counted;
  /* Open: as it stands now; later as it stood when it was counted. */
  struct money cash_sales, cheque_sales, deposited, refunded, expected;
  int64_t cash_count, cheque_count;
};
struct cash_boxes {
  struct cash_box *items;
  size_t count;
};
/* Each opens its own db_write and is durable when it returns; audited. */
enum counter_result box_open(struct ctx *ctx, int64_t float_minor, struct box_id *id);
/* What lies in it, piece by piece: ends here, or waits for a second person. */
struct box_count {
  struct box_id id;
  struct str pieces; /* "5000x2 100x7" */
  int64_t counted_minor;
  struct str note;
};
enum counter_result box_count(struct ctx *ctx, const struct box_count *count);
/* The second person agrees, or has it counted again. */
enum counter_result box_confirm(struct ctx *ctx, struct box_id id);
enum counter_result box_recount(struct ctx *ctx, struct box_id id);

/* ctx->person's own open one. */
bool box_own(struct ctx *ctx, struct cash_box *box);
bool box_find(struct ctx *ctx, struct box_id id, struct cash_box *box);
/* Newest first, at most 50. */
struct cash_boxes box_list(struct ctx *ctx);
int64_t box_count_waiting(struct ctx *ctx); /* for a second person */

/* To the bank. */

struct deposit_request {
  struct box_id box_id; /* 0: out of the safe */
  enum tender tender;
  int64_t amount_minor;          /* of cash */
  const struct sale_id *cheques; /* those that go */
  size_t count;
  struct str slip;
};
/* Opens its own db_write; audited. */
enum counter_result deposit_make(struct ctx *ctx, const struct deposit_request *request);

struct deposit {
  struct deposit_id id;
  struct box_id box_id;
  enum tender tender;
  struct money amount;
  int64_t cheques;
  struct str slip, made_by;
  struct instant made_at;
};
struct deposits {
  struct deposit *items;
  size_t count;
};
/* Newest first, at most 50. */
struct deposits deposit_list(struct ctx *ctx);
/* Of a box, oldest first, at most 50. */
struct deposits deposit_list_of(struct ctx *ctx, struct box_id id);
/* Cash of closed boxes that has not been taken to the bank. */
int64_t safe_minor(struct ctx *ctx);
/* Cheques that lie here, oldest first, at most 200. */
struct sales cheque_list(struct ctx *ctx);
/* Those that came back, newest first, at most 50. */
struct sales cheque_list_returned(struct ctx *ctx);

/* Giving back. */

/* A refund of what was paid at the counter is handed over, out of ctx->person's own box. Opens its
 * own db_write; audited. */
enum counter_result counter_pay_back(struct ctx *ctx, struct refund_id id);
/* Those that wait for it, oldest first, at most 200. */
struct refunds counter_refunds_waiting(struct ctx *ctx);
/* Was its order paid by cheque? */
bool counter_refund_by_cheque(struct ctx *ctx, const struct refund *refund);

struct paid_back {
  struct refund_id id;
  struct box_id box_id;
  struct money amount;
  struct str paid_by; /* name */
  struct instant paid_at;
};
struct paid_backs {
  struct paid_back *items;
  size_t count;
};
bool paid_back_find(struct ctx *ctx, struct refund_id id, struct paid_back *paid);
/* Out of a box, oldest first, at most 200; without names. */
struct paid_backs paid_back_list(struct ctx *ctx, struct box_id id);

/* The bank did not honour it, or it was never one. Opens its own db_write; audited. */
enum counter_result cheque_return(struct ctx *ctx, struct sale_id id, struct str reason);

#endif
