/* The domain's door to libsodium: passwords (Argon2id), hashes (BLAKE2b), signatures (Ed25519), and
 * capabilities: ids that prove themselves. Secrets of others: base/seal.h. */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stdbool.h>

#include "base/ctx.h"

struct digest {
  unsigned char bytes[32];
};

/* The installation's secrets, derived from one 32-byte master key kept in the database. */
struct keys {
  unsigned char capability[32];   /* order and payment links, form tokens */
  unsigned char voucher_code[16]; /* the permutation behind voucher codes */
  unsigned char sign[32];         /* what every pair of signing keys is derived from */
  unsigned char seal[32];         /* what others entrusted to us, base/seal.h */
};

void crypto_start(void); /* once per process */
struct keys keys_from_master(const unsigned char master[32]);

struct digest digest_of(struct str bytes); /* BLAKE2b-256 */
/* Of the two, one after the other. */
struct digest digest_pair(struct digest left, struct digest right);
bool digest_equal(struct digest a, struct digest b);

/* SHA-256 of bytes that come in pieces: what people check with sha256sum. */
struct sha256;
struct sha256 *sha256_begin(struct arena *arena);
void sha256_add(struct sha256 *sum, struct str bytes);
struct digest sha256_end(struct sha256 *sum);

struct signature { /* Ed25519, detached */
  unsigned char bytes[64];
};
/* The pair of this number. Nothing of it is stored, and none tells anything of the others: to
 * change keys is to count on. */
struct sign_pair {
  unsigned char secret[64], public[32];
};
struct sign_pair sign_pair_of(const struct keys *keys, uint32_t number);
/* The pair of a seed (RFC 8032, 5.1.5): for the standard's own examples. */
struct sign_pair sign_pair_of_seed(const unsigned char seed[32]);
struct signature signature_of(const struct sign_pair *pair, struct str message);
bool signature_verify(const unsigned char sign_public[32], struct str message,
                      struct signature signature);

struct str hex_text(struct arena *arena, const void *bytes, size_t len);
/* As in keys for the web (RFC 7517): base64url without padding. */
struct str base64url_text(struct arena *arena, const void *bytes, size_t len);
bool hex_bytes(struct str hex, void *out, size_t len);

/* Argon2id with libsodium's interactive limits; costs some 60 ms and 64 MiB. */
struct str password_hash(struct arena *arena, struct str password);
bool password_verify(struct str hash, struct str password);

/* `bits` random bits (a multiple of 5) as Crockford base 32. */
struct str token_new(struct arena *arena, struct random *random, unsigned bits);

/* "<id><mac>" in Crockford base 32 (13 + 16 characters): a link that cannot be guessed and
 * needs no stored secret. `purpose` keeps an order's link from opening a payment. */
struct str capability_text(struct ctx *ctx, struct str purpose, int64_t id);
bool capability_read(struct ctx *ctx, struct str purpose, struct str text, int64_t *id);

/* MAC of a text under the capability key, 26 base 32 characters: form tokens. */
struct str mac_text(struct ctx *ctx, struct str purpose, struct str message);
bool mac_verify(struct ctx *ctx, struct str purpose, struct str message, struct str mac);

/* A keyed permutation of [0, 2^55): hides order and number. 8-round Feistel over 56 bits with
 * SipHash, cycle-walked; unpermute is its inverse. */
uint64_t permute_55(const struct keys *keys, uint64_t value);
uint64_t unpermute_55(const struct keys *keys, uint64_t value);

#endif
