#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/life/expiry.h"
#include "domain/life/extension.h"
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
