/* A gift that we bring: the buyer says to which address and on which day, the job sends it that
 * morning. Until then the buyer may change address, day and message.
 *
 * Invariants
 * 1. waiting -> sent | dropped, once; the mail is written in the transaction that says so.
 * 2. A gift whose voucher is frozen on its day is held, and its buyer told: waiting -> held. When
 *    the voucher thaws it waits again, and goes out at once.
 * 3. A gift whose voucher has come to its end before its day (the buyer withdrew) is not sent. */
#ifndef DOMAIN_CHECKOUT_GIFT_H
#define DOMAIN_CHECKOUT_GIFT_H

#include "domain/checkout/checkout.h"

/* In order of precedence. */
#define GIFT_RESULTS(X)                                                                            \
  X(OK, 200, gift_ok)                                                                              \
  X(UNKNOWN, 404, gift_unknown)                                                                    \
  X(SENT, 409, gift_sent) /* it has left, or will not */                                           \
  X(NO_ADDRESS, 422, gift_no_address)                                                              \
  X(BAD_DAY, 422, gift_bad_day) /* over, or after the voucher's last day */

enum gift_result {
#define X(name, status, message) GIFT_##name,
  GIFT_RESULTS(X)
#undef X
};
const char *gift_refusal(enum gift_result result);
int gift_status(enum gift_result result);
enum message gift_message(enum gift_result result);

enum gift_state {
  GIFT_STATE_WAITING = 1,
  GIFT_STATE_SENT = 2,
  GIFT_STATE_DROPPED = 3,
  GIFT_STATE_HELD = 4 /* its day has come, but its voucher is frozen with the shop */
};

struct gift {
  struct order_id order;
  struct str name, email, message;
  struct day send_on;
  enum gift_state state;
  struct instant sent_at;
};
/* Of a paid order. False: it is no gift that we send. */
bool gift_find(struct ctx *ctx, struct order_id id, struct gift *gift);

/* Inside db_write, when the order is paid. */
void gift_begin(struct ctx *ctx, struct order_id id, struct day send_on);
/* The buyer changes address, day or message. Opens its own db_write. */
enum gift_result gift_change(struct ctx *ctx, const struct gift *gift);
/* The voucher is worth its value again: a gift that was held waits again. Inside db_write. */
void gift_release(struct ctx *ctx, struct order_id id);
/* Sends what is due, each in its own db_write. Returns how many. */
int64_t gift_round(struct ctx *ctx);

#endif
