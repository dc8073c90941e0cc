#include "base/format.h"
#include "domain/letter/letter_in.h"

/* Their words between lines of their own, or nothing. */
static struct str quoted(struct ctx *ctx, struct str message) {
  return message.len > 0 ? STR_CONCAT(ctx->arena, S("« "), message, S(" »\n\n")) : S("");
}

static struct str page_of(struct ctx *ctx, const struct bought *bought, enum language language,
                          struct str base) {
  struct str prefix = S("");
  if (language != bought->territory.language)
    prefix = str_format(ctx->arena, "/%.*s", STR_ARG(language_code(language)));
  return str_format(ctx->arena, "%.*s%.*s/bons/%.*s", STR_ARG(base), STR_ARG(prefix),
                    STR_ARG(voucher_link(ctx, bought->voucher.id)));
}

bool letter_of_gift(struct ctx *ctx, const struct notice *notice, struct str base,
                    bool with_attachment, struct letter *letter) {
  struct bought bought;
  enum language language = notice->language;
  bool gift = notice->kind == NOTICE_GIFT;
  struct buf from = buf_in(ctx->arena), until = from;
  if (!letter_bought(ctx, (struct voucher_id){notice->subject}, &bought)) return false;
  format_day(&from, language, bought.voucher.redeemable_on);
  format_day(&until, language, bought.voucher.expires_on);
  struct str code = voucher_code_text(ctx, bought.voucher.id, ' ');
  struct mail_card card = letter_card(ctx, &bought, language);
  struct str link = page_of(ctx, &bought, language, base);
  *letter = (struct letter){
      .subject = MESSAGE(
          ctx->arena, language, gift ? MSG_letter_gift_subject : MSG_letter_passed_subject,
          {"giver", bought.holder.giver}, {"amount", card.amount}, {"shop", bought.shop.name}),
      .text = MESSAGE(ctx->arena, language, gift ? MSG_letter_gift_text : MSG_letter_passed_text,
                      {"name", notice->to_name}, {"giver", bought.holder.giver},
                      {"amount", card.amount}, {"shop", bought.shop.name},
                      {"message", quoted(ctx, bought.holder.message)}, {"address", card.address},
                      {"code", code}, {"from", buf_str(&from)}, {"until", buf_str(&until)},
                      {"link", link}, {"territory", bought.territory.name}),
      .from_name = bought.territory.name,
      .reply_to = bought.territory.contact_email,
      .code = code,
      .card = card,
      .test = bought.voucher.test,
      .attachment_name = str_format(ctx->arena, "bon-%.*s.pdf",
                                    STR_ARG(voucher_code_text(ctx, bought.voucher.id, '-'))),
  };
  if (with_attachment) letter->attachment = letter_pdf(ctx, &bought, LETTER_SHEET);
  return true;
}
