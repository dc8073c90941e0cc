/* The keys that sign vouchers, one for the whole installation at a time, and the token of a
 * voucher. Keys are numbered pairs derived from the installation's secret: none is stored, none can
 * be lost apart from it. A change counts on; the key before stays published until the last voucher
 * that it may have signed has expired, since that long its QR codes are in people's drawers.
 *
 * Invariants
 * 1. Exactly one key signs; numbers start at 1 and have no gaps.
 * 2. A published key is the one that signs, or one whose vouchers have not all expired, or none
 *    whose withdrawal was asked for. */
#ifndef DOMAIN_VOUCHER_KEY_H
#define DOMAIN_VOUCHER_KEY_H

#include "domain/voucher/voucher.h"

struct voucher_key {
  uint32_t number;
  unsigned char public[32];
  struct instant from_at;
  bool signs;
  struct day until_on; /* of one that signs no more: the last day on which it is published */
};
struct voucher_keys {
  struct voucher_key *items;
  size_t count;
};

/* Those published today (UTC), the one that signs first. */
struct voucher_keys voucher_key_list(struct ctx *ctx);
uint32_t voucher_key_signing(struct ctx *ctx);
/* Another key signs from now on; its number. With `withdraw` the one before is no longer published,
 * so that tills without network refuse what it signed. Inside db_write; reads every voucher once.
 */
uint32_t voucher_key_change(struct ctx *ctx, bool withdraw);

/* The token of a voucher, signed by the key of today. */
struct str voucher_token_of(struct ctx *ctx, const struct voucher *voucher);
/* The voucher that a token names. False: unreadable, or not signed here. */
bool voucher_token_open(struct ctx *ctx, struct str text, struct voucher_id *id);

#endif
