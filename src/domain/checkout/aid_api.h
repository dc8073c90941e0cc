/* What is on sale and what public money adds to it, by JSON; and proving an address. */
#ifndef DOMAIN_CHECKOUT_AID_API_H
#define DOMAIN_CHECKOUT_AID_API_H

#include "web/web.h"

extern const struct route_table aid_api_routes; /* /api/v1/campaigns, /api/v1/proofs */

#endif
