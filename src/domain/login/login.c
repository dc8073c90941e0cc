#include "domain/login/login.h"

#include "base/crypto.h"
#include "base/results.h"
#include "base/text.h"
#include "db/db.h"
#include "domain/person/keeping.h"
#include "login_sql.h"

RESULT_STATUS(login, LOGIN_RESULTS)
RESULT_MESSAGE(login, LOGIN_RESULTS)

enum { MINUTE_MS = 60 * 1000 };

/* A lost password. */

static bool forgot_body(struct ctx *ctx, void *arg) {
  password_ask_insert(ctx, id_next(ctx->ids), *(const struct str *)arg,
                      language_code(ctx->language));
  return true;
}

void login_forgot(struct ctx *ctx, struct str email) {
  struct str key = person_email_key(ctx->arena, email);
  db_write(ctx, forgot_body, &key);
}

static void write_to(struct ctx *ctx, const struct password_ask_list_row *ask) {
  struct person person;
  enum language before = ctx->language;
  if (!person_find_by_email(ctx, ask->email, &person) || !person_is_wanted(ctx, person.id)) return;
  if (!language_from_code(ask->language, &ctx->language)) ctx->language = person.language;
  notice_add(ctx, NOTICE_PASSWORD_LOST, person.id.value, person.email, person.name);
  ctx->language = before;
}

static bool round_body(struct ctx *ctx, void *arg) {
  const struct password_ask_list_rows *asks = arg;
  for (size_t i = 0; i < asks->count; i++)
    if (password_ask_take(ctx, asks->items[i].id) == 1) write_to(ctx, &asks->items[i]);
  return true;
}

int64_t login_round(struct ctx *ctx) {
  struct password_ask_list_rows asks = password_ask_list(ctx);
  if (asks.count > 0) db_write(ctx, round_body, &asks);
  return (int64_t)asks.count;
}

/* Links. */

static const struct str purpose = S("login");

struct str login_link(struct ctx *ctx, struct notice_id notice) {
  return capability_text(ctx, purpose, notice.value);
}

struct instant login_link_until(const struct notice *notice) {
  int64_t minutes =
      notice->kind == NOTICE_PASSWORD_LOST ? LOGIN_PASSWORD_MINUTES : LOGIN_ADDRESS_MINUTES;
  return (struct instant){notice->created_at.ms + minutes * MINUTE_MS};
}

/* Only what was written since the last change still counts: so it works once, and dies with the
 * password and the address for which it was written. */
bool login_read_link(struct ctx *ctx, enum notice_kind kind, struct str text,
                     struct login_link *link) {
  struct notice_id id;
  struct notice notice;
  struct instant changed_at;
  if (!capability_read(ctx, purpose, text, &id.value) || !notice_find(ctx, id, &notice))
    return false;
  if (notice.kind != kind || ctx->now.ms >= login_link_until(&notice).ms) return false;
  *link = (struct login_link){.email = notice.to_email, .written_at = notice.created_at};
  return person_find(ctx, (struct person_id){notice.subject}, &link->person, &changed_at) &&
         changed_at.ms < notice.created_at.ms;
}

/* Another password. */

struct renewal {
  struct person person;
  struct str hash, token;
  struct instant before;
};

void login_tell_password(struct ctx *ctx, const struct person *person) {
  notice_add(ctx, NOTICE_PASSWORD_CHANGED, person->id.value, person->email, person->name);
}

static bool renew_body(struct ctx *ctx, void *arg) {
  const struct renewal *renewal = arg;
  if (!person_set_hash(ctx, renewal->person.id, renewal->hash, renewal->before)) return false;
  session_end_others(ctx, renewal->person.id, renewal->token);
  login_tell_password(ctx, &renewal->person);
  return true;
}

enum login_result login_choose_password(struct ctx *ctx, struct str text, struct str password) {
  struct login_link link;
  if (!login_read_link(ctx, NOTICE_PASSWORD_LOST, text, &link)) return LOGIN_LINK_OVER;
  if (text_length(password) < PERSON_PASSWORD_MIN) return LOGIN_PASSWORD_SHORT;

  db_read_end(ctx);
  struct renewal renewal = {.person = link.person,
                            .hash = password_hash(ctx->arena, password),
                            .before = link.written_at};
  return db_write(ctx, renew_body, &renewal) ? LOGIN_OK : LOGIN_LINK_OVER;
}

/* Who asks, and that nothing was changed until now; false: the password is another. */
static bool knows(struct ctx *ctx, const struct login_change *change, struct person *person,
                  struct instant *before) {
  if (!person_find(ctx, change->person, person, before)) return false;
  before->ms++;
  return person_has_password(ctx, change->person, change->password);
}

enum login_result login_change_password(struct ctx *ctx, const struct login_change *change,
                                        struct str fresh) {
  struct renewal renewal = {.token = change->token};
  if (!knows(ctx, change, &renewal.person, &renewal.before)) return LOGIN_WRONG_PASSWORD;
  if (text_length(fresh) < PERSON_PASSWORD_MIN) return LOGIN_PASSWORD_SHORT;

  renewal.hash = password_hash(ctx->arena, fresh);
  return db_write(ctx, renew_body, &renewal) ? LOGIN_OK : LOGIN_CHANGED_MEANWHILE;
}

/* Another address. */

struct moving {
  struct person person;
  struct str email;
  struct instant before;
  bool taken;
};

static bool ask_body(struct ctx *ctx, void *arg) {
  const struct moving *moving = arg;
  notice_add(ctx, NOTICE_ADDRESS_PROVE, moving->person.id.value, moving->email,
             moving->person.name);
  return true;
}

enum login_result login_ask_address(struct ctx *ctx, const struct login_change *change,
                                    struct str email) {
  struct moving moving = {.email = person_email_key(ctx->arena, email)};
  if (!knows(ctx, change, &moving.person, &moving.before)) return LOGIN_WRONG_PASSWORD;
  if (str_equal(moving.email, moving.person.email)) return LOGIN_SAME_ADDRESS;

  db_write(ctx, ask_body, &moving);
  return LOGIN_OK;
}

static bool move_body(struct ctx *ctx, void *arg) {
  struct moving *moving = arg;
  struct person_id id = moving->person.id;
  moving->taken = person_email_is_taken(ctx, moving->email);
  if (moving->taken || !person_set_address(ctx, id, moving->email, moving->before)) return false;
  notice_add(ctx, NOTICE_ADDRESS_CHANGED, id.value, moving->person.email, moving->person.name);
  return true;
}

enum login_result login_confirm_address(struct ctx *ctx, struct str text) {
  struct login_link link;
  if (!login_read_link(ctx, NOTICE_ADDRESS_PROVE, text, &link)) return LOGIN_LINK_OVER;

  struct moving moving = {.person = link.person, .email = link.email, .before = link.written_at};
  if (db_write(ctx, move_body, &moving)) return LOGIN_OK;
  return moving.taken ? LOGIN_EMAIL_TAKEN : LOGIN_LINK_OVER;
}
