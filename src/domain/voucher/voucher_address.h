/* Under which e-mail addresses a voucher is found again: its buyer's, and of whoever it was given
 * or passed on to. Addresses are compared in small letters. */
#ifndef DOMAIN_VOUCHER_VOUCHER_ADDRESS_H
#define DOMAIN_VOUCHER_VOUCHER_ADDRESS_H

#include "domain/voucher/voucher.h"

/* The address as it is compared. */
struct str voucher_address_key(struct ctx *ctx, struct str email);

/* Inside db_write. "" is no address. The same again is fine. */
void voucher_address_note(struct ctx *ctx, struct str email, struct voucher_id id);

struct voucher_ids {
  struct voucher_id *items;
  size_t count;
};
/* Newest first, older than `before` (0: from the newest), at most 100. */
struct voucher_ids voucher_address_list(struct ctx *ctx, struct str email,
                                        struct voucher_id before);

#endif
