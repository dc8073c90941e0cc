/* The demonstration's public money. */
#ifndef DOMAIN_DEMO_AID_H
#define DOMAIN_DEMO_AID_H

#include "base/ctx.h"
#include "base/json.h"

/* To the campaign that sells now: kariyon's rule of 2020, an envelope of these funders
 * ({"name": "Ville", "amount": "20000.00"}), and sales of a month. */
void demo_aid(struct ctx *ctx, const struct json *funders);

#endif
