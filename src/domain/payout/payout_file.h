/* The bank's file of a payout batch. */
#ifndef DOMAIN_PAYOUT_FILE_H
#define DOMAIN_PAYOUT_FILE_H

#include "domain/payout/payout.h"

/* pain.001.001.03 or, by the territory's setting, .09; the same bytes every time.
 * False if there is no such batch, or a payment provider carries it out. */
bool payout_file(struct ctx *ctx, struct batch_id id, struct str *xml);

#endif
