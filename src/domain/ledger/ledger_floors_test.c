/* Sums that do not fit into memory, against sums kept in a plain array. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/random.h"
#include "domain/ledger/ledger_floors.h"

enum { ACCOUNTS = 300, ACTS = 5000 };

static void add(struct floors *floors, int64_t account, int64_t balance, int64_t reserved,
                int32_t kind) {
  floors_add(floors, &(struct floor_sum){account, balance, reserved, kind, 0});
}

/* Ids as they come, scattered: every account is met in several runs. */
static int64_t id_of(size_t number) {
  return (int64_t)(number + 1) * 1000003;
}

static void check_against(struct floors *floors, const struct floor_sum *expected) {
  struct floor_sum sum;
  for (size_t i = 0; i < ACCOUNTS; i++) {
    if (expected[i].account == 0) continue;
    assert_true(floors_next(floors, &sum));
    assert_memory_equal(&sum, &expected[i], sizeof sum);
  }
  assert_false(floors_next(floors, &sum));
}

static void sum_at_random(size_t room) {
  struct arena *arena = arena_create((size_t)64 << 20);
  struct floors *floors = floors_open(arena, room);
  struct random random = random_seeded(room);
  struct floor_sum expected[ACCOUNTS] = {0};
  for (size_t i = 0; i < ACTS; i++) {
    size_t number = (size_t)random_below(&random, ACCOUNTS);
    int64_t balance = (int64_t)random_below(&random, 2000) - 1000;
    int64_t reserved = (int64_t)random_below(&random, 10);
    add(floors, id_of(number), balance, reserved, 100);
    expected[number].account = id_of(number);
    expected[number].kind = 100;
    expected[number].balance_minor += balance;
    expected[number].reserved_minor += reserved;
  }
  check_against(floors, expected);
  arena_destroy(arena);
}

static void sums_are_the_same_however_little_fits_into_memory(void **state) {
  (void)state;
  sum_at_random(1);
  sum_at_random(7);
  sum_at_random(ACCOUNTS - 1);
  sum_at_random(ACCOUNTS);
  sum_at_random(10 * ACCOUNTS);
}

static void an_account_of_two_kinds_is_told_from_others(void **state) {
  (void)state;
  for (size_t room = 1; room < 4; room++) {
    struct arena *arena = arena_create((size_t)1 << 20);
    struct floors *floors = floors_open(arena, room);
    struct floor_sum sum;
    add(floors, 5, 10, 0, 101);
    add(floors, -3, 1, 0, 100);
    add(floors, 5, -4, 2, 100);
    add(floors, 5, 0, 0, 101);
    assert_true(floors_next(floors, &sum));
    assert_true(sum.account == -3 && sum.balance_minor == 1 && !sum.mixed);
    assert_true(floors_next(floors, &sum));
    assert_true(sum.account == 5 && sum.balance_minor == 6 && sum.reserved_minor == 2);
    assert_true(sum.mixed == 1 && sum.kind == 100);
    assert_false(floors_next(floors, &sum));
    arena_destroy(arena);
  }
}

static void nothing_added_gives_nothing(void **state) {
  (void)state;
  struct arena *arena = arena_create((size_t)1 << 20);
  struct floor_sum sum;
  assert_false(floors_next(floors_open(arena, 4), &sum));
  arena_destroy(arena);
}

int ledger_floors_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_are_the_same_however_little_fits_into_memory),
      cmocka_unit_test(an_account_of_two_kinds_is_told_from_others),
      cmocka_unit_test(nothing_added_gives_nothing),
  };
  return cmocka_run_group_tests_name("ledger_floors", tests, NULL, NULL);
}
