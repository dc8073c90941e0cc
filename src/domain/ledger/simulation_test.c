/* Thousands of random acts in one territory. SIMULATION_ACTS and SIMULATION_SEED choose others. */
#include "test/simulation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "db/db.h"

enum { ACTS = 2000 };

static void thousands_of_random_acts_leave_the_books_right(void **state) {
  (void)state;
  const char *wanted = getenv("SIMULATION_ACTS"), *seed = getenv("SIMULATION_SEED");
  long acts = wanted ? atol(wanted) : ACTS;
  struct test_db *test = test_db_open();
  struct simulation *model = calloc(1, sizeof *model);
  struct ctx *ctx = scene_open(test);
  struct arena *scene = ctx->arena, *scratch = arena_create((size_t)256 << 20);
  simulation_open(model, ctx, seed ? (uint64_t)atoll(seed) : 20200417);
  ctx->arena = scratch;
  for (long i = 1; i <= acts; i++) {
    simulation_act(model);
    db_read_end(ctx);
    arena_reset(scratch);
  }
  simulation_let_expire(model);
  simulation_compare(model);
  db_read_end(ctx);
  ctx->arena = scene;
  arena_destroy(scratch);
  free(model);
  test_db_close(test);
}

int simulation_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(thousands_of_random_acts_leave_the_books_right),
  };
  return cmocka_run_group_tests_name("simulation", tests, NULL, NULL);
}
