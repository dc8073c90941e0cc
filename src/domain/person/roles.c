#include "domain/person/roles.h"

#include "person_sql.h"
#include "roles_sql.h"

struct role_holders role_holder_list(struct ctx *ctx) {
  struct role_holder_rows_rows rows = role_holder_rows(ctx);
  struct role_holders list = {arena_array(ctx->arena, struct role_holder, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] =
        (struct role_holder){.person = rows.items[i].person,
                             .email = rows.items[i].email,
                             .name = rows.items[i].name,
                             .shop = rows.items[i].has_shop ? rows.items[i].shop : S(""),
                             .role = (enum role)rows.items[i].role,
                             .closed = rows.items[i].has_closed_at};
  return list;
}

bool role_territory(struct ctx *ctx, struct person_id id, struct territory_id *territory) {
  struct role_first_row row;
  if (!role_first(ctx, id, &row)) return false;
  *territory = row.territory;
  return true;
}

bool person_withdraw(struct ctx *ctx, struct person_id person, enum role role,
                     struct merchant_id merchant) {
  return role_delete(ctx, person, (int64_t)role, merchant) == 1;
}

bool person_close(struct ctx *ctx, struct person_id id) {
  if (person_set_closed(ctx, id, ctx->now) == 0) return false;
  session_close_all(ctx, id, ctx->now);
  return true;
}

bool person_reopen(struct ctx *ctx, struct person_id id) {
  return person_set_open(ctx, id) == 1;
}
