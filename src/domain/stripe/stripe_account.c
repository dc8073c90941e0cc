#include "domain/stripe/stripe_account.h"

#include "base/fault.h"
#include "db/db.h"
#include "domain/notice/notice.h"
#include "domain/person/audit.h"
#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/territory/territory.h"
#include "stripe_account_sql.h"

static const int64_t DAY_MS = 24 * 3600 * 1000;

bool stripe_account_find(struct ctx *ctx, struct merchant_id merchant,
                         struct stripe_account *account) {
  struct stripe_account_row_row row;
  if (!stripe_account_row(ctx, merchant, &row)) return false;
  *account = (struct stripe_account){.merchant_id = merchant,
                                     .account = row.account,
                                     .able = row.able,
                                     .pays_on = row.pays_on,
                                     .submitted = row.submitted,
                                     .questions = row.questions,
                                     .reason = row.reason,
                                     .failure = row.failure,
                                     .told_at = row.told_at};
  if (row.link_until.ms > ctx->now.ms) account->link = row.link;
  return true;
}

/* Beginning. */

struct beginning {
  struct merchant_id merchant;
  struct str root;
};

static void ask_for_account(struct ctx *ctx, const struct beginning *beginning) {
  struct territory territory;
  struct stripe_account_merchant_row merchant;
  struct stripe_form form = stripe_form(ctx);
  must(territory_find(ctx, ctx->territory, &territory));
  must(stripe_account_merchant(ctx, beginning->merchant, &merchant));
  stripe_form_add(&form, "type", S("express"));
  stripe_form_add(&form, "country", territory.country);
  stripe_form_add(&form, "capabilities[transfers][requested]", S("true"));
  stripe_form_add(&form, "business_profile[name]", merchant.name);
  if (merchant.email.len > 0) stripe_form_add(&form, "email", merchant.email);
  stripe_form_mark(&form, beginning->merchant.value);
  stripe_account_set_link(
      ctx, &(struct stripe_account_set_link_params){beginning->merchant, S(""), {0}, S("")});
  stripe_call_add(ctx, STRIPE_CALL_ACCOUNT, beginning->merchant.value, S("/v1/accounts"),
                  buf_str(&form.text));
}

static void ask_for_link(struct ctx *ctx, const struct beginning *beginning,
                         const struct stripe_account *account) {
  struct stripe_form form = stripe_form(ctx);
  struct str page = str_format(ctx->arena, "%.*s/compte-stripe", STR_ARG(beginning->root));
  stripe_form_add(&form, "account", account->account);
  stripe_form_add(&form, "type", S("account_onboarding"));
  stripe_form_add(&form, "return_url", STR_CONCAT(ctx->arena, page, S("/retour")));
  stripe_form_add(&form, "refresh_url", STR_CONCAT(ctx->arena, page, S("/reprendre")));
  stripe_account_set_link(
      ctx, &(struct stripe_account_set_link_params){beginning->merchant, S(""), {0}, S("")});
  stripe_call_add(ctx, STRIPE_CALL_ACCOUNT_LINK, beginning->merchant.value, S("/v1/account_links"),
                  buf_str(&form.text));
}

static bool begin_body(struct ctx *ctx, void *arg) {
  const struct beginning *beginning = arg;
  struct stripe_account account;
  if (stripe_account_insert(ctx, beginning->merchant, ctx->now) == 1)
    audit_write(ctx, S("stripe.account"), beginning->merchant.value, S(""));
  must(stripe_account_find(ctx, beginning->merchant, &account));
  if (account.account.len == 0)
    ask_for_account(ctx, beginning);
  else if (account.link.len == 0)
    ask_for_link(ctx, beginning, &account);
  return true;
}

void stripe_account_begin(struct ctx *ctx, struct merchant_id merchant, struct str root) {
  struct beginning beginning = {merchant, root};
  db_write(ctx, begin_body, &beginning);
}

struct using {
  struct merchant_id merchant;
  struct str link;
};

static bool use_body(struct ctx *ctx, void *arg) {
  struct using *using = arg;
  struct stripe_account account;
  using->link = S("");
  if (!stripe_account_find(ctx, using->merchant, &account) || account.link.len == 0) return false;
  using->link = account.link;
  stripe_account_set_link(
      ctx, &(struct stripe_account_set_link_params){using->merchant, S(""), {0}, S("")});
  return true;
}

struct str stripe_account_use_link(struct ctx *ctx, struct merchant_id merchant) {
  struct using using = {.merchant = merchant};
  db_write(ctx, use_body, &using);
  return using.link;
}

