#include "domain/stripe/stripe_retry.h"

#include "base/check.h"

enum { BEGIN_MS = 1000000 };

static enum stripe_fate fate(int status, enum stripe_said said) {
  struct random random = random_seeded(1);
  int64_t wait_ms;
  struct stripe_attempt attempt = {
      .status = status, .retry = said, .tries = 1, .first_at = {BEGIN_MS}, .now = {BEGIN_MS}};
  return stripe_fate_of(&attempt, &random, &wait_ms);
}

static void what_was_done_is_done_and_what_is_wrong_stays_wrong(void **state) {
  (void)state;
  assert_int_equal(fate(200, STRIPE_SAID_NOTHING), STRIPE_FATE_DONE);
  assert_int_equal(fate(400, STRIPE_SAID_NOTHING), STRIPE_FATE_REFUSED);
  assert_int_equal(fate(402, STRIPE_SAID_NOTHING), STRIPE_FATE_REFUSED);
  assert_int_equal(fate(404, STRIPE_SAID_NOTHING), STRIPE_FATE_REFUSED);
}

static void what_may_change_is_asked_again(void **state) {
  (void)state;
  static const int statuses[] = {0, 401, 403, 409, 429, 500, 502, 503, 504};
  for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
    assert_int_equal(fate(statuses[i], STRIPE_SAID_NOTHING), STRIPE_FATE_AGAIN);
}

/* A failure inside Stripe that it does not want repeated leaves open what was done. */
static void stripes_own_word_counts(void **state) {
  (void)state;
  assert_int_equal(fate(400, STRIPE_SAID_RETRY), STRIPE_FATE_AGAIN);
  assert_int_equal(fate(409, STRIPE_SAID_DO_NOT_RETRY), STRIPE_FATE_REFUSED);
  assert_int_equal(fate(500, STRIPE_SAID_DO_NOT_RETRY), STRIPE_FATE_UNANSWERED);
}

/* By a clock that runs from try to try. Returns how many there were, and *over when. */
static int64_t try_until_over(bool hurried, int64_t retry_after_s, uint64_t seed, int64_t *over) {
  struct random random = random_seeded(seed);
  struct stripe_attempt attempt = {.status = 503,
                                   .retry_after_s = retry_after_s,
                                   .first_at = {BEGIN_MS},
                                   .now = {BEGIN_MS},
                                   .hurried = hurried};
  int64_t wait_ms, least = hurried ? 250 : 1000;
  for (attempt.tries = 1;; attempt.tries++) {
    if (stripe_fate_of(&attempt, &random, &wait_ms) != STRIPE_FATE_AGAIN) break;
    assert_true(wait_ms >= least && wait_ms <= STRIPE_WAIT_MAX_MS);
    assert_true(wait_ms >= retry_after_s * 1000);
    if (least < STRIPE_WAIT_MAX_MS / 2) least *= 2;
    if (least > STRIPE_WAIT_MAX_MS / 2) least = STRIPE_WAIT_MAX_MS / 2;
    attempt.now.ms += wait_ms;
  }
  *over = attempt.now.ms - BEGIN_MS;
  return attempt.tries;
}

/* Twice as long each time, half of it by chance, an hour at most: 31 waits are 1 to 2, 2 to 4, ...,
 * 1,024 to 2,048 seconds, then twenty of half an hour to an hour. That is 38,047 seconds at least,
 * and less than the day for which Stripe remembers an idempotency key. */
static void waits_grow_and_end(void **state) {
  (void)state;
  int64_t over;
  for (uint64_t seed = 1; seed < 50; seed++) {
    int64_t tries = try_until_over(false, 0, seed, &over);
    assert_true(tries > 20 && tries <= STRIPE_TRIES_MAX);
    assert_true(over >= 38047000 && over <= STRIPE_TRY_FOR_MS);
  }
}

/* 0.25 to 0.5 s, 0.5 to 1 s, ...: eight tries are over in 32 to 64 seconds. */
static void who_waits_at_a_page_is_told_within_three_minutes(void **state) {
  (void)state;
  int64_t over;
  assert_int_equal(try_until_over(true, 0, 7, &over), STRIPE_TRIES_HURRIED);
  assert_true(over >= 31750 && over <= 63500);
}

static void what_stripe_asks_for_is_waited_for(void **state) {
  (void)state;
  int64_t over;
  try_until_over(false, 90, 7, &over);
  assert_int_equal(try_until_over(true, 100, 7, &over), 2);
}

static void many_do_not_come_back_together(void **state) {
  (void)state;
  int64_t waits[20], different = 0;
  for (uint64_t seed = 0; seed < 20; seed++) {
    struct random random = random_seeded(seed);
    struct stripe_attempt attempt = {
        .status = 429, .tries = 5, .first_at = {BEGIN_MS}, .now = {BEGIN_MS}};
    stripe_fate_of(&attempt, &random, &waits[seed]);
    if (seed > 0 && waits[seed] != waits[0]) different++;
  }
  assert_true(different > 15);
}

int stripe_retry_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_done_is_done_and_what_is_wrong_stays_wrong),
      cmocka_unit_test(what_may_change_is_asked_again),
      cmocka_unit_test(stripes_own_word_counts),
      cmocka_unit_test(waits_grow_and_end),
      cmocka_unit_test(who_waits_at_a_page_is_told_within_three_minutes),
      cmocka_unit_test(what_stripe_asks_for_is_waited_for),
      cmocka_unit_test(many_do_not_come_back_together),
  };
  return cmocka_run_group_tests_name("stripe_retry", tests, NULL, NULL);
}
