#include "base/seal.h"

#include <sodium.h>
#include <string.h>

#include "base/fault.h"

enum {
  NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
  TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES
};

static const unsigned char *bytes_of(struct str s) {
  return (const unsigned char *)(s.ptr ? s.ptr : "");
}

struct str seal_close(struct ctx *ctx, struct str purpose, struct str secret) {
  unsigned char *sealed = arena_raw(ctx->arena, NONCE + secret.len + TAG);
  unsigned long long len = 0;
  random_bytes(ctx->random, sealed, NONCE);
  must(crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, &len, bytes_of(secret),
                                                  secret.len, bytes_of(purpose), purpose.len, NULL,
                                                  sealed, ctx->keys->seal) == 0);
  return str_slice((const char *)sealed, NONCE + (size_t)len);
}

bool seal_open(struct ctx *ctx, struct str purpose, struct str sealed, struct str *secret) {
  if (sealed.len < NONCE + TAG) return false;
  unsigned char *bytes = arena_raw(ctx->arena, sealed.len);
  unsigned long long len = 0;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes, &len, NULL, bytes_of(sealed) + NONCE,
                                                 sealed.len - NONCE, bytes_of(purpose), purpose.len,
                                                 bytes_of(sealed), ctx->keys->seal) != 0)
    return false;
  *secret = str_slice((const char *)bytes, (size_t)len);
  return true;
}

struct digest hmac_sha256(struct str key, const struct str *parts, size_t count) {
  crypto_auth_hmacsha256_state state;
  struct digest digest;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.len);
  for (size_t i = 0; i < count; i++)
    crypto_auth_hmacsha256_update(&state, bytes_of(parts[i]), parts[i].len);
  crypto_auth_hmacsha256_final(&state, digest.bytes);
  return digest;
}
