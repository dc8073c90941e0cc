/* A token that only its holder knows: an id and a 256-bit secret, in base 32. Tables keep the id
 * and the secret's digest, so that a stolen database opens nothing. */
#ifndef DOMAIN_PERSON_SECRET_H
#define DOMAIN_PERSON_SECRET_H

#include "base/crypto.h"

struct secret {
  int64_t id;
  struct str token; /* 13 characters of id, 52 of secret */
  struct digest digest;
};

struct secret secret_new(struct ctx *ctx);
/* Takes a token apart; false if it cannot be one. */
bool secret_read(struct str token, struct secret *secret);
/* Is this the digest that was stored? In constant time. */
bool secret_matches(const struct secret *secret, struct str stored);
/* The digest as a table keeps it. */
struct str secret_bytes(struct arena *arena, const struct secret *secret);

#endif
