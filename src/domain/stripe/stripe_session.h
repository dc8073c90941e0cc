/* Paying by card. An order that is to be paid by card waits, as every order does; for each the job
 * asks Stripe for a page of its own, and the buyer is sent there. What decides the order is what
 * Stripe says of that page: in a notice, or when it is asked.
 *
 * Invariants
 * 1. A payment has one page. It is decided by that page, in the transaction that notes what Stripe
 *    said, and once, however often and in whatever order that is said.
 * 2. An order is paid only with its own amount in its own currency. Other money, and money for an
 *    order that was given up, goes to suspense and to an agent by name (stripe_odd.h).
 * 3. A page that nobody may use any more is ended at Stripe; if it was paid before, 2 holds. */
#ifndef DOMAIN_STRIPE_STRIPE_SESSION_H
#define DOMAIN_STRIPE_STRIPE_SESSION_H

#include "domain/payment/payment.h"
#include "domain/stripe/stripe_object.h"

enum stripe_session_state {
  STRIPE_SESSION_ASKED = 1,
  STRIPE_SESSION_OPEN = 2,
  STRIPE_SESSION_CLEARING = 3, /* the buyer has done his part, his bank has not */
  STRIPE_SESSION_PAID = 4,
  STRIPE_SESSION_OVER = 5,     /* nobody paid in time */
  STRIPE_SESSION_FAILED = 6,   /* Stripe gave no page, or the buyer's bank said no */
  STRIPE_SESSION_SUSPENDED = 7 /* paid, but not as it should be */
};

struct stripe_session {
  struct payment_id payment_id;
  struct str session, url, intent; /* "" until known */
  enum stripe_session_state state;
  struct instant made_at;
};
/* False: the job has not come to it yet. */
bool stripe_session_find(struct ctx *ctx, struct payment_id id, struct stripe_session *session);
bool stripe_session_by_intent(struct ctx *ctx, struct str intent, struct stripe_session *session);

/* Inside db_write. Asks for a page for every order that has none, and for the end of those that
 * are needed no more. `origin` is where the territory's pages are: "https://bons.example". Returns
 * how many. */
int64_t stripe_session_gather(struct ctx *ctx, struct str origin);

/* Inside db_write: what Stripe says of a page, whoever told it. */
void stripe_session_told(struct ctx *ctx, const struct stripe_object *object);
/* Inside db_write: Stripe gave no page, or knows none of that name, as after a change of the key to
 * another account. The order is given up. */
void stripe_session_refused(struct ctx *ctx, struct payment_id id);
/* Inside db_write: ask how it stands, if that is not known. */
void stripe_session_look(struct ctx *ctx, struct payment_id id);
/* Inside db_write: asks for those that have not been heard of for a while. */
int64_t stripe_session_look_round(struct ctx *ctx);
/* The buyer has come back from Stripe, or says that he will not pay. Own db_write. */
void stripe_session_returned(struct ctx *ctx, struct payment_id id);
void stripe_session_leave(struct ctx *ctx, struct payment_id id);

#endif
