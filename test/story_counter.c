/* Acts of stories about the counter, its cash boxes, and printed vouchers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/counter/counter.h"
#include "test/story_in.h"

static int64_t minor(struct str text) {
  int64_t value;
  if (!money_parse(text, &value)) fail_msg("%.*s is no amount", STR_ARG(text));
  return value;
}

static int64_t number(struct str text) {
  int64_t value;
  if (!str_to_int(text, &value)) fail_msg("%.*s is no number", STR_ARG(text));
  return value;
}

static struct str decimal(struct story *story, int64_t value) {
  return value < 0 ? str_format(story->ctx->arena, "-%.*s",
                                STR_ARG(money_decimal(story->ctx->arena, -value)))
                   : money_decimal(story->ctx->arena, value);
}

static struct str word_of(enum counter_result result) {
  return result == COUNTER_OK ? S("ok") : str_from(counter_refusal(result));
}

struct str act_desk(struct story *story) {
  desk_setting_keep(story->ctx, &(struct desk_setting){
                                    .open = true, .difference_minor = minor(story_word(story, 1))});
  return S("");
}

struct str act_box(struct story *story) {
  struct box_id id;
  story_become(story, story_word(story, 2));
  enum counter_result result = box_open(story->ctx, minor(story_word(story, 3)), &id);
  if (result == COUNTER_OK) story_thing(story, story_word(story, 1))->box = id;
  return word_of(result);
}

/* Sold, with the change; the sale's name is also that of its first order. */
static struct str sell(struct story *story, const struct counter_order *order) {
  struct named *thing = story_thing(story, story_word(story, 1));
  struct counter_answer answer = counter_sell(story->ctx, order);
  if (answer.result != COUNTER_OK) return str_from(counter_answer_refusal(&answer));
  struct sale sale;
  assert_true(sale_find(story->ctx, order->id, &sale));
  thing->sale = order->id;
  thing->order = sale_orders(story->ctx, order->id).items[0];
  return decimal(story, sale.given.minor - sale.amount.minor);
}

static struct counter_order order_of(struct story *story) {
  struct str where = story_word(story, 2);
  struct named *known = story_thing(story, story_word(story, 1));
  bool wide = str_equal(where, S("tous"));
  struct counter_order order = {.id = known->sale,
                                .wide = wide,
                                .amount_minor = minor(story_word(story, 3)),
                                .buyer_name = S("Camille"),
                                .tender = TENDER_CASH};
  if (order.id.value == 0) order.id.value = id_next(story->ctx->ids);
  if (!wide) order.shop_id = story_thing(story, where)->shop.id;
  return order;
}

/* Public money: "seen=10.00" or "aid", "person=a@ex.org", "identity=Camille-Durand/1950-03-12",
 * "age=20", "place=33700"; any of them asks for it. */
static bool read_aid(struct story *story, struct str word, struct counter_order *order) {
  struct order_top_up *wish = &order->top_up;
  struct str value, born, name = str_cut(word, '=', &value);
  struct day day;
  if (value.len == 0 && !str_equal(word, S("aid"))) return false;
  wish->wanted = true;
  if (str_equal(name, S("age"))) assert_true(str_to_int(value, &wish->age));
  if (str_equal(name, S("place"))) wish->place = value;
  if (str_equal(name, S("person"))) wish->email = value;
  if (str_equal(name, S("identity"))) {
    struct str who = str_cut(value, '/', &born);
    assert_true(day_parse(born, &day));
    wish->identity = topup_identity(story->ctx->arena, who, day);
  }
  if (str_equal(name, S("seen"))) wish->has_seen = true, wish->seen_minor = minor(value);
  return true;
}

/* Where the voucher is sent: "mail=a@ex.org". */
static bool read_mail(struct str word, struct counter_order *order) {
  if (!str_starts(word, S("mail="))) return false;
  order->buyer_email = str_skip(word, 5);
  return true;
}

