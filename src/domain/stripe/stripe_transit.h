/* Stripe's payouts to the territory's own bank, and what it draws from there: told by movements on
 * its balance, which are booked, and by notices, which only say when the money is due and how the
 * bank will name it (domain/transit). */
#ifndef DOMAIN_STRIPE_STRIPE_TRANSIT_H
#define DOMAIN_STRIPE_STRIPE_TRANSIT_H

#include "domain/stripe/stripe_object.h"

struct ctx;

/* All inside db_write. */

/* A movement of the payout or top-up `source`, once kept under the id; in the books' currency. */
void stripe_transit_moved(struct ctx *ctx, const struct stripe_object *move, int64_t id);
/* A notice about a payout. Its money moved with the movement that the list names: it is asked for.
 */
void stripe_transit_told(struct ctx *ctx, const struct stripe_object *payout);

#endif
