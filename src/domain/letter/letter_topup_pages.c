#include "domain/letter/letter_topup.h"

#include "domain/topup/proof.h"

bool letter_is_of_topup(enum notice_kind kind) {
  return kind == NOTICE_PROOF;
}

bool letter_of_topup(struct ctx *ctx, const struct notice *notice,
                     const struct territory *territory, struct str base, struct letter *letter) {
  struct str digits;
  (void)base;
  if (!proof_digits(ctx, (struct proof_id){notice->subject}, &digits)) return false;
  *letter = (struct letter){
      .subject = MESSAGE(ctx->arena, ctx->language, MSG_letter_proof_subject, {"digits", digits}),
      .text = MESSAGE(ctx->arena, ctx->language,
                      str_starts(notice->to_email, S("tel:")) ? MSG_letter_proof_short
                                                              : MSG_letter_proof_text,
                      {"digits", digits}, {"territory", territory->name}),
      .from_name = territory->name,
      .reply_to = territory->contact_email};
  return true;
}
