/* A thread that looks for work of one kind, and does it piece by piece: beside the short rounds of
 * jobs.h, for what may take minutes. */
#ifndef JOBS_LANE_H
#define JOBS_LANE_H

#include <pthread.h>

#include "jobs/jobs.h"

struct lane {
  const char *name; /* in the logs */
  size_t arena_limit;
  /* Looked for once a second; true: some was done, look again at once. */
  bool (*round)(struct ctx *ctx, const struct jobs_options *options);

  pthread_mutex_t lock;
  pthread_cond_t wake;
  bool stopping;
  pthread_t thread;
  const struct jobs_options *options;
};
/* Of a static lane: LANE("import", 2 << 30, import_round). */
#define LANE(lane_name, bytes, does)                                                               \
  {                                                                                                \
    .name = (lane_name), .arena_limit = (bytes), .round = (does),                                  \
    .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER                            \
  }

void lane_start(struct lane *lane, const struct jobs_options *options);
/* Waits for the piece at hand. */
void lane_stop(struct lane *lane);

#endif
