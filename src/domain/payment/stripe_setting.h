/* How a territory takes cards: with which key of Stripe, which secrets its notices are signed with,
 * whether buyers may pay and whether merchants are paid that way. The key and the secrets are kept
 * sealed and never shown again. Where Stripe is found is for the operator's configuration, not for
 * agents: who could change the address would be sent the key.
 *
 * Invariants
 * 1. What is kept can be used: who opens it has a key and at least one secret.
 * 2. Real money moves in real installations only, and play money in demonstrations only. */
#ifndef DOMAIN_PAYMENT_STRIPE_SETTING_H
#define DOMAIN_PAYMENT_STRIPE_SETTING_H

#include "base/ctx.h"
#include "base/message.h"

struct stripe_setting {
  bool open;     /* may buyers pay by card? */
  bool pays_out; /* are merchants with an account there paid through it? */
  bool has_key, live;
  struct str key_end; /* "…4Xa2": the key itself is shown to nobody */
  int64_t secrets;    /* how many */
  struct str account; /* whose key it is, as Stripe said; "" until it has answered */
  struct str failure; /* what Stripe said against the key, or "" */
  struct instant changed_at;
};

struct stripe_typed {
  bool open, pays_out;
  struct str key;     /* "": as it was */
  struct str secrets; /* one a line; "": as they were */
};

enum { STRIPE_SECRETS_MAX = 4 }; /* of two endpoints, each while it is being replaced */

#define STRIPE_SETTING_RESULTS(X)                                                                  \
  X(OK, 200, stripe_setting_ok)                                                                    \
  X(BAD_KEY, 422, stripe_setting_bad_key)                                                          \
  X(LIVE_IN_DEMONSTRATION, 409, stripe_setting_live_in_demonstration)                              \
  X(TEST_IN_EARNEST, 409, stripe_setting_test_in_earnest)                                          \
  X(BAD_SECRET, 422, stripe_setting_bad_secret)                                                    \
  X(TOO_MANY_SECRETS, 422, stripe_setting_too_many_secrets)                                        \
  X(NO_KEY, 409, stripe_setting_no_key)                                                            \
  X(NO_SECRET, 409, stripe_setting_no_secret)

enum stripe_setting_result {
#define X(name, status, message) STRIPE_SETTING_##name,
  STRIPE_SETTING_RESULTS(X)
#undef X
};
int stripe_setting_status(enum stripe_setting_result result);
enum message stripe_setting_message(enum stripe_setting_result result);

/* False, and everything off, while nothing was kept. */
bool stripe_setting_find(struct ctx *ctx, struct stripe_setting *setting);
/* Opens its own db_write; audited. */
enum stripe_setting_result stripe_setting_keep(struct ctx *ctx, const struct stripe_typed *typed);
/* Inside db_write: what Stripe answered when the key was tried. */
void stripe_setting_tried(struct ctx *ctx, struct str account, struct str failure);

/* The key, for the job that speaks to Stripe. False: there is none that can be opened. */
bool stripe_key(struct ctx *ctx, struct str *key);
/* What notices may be signed with; none: 0. */
size_t stripe_secrets(struct ctx *ctx, struct str secrets[STRIPE_SECRETS_MAX]);

#endif
