/* What a movement on Stripe's balance is, where Stripe does not say enough: somebody looks at it
 * there and says so in a sentence; when another person agrees, it is booked. Until then it is a
 * difference, by name.
 *
 * Invariants
 * 1. It is booked once, with the whole of its sum, by the word of two people.
 * 2. It is a difference no more when, and only when, it is booked. */
#ifndef DOMAIN_STRIPE_STRIPE_SAYING_H
#define DOMAIN_STRIPE_STRIPE_SAYING_H

#include "domain/stripe/stripe_object.h"
#include "domain/stripe/stripe_odd.h"

#define STRIPE_MEANINGS(X)                                                                         \
  X(FEE, 1, "fee", stripe_meaning_fee)                   /* fee -> clearing */                     \
  X(RESERVE, 2, "reserve", stripe_meaning_reserve)       /* reserve -> clearing */                 \
  X(BANK, 3, "bank", stripe_meaning_bank)                /* transit -> clearing */                 \
  X(TERRITORY, 4, "territory", stripe_meaning_territory) /* kept -> clearing */

enum stripe_meaning {
#define X(name, number, text, message) STRIPE_MEANING_##name = number,
  STRIPE_MEANINGS(X)
#undef X
};
enum message stripe_meaning_words(enum stripe_meaning meaning);
struct str stripe_meaning_text(enum stripe_meaning meaning); /* "fee" */
bool stripe_meaning_from_text(struct str text, enum stripe_meaning *meaning);

/* Inside db_write. A movement on the balance, kept under this id and in the books' currency, moves
 * the books like this; `name` is what a payout would be called by. */
void stripe_meaning_book(struct ctx *ctx, enum stripe_meaning meaning, int64_t minor,
                         struct str name, int64_t id);
/* Inside db_write. Nobody but people can say what this one is. */
void stripe_saying_ask(struct ctx *ctx, const struct stripe_object *move, int64_t id);

struct stripe_saying {
  enum stripe_meaning meaning;
  struct str note;
  struct person_id by;
  struct instant at;
};
bool stripe_saying_find(struct ctx *ctx, struct stripe_odd_id id, struct stripe_saying *saying);

/* Each opens its own db_write and is audited. */
enum stripe_odd_result stripe_saying_say(struct ctx *ctx, struct stripe_odd_id id,
                                         enum stripe_meaning meaning, struct str note);
enum stripe_odd_result stripe_saying_confirm(struct ctx *ctx, struct stripe_odd_id id);
enum stripe_odd_result stripe_saying_cancel(struct ctx *ctx, struct stripe_odd_id id);

#endif
