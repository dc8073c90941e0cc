/* The envelope: public money that lies ready for the top-ups of one campaign, given by funders.
 *
 * Invariants
 * 1. The envelope's account is guarded (ledger.h): what is not there cannot be given, also under
 *    concurrency.
 * 2. Filled = emptied + left + reserved + used, in sum; what each funder has put in is the sum of
 *    his account's transfers into the envelope.
 * 3. What is left when a campaign has ended goes back to its funders in the proportion of what each
 *    has put in, by largest remainder: exact to the cent, of equals the older funder first. */
#ifndef DOMAIN_TOPUP_ENVELOPE_H
#define DOMAIN_TOPUP_ENVELOPE_H

#include "domain/ledger/ledger.h"
#include "domain/topup/topup.h"

struct funder_id {
  int64_t value;
};

struct funder {
  struct funder_id id;
  struct str name;
};
struct funders {
  struct funder *items;
  size_t count;
};
enum { FUNDERS_MAX = 100 };
/* Oldest first. */
struct funders funder_list(struct ctx *ctx);

#define ENVELOPE_RESULTS(X)                                                                        \
  X(OK, 200, envelope_ok)                                                                          \
  X(NO_FUNDER, 422, envelope_no_funder) /* whose money is it? */                                   \
  X(NO_AMOUNT, 422, envelope_no_amount)                                                            \
  X(TOO_MANY_FUNDERS, 409, envelope_too_many_funders)                                              \
  X(UNKNOWN, 404, envelope_unknown)                                                                \
  X(CHANGED, 409, envelope_changed)   /* somebody put money in meanwhile: look again */            \
  X(OVER, 409, envelope_over)         /* ended: nothing is added any more */                       \
  X(NOT_OVER, 409, envelope_not_over) /* money goes back once it has ended */                      \
  X(NOTHING_LEFT, 409, envelope_nothing_left)

enum envelope_result {
#define X(name, status, message) ENVELOPE_##name,
  ENVELOPE_RESULTS(X)
#undef X
};
int envelope_status(enum envelope_result result);
enum message envelope_message(enum envelope_result result);

/* Inside db_write: the funder of this name, a new one if nobody is called so, puts so much in;
 * audited. */
enum envelope_result envelope_fill(struct ctx *ctx, struct campaign_id id, struct str funder,
                                   int64_t amount_minor);
/* Inside db_write: what lies in it goes back to the funders, audited. What is reserved may come
 * back later and goes back then. */
enum envelope_result envelope_empty(struct ctx *ctx, struct campaign_id id);

/* The account to reserve from. False: it was never filled. */
bool envelope_account(struct ctx *ctx, struct campaign_id id, struct account *account);

struct envelope_share {
  struct funder funder;
  struct money filled, emptied;
  int64_t tenths; /* of a percent: his part of what was put in, rounded down */
};
struct envelope {
  struct money filled, emptied, left, reserved, used;
  struct envelope_share *shares; /* oldest funder first */
  size_t share_count;
};
/* False: it was never filled, and all is zero. */
bool envelope_find(struct ctx *ctx, struct campaign_id id, struct envelope *envelope);

/* Splits an amount in the proportion of the weights, by largest remainder. Pure. The weights' sum
 * is positive. At most FUNDERS_MAX parts. */
void envelope_split(int64_t amount_minor, const int64_t *weights, int64_t *parts, size_t count);

#endif
