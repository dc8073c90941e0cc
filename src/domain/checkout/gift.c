#include "domain/checkout/gift.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/notice/notice.h"
#include "domain/voucher/voucher_address.h"
#include "gift_sql.h"

RESULT_REFUSAL(gift, GIFT_RESULTS)
RESULT_STATUS(gift, GIFT_RESULTS)
RESULT_MESSAGE(gift, GIFT_RESULTS)

bool gift_find(struct ctx *ctx, struct order_id id, struct gift *gift) {
  struct gift_by_order_row row;
  if (!gift_by_order(ctx, id, &row)) return false;
  *gift = (struct gift){.order = id,
                        .name = row.name,
                        .email = row.email,
                        .message = row.message,
                        .send_on = row.send_on,
                        .state = (enum gift_state)row.state,
                        .sent_at = row.sent_at};
  return true;
}

void gift_begin(struct ctx *ctx, struct order_id id, struct day send_on) {
  gift_insert(ctx, id, send_on);
}

/* Changing. */

struct changing {
  const struct gift *gift;
  enum gift_result result;
};

static enum gift_result may_change(struct ctx *ctx, const struct gift *wanted) {
  struct gift gift;
  struct order order;
  struct voucher voucher;
  if (!gift_find(ctx, wanted->order, &gift)) return GIFT_UNKNOWN;
  must(order_find(ctx, wanted->order, &order) && voucher_find(ctx, order.voucher_id, &voucher));
  if (gift.state != GIFT_STATE_WAITING && gift.state != GIFT_STATE_HELD) return GIFT_SENT;
  if (wanted->email.len == 0) return GIFT_NO_ADDRESS;
  int today = zone_day(ctx->zone, ctx->now).number, day = wanted->send_on.number;
  return day < today || day > voucher.expires_on.number ? GIFT_BAD_DAY : GIFT_OK;
}

static bool change_body(struct ctx *ctx, void *arg) {
  struct changing *changing = arg;
  const struct gift *gift = changing->gift;
  changing->result = may_change(ctx, gift);
  if (changing->result != GIFT_OK) return false;
  must(gift_set_day(ctx, gift->order, gift->send_on) == 1);
  must(gift_set_words(ctx, gift->order, gift->email, gift->message) == 1);
  return true;
}

enum gift_result gift_change(struct ctx *ctx, const struct gift *gift) {
  struct changing changing = {.gift = gift};
  db_write(ctx, change_body, &changing);
  return changing.result;
}

/* Sending. */

/* Its buyer hears that it does not go out today. */
static bool hold(struct ctx *ctx, const struct order *order, const struct voucher *voucher) {
  if (gift_hold(ctx, order->id) != 1) return false; /* somebody was faster */
  ctx->language = order->language;
  notice_add(ctx, NOTICE_GIFT_HELD, voucher->id.value, order->buyer_email, order->buyer_name);
  return true;
}

void gift_release(struct ctx *ctx, struct order_id id) {
  gift_unhold(ctx, id);
}

static bool send_body(struct ctx *ctx, void *arg) {
  struct order_id id = *(const struct order_id *)arg;
  struct gift gift;
  struct order order;
  struct voucher voucher;
  must(gift_find(ctx, id, &gift) && order_find(ctx, id, &order) &&
       voucher_find(ctx, order.voucher_id, &voucher));
  if (voucher.ended == VOUCHER_END_NONE && voucher.blocked &&
      voucher.blocked_why == VOUCHER_BLOCK_FAILED)
    return hold(ctx, &order, &voucher);
  bool alive = voucher.ended == VOUCHER_END_NONE && !voucher.blocked;
  enum gift_state state = alive ? GIFT_STATE_SENT : GIFT_STATE_DROPPED;
  if (gift_set_state(ctx, id, state, ctx->now) != 1) return false; /* somebody was faster */
  if (!alive) return true;
  ctx->language = order.language;
  notice_add(ctx, NOTICE_GIFT, voucher.id.value, gift.email, gift.name);
  voucher_address_note(ctx, gift.email, voucher.id);
  return true;
}

int64_t gift_round(struct ctx *ctx) {
  struct gift_list_due_rows due = gift_list_due(ctx, zone_day(ctx->zone, ctx->now));
  enum language language = ctx->language;
  int64_t sent = 0;
  for (size_t i = 0; i < due.count; i++)
    sent += db_write(ctx, send_body, &due.items[i].order_id);
  ctx->language = language;
  return sent;
}
