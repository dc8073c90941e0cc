#include "domain/life/life.h"

#include "domain/checkout/gift.h"
#include "domain/life/expiry.h"
#include "domain/life/extension.h"
#include "domain/life/refund.h"
#include "domain/life/reminder.h"

/* Before vouchers end, those that are given a later day are. */
int64_t life_round(struct ctx *ctx, bool seldom) {
  return refund_round(ctx, seldom) + extension_round(ctx) + expiry_round(ctx) +
         reminder_round(ctx) + gift_round(ctx);
}
