#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/life/block.h"
#include "domain/life/refund.h"
#include "domain/life/reversal.h"
#include "test/story_in.h"

static struct str blocked(enum block_result result) {
  return result == BLOCK_OK ? S("ok") : str_from(block_refusal(result));
}

struct str act_block(struct story *story) {
  enum voucher_block why;
  assert_true(block_why_from(story_word(story, 2), &why));
  story_become(story, S("agent"));
  return blocked(block_voucher(story->ctx, story_voucher(story, story_word(story, 1)), why,
                               S("par téléphone")));
}

struct str act_unblock(struct story *story) {
  story_become(story, S("agent"));
  return blocked(block_lift(story->ctx, story_voucher(story, story_word(story, 1)), S("retrouvé")));
}

/* The nth use of a voucher, from 1. */
static struct transfer_id use_of(struct story *story, struct voucher_id voucher,
                                 struct str number) {
  int64_t n;
  struct redemptions uses = voucher_redemptions(story->ctx, voucher);
  assert_true(str_to_int(number, &n) && n >= 1 && n <= (int64_t)uses.count);
  return uses.items[n - 1].id;
}

static struct str reverse(struct story *story, struct reversal reversal, struct str number) {
  reversal.voucher = story_voucher(story, story_word(story, 1));
  reversal.use = use_of(story, reversal.voucher, number);
  struct reversal_answer answer = reversal_make(story->ctx, &reversal);
  if (answer.result != REVERSAL_OK) return str_from(reversal_refusal(answer.result));
  return money_decimal(story->ctx->arena, answer.balance_minor);
}

struct str act_reverse(struct story *story) {
  struct reversal reversal = {.shop = story_thing(story, story_word(story, 2))->shop.id};
  return reverse(story, reversal, story_word(story, 3));
}

struct str act_undo(struct story *story) {
  story_become(story, S("agent"));
  return reverse(story, (struct reversal){.note = story_word(story, 3)}, story_word(story, 2));
}

struct str act_state(struct story *story) {
  struct voucher voucher;
  struct voucher_id id = story_voucher(story, story_word(story, 1));
  assert_true(voucher_find(story->ctx, id, &voucher));
  int64_t balance = ledger_balance(story->ctx, (struct account_id){id.value});
  return str_from(voucher_state_name(voucher_state(story->ctx, &voucher, balance)));
}

/* Refunds. */

static struct str refund_word(enum refund_result result) {
  return result == REFUND_RESULT_OK ? S("ok") : str_from(refund_refusal(result));
}

struct str act_repay(struct story *story) {
  int64_t minor = 0;
  struct str amount = story_word(story, 2);
  if (!str_equal(amount, S("all"))) assert_true(money_parse(amount, &minor));
  story_become(story, S("agent"));
  return refund_word(refund_by_agent(story->ctx, story_voucher(story, story_word(story, 1)), minor,
                                     story_word(story, 3))
                         .result);
}

struct str act_withdraw(struct story *story) {
  story->ctx->person.value = 0;
  return refund_word(
      refund_withdraw(story->ctx, story_voucher(story, story_word(story, 1))).result);
}

static struct refund last_refund(struct story *story) {
  struct refunds list = refund_list(story->ctx, story_voucher(story, story_word(story, 1)));
  assert_true(list.count > 0);
  return list.items[list.count - 1];
}

struct str act_stage(struct story *story) {
  return str_from(refund_stage_name(last_refund(story).stage));
}

struct str act_buyers(struct story *story) {
  return money_decimal(story->ctx->arena, last_refund(story).paid.minor);
}

struct str act_publics(struct story *story) {
  return money_decimal(story->ctx->arena, last_refund(story).public_part.minor);
}

struct str act_owed(struct story *story) {
  enum provider provider;
  assert_true(provider_from_name(story_word(story, 1), &provider));
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_REFUND, provider);
  return money_decimal(story->ctx->arena, sums.credit_minor - sums.debit_minor);
}

struct str act_pay_to(struct story *story) {
  struct refund_id id = last_refund(story).id;
  story_become(story, story_word(story, 3));
  return refund_word(refund_to_account(story->ctx, id, story_word(story, 2), S("Camille Morel")));
}

struct str act_agree(struct story *story) {
  struct refund_id id = last_refund(story).id;
  story_become(story, story_word(story, 2));
  return refund_word(refund_confirm(story->ctx, id));
}

struct str act_executed(struct story *story) {
  struct refund_id id = last_refund(story).id;
  story_become(story, S("agent"));
  return refund_word(refund_done(story->ctx, id));
}

struct str act_bounced(struct story *story) {
  struct refund_id id = last_refund(story).id;
  story_become(story, S("agent"));
  return refund_word(refund_came_back(story->ctx, id, story_word(story, 2)));
}
