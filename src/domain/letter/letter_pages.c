#include "domain/letter/letter.h"

#include "base/fault.h"
#include "base/format.h"
#include "domain/joining/claim.h"
#include "domain/joining/confirmation.h"
#include "domain/joining/registration.h"
#include "domain/letter/letter_card.h"
#include "domain/letter/letter_demand.h"
#include "domain/letter/letter_in.h"
#include "domain/letter/letter_life.h"
#include "domain/letter/letter_login.h"
#include "domain/letter/letter_neighbour.h"
#include "domain/letter/letter_takings.h"
#include "domain/letter/letter_topup.h"
#include "domain/letter/letter_volume.h"
#include "domain/territory/territory.h"
#include "domain/voucher/voucher_key.h"
#include "paper/paper.h"

struct str letter_address(struct ctx *ctx, const struct shop *shop) {
  struct buf address = buf_in(ctx->arena);
  buf_add(&address, shop->street);
  if (shop->street.len > 0 && (shop->postcode.len > 0 || shop->town.len > 0))
    buf_literal(&address, ", ");
  buf_add(&address, shop->postcode);
  if (shop->postcode.len > 0) buf_add_char(&address, ' ');
  buf_add(&address, shop->town);
  return buf_str(&address);
}

bool letter_bought(struct ctx *ctx, struct voucher_id id, struct bought *bought) {
  if (!voucher_find(ctx, id, &bought->voucher) ||
      !order_find(ctx, bought->voucher.order_id, &bought->order))
    return false;
  bought->has_holder = holder_find(ctx, &bought->voucher, &bought->holder);
  return order_shop(ctx, bought->order.shop_id, &bought->shop) &&
         campaign_find(ctx, bought->order.campaign_id, &bought->campaign) &&
         territory_find(ctx, ctx->territory, &bought->territory);
}

static bool find_bought(struct ctx *ctx, struct order_id id, struct bought *bought) {
  struct order order;
  return order_find(ctx, id, &order) && order.has_voucher &&
         letter_bought(ctx, order.voucher_id, bought);
}

struct str letter_pdf(struct ctx *ctx, const struct bought *bought, enum letter_format format) {
  bool passed = bought->voucher.origin.value != 0;
  struct str giver = bought->order.recipient_name.len > 0 ? bought->order.buyer_name : S("");
  struct voucher_paper paper = {
      .language = bought->order.language,
      .territory = bought->territory.name,
      .campaign = bought->campaign.name,
      .shop = bought->shop.name,
      .shop_address = letter_address(ctx, &bought->shop),
      .amount = bought->voucher.amount,
      .top_up = bought->voucher.top_up,
      .code = voucher_code_text(ctx, bought->voucher.id, ' '),
      .qr_text = voucher_token_of(ctx, &bought->voucher),
      .from = passed ? bought->holder.giver : giver,
      .message = passed ? bought->holder.message : bought->order.message,
      .redeemable_from = bought->voucher.redeemable_on,
      .expires_on = bought->voucher.expires_on,
      .conditions = bought->campaign.conditions,
      .accent = bought->territory.accent,
      .test = bought->voucher.test || order_is_test(ctx, bought->order.id),
  };
  return format == LETTER_CARD ? paper_voucher_card_pdf(ctx->arena, &paper)
                               : paper_voucher_pdf(ctx->arena, &paper);
}

bool letter_voucher_pdf(struct ctx *ctx, struct voucher_id id, enum letter_format format,
                        struct str *pdf) {
  struct bought bought;
  if (!letter_bought(ctx, id, &bought)) return false;
  *pdf = letter_pdf(ctx, &bought, format);
  return true;
}

static struct str money_words(struct ctx *ctx, enum language language, struct money money) {
  struct buf words = buf_in(ctx->arena);
  format_money(&words, language, money);
  return buf_str(&words);
}

/* Of what its worth is made, where the public has paid a part. */
static struct str parts_text(struct ctx *ctx, const struct bought *bought) {
  enum language language = bought->order.language;
  struct money added = bought->voucher.top_up, paid = bought->voucher.amount;
  if (added.minor == 0) return S("");
  paid.minor -= added.minor;
  return MESSAGE(ctx->arena, language, MSG_letter_voucher_parts,
                 {"paid", money_words(ctx, language, paid)},
                 {"added", money_words(ctx, language, added)});
}

struct mail_card letter_card(struct ctx *ctx, const struct bought *bought, enum language language) {
  return (struct mail_card){.shop = bought->shop.name,
                            .address = letter_address(ctx, &bought->shop),
                            .amount = money_words(ctx, language, bought->voucher.amount)};
}

