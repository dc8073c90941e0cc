/* The proof of each day: what Stripe says that it holds, available and pending, is what our account
 * of it says; or by how much they differ, and how much of that is known by name. Made whenever
 * Stripe tells its balance, and again when its movements have been read; a day keeps its last.
 */
#ifndef DOMAIN_STRIPE_STRIPE_PROOF_H
#define DOMAIN_STRIPE_STRIPE_PROOF_H

#include "base/ctx.h"

struct stripe_proof {
  struct day on;
  int64_t told_minor, books_minor;
  int64_t named_minor; /* of the difference: movements that our books do not say, by name */
  struct instant at;
};
int64_t stripe_proof_difference(const struct stripe_proof *proof); /* told - books */

/* Inside db_write: Stripe has said that it holds so much. */
void stripe_proof_keep(struct ctx *ctx, int64_t told_minor);
/* The last one, or false. */
bool stripe_proof_last(struct ctx *ctx, struct stripe_proof *proof);
struct stripe_proofs {
  struct stripe_proof *items;
  size_t count;
};
/* Of these days, in order, at most 400. */
struct stripe_proofs stripe_proof_list(struct ctx *ctx, struct day first, struct day last);

#endif
