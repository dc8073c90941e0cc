/* For the tests of base, which have neither database nor ctx: an arena per test, texts that are
 * compared and shown as texts, bodies that must raise or die. */
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

enum { CHECK_MEMORY = 64 * 1024 * 1024 };

/* cmocka_unit_test_setup_teardown(name, check_open, check_close): *state is the arena. */
static inline int check_open(void **state) {
  *state = arena_create(CHECK_MEMORY);
  return 0;
}

static inline int check_close(void **state) {
  arena_destroy(*state);
  return 0;
}

#define check_test(name) cmocka_unit_test_setup_teardown(name, check_open, check_close)

static inline void check_text(struct arena *arena, struct str actual, const char *expected,
                              const char *file, int line) {
  _assert_string_equal(str_cstr(arena, actual), expected, file, line);
}
#define assert_text(arena, actual, expected)                                                       \
  check_text((arena), (actual), (expected), __FILE__, __LINE__)

/* The kind of fault that body raises, FAULT_NONE if it returns. */
static inline enum fault_kind check_raised(void (*body)(void *arg), void *arg) {
  struct fault fault;
  fault_catch(&fault, body, arg);
  return fault.kind;
}

/* True if body ends in must(): in a child process, whose complaint is not shown. */
static inline bool check_dies(void (*body)(void *arg), void *arg) {
  pid_t child = fork();
  if (child == 0) {
    close(STDERR_FILENO);
    body(arg);
    _exit(0);
  }
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

#endif
