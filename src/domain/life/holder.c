#include "domain/life/holder.h"

#include "domain/checkout/checkout.h"

bool holder_find(struct ctx *ctx, const struct voucher *voucher, struct holder *holder) {
  struct order order;
  if (!order_find(ctx, voucher->order_id, &order) || order.buyer_email.len == 0) return false;
  *holder = (struct holder){order.buyer_name, order.buyer_email, order.language};
  return true;
}

bool holder_tell(struct ctx *ctx, const struct voucher *voucher, enum notice_kind kind) {
  struct holder holder;
  if (!holder_find(ctx, voucher, &holder)) return false;
  enum language language = ctx->language;
  ctx->language = holder.language;
  notice_add(ctx, kind, voucher->id.value, holder.email, holder.name);
  ctx->language = language;
  return true;
}
