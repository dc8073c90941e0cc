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
};

/* A new token, shown once. Inside db_write. */
struct str bearer_issue(struct ctx *ctx, struct shop_id shop, struct str name,
                        struct till_id *till);
/* Whose token this is, or false: unknown, of another territory, or revoked. */
bool bearer_find(struct ctx *ctx, struct str token, struct bearer *bearer);
/* Inside db_write. False if it was revoked before or is not known. */
bool bearer_revoke(struct ctx *ctx, struct till_id till);

#endif
