/* Payments: one interface before whoever takes the buyer's money. The domain knows no provider by
 * name beyond this room. Built in: `sandbox`, which moves no money and says so; allowed in
 * demonstration installations and in tests.
 *
 * Invariants
 * 1. A payment is decided once: created -> paid | refused | abandoned; nothing leads back. But
 * where the money of an abandoned one arrives after all, an agent may say that it was paid.
 * 2. It keeps the amount it was made for; a provider that reports another is refused. */
#ifndef DOMAIN_PAYMENT_H
#define DOMAIN_PAYMENT_H

#include "base/ctx.h"

struct payment_id {
  int64_t value;
};

#define PROVIDERS(X)                                                                               \
  X(SANDBOX, 1, "sandbox") /* for trying: a page with three buttons */                             \
  X(ARCHIVE, 2, "archive") /* vouchers sold elsewhere, loaded from a published list */             \
  X(ISSUER, 6, "issuer")   /* given away by somebody who owes for it */                            \
  X(DESK, 3, "desk")       /* cash or a cheque at a counter (desk_setting.h); never chosen by a    \
                              buyer */                                                             \
  X(BANK, 4, "bank")       /* a transfer, matched from the bank's files (bank_setting.h) */        \
  X(STRIPE, 5, "stripe")   /* a card, on the pages of Stripe (stripe_setting.h, domain/stripe) */

enum provider {
#define X(name, number, text) PROVIDER_##name = number,
  PROVIDERS(X)
#undef X
};
struct str provider_name(int64_t provider);
bool provider_from_name(struct str name, enum provider *provider);
/* May it be chosen here and now? */
bool provider_open(struct ctx *ctx, enum provider provider, bool demonstration);
/* Those a buyer may choose among, the usual one first. */
enum { PROVIDERS_MAX = 4 };
size_t providers_open(struct ctx *ctx, bool demonstration, enum provider open[PROVIDERS_MAX]);
/* The usual one alone; the sandbox, which is refused then, where none is open. */
enum provider provider_usual(struct ctx *ctx, bool demonstration);
/* Does the buyer walk away with a demand, and the money come days later? */
bool provider_waits(enum provider provider);
/* For how long a payment that was begun may still be paid there; public money for its order is kept
 * at least so long. 0: it asks us first. */
int64_t provider_hold_minutes(enum provider provider);

enum payment_state {
  PAYMENT_CREATED = 1,
  PAYMENT_PAID = 2,
  PAYMENT_REFUSED = 3,
  PAYMENT_ABANDONED = 4
};
const char *payment_state_name(enum payment_state state);

struct payment {
  struct payment_id id;
  enum provider provider;
  int64_t order; /* what it pays: checkout's order_id */
  struct money amount;
  enum payment_state state;
  struct instant created_at;
};

/* Inside db_write. */
struct payment_id payment_create(struct ctx *ctx, enum provider provider, int64_t order,
                                 int64_t amount_minor);
/* Inside db_write: the one change of state. False if it was decided before. */
bool payment_decide(struct ctx *ctx, struct payment_id id, enum payment_state state);
/* The same where this db_write has already read that it was not: nothing waits for the answer. */
void payment_conclude(struct ctx *ctx, struct payment_id id, enum payment_state state);
/* Likewise, of an abandoned one. */
bool payment_decide_late(struct ctx *ctx, struct payment_id id);
/* Inside db_write: a transfer that is waited for is to be paid otherwise. False: it is none, or was
 * decided. */
bool payment_change_way(struct ctx *ctx, struct payment_id id, enum provider provider);
bool payment_find(struct ctx *ctx, struct payment_id id, struct payment *payment);

/* The page where it is paid, without the language: "/virement/01EXAMPLE...". */
struct str payment_path(struct ctx *ctx, enum provider provider, struct payment_id id);

/* The unguessable name of a payment in addresses, and back. */
struct str payment_link(struct ctx *ctx, struct payment_id id);
bool payment_from_link(struct ctx *ctx, struct str link, struct payment_id *id);

#endif
