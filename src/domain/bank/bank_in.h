/* Between the files of this room. All inside db_write. */
#ifndef DOMAIN_BANK_BANK_IN_H
#define DOMAIN_BANK_BANK_IN_H

#include "domain/bank/bank.h"

/* Money that arrived, into suspense. */
void bank_suspend(struct ctx *ctx, const struct bank_line *line, int64_t minor);
/* From one suspense account to another: 0, or of a payment. */
void bank_hold(struct ctx *ctx, int64_t from, int64_t to, int64_t minor, int64_t cause);
/* Out of suspense to where orders are paid from. */
void bank_use(struct ctx *ctx, int64_t owner, int64_t minor, int64_t cause);
/* What is held for a payment. */
int64_t bank_held_minor(struct ctx *ctx, struct payment_id payment);
/* Pays the order with what is held for it; the rest has just come with this line. Another result
 * than OK only where it is late, TOP_UP_GONE or TOO_LATE: the body must refuse. */
enum checkout_result bank_pay(struct ctx *ctx, struct payment_id payment,
                              struct bank_line_id line, bool late);

#endif
