#include "base/random.h"

#include "base/check.h"

#include <string.h>

static void the_same_seed_gives_the_same_bytes(void **state) {
  (void)state;
  struct random a = random_seeded(7), b = random_seeded(7), c = random_seeded(8);
  unsigned char x[40], y[40], z[40];
  random_bytes(&a, x, sizeof x);
  random_bytes(&b, y, sizeof y);
  random_bytes(&c, z, sizeof z);
  assert_memory_equal(x, y, sizeof x);
  assert_memory_not_equal(x, z, sizeof x);
}

static void a_seeded_stream_does_not_repeat_itself(void **state) {
  (void)state;
  struct random random = random_seeded(7);
  uint64_t first = random_u64(&random);
  for (int i = 0; i < 1000; i++)
    assert_true(random_u64(&random) != first);
}

static void the_systems_chance_differs_each_time(void **state) {
  (void)state;
  struct random a = random_system(), b = random_system();
  assert_true(random_u64(&a) != random_u64(&b));
}

/* 6,000 throws of a die: each face within six standard deviations (29) of 1,000. */
static void a_die_is_fair(void **state) {
  (void)state;
  struct random random = random_seeded(3);
  int faces[6] = {0};
  for (int i = 0; i < 6000; i++)
    faces[random_below(&random, 6)]++;
  for (int i = 0; i < 6; i++)
    assert_in_range(faces[i], 1000 - 174, 1000 + 174);
}

static void a_bound_of_one_leaves_only_zero_and_a_huge_one_is_kept(void **state) {
  (void)state;
  struct random random = random_seeded(4);
  uint64_t huge = (UINT64_C(1) << 63) + 1; /* nearly every second draw must be thrown away */
  for (int i = 0; i < 200; i++) {
    assert_int_equal(random_below(&random, 1), 0);
    assert_true(random_below(&random, huge) < huge);
  }
}

/* Of [0, 3 * 2^62) a third lies below 2^62; a plain remainder would put half of the 2^64 values
 * there. 3,000 draws: within six standard deviations (26) of 1,000. */
static void the_low_results_of_a_large_bound_are_not_likelier(void **state) {
  (void)state;
  struct random random = random_seeded(5);
  uint64_t quarter = UINT64_C(1) << 62;
  int low = 0;
  for (int i = 0; i < 3000; i++)
    low += random_below(&random, 3 * quarter) < quarter;
  assert_in_range(low, 1000 - 155, 1000 + 155);
}

int random_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(the_same_seed_gives_the_same_bytes),
      check_test(a_seeded_stream_does_not_repeat_itself),
      check_test(the_systems_chance_differs_each_time),
      check_test(a_die_is_fair),
      check_test(the_low_results_of_a_large_bound_are_not_likelier),
      check_test(a_bound_of_one_leaves_only_zero_and_a_huge_one_is_kept),
  };
  return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
