/* The API's description, OpenAPI 3.1, from the same tables that serve it: routes, their forms and
 * the shapes of their replies. Only routes below /api/v1/ are in it. */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "web/web.h"

void openapi_write(struct buf *out, const struct route_table *tables, size_t count,
                   struct str title, struct str version);

#endif
