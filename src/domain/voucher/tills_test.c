/* Tills that want the same voucher at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "test/scene.h"

enum { TILLS = 64 };

/* 64 tills, one voucher of 100.00, 3.00 each: 33 get it, 31 are told what is left. */
struct till {
  struct ctx *ctx;
  const struct shop *shop;
  struct str code;
  int number;
  enum voucher_result result;
};

static void *run_till(void *arg) {
  struct till *till = arg;
  struct voucher_redemption redemption = {
      .scan = {.code = till->code, .shop_id = till->shop->id},
      .amount_minor = 300,
      .nonce = str_format(till->ctx->arena, "till-number-%d", till->number),
      .redeemed_at = till->ctx->now,
  };
  till->result = voucher_redeem(till->ctx, &redemption).result;
  return NULL;
}

static void sixty_four_tills_take_exactly_the_balance_of_one_voucher(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("librairie"));
  struct voucher_id id = scene_voucher(ctx, &shop, 10000);
  struct till tills[TILLS];
  pthread_t threads[TILLS];
  for (int i = 0; i < TILLS; i++) {
    struct ctx *own = test_ctx(test, ctx->territory);
    own->keys = ctx->keys;
    own->zone = ctx->zone;
    own->currency = ctx->currency;
    tills[i] = (struct till){own, &shop, voucher_code_text(ctx, id, 0), i, VOUCHER_OK};
  }
  for (int i = 0; i < TILLS; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, run_till, &tills[i]), 0);
  int taken = 0;
  for (int i = 0; i < TILLS; i++) {
    pthread_join(threads[i], NULL);
    if (tills[i].result == VOUCHER_OK)
      taken++;
    else
      assert_int_equal(tills[i].result, VOUCHER_AMOUNT_ABOVE_BALANCE);
  }
  assert_int_equal(taken, 33);
  assert_int_equal(ledger_balance(ctx, (struct account_id){id.value}), 100);
  assert_int_equal(voucher_redemptions(ctx, id).count, 33);
  struct str books = scene_books(ctx);
  assert_true(str_equal(books, S("balance")));
  test_db_close(test);
}

int tills_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sixty_four_tills_take_exactly_the_balance_of_one_voucher),
  };
  return cmocka_run_group_tests_name("tills", tests, NULL, NULL);
}
