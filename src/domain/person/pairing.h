/* How a device becomes a till: the shop makes a code for it, the device is given the code within a
 * quarter of an hour, once, and holds a token from then on.
 *
 * Invariants
 * 1. A code makes one till, once; it is shown once and nowhere kept.
 * 2. A till acts for the shop that made its code. */
#ifndef DOMAIN_PERSON_PAIRING_H
#define DOMAIN_PERSON_PAIRING_H

#include "base/message.h"
#include "domain/person/bearer.h"

enum { PAIRING_MINUTES = 15, PAIRING_CODE_LEN = 8, PAIRING_NAME_MAX = 60 };

/* In order of precedence. */
#define PAIRING_RESULTS(X)                                                                         \
  X(OK, 200, pairing_ok)                                                                           \
  X(UNKNOWN_CODE, 409, pairing_unknown_code)                                                       \
  X(CODE_USED, 409, pairing_code_used)                                                             \
  X(CODE_EXPIRED, 409, pairing_code_expired)

enum pairing_result {
#define X(name, status, message) PAIRING_##name,
  PAIRING_RESULTS(X)
#undef X
};
int pairing_status(enum pairing_result result);
enum message pairing_message(enum pairing_result result);

/* A code of eight symbols of base 32 for a device of this name. Opens its own db_write. */
struct str pairing_make(struct ctx *ctx, struct shop_id shop, struct str device);

struct paired {
  enum pairing_result result;
  struct str token;
  struct till_id till;
};
/* In any case, with spaces or hyphens. Opens its own db_write. */
struct paired pairing_take(struct ctx *ctx, struct str code);

/* Makes the device that asks a till without a code: whoever asks is signed in for the shop. Opens
 * its own db_write. */
struct str pairing_here(struct ctx *ctx, struct shop_id shop, struct str device);

#endif
