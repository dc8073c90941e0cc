/* What whoever runs a campaign should look at, said beside its figures. */
#ifndef DOMAIN_BILAN_BILAN_ALERTS_H
#define DOMAIN_BILAN_BILAN_ALERTS_H

#include "domain/bilan/bilan.h"

enum { BILAN_ALERTS = 12 };
struct bilan_alert {
  struct str text; /* a sentence in the reader's language */
  struct str path; /* where something can be done */
};
struct bilan_alerts {
  struct bilan_alert items[BILAN_ALERTS];
  size_t count;
};
/* A campaign that closes within a week, vouchers that expire within two months, an envelope of
 * which four fifths are used, a ledger that has not been sealed for ten minutes. At most
 * BILAN_ALERTS. */
struct bilan_alerts bilan_alerts(struct ctx *ctx);

#endif
