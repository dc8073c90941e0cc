#include "domain/voucher/voucher_offline.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/person/pairing.h"
#include "domain/voucher/voucher_key.h"
#include "test/scene.h"
#include "test/story.h"

static void the_story_of_tills_without_a_network(void **state) {
  (void)state;
  story_run("src/domain/voucher/offline.story");
}

enum { SENDERS = 16 };

struct sender {
  struct ctx *ctx;
  struct voucher_redemption redemption;
  struct voucher_answer answer;
};

static void *run_sender(void *arg) {
  struct sender *sender = arg;
  sender->answer = voucher_redeem(sender->ctx, &sender->redemption);
  return NULL;
}

struct counter {
  struct test_db *test;
  struct ctx *ctx;
  struct shop shop;
  struct voucher_id voucher;
  struct str token;
};

static struct counter open_counter(void) {
  struct counter counter = {.test = test_db_open()};
  struct campaign campaign = scene_campaign();
  struct voucher voucher;
  counter.ctx = scene_open(counter.test);
  scene_add_campaign(counter.ctx, &campaign);
  counter.shop = scene_shop(counter.ctx, S("librairie"));
  counter.voucher = scene_voucher(counter.ctx, &counter.shop, 5000);
  assert_true(voucher_find(counter.ctx, counter.voucher, &voucher));
  counter.token = voucher_token_of(counter.ctx, &voucher);
  return counter;
}

static struct till_id device(struct counter *counter, struct str name) {
  return pairing_take(counter->ctx, pairing_make(counter->ctx, counter->shop.id, name)).till;
}

static struct sender sender_of(struct counter *counter, struct till_id till, struct str nonce) {
  struct ctx *own = test_ctx(counter->test, counter->ctx->territory);
  own->keys = counter->ctx->keys;
  own->zone = counter->ctx->zone;
  own->currency = counter->ctx->currency;
  return (struct sender){
      .ctx = own,
      .redemption = {.scan = {.code = counter->token, .shop_id = counter->shop.id, .till_id = till},
                     .amount_minor = 2000,
                     .nonce = nonce,
                     .redeemed_at = own->now,
                     .offline = true},
  };
}

static void send_all(struct sender *senders, size_t count) {
  pthread_t threads[SENDERS];
  for (size_t i = 0; i < count; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, run_sender, &senders[i]), 0);
  for (size_t i = 0; i < count; i++)
    pthread_join(threads[i], NULL);
}

/* The queue of one device, sent by sixteen impatient windows at once. */
static void the_same_nonce_sent_at_once_redeems_once(void **state) {
  (void)state;
  struct counter counter = open_counter();
  struct till_id till = device(&counter, S("Comptoir"));
  struct sender senders[SENDERS];
  for (size_t i = 0; i < SENDERS; i++)
    senders[i] = sender_of(&counter, till, S("one-and-the-same"));
  send_all(senders, SENDERS);
  for (size_t i = 0; i < SENDERS; i++) {
    assert_int_equal(senders[i].answer.result, VOUCHER_OK);
    assert_int_equal(senders[i].answer.balance_minor, 3000);
  }
  assert_int_equal(ledger_balance(counter.ctx, (struct account_id){counter.voucher.value}), 3000);
  assert_int_equal(voucher_redemptions(counter.ctx, counter.voucher).count, 1);
  assert_int_equal(offline_list_by_shop(counter.ctx, counter.shop.id).count, 1);
  test_db_close(counter.test);
}

/* 50.00, sixteen devices, 20.00 each: two have it, fourteen are conflicts of theirs. */
static void devices_that_come_back_at_once_take_no_more_than_there_is(void **state) {
  (void)state;
  struct counter counter = open_counter();
  struct sender senders[SENDERS];
  for (size_t i = 0; i < SENDERS; i++) {
    struct str name = str_format(counter.ctx->arena, "device-%02zu", i);
    senders[i] = sender_of(&counter, device(&counter, name), name);
  }
  send_all(senders, SENDERS);
  int taken = 0;
  for (size_t i = 0; i < SENDERS; i++) {
    taken += senders[i].answer.result == VOUCHER_OK;
    if (senders[i].answer.result != VOUCHER_OK)
      assert_int_equal(senders[i].answer.result, VOUCHER_AMOUNT_ABOVE_BALANCE);
  }
  assert_int_equal(taken, 2);
  assert_int_equal(offline_count_open(counter.ctx, counter.shop.id), 14);
  assert_int_equal(offline_list_open(counter.ctx).count, 14);
  assert_int_equal(ledger_balance(counter.ctx, (struct account_id){counter.voucher.value}), 1000);
  assert_true(str_equal(scene_books(counter.ctx), S("balance")));
  test_db_close(counter.test);
}

/* One device, two scans at once that only together are too much: the day's ceiling holds. */
static void the_ceiling_of_a_day_holds_under_concurrency(void **state) {
  (void)state;
  struct counter counter = open_counter();
  struct till_id till = device(&counter, S("Comptoir"));
  struct sender senders[SENDERS];
  for (size_t i = 0; i < SENDERS; i++) {
    senders[i] = sender_of(&counter, till, str_format(counter.ctx->arena, "scan-%04zu", i));
    struct voucher voucher;
    struct voucher_id id = scene_voucher(counter.ctx, &counter.shop, 5000);
    assert_true(voucher_find(counter.ctx, id, &voucher));
    senders[i].redemption.scan.code = voucher_token_of(counter.ctx, &voucher);
    senders[i].redemption.amount_minor = 4000;
  }
  send_all(senders, SENDERS);
  int taken = 0;
  for (size_t i = 0; i < SENDERS; i++)
    taken += senders[i].answer.result == VOUCHER_OK;
  assert_int_equal(taken, 7); /* 280.00 of 300.00 */
  test_db_close(counter.test);
}

static void a_scan_that_does_not_read_is_kept_as_one(void **state) {
  (void)state;
  struct counter counter = open_counter();
  struct sender sender = sender_of(&counter, device(&counter, S("Comptoir")), S("not-a-code"));
  sender.redemption.scan.code = S("0000-0000-0000");
  run_sender(&sender);
  assert_int_equal(sender.answer.result, VOUCHER_UNKNOWN_CODE);
  struct offline_scans scans = offline_list_by_shop(counter.ctx, counter.shop.id);
  assert_int_equal(scans.count, 1);
  assert_int_equal(scans.items[0].voucher_id.value, 0);
  assert_int_equal(scans.items[0].result, VOUCHER_UNKNOWN_CODE);
  struct refused_scans refused = refused_list_by_shop(counter.ctx, counter.shop.id);
  assert_int_equal(refused.count, 1);
  assert_true(str_equal(refused.items[0].device, S("Comptoir")));
  test_db_close(counter.test);
}

int voucher_offline_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_story_of_tills_without_a_network),
      cmocka_unit_test(the_same_nonce_sent_at_once_redeems_once),
      cmocka_unit_test(devices_that_come_back_at_once_take_no_more_than_there_is),
      cmocka_unit_test(the_ceiling_of_a_day_holds_under_concurrency),
      cmocka_unit_test(a_scan_that_does_not_read_is_kept_as_one),
  };
  return cmocka_run_group_tests_name("voucher_offline", tests, NULL, NULL);
}
