#include "domain/person/bearer.h"

#include "bearer_sql.h"
#include "domain/person/secret.h"

struct str bearer_issue(struct ctx *ctx, struct shop_id shop, struct str name,
                        struct till_id *till) {
  struct secret secret = secret_new(ctx);
  *till = (struct till_id){secret.id};
  bearer_insert(ctx,
                &(struct bearer_insert_params){.id = *till,
                                               .shop = shop,
                                               .name = name,
                                               .secret_digest = secret_bytes(ctx->arena, &secret),
                                               .created_at = ctx->now});
  return secret.token;
}

static struct bearer of_row(struct till_id till, const struct bearer_row_row *row) {
  return (struct bearer){.till = till,
                         .shop = row->shop,
                         .merchant = row->merchant,
                         .name = row->name,
                         .created_at = row->created_at,
                         .used_at = row->used_at,
                         .used = row->has_used_at,
                         .revoked = row->has_revoked_at};
}

bool bearer_find(struct ctx *ctx, struct str token, struct bearer *bearer) {
  struct secret secret;
  struct bearer_row_row row;
  if (!secret_read(token, &secret)) return false;
  struct till_id till = {secret.id};
  if (!bearer_row(ctx, till, &row) || !secret_matches(&secret, row.secret_digest)) return false;
  *bearer = of_row(till, &row);
  return true;
}

bool bearer_by_id(struct ctx *ctx, struct till_id till, struct bearer *bearer) {
  struct bearer_row_row row;
  if (!bearer_row(ctx, till, &row)) return false;
  *bearer = of_row(till, &row);
  return true;
}

struct bearers bearer_list_by_shop(struct ctx *ctx, struct shop_id shop) {
  struct bearer_by_shop_rows rows = bearer_by_shop(ctx, shop);
  struct bearers bearers = {arena_array(ctx->arena, struct bearer, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    bearers.items[i] = (struct bearer){.till = rows.items[i].id,
                                       .shop = shop,
                                       .name = rows.items[i].name,
                                       .created_at = rows.items[i].created_at,
                                       .used_at = rows.items[i].used_at,
                                       .used = rows.items[i].has_used_at,
                                       .revoked = rows.items[i].has_revoked_at};
  return bearers;
}

enum { STALE_MS = 10 * 60 * 1000 };

bool bearer_is_stale(struct ctx *ctx, struct till_id till) {
  struct bearer bearer;
  if (!bearer_by_id(ctx, till, &bearer)) return false;
  return !bearer.used || ctx->now.ms - bearer.used_at.ms > STALE_MS;
}

void bearer_touch(struct ctx *ctx, struct till_id till) {
  bearer_note(ctx, till, ctx->now);
}

bool bearer_revoke(struct ctx *ctx, struct till_id till) {
  return bearer_close(ctx, till, ctx->now) == 1;
}
