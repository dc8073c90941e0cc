/* Money on its way between a payment provider and the territory's own account at its bank: what the
 * provider pays out there, what comes back because the bank would not have it, what it draws from
 * there. It knows no provider's language and no bank's file: both rooms tell it what moved.
 *
 * Words: a transit is one such order, under the provider's name of it. What is open has left one
 * side and not come on the other; below zero it goes to the provider. A step is one movement.
 *
 * Invariants
 * 1. The transit account of a provider is the sum of what is open, at every instant.
 * 2. In which order the sides tell does not matter: a step that came first waits for the other.
 * 3. What the bank shows ends what is open, and nothing goes through suspense, where one transit,
 *    and one only, can be meant.
 * 4. Money that is said never to come leaves the account by the word of two people. */
#ifndef DOMAIN_TRANSIT_TRANSIT_H
#define DOMAIN_TRANSIT_TRANSIT_H

#include "domain/ledger/ledger.h"
#include "domain/payment/payment.h"

struct transit_id {
  int64_t value;
};

enum transit_told { /* what the provider last said of it, in the order in which it may change */
                    TRANSIT_TOLD_NOTHING = 0,
                    TRANSIT_TOLD_WAITING = 1,
                    TRANSIT_TOLD_ON_ITS_WAY = 2,
                    TRANSIT_TOLD_PAID = 3,
                    TRANSIT_TOLD_FAILED = 4
};

enum transit_step_kind {
  TRANSIT_LEFT = 1,    /* the provider, or came back there: below zero */
  TRANSIT_ARRIVED = 2, /* at the bank: below zero, or left there */
  TRANSIT_CLOSED = 3   /* two people said that it never will */
};

struct transit {
  struct transit_id id;
  enum provider provider;
  struct str name;
  int64_t open_minor;
  enum transit_told told;
  struct str trace, descriptor;
  struct day due_on;
  struct instant made_at;
};
struct transits {
  struct transit *items;
  size_t count;
};

/* All that follow inside db_write. */

/* What the provider says of one: its name, and of the rest what it knows. What is known already and
 * final is not unsaid. */
struct transit_id transit_tell(struct ctx *ctx, const struct transit *facts);
/* So much has left the provider's balance for the bank; below zero, has come there. The facts name
 * it; `cause` is the movement. */
struct transit_id transit_leave(struct ctx *ctx, const struct transit *facts, int64_t minor,
                                int64_t cause);
/* So much has come on the account at the bank (below zero: has left it), or lies in suspense since
 * it came. */
enum transit_from { TRANSIT_FROM_BANK, TRANSIT_FROM_SUSPENSE };
void transit_arrive(struct ctx *ctx, struct transit_id id, enum transit_from from, int64_t minor,
                    int64_t cause);

/* Reading. */

bool transit_find(struct ctx *ctx, struct transit_id id, struct transit *transit);
/* Not over, oldest first, at most 200. */
struct transits transit_list(struct ctx *ctx);
/* On its way through a provider, from its account in the ledger. */
int64_t transit_minor(struct ctx *ctx, enum provider provider);

/* What a movement on the account at the bank says of itself. */
struct transit_seen {
  int64_t minor; /* below zero: it left */
  struct day on;
  struct str texts[5]; /* who, references, words */
};
enum transit_match { TRANSIT_NONE, TRANSIT_UNSURE, TRANSIT_SURE };
/* Which open transit of exactly this sum it can be. Sure: the bank names it by its trace or name;
 * or, within days of when it is due, by the provider's name or its descriptor, and there is but
 * one. Unsure: the sum and the days agree with one, and more is not known, or with several. */
enum transit_match transit_match(struct ctx *ctx, const struct transit_seen *seen,
                                 struct transit_id *id);
/* From so many days before it is due to so many after. */
enum { TRANSIT_DAYS_BEFORE = 4, TRANSIT_DAYS_AFTER = 10 };

/* Is it later than anybody need wait? The rule: five days after the provider says it is there. */
enum { TRANSIT_LATE_DAYS = 5 };
bool transit_is_late(const struct transit *transit, struct day today);
int64_t transit_count_late(struct ctx *ctx);

#endif
