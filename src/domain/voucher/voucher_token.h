/* What the QR of a voucher holds: enough for a till without network to know that the voucher is
 * ours, where it may be used, until when and for how much, signed with Ed25519 (RFC 8032). It says
 * nothing of what is left: that knows the ledger only. Pure; which keys there are and whether a
 * voucher exists is for others.
 *
 * A token is 90 bytes, big-endian:
 *
 *    0      version 1 (high half), flags (low half: 1 wide, 2 of a test campaign)
 *    1..2   number of the key that signed
 *    3..9   the eleven symbols of the voucher's code, without its check symbol (55 bits)
 *   10..17  id of the shop, or of the territory for a wide voucher
 *   18..19  first day of use, in days since 2020-01-01
 *   20..21  last day
 *   22..25  what it was worth when it was sold, in minor units
 *   26..89  signature of bytes 0 to 25
 *
 * Written as "AZ" and 144 symbols of Crockford's base 32: the alphanumeric mode of QR codes then
 * takes 5.5 bits a symbol, and 41 modules a side are enough where bytes would need 45. The first
 * two letters tell how a scanner's keyboard was understood (keyboard.h).
 *
 * Invariants
 * 1. What is read is what was written, and there is one text for each token.
 * 2. A token of which one symbol is changed is not genuine. */
#ifndef DOMAIN_VOUCHER_TOKEN_H
#define DOMAIN_VOUCHER_TOKEN_H

#include "base/crypto.h"
#include "base/time.h"

enum { VOUCHER_TOKEN_LEN = 146, VOUCHER_TOKEN_SIGNED = 26 };

struct voucher_token {
  uint32_t key;     /* 1 to 65,535 */
  uint64_t voucher; /* 55 bits: what its code says */
  bool wide;        /* good in every shop that takes part; `scope` is then the territory */
  bool test;        /* play money: shown loudly, never taken */
  int64_t scope;
  struct day first_on, last_on; /* within the days below */
  int64_t amount_minor;         /* 0 to 2^32 - 1 */
};

/* 2020-01-01 to 2199-06-06. */
enum { VOUCHER_TOKEN_FIRST_DAY = 18262, VOUCHER_TOKEN_LAST_DAY = 18262 + UINT16_MAX };

struct voucher_token_text { /* as it came */
  struct voucher_token token;
  unsigned char bytes[VOUCHER_TOKEN_SIGNED];
  struct signature signature;
};

struct str voucher_token_write(struct arena *arena, const struct voucher_token *token,
                               const struct sign_pair *pair);
/* Could this be a token at all, well read or not? Nothing that a person types is as long. */
bool voucher_token_looks(struct str text);
/* Any case, white space anywhere. False: no token, or of a version that we do not know. */
bool voucher_token_read(struct str text, struct voucher_token_text *read);
/* Was it signed by the owner of this key? */
bool voucher_token_genuine(const struct voucher_token_text *read, const unsigned char public[32]);

#endif
