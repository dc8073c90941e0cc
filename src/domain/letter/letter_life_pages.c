#include "base/format.h"
#include "base/iban.h"
#include "domain/letter/letter_life.h"
#include "domain/life/refund.h"

bool letter_is_of_life(enum notice_kind kind) {
  return kind == NOTICE_REFUND_ASKED || kind == NOTICE_REFUND_SENT;
}

struct life_letter { /* what fills the sentences */
  struct str shop, amount, value, account;
  enum message subject, text;
};

static struct str amount_text(struct ctx *ctx, struct money amount) {
  struct buf text = buf_in(ctx->arena);
  format_money(&text, ctx->language, amount);
  return buf_str(&text);
}

static struct str shop_name(struct ctx *ctx, const struct voucher *voucher) {
  struct shop shop;
  return order_shop(ctx, voucher->shop_id, &shop) ? shop.name : S("");
}

/* By transfer it goes to an account, else the way it came. */
static bool write_refund(struct ctx *ctx, const struct notice *notice, struct life_letter *write) {
  struct refund refund;
  struct voucher voucher;
  if (!refund_find(ctx, (struct refund_id){notice->subject}, &refund) ||
      !voucher_find(ctx, refund.voucher, &voucher))
    return false;
  bool sent = notice->kind == NOTICE_REFUND_SENT;
  bool account = refund.via == PROVIDER_BANK && refund.iban.len > 0;
  write->shop = shop_name(ctx, &voucher);
  write->amount = amount_text(ctx, refund.paid);
  write->value = amount_text(ctx, refund.value);
  write->account = iban_masked(ctx->arena, refund.iban);
  write->subject = MSG_letter_refund_subject;
  write->text = sent ? MSG_letter_refund_sent_text : MSG_letter_refund_asked_text;
  if (sent && account) write->text = MSG_letter_refund_transferred_text;
  if (refund.paid.minor == 0) write->text = MSG_letter_refund_public_text;
  return true;
}

static bool write_of(struct ctx *ctx, const struct notice *notice, struct life_letter *write) {
  switch (notice->kind) {
  case NOTICE_REFUND_ASKED:
  case NOTICE_REFUND_SENT:
    return write_refund(ctx, notice, write);
  default:
    return false;
  }
}

bool letter_of_life(struct ctx *ctx, const struct notice *notice, const struct territory *territory,
                    struct str base, struct letter *letter) {
  struct life_letter write = {0};
  (void)base;
  if (!write_of(ctx, notice, &write)) return false;
  *letter = (struct letter){
      .subject = MESSAGE(ctx->arena, ctx->language, write.subject, {"shop", write.shop},
                         {"amount", write.amount}),
      .text = MESSAGE(ctx->arena, ctx->language, write.text, {"name", notice->to_name},
                      {"shop", write.shop}, {"amount", write.amount}, {"value", write.value},
                      {"account", write.account}, {"territory", territory->name}),
      .from_name = territory->name,
      .reply_to = territory->contact_email,
  };
  return true;
}
