#include "domain/letter/letter_volume.h"

#include "base/format.h"
#include "domain/volume/volume.h"

static struct str amount(struct ctx *ctx, int64_t minor) {
  struct buf text = buf_in(ctx->arena);
  format_money_short(&text, ctx->language, money_of(minor, ctx->currency));
  return buf_str(&text);
}

bool letter_of_volume(struct ctx *ctx, const struct notice *notice,
                      const struct territory *territory, struct str base, struct letter *letter) {
  struct volume_alert alert;
  if (!volume_alert_find(ctx, (struct volume_id){notice->subject}, &alert)) return false;
  struct buf on = buf_in(ctx->arena);
  format_day(&on, ctx->language, alert.on);
  struct str percent = str_format(ctx->arena, "%lld", (long long)alert.percent);
  struct str prefix = S("");
  if (ctx->language != territory->language)
    prefix = STR_CONCAT(ctx->arena, S("/"), language_code(ctx->language));
  enum message text =
      alert.percent >= VOLUME_FULL ? MSG_letter_volume_full : MSG_letter_volume_warned;
  *letter = (struct letter){
      .subject =
          MESSAGE(ctx->arena, ctx->language, MSG_letter_volume_subject, {"percent", percent}),
      .text = MESSAGE(ctx->arena, ctx->language, text, {"name", notice->to_name},
                      {"day", buf_str(&on)}, {"volume", amount(ctx, alert.volume_minor)},
                      {"limit", amount(ctx, alert.limit_minor)},
                      {"link", STR_CONCAT(ctx->arena, base, prefix, S("/bureau/plafond"))},
                      {"territory", territory->name}),
      .from_name = territory->name,
      .reply_to = territory->contact_email,
  };
  return true;
}
