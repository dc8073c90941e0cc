/* People with a login, what they may do where, and how the program knows them again.
 *
 * Words: a role is a right in a territory, or in one merchant of it. A session is a signed-in
 * browser; its token is the session's id and a 256-bit secret of which we keep only the digest.
 *
 * Invariants
 * 1. A password is kept only as Argon2id; a token only as BLAKE2b.
 * 2. Signing in tells nobody whether an address is known: same answer, same time.
 * 3. A session is good in one territory, until it expires or is ended. */
#ifndef DOMAIN_PERSON_PERSON_H
#define DOMAIN_PERSON_PERSON_H

#include "domain/shop/shop.h"

#define ROLES(X)                                                                                   \
  X(SHOPKEEPER, 1, shopkeeper)                                                                     \
  X(AGENT, 2, agent)                                                                               \
  X(ACCOUNTANT, 3, accountant)

enum role {
#define X(name, number, word) ROLE_##name = number,
  ROLES(X)
#undef X
};

struct person {
  struct person_id id;
  struct str name, email;
  enum language language;
};

struct session { /* who is there */
  struct person_id person;
  struct str name;
  bool shopkeeper, agent, accountant; /* in ctx->territory */
  struct merchant_id merchant;        /* of the shopkeeper, or 0 */
  struct shop_id shop;                /* that merchant's first shop, or 0 */
};

struct person_terms {
  struct str email, name, password;
  enum language language;
};

#define PERSON_RESULTS(X)                                                                          \
  X(OK, 200, person_welcome)                                                                       \
  X(PASSWORD_SHORT, 422, person_password_short)                                                    \
  X(EMAIL_TAKEN, 409, person_email_taken)                                                          \
  X(UNKNOWN, 401, person_unknown)

enum person_result {
#define X(name, status, message) PERSON_##name,
  PERSON_RESULTS(X)
#undef X
};

enum { PERSON_PASSWORD_MIN = 10 }; /* characters */

/* Hashes the password (60 ms), then writes. Outside db_write. */
enum person_result person_create(struct ctx *ctx, const struct person_terms *terms,
                                 struct person_id *id);
/* By the operator, for somebody who cannot read letters; whoever is signed in with it is signed out
 * everywhere. */
enum person_result person_change_password(struct ctx *ctx, struct person_id id,
                                          struct str password);
/* Twice is once. merchant is 0 unless the role is shopkeeper. Inside db_write. */
void person_grant(struct ctx *ctx, struct person_id person, enum role role,
                  struct merchant_id merchant);
/* Agents and accountants of ctx's territory, or these only; by address, at most 100. */
struct staff_member {
  struct str email, name;
};
struct staff_members {
  struct staff_member *items;
  size_t count;
};
struct staff_members staff_list(struct ctx *ctx, bool accountants_only);
bool person_find_by_email(struct ctx *ctx, struct str email, struct person *person);
/* Closed ones too (roles.h). */
bool person_find_ever(struct ctx *ctx, struct str email, struct person_id *id);

/* Checks the password (60 ms either way), opens a session and returns its token. Somebody
 * without a role in this territory is not let in. `browser`: by what name its owner will know it
 * again, or "". Outside db_write. */
enum person_result person_sign_in(struct ctx *ctx, struct str email, struct str password,
                                  struct str browser, struct str *token);
/* Whose token this is, or false. */
bool session_find(struct ctx *ctx, struct str token, struct session *session);
/* The token is worth nothing from now on. Outside db_write. */
void session_end(struct ctx *ctx, struct str token);

const char *role_word(enum role role); /* "shopkeeper" */

#endif
