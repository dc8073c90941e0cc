#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/rate.h"

enum { SIGN_IN_BURST = 10, SIGN_IN_REFILL_MS = 30000 };
static const struct rate_key anna = {0x1111111111111111}, bruno = {0x2222222222222222};

static int setup(void **state) {
  *state = rates_create();
  return 0;
}

static int teardown(void **state) {
  rates_destroy(*state);
  return 0;
}

static int take_all(struct rates *rates, struct rate_key key, int64_t now_ms) {
  int taken = 0;
  while (taken < 1000 && rates_take(rates, RATE_SIGN_IN, key, now_ms))
    taken++;
  return taken;
}

static void a_bucket_empties_and_fills_again_with_time(void **state) {
  int64_t now_ms = 5000;
  assert_int_equal(take_all(*state, anna, now_ms), SIGN_IN_BURST);
  assert_false(rates_take(*state, RATE_SIGN_IN, anna, now_ms + SIGN_IN_REFILL_MS - 1));
  assert_true(rates_take(*state, RATE_SIGN_IN, anna, now_ms + SIGN_IN_REFILL_MS));
  assert_false(rates_take(*state, RATE_SIGN_IN, anna, now_ms + SIGN_IN_REFILL_MS));
  now_ms += (SIGN_IN_BURST + 1) * SIGN_IN_REFILL_MS;
  assert_int_equal(take_all(*state, anna, now_ms), SIGN_IN_BURST);
}

static void everybody_and_every_kind_has_a_bucket_of_its_own(void **state) {
  take_all(*state, anna, 0);
  assert_false(rates_allow(*state, RATE_SIGN_IN, anna, 0));
  assert_true(rates_allow(*state, RATE_SIGN_IN, bruno, 0));
  assert_true(rates_allow(*state, RATE_CODE, anna, 0));
}

static void looking_takes_nothing(void **state) {
  for (int i = 0; i < 100; i++)
    assert_true(rates_allow(*state, RATE_SIGN_IN, anna, 0));
  assert_int_equal(take_all(*state, anna, 0), SIGN_IN_BURST);
}

/* A flood from very many addresses forgets the quiet, not the one who is being slowed down. */
static void a_flood_of_strangers_does_not_free_the_busiest(void **state) {
  take_all(*state, anna, 0);
  for (uint64_t i = 1; i <= 200000; i++) {
    rates_take(*state, RATE_SIGN_IN, (struct rate_key){i * 0x9e3779b97f4a7c15u}, 1);
  }
  assert_false(rates_allow(*state, RATE_SIGN_IN, anna, 2));
}

int rate_tests(void);
int rate_tests(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_bucket_empties_and_fills_again_with_time),
      TEST(everybody_and_every_kind_has_a_bucket_of_its_own),
      TEST(looking_takes_nothing),
      TEST(a_flood_of_strangers_does_not_free_the_busiest),
  };
#undef TEST
  return cmocka_run_group_tests_name("rate", tests, NULL, NULL);
}
