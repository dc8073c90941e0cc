/* Where a spreadsheet, and what waits on disk in general, lies while it is made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/spool.h"
#include "paper/spreadsheet.h"
#include "test/command.h"

struct chosen {
  char *was;
};

static struct chosen choose(const char *folder) {
  struct chosen chosen = {getenv("TMPDIR") ? strdup(getenv("TMPDIR")) : NULL};
  setenv("TMPDIR", folder, 1);
  return chosen;
}

static void choose_again(struct chosen chosen) {
  if (chosen.was)
    setenv("TMPDIR", chosen.was, 1);
  else
    unsetenv("TMPDIR");
  free(chosen.was);
}

static void write_two_cells(struct spreadsheet *sheet) {
  const struct spreadsheet_column columns[] = {{S("shop"), 20}, {S("euros"), 10}};
  spreadsheet_sheet(sheet, S("sales"), columns, 2);
  spreadsheet_text(sheet, S("Librairie"));
  spreadsheet_number(sheet, 12.5);
  spreadsheet_row_end(sheet);
}

static void a_spreadsheet_grows_in_the_chosen_folder_and_leaves_nothing(void **state) {
  (void)state;
  struct arena *arena = arena_create((size_t)64 << 20);
  const char *folder = str_format(arena, "%s/elsewhere%c", test_folder(), 0).ptr;
  test_output(arena, "mkdir %s", folder);
  struct chosen before = choose(folder);
  struct spreadsheet *sheet = spreadsheet_begin(arena);
  write_two_cells(sheet);
  struct str lies = test_output(arena, "ls %s", folder);
  assert_true(str_starts(lies, S("emplettes-")));
  close(spreadsheet_end(sheet));
  arena_reset(arena);
  assert_int_equal(test_output(arena, "ls %s/elsewhere", test_folder()).len, 0);
  choose_again(before);
  test_output(arena, "rmdir %s/elsewhere", test_folder());
  arena_destroy(arena);
}

static void begin(void *arena) {
  spreadsheet_begin(arena);
}

static void a_folder_that_is_not_there_is_a_fault(void **state) {
  (void)state;
  struct arena *arena = arena_create((size_t)64 << 20);
  struct chosen before = choose("/nowhere/at/all");
  struct fault fault;
  assert_false(fault_catch(&fault, begin, arena));
  assert_int_equal(fault.kind, FAULT_IO);
  assert_int_equal(spool_file_try(), -1);
  choose_again(before);
  arena_destroy(arena);
}

int spreadsheet_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_spreadsheet_grows_in_the_chosen_folder_and_leaves_nothing),
      cmocka_unit_test(a_folder_that_is_not_there_is_a_fault),
  };
  return cmocka_run_group_tests_name("spreadsheet", tests, NULL, NULL);
}
