/* What somebody keeps of the own login: the password, the address, the browsers that are signed in.
 * Nothing here asks who is asking: see domain/login.
 *
 * Invariants
 * 1. A change of password or address is noted with its instant, and happens only if none happened
 *    since the instant that is given. */
#ifndef DOMAIN_PERSON_KEEPING_H
#define DOMAIN_PERSON_KEEPING_H

#include "domain/person/person.h"

/* With `email` as it is compared: without case. */
struct str person_email_key(struct arena *arena, struct str email);
/* False if there is none, or it was closed. `changed_at`: the last change of password or address.
 */
bool person_find(struct ctx *ctx, struct person_id id, struct person *person,
                 struct instant *changed_at);
/* Has somebody this address, or had: accounts that were closed keep theirs. */
bool person_email_is_taken(struct ctx *ctx, struct str email);
/* Has this person a role in ctx's territory? */
bool person_is_wanted(struct ctx *ctx, struct person_id id);
/* 60 ms. Outside db_write; lets go of the connection. */
bool person_has_password(struct ctx *ctx, struct person_id id, struct str password);

/* Inside db_write. False if password or address were changed at `before` or later. */
bool person_set_hash(struct ctx *ctx, struct person_id id, struct str hash, struct instant before);
bool person_set_address(struct ctx *ctx, struct person_id id, struct str email,
                        struct instant before);

struct own_session {
  int64_t id;
  struct str browser, territory; /* names */
  struct instant since;
  bool here; /* it is the one of this token */
};
struct own_sessions {
  struct own_session *items;
  size_t count;
};
/* Those that are open, newest first, in all territories; at most 50. */
struct own_sessions session_list_open(struct ctx *ctx, struct person_id person, struct str token);
/* One, or all but the one of this token ("": all). Inside db_write. */
bool session_end_one(struct ctx *ctx, struct person_id person, int64_t id);
void session_end_others(struct ctx *ctx, struct person_id person, struct str token);

/* "Firefox, Android" out of what a browser says of itself; "" if it is none we know. Nothing else
 * of it is kept. */
struct str browser_name(struct arena *arena, struct str user_agent);

#endif
