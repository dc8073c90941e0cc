#include "domain/voucher/voucher_key.h"

#include <string.h>

#include "base/fault.h"
#include "domain/territory/territory.h"
#include "domain/voucher/voucher_token.h"
#include "voucher_key_sql.h"

enum { FIRST = 1, LAST = UINT16_MAX };

static struct day today(const struct ctx *ctx) {
  return zone_day(zone_find(S("UTC")), ctx->now);
}

uint32_t voucher_key_signing(struct ctx *ctx) {
  struct signing_last_row row;
  return signing_last(ctx, &row) ? (uint32_t)row.number : FIRST;
}

static struct voucher_key key_of(struct ctx *ctx, uint32_t number, struct instant from_at) {
  struct voucher_key key = {.number = number, .from_at = from_at};
  struct sign_pair pair = sign_pair_of(ctx->keys, number);
  memcpy(key.public, pair.public, sizeof key.public);
  return key;
}

/* Each row is the end of the key before its own. */
struct voucher_keys voucher_key_list(struct ctx *ctx) {
  struct installation installation;
  struct signing_changes_rows rows = signing_changes(ctx);
  struct voucher_keys keys = {arena_array(ctx->arena, struct voucher_key, rows.count + 1), 0};
  struct instant first_at = {0};
  if (installation_find(ctx, &installation)) first_at = installation.created_at;
  for (size_t i = 0; i <= rows.count; i++) {
    bool first = i == rows.count;
    uint32_t number = first ? FIRST : (uint32_t)rows.items[i].number;
    struct day until_on = i == 0 ? today(ctx) : rows.items[i - 1].signed_until_on;
    if (until_on.number < today(ctx).number) continue;
    struct voucher_key key = key_of(ctx, number, first ? first_at : rows.items[i].changed_at);
    key.signs = i == 0;
    key.until_on = until_on;
    keys.items[keys.count++] = key;
  }
  return keys;
}

uint32_t voucher_key_change(struct ctx *ctx, bool withdraw) {
  struct signing_horizon_row horizon;
  uint32_t number = voucher_key_signing(ctx) + 1;
  must(number <= LAST);
  struct day until_on = {today(ctx).number - 1};
  if (!withdraw && signing_horizon(ctx, &horizon) && horizon.has_last_on &&
      horizon.last_on.number > until_on.number)
    until_on = horizon.last_on;
  signing_change_insert(ctx, number, ctx->now, until_on);
  return number;
}

/* A first day before all tokens is a voucher that is good already. */
static struct day within(struct day day) {
  if (day.number < VOUCHER_TOKEN_FIRST_DAY) return (struct day){VOUCHER_TOKEN_FIRST_DAY};
  if (day.number > VOUCHER_TOKEN_LAST_DAY) return (struct day){VOUCHER_TOKEN_LAST_DAY};
  return day;
}

struct str voucher_token_of(struct ctx *ctx, const struct voucher *voucher) {
  bool wide = voucher->shop_id.value == 0;
  struct voucher_token token = {
      .key = voucher_key_signing(ctx),
      .voucher = permute_55(ctx->keys, (uint64_t)voucher->id.value),
      .wide = wide,
      .test = voucher->test,
      .scope = wide ? ctx->territory.value : voucher->shop_id.value,
      .first_on = within(voucher->redeemable_on),
      .last_on = within(voucher->expires_on),
      .amount_minor = voucher->amount.minor,
  };
  struct sign_pair pair = sign_pair_of(ctx->keys, token.key);
  return voucher_token_write(ctx->arena, &token, &pair);
}

/* Also a key that is no longer published: with the ledger at hand, whether a voucher is good does
 * not hang on its signature. */
bool voucher_token_open(struct ctx *ctx, struct str text, struct voucher_id *id) {
  struct voucher_token_text read;
  if (!voucher_token_read(text, &read) || read.token.key > voucher_key_signing(ctx)) return false;
  struct sign_pair pair = sign_pair_of(ctx->keys, read.token.key);
  if (!voucher_token_genuine(&read, pair.public)) return false;
  id->value = (int64_t)unpermute_55(ctx->keys, read.token.voucher);
  return true;
}
