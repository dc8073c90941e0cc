#include "domain/joining/claim.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "base/results.h"
#include "claim_sql.h"
#include "db/db.h"
#include "domain/notice/notice.h"
#include "domain/person/audit.h"

enum { POST_DAYS = 30, PHONE_DAYS = 1, CODE_BITS = 5 * CLAIM_CODE_LETTERS };
static const int64_t day_ms = INT64_C(24) * 3600 * 1000;

RESULT_STATUS(claim, CLAIM_RESULTS)
RESULT_MESSAGE(claim, CLAIM_RESULTS)

struct beginning {
  struct claim_id id;
  const struct shop *shop;
  enum claim_channel channel;
  struct str person_name, email;
};

static bool begin_body(struct ctx *ctx, void *arg) {
  struct beginning *begin = arg;
  begin->id = (struct claim_id){id_next(ctx->ids)};
  claim_insert(ctx, &(struct claim_insert_params){.id = begin->id,
                                                  .shop_id = begin->shop->id,
                                                  .channel = begin->channel,
                                                  .person_name = begin->person_name,
                                                  .email = begin->email,
                                                  .language = language_code(ctx->language),
                                                  .created_at = ctx->now});
  moderation_add(ctx, &(struct moderation){.kind = CASE_CLAIM,
                                           .shop = begin->shop->id,
                                           .subject = begin->id.value,
                                           .name = begin->shop->name,
                                           .email = begin->email,
                                           .language = ctx->language});
  notice_add(ctx, NOTICE_CLAIM, begin->id.value, begin->email, begin->person_name);
  return true;
}

struct claim_id claim_begin(struct ctx *ctx, const struct shop *shop, enum claim_channel channel,
                            struct str person_name, struct str email) {
  struct beginning begin = {
      .shop = shop, .channel = channel, .person_name = person_name, .email = email};
  db_write(ctx, begin_body, &begin);
  return begin.id;
}

bool claim_find(struct ctx *ctx, struct claim_id id, struct claim *claim) {
  struct claim_row_row row;
  if (!claim_row(ctx, id, &row)) return false;
  *claim = (struct claim){.id = id,
                          .shop = row.shop_id,
                          .state = (enum claim_state)row.state,
                          .channel = (enum claim_channel)row.channel,
                          .person_name = row.person_name,
                          .email = row.email,
                          .confirmed = row.has_confirmed_at,
                          .has_code = row.has_code_digest,
                          .code_expires_at = row.code_expires_at,
                          .code_digest = row.code_digest,
                          .tries = row.tries};
  if (!language_from_code(row.language, &claim->language)) claim->language = LANGUAGE_FR;
  return true;
}

/* Forty bits are few: only who holds the installation's key can try them against the digest. */
static struct str digest_of_code(struct ctx *ctx, struct claim_id id, struct str code) {
  struct str text = str_format(ctx->arena, "%lld:%.*s", (long long)id.value, STR_ARG(code));
  return mac_text(ctx, S("claim code"), text);
}

struct coding {
  struct claim_id id;
  struct str code, digest;
  enum claim_result result;
};

static bool code_body(struct ctx *ctx, void *arg) {
  struct coding *coding = arg;
  struct claim claim;
  coding->result = CLAIM_UNKNOWN;
  if (!claim_find(ctx, coding->id, &claim)) return false;
  coding->result = CLAIM_DECIDED;
  int64_t days = claim.channel == CLAIM_BY_PHONE ? PHONE_DAYS : POST_DAYS;
  struct instant expires_at = {ctx->now.ms + days * day_ms};
  if (claim_set_code(ctx, coding->id, coding->digest, expires_at) == 0) return false;
  audit_write(ctx, S("claim.code"), claim.shop.value, claim.email);
  coding->result = CLAIM_OK;
  return true;
}

enum claim_result claim_make_code(struct ctx *ctx, struct claim_id id, struct str *code) {
  struct coding coding = {.id = id, .code = token_new(ctx->arena, ctx->random, CODE_BITS)};
  coding.digest = digest_of_code(ctx, id, coding.code);
  db_write(ctx, code_body, &coding);
  *code = str_format(ctx->arena, "%.*s %.*s", 4, coding.code.ptr, 4, coding.code.ptr + 4);
  return coding.result;
}

