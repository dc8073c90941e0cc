#include "domain/life/holder.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/checkout/gift.h"
#include "domain/person/audit.h"
#include "holder_sql.h"

RESULT_REFUSAL(resend, RESEND_RESULTS)
RESULT_STATUS(resend, RESEND_RESULTS)
RESULT_MESSAGE(resend, RESEND_RESULTS)

static bool passed_to(struct ctx *ctx, const struct voucher *voucher, struct holder *holder) {
  struct holder_of_voucher_row row;
  if (!holder_of_voucher(ctx, voucher->id, &row)) return false;
  *holder = (struct holder){
      .name = row.name, .email = row.email, .giver = row.giver, .message = row.message};
  must(language_from_code(row.language, &holder->language));
  return true;
}

static bool bought_by(const struct order *order, struct holder *holder) {
  bool gift = order->recipient_name.len > 0;
  *holder = (struct holder){.name = order->buyer_name,
                            .email = order->buyer_email,
                            .giver = gift ? order->buyer_name : S(""),
                            .message = order->message,
                            .language = order->language,
                            .buyer = true};
  return order->buyer_email.len > 0;
}

bool holder_find(struct ctx *ctx, const struct voucher *voucher, struct holder *holder) {
  struct order order;
  struct gift gift;
  if (passed_to(ctx, voucher, holder)) return true;
  if (!order_find(ctx, voucher->order_id, &order)) return false;
  if (!gift_find(ctx, order.id, &gift) || gift.state != GIFT_STATE_SENT)
    return bought_by(&order, holder);
  *holder = (struct holder){.name = gift.name,
                            .email = gift.email,
                            .giver = order.buyer_name,
                            .message = gift.message,
                            .language = order.language};
  return true;
}

static void tell(struct ctx *ctx, const struct holder *holder, enum notice_kind kind,
                 int64_t subject) {
  enum language language = ctx->language;
  ctx->language = holder->language;
  notice_add(ctx, kind, subject, holder->email, holder->name);
  ctx->language = language;
}

bool holder_tell(struct ctx *ctx, const struct voucher *voucher, enum notice_kind kind) {
  struct holder holder;
  if (!holder_find(ctx, voucher, &holder)) return false;
  tell(ctx, &holder, kind, voucher->id.value);
  return true;
}

/* Once more. */

struct resending {
  struct voucher_id id;
  bool buyer;
  enum resend_result result;
};

static enum resend_result may_resend(struct ctx *ctx, const struct resending *resending,
                                     struct voucher *voucher, struct holder *holder) {
  struct holder_resent_row last;
  struct order order;
  if (!voucher_find(ctx, resending->id, voucher)) return RESEND_UNKNOWN;
  if (voucher->ended != VOUCHER_END_NONE) return RESEND_ENDED;
  bool known = resending->buyer
                   ? order_find(ctx, voucher->order_id, &order) && bought_by(&order, holder)
                   : holder_find(ctx, voucher, holder);
  if (!known) return RESEND_NO_ADDRESS;
  bool soon = holder_resent(ctx, voucher->id, &last) &&
              ctx->now.ms < last.created_at.ms + RESEND_MINUTES * 60 * 1000;
  return soon ? RESEND_TOO_SOON : RESEND_OK;
}

static bool resend_body(struct ctx *ctx, void *arg) {
  struct resending *resending = arg;
  struct voucher voucher;
  struct holder holder;
  resending->result = may_resend(ctx, resending, &voucher, &holder);
  if (resending->result != RESEND_OK) return false;
  if (holder.buyer)
    tell(ctx, &holder, NOTICE_VOUCHER_ISSUED, voucher.order_id.value);
  else
    tell(ctx, &holder, voucher.origin.value != 0 ? NOTICE_PASSED_ON : NOTICE_GIFT,
         voucher.id.value);
  struct voucher_act act = {.kind = VOUCHER_ACT_SEND_AGAIN,
                            .balance_minor =
                                ledger_balance(ctx, (struct account_id){voucher.id.value})};
  voucher_act_note(ctx, &voucher, &act);
  if (ctx->person.value != 0) audit_write(ctx, S("voucher.resend"), voucher.id.value, S(""));
  return true;
}

enum resend_result holder_resend(struct ctx *ctx, struct voucher_id id, bool buyer) {
  struct resending resending = {.id = id, .buyer = buyer};
  db_write(ctx, resend_body, &resending);
  return resending.result;
}

struct str voucher_link(struct ctx *ctx, struct voucher_id id) {
  return capability_text(ctx, S("voucher"), id.value);
}

bool voucher_from_link(struct ctx *ctx, struct str link, struct voucher_id *id) {
  return capability_read(ctx, S("voucher"), link, &id->value);
}
