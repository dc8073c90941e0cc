/* Does our book say the same as Stripe of a movement on its balance? */
#ifndef DOMAIN_STRIPE_STRIPE_MATCH_H
#define DOMAIN_STRIPE_STRIPE_MATCH_H

#include "domain/stripe/stripe_object.h"

struct ctx;

struct stripe_matched {
  int64_t noun; /* what of ours it is about, or 0 */
  bool same;
};
/* Something that Stripe takes for itself, or gives back of it. */
bool stripe_move_is_fee(const struct stripe_object *move);
/* Money that a dispute takes away or brings back. */
bool stripe_move_is_dispute(const struct stripe_object *move);
/* Money that goes to the territory's own bank, or comes from there. */
bool stripe_move_is_transit(const struct stripe_object *move);
struct stripe_matched stripe_match(struct ctx *ctx, const struct stripe_object *move);

#endif
