/* The blocks of the account rendering: operations by nature without contraction, treasury, balance,
 * development of balances, vouchers, tax (CGCT, art. D.1611-26). */
#ifndef DOMAIN_ACCOUNTS_RENDERING_H
#define DOMAIN_ACCOUNTS_RENDERING_H

#include "domain/accounts/files.h"
#include "domain/accounts/report_pen.h"

void rendering_blocks(struct report_pen *pen, const struct account_files *files);

#endif
