#include "base/format.h"
#include "domain/letter/letter_login.h"
#include "domain/login/login.h"
#include "domain/person/keeping.h"

static bool opens_login(enum notice_kind kind) {
  return kind == NOTICE_PASSWORD_LOST || kind == NOTICE_ADDRESS_PROVE;
}

bool letter_is_of_login(enum notice_kind kind) {
  return opens_login(kind) || kind == NOTICE_PASSWORD_CHANGED ||
         kind == NOTICE_ADDRESS_CHANGED;
}

bool letter_is_personal(enum notice_kind kind) {
  return opens_login(kind) || kind == NOTICE_REGISTRATION || kind == NOTICE_CLAIM ||
         kind == NOTICE_PROOF;
}

struct login_words {
  enum message subject, text;
  const char *path;
};

static struct login_words words_of(enum notice_kind kind) {
  if (kind == NOTICE_PASSWORD_LOST)
    return (struct login_words){MSG_letter_password_lost_subject, MSG_letter_password_lost_text,
                                "/connexion/oubli/"};
  if (kind == NOTICE_ADDRESS_PROVE)
    return (struct login_words){MSG_letter_address_prove_subject, MSG_letter_address_prove_text,
                                "/connexion/adresse/"};
  if (kind == NOTICE_ADDRESS_CHANGED)
    return (struct login_words){MSG_letter_address_changed_subject, MSG_letter_address_changed_text,
                                "/connexion"};
  return (struct login_words){MSG_letter_password_changed_subject, MSG_letter_password_changed_text,
                              "/connexion/oubli"};
}

static struct str instant_text(struct ctx *ctx, struct instant at) {
  struct buf text = buf_in(ctx->arena);
  format_instant(&text, ctx->language, ctx->zone, at);
  return buf_str(&text);
}

bool letter_of_login(struct ctx *ctx, const struct notice *notice,
                     const struct territory *territory, struct str base, struct letter *letter) {
  struct person person;
  struct instant changed_at;
  struct str prefix = S(""), link = S("");
  struct login_words words = words_of(notice->kind);
  if (!person_find(ctx, (struct person_id){notice->subject}, &person, &changed_at)) return false;
  if (ctx->language != territory->language)
    prefix = str_format(ctx->arena, "/%.*s", STR_ARG(language_code(ctx->language)));
  if (opens_login(notice->kind)) link = login_link(ctx, notice->id);
  link = str_format(ctx->arena, "%.*s%.*s%s%.*s", STR_ARG(base), STR_ARG(prefix), words.path,
                    STR_ARG(link));
  *letter = (struct letter){
      .subject = MESSAGE(ctx->arena, ctx->language, words.subject, {"territory", territory->name}),
      .text = MESSAGE(ctx->arena, ctx->language, words.text, {"name", notice->to_name},
                      {"email", person.email}, {"link", link},
                      {"until", instant_text(ctx, login_link_until(notice))},
                      {"when", instant_text(ctx, notice->created_at)},
                      {"contact", territory->contact_email}, {"territory", territory->name}),
      .from_name = territory->name,
      .reply_to = territory->contact_email};
  return true;
}
