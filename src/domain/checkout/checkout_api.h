/* Buying a voucher by JSON: order, sandbox payment, state. */
#ifndef DOMAIN_CHECKOUT_API_H
#define DOMAIN_CHECKOUT_API_H

#include "web/web.h"

extern const struct route_table checkout_api_routes;

#endif
