#include "base/format.h"
#include "base/iban.h"
#include "domain/failure/failure.h"
#include "domain/letter/letter_life.h"
#include "domain/life/finding.h"
#include "domain/life/holder.h"
#include "domain/life/refund.h"
#include "domain/voucher/voucher_act.h"

bool letter_is_of_life(enum notice_kind kind) {
  return kind == NOTICE_REFUND_ASKED || kind == NOTICE_REFUND_SENT || kind == NOTICE_REMINDER ||
         kind == NOTICE_EXTENDED || kind == NOTICE_FOUND || kind == NOTICE_SHOP_FAILED ||
         kind == NOTICE_SHOP_BACK || kind == NOTICE_GIFT_HELD;
}

struct life_letter { /* what fills the sentences */
  struct str shop, amount, value, account, code, until, link, reason, recipient;
  enum message subject, text;
  bool test;
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
  write->test = voucher.test;
  write->amount = amount_text(ctx, refund.paid);
  write->value = amount_text(ctx, refund.value);
  write->account = iban_masked(ctx->arena, refund.iban);
  write->subject = MSG_letter_refund_subject;
  write->text = sent ? MSG_letter_refund_sent_text : MSG_letter_refund_asked_text;
  if (sent && account) write->text = MSG_letter_refund_transferred_text;
  if (refund.paid.minor == 0) write->text = MSG_letter_refund_public_text;
  return true;
}

/* What becomes of what is left, as a sentence. */
static enum message remainder_message(const struct voucher *voucher) {
  if (voucher->remainder == CAMPAIGN_REMAINDER_HOLDER) return MSG_letter_remainder_holder;
  if (voucher->remainder == CAMPAIGN_REMAINDER_FUND) return MSG_letter_remainder_fund;
  return voucher->shop_id.value == 0 ? MSG_letter_remainder_territory : MSG_letter_remainder_shop;
}

static struct str page_at(struct ctx *ctx, const struct territory *territory, struct str base,
                          const char *path, struct str link) {
  struct str prefix = S("");
  if (ctx->language != territory->language)
    prefix = str_format(ctx->arena, "/%.*s", STR_ARG(language_code(ctx->language)));
  return str_format(ctx->arena, "%.*s%.*s%s%.*s", STR_ARG(base), STR_ARG(prefix), path,
                    STR_ARG(link));
}

/* The buyer's page lets withdraw, the holder's does not. */
static struct str page_name(struct ctx *ctx, const struct voucher *voucher) {
  struct holder holder;
  bool buyer = holder_find(ctx, voucher, &holder) && holder.buyer;
  return buyer ? order_link(ctx, voucher->order_id) : voucher_link(ctx, voucher->id);
}

/* Why an agent gave it another day. */
static struct str extension_reason(struct ctx *ctx, struct voucher_id id) {
  struct voucher_acts acts = voucher_act_list(ctx, id);
  for (size_t i = acts.count; i-- > 0;)
    if (acts.items[i].kind == VOUCHER_ACT_EXTEND) return acts.items[i].note;
  return S("");
}

static bool write_end(struct ctx *ctx, const struct notice *notice,
                      const struct territory *territory, struct str base,
                      struct life_letter *write) {
  struct voucher voucher;
  struct buf until = buf_in(ctx->arena);
  if (!voucher_find(ctx, (struct voucher_id){notice->subject}, &voucher)) return false;
  int64_t left = ledger_balance(ctx, (struct account_id){voucher.id.value});
  bool reminder = notice->kind == NOTICE_REMINDER;
  format_day(&until, ctx->language, voucher.expires_on);
  write->shop = shop_name(ctx, &voucher);
  write->test = voucher.test;
  write->amount = amount_text(ctx, money_of(left, ctx->currency));
  write->code = voucher_code_text(ctx, voucher.id, ' ');
  write->until = buf_str(&until);
  write->link = page_at(ctx, territory, base, "/bons/", page_name(ctx, &voucher));
  write->reason = reminder ? message_text(ctx->language, remainder_message(&voucher))
                           : extension_reason(ctx, voucher.id);
  write->subject = reminder ? MSG_letter_reminder_subject : MSG_letter_extended_subject;
  write->text = reminder ? MSG_letter_reminder_text : MSG_letter_extended_text;
  return true;
}

