#include "domain/payment/refund_ask.h"

#include "base/fault.h"
#include "refund_ask_sql.h"

enum refund_by refund_by(enum provider provider) {
  switch (provider) {
  case PROVIDER_SANDBOX:
  case PROVIDER_ARCHIVE:
    return REFUND_BY_NOBODY;
  case PROVIDER_ISSUER:
  case PROVIDER_DESK:
  case PROVIDER_BANK:
    return REFUND_BY_HAND;
  case PROVIDER_STRIPE:
    return REFUND_BY_PROVIDER;
  }
  return REFUND_BY_HAND;
}

bool refund_ask_find(struct ctx *ctx, int64_t id, struct refund_ask *ask) {
  struct refund_ask_row_row row;
  if (!refund_ask_row(ctx, id, &row)) return false;
  *ask = (struct refund_ask){id,
                             row.payment_id,
                             (enum provider)row.provider,
                             money_of(row.amount_minor, ctx->currency),
                             (enum refund_state)row.state,
                             row.reason};
  return true;
}

bool refund_ask(struct ctx *ctx, int64_t id, struct payment_id payment_id, int64_t amount_minor) {
  struct payment payment;
  struct refund_ask before;
  struct refund_ask_sum_row asked;
  must(amount_minor > 0 && payment_find(ctx, payment_id, &payment));
  must(refund_by(payment.provider) == REFUND_BY_PROVIDER);
  if (refund_ask_find(ctx, id, &before)) return before.amount.minor == amount_minor;
  must(refund_ask_sum(ctx, payment_id, &asked));
  if (asked.amount_minor + amount_minor > payment.amount.minor) return false;
  refund_ask_insert(ctx, &(struct refund_ask_insert_params){id, payment_id, payment.provider,
                                                            amount_minor, ctx->now});
  return true;
}

bool refund_ask_sent(struct ctx *ctx, int64_t id) {
  return refund_ask_set_sent(ctx, id, ctx->now) == 1;
}

bool refund_ask_failed(struct ctx *ctx, int64_t id, struct str reason) {
  return refund_ask_set_failed(ctx, id, reason, ctx->now) == 1;
}

void refund_left(struct ctx *ctx, int64_t line, int64_t refund) {
  refund_news_insert(ctx, &(struct refund_news_insert_params){line, refund, true, S(""), ctx->now});
}

void refund_returned(struct ctx *ctx, int64_t line, int64_t refund, struct str reason) {
  refund_news_insert(ctx,
                     &(struct refund_news_insert_params){line, refund, false, reason, ctx->now});
}
