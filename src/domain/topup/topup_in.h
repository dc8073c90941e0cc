/* Private to topup. */
#ifndef DOMAIN_TOPUP_TOPUP_IN_H
#define DOMAIN_TOPUP_TOPUP_IN_H

#include "domain/topup/topup.h"

/* Adds the cases that are kept; a look-up that is not made where there are none. */
void topup_find_cases(struct ctx *ctx, struct campaign_id id, struct topup_rule *rule);

#endif
