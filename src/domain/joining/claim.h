/* « C'est mon commerce »: somebody says that a listed shop is theirs, and proves it with a code
 * sent by post to the shop's address, or read out to its published number; or an agent knows them.
 *
 * Invariants
 * 1. A code is kept only as a keyed digest; it is shown to the agent once, while it is made.
 * 2. It holds for thirty days by post, one by telephone; five wrong guesses end it.
 * 3. Nobody becomes shopkeeper before their e-mail address is confirmed. */
#ifndef DOMAIN_JOINING_CLAIM_H
#define DOMAIN_JOINING_CLAIM_H

#include "domain/moderation/moderation.h"
#include "domain/person/person.h"

struct claim_id {
  int64_t value;
};

enum claim_state { CLAIM_OPEN = 1, CLAIM_CODED = 2, CLAIM_GRANTED = 3, CLAIM_REFUSED = 4 };
enum claim_channel { CLAIM_BY_POST = 1, CLAIM_BY_PHONE = 2, CLAIM_BY_AGENT = 3 };
enum { CLAIM_TRIES = 5, CLAIM_CODE_LETTERS = 8 };

struct claim {
  struct claim_id id;
  struct shop_id shop;
  enum claim_state state;
  enum claim_channel channel;
  struct str person_name, email;
  enum language language;
  bool confirmed; /* the e-mail address */
  bool has_code;
  struct instant code_expires_at;
  struct str code_digest;
  int64_t tries;
};

#define CLAIM_RESULTS(X)                                                                           \
  X(OK, 200, claim_ok)                                                                             \
  X(UNKNOWN, 404, claim_unknown)                                                                   \
  X(DECIDED, 409, claim_decided)                                                                   \
  X(NOT_CONFIRMED, 409, claim_not_confirmed) /* the e-mail address first */                        \
  X(NO_CODE, 409, claim_no_code)             /* none has been sent yet */                          \
  X(EXPIRED, 409, claim_expired)                                                                   \
  X(TOO_MANY_TRIES, 409, claim_too_many_tries)                                                     \
  X(WRONG_CODE, 422, claim_wrong_code)

enum claim_result {
#define X(name, status, message) CLAIM_##name,
  CLAIM_RESULTS(X)
#undef X
};
int claim_status(enum claim_result result);
enum message claim_message(enum claim_result result);

/* Asks the agents; the claimant gets a mail. Own db_write. */
struct claim_id claim_begin(struct ctx *ctx, const struct shop *shop, enum claim_channel channel,
                            struct str person_name, struct str email);
bool claim_find(struct ctx *ctx, struct claim_id id, struct claim *claim);
/* A new code, "7KQ2 M9XD"; the one before is worth nothing. Own db_write. */
enum claim_result claim_make_code(struct ctx *ctx, struct claim_id id, struct str *code);
/* The code as typed. Own db_write. */
enum claim_result claim_enter_code(struct ctx *ctx, struct claim_id id, struct str code);
/* The address is theirs. Inside db_write. */
void claim_confirm(struct ctx *ctx, struct claim_id id, struct person_id person);
/* An agent knows them: granted now, or as soon as the address is confirmed. Inside db_write. */
enum moderation_result claim_approve(struct ctx *ctx, const struct moderation *one);
void claim_refuse(struct ctx *ctx, struct claim_id id);

/* What stands in the mail: only who reads the mailbox has it. */
struct str claim_link(struct ctx *ctx, struct claim_id id);
bool claim_from_link(struct ctx *ctx, struct str link, struct claim_id *id);

#endif