/* « 50,00 € (40,00 € payés, 10,00 € d’aide publique) » */
static struct str worth_text(struct ctx *ctx, const struct mail_card *card) {
  if (str_is_empty(card->parts)) return card->amount;
  return STR_CONCAT(ctx->arena, card->amount, S(" ("), card->parts, S(")"));
}

static struct str voucher_text(struct ctx *ctx, const struct bought *bought, struct str base,
                               const struct mail_card *card) {
  enum language language = bought->order.language;
  struct buf from = buf_in(ctx->arena), until = from;
  format_day(&from, language, bought->voucher.redeemable_on);
  format_day(&until, language, bought->voucher.expires_on);
  struct str prefix = S("");
  if (language != bought->territory.language)
    prefix = str_format(ctx->arena, "/%.*s", STR_ARG(language_code(language)));
  struct str link = str_format(ctx->arena, "%.*s%.*s/bons/%.*s", STR_ARG(base), STR_ARG(prefix),
                               STR_ARG(order_link(ctx, bought->order.id)));
  bool wide = bought->order.shop_id.value == 0;
  return MESSAGE(
      ctx->arena, language, wide ? MSG_letter_voucher_wide_text : MSG_letter_voucher_text,
      {"name", bought->order.buyer_name}, {"amount", worth_text(ctx, card)}, {"shop", card->shop},
      {"address", card->address}, {"code", voucher_code_text(ctx, bought->voucher.id, ' ')},
      {"from", buf_str(&from)}, {"until", buf_str(&until)}, {"link", link},
      {"card", str_format(ctx->arena, "%.*s/carte.pdf", STR_ARG(link))},
      {"territory", bought->territory.name});
}

static bool voucher_letter(struct ctx *ctx, const struct notice *notice, struct str base,
                           bool with_attachment, struct letter *letter) {
  struct bought bought;
  if (!find_bought(ctx, (struct order_id){notice->subject}, &bought)) return false;
  struct mail_card card = letter_card(ctx, &bought, bought.order.language);
  card.parts = parts_text(ctx, &bought);
  *letter = (struct letter){
      .subject = MESSAGE(ctx->arena, bought.order.language, MSG_letter_voucher_subject,
                         {"amount", card.amount}, {"shop", card.shop}),
      .text = voucher_text(ctx, &bought, base, &card),
      .from_name = bought.territory.name,
      .reply_to = bought.territory.contact_email,
      .code = voucher_code_text(ctx, bought.voucher.id, ' '),
      .card = card,
      .test = bought.voucher.test,
      .attachment_name = str_format(ctx->arena, "bon-%.*s.pdf",
                                    STR_ARG(voucher_code_text(ctx, bought.voucher.id, '-'))),
  };
  if (with_attachment) letter->attachment = letter_pdf(ctx, &bought, LETTER_SHEET);
  return true;
}

/* How to pay by transfer. */

static struct str transfer_text(struct ctx *ctx, const struct letter_demand *demand,
                                const struct territory *territory, struct str base) {
  enum language language = demand->order.language;
  struct buf amount = buf_in(ctx->arena), until = amount;
  struct iban iban;
  struct str prefix = S("");
  if (language != territory->language)
    prefix = str_format(ctx->arena, "/%.*s", STR_ARG(language_code(language)));
  format_money(&amount, language, demand->payment.amount);
  format_day(&until, language, demand->paper.pay_until);
  iban_parse(demand->setting.iban, &iban);
  return MESSAGE(
      ctx->arena, language, MSG_letter_transfer_text, {"name", demand->order.buyer_name},
      {"amount", buf_str(&amount)}, {"shop", demand->shop.name}, {"holder", demand->setting.holder},
      {"iban", iban_grouped(ctx->arena, &iban)},
      {"reference", reference_grouped(ctx->arena, &demand->reference)}, {"until", buf_str(&until)},
      {"link",
       str_format(ctx->arena, "%.*s%.*s%.*s", STR_ARG(base), STR_ARG(prefix),
                  STR_ARG(payment_path(ctx, demand->payment.provider, demand->payment.id)))},
      {"territory", territory->name});
}

