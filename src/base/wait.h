/* A thread that is about to sleep for something other than the processor (a commit, a free
 * connection) says so, so that whoever shares out the work can let another thread run meanwhile. */
#ifndef BASE_WAIT_H
#define BASE_WAIT_H

struct wait_hook {
  void (*begin)(void *arg);
  void (*end)(void *arg);
  void *arg;
};

/* Of this thread only; {0} takes it away. */
void wait_hook_set(struct wait_hook hook);
void wait_begin(void);
void wait_end(void);

#endif
