#include "paper/bundle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "test/command.h"

static struct arena *arena;

static int open_arena(void **state) {
  (void)state;
  arena = arena_create(16 << 20);
  return 0;
}

static int close_arena(void **state) {
  (void)state;
  arena_destroy(arena);
  return 0;
}

static struct str path_of(const char *name) {
  return str_format(arena, "%s/%s", test_folder(), name);
}

#define NUMBERS "1,2,3\n"

static struct bundle *made(struct str path) {
  struct bundle *bundle = bundle_begin(arena, path, day_of(2020, 5, 31));
  bundle_member(bundle, S("a.csv"));
  for (int i = 0; i < 20000; i++)
    bundle_add(bundle, S(NUMBERS));
  bundle_member(bundle, S("écritures.txt"));
  bundle_add(bundle, S("abc"));
  return bundle;
}

/* What others read: names, lengths, days and bytes. */
static void other_programs_read_it(void **state) {
  (void)state;
  struct str path = path_of("read.zip");
  struct bundle *bundle = made(path);
  struct bundle_members members = bundle_members(bundle);
  bundle_end(bundle);
  assert_int_equal(members.count, 2);
  assert_int_equal(members.items[0].bytes, 120000);
  struct str listed =
      test_output(arena, "unzip -Z1 %.*s && unzip -tqq %.*s", STR_ARG(path), STR_ARG(path));
  assert_true(str_starts(listed, S("a.csv\n")));
  struct str dates = test_output(arena, "unzip -l %.*s", STR_ARG(path));
  assert_true(str_find(dates, S("2020-05-31 00:00   a.csv")) >= 0);
  struct str bytes = test_output(arena, "unzip -p %.*s a.csv | wc -c", STR_ARG(path));
  assert_true(str_equal(str_trim(bytes), S("120000")));
}

/* NIST's example of SHA-256, and sha256sum's word. */
static void members_have_their_digests(void **state) {
  (void)state;
  struct str path = path_of("digest.zip");
  struct bundle *bundle = made(path);
  struct bundle_members members = bundle_members(bundle);
  bundle_end(bundle);
  struct str abc = hex_text(arena, members.items[1].digest.bytes, 32);
  assert_true(
      str_equal(abc, S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
  struct str sum = test_output(arena, "unzip -p %.*s a.csv | sha256sum", STR_ARG(path));
  assert_true(str_starts(sum, hex_text(arena, members.items[0].digest.bytes, 32)));
}

static void the_same_members_give_the_same_bytes(void **state) {
  (void)state;
  struct str first = path_of("first.zip"), second = path_of("second.zip");
  bundle_end(made(first));
  sleep(2); /* dates in a ZIP count two seconds */
  bundle_end(made(second));
  struct str a = test_read(arena, str_cstr(arena, first));
  struct str b = test_read(arena, str_cstr(arena, second));
  assert_true(str_equal(a, b));
}

static void nothing_is_left_of_one_that_was_not_ended(void **state) {
  (void)state;
  struct str path = path_of("left.zip");
  struct arena *own = arena_create(1 << 20);
  struct bundle *bundle = bundle_begin(own, path, day_of(2020, 5, 31));
  bundle_member(bundle, S("a.csv"));
  bundle_add(bundle, S(NUMBERS));
  arena_destroy(own);
  assert_int_equal(access(str_cstr(arena, path), F_OK), -1);
}

static void begin_nowhere(void *arg) {
  (void)arg;
  bundle_begin(arena, S("/nowhere/a.zip"), day_of(2020, 5, 31));
}

static void a_folder_that_is_not_there_is_a_fault(void **state) {
  (void)state;
  struct fault fault;
  assert_false(fault_catch(&fault, begin_nowhere, NULL));
  assert_int_equal(fault.kind, FAULT_IO);
}

int bundle_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(other_programs_read_it),
      cmocka_unit_test(members_have_their_digests),
      cmocka_unit_test(the_same_members_give_the_same_bytes),
      cmocka_unit_test(nothing_is_left_of_one_that_was_not_ended),
      cmocka_unit_test(a_folder_that_is_not_there_is_a_fault),
  };
  return cmocka_run_group_tests_name("bundle", tests, open_arena, close_arena);
}