static bool transfer_letter(struct ctx *ctx, const struct notice *notice, struct str base,
                            bool with_attachment, struct letter *letter) {
  struct letter_demand demand;
  struct territory territory;
  if (!letter_demand_of(ctx, (struct order_id){notice->subject}, &demand) ||
      !territory_find(ctx, ctx->territory, &territory))
    return false;
  *letter = (struct letter){
      .subject = MESSAGE(ctx->arena, demand.order.language, MSG_letter_transfer_subject,
                         {"about", demand.paper.about}),
      .text = transfer_text(ctx, &demand, &territory, base),
      .from_name = territory.name,
      .reply_to = territory.contact_email,
      .attachment_name =
          str_format(ctx->arena, "%.*s.pdf", STR_ARG(reference_str(&demand.reference))),
  };
  if (with_attachment) letter->attachment = paper_demand_pdf(ctx->arena, &demand.paper);
  return true;
}

/* Letters without a voucher: what an entry needs. */

struct entry_letter {
  struct str name, shop, link, words;
  enum message subject, text;
};

static struct str page_link(struct ctx *ctx, const struct territory *territory, struct str base,
                            const char *path, struct str link) {
  struct str prefix = S("");
  if (ctx->language != territory->language)
    prefix = str_format(ctx->arena, "/%.*s", STR_ARG(language_code(ctx->language)));
  return str_format(ctx->arena, "%.*s%.*s%s%.*s", STR_ARG(base), STR_ARG(prefix), path,
                    STR_ARG(link));
}

static bool answer_entry(struct ctx *ctx, const struct notice *notice,
                         const struct territory *territory, struct str base,
                         struct entry_letter *entry) {
  struct moderation one;
  if (!moderation_find(ctx, (struct case_id){notice->subject}, &one)) return false;
  entry->shop = one.name;
  entry->words = one.answer;
  entry->link = page_link(ctx, territory, base, "/", S(""));
  entry->subject = MSG_letter_entry_subject;
  entry->text = MSG_letter_entry_approved;
  if (one.state == CASE_REFUSED) entry->text = MSG_letter_entry_refused;
  if (one.state == CASE_ASKED) entry->text = MSG_letter_entry_asked;
  if (one.kind == CASE_PHOTO) entry->text = MSG_letter_photo_removed;
  if (one.kind != CASE_CORRECTION && one.state == CASE_APPROVED) {
    entry->text = MSG_letter_entry_listed;
    entry->link = page_link(ctx, territory, base, "/connexion", S(""));
  }
  return true;
}

static bool registration_entry(struct ctx *ctx, const struct notice *notice,
                               const struct territory *territory, struct str base,
                               struct entry_letter *entry) {
  struct registration one;
  struct registration_id id = {notice->subject};
  if (!registration_find(ctx, id, &one)) return false;
  entry->shop = one.facts.name;
  entry->link = page_link(ctx, territory, base, "/adresses/", registration_address_link(ctx, id));
  entry->subject = MSG_letter_registration_subject;
  entry->text = MSG_letter_registration_text;
  return true;
}

static bool claim_entry(struct ctx *ctx, const struct notice *notice,
                        const struct territory *territory, struct str base,
                        struct entry_letter *entry) {
  struct claim claim;
  struct shop shop;
  struct claim_id id = {notice->subject};
  if (!claim_find(ctx, id, &claim) || !shop_find(ctx, claim.shop, &shop)) return false;
  entry->shop = shop.name;
  entry->link = page_link(ctx, territory, base, "/revendications/", claim_link(ctx, id));
  entry->subject = MSG_letter_claim_subject;
  entry->text = MSG_letter_claim_text;
  return true;
}

static bool still_right_entry(struct ctx *ctx, const struct notice *notice,
                              const struct territory *territory, struct str base,
                              struct entry_letter *entry) {
  struct shop shop;
  struct shop_id id = {notice->subject};
  if (!shop_find(ctx, id, &shop)) return false;
  entry->shop = shop.name;
  entry->link = page_link(ctx, territory, base, "/encore-juste/", confirmation_link(ctx, id));
  entry->subject = MSG_letter_still_subject;
  entry->text = MSG_letter_still_text;
  return true;
}

