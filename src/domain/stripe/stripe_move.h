/* What moved on the territory's balance at Stripe, as Stripe lists it: its balance transactions.
 * The list says what nothing else does: what Stripe kept of a charge, what it takes for itself,
 * what a dispute took away, what went to the territory's bank. These are booked from here and from
 * nowhere else; for the rest, our books should say the same already.
 *
 * Who bears what Stripe keeps: the territory. A shop is owed all that a buyer paid
 * (docs/decisions/0071).
 *
 * Invariants
 * 1. A movement is kept once, however often and by whatever way Stripe names it; its fee, or the
 *    money of its dispute, is in the books in the transaction that keeps it.
 * 2. What our books do not say in the same words and with the same sum is a difference, by name.
 * 3. Where there is no difference, clearing of Stripe is what Stripe holds, to the cent.
 * 4. What Stripe keeps in a currency that our books do not know is not booked, but told by name. */
#ifndef DOMAIN_STRIPE_STRIPE_MOVE_H
#define DOMAIN_STRIPE_STRIPE_MOVE_H

#include "base/ctx.h"
#include "domain/ledger/ledger.h"
#include "domain/stripe/stripe_object.h"

/* Inside db_write. A balance transaction; nothing happens if it was kept before. */
void stripe_move_keep(struct ctx *ctx, const struct stripe_object *move);
/* Inside db_write. The balance moved by this much, for reason `in` or, below zero, `out`: clearing
 * of Stripe against the other account. */
void stripe_move_book(struct ctx *ctx, struct account other, int64_t minor, enum reason out,
                      enum reason in, int64_t cause);
/* Inside db_write. What our books have said since. */
void stripe_move_match_late(struct ctx *ctx);

struct stripe_move {
  struct str move, type, source;
  int64_t noun; /* ours: payment, refund, payout; 0: none */
  int64_t amount_minor, fee_minor;
  struct str currency;
  bool matched;
  struct instant moved_at;
};
struct stripe_moves {
  struct stripe_move *items;
  size_t count;
};
/* Differences, oldest first, at most 200. */
struct stripe_moves stripe_move_odd_list(struct ctx *ctx);
/* From this instant to before that one, in order of time, at most 5,000. */
struct stripe_moves stripe_move_list(struct ctx *ctx, struct instant from, struct instant until);

#endif
