/* The line before an empty envelope. When money is released or added, the first whose wish fits is
 * offered it: so much is reserved for him, and a mail says so. An offer that is not used goes to
 * the next.
 *
 * Invariants
 * 1. waiting -> offered -> taken | lapsed; waiting -> lapsed when the campaign has ended; waiting
 *    or offered -> left when he says so, and what was kept for him is the next one's. Each step
 *    happens once.
 * 2. While somebody waits, money that nobody has been offered goes to the line and to nobody else.
 * 3. An e-mail address stands in a campaign's line once, in whatever way it is written
 *    (topup_person_key). */
#ifndef DOMAIN_TOPUP_QUEUE_H
#define DOMAIN_TOPUP_QUEUE_H

#include "domain/shop/shop.h"
#include "domain/topup/envelope.h"

struct queue_id {
  int64_t value;
};

enum { QUEUE_OFFER_HOURS = 24 };

enum queue_state {
  QUEUE_WAITING = 1,
  QUEUE_OFFERED = 2,
  QUEUE_TAKEN = 3,
  QUEUE_LAPSED = 4,
  QUEUE_LEFT = 5
};

struct queued {
  struct queue_id id;
  struct campaign_id campaign_id;
  struct shop_id shop_id; /* 0: all */
  int64_t value_minor, minor;
  struct str email;
  enum queue_state state;
  struct transfer_id transfer;
  struct instant offered_until;
};

/* Takes a place; who stands there already keeps his. Only campaign_id, shop_id, value_minor, minor
 * and email are read. Opens its own db_write. */
struct queue_id queue_join(struct ctx *ctx, const struct queued *wish);
bool queue_find(struct ctx *ctx, struct queue_id id, struct queued *queued);
/* 1: the first of those who wait. */
int64_t queue_place(struct ctx *ctx, const struct queued *queued);
/* How many wait; counted up to 1,000. */
int64_t queue_length(struct ctx *ctx, struct campaign_id id);

/* Inside db_write: the offer becomes an order's; its money is free for exactly this body to reserve
 * again. False: it is no offer (any more), or of another campaign. */
bool queue_take(struct ctx *ctx, struct queue_id id, struct campaign_id campaign);

/* He does not want it any more. False: he stands there no longer. Opens its own db_write. */
bool queue_leave(struct ctx *ctx, struct queue_id id);

/* Takes unused offers back, then offers what there is. Opens its own db_writes. How many of both.
 */
int64_t queue_round(struct ctx *ctx);

/* Its name in addresses, and back. */
struct str queue_link(struct ctx *ctx, struct queue_id id);
bool queue_from_link(struct ctx *ctx, struct str link, struct queue_id *id);

#endif