static size_t read_aids(struct story *story, size_t from, struct counter_order *order) {
  size_t others = 0;
  for (size_t i = from; i < story->count; i++)
    others +=
        !read_mail(story_word(story, i), order) && !read_aid(story, story_word(story, i), order);
  return others;
}

struct str act_cash(struct story *story) {
  struct counter_order order = order_of(story);
  if (read_aids(story, 4, &order) > 0) order.given_minor = minor(story_word(story, 4));
  return sell(story, &order);
}

/* What is said before money is taken: worth, public money, to pay. */
struct str act_quote(struct story *story) {
  struct counter_order order = order_of(story);
  read_aids(story, 4, &order);
  struct counter_quote quote = counter_quote(story->ctx, &order);
  if (quote.answer.result != COUNTER_OK) return str_from(counter_answer_refusal(&quote.answer));
  struct arena *arena = story->ctx->arena;
  return str_format(arena, "%.*s %.*s %.*s", STR_ARG(money_decimal(arena, quote.value_minor)),
                    STR_ARG(money_decimal(arena, quote.top_up_minor)),
                    STR_ARG(money_decimal(arena, quote.due_minor)));
}

/* "unsell A agent wrong-shop" */
struct str act_unsell(struct story *story) {
  story_become(story, story_word(story, 2));
  return word_of(sale_cancel(story->ctx, story_thing(story, story_word(story, 1))->sale,
                             story_word(story, 3)));
}

struct str act_cheque(struct story *story) {
  struct counter_order order = order_of(story);
  order.tender = TENDER_CHEQUE;
  order.cheque_number = story_word(story, 4);
  order.cheque_bank = story_word(story, 5);
  read_aids(story, 6, &order);
  return sell(story, &order);
}

struct str act_row(struct story *story) {
  bool cash = str_equal(story_word(story, 4), S("cash"));
  struct counter_order order = {.id = {id_next(story->ctx->ids)},
                                .first = story_word(story, 2),
                                .last = story_word(story, 3),
                                .buyer_name = S("Camille"),
                                .tender = cash ? TENDER_CASH : TENDER_CHEQUE};
  if (!cash) order.cheque_number = S("4711"), order.cheque_bank = S("Banque");
  read_aids(story, 5, &order);
  return sell(story, &order);
}

static struct cash_box box_named(struct story *story) {
  struct cash_box box;
  assert_true(box_find(story->ctx, story_thing(story, story_word(story, 1))->box, &box));
  return box;
}

struct str act_expected(struct story *story) {
  return decimal(story, box_named(story).expected.minor);
}

struct str act_box_state(struct story *story) {
  return str_from(box_state_name(box_named(story).state));
}

struct str act_count(struct story *story) {
  struct box_count count = {.id = story_thing(story, story_word(story, 1))->box,
                            .counted_minor = minor(story_word(story, 2)),
                            .note = story_word(story, 3)};
  return word_of(box_count(story->ctx, &count));
}

struct str act_box_agree(struct story *story) {
  story_become(story, story_word(story, 2));
  return word_of(box_confirm(story->ctx, story_thing(story, story_word(story, 1))->box));
}

struct str act_recount(struct story *story) {
  story_become(story, story_word(story, 2));
  enum counter_result result =
      box_recount(story->ctx, story_thing(story, story_word(story, 1))->box);
  return word_of(result);
}

/* "bank K 60.00", "bank safe 60.00", "bank cheques A B". */
struct str act_bank(struct story *story) {
  struct str from = story_word(story, 1);
  struct sale_id cheques[STORY_WORDS];
  struct deposit_request request = {.tender = TENDER_CASH, .slip = S("B-1")};
  if (str_equal(from, S("cheques"))) {
    request.tender = TENDER_CHEQUE;
    request.cheques = cheques;
    for (size_t i = 2; i < story->count; i++)
      cheques[request.count++] = story_thing(story, story_word(story, i))->sale;
  } else {
    if (!str_equal(from, S("safe"))) request.box_id = story_thing(story, from)->box;
    request.amount_minor = minor(story_word(story, 2));
  }
  return word_of(deposit_make(story->ctx, &request));
}

