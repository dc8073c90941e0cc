/* What a provider is asked to send back to a buyer. The room that decides on a refund writes one in
 * its own transaction; the provider's room sends it and says what became of it. Money in the books
 * moves where the refund was decided on: here stands only what is asked and answered.
 *
 * A transfer leaves, and may come back: the bank's room writes that down beside the line that says
 * so, and the room of refunds takes it up.
 *
 * Words: play money is back as soon as it is asked for; cash, cheques and transfers somebody sends
 * by hand; a card is refunded by its provider, which answers within minutes or, seldom, days later
 * that it could not.
 *
 * Invariants
 * 1. An ask is decided once: asked -> sent | failed. But what was sent may fail after all, once.
 * 2. Of a payment no more is asked for than was paid. */
#ifndef DOMAIN_PAYMENT_REFUND_ASK_H
#define DOMAIN_PAYMENT_REFUND_ASK_H

#include "domain/payment/payment.h"

enum refund_by { REFUND_BY_NOBODY, REFUND_BY_HAND, REFUND_BY_PROVIDER };
/* Who sends the money: nobody has to (it is back at once), a person, or a job. */
enum refund_by refund_by(enum provider provider);

enum refund_state { REFUND_ASKED = 1, REFUND_SENT = 2, REFUND_FAILED = 3 };

struct refund_ask {
  int64_t id;
  struct payment_id payment_id;
  enum provider provider;
  struct money amount;
  enum refund_state state;
  struct str reason; /* why it failed */
};

/* Inside db_write. `id` is the refund's, given by who decided on it. For providers that send by
 * themselves (REFUND_BY_PROVIDER); the answer comes as refund_ask_sent or _failed. False, and
 * nothing written, if that is more than was paid and not yet given back. The same id again is
 * the same ask. */
bool refund_ask(struct ctx *ctx, int64_t id, struct payment_id payment, int64_t amount_minor);
bool refund_ask_find(struct ctx *ctx, int64_t id, struct refund_ask *ask);

/* Inside db_write, for the provider's room. False, and nothing done, if that was known. */
bool refund_ask_sent(struct ctx *ctx, int64_t id);
bool refund_ask_failed(struct ctx *ctx, int64_t id, struct str reason);

/* Inside db_write, for the bank's room: this line of its file says that a refund has left the
 * account; or that it came back, or was never executed. Once for each line. */
void refund_left(struct ctx *ctx, int64_t line, int64_t refund);
void refund_returned(struct ctx *ctx, int64_t line, int64_t refund, struct str reason);

#endif
