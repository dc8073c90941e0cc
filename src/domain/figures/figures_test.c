/* What became of vouchers, by hand: the same sums out of the tail as out of what is rolled up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/figures/figures.h"
#include "domain/life/reversal.h"
#include "test/scene.h"

struct town_scene {
  struct test_db *test;
  struct ctx *ctx;
  struct campaign_id campaign;
  struct shop books, bread;
};

static void open_town(struct town_scene *town) {
  town->test = test_db_open();
  town->ctx = scene_open(town->test);
  struct campaign campaign = scene_campaign();
  town->campaign = scene_add_campaign(town->ctx, &campaign);
  town->books = scene_shop(town->ctx, S("Librairie"));
  town->bread = scene_shop_with(town->ctx, &(struct scene_facts){.name = S("Boulangerie"),
                                                                 .trade = S("bakery"),
                                                                 .town = S("Le Hameau")});
}

/* Any transfer between a voucher and another account, without the rules of who may. */
struct moving {
  struct transfer transfer;
  enum account_kind other;
  int64_t owner;
  bool out;
};

static bool move_body(struct ctx *ctx, void *arg) {
  struct moving *moving = arg;
  struct account other = moving->other == ACCOUNT_VOUCHER
                             ? (struct account){{moving->owner}, ACCOUNT_VOUCHER}
                             : ledger_account(ctx, moving->other, moving->owner);
  if (moving->out)
    moving->transfer.credit = other;
  else
    moving->transfer.debit = other;
  return ledger_move(ctx, &moving->transfer, NULL);
}

static void take_off(struct town_scene *town, struct voucher_id voucher, enum reason reason,
                     int64_t minor) {
  struct moving moving = {.transfer = {.debit = {{voucher.value}, ACCOUNT_VOUCHER},
                                       .amount_minor = minor,
                                       .reason = reason,
                                       .cause = voucher.value},
                          .other = ACCOUNT_PROMISE,
                          .owner = town->books.id.value,
                          .out = true};
  assert_true(db_write(town->ctx, move_body, &moving));
}

static void put_back(struct town_scene *town, struct voucher_id voucher, int64_t minor) {
  struct moving moving = {.transfer = {.credit = {{voucher.value}, ACCOUNT_VOUCHER},
                                       .amount_minor = minor,
                                       .reason = REASON_REDEMPTION_REVERSED,
                                       .cause = voucher.value},
                          .other = ACCOUNT_PROMISE,
                          .owner = town->books.id.value};
  assert_true(db_write(town->ctx, move_body, &moving));
}

static void hand_on(struct town_scene *town, struct voucher_id from, struct voucher_id to,
                    int64_t minor) {
  struct moving moving = {.transfer = {.debit = {{from.value}, ACCOUNT_VOUCHER},
                                       .amount_minor = minor,
                                       .reason = REASON_VOUCHER_TRANSFERRED,
                                       .cause = from.value},
                          .other = ACCOUNT_VOUCHER,
                          .owner = to.value,
                          .out = true};
  assert_true(db_write(town->ctx, move_body, &moving));
}

static void roll_all(struct town_scene *town) {
  scene_books(town->ctx);
  while (figures_roll(town->ctx) > 0)
    continue;
  db_read_end(town->ctx);
}

static struct figures_sums sums_of(struct town_scene *town, struct figures_query query) {
  struct figures_shops shops = figures_shops(town->ctx, &query);
  struct figures_days days = figures_days(town->ctx, &query);
  struct figures_sums by_shop = {0}, by_day = {0};
  for (size_t i = 0; i < shops.count; i++)
    figures_sums_add(&by_shop, &shops.items[i].sums);
  for (size_t i = 0; i < days.count; i++)
    figures_sums_add(&by_day, &days.items[i].sums);
  assert_memory_equal(&by_shop, &by_day, sizeof by_shop);
  db_read_end(town->ctx);
  return by_shop;
}

/* 50.00 + 20.00 of books on 20 May, 100.00 of bread the day after. Of the first 30.00 was used, of
 * which 10.00 by mistake; 5.00 was given back to its buyer; the second's 20.00 went to the first.
 * At last 35.00 of the first has expired: 50 - 30 + 10 - 5 + 20 - 35 = 10.00 is left on it. */
