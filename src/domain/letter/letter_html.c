#include "base/message.h"
#include "domain/letter/letter.h"
#include "domain/territory/territory.h"

/* What the button says; the first address in the text is where it leads. */
static enum message way_of(enum notice_kind kind) {
  switch (kind) {
  case NOTICE_VOUCHER_ISSUED:
  case NOTICE_GIFT:
  case NOTICE_PASSED_ON:
  case NOTICE_REMINDER:
  case NOTICE_EXTENDED:
  case NOTICE_SHOP_FAILED:
  case NOTICE_SHOP_BACK:
  case NOTICE_GIFT_HELD:
    return MSG_letter_go_voucher;
  case NOTICE_FOUND:
    return MSG_letter_go_vouchers;
  case NOTICE_TRANSFER_DUE:
    return MSG_letter_go_order;
  case NOTICE_QUEUE_OFFER:
    return MSG_letter_go_buy;
  case NOTICE_REGISTRATION:
  case NOTICE_CLAIM:
  case NOTICE_ADDRESS_PROVE:
    return MSG_letter_go_confirm;
  case NOTICE_PASSWORD_LOST:
    return MSG_letter_go_password;
  case NOTICE_STILL_RIGHT:
    return MSG_letter_go_entry;
  case NOTICE_TAKINGS:
  case NOTICE_NETTED:
    return MSG_letter_go_statement;
  case NOTICE_VOLUME:
    return MSG_letter_go_threshold;
  case NOTICE_NEIGHBOUR_PROPOSED:
  case NOTICE_NEIGHBOUR_ANSWERED:
  case NOTICE_NEIGHBOUR_ENDS:
    return MSG_letter_go_agreement;
  case NOTICE_STRIPE_READY:
  case NOTICE_STRIPE_ASKS:
    return MSG_letter_go_account;
  case NOTICE_ENTRY_ANSWER:
    return MSG_letter_go_site;
  case NOTICE_REFUND_ASKED:
  case NOTICE_REFUND_SENT:
  case NOTICE_PROOF:
  case NOTICE_PASSWORD_CHANGED:
  case NOTICE_ADDRESS_CHANGED:
  case NOTICE_CARD_ASIDE:
    return MESSAGE_NONE;
  }
  return MESSAGE_NONE;
}

struct str letter_html(struct ctx *ctx, const struct notice *notice, const struct letter *letter,
                       struct str base) {
  enum message way = way_of(notice->kind);
  struct mail_html mail = {
      .language = notice->language,
      .territory = letter->from_name,
      .subject = letter->subject,
      .text = letter->text,
      .home = STR_CONCAT(ctx->arena, base, S("/")),
      .go = way == MESSAGE_NONE ? S("") : message_text(notice->language, way),
      .code = letter->code,
      .card = letter->card,
      .accent = letter->accent,
      .test = letter->test,
  };
  return mail_html(ctx->arena, &mail);
}
