/* The bank's file of a payout batch. */
#ifndef DOMAIN_PAYOUT_FILE_H
#define DOMAIN_PAYOUT_FILE_H

#include "domain/payout/payout.h"

/* An order to the territory's bank, in its version, from its account. */
struct paper_payment;
struct payout_order {
  struct str message_id; /* the bank takes one name once */
  struct instant created_at;
  struct day execute_on;
  const struct paper_payment *payments;
  size_t count;
};
struct str payout_order_file(struct ctx *ctx, const struct payout_order *order);

/* pain.001.001.03 or, by the territory's setting, .09; the same bytes every time.
 * False if there is no such batch, or a payment provider carries it out. */
bool payout_file(struct ctx *ctx, struct batch_id id, struct str *xml);

#endif