static bool entry_of(struct ctx *ctx, const struct notice *notice,
                     const struct territory *territory, struct str base,
                     struct entry_letter *entry) {
  switch (notice->kind) {
  case NOTICE_ENTRY_ANSWER:
    return answer_entry(ctx, notice, territory, base, entry);
  case NOTICE_REGISTRATION:
    return registration_entry(ctx, notice, territory, base, entry);
  case NOTICE_CLAIM:
    return claim_entry(ctx, notice, territory, base, entry);
  case NOTICE_STILL_RIGHT:
    return still_right_entry(ctx, notice, territory, base, entry);
  case NOTICE_VOUCHER_ISSUED:
  case NOTICE_TRANSFER_DUE:
  case NOTICE_REFUND_ASKED:
  case NOTICE_REFUND_SENT:
  case NOTICE_REMINDER:
  case NOTICE_EXTENDED:
  case NOTICE_PROOF:
  case NOTICE_TAKINGS:
  case NOTICE_SHOP_FAILED:
  case NOTICE_SHOP_BACK:
  case NOTICE_GIFT_HELD:
  case NOTICE_VOLUME:
  case NOTICE_NEIGHBOUR_PROPOSED:
  case NOTICE_NEIGHBOUR_ANSWERED:
  case NOTICE_NEIGHBOUR_ENDS:
  case NOTICE_NETTED:
  case NOTICE_QUEUE_OFFER:
  case NOTICE_PASSWORD_LOST:
  case NOTICE_PASSWORD_CHANGED:
  case NOTICE_ADDRESS_PROVE:
  case NOTICE_ADDRESS_CHANGED:
  case NOTICE_CARD_ASIDE:
  case NOTICE_STRIPE_READY:
  case NOTICE_STRIPE_ASKS:
  case NOTICE_GIFT:
  case NOTICE_PASSED_ON:
  case NOTICE_FOUND:
    break;
  }
  return false;
}

/* Those with a room of their own. */
static bool has_own_room(enum notice_kind kind) {
  return letter_is_of_life(kind) || letter_is_of_topup(kind) || letter_is_of_card(kind) ||
         letter_is_of_neighbour(kind) || letter_is_of_login(kind) || kind == NOTICE_TAKINGS ||
         kind == NOTICE_VOLUME;
}

static bool own_letter(struct ctx *ctx, const struct notice *notice,
                       const struct territory *territory, struct str base, bool with_attachment,
                       struct letter *letter) {
  if (notice->kind == NOTICE_TAKINGS)
    return letter_of_takings(ctx, notice, territory, base, with_attachment, letter);
  if (letter_is_of_topup(notice->kind))
    return letter_of_topup(ctx, notice, territory, base, letter);
  if (letter_is_of_card(notice->kind)) return letter_of_card(ctx, notice, territory, base, letter);
  if (notice->kind == NOTICE_VOLUME) return letter_of_volume(ctx, notice, territory, base, letter);
  if (letter_is_of_login(notice->kind))
    return letter_of_login(ctx, notice, territory, base, letter);
  if (letter_is_of_neighbour(notice->kind))
    return letter_of_neighbour(ctx, notice, territory, base, letter);
  return letter_of_life(ctx, notice, territory, base, letter);
}

static bool write_letter(struct ctx *ctx, const struct notice *notice, struct str base,
                         bool with_attachment, struct letter *letter) {
  struct territory territory;
  struct entry_letter entry = {.name = notice->to_name};
  if (notice->kind == NOTICE_VOUCHER_ISSUED)
    return voucher_letter(ctx, notice, base, with_attachment, letter);
  if (notice->kind == NOTICE_TRANSFER_DUE)
    return transfer_letter(ctx, notice, base, with_attachment, letter);
  if (notice->kind == NOTICE_GIFT || notice->kind == NOTICE_PASSED_ON)
    return letter_of_gift(ctx, notice, base, with_attachment, letter);
  if (!territory_find(ctx, ctx->territory, &territory)) return false;
  enum language reader = ctx->language;
  ctx->language = notice->language;
  bool own = has_own_room(notice->kind);
  bool found = own ? own_letter(ctx, notice, &territory, base, with_attachment, letter)
                   : entry_of(ctx, notice, &territory, base, &entry);
  ctx->language = reader;
  if (!found || own) return found;
  *letter = (struct letter){
      .subject = MESSAGE(ctx->arena, notice->language, entry.subject, {"shop", entry.shop}),
      .text = MESSAGE(ctx->arena, notice->language, entry.text, {"name", entry.name},
                      {"shop", entry.shop}, {"link", entry.link}, {"words", entry.words},
                      {"territory", territory.name}),
      .from_name = territory.name,
      .reply_to = territory.contact_email};
  return true;
}

bool letter_of(struct ctx *ctx, const struct notice *notice, struct str base, bool with_attachment,
               struct letter *letter) {
  struct territory territory;
  if (!territory_find(ctx, ctx->territory, &territory) ||
      !write_letter(ctx, notice, base, with_attachment, letter))
    return false;
  letter->accent = territory.accent;
  if (!letter->test) return true;
  letter->subject =
      MESSAGE(ctx->arena, notice->language, MSG_letter_test_subject, {"subject", letter->subject});
  letter->text = STR_CONCAT(ctx->arena, message_text(notice->language, MSG_paper_voucher_test),
                            S(".\n\n"), letter->text);
  return true;
}
