/* Does our book say the same as Stripe of a movement on its balance? */
#ifndef DOMAIN_STRIPE_STRIPE_MATCH_H
#define DOMAIN_STRIPE_STRIPE_MATCH_H

#include "domain/stripe/stripe_object.h"

struct ctx;

struct stripe_matched {
  int64_t noun; /* what of ours it is about, or 0 */
  bool same;
};
struct stripe_matched stripe_match(struct ctx *ctx, const struct stripe_object *move);

#endif
