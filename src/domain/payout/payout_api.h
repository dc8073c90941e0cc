/* The merchant's statement as JSON, and the bank's file. */
#ifndef DOMAIN_PAYOUT_API_H
#define DOMAIN_PAYOUT_API_H

#include "web/web.h"

extern const struct route_table payout_api_routes;

#endif
