#include "base/format.h"
#include "domain/letter/letter_card.h"
#include "domain/payment/payment.h"
#include "domain/shop/shop.h"
#include "domain/voucher/voucher.h"

bool letter_is_of_card(enum notice_kind kind) {
  return kind == NOTICE_CARD_ASIDE || kind == NOTICE_STRIPE_READY || kind == NOTICE_STRIPE_ASKS;
}

struct card_letter { /* what fills the sentences */
  struct str shop, amount, merchant;
  enum message subject, text;
};

static bool write_aside(struct ctx *ctx, const struct notice *notice, struct card_letter *write) {
  struct payment payment;
  struct order order;
  struct shop shop;
  struct buf amount = buf_in(ctx->arena);
  if (!payment_find(ctx, (struct payment_id){notice->subject}, &payment) ||
      !order_find(ctx, (struct order_id){payment.order}, &order) ||
      !order_shop(ctx, order.shop_id, &shop))
    return false;
  format_money(&amount, ctx->language, payment.amount);
  *write = (struct card_letter){.shop = shop.name,
                                .amount = buf_str(&amount),
                                .subject = MSG_letter_card_aside_subject,
                                .text = MSG_letter_card_aside_text};
  return true;
}

static bool write_account(struct ctx *ctx, const struct notice *notice, struct card_letter *write) {
  struct merchant merchant;
  bool ready = notice->kind == NOTICE_STRIPE_READY;
  if (!merchant_find(ctx, (struct merchant_id){notice->subject}, &merchant)) return false;
  *write = (struct card_letter){
      .merchant = merchant.name,
      .subject = ready ? MSG_letter_stripe_ready_subject : MSG_letter_stripe_asks_subject,
      .text = ready ? MSG_letter_stripe_ready_text : MSG_letter_stripe_asks_text};
  return true;
}

static struct str account_link(struct ctx *ctx, const struct territory *territory,
                               struct str base) {
  struct str code = language_code(ctx->language);
  bool first = ctx->language == territory->language;
  return str_format(ctx->arena, "%.*s%s%.*s/compte-stripe", STR_ARG(base), first ? "" : "/",
                    first ? 0 : (int)code.len, code.ptr);
}

bool letter_of_card(struct ctx *ctx, const struct notice *notice, const struct territory *territory,
                    struct str base, struct letter *letter) {
  struct card_letter write;
  bool found = notice->kind == NOTICE_CARD_ASIDE ? write_aside(ctx, notice, &write)
                                                 : write_account(ctx, notice, &write);
  if (!found) return false;
  *letter = (struct letter){
      .subject = MESSAGE(ctx->arena, ctx->language, write.subject, {"shop", write.shop},
                         {"merchant", write.merchant}),
      .text = MESSAGE(ctx->arena, ctx->language, write.text, {"name", notice->to_name},
                      {"shop", write.shop}, {"amount", write.amount}, {"merchant", write.merchant},
                      {"link", account_link(ctx, territory, base)}, {"territory", territory->name}),
      .from_name = territory->name,
      .reply_to = territory->contact_email,
  };
  return true;
}
