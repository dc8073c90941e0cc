#include "test/story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "domain/checkout/checkout.h"
#include "domain/notice/notice.h"
#include "domain/payout/payout.h"
#include "domain/territory/territory.h"
#include "test/command.h"
#include "test/story_in.h"

struct named *story_thing(struct story *story, struct str name) {
  for (size_t i = 0; i < story->thing_count; i++)
    if (str_equal(story->things[i].name, name)) return &story->things[i];
  assert_true(story->thing_count < STORY_THINGS);
  story->things[story->thing_count] = (struct named){.name = name};
  return &story->things[story->thing_count++];
}

struct str story_word(const struct story *story, size_t index) {
  return index < story->count ? story->words[index] : S("");
}

int64_t story_minor(struct str text) {
  int64_t value;
  if (!money_parse(text, &value)) fail_msg("%.*s is no amount", STR_ARG(text));
  return value;
}

static struct str decimal(struct story *story, int64_t value) {
  return money_decimal(story->ctx->arena, value);
}

/* The orders, once paid, have vouchers; one that was passed on has its own name. */
struct voucher_id story_voucher(struct story *story, struct str name) {
  struct order order;
  struct named *thing = story_thing(story, name);
  if (thing->voucher.value != 0) return thing->voucher;
  assert_true(order_find(story->ctx, thing->order, &order));
  assert_true(order.has_voucher);
  return order.voucher_id;
}

struct str story_code(struct story *story, struct str name) {
  return voucher_code_text(story->ctx, story_voucher(story, name), '-');
}

/* The acts. */

struct instant story_instant(const struct story *story, struct str text) {
  struct str whole = str_format(story->ctx->arena, "%.*s:00Z", STR_ARG(text));
  struct instant utc;
  assert_true(instant_parse(whole, &utc));
  const struct zone *zone = story->ctx->zone;
  return zone_instant(zone, zone_civil(zone_find(S("UTC")), utc));
}

static struct str act_now(struct story *story) {
  story->ctx->now = story_instant(story, story_word(story, 1));
  return S("");
}

struct day story_day(struct str text) {
  struct day day;
  assert_true(day_parse(text, &day));
  return day;
}

static struct str act_campaign(struct story *story) {
  struct campaign campaign = scene_campaign();
  campaign.face_value_count = 0;
  campaign.min_minor = campaign.max_minor = 0;
  for (size_t i = 1; i < story->count; i++) {
    struct str last, first = story_word(story, i);
    if (str_equal(first, S("free"))) {
      first = str_cut(story_word(story, ++i), '-', &last);
      campaign.min_minor = story_minor(first);
      campaign.max_minor = story_minor(last);
    } else if (str_equal(first, S("wide"))) {
      campaign.wide = true;
      campaign.slug = S("partout");
    } else if (str_equal(first, S("test"))) {
      campaign.test = true;
      campaign.slug = S("essai");
    } else if (str_equal(first, S("rest"))) {
      first = story_word(story, ++i);
      campaign.remainder = str_equal(first, S("fund"))     ? CAMPAIGN_REMAINDER_FUND
                           : str_equal(first, S("holder")) ? CAMPAIGN_REMAINDER_HOLDER
                                                           : CAMPAIGN_REMAINDER_KEPT;
    } else if (str_equal(first, S("redeem"))) {
      i++;
      campaign.redeemable_on = story_day(str_take(story_word(story, i), 10));
      campaign.expires_on = story_day(str_skip(story_word(story, i), 12));
    } else {
      campaign.face_values[campaign.face_value_count++] = story_minor(first);
    }
  }
  if (campaign_list(story->ctx).count > 0)
    campaign.slug = str_format(story->ctx->arena, "loin-des-yeux-%d", story->line);
  scene_add_campaign(story->ctx, &campaign);
  return S("");
}

static struct str act_shop(struct story *story) {
  story_thing(story, story_word(story, 1))->shop = scene_shop(story->ctx, story_word(story, 1));
  return S("");
}

static struct str act_account(struct story *story) {
  scene_account(story->ctx, &story_thing(story, story_word(story, 1))->shop);
  return S("");
}

