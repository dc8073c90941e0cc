#include "domain/life/life.h"

#include "domain/life/refund.h"

int64_t life_round(struct ctx *ctx, bool seldom) {
  return refund_round(ctx, seldom);
}
