#include "base/check.h"

#include <string.h>

static void memory_is_zeroed_and_aligned_even_after_a_reset(void **state) {
  struct arena *arena = *state;
  for (size_t round = 0; round < 2; round++) {
    for (size_t size = 1; size < 200; size += 7) {
      unsigned char *block = arena_alloc(arena, size);
      assert_int_equal((uintptr_t)block % 16, 0);
      for (size_t i = 0; i < size; i++)
        assert_int_equal(block[i], 0);
      memset(block, 0xAA, size);
    }
    arena_reset(arena);
  }
}

static void used_bytes_are_counted_and_return_to_zero(void **state) {
  struct arena *arena = *state;
  arena_alloc(arena, 100);
  arena_alloc(arena, 1000000); /* more than a chunk */
  assert_int_equal(arena_used(arena), 1000100);
  arena_reset(arena);
  assert_int_equal(arena_used(arena), 0);
}

static void take_ten(void *arena) {
  arena_alloc(arena, 10);
}

static void an_arena_gives_its_limit_to_the_byte_and_then_raises(void **state) {
  (void)state;
  struct arena *arena = arena_create(100);
  for (int i = 0; i < 10; i++)
    assert_int_equal(check_raised(take_ten, arena), FAULT_NONE);
  assert_int_equal(check_raised(take_ten, arena), FAULT_MEMORY);
  arena_reset(arena);
  assert_int_equal(check_raised(take_ten, arena), FAULT_NONE);
  arena_destroy(arena);
}

static void take_too_many(void *arena) {
  arena_alloc_array(arena, SIZE_MAX / 4, 8);
}

static void an_array_whose_size_overflows_is_refused(void **state) {
  assert_int_equal(check_raised(take_too_many, *state), FAULT_MEMORY);
}

static void the_last_block_grows_in_place(void **state) {
  struct arena *arena = *state;
  char *block = arena_raw(arena, 8);
  memcpy(block, "commerce", 8);
  assert_ptr_equal(arena_resize(arena, block, 8, 4000), block);
  assert_int_equal(arena_used(arena), 4000);
  assert_memory_equal(block, "commerce", 8);
}

static void a_block_with_another_behind_it_moves_with_its_content(void **state) {
  struct arena *arena = *state;
  char *block = arena_raw(arena, 8);
  memcpy(block, "commerce", 8);
  char *other = arena_alloc(arena, 8);
  char *moved = arena_resize(arena, block, 8, 64);
  assert_ptr_not_equal(moved, block);
  assert_memory_equal(moved, "commerce", 8);
  assert_memory_equal(other, "\0\0\0\0\0\0\0\0", 8);
}

struct note {
  char *trace;
  char letter;
};

static void write_letter(void *thing) {
  struct note *note = thing;
  note->trace[strlen(note->trace)] = note->letter;
}

static void what_was_deferred_is_released_once_newest_first(void **state) {
  char trace[8] = "";
  struct note a = {trace, 'a'}, b = {trace, 'b'};
  arena_defer(*state, write_letter, &a);
  arena_defer(*state, write_letter, &b);
  arena_reset(*state);
  arena_reset(*state);
  assert_string_equal(trace, "ba");
}

struct full {
  struct arena *arena;
  struct note note;
};

static void defer_into_full(void *arg) {
  struct full *full = arg;
  arena_defer(full->arena, write_letter, &full->note);
}

static void a_thing_that_finds_no_room_to_be_noted_is_released_at_once(void **state) {
  (void)state;
  char trace[8] = "";
  struct full full = {arena_create(4), {trace, 'x'}};
  assert_int_equal(check_raised(defer_into_full, &full), FAULT_MEMORY);
  assert_string_equal(trace, "x");
  arena_destroy(full.arena);
  assert_string_equal(trace, "x");
}

int arena_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(memory_is_zeroed_and_aligned_even_after_a_reset),
      check_test(used_bytes_are_counted_and_return_to_zero),
      check_test(an_arena_gives_its_limit_to_the_byte_and_then_raises),
      check_test(an_array_whose_size_overflows_is_refused),
      check_test(the_last_block_grows_in_place),
      check_test(a_block_with_another_behind_it_moves_with_its_content),
      check_test(what_was_deferred_is_released_once_newest_first),
      check_test(a_thing_that_finds_no_room_to_be_noted_is_released_at_once),
  };
  return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
