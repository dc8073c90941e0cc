/* What a till took without a network. The goods have left the shop: what it reports is booked like
 * any redemption, by the till's clock, or refused by name and kept for the shop to see. A refusal
 * takes nothing, not even what is left on the voucher; the shop may take that afterwards.
 *
 * Words: a ceiling bounds what one device may take so, of a voucher and in a day. An offline scan
 * is one act so decided; a conflict one that we refused.
 *
 * Invariants
 * 1. A till's clock counts for OFFLINE_DAYS days back and never forward: what it says was taken
 *    within them is judged by the rules of that day.
 * 2. A device never takes more in a day than its ceiling; 0 means nothing without a network.
 * 3. Every offline scan is kept once, with what became of it. */
#ifndef DOMAIN_VOUCHER_OFFLINE_H
#define DOMAIN_VOUCHER_OFFLINE_H

#include "domain/voucher/voucher.h"

enum { OFFLINE_DAYS = 7 };

struct offline_ceilings {
  int64_t voucher_minor, day_minor;
};
struct offline_ceilings offline_ceilings(struct ctx *ctx);
enum { OFFLINE_CEILING_MAX = 1000000 }; /* of a day: 10,000.00 */
/* Neither negative nor above OFFLINE_CEILING_MAX. Inside db_write. */
void offline_set_ceilings(struct ctx *ctx, struct offline_ceilings ceilings);

/* The day by whose rules this redemption is judged. */
struct day offline_day(const struct ctx *ctx, const struct voucher_redemption *redemption);
/* Is it within the ceilings of its device? Inside db_write. */
bool offline_within(struct ctx *ctx, const struct voucher_redemption *redemption);
/* Keeps what became of it. Inside db_write. */
void offline_note(struct ctx *ctx, const struct voucher_redemption *redemption,
                  const struct voucher_answer *answer);

struct offline_scan {
  struct till_id till_id;
  struct str nonce;
  struct str device, shop;      /* their names; "" device: a signed-in person */
  struct voucher_id voucher_id; /* 0: it did not read */
  int64_t amount_minor, left_minor;
  enum voucher_result result;
  struct instant scanned_at, received_at;
  bool closed;
};
struct offline_scans {
  struct offline_scan *items;
  size_t count;
};
/* Newest first, at most 100. */
struct offline_scans offline_list_by_shop(struct ctx *ctx, struct shop_id shop);
/* Conflicts of all shops that nobody has closed, oldest first, at most 200. */
struct offline_scans offline_list_open(struct ctx *ctx);
int64_t offline_count_open(struct ctx *ctx, struct shop_id shop);
/* The shop has dealt with it. False if it is not one of its conflicts, or was closed before. Inside
 * db_write. */
bool offline_close(struct ctx *ctx, struct shop_id shop, struct till_id till, struct str nonce);

struct refused_scan { /* any scan that was refused, with a network or without */
  struct str device;
  struct voucher_id voucher_id; /* 0: it did not read */
  enum voucher_result result;
  struct instant at;
};
struct refused_scans {
  struct refused_scan *items;
  size_t count;
};
/* Newest first, at most 50. */
struct refused_scans refused_list_by_shop(struct ctx *ctx, struct shop_id shop);

#endif