/* "order A tous 50.00": for all shops that take part. */
static struct str act_order(struct story *story) {
  struct named *order = story_thing(story, story_word(story, 1));
  bool wide = str_equal(story_word(story, 2), S("tous"));
  struct str key = story_word(story, 4);
  struct shop_id shop = {0};
  if (!wide) shop = story_thing(story, story_word(story, 2))->shop.id;
  struct checkout_answer answer =
      checkout_place(story->ctx, &(struct order_request){
                                     .shop_id = shop,
                                     .wide = wide,
                                     .amount_minor = story_minor(story_word(story, 3)),
                                     .buyer_name = S("Camille"),
                                     .buyer_email = S("camille@example.org"),
                                     .key = str_starts(key, S("key=")) ? str_skip(key, 4) : S(""),
                                     .provider = PROVIDER_SANDBOX,
                                 });
  if (answer.result != CHECKOUT_OK) return str_from(checkout_refusal(&answer));
  bool again = order->order.value == answer.order_id.value;
  order->order = answer.order_id;
  order->payment = answer.payment_id;
  return again ? S("same") : S("ok");
}

static struct str act_pay(struct story *story) {
  struct str word_said = story_word(story, 2);
  enum payment_state outcome = str_equal(word_said, S("paid"))      ? PAYMENT_PAID
                               : str_equal(word_said, S("refused")) ? PAYMENT_REFUSED
                                                                    : PAYMENT_ABANDONED;
  struct payment_id payment = story_thing(story, story_word(story, 1))->payment;
  struct checkout_answer answer =
      checkout_settle(story->ctx, PROVIDER_SANDBOX, payment, outcome);
  return answer.result == CHECKOUT_OK ? S("ok") : str_from(checkout_refusal(&answer));
}

struct str story_answered(struct story *story, const struct voucher_answer *answer) {
  if (answer->result != VOUCHER_OK) return str_from(voucher_refusal(answer->result));
  return decimal(story, answer->balance_minor);
}

static struct voucher_scan scan(struct story *story, struct str code, struct str shop) {
  return (struct voucher_scan){.code = code, .shop_id = story_thing(story, shop)->shop.id};
}

static struct str act_look(struct story *story) {
  struct str code = story_code(story, story_word(story, 1));
  struct voucher_scan at = scan(story, code, story_word(story, 2));
  struct voucher_answer answer = voucher_look(story->ctx, &at);
  return story_answered(story, &answer);
}

static struct str act_type(struct story *story) {
  struct voucher_scan at = scan(story, story_word(story, 1), story_word(story, 2));
  struct voucher_answer answer = voucher_look(story->ctx, &at);
  return story_answered(story, &answer);
}

static struct str act_mistype(struct story *story) {
  struct str code = str_copy(story->ctx->arena, story_code(story, story_word(story, 1)));
  char *first = (char *)(uintptr_t)code.ptr;
  *first = *first == '7' ? '8' : '7';
  struct voucher_scan at = scan(story, code, story_word(story, 2));
  struct voucher_answer answer = voucher_look(story->ctx, &at);
  return story_answered(story, &answer);
}

static struct str act_redeem(struct story *story) {
  struct voucher_redemption redemption = {
      .scan = scan(story, story_code(story, story_word(story, 1)), story_word(story, 2)),
      .amount_minor = story_minor(story_word(story, 3)),
      .nonce = story_word(story, 4),
      .redeemed_at = story->ctx->now,
  };
  struct voucher_answer answer = voucher_redeem(story->ctx, &redemption);
  return story_answered(story, &answer);
}

static struct str act_balance(struct story *story) {
  struct account_id account = {story_voucher(story, story_word(story, 1)).value};
  return decimal(story, ledger_balance(story->ctx, account));
}

static struct str statement(struct story *story, size_t offset) {
  struct merchant_statement sums =
      payout_statement(story->ctx, story_thing(story, story_word(story, 1))->shop.merchant_id);
  return decimal(story,
                 ((const struct money *)(const void *)((const char *)&sums + offset))->minor);
}

#define STATEMENT_ACT(name, member)                                                                \
  static struct str act_##name(struct story *story) {                                              \
    return statement(story, offsetof(struct merchant_statement, member));                          \
  }
