/* Buying: an order for a voucher, its payment, and what happens when the payment is decided. The
 * only room that touches payment, voucher, ledger and notice together.
 *
 * Invariants
 * 1. A voucher exists exactly for each paid order; it is issued, the merchant credited and the
 *    mail written in the transaction that decides the payment.
 * 2. The same idempotency key with the same content gives the same order; with other content it
 *    is refused by name. Keys are kept for two days.
 * 3. An order's amount and terms are those the buyer saw; the campaign is asked once, when the
 *    order is placed. Only a last day that has been moved on since is the order's too.
 * 4. What public money adds is reserved with the order and given back when the order is refused,
 *    abandoned or its time is over. An order keeps its price while it is reserved. Money that comes
 *    later buys the voucher if the envelope still holds the rest; else nothing is settled, and
 *    whoever counted the money keeps it in sight (CHECKOUT_TOP_UP_GONE).
 * 5. Nobody pays for a voucher whose last day is over: money that comes then settles nothing
 *    (CHECKOUT_TOO_LATE), and whoever counted it gives it back. */
#ifndef DOMAIN_CHECKOUT_H
#define DOMAIN_CHECKOUT_H

#include "domain/measure/measure.h"
#include "domain/payment/payment.h"
#include "domain/topup/queue.h"
#include "domain/topup/reservation.h"
#include "domain/voucher/voucher.h"

enum order_state {
  ORDER_WAITING = 1, /* for its payment */
  ORDER_PAID = 2,
  ORDER_REFUSED = 3,  /* by the bank: buy again */
  ORDER_ABANDONED = 4 /* by the buyer */
};
const char *order_state_name(enum order_state state); /* "waiting" */

struct order_top_up { /* what the buyer wants of public money */
  bool wanted;
  bool has_seen; /* he was shown this amount, and another one is refused */
  int64_t seen_minor;
  struct str email, phone; /* verified; "" otherwise */
  struct str identity;     /* seen by who sells: topup_identity(); "" otherwise */
  int64_t age;             /* that he reaches this year; 0: not said */
  struct str place;        /* "": not said */
  struct queue_id queue;   /* he was offered it, after a wait in line; 0: not */
};

struct order_request {
  struct shop_id shop_id;
  struct str shop;      /* its slug instead, where shop_id is 0 */
  bool wide;            /* for all shops that take part, and neither of the two */
  bool test;            /* in a test campaign, by an agent who tries it out, for play money */
  int64_t amount_minor; /* of the voucher: the buyer pays this less what public money adds */
  struct str buyer_name, buyer_email;
  struct str recipient_name;  /* "" when for oneself */
  struct str recipient_email; /* where we send the gift; "": the buyer gives it */
  bool has_gift_on;
  struct day gift_on; /* on which day; without one, as soon as it is paid */
  struct str message; /* to the recipient */
  struct str support; /* to the shop */
  struct order_top_up top_up;
  struct str key; /* idempotency; "" for none */
  enum provider provider;
};

#define CHECKOUT_RESULTS(X)                                                                        \
  X(OK, 200, checkout_ok)                                                                          \
  X(UNKNOWN_SHOP, 404, checkout_unknown_shop)                                                      \
  X(NO_PROVIDER, 409, checkout_no_provider) /* play money is for demonstrations only */            \
  X(SHOP_NOT_SELLING, 409, checkout_shop_not_selling)                                              \
  X(STOPPED, 409, checkout_stopped)           /* by a measure, for this shop */                    \
  X(NOT_MEASURED, 409, checkout_not_measured) /* what is on sale is for shops under a measure */   \
  X(NO_CAMPAIGN, 409, checkout_no_campaign)                                                        \
  X(CAMPAIGN, 409, campaign_not_open)     /* the campaign says no: see its own result */           \
  X(TOP_UP, 409, topup_changed)           /* public money is refused: see its own result */        \
  X(CODE_TAKEN, 409, checkout_code_taken) /* a printed code that another voucher has */            \
  X(KEY_REUSED, 409, checkout_key_reused)                                                          \
  X(UNKNOWN_PAYMENT, 404, checkout_unknown_payment)                                                \
  X(ALREADY_DECIDED, 409, checkout_already_decided)                                                \
  X(TOP_UP_GONE, 409, checkout_top_up_gone) /* paid too late for the promised price */             \
  X(TOO_LATE, 409, checkout_too_late)       /* paid after the last day of the voucher */

enum checkout_result {
#define X(name, status, message) CHECKOUT_##name,
  CHECKOUT_RESULTS(X)
#undef X
};

struct checkout_answer {
  enum checkout_result result;
  enum campaign_result campaign; /* when result is CHECKOUT_CAMPAIGN */
  enum topup_result top_up;      /* when result is CHECKOUT_TOP_UP */
  struct order_id order_id;
  struct payment_id payment_id;
  enum provider provider; /* of the payment that stands: a repeated key may have asked otherwise */
  int64_t due_minor;      /* by the buyer; the rest of the voucher's value is public money */
};
/* The name, status and sentence of a refusal, the campaign's or the top-up's own where it refused.
 */
