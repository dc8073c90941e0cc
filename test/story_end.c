#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/checkout/gift.h"
#include "domain/life/expiry.h"
#include "domain/life/extension.h"
#include "domain/life/finding.h"
#include "domain/life/holder.h"
#include "domain/life/passing.h"
#include "domain/life/reminder.h"
#include "domain/notice/notice.h"
#include "test/story_in.h"

static struct str number(struct story *story, int64_t value) {
  return str_format(story->ctx->arena, "%lld", (long long)value);
}

struct str act_night(struct story *story) {
  return number(story, expiry_round(story->ctx));
}

/* What the job has written of new letters. */
struct str act_remind(struct story *story) {
  int64_t before = notice_count_waiting(story->ctx);
  while (reminder_round(story->ctx) > 0)
    continue;
  return number(story, notice_count_waiting(story->ctx) - before);
}

static struct str balance_of(struct story *story, enum account_kind kind) {
  struct ledger_sums sums = ledger_sums(story->ctx, kind, 0);
  return money_decimal(story->ctx->arena, sums.credit_minor - sums.debit_minor);
}

struct str act_fund_holds(struct story *story) {
  return balance_of(story, ACCOUNT_FUND);
}

struct str act_kept(struct story *story) {
  return balance_of(story, ACCOUNT_KEPT);
}

static struct str refused(enum extension_result result) {
  return result == EXTENSION_RESULT_OK ? S("ok") : str_from(extension_refusal(result));
}

struct str act_prolong(struct story *story) {
  struct extension wish = {.until_on = story_day(story_word(story, 2)), .reason = S("fermeture")};
  for (size_t i = 3; i < story->count; i++) {
    struct str value, key = str_cut(story_word(story, i), '=', &value);
    if (str_equal(key, S("revive"))) wish.revive = true;
    if (str_equal(key, S("shop"))) wish.shop = story_thing(story, value)->shop.id;
    if (str_equal(key, S("silent"))) wish.reason = S("");
    wish.has_first |= str_equal(key, S("from"));
    wish.has_last |= str_equal(key, S("to"));
    if (str_equal(key, S("from"))) wish.first_on = story_day(value);
    if (str_equal(key, S("to"))) wish.last_on = story_day(value);
  }
  story_become(story, S("agent"));
  return refused(
      extension_ask(story->ctx, &wish, &story_thing(story, story_word(story, 1))->extension));
}

static struct str sum_text(struct story *story, struct extension_sum sum) {
  struct arena *arena = story->ctx->arena;
  return str_format(arena, "%lld:%.*s", (long long)sum.count,
                    STR_ARG(money_decimal(arena, sum.minor)));
}

struct str act_counted(struct story *story) {
  struct extension one;
  assert_true(
      extension_find(story->ctx, story_thing(story, story_word(story, 1))->extension, &one));
  return STR_CONCAT(story->ctx->arena, sum_text(story, one.alive), S(" "),
                    sum_text(story, one.revived), S(" "), sum_text(story, one.lost));
}

struct str act_prolong_go(struct story *story) {
  story_become(story, S("agent"));
  return refused(
      extension_confirm(story->ctx, story_thing(story, story_word(story, 1))->extension));
}

struct str act_forget(struct story *story) {
  story_become(story, S("agent"));
  return refused(extension_drop(story->ctx, story_thing(story, story_word(story, 1))->extension));
}

/* Passing on, gifts, sending again, finding. */

struct str act_pass(struct story *story) {
  struct passing passing = {.voucher = story_voucher(story, story_word(story, 1)),
                            .name = S("Jeanne"),
                            .email = str_equal(story_word(story, 3), S("-")) ? S("")
                                                                             : story_word(story, 3),
                            .message = S("Bonne lecture")};
  passing.agent = str_equal(story_word(story, 4), S("agent"));
  if (passing.agent) passing.note = S("papier perdu");
  story->ctx->person.value = 0;
  if (passing.agent) story_become(story, S("agent"));
  struct passing_answer answer = passing_make(story->ctx, &passing);
  if (answer.result != PASSING_OK) return str_from(passing_refusal(answer.result));
  story_thing(story, story_word(story, 2))->voucher = answer.heir;
  return S("ok");
}

struct str act_give(struct story *story) {
  struct named *order = story_thing(story, story_word(story, 1));
  struct order_request request = {.shop_id = story_thing(story, story_word(story, 2))->shop.id,
                                  .amount_minor = story_minor(story_word(story, 3)),
                                  .buyer_name = S("Camille"),
                                  .buyer_email = S("camille@example.org"),
                                  .recipient_name = S("Jeanne"),
                                  .recipient_email = story_word(story, 4),
                                  .message = S("Bon anniversaire"),
                                  .provider = PROVIDER_SANDBOX};
  request.has_gift_on = story->count > 5;
  if (request.has_gift_on) request.gift_on = story_day(story_word(story, 5));
  struct checkout_answer answer = checkout_place(story->ctx, &request);
  if (answer.result != CHECKOUT_OK) return str_from(checkout_refusal(&answer));
  order->order = answer.order_id;
  order->payment = answer.payment_id;
  return S("ok");
}

struct str act_gifts(struct story *story) {
  return number(story, gift_round(story->ctx));
}

struct str act_regift(struct story *story) {
  struct gift gift = {.order = story_thing(story, story_word(story, 1))->order,
                      .email = story_word(story, 2),
                      .send_on = story_day(story_word(story, 3))};
  enum gift_result result = gift_change(story->ctx, &gift);
  return result == GIFT_OK ? S("ok") : str_from(gift_refusal(result));
}

struct str act_resend(struct story *story) {
  story->ctx->person.value = 0;
  enum resend_result result =
      holder_resend(story->ctx, story_voucher(story, story_word(story, 1)), false);
  return result == RESEND_OK ? S("ok") : str_from(resend_refusal(result));
}

struct str act_holder(struct story *story) {
  struct voucher voucher;
  struct holder holder;
  assert_true(voucher_find(story->ctx, story_voucher(story, story_word(story, 1)), &voucher));
  return holder_find(story->ctx, &voucher, &holder) ? holder.email : S("nobody");
}

struct str act_find(struct story *story) {
  int64_t before = notice_count_waiting(story->ctx);
  finding_ask(story->ctx, story_word(story, 1));
  return number(story, notice_count_waiting(story->ctx) - before);
}

struct str act_known(struct story *story) {
  return number(
      story, (int64_t)voucher_address_list(story->ctx, story_word(story, 1), (struct voucher_id){0})
                 .count);
}
