/* A merchant's statement of a span of days: what was owed to them at its beginning, what came in,
 * what left, what is owed at its end; and what holders of vouchers could then still ask of their
 * shops. Page, paper, CSV, JSON and mail show the same `struct takings`, whose every figure is a
 * sum of transfers.
 *
 * Words. Money: the merchant's account « payable », in the merchant's favour. Vouchers: the
 * accounts « promise » of the merchant's shops. A voucher for all shops is nobody's promise: its
 * money is earned where it is used. What is only reserved does not count.
 *
 * Invariants
 * 1. Opening + the lines = closing, to the cent, of money and of vouchers; opening and closing are
 *    summed apart from the lines.
 * 2. The closing of a span is the opening of the next.
 * 3. The shops' vouchers together are the merchant's; so are the days' movements its lines.
 * 4. What is still on vouchers, by campaign and last day, sums to the closing of vouchers. */
#ifndef DOMAIN_TAKINGS_TAKINGS_H
#define DOMAIN_TAKINGS_TAKINGS_H

#include "base/message.h"
#include "domain/period/period.h"
#include "domain/shop/shop.h"
#include "domain/voucher/voucher.h"

/* name, word in exports. In the order in which they are shown. */
#define TAKINGS_LINES(X)                                                                           \
  X(SOLD, "sold")             /* paid by buyers */                                                 \
  X(PUBLIC, "public_money")   /* added to what they paid */                                        \
  X(ON_ACCOUNT, "on_account") /* vouchers that an employer or an office gives and pays for */      \
  X(EARNED, "earned")         /* vouchers for all shops, used here */                              \
  X(REFUNDED, "refunded")     /* sales undone: to buyers, and to where public money came from */   \
  X(TAKEN_BACK, "taken_back") /* uses of vouchers for all shops that were a mistake */             \
  X(REMAINDER, "remainder")   /* of expired vouchers, to the solidarity fund */                    \
  X(FEES, "fees")                                                                                  \
  X(PAID, "paid_out")                                                                              \
  X(RETURNED, "paid_out_returned") /* payouts that came back */                                    \
  X(OTHER, "other")

enum takings_line {
#define X(name, word) TAKINGS_##name,
  TAKINGS_LINES(X)
#undef X
      TAKINGS_LINE_COUNT
};

#define TAKINGS_VOUCHER_LINES(X)                                                                   \
  X(ISSUED, "issued")                                                                              \
  X(REDEEMED, "redeemed")                                                                          \
  X(REVERSED, "reversed") /* uses taken back: on the voucher again */                              \
  X(REFUNDED, "refunded")                                                                          \
  X(EXPIRED, "expired")                                                                            \
  X(OTHER, "other")

enum takings_voucher_line {
#define X(name, word) TAKINGS_VOUCHER_##name,
  TAKINGS_VOUCHER_LINES(X)
#undef X
      TAKINGS_VOUCHER_LINE_COUNT
};

struct str takings_word(enum takings_line line);
enum message takings_label(enum takings_line line);
struct str takings_voucher_word(enum takings_voucher_line line);
enum message takings_voucher_label(enum takings_voucher_line line);
enum takings_line takings_line_of(int64_t reason);
enum takings_voucher_line takings_voucher_line_of(int64_t reason);

struct takings_sum {
  int64_t count, minor; /* in the merchant's favour positive; of vouchers: what is owed in goods */
};
struct takings_money {
  int64_t opening_minor, closing_minor;
  int64_t under_way_minor; /* of the closing: in a payout that is prepared */
  struct takings_sum lines[TAKINGS_LINE_COUNT];
};
struct takings_vouchers {
  int64_t opening_minor, closing_minor;
  struct takings_sum lines[TAKINGS_VOUCHER_LINE_COUNT];
};

struct takings_shop {
  struct shop_id id;
  struct str name;
  struct takings_vouchers vouchers;
  int64_t credited_minor; /* sold for it, or used in it of vouchers for all shops; less undone */
};
struct takings_shops {
  struct takings_shop *items;
  size_t count;
};
struct takings_day { /* only days on which something moved */
  struct day on;
  int64_t in_minor, back_minor, paid_minor; /* the last two with their sign */
  int64_t balance_minor;                    /* at its end */
  int64_t redeemed_minor;                   /* in goods */
};
struct takings_days {
  struct takings_day *items;
  size_t count;
};
struct takings_left { /* still on vouchers at the end */
  struct str campaign;
  struct day expires_on;
  int64_t minor;
};
struct takings_lefts {
  struct takings_left *items;
  size_t count;
};

struct takings {
  struct merchant merchant;
  struct span span;
  struct takings_money money;
  struct takings_vouchers vouchers;
  struct takings_shops shops;
  struct takings_days days;
  struct takings_lefts lefts;
};
/* False: there is no such merchant. The span is sound. */
bool takings_of(struct ctx *ctx, struct merchant_id merchant, struct span span,
                struct takings *takings);

struct takings_move { /* one transfer */
  bool voucher;       /* of a shop's promise; else money */
  struct transfer_id id;
  int64_t reason;
  struct takings_sum sum;
  struct instant at;
  struct shop_id shop;     /* 0: of the merchant as a whole */
  struct voucher_id known; /* 0: none */
};
/* Every movement of the span: money in the order of time, then vouchers shop by shop. `see` must
 * not use the database. */
void takings_walk(struct ctx *ctx, const struct takings *takings,
                  void (*see)(void *arg, const struct takings_move *move), void *arg);

struct takings_merchant { /* whose account moved in a span */
  struct merchant_id id;
  struct str name;
  int64_t in_minor, out_minor;
};
struct takings_merchants {
  struct takings_merchant *items;
  size_t count;
};
/* By name, at most 1,000. */
struct takings_merchants takings_merchants(struct ctx *ctx, struct span span);

#endif
