/* The outbox of calls to Stripe. A row is written in the transaction of what it is for; a job
 * (src/jobs/stripe_job.h) takes it, speaks to Stripe with no transaction open, and notes in one
 * transaction what was answered and what follows from it. Nothing here touches the network.
 *
 * Invariants
 * 1. A call leaves `waiting` once: done, refused, or unanswered after its last try.
 * 2. Its idempotency key is its own id, the same at every try: after a crash between Stripe's
 *    answer and our note Stripe does nothing twice and answers the same again.
 * 3. Of a kind and for a thing one call waits at a time.
 * 4. While a call is being made nobody else makes it, unless who took it is gone for a minute. */
#ifndef DOMAIN_STRIPE_STRIPE_CALL_H
#define DOMAIN_STRIPE_STRIPE_CALL_H

#include "base/ctx.h"
#include "base/message.h"
#include "domain/stripe/stripe_retry.h"

/* Kind, number, what it is about, is somebody waiting? A GET asks, everything else does. */
#define STRIPE_CALLS(X)                                                                            \
  X(SESSION, 1, "session", true) /* the page where an order is paid; payment */                    \
  X(SESSION_LOOK, 2, "session_look", true)                                                         \
  X(SESSION_END, 3, "session_end", false) /* nobody may pay there any more */                      \
  X(ACCOUNT, 4, "account", true)          /* of a merchant */                                      \
  X(ACCOUNT_LINK, 5, "account_link", true)                                                         \
  X(ACCOUNT_LOOK, 6, "account_look", true)                                                         \
  X(TRANSFER, 7, "transfer", false)           /* to a merchant's account; payout */                \
  X(TRANSFER_LOOK, 8, "transfer_look", false) /* was it made? */                                   \
  X(REFUND, 9, "refund", false)               /* to the buyer's card; refund */                    \
  X(REFUND_LOOK, 10, "refund_look", false)                                                         \
  X(REVERSAL, 11, "reversal", false) /* back from a merchant's account; refund */                  \
  X(REVERSAL_LOOK, 12, "reversal_look", false)                                                     \
  X(KEY, 13, "key", true) /* does the key open, and whose is it? */                                \
  X(BALANCE, 14, "balance", false)                                                                 \
  X(EVENTS, 15, "events", false) /* notices that may never have come */                            \
  X(MOVES, 16, "moves", false)   /* on the balance */

enum stripe_call_kind {
#define X(name, number, text, hurried) STRIPE_CALL_##name = number,
  STRIPE_CALLS(X)
#undef X
};
struct str stripe_call_name(int64_t kind);
enum message stripe_call_words(enum stripe_call_kind kind);
bool stripe_call_asks(enum stripe_call_kind kind); /* GET */
bool stripe_call_hurried(enum stripe_call_kind kind);

enum stripe_call_state {
  STRIPE_CALL_WAITING = 1,
  STRIPE_CALL_DONE = 2,
  STRIPE_CALL_REFUSED = 3,
  STRIPE_CALL_UNANSWERED = 4,
  STRIPE_CALL_SEEN = 5 /* of the two before: somebody has looked at it */
};

struct stripe_call_id {
  int64_t value;
};
struct stripe_call {
  struct territory_id territory;
  struct stripe_call_id id;
  enum stripe_call_kind kind;
  int64_t noun;
  struct str path, body;
  enum stripe_call_state state;
  int64_t tries;
  struct instant next_at, made_at;
  int64_t status;
  struct str failure, request;
};
struct stripe_calls {
  struct stripe_call *items;
  size_t count;
};

/* Inside db_write. `path` with its query for a call that asks; else `body` is a form. False, and
 * nothing written, if one waits. */
bool stripe_call_add(struct ctx *ctx, enum stripe_call_kind kind, int64_t noun, struct str path,
                     struct str body);

/* For the job: what is due in any territory, the oldest first. */
struct stripe_calls stripe_call_due(struct ctx *ctx);
/* Inside db_write: nobody else takes it for a minute. False: somebody did. */
bool stripe_call_take(struct ctx *ctx, struct stripe_call *call);

struct stripe_reply {
  int status;      /* 0: none came */
  struct str body; /* or, without an answer, what went wrong */
  enum stripe_said retry;
  int64_t retry_after_s;
  struct str request; /* Stripe's name of the call */
};
/* Inside db_write. What became of it, and what follows (stripe_answer.c). */
void stripe_call_note(struct ctx *ctx, const struct stripe_call *call,
                      const struct stripe_reply *reply);

/* For the desk: refused and unanswered ones that nobody has looked at, newest first, at most 50. */
struct stripe_calls stripe_call_trouble(struct ctx *ctx);
bool stripe_call_find(struct ctx *ctx, struct stripe_call_id id, struct stripe_call *call);
/* Inside db_write; false if there was nothing to look at. */
bool stripe_call_seen(struct ctx *ctx, struct stripe_call_id id);
/* Inside db_write: calls that were done a month ago. */
void stripe_call_forget(struct ctx *ctx);

/* Forms: "a=b&c%5Bd%5D=e". */
struct stripe_form {
  struct buf text;
};
struct stripe_form stripe_form(struct ctx *ctx);
void stripe_form_add(struct stripe_form *form, const char *name, struct str value);
void stripe_form_add_int(struct stripe_form *form, const char *name, int64_t value);
/* metadata[emplettes]=id */
void stripe_form_mark(struct stripe_form *form, int64_t id);

#endif
