/* Why a voucher is refused, in words that a shopkeeper can say to a customer. */
#include "base/format.h"
#include "domain/voucher/voucher.h"

/* A blocked one says why: the person in front of the till may be the one it was stolen from. */
static enum message message_of(const struct voucher_answer *answer) {
  if (answer->result != VOUCHER_BLOCKED) return voucher_message(answer->result);
  switch (answer->voucher.blocked_why) {
#define X(name, number, word, message)                                                             \
  case VOUCHER_BLOCK_##name:                                                                       \
    return MSG_##message;
    VOUCHER_BLOCKS(X)
#undef X
  }
  return MSG_voucher_blocked;
}

/* Where it was taken last; of one that another shop sold, that shop. */
static struct str place_of(struct ctx *ctx, const struct voucher_answer *answer) {
  struct shop shop;
  bool other = answer->result == VOUCHER_OTHER_SHOP && answer->home.value == 0;
  return other && shop_find(ctx, answer->voucher.shop_id, &shop) ? shop.name : answer->last_shop;
}

/* When what the sentence tells of happened. */
static struct instant moment_of(const struct voucher_answer *answer) {
  if (answer->result == VOUCHER_BLOCKED || answer->result == VOUCHER_SHOP_FAILED)
    return answer->voucher.blocked_at;
  if (answer->has_last) return answer->last.redeemed_at;
  return answer->voucher.ended_at;
}

struct str voucher_sentence(struct ctx *ctx, const struct voucher_answer *answer) {
  struct buf from = buf_in(ctx->arena), until = from, on = from, at = from, left = from, day = from;
  const struct voucher *voucher = &answer->voucher;
  struct instant moment = moment_of(answer);
  format_day(&from, ctx->language, voucher->redeemable_on);
  format_day(&until, ctx->language, voucher->expires_on);
  format_day(&day, ctx->language, answer->agreed_on);
  format_money(&left, ctx->language, money_of(answer->balance_minor, ctx->currency));
  format_day(&on, ctx->language, zone_day(ctx->zone, moment));
  format_time(&at, ctx->language, ctx->zone, moment);
  return MESSAGE(ctx->arena, ctx->language, message_of(answer), {"from", buf_str(&from)},
                 {"until", buf_str(&until)}, {"on", buf_str(&on)}, {"at", buf_str(&at)},
                 {"shop", place_of(ctx, answer)}, {"left", buf_str(&left)}, {"day", buf_str(&day)},
                 {"territory", answer->home_name});
}
