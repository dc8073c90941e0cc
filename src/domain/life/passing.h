/* Passing a voucher on: what is left goes to somebody else as another voucher with another code;
 * the old one is dead and tills say so by name. The way out, too, for who lost a voucher: an agent
 * passes it on to its owner, and whoever found the old paper has nothing.
 *
 * Invariants
 * 1. All that is left goes on, once: the value leaves the old voucher's account for the new one's.
 * 2. The new one keeps the old one's terms; of its worth the buyer's and the public part are those
 *    of what was left, so that later refunds give what they would have given.
 * 3. A blocked voucher is passed on by an agent only, and the new one is not blocked. */
#ifndef DOMAIN_LIFE_PASSING_H
#define DOMAIN_LIFE_PASSING_H

#include "domain/voucher/voucher_act.h"

/* In order of precedence. */
#define PASSING_RESULTS(X)                                                                         \
  X(OK, 200, passing_ok)                                                                           \
  X(UNKNOWN, 404, passing_unknown)                                                                 \
  X(TRANSFERRED, 409, passing_transferred) /* was passed on before */                              \
  X(ENDED, 409, passing_ended)             /* refunded or expired */                               \
  X(SHOP_FAILED, 409, passing_shop_failed) /* frozen with its shop (domain/failure) */             \
  X(BLOCKED, 409, passing_blocked)         /* the holder cannot; an agent can */                   \
  X(NOTHING_LEFT, 409, passing_nothing_left)                                                       \
  X(NO_NAME, 422, passing_no_name)                                                                 \
  X(NO_ADDRESS, 422, passing_no_address)                                                           \
  X(NO_REASON, 422, passing_no_reason) /* an agent says why */

enum passing_result {
#define X(name, status, message) PASSING_##name,
  PASSING_RESULTS(X)
#undef X
};
const char *passing_refusal(enum passing_result result);
int passing_status(enum passing_result result);
enum message passing_message(enum passing_result result);

struct passing {
  struct voucher_id voucher;
  struct str name, email, message; /* of and to whom it goes to */
  struct str giver;                /* "": whoever holds it now */
  bool agent;                      /* ctx->person does it, audited */
  struct str note;                 /* the agent's reason */
};
struct passing_answer {
  enum passing_result result;
  struct voucher_id heir; /* with OK */
};
/* Might it be passed on now? */
enum passing_result passing_may(struct ctx *ctx, const struct voucher *voucher,
                                int64_t balance_minor, bool agent);
/* Opens its own db_write; durable when it returns. */
struct passing_answer passing_make(struct ctx *ctx, const struct passing *passing);

#endif
