/* A till's token: a device that acts for one shop, without a person. The token is the till's id
 * and a secret; the table keeps the secret's digest. */
#ifndef DOMAIN_PERSON_BEARER_H
#define DOMAIN_PERSON_BEARER_H

#include "domain/shop/shop.h"

struct till_id {
  int64_t value;
};

struct bearer {
  struct till_id till;
  struct shop_id shop;
  struct merchant_id merchant;
  struct str name;
  struct instant created_at, used_at;
  bool used, revoked;
};
struct bearers {
  struct bearer *items;
  size_t count;
};

/* A new token, shown once. Inside db_write. */
struct str bearer_issue(struct ctx *ctx, struct shop_id shop, struct str name,
                        struct till_id *till);
/* Whose token this is, or false: unknown, or of another territory. One that was revoked says so:
 * what such a device claims is refused by name. */
bool bearer_find(struct ctx *ctx, struct str token, struct bearer *bearer);
bool bearer_by_id(struct ctx *ctx, struct till_id till, struct bearer *bearer);
/* Those in use first, then newest first; at most 200. */
struct bearers bearer_list_by_shop(struct ctx *ctx, struct shop_id shop);
/* Was it last noted more than ten minutes ago? */
bool bearer_is_stale(struct ctx *ctx, struct till_id till);
/* Notes that it is at work. Inside db_write. */
void bearer_touch(struct ctx *ctx, struct till_id till);
/* Inside db_write. False if it was revoked before or is not known. */
bool bearer_revoke(struct ctx *ctx, struct till_id till);

#endif
