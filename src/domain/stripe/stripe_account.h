/* Merchants' accounts at Stripe (Connect, Express): Stripe asks the merchant its questions on pages
 * of its own, to which a link leads that is good for some minutes and once. What Stripe needs to
 * know of a merchant never passes through us.
 *
 * Invariants
 * 1. A merchant has one account.
 * 2. How it stands is what Stripe said last: a notice makes us ask anew, it is not believed for
 *    itself, for notices come in any order.
 * 3. Nothing is sent to an account that Stripe does not call able. */
#ifndef DOMAIN_STRIPE_STRIPE_ACCOUNT_H
#define DOMAIN_STRIPE_STRIPE_ACCOUNT_H

#include "domain/shop/shop.h"
#include "domain/stripe/stripe_object.h"

struct stripe_account {
  struct merchant_id merchant_id;
  struct str account; /* "" until Stripe has answered */
  bool able;          /* can be sent money */
  bool pays_on;       /* its money goes on to the merchant's bank */
  bool submitted;     /* the merchant has answered the questions */
  int64_t questions;  /* open ones */
  struct str reason;  /* why it is disabled */
  struct str link;    /* to the questions; "" none is ready */
  struct str failure; /* why none could be had, or "" */
  struct instant told_at;
};
bool stripe_account_find(struct ctx *ctx, struct merchant_id merchant,
                         struct stripe_account *account);

/* Own db_write. Asks for an account if there is none, and for a link to its questions. `root` is
 * where the merchant's pages are, with its language: "https://bons.example/de". Audited. */
void stripe_account_begin(struct ctx *ctx, struct merchant_id merchant, struct str root);
/* Own db_write. The link is used: it opens once. "" if none is ready. */
struct str stripe_account_use_link(struct ctx *ctx, struct merchant_id merchant);
/* Own db_write. Asks Stripe how it stands. */
void stripe_account_look(struct ctx *ctx, struct merchant_id merchant);

/* All that follow inside db_write. */
void stripe_account_made(struct ctx *ctx, struct merchant_id merchant,
                         const struct stripe_object *object);
void stripe_account_linked(struct ctx *ctx, struct merchant_id merchant,
                           const struct stripe_object *object);
void stripe_account_told(struct ctx *ctx, struct merchant_id merchant,
                         const struct stripe_object *object);
void stripe_account_failed(struct ctx *ctx, struct merchant_id merchant,
                           const struct stripe_error *error);
/* Stripe does not say how it stands: it is asked again in a day, not at once. */
void stripe_account_untold(struct ctx *ctx, struct merchant_id merchant);
/* Something about the account of that name has changed: ask. False if it is none of ours. */
bool stripe_account_changed(struct ctx *ctx, struct str account);
/* It was cut off from us. */
bool stripe_account_gone(struct ctx *ctx, struct str account);
/* Asks for those that are not able yet and were not heard of for a day. */
int64_t stripe_account_look_round(struct ctx *ctx);

#endif
