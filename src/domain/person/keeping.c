#include "domain/person/keeping.h"

#include "base/crypto.h"
#include "db/db.h"
#include "domain/person/secret.h"
#include "keeping_sql.h"

bool person_find(struct ctx *ctx, struct person_id id, struct person *person,
                 struct instant *changed_at) {
  struct person_row_row row;
  if (!person_row(ctx, id, &row)) return false;
  *person = (struct person){.id = id, .name = row.name, .email = row.email};
  if (!language_from_code(row.language, &person->language)) person->language = LANGUAGE_FR;
  *changed_at = row.changed_at;
  return true;
}

bool person_has_password(struct ctx *ctx, struct person_id id, struct str password) {
  struct person_row_row row;
  if (!person_row(ctx, id, &row)) return false;
  db_read_end(ctx); /* hashing must not hold a connection */
  return password_verify(row.password, password);
}

bool person_set_hash(struct ctx *ctx, struct person_id id, struct str hash, struct instant before) {
  return person_renew(ctx, &(struct person_renew_params){
                               .id = id, .password = hash, .now = ctx->now, .before = before}) == 1;
}

bool person_set_address(struct ctx *ctx, struct person_id id, struct str email,
                        struct instant before) {
  return person_move(ctx, &(struct person_move_params){.id = id,
                                                       .email = person_email_key(ctx->arena, email),
                                                       .now = ctx->now,
                                                       .before = before}) == 1;
}

static int64_t session_of(struct str token) {
  struct secret secret;
  return secret_read(token, &secret) ? secret.id : 0;
}

struct own_sessions session_list_open(struct ctx *ctx, struct person_id person, struct str token) {
  struct session_open_rows rows = session_open(ctx, person, ctx->now);
  struct own_sessions list = {arena_array(ctx->arena, struct own_session, rows.count), rows.count};
  int64_t here = session_of(token);
  for (size_t i = 0; i < rows.count; i++) {
    const struct session_open_row *row = &rows.items[i];
    list.items[i] = (struct own_session){row->id, row->browser, row->territory, row->created_at,
                                         row->id == here};
  }
  return list;
}

bool session_end_one(struct ctx *ctx, struct person_id person, int64_t id) {
  return session_close_own(ctx, person, id, ctx->now) == 1;
}

void session_end_others(struct ctx *ctx, struct person_id person, struct str token) {
  session_close_others(ctx, person, session_of(token), ctx->now);
}

/* The first that is found counts: those that pretend to be others say so at the end. */
struct sign {
  struct str mark, name;
};

static struct str named(const struct sign *signs, size_t count, struct str text) {
  for (size_t i = 0; i < count; i++)
    if (str_find(text, signs[i].mark) >= 0) return signs[i].name;
  return S("");
}

struct str browser_name(struct arena *arena, struct str user_agent) {
  static const struct sign browsers[] = {
      {S("Edg"), S("Edge")},        {S("OPR/"), S("Opera")},    {S("SamsungBrowser"), S("Samsung")},
      {S("Firefox"), S("Firefox")}, {S("FxiOS"), S("Firefox")}, {S("CriOS"), S("Chrome")},
      {S("Chrome"), S("Chrome")},   {S("Safari"), S("Safari")}};
  static const struct sign systems[] = {{S("Android"), S("Android")}, {S("iPhone"), S("iPhone")},
                                        {S("iPad"), S("iPad")},       {S("Windows"), S("Windows")},
                                        {S("Macintosh"), S("Mac")},   {S("CrOS"), S("ChromeOS")},
                                        {S("Linux"), S("Linux")}};
  struct str browser = named(browsers, sizeof browsers / sizeof *browsers, user_agent);
  struct str system = named(systems, sizeof systems / sizeof *systems, user_agent);
  if (browser.len == 0 || system.len == 0) return browser.len > 0 ? browser : system;
  return str_format(arena, "%.*s, %.*s", STR_ARG(browser), STR_ARG(system));
}
