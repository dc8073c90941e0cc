#include "base/fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"

struct boundary {
  jmp_buf jump;
  struct fault *fault;
  struct boundary *outer;
};

static _Thread_local struct boundary *innermost;

bool fault_catch(struct fault *fault, void (*body)(void *arg), void *arg) {
  struct boundary here = {.fault = fault, .outer = innermost};
  fault->kind = FAULT_NONE;
  fault->text[0] = 0;
  innermost = &here;
  if (setjmp(here.jump) == 0) body(arg);
  innermost = here.outer;
  return fault->kind == FAULT_NONE;
}

_Noreturn void fault_again(const struct fault *fault) {
  must(fault->kind != FAULT_NONE);
  if (!innermost) {
    log_error("fault outside any boundary", 0,
              LOG_STR("kind", str_from(fault_kind_name(fault->kind))),
              LOG_STR("text", str_from(fault->text)));
    abort();
  }
  *innermost->fault = *fault;
  longjmp(innermost->jump, 1);
}

_Noreturn void fault_raise(enum fault_kind kind, const char *format, ...) {
  struct fault fault = {.kind = kind};
  va_list args;
  va_start(args, format);
  vsnprintf(fault.text, sizeof fault.text, format, args);
  va_end(args);
  fault_again(&fault);
}

const char *fault_kind_name(enum fault_kind kind) {
  static const char *const names[] = {
      [FAULT_NONE] = "none",         [FAULT_MEMORY] = "memory",   [FAULT_DATABASE] = "database",
      [FAULT_CONFLICT] = "conflict", [FAULT_TIMEOUT] = "timeout", [FAULT_IO] = "io",
      [FAULT_INPUT] = "input",
  };
  must(kind < sizeof names / sizeof *names);
  return names[kind];
}

_Noreturn void must_fail(const char *condition, const char *file, int line) {
  log_error("bug", 0, LOG_STR("must", str_from(condition)), LOG_STR("file", str_from(file)),
            LOG_INT("line", line));
  abort();
}
