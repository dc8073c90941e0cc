#include "domain/till/till_api.h"
#include "domain/voucher/voucher_key.h"
#include "web/json_pen.h"

/* A JSON Web Key Set (RFC 7517) of Ed25519 keys (RFC 8037), with what a till must know besides. */
static void write_key(struct json_pen *pen, struct ctx *ctx, const struct voucher_key *key) {
  json_pen_open(pen, NULL, '{');
  json_pen_text(pen, "kty", S("OKP"));
  json_pen_text(pen, "crv", S("Ed25519"));
  json_pen_text(pen, "use", S("sig"));
  json_pen_text(pen, "kid", str_format(ctx->arena, "%u", key->number));
  json_pen_text(pen, "x", base64url_text(ctx->arena, key->public, sizeof key->public));
  json_pen_bool(pen, "signs", key->signs);
  json_pen_text(pen, "from", instant_iso(ctx->arena, key->from_at));
  if (!key->signs) json_pen_text(pen, "until", day_iso(ctx->arena, key->until_on));
  json_pen_close(pen, '}');
}

static void get_keys(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct voucher_keys keys = voucher_key_list(ctx);
  struct buf out = buf_in(ctx->arena);
  struct json_pen pen = json_pen_on(&out);
  json_pen_open(&pen, NULL, '{');
  json_pen_open(&pen, "keys", '[');
  for (size_t i = 0; i < keys.count; i++)
    write_key(&pen, ctx, &keys.items[i]);
  json_pen_close(&pen, ']');
  json_pen_close(&pen, '}');
  response_bytes(response, S("application/jwk-set+json"), buf_str(&out), S(""));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/.well-known/emplettes-keys.json",
     .handle = get_keys,
     .who = WHO_ANYONE,
     .help = "The public keys that vouchers were signed with."},
};
const struct route_table till_key_routes = {routes, sizeof routes / sizeof routes[0]};
