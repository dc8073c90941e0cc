#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/notice/notice.h"
#include "domain/takings/takings.h"
#include "domain/takings/takings_mail.h"
#include "test/story_in.h"

/* The invariants, whatever is asked for. */
static void adds_up(const struct takings *takings) {
  int64_t money = takings->money.opening_minor, vouchers = takings->vouchers.opening_minor;
  int64_t days = takings->money.opening_minor, left = 0, shops = 0;
  for (size_t i = 0; i < TAKINGS_LINE_COUNT; i++)
    money += takings->money.lines[i].minor;
  for (size_t i = 0; i < TAKINGS_VOUCHER_LINE_COUNT; i++)
    vouchers += takings->vouchers.lines[i].minor;
  for (size_t i = 0; i < takings->days.count; i++) {
    const struct takings_day *day = &takings->days.items[i];
    days += day->in_minor + day->back_minor + day->paid_minor;
    assert_int_equal(day->balance_minor, days);
  }
  for (size_t i = 0; i < takings->lefts.count; i++)
    left += takings->lefts.items[i].minor;
  for (size_t i = 0; i < takings->shops.count; i++)
    shops += takings->shops.items[i].vouchers.closing_minor;
  assert_int_equal(money, takings->money.closing_minor);
  assert_int_equal(days, takings->money.closing_minor);
  assert_int_equal(vouchers, takings->vouchers.closing_minor);
  assert_int_equal(left, takings->vouchers.closing_minor);
  assert_int_equal(shops, takings->vouchers.closing_minor);
}

static int64_t voucher_figure(const struct takings *takings, struct str word) {
  if (str_equal(word, S("opening"))) return takings->vouchers.opening_minor;
  if (str_equal(word, S("closing"))) return takings->vouchers.closing_minor;
  for (size_t i = 0; i < TAKINGS_VOUCHER_LINE_COUNT; i++)
    if (str_equal(takings_voucher_word((enum takings_voucher_line)i), word))
      return takings->vouchers.lines[i].minor;
  fail_msg("no line vouchers.%.*s", STR_ARG(word));
  return 0;
}

static int64_t left_until(const struct takings *takings, struct day day) {
  int64_t left = 0;
  for (size_t i = 0; i < takings->lefts.count; i++)
    if (takings->lefts.items[i].expires_on.number == day.number)
      left += takings->lefts.items[i].minor;
  return left;
}

static int64_t figure(const struct takings *takings, struct str word) {
  if (str_starts(word, S("vouchers."))) return voucher_figure(takings, str_skip(word, 9));
  if (str_equal(word, S("opening"))) return takings->money.opening_minor;
  if (str_equal(word, S("closing"))) return takings->money.closing_minor;
  if (str_equal(word, S("under_way"))) return takings->money.under_way_minor;
  if (str_starts(word, S("left."))) return left_until(takings, story_day(str_skip(word, 5)));
  for (size_t i = 0; i < TAKINGS_LINE_COUNT; i++)
    if (str_equal(takings_word((enum takings_line)i), word)) return takings->money.lines[i].minor;
  fail_msg("no line %.*s", STR_ARG(word));
  return 0;
}

struct str act_takings(struct story *story) {
  struct takings takings;
  struct str days = story_word(story, 2);
  struct span span = {story_day(str_take(days, 10)), story_day(str_skip(days, 12))};
  struct merchant_id merchant = story_thing(story, story_word(story, 1))->shop.merchant_id;
  assert_true(takings_of(story->ctx, merchant, span, &takings));
  adds_up(&takings);
  return money_decimal(story->ctx->arena, figure(&takings, story_word(story, 3)));
}

struct str act_mondays(struct story *story) {
  int64_t before = notice_count_waiting(story->ctx);
  takings_mail_round(story->ctx);
  return str_format(story->ctx->arena, "%lld",
                    (long long)(notice_count_waiting(story->ctx) - before));
}

struct str act_weekly(struct story *story) {
  takings_mail_want(story->ctx, story_thing(story, story_word(story, 1))->shop.merchant_id,
                    str_equal(story_word(story, 2), S("yes")));
  return S("");
}

struct addressing {
  struct merchant_id merchant;
  struct str email;
};

static bool address_body(struct ctx *ctx, void *arg) {
  const struct addressing *to = arg;
  merchant_set_account(ctx, to->merchant, to->email, S("FR1420041010050500013M02606"), S("Lilas"));
  return true;
}

struct str act_address(struct story *story) {
  struct addressing to = {story_thing(story, story_word(story, 1))->shop.merchant_id,
                          story_word(story, 2)};
  assert_true(db_write(story->ctx, address_body, &to));
  return S("");
}