STATEMENT_ACT(due, due)
STATEMENT_ACT(paid, paid)
STATEMENT_ACT(underway, under_way)
STATEMENT_ACT(sold, sold)
STATEMENT_ACT(redeemed, redeemed)
STATEMENT_ACT(outstanding, outstanding)

/* Of the campaign for all shops that sells now. */
static struct str act_held(struct story *story) {
  struct campaign campaign;
  assert_true(campaign_wide(story->ctx, &campaign));
  struct ledger_sums held = ledger_sums(story->ctx, ACCOUNT_HELD, campaign.id.value);
  return decimal(story, held.credit_minor - held.debit_minor);
}

void story_become(struct story *story, struct str who) {
  story->ctx->person.value = str_equal(who, S("agent")) ? 1001 : 1002;
}

static struct str payout_word(enum payout_result result) {
  return result == PAYOUT_OK ? S("ok") : str_from(payout_refusal(result));
}

static struct str act_prepare(struct story *story) {
  story_become(story, story_word(story, 2));
  return payout_word(payout_prepare(story->ctx, &story_thing(story, story_word(story, 1))->batch));
}

static struct str act_confirm(struct story *story) {
  story_become(story, story_word(story, 2));
  return payout_word(payout_confirm(story->ctx, story_thing(story, story_word(story, 1))->batch));
}

static struct str act_cancel(struct story *story) {
  story_become(story, story_word(story, 2));
  return payout_word(payout_cancel(story->ctx, story_thing(story, story_word(story, 1))->batch));
}

static struct str act_letters(struct story *story) {
  return str_format(story->ctx->arena, "%lld", (long long)notice_count_waiting(story->ctx));
}

static struct str act_books(struct story *story) {
  return scene_books(story->ctx);
}

