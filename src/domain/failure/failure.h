/* A merchant who has failed (insolvency, closed for good with vouchers outstanding). From the word
 * of an agent on nothing is sold for him and nothing is paid to him, what is left on the vouchers
 * of his shops is frozen, and stands on the list of claims for the liquidator. It moves no money
 * (docs/decisions/0060-a-failure-moves-no-money.md): what the books owe the merchant and what
 * holders claim of him stay side by side, for the liquidator to set off.
 *
 * Words. A claim is what is left on one voucher: the buyer's part is claimed by its holder, the
 * public part by the territory that added it. The trustee is whoever the judgment names.
 *
 * Invariants
 * 1. A merchant has failed at most once at a time; taking it back leaves vouchers, shops and books
 *    as they were.
 * 2. From the instant he is marked each of his vouchers is refused by name; it does not expire, and
 *    keeps its value (voucher_find says so, whatever stands on the voucher).
 * 3. Buyer's part + public part = what is left, per claim and in sum.
 * 4. A merchant in a batch of payouts that waits is not marked: the batch is decided first.
 * 5. Each voucher is frozen, noted and its holder written to in one of many small steps, so that no
 *    till waits for a merchant with many of them. Killed and begun anew, nobody is written to
 *    twice: freezing -> frozen -> thawing -> thawed, or freezing -> thawing. */
#ifndef DOMAIN_FAILURE_FAILURE_H
#define DOMAIN_FAILURE_FAILURE_H

#include "domain/checkout/checkout.h"

struct failure_id {
  int64_t value;
};

/* In order of precedence. */
#define FAILURE_RESULTS(X)                                                                         \
  X(OK, 200, failure_ok)                                                                           \
  X(UNKNOWN, 404, failure_unknown)                                                                 \
  X(NO_REASON, 422, failure_no_reason)                                                             \
  X(BAD_DAY, 422, failure_bad_day)     /* it has not come yet */                                   \
  X(BAD_UNTIL, 422, failure_bad_until) /* before the day of the failure */                         \
  X(ALREADY, 409, failure_already)                                                                 \
  X(THAWING, 409, failure_thawing) /* the one before is being taken back */                        \
  X(IN_BATCH, 409, failure_in_batch)                                                               \
  X(LIFTED, 409, failure_lifted) /* taken back before */

enum failure_result {
#define X(name, status, message) FAILURE_##name,
  FAILURE_RESULTS(X)
#undef X
};
const char *failure_refusal(enum failure_result result);
int failure_status(enum failure_result result);
enum message failure_message(enum failure_result result);

enum failure_state {
  FAILURE_FREEZING = 1,
  FAILURE_FROZEN = 2,
  FAILURE_STATE_THAWING = 3,
  FAILURE_THAWED = 4
};

struct failure_wish {
  struct merchant_id merchant;
  struct day failed_on;
  struct str reason, trustee;
  bool has_claims_until; /* until when claims are declared, if it is known */
  struct day claims_until;
};
/* Stops, refuses, and begins to freeze and to write to the holders. Opens its own db_write;
 * ctx->person is audited. Some thousand vouchers are done when it returns; the job goes on with
 * more. */
enum failure_result failure_mark(struct ctx *ctx, const struct failure_wish *wish,
                                 struct failure_id *id);
/* Takes it back, and writes to the holders again. Likewise. */
enum failure_result failure_lift(struct ctx *ctx, struct failure_id id, struct str note);
/* Goes on with what is under way, at most some thousand vouchers. Returns how many. */
int64_t failure_round(struct ctx *ctx);

struct failure {
  struct failure_id id;
  struct merchant_id merchant;
  struct str name; /* the merchant's */
  struct str siren, reason, trustee, lift_note;
  struct day failed_on, claims_until;
  bool has_claims_until;
  struct instant noted_at, lifted_at;
  bool lifted;
  enum failure_state state;
  int64_t turned; /* vouchers that were frozen so far, or thawed */
};
struct failures {
  struct failure *items;
  size_t count;
};
bool failure_find(struct ctx *ctx, struct failure_id id, struct failure *failure);
/* Newest first, at most 200. */
struct failures failure_list(struct ctx *ctx);
/* The one under which this merchant stands now. */
bool failure_now(struct ctx *ctx, struct merchant_id merchant, struct failure *failure);

struct claim_line {
  struct voucher_id voucher;
  struct str holder, email, payer; /* payer: who bought it, where it was a gift */
  struct instant bought_at;
  struct money left, buyers_part, public_part;
};
struct claim_sums {
  int64_t count, left_minor, buyers_minor, public_minor;
};
/* By voucher, in the order they were sold. A line's texts are valid during the call, which must not
 * use the database. */
struct claim_sums failure_claims(struct ctx *ctx, struct merchant_id merchant,
                                 void (*each)(void *arg, const struct claim_line *line), void *arg);
/* What the books owe the merchant: below zero, what he owes. */
int64_t failure_owed_minor(struct ctx *ctx, struct merchant_id merchant);

#endif
