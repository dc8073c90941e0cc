#include "domain/payment/payment.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "domain/payment/bank_setting.h"
#include "domain/payment/desk_setting.h"
#include "domain/payment/stripe_setting.h"
#include "payment_sql.h"

struct str provider_name(int64_t provider) {
  switch (provider) {
#define X(name, number, text)                                                                      \
  case number:                                                                                     \
    return S(text);
    PROVIDERS(X)
#undef X
  default:
    return S("?");
  }
}

bool provider_from_name(struct str name, enum provider *provider) {
#define X(known, number, text)                                                                     \
  if (str_equal(name, S(text))) {                                                                  \
    *provider = PROVIDER_##known;                                                                  \
    return true;                                                                                   \
  }
  PROVIDERS(X)
#undef X
  return false;
}

bool provider_open(struct ctx *ctx, enum provider provider, bool demonstration) {
  struct bank_setting bank;
  struct desk_setting desk;
  struct stripe_setting stripe;
  switch (provider) {
  case PROVIDER_SANDBOX:
    return demonstration;
  case PROVIDER_DESK:
    return desk_setting_find(ctx, &desk) && desk.open;
  case PROVIDER_BANK:
    return bank_setting_find(ctx, &bank) && bank.open;
  case PROVIDER_STRIPE: /* real money in earnest, play money in demonstrations */
    return stripe_setting_find(ctx, &stripe) && stripe.open && stripe.live != demonstration;
  case PROVIDER_ISSUER:
  case PROVIDER_ARCHIVE:
    return false;
  }
  return false;
}

/* Each costs a look at its setting: no more are asked than are wanted. */
static size_t open_among(struct ctx *ctx, bool demonstration, enum provider *open, size_t wanted) {
  static const enum provider choices[] = {PROVIDER_SANDBOX, PROVIDER_STRIPE, PROVIDER_BANK};
  size_t count = 0;
  for (size_t i = 0; i < sizeof choices / sizeof *choices && count < wanted; i++)
    if (provider_open(ctx, choices[i], demonstration)) open[count++] = choices[i];
  return count;
}

size_t providers_open(struct ctx *ctx, bool demonstration, enum provider open[PROVIDERS_MAX]) {
  return open_among(ctx, demonstration, open, PROVIDERS_MAX);
}

enum provider provider_usual(struct ctx *ctx, bool demonstration) {
  enum provider usual = PROVIDER_SANDBOX;
  open_among(ctx, demonstration, &usual, 1);
  return usual;
}

bool provider_waits(enum provider provider) {
  return provider == PROVIDER_BANK;
}

/* Half an hour is the shortest time a page of Stripe's can be told to live; as much again for its
 * word to arrive. */
int64_t provider_hold_minutes(enum provider provider) {
  return provider == PROVIDER_STRIPE ? 60 : 0;
}

const char *payment_state_name(enum payment_state state) {
  static const char *const names[] = {"", "created", "paid", "refused", "abandoned"};
  return names[state];
}

struct payment_id payment_create(struct ctx *ctx, enum provider provider, int64_t order,
                                 int64_t amount_minor) {
  struct payment_id id = {id_next(ctx->ids)};
  payment_insert(ctx, &(struct payment_insert_params){
                          .id = id,
                          .provider = provider,
                          .order_id = order,
                          .amount_minor = amount_minor,
                          .currency = currency_code(ctx->currency),
                          .created_at = ctx->now,
                      });
  return id;
}

bool payment_decide(struct ctx *ctx, struct payment_id id, enum payment_state state) {
  must(state != PAYMENT_CREATED);
  return payment_set(ctx, id, state, ctx->now) == 1;
}

void payment_conclude(struct ctx *ctx, struct payment_id id, enum payment_state state) {
  must(state != PAYMENT_CREATED);
  payment_end(ctx, id, state, ctx->now);
}

bool payment_decide_late(struct ctx *ctx, struct payment_id id) {
  return payment_set_late(ctx, id, ctx->now) == 1;
}

bool payment_change_way(struct ctx *ctx, struct payment_id id, enum provider provider) {
  return payment_set_provider(ctx, id, provider) == 1;
}

bool payment_find(struct ctx *ctx, struct payment_id id, struct payment *payment) {
  struct payment_by_id_row row;
  if (!payment_by_id(ctx, id, &row)) return false;
  *payment = (struct payment){id,
                              (enum provider)row.provider,
                              row.order_id,
                              money_of(row.amount_minor, ctx->currency),
                              (enum payment_state)row.state,
                              row.created_at};
  return true;
}

struct str payment_path(struct ctx *ctx, enum provider provider, struct payment_id id) {
  const char *page = provider == PROVIDER_BANK     ? "/virement/"
                     : provider == PROVIDER_STRIPE ? "/paiement-carte/"
                                                   : "/paiement-test/";
  return str_format(ctx->arena, "%s%.*s", page, STR_ARG(payment_link(ctx, id)));
}

struct str payment_link(struct ctx *ctx, struct payment_id id) {
  return capability_text(ctx, S("payment"), id.value);
}

bool payment_from_link(struct ctx *ctx, struct str link, struct payment_id *id) {
  return capability_read(ctx, S("payment"), link, &id->value);
}
