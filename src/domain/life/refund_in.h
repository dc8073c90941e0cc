/* Between the files of refunds. All inside db_write. */
#ifndef DOMAIN_LIFE_REFUND_IN_H
#define DOMAIN_LIFE_REFUND_IN_H

#include "domain/checkout/checkout.h"
#include "domain/life/refund.h"

struct refund_terms { /* what is refunded; its value is off the voucher already */
  const struct voucher *voucher;
  const struct payment *payment;
  enum refund_cause cause;
  int64_t value_minor;
  struct str note;
  bool in_hand; /* refund_handed_over() follows in the same transaction */
};
/* Writes it, moves its money, and sends it on its way as far as nobody must act. */
struct refund_id refund_record(struct ctx *ctx, const struct refund_terms *terms);
/* The payment of a voucher, if somebody paid for it. */
bool refund_payment(struct ctx *ctx, const struct voucher *voucher, struct payment *payment);
/* Tells the buyer, in the buyer's language. */
void refund_tell(struct ctx *ctx, struct refund_id id, struct order_id order, bool sent);
/* refund -> clearing of who sends it. */
void refund_move_out(struct ctx *ctx, struct refund_id id, enum provider provider,
                     enum provider via, int64_t paid_minor);

#endif