static const struct act {
  struct str name;
  struct str (*run)(struct story *story);
} acts[] = {
#define ACT(name)                                                                                  \
  { {#name, sizeof #name - 1}, act_##name }
    ACT(now),
    ACT(campaign),
    ACT(shop),
    ACT(account),
    ACT(order),
    ACT(pay),
    ACT(look),
    ACT(type),
    ACT(mistype),
    ACT(redeem),
    ACT(balance),
    ACT(due),
    ACT(paid),
    ACT(underway),
    ACT(sold),
    ACT(redeemed),
    ACT(outstanding),
    ACT(held),
    ACT(prepare),
    ACT(confirm),
    ACT(cancel),
    ACT(rank),
    ACT(letters),
    ACT(books),
    ACT(place),
    ACT(measure),
    ACT(preview),
    ACT(put),
    ACT(lift),
    ACT(counter),
    ACT(allowed),
    ACT(takes_transfers),
    ACT(transfer),
    ACT(receive),
    ACT(returned),
    ACT(booked),
    ACT(left),
    ACT(sent_back),
    ACT(bank_round),
    ACT(answer),
    ACT(assign),
    ACT(release),
    ACT(refund),
    ACT(refunded),
    ACT(keep),
    ACT(expire),
    ACT(suspense),
    ACT(arrived),
    ACT(block),
    ACT(unblock),
    ACT(reverse),
    ACT(undo),
    ACT(state),
    ACT(repay),
    ACT(withdraw),
    ACT(stage),
    ACT(buyers),
    ACT(publics),
    ACT(owed),
    ACT(pay_to),
    ACT(agree),
    ACT(executed),
    ACT(bounced),
    ACT(night),
    ACT(remind),
    ACT(fund_holds),
    ACT(kept),
    ACT(prolong),
    ACT(counted),
    ACT(prolong_go),
    ACT(forget),
    ACT(pass),
    ACT(give),
    ACT(gifts),
    ACT(regift),
    ACT(resend),
    ACT(holder),
    ACT(find),
    ACT(known),
    ACT(takes_cards),
    ACT(card),
    ACT(gather),
    ACT(watches),
    ACT(calls),
    ACT(says),
    ACT(notice),
    ACT(ordered),
    ACT(odds),
    ACT(set_aside),
    ACT(at_stripe),
    ACT(odd),
    ACT(give_back),
    ACT(given_back),
    ACT(joins),
    ACT(refunding),
    ACT(rounds),
    ACT(account_at),
    ACT(prepare_through),
    ACT(leaves),
    ACT(debit),
    ACT(claim),
    ACT(claimed),
    ACT(unclaimed),
    ACT(listed),
    ACT(fees),
    ACT(keeps),
    ACT(differs),
    ACT(explains),
    ACT(agrees),
    ACT(unexplains),
    ACT(in_reserve),
    ACT(travels),
    ACT(payout_told),
    ACT(at_bank),
    ACT(on_its_way),
    ACT(is_it),
    ACT(late),
    ACT(lost_way),
    ACT(agree_lost),
    ACT(wait_for),
    ACT(device),
    ACT(offline),
    ACT(ceilings),
    ACT(conflicts),
    ACT(close),
    ACT(revoke),
    ACT(fund),
    ACT(rule),
    ACT(aided),
    ACT(price),
    ACT(lapse),
    ACT(wait),
    ACT(offers),
    ACT(line),
    ACT(envelope),
    ACT(funder),
    ACT(give_rest),
    ACT(takings),
    ACT(address),
    ACT(weekly),
    ACT(mondays),
    ACT(employ),
    ACT(threshold),
    ACT(volume),
    ACT(warnings),
    ACT(shown),
    ACT(same_sums),
    ACT(territory),
    ACT(enter),
    ACT(propose),
    ACT(accept),
    ACT(decline),
    ACT(take_back),
    ACT(end),
    ACT(owed_by),
    ACT(net),
    ACT(night_of),
    ACT(announce),
    ACT(have),
    ACT(unpay),
    ACT(desk),
    ACT(box),
    ACT(cash),
    ACT(cheque),
    ACT(row),
    ACT(leave),
    ACT(quote),
    ACT(unsell),
    ACT(expected),
    ACT(box_state),
    ACT(count),
    ACT(box_agree),
    ACT(recount),
    ACT(bank),
    ACT(cheque_back),
    ACT(lost),
    ACT(pay_back),
    ACT(told_late),
    ACT(fails),
    ACT(unfails),
    ACT(claims),
    ACT(owes),
    ACT(desk_cash),
    ACT(difference),
    ACT(banked),
    ACT(print),
    ACT(stock),
    ACT(scrap),
    ACT(show),
    ACT(archive),
    ACT(close_days),
    ACT(again),
    ACT(renames),
    ACT(spoils),
    ACT(forget_archives),
    ACT(remembers),
    ACT(tax_nature),
#undef ACT
};

/* Reading. */

static void split(struct story *story, struct str line) {
  story->count = 0;
  while (line.len > 0 && story->count < STORY_WORDS) {
    struct str one = str_cut(line, ' ', &line);
    if (one.len > 0) story->words[story->count++] = one;
  }
}

static void run_line(struct story *story, struct str line) {
  ptrdiff_t arrow = str_find(line, S("=>"));
  struct str wanted = arrow < 0 ? S("") : str_trim(str_skip(line, (size_t)arrow + 2));
  split(story, arrow < 0 ? line : str_take(line, (size_t)arrow));
  for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
    if (!str_equal(acts[i].name, story_word(story, 0))) continue;
    struct str got = acts[i].run(story);
    db_read_end(story->ctx);
    if (!str_equal(got, wanted))
      fail_msg("%s:%d: \"%.*s\" gave \"%.*s\"", story->path, story->line, STR_ARG(line),
               STR_ARG(got));
    return;
  }
  fail_msg("%s:%d: no act \"%.*s\"", story->path, story->line, STR_ARG(story_word(story, 0)));
}

void story_run(const char *path) {
  struct test_db *test = test_db_open();
  struct story story = {.ctx = scene_open(test), .path = path};
  struct str text = test_read(story.ctx->arena, path);
  while (text.len > 0) {
    struct str rest, comment;
    struct str line = str_trim(str_cut(str_cut(text, '\n', &rest), '#', &comment));
    text = rest;
    story.line++;
    if (line.len > 0) run_line(&story, line);
  }
  test_db_close(test);
}
