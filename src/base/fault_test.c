#include "base/check.h"

#include <pthread.h>
#include <string.h>

static void raise_io(void *arg) {
  fault_raise(FAULT_IO, "disk %d is %s", 3, (const char *)arg);
}

static void do_nothing(void *arg) {
  (void)arg;
}

static void a_fault_arrives_with_its_kind_and_its_sentence(void **state) {
  (void)state;
  struct fault fault;
  assert_false(fault_catch(&fault, raise_io, "full"));
  assert_int_equal(fault.kind, FAULT_IO);
  assert_string_equal(fault.text, "disk 3 is full");
}

static void without_a_fault_the_boundary_says_so(void **state) {
  (void)state;
  struct fault fault = {.kind = FAULT_IO};
  assert_true(fault_catch(&fault, do_nothing, NULL));
  assert_int_equal(fault.kind, FAULT_NONE);
}

static void catch_inside(void *arg) {
  struct fault inner;
  fault_catch(&inner, raise_io, "full");
  if (arg) fault_again(&inner);
}

static void boundaries_nest_and_the_innermost_catches(void **state) {
  (void)state;
  struct fault outer;
  assert_true(fault_catch(&outer, catch_inside, NULL));
  assert_false(fault_catch(&outer, catch_inside, "again"));
  assert_string_equal(outer.text, "disk 3 is full");
}

static void a_long_sentence_is_cut(void **state) {
  (void)state;
  char longer[1000];
  struct fault fault;
  memset(longer, 'x', sizeof longer - 1);
  longer[sizeof longer - 1] = 0;
  assert_false(fault_catch(&fault, raise_io, longer));
  assert_int_equal(strlen(fault.text), sizeof fault.text - 1);
}

static void *fault_in_thread(void *arg) {
  struct fault fault;
  fault_catch(&fault, raise_io, arg);
  return NULL;
}

static void run_thread(void *arg) {
  pthread_t thread;
  must(pthread_create(&thread, NULL, fault_in_thread, arg) == 0);
  pthread_join(thread, NULL);
}

static void threads_have_boundaries_of_their_own(void **state) {
  (void)state;
  assert_int_equal(check_raised(run_thread, "full"), FAULT_NONE);
}

static void break_invariant(void *arg) {
  (void)arg;
  must(1 > 2);
}

static void a_broken_invariant_ends_the_process(void **state) {
  (void)state;
  assert_true(check_dies(break_invariant, NULL));
}

static void a_fault_outside_any_boundary_ends_the_process(void **state) {
  (void)state;
  assert_true(check_dies(raise_io, "full"));
}

int fault_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(a_fault_arrives_with_its_kind_and_its_sentence),
      check_test(without_a_fault_the_boundary_says_so),
      check_test(boundaries_nest_and_the_innermost_catches),
      check_test(a_long_sentence_is_cut),
      check_test(threads_have_boundaries_of_their_own),
      check_test(a_broken_invariant_ends_the_process),
      check_test(a_fault_outside_any_boundary_ends_the_process),
  };
  return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}
