/* The world failed (fault) or we failed (bug). A business "no" is neither: it is
 * a value of the module's result enum.
 *
 * fault_raise() unwinds to the nearest fault_catch() of this thread: request, job
 * or transaction. Between the two nothing but arena memory and the transaction may
 * be held; anything else is registered with arena_defer. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>

enum fault_kind {
  FAULT_NONE,
  FAULT_MEMORY,   /* an arena reached its limit */
  FAULT_DATABASE, /* the database refused or is gone */
  FAULT_CONFLICT, /* two transactions collided: run again */
  FAULT_TIMEOUT,  /* a statement or a peer took too long */
  FAULT_IO,       /* file, disk, socket */
  FAULT_INPUT     /* a file or message from outside that cannot be read */
};

struct fault {
  enum fault_kind kind;
  char text[400];
};

/* Runs body(arg). False if it raised; *fault then says what. Nests. */
bool fault_catch(struct fault *fault, void (*body)(void *arg), void *arg);
_Noreturn void fault_raise(enum fault_kind kind, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Raises a caught fault again in this thread's boundary. */
_Noreturn void fault_again(const struct fault *fault);
const char *fault_kind_name(enum fault_kind kind);

/* Always compiled in: a broken invariant is logged and the process ends;
 * the supervisor starts another. */
#define must(condition) ((condition) ? (void)0 : must_fail(#condition, __FILE__, __LINE__))
_Noreturn void must_fail(const char *condition, const char *file, int line);

#endif
