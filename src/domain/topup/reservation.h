/* Money of the envelope for one order: reserved when the order is placed, used when it is paid,
 * released when it is not, returned when it is refunded.
 *
 * Invariants
 * 1. reserved -> used | released; a released one may be reserved again while there is money;
 *    nothing else leads back. Each step happens once, whoever comes first.
 * 2. What a person has of his ceiling is the sum of what his reserved and used top-ups count, less
 *    what was returned; it never exceeds the ceiling, guarded by one conditional statement.
 * 3. The table knows persons by a keyed digest only: no address, and nobody without the
 *    installation's key can try addresses out. */
#ifndef DOMAIN_TOPUP_RESERVATION_H
#define DOMAIN_TOPUP_RESERVATION_H

#include "domain/topup/envelope.h"

enum topup_state { TOPUP_RESERVED = 1, TOPUP_USED = 2, TOPUP_RELEASED = 3 };
enum topup_cut { TOPUP_UNCUT, TOPUP_CUT_VOUCHER, TOPUP_CUT_PERSON };

/* The name under which a person is counted in a campaign. An e-mail address is taken in small
 * letters and without what follows a plus sign, at Gmail also without the points that it does not
 * see and under one name of the house; a telephone number as its digits. */
struct str topup_person_key(struct ctx *ctx, struct campaign_id id, enum topup_person kind,
                            struct str address);
/* Of somebody whose identity paper was seen: his name, in whatever order and case, and the day he
 * was born on. "" without a name. */
struct str topup_identity(struct arena *arena, struct str name, struct day born);
/* The name under which he is counted; another one than his addresses have. */
struct str topup_identity_key(struct ctx *ctx, struct campaign_id id, struct str identity);
/* What he has had of his ceiling. */
int64_t topup_person_used(struct ctx *ctx, struct campaign_id id, struct str person);

/* All that follow run inside db_write. */

struct topup_ready { /* everything that an order for public money asks */
  struct campaign_id campaign_id;
  struct topup_rule rule;
  struct str person; /* its key; "" where nobody counts, or nobody is verified */
  int64_t used_minor;
  bool filled;
  bool queued; /* others wait in line: what is there is theirs */
  struct account envelope, credit;
};
struct topup_asking {
  struct campaign_id campaign_id;
  struct str email, phone; /* verified; "" otherwise */
  struct str identity;     /* seen; "" otherwise, and then it counts instead of the two */
  enum account_kind kind;  /* whose account gets it: a merchant's, what is held, or a test's */
  int64_t owner;
};
/* With one look-up, because others wait for their turn. False: the campaign adds nothing. */
bool topup_ask(struct ctx *ctx, const struct topup_asking *asking, struct topup_ready *ready);

struct topup_claim {
  int64_t order;
  const struct topup_ready *ready;
  const struct topup_answer *answer; /* OK, of that rule */
  struct instant release_at;
};
/* OK, CEILING_PERSON or ENVELOPE_EMPTY (also where others wait in line: queue.h); with a refusal
 * the body must refuse too. */
enum topup_result topup_reserve(struct ctx *ctx, const struct topup_claim *claim,
                                struct transfer_id *id);
/* The order is paid. False: nothing is reserved for it (any more). */
bool topup_use(struct ctx *ctx, int64_t order);
/* It is not: money and ceiling are given back. False likewise. */
bool topup_release(struct ctx *ctx, int64_t order);
/* The order is paid after its reservation was released: the same again, if it is still there. Else
 * CEILING_PERSON or ENVELOPE_EMPTY, and nothing is done. */
enum topup_result topup_reserve_again(struct ctx *ctx, int64_t order, struct account credit);

/* So much of an order's public money goes from `debit`, where it lies, back into the envelope, and
 * the person's ceiling with it. More than it had is a bug. */
void topup_return(struct ctx *ctx, int64_t order, struct account debit, int64_t minor);

struct topup_kept { /* what an order keeps of it, for people who check */
  struct money amount, returned;
  enum topup_form form;
  int64_t give, number;
  enum topup_cut cut;
  enum topup_state state;
  struct instant release_at;
};
bool topup_kept_find(struct ctx *ctx, int64_t order, struct topup_kept *kept);

struct topup_dues {
  int64_t *orders;
  size_t count;
};
/* Reservations whose time is over, oldest first, at most 100. */
struct topup_dues topup_due_list(struct ctx *ctx);

#endif
