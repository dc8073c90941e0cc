/* Secrets of others that we keep, and signatures that others make with a secret we share. */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include "base/crypto.h"

/* Encrypted and authenticated (XChaCha20-Poly1305) with a key of the installation: bytes for a
 * column of the database. `purpose` says what the secret is for and must be the same when it is
 * opened, so that the secret of one thing cannot be put in the place of another's. */
struct str seal_close(struct ctx *ctx, struct str purpose, struct str secret);
/* False if it was sealed otherwise, elsewhere, or changed since. */
bool seal_open(struct ctx *ctx, struct str purpose, struct str sealed, struct str *secret);

/* HMAC-SHA256 (RFC 2104, FIPS 198-1) of a message in parts, one after the other. */
struct digest hmac_sha256(struct str key, const struct str *parts, size_t count);

#endif
