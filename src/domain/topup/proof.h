/* Somebody proves that an e-mail address or a telephone is his: six digits go there through the
 * outbox, and he types them. It refuses to say anything about an address to who has not proved it.
 *
 * Invariants
 * 1. The digits are kept nowhere: they are a keyed digest of the proof's number and address.
 * 2. A proof bears PROOF_TRIES wrong codes and PROOF_MINUTES minutes, then another is needed; an
 *    address is sent at most PROOF_PER_HOUR in an hour. Guessing one of a million with so many
 *    tries succeeds once in 40,000 hours.
 * 3. What was proved counts for this address and PROOF_HOLDS_MINUTES. Addresses are forgotten after
 *    a day. */
#ifndef DOMAIN_TOPUP_PROOF_H
#define DOMAIN_TOPUP_PROOF_H

#include "domain/topup/topup.h"

struct proof_id {
  int64_t value;
};

enum { PROOF_TRIES = 5, PROOF_MINUTES = 15, PROOF_PER_HOUR = 5, PROOF_HOLDS_MINUTES = 120 };

/* In order of precedence. */
#define PROOF_RESULTS(X)                                                                           \
  X(OK, 200, proof_ok)                                                                             \
  X(TOO_MANY, 429, proof_too_many)     /* to this address, in this hour */                         \
  X(OVER, 409, proof_over)             /* too old, or not for this address: ask for another */     \
  X(TRIES_OVER, 409, proof_tries_over) /* likewise after five wrong codes */                       \
  X(WRONG, 422, proof_wrong)

enum proof_result {
#define X(name, status, message) PROOF_##name,
  PROOF_RESULTS(X)
#undef X
};
int proof_status(enum proof_result result);
enum message proof_message(enum proof_result result);

/* Sends digits. Opens its own db_write; OK or TOO_MANY. */
enum proof_result proof_begin(struct ctx *ctx, enum topup_person kind, struct str address,
                              struct proof_id *id);
/* « 123 456 », as it was typed. Opens its own db_write; wrong ones are counted. */
enum proof_result proof_try(struct ctx *ctx, struct proof_id id, struct str address,
                            struct str typed);
/* Was it proved, for this address and not too long ago? */
bool proof_holds(struct ctx *ctx, struct proof_id id, struct str address);

/* Its name in forms, and back. */
struct str proof_link(struct ctx *ctx, struct proof_id id);
bool proof_from_link(struct ctx *ctx, struct str link, struct proof_id *id);

/* "123456", for who sends it. False: it is forgotten. */
bool proof_digits(struct ctx *ctx, struct proof_id id, struct str *digits);

/* Inside db_write: those older than a day. */
void proof_forget(struct ctx *ctx);

/* « 06 12 34 56 78 », « 0033 6 … », « +33 (0)6 … », « +41 79 … » as "+33612345678", with the
 * country's number where none was typed: one telephone has one spelling. False: no telephone
 * number, or in France, Switzerland and Monaco none that takes short texts. Pure. */
bool phone_read(struct arena *arena, struct str typed, struct str country, struct str *phone);

#endif