static void ask_how(struct ctx *ctx, struct merchant_id merchant, struct str account) {
  stripe_call_add(ctx, STRIPE_CALL_ACCOUNT_LOOK, merchant.value,
                  str_format(ctx->arena, "/v1/accounts/%.*s", STR_ARG(account)), S(""));
}

static bool look_body(struct ctx *ctx, void *arg) {
  const struct merchant_id *merchant = arg;
  struct stripe_account account;
  if (!stripe_account_find(ctx, *merchant, &account) || account.account.len == 0) return false;
  ask_how(ctx, *merchant, account.account);
  return true;
}

void stripe_account_look(struct ctx *ctx, struct merchant_id merchant) {
  db_write(ctx, look_body, &merchant);
}

/* What Stripe says. */

static void write_to(struct ctx *ctx, struct merchant_id merchant, enum notice_kind kind) {
  struct stripe_account_merchant_row row;
  if (stripe_account_merchant(ctx, merchant, &row) && row.email.len > 0)
    notice_add(ctx, kind, merchant.value, row.email, row.name);
}

/* A letter when the account becomes able, and when it is so no more: nobody looks every day. Who is
 * still answering the questions sees the page itself. */
static void tell_merchant(struct ctx *ctx, const struct stripe_account *before,
                          const struct stripe_object *object) {
  bool new_reason = before->reason.len == 0 && object->reason.len > 0;
  if (object->deleted) return;
  if (object->able && !before->able)
    write_to(ctx, before->merchant_id, NOTICE_STRIPE_READY);
  else if (!object->able && object->submitted && (before->able || new_reason))
    write_to(ctx, before->merchant_id, NOTICE_STRIPE_ASKS);
}

void stripe_account_told(struct ctx *ctx, struct merchant_id merchant,
                         const struct stripe_object *object) {
  struct stripe_account before;
  if (stripe_account_find(ctx, merchant, &before)) tell_merchant(ctx, &before, object);
  stripe_account_set(ctx, &(struct stripe_account_set_params){
                              .merchant_id = merchant,
                              .able = object->able && !object->deleted,
                              .pays_on = object->pays_on,
                              .submitted = object->submitted,
                              .questions = object->questions,
                              .reason = object->reason,
                              .told_at = ctx->now,
                          });
}

void stripe_account_made(struct ctx *ctx, struct merchant_id merchant,
                         const struct stripe_object *object) {
  if (!str_starts(object->id, S("acct_"))) return;
  if (stripe_account_set_name(ctx, merchant, object->id) == 1)
    stripe_account_told(ctx, merchant, object);
}

void stripe_account_linked(struct ctx *ctx, struct merchant_id merchant,
                           const struct stripe_object *object) {
  bool web = str_starts(object->url, S("https://")) || str_starts(object->url, S("http://"));
  if (web)
    stripe_account_set_link(ctx, &(struct stripe_account_set_link_params){
                                     merchant, object->url, object->expires_at, S("")});
}

void stripe_account_failed(struct ctx *ctx, struct merchant_id merchant,
                           const struct stripe_error *error) {
  struct str failure = error->sentence.len > 0 ? error->sentence : error->code;
  stripe_account_set_link(ctx,
                          &(struct stripe_account_set_link_params){merchant, S(""), {0}, failure});
}

void stripe_account_untold(struct ctx *ctx, struct merchant_id merchant) {
  stripe_account_asked(ctx, merchant, ctx->now);
}

bool stripe_account_changed(struct ctx *ctx, struct str account) {
  struct stripe_account_named_row row;
  if (!stripe_account_named(ctx, account, &row)) return false;
  ask_how(ctx, row.merchant_id, account);
  return true;
}

bool stripe_account_gone(struct ctx *ctx, struct str account) {
  struct stripe_account_named_row row;
  if (!stripe_account_named(ctx, account, &row)) return false;
  stripe_account_told(ctx, row.merchant_id, &(struct stripe_object){.deleted = true});
  stripe_odd_add(ctx, &(struct stripe_odd){.kind = STRIPE_ODD_ACCOUNT_CLOSED,
                                           .noun = row.merchant_id.value,
                                           .object = account,
                                           .currency = currency_code(ctx->currency)});
  return true;
}

int64_t stripe_account_look_round(struct ctx *ctx) {
  struct stripe_account_due_rows rows =
      stripe_account_due(ctx, (struct instant){ctx->now.ms - DAY_MS});
  for (size_t i = 0; i < rows.count; i++)
    ask_how(ctx, rows.items[i].merchant_id, rows.items[i].account);
  return (int64_t)rows.count;
}
