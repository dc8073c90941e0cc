#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/story.h"

static void every_night_neighbours_are_netted_and_paid_once(void **state) {
  (void)state;
  story_run("src/domain/netting/netting.story");
}

int netting_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_night_neighbours_are_netted_and_paid_once),
  };
  return cmocka_run_group_tests_name("netting", tests, NULL, NULL);
}
