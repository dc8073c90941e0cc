/* What somebody did to a voucher beside using it: one line an act, never changed, written in the
 * transaction of the act. Together with its uses these lines are a voucher's whole story. Doing
 * is domain/life. */
#ifndef DOMAIN_VOUCHER_VOUCHER_ACT_H
#define DOMAIN_VOUCHER_VOUCHER_ACT_H

#include "domain/voucher/voucher.h"

/* kind, number in the database, its words */
#define VOUCHER_ACTS(X)                                                                            \
  X(BLOCK, 1, voucher_act_block)                                                                   \
  X(UNBLOCK, 2, voucher_act_unblock)                                                               \
  X(REVERSE, 3, voucher_act_reverse)   /* a use taken back; noun: the use's transfer */            \
  X(REFUND, 4, voucher_act_refund)     /* value off, money on its way back; noun: the refund */    \
  X(WITHDRAW, 5, voucher_act_withdraw) /* the same by the buyer's right to withdraw */             \
  X(PASS_ON, 6, voucher_act_pass_on)   /* noun: the voucher it went on as */                       \
  X(RECEIVE, 7, voucher_act_receive)   /* noun: the voucher it came from */                        \
  X(EXTEND, 8, voucher_act_extend)                                                                 \
  X(EXPIRE, 9, voucher_act_expire)                                                                 \
  X(SEND_AGAIN, 10, voucher_act_send_again)                                                        \
  X(REMIND, 11, voucher_act_remind)                                                                \
  X(REFUND_SENT, 12, voucher_act_refund_sent)                                                      \
  X(REFUND_FAILED, 13, voucher_act_refund_failed)                                                  \
  X(REVIVE, 14, voucher_act_revive) /* expired, and alive again under a later last day */

enum voucher_act_kind {
#define X(name, number, message) VOUCHER_ACT_##name = number,
  VOUCHER_ACTS(X)
#undef X
};
enum message voucher_act_message(enum voucher_act_kind kind);

struct voucher_act {
  enum voucher_act_kind kind;
  int64_t amount_minor, balance_minor; /* that moved, or 0; left after it */
  int64_t noun;
  struct person_id person; /* 0: a holder, a till or the program */
  struct till_id till;
  struct str note;
  bool has_was_on;
  struct day was_on; /* EXTEND: the last day before it; only written */
  struct instant at;
};
struct voucher_acts {
  struct voucher_act *items;
  size_t count;
};

/* Inside db_write; by ctx->person, now. */
void voucher_act_note(struct ctx *ctx, const struct voucher *voucher,
                      const struct voucher_act *act);
/* Oldest first, at most 200. */
struct voucher_acts voucher_act_list(struct ctx *ctx, struct voucher_id id);

/* What left vouchers otherwise than by being used, and what came back to them; of one shop's own,
 * or (0) of those for all shops. */
struct voucher_act_sums {
  int64_t refunded_minor, expired_minor, reversed_minor;
};
struct voucher_act_sums voucher_act_sums(struct ctx *ctx, struct shop_id shop);

#endif
