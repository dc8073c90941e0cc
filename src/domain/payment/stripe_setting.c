#include "domain/payment/stripe_setting.h"

#include "base/fault.h"
#include "base/results.h"
#include "base/seal.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "stripe_setting_sql.h"

enum { KEY_MIN = 16, KEY_MAX = 300, KEY_END = 4 };

RESULT_STATUS(stripe_setting, STRIPE_SETTING_RESULTS)
RESULT_MESSAGE(stripe_setting, STRIPE_SETTING_RESULTS)

bool stripe_setting_find(struct ctx *ctx, struct stripe_setting *setting) {
  struct stripe_setting_row_row row;
  *setting = (struct stripe_setting){0};
  if (!stripe_setting_row(ctx, &row)) return false;
  *setting = (struct stripe_setting){
      .open = row.is_open,
      .pays_out = row.pays_out,
      .has_key = row.key_end.len > 0,
      .live = row.live,
      .key_end = row.key_end,
      .secrets = row.secret_count,
      .account = row.account,
      .failure = row.failure,
      .changed_at = row.changed_at,
  };
  return true;
}

/* Sealed for one territory and one use: a row moved elsewhere does not open. */
static struct str purpose(struct ctx *ctx, const char *use) {
  return str_format(ctx->arena, "stripe %s %lld", use, (long long)ctx->territory.value);
}

static struct str sealed(struct ctx *ctx, const char *use, struct str secret) {
  return secret.len == 0 ? S("") : seal_close(ctx, purpose(ctx, use), secret);
}

static struct str opened(struct ctx *ctx, const char *use, struct str bytes) {
  struct str secret;
  return seal_open(ctx, purpose(ctx, use), bytes, &secret) ? secret : S("");
}

bool stripe_key(struct ctx *ctx, struct str *key) {
  struct stripe_setting_sealed_row row;
  if (!stripe_setting_sealed(ctx, &row)) return false;
  *key = opened(ctx, "key", row.api_key);
  return key->len > 0;
}

/* The next line that says something; "" behind the last. */
static struct str next_line(struct str *text) {
  struct str line = S("");
  while (line.len == 0 && text->len > 0)
    line = str_trim(str_cut(*text, '\n', text));
  return line;
}

size_t stripe_secrets(struct ctx *ctx, struct str secrets[STRIPE_SECRETS_MAX]) {
  struct stripe_setting_sealed_row row;
  size_t count = 0;
  if (!stripe_setting_sealed(ctx, &row)) return 0;
  struct str text = opened(ctx, "secrets", row.secrets);
  for (struct str one; count < STRIPE_SECRETS_MAX && (one = next_line(&text)).len > 0;)
    secrets[count++] = one;
  return count;
}

/* Keeping. */

struct keeping {
  struct stripe_typed typed;
  struct str key, secrets; /* as they will be */
  int64_t secret_count;
  bool changed_key;
  enum stripe_setting_result result;
};

static bool is_plain(struct str text) {
  for (size_t i = 0; i < text.len; i++)
    if (text.ptr[i] <= ' ' || text.ptr[i] > '~') return false;
  return text.len >= KEY_MIN && text.len <= KEY_MAX;
}

/* A whole key or a restricted one. */
static bool is_key(struct str key, const char *mode) {
  struct str rest = str_starts(key, S("sk_")) || str_starts(key, S("rk_")) ? str_skip(key, 3) : key;
  return rest.len < key.len && str_starts(rest, str_from(mode)) && is_plain(key);
}

static enum stripe_setting_result judge_key(struct ctx *ctx, struct str key) {
  struct stripe_setting_mode_row mode;
  bool demonstration = stripe_setting_mode(ctx, &mode) && mode.demonstration;
  if (is_key(key, "live_")) return demonstration ? STRIPE_SETTING_LIVE_IN_DEMONSTRATION : 0;
  if (is_key(key, "test_")) return demonstration ? 0 : STRIPE_SETTING_TEST_IN_EARNEST;
  return STRIPE_SETTING_BAD_KEY;
}

static enum stripe_setting_result judge_secrets(struct keeping *keeping) {
  struct str text = keeping->secrets;
  keeping->secret_count = 0;
  for (struct str one; (one = next_line(&text)).len > 0; keeping->secret_count++)
    if (!str_starts(one, S("whsec_")) || !is_plain(one)) return STRIPE_SETTING_BAD_SECRET;
  return keeping->secret_count > STRIPE_SECRETS_MAX ? STRIPE_SETTING_TOO_MANY_SECRETS : 0;
}

static enum stripe_setting_result judge(struct ctx *ctx, struct keeping *keeping) {
  enum stripe_setting_result result = STRIPE_SETTING_OK;
  bool uses = keeping->typed.open || keeping->typed.pays_out;
  if (keeping->key.len > 0) result = judge_key(ctx, keeping->key);
  if (result == STRIPE_SETTING_OK) result = judge_secrets(keeping);
  if (result != STRIPE_SETTING_OK || !uses) return result;
  if (keeping->key.len == 0) return STRIPE_SETTING_NO_KEY;
  return keeping->secret_count == 0 ? STRIPE_SETTING_NO_SECRET : STRIPE_SETTING_OK;
}

static bool keep_body(struct ctx *ctx, void *arg) {
  struct keeping *keeping = arg;
  struct stripe_setting_sealed_row kept = {0};
  struct stripe_setting before;
  if (stripe_setting_find(ctx, &before)) stripe_setting_sealed(ctx, &kept);
  struct str key = opened(ctx, "key", kept.api_key);
  keeping->key = keeping->typed.key.len > 0 ? keeping->typed.key : key;
  keeping->secrets = keeping->typed.secrets.len > 0 ? keeping->typed.secrets
                                                    : opened(ctx, "secrets", kept.secrets);
  keeping->changed_key = !str_equal(key, keeping->key);
  if ((keeping->result = judge(ctx, keeping))) return false;
  struct str end = keeping->key;
  stripe_setting_set(ctx, &(struct stripe_setting_set_params){
                              .is_open = keeping->typed.open,
                              .pays_out = keeping->typed.pays_out,
                              .api_key = sealed(ctx, "key", keeping->key),
                              .key_end = end.len > 0 ? str_skip(end, end.len - KEY_END) : end,
                              .live = is_key(keeping->key, "live_"),
                              .secrets = sealed(ctx, "secrets", keeping->secrets),
                              .secret_count = keeping->secret_count,
                              .account = keeping->changed_key ? S("") : before.account,
                              .failure = keeping->changed_key ? S("") : before.failure,
                              .changed_by = ctx->person,
                              .changed_at = ctx->now,
                          });
  audit_write(ctx, S("stripe.setting"), 0,
              keeping->changed_key
                  ? str_format(ctx->arena, "…%.*s", KEY_END, end.ptr + (end.len - KEY_END))
                  : S(""));
  return true;
}

enum stripe_setting_result stripe_setting_keep(struct ctx *ctx, const struct stripe_typed *typed) {
  struct keeping keeping = {.typed = *typed};
  keeping.typed.key = str_trim(typed->key);
  keeping.typed.secrets = str_trim(typed->secrets);
  db_write(ctx, keep_body, &keeping);
  return keeping.result;
}

void stripe_setting_tried(struct ctx *ctx, struct str account, struct str failure) {
  stripe_setting_try(ctx, account, failure);
}
