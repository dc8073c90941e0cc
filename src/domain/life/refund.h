/* Money on its way back to who paid: because an agent says so, because the buyer withdraws, or
 * because what is left at a voucher's end is the holder's. The value leaves the voucher first, in
 * the same transaction, so that nobody is paid back for what somebody has used.
 *
 * Words. The value is what comes off the voucher. Of it the buyer's part goes back the way it came
 * and the public part to the envelope it came from.
 *
 * Invariants
 * 1. Value = buyer's part + public part. The buyer's part of all refunds of a voucher is what one
 *    refund of their sum would give: sum x paid / amount, rounded down to the cent.
 * 2. No value is paid back twice, nor after it was used: it leaves the guarded account once.
 * 3. asked -> under way -> sent | failed; what failed is asked for anew, or dropped. The money
 *    leaves `refund` of its provider once, when it is sent, and comes back there if it returns.
 * 4. By bank money leaves by the word of two people.
 * 5. Of a voucher that was given away the payer is its issuer, who owes so much less at once. */
#ifndef DOMAIN_LIFE_REFUND_H
#define DOMAIN_LIFE_REFUND_H

#include "domain/payment/refund_ask.h"
#include "domain/voucher/voucher_act.h"

struct refund_id {
  int64_t value;
};

/* In order of precedence. */
#define REFUND_RESULTS(X)                                                                          \
  X(OK, 200, refund_ok)                                                                            \
  X(UNKNOWN, 404, refund_unknown)                                                                  \
  X(TRANSFERRED, 409, refund_transferred)                                                          \
  X(REFUNDED, 409, refund_refunded)                                                                \
  X(EXPIRED, 409, refund_expired)                                                                  \
  X(SHOP_FAILED, 409, refund_shop_failed) /* frozen with its shop (domain/failure) */              \
  X(BLOCKED, 409, refund_blocked)         /* the holder cannot; an agent can */                    \
  X(USED, 409, refund_used)               /* no withdrawal any more */                             \
  X(TOO_LATE, 409, refund_too_late)       /* likewise, after its last day */                       \
  X(NOTHING_LEFT, 409, refund_nothing_left)                                                        \
  X(AMOUNT_MISSING, 422, refund_amount_missing)                                                    \
  X(AMOUNT_ABOVE_BALANCE, 409, refund_amount_above_balance)                                        \
  X(NO_REASON, 422, refund_no_reason)                                                              \
  X(NO_PAYMENT, 409, refund_no_payment)   /* nobody paid for this voucher */                       \
  X(NOT_NOW, 409, refund_not_now)         /* this state does not lead there */                     \
  X(BAD_ACCOUNT, 422, refund_bad_account) /* no IBAN, or no holder */                              \
  X(NO_ACCOUNT, 409, refund_no_account)   /* say first to which account */                         \
  X(SAME_PERSON, 409, refund_same_person)                                                          \
  X(AT_COUNTER, 409, refund_at_counter) /* cash leaves a box: domain/counter */

enum refund_result {
#define X(name, status, message) REFUND_RESULT_##name,
  REFUND_RESULTS(X)
#undef X
};
const char *refund_refusal(enum refund_result result);
int refund_status(enum refund_result result);
enum message refund_message(enum refund_result result);

enum refund_cause { REFUND_BY_AGENT = 1, REFUND_WITHDRAWN = 2, REFUND_AT_END = 3 };

enum refund_stage {
  REFUND_STAGE_ASKED = 1, /* somebody must act: a transfer, or cash */
  REFUND_STAGE_UNDER_WAY = 2,
  REFUND_STAGE_SENT = 3,
  REFUND_STAGE_FAILED = 4,
  REFUND_STAGE_DROPPED = 5 /* the cheque it gives back was never paid */
};
const char *refund_stage_name(enum refund_stage stage); /* "under_way" */
enum message refund_stage_message(enum refund_stage stage);

