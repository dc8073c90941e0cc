#include "domain/person/person.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "base/text.h"
#include "db/db.h"
#include "domain/person/keeping.h"
#include "domain/person/secret.h"
#include "person_sql.h"

/* From Monday to Saturday: a shopkeeper signs in once a week. */
static const int64_t session_ms = INT64_C(7) * 24 * 3600 * 1000;

/* Argon2id of a password that nobody has: verified when the address is unknown, so that the
 * answer takes as long. The parameters are those of password_hash. */
static const struct str nobody = S("$argon2id$v=19$m=65536,t=2,p=1$6E7GGzj7COqsyNi0+TEM3g$"
                                   "5PVhZxI0v6TYGlYQz9idLDLV0BRxg79D7o+5X3n0wFM");

struct creation {
  struct person_insert_params row;
  bool taken;
};

static bool create_body(struct ctx *ctx, void *arg) {
  struct creation *creation = arg;
  creation->taken = person_email_is_taken(ctx, creation->row.email);
  if (!creation->taken) person_insert(ctx, &creation->row);
  return !creation->taken;
}

/* Addresses are compared without case; accents stay, they are another mail box. */
struct str person_email_key(struct arena *arena, struct str email) {
  struct str copy = str_copy(arena, str_trim(email));
  char *bytes = (char *)(uintptr_t)copy.ptr; /* ours, just copied */
  for (size_t i = 0; i < copy.len; i++)
    if (bytes[i] >= 'A' && bytes[i] <= 'Z') bytes[i] = (char)(bytes[i] + ('a' - 'A'));
  return copy;
}

enum person_result person_create(struct ctx *ctx, const struct person_terms *terms,
                                 struct person_id *id) {
  if (text_length(terms->password) < PERSON_PASSWORD_MIN) return PERSON_PASSWORD_SHORT;

  struct creation creation = {.row = {.id = {id_next(ctx->ids)},
                                      .email = person_email_key(ctx->arena, terms->email),
                                      .name = terms->name,
                                      .password = password_hash(ctx->arena, terms->password),
                                      .language = language_code(terms->language),
                                      .created_at = ctx->now}};
  if (!db_write(ctx, create_body, &creation)) return PERSON_EMAIL_TAKEN;
  *id = creation.row.id;
  return PERSON_OK;
}

struct password_change {
  struct person_id id;
  struct str hash;
};

static bool change_body(struct ctx *ctx, void *arg) {
  const struct password_change *change = arg;
  person_set_password(ctx, change->id, change->hash, ctx->now);
  session_close_all(ctx, change->id, ctx->now);
  return true;
}

enum person_result person_change_password(struct ctx *ctx, struct person_id id,
                                          struct str password) {
  if (text_length(password) < PERSON_PASSWORD_MIN) return PERSON_PASSWORD_SHORT;

  struct password_change change = {id, password_hash(ctx->arena, password)};
  db_write(ctx, change_body, &change);
  return PERSON_OK;
}

void person_grant(struct ctx *ctx, struct person_id person, enum role role,
                  struct merchant_id merchant) {
  role_insert(ctx, &(struct role_insert_params){.person = person,
                                                .role = (int64_t)role,
                                                .merchant = merchant,
                                                .created_at = ctx->now});
}

bool person_find_by_email(struct ctx *ctx, struct str email, struct person *person) {
  struct person_by_email_row row;
  if (!person_by_email(ctx, person_email_key(ctx->arena, email), &row)) return false;
  *person = (struct person){.id = row.id, .name = row.name, .email = row.email};
  if (!language_from_code(row.language, &person->language)) person->language = LANGUAGE_FR;
  return true;
}

bool person_find_ever(struct ctx *ctx, struct str email, struct person_id *id) {
  struct person_email_known_row row;
  if (!person_email_known(ctx, person_email_key(ctx->arena, email), &row)) return false;
  *id = row.id;
  return true;
}

bool person_email_is_taken(struct ctx *ctx, struct str email) {
  struct person_id id;
  return person_find_ever(ctx, email, &id);
}

bool person_is_wanted(struct ctx *ctx, struct person_id id) {
  return role_list(ctx, id).count > 0;
}

static bool open_body(struct ctx *ctx, void *arg) {
  session_insert(ctx, arg);
  return true;
}

enum person_result person_sign_in(struct ctx *ctx, struct str email, struct str password,
                                  struct str browser, struct str *token) {
  struct person_by_email_row row;
  bool known = person_by_email(ctx, person_email_key(ctx->arena, email), &row);
  if (!known) row = (struct person_by_email_row){.password = nobody};
  bool wanted = known && person_is_wanted(ctx, row.id);
  db_read_end(ctx); /* hashing must not hold a connection */
  if (!password_verify(row.password, password) || !wanted) return PERSON_UNKNOWN;

  struct secret secret = secret_new(ctx);
  struct session_insert_params session = {.id = secret.id,
                                          .person = row.id,
                                          .secret_digest = secret_bytes(ctx->arena, &secret),
                                          .browser = browser,
                                          .created_at = ctx->now,
                                          .expires_at = {ctx->now.ms + session_ms}};
  must(db_write(ctx, open_body, &session));
  *token = secret.token;
  return PERSON_OK;
}

static void add_roles(struct ctx *ctx, struct session *session) {
  struct role_list_rows roles = role_list(ctx, session->person);
  for (size_t i = 0; i < roles.count; i++) {
    session->agent |= roles.items[i].role == ROLE_AGENT;
    session->accountant |= roles.items[i].role == ROLE_ACCOUNTANT;
    if (roles.items[i].role != ROLE_SHOPKEEPER || session->shopkeeper) continue;
    session->shopkeeper = true;
    session->merchant = roles.items[i].merchant;
  }
}

bool session_find(struct ctx *ctx, struct str token, struct session *session) {
  struct secret secret;
  struct session_row_row row;
  *session = (struct session){0};
  if (!secret_read(token, &secret) || !session_row(ctx, secret.id, &row)) return false;
  if (!secret_matches(&secret, row.secret_digest) || row.expires_at.ms <= ctx->now.ms) return false;

  session->person = row.person;
  session->name = row.name;
  add_roles(ctx, session);
  struct session_first_shop_row shop;
  if (session->shopkeeper && session_first_shop(ctx, session->merchant, &shop))
    session->shop = shop.id;
  return true;
}

static bool end_body(struct ctx *ctx, void *arg) {
  const struct secret *secret = arg;
  struct session_row_row row;
  if (!session_row(ctx, secret->id, &row) || !secret_matches(secret, row.secret_digest))
    return false;
  return session_close(ctx, secret->id, ctx->now) == 1;
}

void session_end(struct ctx *ctx, struct str token) {
  struct secret secret;
  if (secret_read(token, &secret)) db_write(ctx, end_body, &secret);
}

const char *role_word(enum role role) {
  switch (role) {
#define X(name, number, word)                                                                      \
  case ROLE_##name:                                                                                \
    return #word;
    ROLES(X)
#undef X
  }
  return "";
}

struct staff_members staff_list(struct ctx *ctx, bool accountants_only) {
  struct staff_all_rows rows = staff_all(ctx, accountants_only);
  struct staff_members list = {arena_array(ctx->arena, struct staff_member, rows.count),
                               rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct staff_member){rows.items[i].email, rows.items[i].name};
  return list;
}
