/* Does a territory sell vouchers at a counter, against cash and cheques, and from which difference
 * on does closing a cash box ask for a second person? */
#ifndef DOMAIN_PAYMENT_DESK_SETTING_H
#define DOMAIN_PAYMENT_DESK_SETTING_H

#include "domain/payment/payment.h"

struct desk_setting {
  bool open;
  int64_t difference_minor; /* more than this, either way, and two people answer for it */
};

enum { DESK_DIFFERENCE_MINOR = 1000 }; /* while nothing was kept */

/* False, and the usual values, while nothing was kept. */
bool desk_setting_find(struct ctx *ctx, struct desk_setting *setting);
/* Opens its own db_write; audited. */
void desk_setting_keep(struct ctx *ctx, const struct desk_setting *setting);

#endif
