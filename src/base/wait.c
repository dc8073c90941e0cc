#include "base/wait.h"

static _Thread_local struct wait_hook current;

void wait_hook_set(struct wait_hook hook) {
  current = hook;
}

void wait_begin(void) {
  if (current.begin) current.begin(current.arg);
}

void wait_end(void) {
  if (current.end) current.end(current.arg);
}
