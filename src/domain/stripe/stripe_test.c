#include "domain/stripe/stripe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/story.h"

static void an_order_is_paid_by_card(void **state) {
  (void)state;
  story_run("src/domain/stripe/card.story");
}

static void merchants_are_paid_through_stripe(void **state) {
  (void)state;
  story_run("src/domain/stripe/paying_out.story");
}

static void what_a_merchant_was_paid_too_much_is_fetched_back(void **state) {
  (void)state;
  story_run("src/domain/stripe/fetching_back.story");
}

int stripe_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_order_is_paid_by_card),
      cmocka_unit_test(merchants_are_paid_through_stripe),
      cmocka_unit_test(what_a_merchant_was_paid_too_much_is_fetched_back),
  };
  return cmocka_run_group_tests_name("stripe", tests, NULL, NULL);
}
