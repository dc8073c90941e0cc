#include "jobs/lane.h"

#include <time.h>

#include "base/fault.h"
#include "base/log.h"

enum { LOOK_S = 1 };

static bool wait_for_round(struct lane *lane, bool at_once) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += at_once ? 0 : LOOK_S;
  pthread_mutex_lock(&lane->lock);
  while (!lane->stopping && pthread_cond_timedwait(&lane->wake, &lane->lock, &until) == 0)
    continue;
  bool go_on = !lane->stopping;
  pthread_mutex_unlock(&lane->lock);
  return go_on;
}

struct round {
  struct lane *lane;
  struct ctx *ctx;
  bool done;
};

static void round_body(void *arg) {
  struct round *round = arg;
  round->done = round->lane->round(round->ctx, round->lane->options);
}

static void *run(void *arg) {
  struct lane *lane = arg;
  struct random random = random_system();
  struct arena *arena = arena_create(lane->arena_limit);
  bool done = false;
  while (wait_for_round(lane, done)) {
    struct ctx ctx = {.arena = arena,
                      .db = lane->options->db,
                      .now = clock_now(),
                      .random = &random,
                      .ids = lane->options->ids,
                      .keys = lane->options->keys};
    struct round round = {lane, &ctx, false};
    struct fault fault;
    if (!fault_catch(&fault, round_body, &round))
      log_error("job_failed", 0, LOG_STR("job", str_from(lane->name)),
                LOG_STR("fault", str_from(fault.text)));
    db_read_end(&ctx);
    done = round.done;
    arena_reset(arena);
  }
  arena_destroy(arena);
  return NULL;
}

void lane_start(struct lane *lane, const struct jobs_options *options) {
  lane->options = options;
  lane->stopping = false;
  must(pthread_create(&lane->thread, NULL, run, lane) == 0);
}

void lane_stop(struct lane *lane) {
  pthread_mutex_lock(&lane->lock);
  lane->stopping = true;
  pthread_cond_broadcast(&lane->wake);
  pthread_mutex_unlock(&lane->lock);
  pthread_join(lane->thread, NULL);
}
