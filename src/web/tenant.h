/* Which territory a host name belongs to, remembered until the tables it was read from change.
 * Also remembers names that belong to none, so that scanners cost no query each. */
#ifndef WEB_TENANT_H
#define WEB_TENANT_H

#include "web/exchange.h"

struct tenants;

struct tenants *tenants_create(void);
void tenants_destroy(struct tenants *tenants);

/* Fills exchange->territory (texts in its arena) and exchange->tenant. False: no such host. */
bool tenant_find(struct tenants *tenants, struct exchange *exchange, struct str host);

#endif