struct str act_cheque_back(struct story *story) {
  return word_of(cheque_return(story->ctx, story_thing(story, story_word(story, 1))->sale,
                               story_word(story, 2)));
}

struct str act_lost(struct story *story) {
  struct sale sale;
  assert_true(sale_find(story->ctx, story_thing(story, story_word(story, 1))->sale, &sale));
  return decimal(story, sale.lost.minor);
}

/* By the ledger; and it must be what lies in boxes and safe beyond the floats, and as cheques. */
struct str act_desk_cash(struct story *story) {
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_CLEARING, PROVIDER_DESK);
  int64_t ledger = sums.debit_minor - sums.credit_minor, there = safe_minor(story->ctx);
  struct cash_boxes boxes = box_list(story->ctx);
  struct sales cheques = cheque_list(story->ctx);
  for (size_t i = 0; i < boxes.count; i++)
    if (boxes.items[i].state != BOX_CLOSED)
      there += boxes.items[i].expected.minor - boxes.items[i].start.minor;
  for (size_t i = 0; i < cheques.count; i++)
    there += cheques.items[i].amount.minor;
  assert_int_equal(ledger, there);
  return decimal(story, ledger);
}

/* The last refund of a sale's voucher, in cash. */
struct str act_pay_back(struct story *story) {
  struct refunds list = refund_list(story->ctx, story_voucher(story, story_word(story, 1)));
  assert_true(list.count > 0);
  story_become(story, story_word(story, 2));
  return word_of(counter_pay_back(story->ctx, list.items[list.count - 1].id));
}

struct str act_difference(struct story *story) {
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_DIFFERENCE, 0);
  return decimal(story, sums.credit_minor - sums.debit_minor);
}

struct str act_banked(struct story *story) {
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_BANK, 0);
  return decimal(story, sums.debit_minor - sums.credit_minor);
}

/* Printed vouchers. */

struct str act_print(struct story *story) {
  struct str where = story_word(story, 2);
  struct campaigns campaigns = campaign_list(story->ctx);
  struct lot lot = {.campaign_id = campaigns.items[0].id,
                    .amount = {minor(story_word(story, 3)), CURRENCY_EUR},
                    .vouchers = number(story_word(story, 4)),
                    .booklet = number(story_word(story, 5))};
  if (!str_equal(where, S("tous"))) lot.shop_id = story_thing(story, where)->shop.id;
  struct named *named = story_thing(story, story_word(story, 1));
  enum stock_result result = stock_print(story->ctx, &lot, &named->lot);
  return result == STOCK_OK ? S("ok") : str_from(stock_refusal(result));
}

struct str act_stock(struct story *story) {
  struct lot lot;
  assert_true(lot_find(story->ctx, story_thing(story, story_word(story, 1))->lot, &lot));
  return str_format(story->ctx->arena, "%lld %lld %lld", (long long)lot.here, (long long)lot.sold,
                    (long long)lot.cancelled);
}

struct str act_scrap(struct story *story) {
  enum stock_result result =
      stock_cancel(story->ctx, story_word(story, 1), story_word(story, 2), story_word(story, 3));
  return result == STOCK_OK ? S("ok") : str_from(stock_refusal(result));
}

/* At the till, by its printed code. */
struct str act_show(struct story *story) {
  struct stock_vouchers list =
      stock_list(story->ctx, story_thing(story, story_word(story, 1))->lot);
  int64_t index = number(story_word(story, 2));
  struct voucher_scan scan = {.code = voucher_code_text(story->ctx, list.items[index - 1].id, '-'),
                              .shop_id = story_thing(story, story_word(story, 3))->shop.id};
  struct voucher_answer answer = voucher_look(story->ctx, &scan);
  if (answer.result != VOUCHER_OK) return str_from(voucher_refusal(answer.result));
  return decimal(story, answer.balance_minor);
}
