/* The card: buyers pay on pages of Stripe, merchants are paid out to accounts there. Separate
 * charges and transfers of Stripe Connect: the buyer's money comes to the territory's balance, and
 * leaves it in payout batches.
 *
 * Nothing in this room speaks to Stripe. What must be asked is written into an outbox
 * (stripe_call.h), in the transaction of what it is for, and sent by a job; what Stripe says comes
 * as an answer, as a notice (stripe_event.h), or is found in Stripe's lists (stripe_watch.h), and
 * is applied the same way, whoever was quicker. Orders, payouts and refunds do not know this room:
 * whatever waits for provider 5 is gathered here.
 *
 *   stripe_session.h   an order's page of payment      stripe_account.h   merchants' accounts
 *   stripe_refund.h    money back to cards             stripe_payout.h    transfers to merchants
 *   stripe_odd.h       what does not fit               stripe_match.h     are the books the same?
 */
#ifndef DOMAIN_STRIPE_STRIPE_H
#define DOMAIN_STRIPE_STRIPE_H

#include "base/ctx.h"

/* Own db_write, in a territory that was entered. Writes the calls for everything that waits: orders
 * without a page, pages that nobody needs, refunds, payouts. `origin`: "https://bons.example".
 * Returns how many. Nothing where Stripe is not used. */
int64_t stripe_gather_round(struct ctx *ctx, struct str origin);
/* Own db_write. Asks how things stand that were not heard of for long; forgets what is old. */
int64_t stripe_watch_over(struct ctx *ctx);
/* Own db_write. Tries the key and asks for the balance, after a change of the setting. */
void stripe_try(struct ctx *ctx);

#endif
