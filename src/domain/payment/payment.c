#include "domain/payment/payment.h"

#include "base/crypto.h"
#include "base/fault.h"
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

struct str payment_link(struct ctx *ctx, struct payment_id id) {
  return capability_text(ctx, S("payment"), id.value);
}

bool payment_from_link(struct ctx *ctx, struct str link, struct payment_id *id) {
  return capability_read(ctx, S("payment"), link, &id->value);
}