/* As read off paper: small letters, blanks and hyphens do not matter, O is 0, I and L are 1. */
static struct str plain_code(struct arena *arena, struct str typed) {
  struct buf code = buf_in(arena);
  for (size_t i = 0; i < typed.len; i++) {
    char c = typed.ptr[i];
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    buf_add_char(&code, c);
  }
  return buf_str(&code);
}

static void grant(struct ctx *ctx, const struct claim *claim, struct person_id person) {
  struct shop shop;
  if (!shop_find(ctx, claim->shop, &shop)) return;
  person_grant(ctx, person, ROLE_SHOPKEEPER, shop.merchant_id);
  audit_write(ctx, S("claim.granted"), claim->shop.value, claim->email);
}

static enum claim_result may_enter(struct ctx *ctx, const struct claim *claim) {
  if (claim->state > CLAIM_CODED) return CLAIM_DECIDED;
  if (!claim->confirmed) return CLAIM_NOT_CONFIRMED;
  if (!claim->has_code) return CLAIM_NO_CODE;
  if (claim->tries >= CLAIM_TRIES) return CLAIM_TOO_MANY_TRIES;
  if (claim->code_expires_at.ms <= ctx->now.ms) return CLAIM_EXPIRED;
  return CLAIM_OK;
}

static bool enter_body(struct ctx *ctx, void *arg) {
  struct coding *coding = arg;
  struct claim claim;
  struct person person;
  coding->result = CLAIM_UNKNOWN;
  if (!claim_find(ctx, coding->id, &claim)) return false;
  if ((coding->result = may_enter(ctx, &claim)) != CLAIM_OK) return false;
  if (!digest_equal(digest_of(coding->digest), digest_of(claim.code_digest))) {
    coding->result = CLAIM_WRONG_CODE;
    claim_count_try(ctx, claim.id);
    return true; /* the try counts */
  }
  must(person_find_by_email(ctx, claim.email, &person));
  claim_set_state(ctx, claim.id, CLAIM_GRANTED);
  moderation_settle(ctx, CASE_CLAIM, claim.id.value, CASE_APPROVED);
  grant(ctx, &claim, person.id);
  return true;
}

enum claim_result claim_enter_code(struct ctx *ctx, struct claim_id id, struct str code) {
  struct coding coding = {.id = id};
  coding.digest = digest_of_code(ctx, id, plain_code(ctx->arena, code));
  db_write(ctx, enter_body, &coding);
  return coding.result;
}

void claim_confirm(struct ctx *ctx, struct claim_id id, struct person_id person) {
  struct claim claim;
  if (!claim_find(ctx, id, &claim)) return;
  claim_set_confirmed(ctx, id, ctx->now);
  if (claim.state == CLAIM_GRANTED) grant(ctx, &claim, person);
}

enum moderation_result claim_approve(struct ctx *ctx, const struct moderation *one) {
  struct claim claim;
  struct person person;
  struct claim_id id = {one->subject};
  if (!claim_find(ctx, id, &claim)) return MODERATION_UNKNOWN;
  if (claim_set_state(ctx, id, CLAIM_GRANTED) == 0) return MODERATION_ALREADY_DECIDED;
  if (claim.confirmed && person_find_by_email(ctx, claim.email, &person))
    grant(ctx, &claim, person.id);
  return moderation_decide(ctx, one->id, CASE_APPROVED, S(""));
}

void claim_refuse(struct ctx *ctx, struct claim_id id) {
  claim_set_state(ctx, id, CLAIM_REFUSED);
}

struct str claim_link(struct ctx *ctx, struct claim_id id) {
  return capability_text(ctx, S("claim address"), id.value);
}

bool claim_from_link(struct ctx *ctx, struct str link, struct claim_id *id) {
  return capability_read(ctx, S("claim address"), link, &id->value);
}