/* Paid for when its shop had failed: the buyer may take the money back until that day. */
static void write_late(struct ctx *ctx, const struct voucher *voucher, struct life_letter *write) {
  struct buf until = buf_in(ctx->arena);
  format_day(&until, ctx->language, refund_withdraw_until(ctx, voucher));
  write->until = buf_str(&until);
  write->subject = MSG_letter_shop_failed_late_subject;
  write->text = MSG_letter_shop_failed_late_text;
}

/* Frozen with its shop, or worth its value again. */
static bool write_failure(struct ctx *ctx, const struct notice *notice,
                          const struct territory *territory, struct str base,
                          struct life_letter *write) {
  struct failure failure = {0};
  struct voucher voucher;
  if (!voucher_find(ctx, (struct voucher_id){notice->subject}, &voucher)) return false;
  bool failed = notice->kind == NOTICE_SHOP_FAILED;
  if (failed && !failure_now(ctx, voucher.merchant_id, &failure)) return false;
  write_end(ctx, notice, territory, base, write);
  write->reason = failure.reason;
  write->subject = failed ? MSG_letter_shop_failed_subject : MSG_letter_shop_back_subject;
  write->text = failed ? MSG_letter_shop_failed_text : MSG_letter_shop_back_text;
  if (failed && voucher.late) write_late(ctx, &voucher, write);
  return true;
}

/* A gift whose day has come is not sent, since its voucher is frozen. */
static bool write_held(struct ctx *ctx, const struct notice *notice,
                       const struct territory *territory, struct str base,
                       struct life_letter *write) {
  struct voucher voucher;
  struct order order;
  if (!voucher_find(ctx, (struct voucher_id){notice->subject}, &voucher) ||
      !order_find(ctx, voucher.order_id, &order))
    return false;
  write_end(ctx, notice, territory, base, write);
  write->recipient = order.recipient_name;
  write->subject = MSG_letter_gift_held_subject;
  write->text = MSG_letter_gift_held_text;
  return true;
}

static bool write_of(struct ctx *ctx, const struct notice *notice,
                     const struct territory *territory, struct str base,
                     struct life_letter *write) {
  switch (notice->kind) {
  case NOTICE_FOUND:
    write->link = page_at(ctx, territory, base, "/retrouver/", finding_link(ctx, notice->id.value));
    write->subject = MSG_letter_found_subject;
    write->text = MSG_letter_found_text;
    return true;
  case NOTICE_REMINDER:
  case NOTICE_EXTENDED:
    return write_end(ctx, notice, territory, base, write);
  case NOTICE_SHOP_FAILED:
  case NOTICE_SHOP_BACK:
    return write_failure(ctx, notice, territory, base, write);
  case NOTICE_GIFT_HELD:
    return write_held(ctx, notice, territory, base, write);
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
  if (!write_of(ctx, notice, territory, base, &write)) return false;
  *letter = (struct letter){
      .subject =
          MESSAGE(ctx->arena, ctx->language, write.subject, {"shop", write.shop},
                  {"amount", write.amount}, {"until", write.until}, {"recipient", write.recipient}),
      .text =
          MESSAGE(ctx->arena, ctx->language, write.text, {"name", notice->to_name},
                  {"shop", write.shop}, {"amount", write.amount}, {"value", write.value},
                  {"account", write.account}, {"code", write.code}, {"until", write.until},
                  {"link", write.link}, {"reason", write.reason}, {"recipient", write.recipient},
                  {"contact", territory->contact_email}, {"territory", territory->name}),
      .from_name = territory->name,
      .reply_to = territory->contact_email,
      .test = write.test,
  };
  return true;
}
