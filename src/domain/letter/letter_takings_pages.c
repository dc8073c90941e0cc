#include "domain/letter/letter_takings.h"

#include "base/format.h"
#include "domain/takings/takings_mail.h"
#include "domain/takings/takings_paper.h"

static struct str amount(struct ctx *ctx, int64_t minor) {
  struct buf text = buf_in(ctx->arena);
  format_money(&text, ctx->language, money_of(minor, ctx->currency));
  return buf_str(&text);
}

static struct str day_words(struct ctx *ctx, struct day day) {
  struct buf text = buf_in(ctx->arena);
  format_day(&text, ctx->language, day);
  return buf_str(&text);
}

static struct str text_of(struct ctx *ctx, const struct takings *takings,
                          const struct territory *territory, struct str base) {
  const struct takings_sum *used = takings->vouchers.lines;
  struct arena *arena = ctx->arena;
  struct span span = takings->span;
  struct str prefix = S("");
  if (ctx->language != territory->language)
    prefix = STR_CONCAT(arena, S("/"), language_code(ctx->language));
  struct str link = STR_CONCAT(arena, base, prefix, S("/releve/periode?from="),
                               day_iso(arena, span.first), S("&to="), day_iso(arena, span.last));
  struct str stop = STR_CONCAT(arena, base, prefix, S("/releve/courrier/"),
                               takings_mail_link(ctx, takings->merchant.id));
  return MESSAGE(arena, ctx->language, MSG_letter_takings_text,
                 {"merchant", takings->merchant.name}, {"first", day_words(ctx, span.first)},
                 {"last", day_words(ctx, span.last)},
                 {"credited", amount(ctx, takings_credited(&takings->money))},
                 {"redeemed", amount(ctx, -used[TAKINGS_VOUCHER_REDEEMED].minor -
                                              used[TAKINGS_VOUCHER_REVERSED].minor +
                                              takings->money.lines[TAKINGS_EARNED].minor +
                                              takings->money.lines[TAKINGS_TAKEN_BACK].minor)},
                 {"paid", amount(ctx, takings_paid(&takings->money))},
                 {"closing", amount(ctx, takings->money.closing_minor)},
                 {"left", amount(ctx, takings->vouchers.closing_minor)}, {"link", link},
                 {"stop", stop}, {"territory", territory->name});
}

bool letter_of_takings(struct ctx *ctx, const struct notice *notice,
                       const struct territory *territory, struct str base, bool with_attachment,
                       struct letter *letter) {
  struct takings takings;
  struct merchant_id merchant;
  struct span span;
  if (!takings_mail_find(ctx, (struct takings_mail_id){notice->subject}, &merchant, &span) ||
      !takings_of(ctx, merchant, span, &takings))
    return false;
  *letter = (struct letter){
      .subject =
          MESSAGE(ctx->arena, ctx->language, MSG_letter_takings_subject,
                  {"first", day_words(ctx, span.first)}, {"last", day_words(ctx, span.last)}),
      .text = text_of(ctx, &takings, territory, base),
      .from_name = territory->name,
      .reply_to = territory->contact_email,
      .attachment_name = takings_file_name(ctx, span, "pdf"),
  };
  if (with_attachment) letter->attachment = takings_pdf(ctx, territory, &takings);
  return true;
}
