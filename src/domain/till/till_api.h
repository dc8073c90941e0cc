/* Redeeming by JSON, for tills. */
#ifndef DOMAIN_TILL_API_H
#define DOMAIN_TILL_API_H

#include "web/web.h"

extern const struct route_table till_api_routes;
/* The public keys that tell a genuine voucher, for tills without network. */
extern const struct route_table till_key_routes;

#endif
