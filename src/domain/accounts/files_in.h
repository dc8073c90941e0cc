/* Between files.c, which writes lists of entries, and file_tables.c, which writes what follows from
 * them. */
#ifndef DOMAIN_ACCOUNTS_FILES_IN_H
#define DOMAIN_ACCOUNTS_FILES_IN_H

#include "domain/accounts/files.h"

struct file_work {
  struct account_files *files;
  struct memory *memory;
  enum language language;
  struct str currency;
};

/* Between providers and the bank. */
void file_provider_tables(struct file_work *work, struct ctx *ctx);
/* Balance, vouchers in circulation, tax, bank, plan, seals: once the books are walked. */
void file_tables(struct file_work *work, struct ctx *ctx);

#endif
