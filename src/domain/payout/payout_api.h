/* The merchant's statement as JSON, and the bank's file. */
#ifndef DOMAIN_PAYOUT_API_H
#define DOMAIN_PAYOUT_API_H

#include "domain/ledger/ledger.h"
#include "domain/payout/payout.h"
#include "web/web.h"

extern const struct route_table payout_api_routes;

/* A merchant's movements, as JSON and CSV have them. */
struct statement_line {
  struct str id, reason, phase;
  struct money amount;
  struct instant at;
};
struct statement_lines {
  struct statement_line *items;
  size_t count;
};
extern const struct shape statement_line_shape;
/* Newest first, at most `limit` (<= 200), older than `before` (0: from the newest). */
struct statement_lines statement_lines(struct ctx *ctx, struct merchant_id merchant,
                                       struct transfer_id before, size_t limit);

#endif
