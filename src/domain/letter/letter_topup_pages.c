#include "domain/letter/letter_topup.h"

#include "base/format.h"
#include "domain/topup/proof.h"
#include "domain/topup/queue.h"

bool letter_is_of_topup(enum notice_kind kind) {
  return kind == NOTICE_PROOF || kind == NOTICE_QUEUE_OFFER;
}

static bool proof_letter(struct ctx *ctx, const struct notice *notice,
                         const struct territory *territory, struct letter *letter) {
  struct str digits;
  if (!proof_digits(ctx, (struct proof_id){notice->subject}, &digits)) return false;
  letter->subject =
      MESSAGE(ctx->arena, ctx->language, MSG_letter_proof_subject, {"digits", digits});
  letter->code = digits;
  letter->text = MESSAGE(ctx->arena, ctx->language,
                         str_starts(notice->to_email, S("tel:")) ? MSG_letter_proof_short
                                                                 : MSG_letter_proof_text,
                         {"digits", digits}, {"territory", territory->name});
  return true;
}

static bool offer_letter(struct ctx *ctx, const struct notice *notice,
                         const struct territory *territory, struct str base,
                         struct letter *letter) {
  struct queued queued;
  struct buf amount = buf_in(ctx->arena), until = amount;
  struct str prefix = S("");
  if (!queue_find(ctx, (struct queue_id){notice->subject}, &queued)) return false;
  if (ctx->language != territory->language)
    prefix = str_format(ctx->arena, "/%.*s", STR_ARG(language_code(ctx->language)));
  format_money(&amount, ctx->language, money_of(queued.minor, ctx->currency));
  format_instant(&until, ctx->language, ctx->zone, queued.offered_until);
  struct str link = str_format(ctx->arena, "%.*s%.*s/file/%.*s", STR_ARG(base), STR_ARG(prefix),
                               STR_ARG(queue_link(ctx, queued.id)));
  letter->subject =
      MESSAGE(ctx->arena, ctx->language, MSG_letter_queue_subject, {"amount", buf_str(&amount)});
  letter->text = MESSAGE(ctx->arena, ctx->language, MSG_letter_queue_text,
                         {"amount", buf_str(&amount)}, {"until", buf_str(&until)}, {"link", link},
                         {"leave", STR_CONCAT(ctx->arena, link, S("/quitter"))},
                         {"territory", territory->name});
  return true;
}

bool letter_of_topup(struct ctx *ctx, const struct notice *notice,
                     const struct territory *territory, struct str base, struct letter *letter) {
  *letter = (struct letter){.from_name = territory->name, .reply_to = territory->contact_email};
  if (notice->kind == NOTICE_PROOF) return proof_letter(ctx, notice, territory, letter);
  return offer_letter(ctx, notice, territory, base, letter);
}
