/* Who may do what in a territory, and the end of it: roles are given by person_grant and withdrawn
 * here; a person who has left is closed. What they did stays, with their name.
 *
 * Invariants
 * 1. A role that was withdrawn, or a person who was closed, counts for nothing from the next
 *    request.
 * 2. An address belongs to its person for good: a closed one is opened again, not added anew. */
#ifndef DOMAIN_PERSON_ROLES_H
#define DOMAIN_PERSON_ROLES_H

#include "domain/person/person.h"

struct role_holder {
  struct person_id person;
  struct str email, name, shop; /* the name of a shopkeeper's shop, or "" */
  enum role role;
  bool closed;
};
struct role_holders {
  struct role_holder *items;
  size_t count;
};
/* In ctx's territory, by role and address, at most 10,000. */
struct role_holders role_holder_list(struct ctx *ctx);

/* The first territory in which the person has a role. False: in none. */
bool role_territory(struct ctx *ctx, struct person_id id, struct territory_id *territory);

/* False if there was no such role. `merchant` as it was granted. Inside db_write. */
bool person_withdraw(struct ctx *ctx, struct person_id person, enum role role,
                     struct merchant_id merchant);
/* In all territories: nobody signs in, every session ends, no letter to staff goes there. False if
 * it was so. Inside db_write. */
bool person_close(struct ctx *ctx, struct person_id id);
bool person_reopen(struct ctx *ctx, struct person_id id);

#endif
