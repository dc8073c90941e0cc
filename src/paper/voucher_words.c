#include "paper/voucher_words.h"

#include "base/format.h"
#include "base/message.h"

const struct voucher_inks voucher_inks = {
    .paper = {0.984, 0.965, 0.925},
    .dark = {0.129, 0.106, 0.094},
    .soft = {0.388, 0.353, 0.325},
    .line = {0.863, 0.824, 0.757},
    .white = {1, 1, 1},
};

/* Words. */

static struct str money_words(struct arena *arena, enum language language, struct money money) {
  struct buf out = buf_in(arena);
  format_money(&out, language, money);
  return buf_str(&out);
}

static struct str day_words(struct arena *arena, enum language language, struct day day) {
  struct buf out = buf_in(arena);
  format_day(&out, language, day);
  return buf_str(&out);
}

static struct str usable_words(struct arena *arena, const struct voucher_paper *voucher) {
  enum language language = voucher->language;
  return MESSAGE(arena, language, MSG_paper_voucher_usable,
                 {"from", day_words(arena, language, voucher->redeemable_from)},
                 {"until", day_words(arena, language, voucher->expires_on)});
}

static struct str and_words(struct arena *arena, struct str first, struct str second) {
  if (str_is_empty(second)) return first;
  return str_format(arena, "%.*s  ·  %.*s", STR_ARG(first), STR_ARG(second));
}

/* Of what the amount is made, where the public has paid a part. */
static struct str parts_words(struct arena *arena, const struct voucher_paper *voucher) {
  enum language language = voucher->language;
  struct money paid = voucher->amount, added = voucher->top_up;
  if (added.minor == 0) return S("");
  paid.minor -= added.minor;
  return MESSAGE(arena, language, MSG_paper_voucher_parts,
                 {"paid", money_words(arena, language, paid)},
                 {"added", money_words(arena, language, added)});
}

static struct str foot_words(struct arena *arena, const struct voucher_paper *voucher) {
  struct str whose = and_words(arena, voucher->territory, voucher->campaign);
  return and_words(arena, whose, parts_words(arena, voucher));
}

static struct str quoted(struct arena *arena, const struct voucher_paper *voucher) {
  struct str message = str_trim(voucher->message);
  if (str_is_empty(message)) return S("");
  return MESSAGE(arena, voucher->language, MSG_paper_voucher_message, {"message", message});
}

static struct str giver(struct arena *arena, const struct voucher_paper *voucher) {
  struct str name = str_trim(voucher->from);
  if (str_is_empty(name)) return S("");
  return MESSAGE(arena, voucher->language, MSG_paper_voucher_from, {"name", name});
}

struct voucher_words voucher_words(struct arena *arena, const struct voucher_paper *voucher) {
  enum language language = voucher->language;
  struct voucher_words words = {
      .voucher = voucher,
      .accent = ink_readable(ink_of(voucher->accent), voucher_inks.paper),
      .at = message_text(language, MSG_paper_voucher_at),
      .amount = money_words(arena, language, voucher->amount),
      .message = quoted(arena, voucher),
      .from = giver(arena, voucher),
      .code = message_text(language, MSG_paper_voucher_code),
      .usable = usable_words(arena, voucher),
      .show = message_text(language, MSG_paper_voucher_show),
      .foot = foot_words(arena, voucher),
      .test = message_text(language, MSG_paper_voucher_test),
      .qr = qr_of(arena, voucher->qr_text),
  };
  words.title = MESSAGE(arena, language, MSG_paper_voucher_title, {"amount", words.amount},
                        {"shop", voucher->shop});
  return words;
}

struct sheet_about voucher_about(const struct voucher_words *words) {
  const struct voucher_paper *voucher = words->voucher;
  return (struct sheet_about){
      .title = words->title, .author = voucher->territory, .language = voucher->language};
}
