/* What does not fit, by name, until an agent has looked: money that came otherwise than it should,
 * a payment that is contested, a refund that did not arrive, acts of others on the account.
 *
 * Invariants
 * 1. A thing is odd once in the same way, however often Stripe says so.
 * 2. Money that came with it lies in suspense, under the odd thing's own id, until it is used for
 *    its order, sent back to the card it came from, or kept. */
#ifndef DOMAIN_STRIPE_STRIPE_ODD_H
#define DOMAIN_STRIPE_STRIPE_ODD_H

#include "base/ctx.h"
#include "base/message.h"

#define STRIPE_ODDS(X)                                                                             \
  X(OTHER_AMOUNT, 1, stripe_odd_other_amount)                                                      \
  X(OTHER_CURRENCY, 2, stripe_odd_other_currency) /* not in the books: they know one currency */   \
  X(LATE, 3, stripe_odd_late)                     /* the order had been given up */                \
  X(DISPUTED, 4, stripe_odd_disputed)             /* the buyer's bank has taken the money back */  \
  X(DISPUTE_WON, 5, stripe_odd_dispute_won)                                                        \
  X(DISPUTE_LOST, 6, stripe_odd_dispute_lost)                                                      \
  X(REFUND_FAILED, 7, stripe_odd_refund_failed)                                                    \
  X(REFUND_ELSEWHERE, 8, stripe_odd_refund_elsewhere) /* not asked for here */                     \
  X(TRANSFER_REVERSED, 9, stripe_odd_transfer_reversed)                                            \
  X(TRANSFER_UNKNOWN, 10, stripe_odd_transfer_unknown) /* nobody knows whether it was made */      \
  X(ACCOUNT_CLOSED, 11, stripe_odd_account_closed)                                                 \
  X(FEE_OTHER_CURRENCY, 12, stripe_odd_fee_other_currency) /* not in the books either */           \
  X(UNCLEAR, 13, stripe_odd_unclear) /* a movement that people must explain (stripe_saying.h) */

enum stripe_odd_kind {
#define X(name, number, message) STRIPE_ODD_##name = number,
  STRIPE_ODDS(X)
#undef X
};
const char *stripe_odd_name(enum stripe_odd_kind kind); /* "late" */
enum message stripe_odd_words(enum stripe_odd_kind kind);

enum stripe_odd_state {
  STRIPE_ODD_OPEN = 1,
  STRIPE_ODD_ASKED = 2, /* its money is on the way back to the buyer */
  STRIPE_ODD_RESOLVED = 3
};

struct stripe_odd_id {
  int64_t value;
};
struct stripe_odd {
  struct stripe_odd_id id;
  enum stripe_odd_kind kind;
  int64_t noun;
  struct str object, intent;
  int64_t amount_minor, held_minor;
  struct str currency, detail, note;
  enum stripe_odd_state state;
  struct instant made_at;
  bool holds; /* given to stripe_odd_add: its money has come with it */
};
struct stripe_odds {
  struct stripe_odd *items;
  size_t count;
};

/* Inside db_write. Money that comes with it moves into suspense, if the books know its currency. */
void stripe_odd_add(struct ctx *ctx, const struct stripe_odd *odd);
bool stripe_odd_find(struct ctx *ctx, struct stripe_odd_id id, struct stripe_odd *odd);
/* Not resolved, oldest first, at most 100. */
struct stripe_odds stripe_odd_list(struct ctx *ctx);

#define STRIPE_ODD_RESULTS(X)                                                                      \
  X(OK, 200, stripe_odd_ok)                                                                        \
  X(NOTHING, 404, stripe_odd_nothing)                                                              \
  X(ALREADY_DECIDED, 409, stripe_odd_already_decided)                                              \
  X(NO_ORDER, 409, stripe_odd_no_order) /* that money is not what the order costs */               \
  X(NO_MONEY, 409, stripe_odd_no_money) /* nothing came with it that could go back */              \
  X(NO_NOTE, 422, stripe_odd_no_note)                                                              \
  X(NEEDS_SAYING, 409, stripe_odd_needs_saying) /* it has moved, and is not in the books */        \
  X(NO_MEANING, 422, stripe_odd_no_meaning)                                                        \
  X(NOT_SAID, 409, stripe_odd_not_said)                                                            \
  X(SAME_PERSON, 409, stripe_odd_same_person)

enum stripe_odd_result {
#define X(name, status, message) STRIPE_ODD_RESULT_##name,
  STRIPE_ODD_RESULTS(X)
#undef X
};
const char *stripe_odd_refusal(enum stripe_odd_result result);
int stripe_odd_status(enum stripe_odd_result result);
enum message stripe_odd_message(enum stripe_odd_result result);

/* A movement of our currency that nobody has explained yet. */
bool stripe_odd_needs_saying(const struct ctx *ctx, const struct stripe_odd *odd);
/* Inside db_write: two people have explained it. */
void stripe_odd_over(struct ctx *ctx, struct stripe_odd_id id, struct str note);

/* Each opens its own db_write and is audited. */
/* The order is paid after all: of LATE. */
enum stripe_odd_result stripe_odd_accept(struct ctx *ctx, struct stripe_odd_id id);
/* The money goes back to the card it came from. */
enum stripe_odd_result stripe_odd_refund(struct ctx *ctx, struct stripe_odd_id id);
/* Somebody has looked; money that is left in suspense stays with the territory. */
enum stripe_odd_result stripe_odd_close(struct ctx *ctx, struct stripe_odd_id id, struct str note);

/* Inside db_write: Stripe has sent the money back, or could not. False: not one of these. */
bool stripe_odd_refunded(struct ctx *ctx, struct stripe_odd_id id);
bool stripe_odd_refund_failed(struct ctx *ctx, struct stripe_odd_id id, struct str reason);

#endif