static void sell_and_use(struct town_scene *town) {
  struct voucher_id first = scene_voucher(town->ctx, &town->books, 5000);
  struct voucher_id second = scene_voucher(town->ctx, &town->books, 2000);
  town->ctx->now.ms += 86400000;
  scene_voucher(town->ctx, &town->bread, 10000);
  take_off(town, first, REASON_VOUCHER_REDEEMED, 3000);
  put_back(town, first, 1000);
  take_off(town, first, REASON_VOUCHER_REFUNDED, 500);
  hand_on(town, second, first, 2000);
  take_off(town, first, REASON_VOUCHER_EXPIRED, 3500);
}

static void assert_all(struct town_scene *town) {
  struct figures_sums all = sums_of(town, (struct figures_query){0});
  assert_int_equal(all.voucher_count, 3);
  assert_int_equal(all.worth_minor, 17000);
  assert_int_equal(all.top_up_minor, 0);
  assert_int_equal(all.redeemed_minor, 3000);
  assert_int_equal(all.reversed_minor, 1000);
  assert_int_equal(all.refunded_minor, 500);
  assert_int_equal(all.expired_minor, 3500);
  assert_int_equal(all.moved_minor, 0);
  assert_int_equal(figures_used(&all), 2000);
  assert_int_equal(figures_left(&all), 11000);
}

static void assert_parts(struct town_scene *town) {
  struct day first_on = day_of(2020, 5, 20), second_on = day_of(2020, 5, 21);
  struct figures_query first = {.has_from = true, .has_to = true, .from = first_on, .to = first_on};
  struct figures_query second = {.has_from = true, .from = second_on};
  assert_int_equal(sums_of(town, first).worth_minor, 7000);
  assert_int_equal(sums_of(town, second).worth_minor, 10000);
  assert_int_equal(sums_of(town, (struct figures_query){.trade = S("bakery")}).worth_minor, 10000);
  second.trade = S("books");
  assert_int_equal(sums_of(town, second).worth_minor, 0);
  struct figures_sums bourg = sums_of(town, (struct figures_query){.town = S("le-bourg")});
  assert_int_equal(bourg.voucher_count, 2);
  assert_int_equal(figures_left(&bourg), 1000);
  assert_int_equal(sums_of(town, (struct figures_query){.town = S("ailleurs")}).worth_minor, 0);
  assert_int_equal(sums_of(town, (struct figures_query){.campaign = town->campaign}).worth_minor,
                   17000);
  assert_int_equal(sums_of(town, (struct figures_query){.campaign = {7}}).worth_minor, 0);
}

static void sums_are_the_same_before_and_after_they_are_rolled_up(void **state) {
  (void)state;
  struct town_scene town;
  open_town(&town);
  sell_and_use(&town);
  assert_all(&town);
  assert_parts(&town);
  roll_all(&town);
  assert_all(&town);
  assert_parts(&town);
  test_db_close(town.test);
}

static void what_comes_after_the_seal_is_counted_too(void **state) {
  (void)state;
  struct town_scene town;
  open_town(&town);
  sell_and_use(&town);
  roll_all(&town);
  struct voucher_id late = scene_voucher(town.ctx, &town.bread, 1000);
  take_off(&town, late, REASON_VOUCHER_REDEEMED, 400);
  struct figures_sums all = sums_of(&town, (struct figures_query){0});
  assert_int_equal(all.voucher_count, 4);
  assert_int_equal(all.worth_minor, 18000);
  assert_int_equal(figures_left(&all), 11600);
  struct figures_mark mark;
  assert_true(figures_mark(town.ctx, &mark));
  assert_int_equal(mark.seal, 1);
  assert_int_equal(mark.hash.len, 64);
  db_read_end(town.ctx);
  roll_all(&town);
  assert_int_equal(sums_of(&town, (struct figures_query){0}).worth_minor, 18000);
  test_db_close(town.test);
}

static bool forget_body(struct ctx *ctx, void *arg) {
  (void)arg;
  figures_forget(ctx);
  return true;
}

static void sums_that_are_forgotten_come_back(void **state) {
  (void)state;
  struct town_scene town;
  open_town(&town);
  sell_and_use(&town);
  roll_all(&town);
  assert_true(db_write(town.ctx, forget_body, NULL));
  assert_all(&town);
  roll_all(&town);
  assert_all(&town);
  assert_parts(&town);
  test_db_close(town.test);
}

