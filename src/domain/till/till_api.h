/* Redeeming by JSON, for tills. */
#ifndef DOMAIN_TILL_API_H
#define DOMAIN_TILL_API_H

#include "web/web.h"

extern const struct route_table till_api_routes;

#endif
