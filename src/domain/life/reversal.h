/* Taking back a use that was a mistake: the wrong amount, the wrong voucher, the customer left. The
 * shop does it by itself within a window; later an agent does, and says why. What was used is on
 * the voucher again; a shop that had earned the money by it (a voucher for all shops) gives it
 * back. A neighbour's voucher likewise, in both territories at once: by the shop that took it, or
 * by an agent of the voucher's territory.
 *
 * Invariants
 * 1. A use is taken back at most once, whole, and exactly: each account it moved stands as before.
 * 2. The window is counted by the server's clock from when the use was kept; it is the
 *    territory's choice.
 * 3. A voucher that was used up, or whose rest was paid back, is alive again; on one that was
 * passed on or has expired nothing comes back. */
#ifndef DOMAIN_LIFE_REVERSAL_H
#define DOMAIN_LIFE_REVERSAL_H

#include "domain/voucher/voucher_act.h"

/* In order of precedence. */
#define REVERSAL_RESULTS(X)                                                                        \
  X(OK, 200, reversal_ok)                                                                          \
  X(UNKNOWN_USE, 404, reversal_unknown_use)                                                        \
  X(OTHER_SHOP, 409, reversal_other_shop)                                                          \
  X(ALREADY, 409, reversal_already)                                                                \
  X(TRANSFERRED, 409, reversal_transferred)                                                        \
  X(EXPIRED, 409, reversal_expired)                                                                \
  X(TOO_LATE, 409, reversal_too_late) /* for the shop: ask an agent */                             \
  X(NO_REASON, 422, reversal_no_reason)

enum reversal_result {
#define X(name, status, message) REVERSAL_##name,
  REVERSAL_RESULTS(X)
#undef X
};
const char *reversal_refusal(enum reversal_result result);
int reversal_status(enum reversal_result result);
enum message reversal_message(enum reversal_result result);

struct reversal {
  struct voucher_id voucher;
  struct transfer_id use;
  struct shop_id shop; /* that takes it back; 0: an agent does */
  struct till_id till; /* of the shop; 0: a signed-in person */
  struct str note;     /* an agent's reason */
};
struct reversal_answer {
  enum reversal_result result;
  int64_t amount_minor, balance_minor; /* that came back; on the voucher now */
};
/* Opens its own db_write; durable when it returns. An agent's is audited. */
struct reversal_answer reversal_make(struct ctx *ctx, const struct reversal *reversal);

/* How long a shop may, in minutes; 0: never. */
enum { REVERSAL_MINUTES = 30, REVERSAL_MINUTES_MAX = 7 * 24 * 60 };
int64_t reversal_minutes(struct ctx *ctx);
/* Inside db_write; ctx->person is audited. */
void reversal_set_minutes(struct ctx *ctx, int64_t minutes);

struct till_use { /* as a shop sees it */
  struct voucher_id voucher;
  struct transfer_id use;
  struct instant at;
  int64_t amount_minor;
  bool reversed, reversible; /* reversible: by the shop, now */
};
struct till_uses {
  struct till_use *items;
  size_t count;
};
/* What this shop took since that instant, newest first, at most 200. */
struct till_uses reversal_uses(struct ctx *ctx, struct shop_id shop, struct instant since);

#endif
