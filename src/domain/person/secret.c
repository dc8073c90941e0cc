#include "domain/person/secret.h"

#include <string.h>

enum { ID_SYMBOLS = 13, SECRET_BITS = 260, SECRET_SYMBOLS = SECRET_BITS / 5 };

struct secret secret_new(struct ctx *ctx) {
  struct secret secret = {.id = id_next(ctx->ids)};
  struct str text = token_new(ctx->arena, ctx->random, SECRET_BITS);
  secret.token =
      str_format(ctx->arena, "%.*s%.*s", STR_ARG(id_text(ctx->arena, secret.id)), STR_ARG(text));
  secret.digest = digest_of(text);
  return secret;
}

bool secret_read(struct str token, struct secret *secret) {
  *secret = (struct secret){.token = token};
  if (token.len != ID_SYMBOLS + SECRET_SYMBOLS) return false;
  if (!id_from_text(str_take(token, ID_SYMBOLS), &secret->id)) return false;
  secret->digest = digest_of(str_skip(token, ID_SYMBOLS));
  return true;
}

bool secret_matches(const struct secret *secret, struct str stored) {
  struct digest digest;
  if (stored.len != sizeof digest.bytes) return false;
  memcpy(digest.bytes, stored.ptr, sizeof digest.bytes);
  return digest_equal(digest, secret->digest);
}

struct str secret_bytes(struct arena *arena, const struct secret *secret) {
  return str_copy(arena,
                  str_slice((const char *)secret->digest.bytes, sizeof secret->digest.bytes));
}
