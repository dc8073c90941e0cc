/* What the counter prints: the receipt of a sale, the report of a box. */
#ifndef DOMAIN_COUNTER_COUNTER_SLIP_H
#define DOMAIN_COUNTER_COUNTER_SLIP_H

#include "domain/counter/counter.h"

/* In ctx->language. */
struct str counter_receipt_pdf(struct ctx *ctx, struct str territory, const struct sale *sale);
struct str counter_report_pdf(struct ctx *ctx, struct str territory, const struct cash_box *box);

/* The pieces that a count goes through, largest first; ends with 0. */
const int64_t *counter_pieces(enum currency currency);
enum { COUNTER_PIECES_MAX = 16 };

/* The receipt of who got money back at the counter, to sign. */
struct str counter_payback_pdf(struct ctx *ctx, struct str territory, const struct paid_back *paid);

#endif
