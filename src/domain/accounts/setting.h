/* What the accountant says about the territory's books. */
#ifndef DOMAIN_ACCOUNTS_SETTING_H
#define DOMAIN_ACCOUNTS_SETTING_H

#include "base/ctx.h"

/* The territory's SIREN, "" until given: it names the file for the tax office. */
struct str accounts_siren(struct ctx *ctx);
/* Opens its own db_write; audited. False: it is no SIREN. "" takes it away. */
bool accounts_siren_keep(struct ctx *ctx, struct str siren);

#endif
