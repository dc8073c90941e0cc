#include "base/buf.h"

#include "base/check.h"

static void texts_numbers_and_formats_follow_each_other(void **state) {
  struct buf buf = buf_in(*state);
  buf_literal(&buf, "a");
  buf_add(&buf, S(""));
  buf_add(&buf, (struct str){0});
  buf_add_char(&buf, '=');
  buf_add_int(&buf, 0);
  buf_format(&buf, "%s%03d", ";", 7);
  assert_text(*state, buf_str(&buf), "a=0;007");
}

static void the_smallest_and_the_largest_number_are_written_whole(void **state) {
  struct buf buf = buf_in(*state);
  buf_add_int(&buf, INT64_MIN);
  buf_add_char(&buf, ' ');
  buf_add_int(&buf, INT64_MAX);
  assert_text(*state, buf_str(&buf), "-9223372036854775808 9223372036854775807");
}

static void a_hundred_thousand_bytes_keep_their_order(void **state) {
  struct buf buf = buf_in(*state);
  for (int i = 0; i < 100000; i++)
    buf_add_char(&buf, (char)('a' + i % 26));
  assert_int_equal(buf.len, 100000);
  for (int i = 0; i < 100000; i++)
    assert_int_equal(buf.ptr[i], 'a' + i % 26);
}

static void two_texts_that_grow_in_turn_do_not_mix(void **state) {
  struct buf a = buf_in(*state), b = buf_in(*state);
  for (int i = 0; i < 3000; i++) {
    buf_add_char(&a, 'a');
    buf_add_char(&b, 'b');
  }
  assert_int_equal(str_find(buf_str(&a), S("b")), -1);
  assert_int_equal(str_find(buf_str(&b), S("a")), -1);
}

static void a_cleared_text_is_empty_and_keeps_its_room(void **state) {
  struct buf buf = buf_in(*state);
  buf_literal(&buf, "commerce");
  size_t capacity = buf.capacity;
  buf_clear(&buf);
  assert_int_equal(buf_str(&buf).len, 0);
  assert_int_equal(buf.capacity, capacity);
}

static void grow_for_ever(void *arg) {
  struct buf *buf = arg;
  for (;;)
    buf_literal(buf, "commerce");
}

static void a_text_without_end_is_a_fault(void **state) {
  (void)state;
  struct arena *arena = arena_create(100000);
  struct buf buf = buf_in(arena);
  assert_int_equal(check_raised(grow_for_ever, &buf), FAULT_MEMORY);
  arena_destroy(arena);
}

int buf_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(texts_numbers_and_formats_follow_each_other),
      check_test(the_smallest_and_the_largest_number_are_written_whole),
      check_test(a_hundred_thousand_bytes_keep_their_order),
      check_test(two_texts_that_grow_in_turn_do_not_mix),
      check_test(a_cleared_text_is_empty_and_keeps_its_room),
      check_test(a_text_without_end_is_a_fault),
  };
  return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
