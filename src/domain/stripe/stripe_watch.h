/* What Stripe holds and what moved there, read from its own lists now and then: notices that never
 * came are found, movements are kept (stripe_move.h), and our books are compared with its. */
#ifndef DOMAIN_STRIPE_STRIPE_WATCH_H
#define DOMAIN_STRIPE_STRIPE_WATCH_H

#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_object.h"

struct stripe_watch {
  struct instant events_at, moves_at, balance_at; /* when each was last asked for */
  int64_t available_minor, pending_minor;         /* as Stripe said at told_at */
  struct instant told_at;                         /* 0: never */
};
bool stripe_watch_find(struct ctx *ctx, struct stripe_watch *watch);

/* All that follow inside db_write. */

/* Asks for what is due: notices every ten minutes, the balance every half hour, movements every
 * hour. Returns how much was asked. */
int64_t stripe_watch_round(struct ctx *ctx);
/* Asks for balance and movements now. */
void stripe_watch_now(struct ctx *ctx);
/* So much has just left. */
void stripe_watch_spend(struct ctx *ctx, int64_t minor);

void stripe_watch_balance(struct ctx *ctx, const struct stripe_object *balance);
void stripe_watch_events(struct ctx *ctx, const struct stripe_call *call,
                         const struct stripe_list *list);
void stripe_watch_moves(struct ctx *ctx, const struct stripe_call *call,
                        const struct stripe_list *list);

#endif