/* A voucher for all shops is sold for none, and counts for the shop where it is used. */
static void a_voucher_for_all_shops_counts_where_it_is_used(void **state) {
  (void)state;
  struct town_scene town;
  open_town(&town);
  struct campaign wide = scene_campaign();
  wide.slug = S("partout");
  wide.wide = true;
  scene_add_campaign(town.ctx, &wide);
  struct checkout_answer placed =
      checkout_place(town.ctx, &(struct order_request){.wide = true,
                                                       .amount_minor = 5000,
                                                       .buyer_name = S("Camille"),
                                                       .buyer_email = S("camille@example.org"),
                                                       .provider = PROVIDER_SANDBOX});
  assert_int_equal(placed.result, CHECKOUT_OK);
  assert_int_equal(
      checkout_settle(town.ctx, PROVIDER_SANDBOX, placed.payment_id, PAYMENT_PAID).result,
      CHECKOUT_OK);
  struct order order;
  assert_true(order_find(town.ctx, placed.order_id, &order));
  struct str code = voucher_code_text(town.ctx, order.voucher_id, ' ');
  struct voucher_redemption redemption = {.scan = {.code = code, .shop_id = town.bread.id},
                                          .amount_minor = 1500,
                                          .nonce = S("caisse-1")};
  assert_int_equal(voucher_redeem(town.ctx, &redemption).result, VOUCHER_OK);
  for (int rolled = 0; rolled < 2; rolled++) {
    struct ranking ranking = figures_ranking(town.ctx, &(struct ranking_query){0});
    assert_int_equal(ranking.count, 1);
    assert_true(str_equal(ranking.items[0].name, S("Boulangerie")));
    assert_int_equal(ranking.items[0].vouchers, 1);
    assert_int_equal(ranking.items[0].amount.minor, 1500);
    struct figures_total total = figures_total(town.ctx);
    assert_int_equal(total.vouchers, 1);
    assert_int_equal(total.shops, 1);
    assert_int_equal(total.sold.minor, 5000);
    assert_int_equal(total.outstanding.minor, 3500);
    db_read_end(town.ctx);
    roll_all(&town);
  }
  struct redemptions uses = voucher_redemptions(town.ctx, order.voucher_id);
  struct reversal reversal = {
      .voucher = order.voucher_id, .use = uses.items[0].id, .shop = town.bread.id};
  assert_int_equal(reversal_make(town.ctx, &reversal).result, REVERSAL_OK);
  for (int rolled = 0; rolled < 2; rolled++) {
    assert_int_equal(figures_ranking(town.ctx, &(struct ranking_query){0}).count, 0);
    assert_int_equal(figures_total(town.ctx).outstanding.minor, 5000);
    assert_int_equal(figures_total(town.ctx).shops, 0);
    db_read_end(town.ctx);
    roll_all(&town);
  }
  test_db_close(town.test);
}

/* Debits and credits of each kind of account, summed from what is rolled up, are those of the
 * ledger's own checkpoints. */
static void the_flows_are_the_ledgers(void **state) {
  (void)state;
  struct town_scene town;
  open_town(&town);
  sell_and_use(&town);
  roll_all(&town);
  struct figures_flows flows = figures_flows(town.ctx);
  int64_t sold = 0, promised = 0, transfers = 0;
  for (size_t i = 0; i < flows.count; i++) {
    const struct figures_flow *flow = &flows.items[i];
    transfers += flow->count;
    if (flow->from == ACCOUNT_CLEARING) sold += flow->amount_minor;
    if (flow->from == ACCOUNT_PROMISE) promised -= flow->amount_minor;
    if (flow->to == ACCOUNT_PROMISE) promised += flow->amount_minor;
  }
  assert_int_equal(transfers, 3 * 2 + 5); /* two a sale, and what was done to vouchers */
  assert_int_equal(sold, ledger_sums(town.ctx, ACCOUNT_CLEARING, PROVIDER_SANDBOX).debit_minor);
  struct ledger_sums books = ledger_sums(town.ctx, ACCOUNT_PROMISE, town.books.id.value);
  struct ledger_sums bread = ledger_sums(town.ctx, ACCOUNT_PROMISE, town.bread.id.value);
  assert_int_equal(promised,
                   books.credit_minor - books.debit_minor + bread.credit_minor - bread.debit_minor);
  assert_int_equal(promised, -11000);
  test_db_close(town.test);
}

int figures_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_are_the_same_before_and_after_they_are_rolled_up),
      cmocka_unit_test(what_comes_after_the_seal_is_counted_too),
      cmocka_unit_test(sums_that_are_forgotten_come_back),
      cmocka_unit_test(a_voucher_for_all_shops_counts_where_it_is_used),
      cmocka_unit_test(the_flows_are_the_ledgers),
  };
  return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
