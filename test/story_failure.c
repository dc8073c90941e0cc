/* Acts of stories about merchants who have failed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/failure/failure.h"
#include "domain/notice/notice.h"
#include "test/story_in.h"

static struct merchant_id merchant_named(struct story *story) {
  return story_thing(story, story_word(story, 1))->shop.merchant_id;
}

static struct str word_of(enum failure_result result) {
  return result == FAILURE_OK ? S("ok") : str_from(failure_refusal(result));
}

struct str act_fails(struct story *story) {
  struct failure_id id;
  struct failure_wish wish = {.merchant = merchant_named(story),
                              .failed_on = story_day(story_word(story, 2)),
                              .reason = story_word(story, 3)};
  story_become(story, S("agent"));
  return word_of(failure_mark(story->ctx, &wish, &id));
}

struct str act_unfails(struct story *story) {
  struct failures list = failure_list(story->ctx);
  struct merchant_id merchant = merchant_named(story);
  story_become(story, S("agent"));
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].merchant.value == merchant.value)
      return word_of(failure_lift(story->ctx, list.items[i].id, story_word(story, 2)));
  return S("none");
}

/* One letter that the shop has failed, none that brings the voucher. */
struct str act_told_late(struct story *story) {
  struct notices list = notice_list(story->ctx, (struct notice_id){0});
  struct voucher_id voucher = story_voucher(story, story_word(story, 1));
  struct order_id order = story_thing(story, story_word(story, 1))->order;
  int failed = 0, issued = 0;
  for (size_t i = 0; i < list.count; i++) {
    const struct notice *notice = &list.items[i];
    failed += notice->kind == NOTICE_SHOP_FAILED && notice->subject == voucher.value;
    issued += notice->kind == NOTICE_VOUCHER_ISSUED && notice->subject == order.value;
  }
  return failed == 1 && issued == 0 ? S("yes") : S("no");
}

static struct str decimal(struct story *story, int64_t minor) {
  struct str text = money_decimal(story->ctx->arena, minor < 0 ? -minor : minor);
  return minor < 0 ? STR_CONCAT(story->ctx->arena, S("-"), text) : text;
}

/* Each claim is its holder's and the public's part, as the sums are. */
static void check_line(void *arg, const struct claim_line *line) {
  (void)arg;
  assert_int_equal(line->left.minor, line->buyers_part.minor + line->public_part.minor);
}

struct str act_claims(struct story *story) {
  struct claim_sums sums = failure_claims(story->ctx, merchant_named(story), check_line, NULL);
  assert_int_equal(sums.left_minor, sums.buyers_minor + sums.public_minor);
  return str_format(story->ctx->arena, "%lld %.*s %.*s %.*s", (long long)sums.count,
                    STR_ARG(decimal(story, sums.left_minor)),
                    STR_ARG(decimal(story, sums.buyers_minor)),
                    STR_ARG(decimal(story, sums.public_minor)));
}

struct str act_owes(struct story *story) {
  return decimal(story, failure_owed_minor(story->ctx, merchant_named(story)));
}