struct refund {
  struct refund_id id;
  struct voucher_id voucher;
  struct order_id order;
  struct payment_id payment;
  enum provider provider, via; /* that took the money; that sends it back */
  enum refund_cause cause;
  enum refund_stage stage;
  struct money value, paid, public_part;
  struct str note, iban, holder, failure;
  struct person_id asked_by; /* 0: the buyer, or the program */
  struct person_id decided_by;
  struct instant asked_at, sent_at;
  int64_t turn; /* how often two people said yes to its transfer: after a return, once more */
};
struct refunds {
  struct refund *items;
  size_t count;
};

/* Of a value refunded from a voucher of which so much was refunded before. Pure. */
int64_t refund_buyers_part(const struct voucher *voucher, int64_t value_minor);

struct refund_answer {
  enum refund_result result;
  struct refund refund; /* with OK */
};
/* Each opens its own db_write; durable when it returns. */

/* An agent's word; 0: all that is left. ctx->person is audited. */
struct refund_answer refund_by_agent(struct ctx *ctx, struct voucher_id voucher,
                                     int64_t value_minor, struct str note);
/* The same inside db_write, of all that is left, whose money is given back in cash at once: the
 * buyer reads of it once. With a refusal the body must refuse too. */
struct refund_answer refund_in_hand_within(struct ctx *ctx, struct voucher_id voucher,
                                           struct str note);
/* The buyer's right (Code de la consommation, L221-18): see withdrawal.h. */
struct refund_answer refund_withdraw(struct ctx *ctx, struct voucher_id voucher);
/* The last day on which the buyer may. */
struct day refund_withdraw_until(struct ctx *ctx, const struct voucher *voucher);
/* Might the buyer withdraw now? */
enum refund_result refund_may_withdraw(struct ctx *ctx, const struct voucher *voucher,
                                       int64_t balance_minor);

/* Inside db_write: what is left of a voucher at its end is the holder's; its value has been taken
 * off. False: nobody paid for it. */
bool refund_at_end(struct ctx *ctx, const struct voucher *voucher, int64_t value_minor);

/* On the way. Staff acts and is audited; each opens its own db_write. */

/* By transfer to this account, whatever the money came by: for what waits or has failed. */
enum refund_result refund_to_account(struct ctx *ctx, struct refund_id id, struct str iban,
                                     struct str holder);
/* The second person's word; the order for the bank may then be taken away. */
enum refund_result refund_confirm(struct ctx *ctx, struct refund_id id);
/* The bank has executed it, and its file has not said so yet. */
enum refund_result refund_done(struct ctx *ctx, struct refund_id id);
/* It came back, and why. */
enum refund_result refund_came_back(struct ctx *ctx, struct refund_id id, struct str why);
/* Asks the provider again. */
enum refund_result refund_again(struct ctx *ctx, struct refund_id id);

/* Inside db_write of who hands cash over and is audited: one by the desk that waits is sent. */
void refund_handed_over(struct ctx *ctx, const struct refund *refund);
/* Inside db_write: the money an order was paid with never came. What was asked for it and has not
 * left is dropped, and nobody is owed it any more. Returns how much. */
int64_t refund_drop(struct ctx *ctx, struct order_id order);

/* What providers and the bank have answered since, each in its own db_write. `late`: also what had
 * been sent and failed after all, which takes longer to find. Returns how many. */
int64_t refund_round(struct ctx *ctx, bool late);

/* What its order for the bank is called: its id, with a dash and the turn from the second on. A
 * bank takes a message of one name once, and says by that name which of them left or came back. */
struct str refund_message_name(struct ctx *ctx, const struct refund *refund);

bool refund_find(struct ctx *ctx, struct refund_id id, struct refund *refund);
/* Of a voucher, oldest first, at most 100. */
struct refunds refund_list(struct ctx *ctx, struct voucher_id voucher);
/* Those not sent, oldest first, at most 200. */
struct refunds refund_open(struct ctx *ctx);

#endif
