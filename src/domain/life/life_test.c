#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/story.h"

static void a_use_that_was_a_mistake_is_taken_back(void **state) {
  (void)state;
  story_run("src/domain/life/reversal.story");
}

static void a_shop_gives_back_what_it_earned_by_a_use_taken_back(void **state) {
  (void)state;
  story_run("src/domain/life/reversal_wide.story");
}

static void a_lost_voucher_is_refused_until_it_is_found(void **state) {
  (void)state;
  story_run("src/domain/life/block.story");
}

int life_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_use_that_was_a_mistake_is_taken_back),
      cmocka_unit_test(a_shop_gives_back_what_it_earned_by_a_use_taken_back),
      cmocka_unit_test(a_lost_voucher_is_refused_until_it_is_found),
  };
  return cmocka_run_group_tests_name("life", tests, NULL, NULL);
}