const char *checkout_refusal(const struct checkout_answer *answer);
int checkout_status(const struct checkout_answer *answer);
enum message checkout_message(const struct checkout_answer *answer);

/* Does this shop sell vouchers now, as far as it, measures and campaigns go? With OK or a "no" of
 * the campaign, `campaign` is the one that sells or did last. */
enum checkout_result checkout_offer(struct ctx *ctx, const struct measured *shop,
                                    bool takes_vouchers, struct campaign *campaign);

/* Opens its own db_write; durable when it returns. */
struct checkout_answer checkout_place(struct ctx *ctx, const struct order_request *request);
/* A provider's word on a payment of his; durable when it returns. The same word twice is fine. Of
 * another's he knows nothing: CHECKOUT_UNKNOWN_PAYMENT. */
struct checkout_answer checkout_settle(struct ctx *ctx, enum provider provider,
                                       struct payment_id id, enum payment_state outcome);

/* The money is here, said inside the db_write of whoever counted it, so that both happen or
 * neither. `late`: also for an order that was abandoned because no money came in time. */
struct checkout_answer checkout_settle_within(struct ctx *ctx, struct payment_id id, bool late);

/* An order and its payment at once, inside the db_write of whoever has the money in hand.
 * `printed`: the voucher's id where its code was printed before, else 0. */
struct checkout_answer checkout_sell_within(struct ctx *ctx, const struct order_request *request,
                                            struct voucher_id printed);

/* The last day of what this payment would buy; is it over? */
struct day checkout_ends_on(struct ctx *ctx, struct payment_id id);
bool checkout_too_late(struct ctx *ctx, struct payment_id id);

/* The buyer of an order that waits for a transfer pays otherwise: the order and its public money
 * stay; money that comes by transfer after all waits in suspense. False: it waits for none, or that
 * way is not open. Opens its own db_write. */
bool checkout_change_way(struct ctx *ctx, struct payment_id id, enum provider provider);

/* Nobody pays any more. False if that was decided before. */
bool checkout_abandon_within(struct ctx *ctx, struct payment_id id);

/* Abandons orders whose time to be paid with public money is over. Returns how many. */
int64_t checkout_release_round(struct ctx *ctx);

/* How fragile a shop is today, as its page says it: for rules of top-up. */
int64_t checkout_fragility(struct ctx *ctx, struct shop_id id, const struct measured *shop);

struct checkout_aid { /* what public money can do for a buyer now */
  bool offered;       /* the campaign adds some */
  struct topup_rule rule;
  struct topup_facts facts; /* all but the value; verified whether he is or not */
  bool known;               /* he is verified, or nobody is asked who he is */
  int64_t left_minor;       /* in the envelope */
};
/* For pages: nothing is reserved. `shop`: NULL for all. */
struct checkout_aid checkout_aid_for(struct ctx *ctx, const struct campaign *campaign,
                                     const struct shop *shop, const struct order_top_up *wish);
/* What a voucher of this value would get, once he is verified: OK, or why nothing. */
struct topup_answer checkout_aid_of(struct ctx *ctx, const struct checkout_aid *aid,
                                    int64_t value_minor);

/* A sale that was made elsewhere, paid and with its voucher at once, without mail. Inside
 * db_write; for archives and measurements. The shop must exist. */
struct voucher_id checkout_record(struct ctx *ctx, const struct order_request *request,
                                  const struct campaign *campaign);

/* Given away by somebody who owes the sum: paid, with its voucher and its mail, at once. Inside
 * db_write; the shop, unless it is for all, must exist, and the campaign's days are the terms. */
struct order_id checkout_grant(struct ctx *ctx, const struct order_request *request,
                               const struct campaign *campaign, int64_t issuer);

struct order {
  struct order_id id;
  struct campaign_id campaign_id;
  struct shop_id shop_id;         /* 0: all shops that take part */
  struct merchant_id merchant_id; /* 0 likewise */
  struct money amount, top_up;    /* of the voucher; what of it public money adds */
  struct str buyer_name, buyer_email, recipient_name, message, support;
  enum language language;
  enum order_state state;
  bool has_voucher;
  struct voucher_id voucher_id;
  struct instant created_at;
};
bool order_find(struct ctx *ctx, struct order_id id, struct order *order);
/* The shop of an order; for 0 what stands for all shops that take part: a name, and no page. */
bool order_shop(struct ctx *ctx, struct shop_id id, struct shop *shop);
/* Was it paid with play money? Then its voucher says so. */
bool order_is_test(struct ctx *ctx, struct order_id id);
/* The payment of an order. */
bool order_payment_id(struct ctx *ctx, struct order_id id, struct payment_id *payment);

/* The unguessable name of an order in addresses, and back. */
struct str order_link(struct ctx *ctx, struct order_id id);
bool order_from_link(struct ctx *ctx, struct str link, struct order_id *id);

/* Forgets idempotency keys older than two days. Inside db_write. */
void checkout_forget_keys(struct ctx *ctx);

#endif
