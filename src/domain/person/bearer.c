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

bool bearer_find(struct ctx *ctx, struct str token, struct bearer *bearer) {
  struct secret secret;
  struct bearer_row_row row;
  if (!secret_read(token, &secret)) return false;
  struct till_id till = {secret.id};
  if (!bearer_row(ctx, till, &row) || !secret_matches(&secret, row.secret_digest)) return false;
  *bearer = (struct bearer){till, row.shop, row.merchant, row.name};
  return true;
}

bool bearer_revoke(struct ctx *ctx, struct till_id till) {
  return bearer_close(ctx, till, ctx->now) == 1;
}
