#include "jobs/import_job.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/log.h"
#include "base/random.h"
#include "domain/import/import.h"

enum { LOOK_S = 1, PLACES_PER_WRITE = 250 };
static const size_t ARENA_LIMIT = (size_t)2 << 30;

static bool gone_body(struct ctx *ctx, void *arg) {
  import_gone(ctx, arg);
  return true;
}

bool import_job_round(struct ctx *ctx, struct str uploads) {
  struct import_run run;
  struct import_pace pace = {.batch = PLACES_PER_WRITE, .now = clock_now};
  if (!import_take(ctx, &run)) return false;
  struct str path = str_format(ctx->arena, "%.*s/%.*s", STR_ARG(uploads), STR_ARG(run.file));
  if (!pieces_exist(ctx->arena, path)) {
    db_write(ctx, gone_body, &run);
    return true;
  }
  import_work(ctx, &run, pieces_of_file(ctx->arena, path), &pace);
  bool over = run.state == IMPORT_DONE_STATE || run.state == IMPORT_BROKEN_STATE;
  if (over) unlink(str_cstr(ctx->arena, path));
  log_info("import", 0, LOG_INT("run", run.id.value), LOG_INT("state", run.state),
           LOG_INT("places", run.counts.places), LOG_INT("added", run.counts.added));
  return true;
}

static struct {
  pthread_mutex_t lock;
  pthread_cond_t wake;
  bool stopping;
  pthread_t thread;
  const struct jobs_options *options;
} job = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static bool wait_for_round(bool at_once) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += at_once ? 0 : LOOK_S;
  pthread_mutex_lock(&job.lock);
  while (!job.stopping && pthread_cond_timedwait(&job.wake, &job.lock, &until) == 0)
    continue;
  bool go_on = !job.stopping;
  pthread_mutex_unlock(&job.lock);
  return go_on;
}

struct round {
  struct ctx *ctx;
  bool done;
};

static void round_body(void *arg) {
  struct round *round = arg;
  round->done = import_job_round(round->ctx, job.options->uploads);
}

static void *run_thread(void *arg) {
  (void)arg;
  struct random random = random_system();
  struct arena *arena = arena_create(ARENA_LIMIT);
  bool done = false;
  while (wait_for_round(done)) {
    struct ctx ctx = {.arena = arena,
                      .db = job.options->db,
                      .now = clock_now(),
                      .random = &random,
                      .ids = job.options->ids,
                      .keys = job.options->keys};
    struct round round = {&ctx, false};
    struct fault fault;
    if (!fault_catch(&fault, round_body, &round))
      log_error("job_failed", 0, LOG_STR("job", S("import")),
                LOG_STR("fault", str_from(fault.text)));
    db_read_end(&ctx);
    done = round.done;
    arena_reset(arena);
  }
  arena_destroy(arena);
  return NULL;
}

void import_job_start(const struct jobs_options *options) {
  job.options = options;
  job.stopping = false;
  must(pthread_create(&job.thread, NULL, run_thread, NULL) == 0);
}

void import_job_stop(void) {
  pthread_mutex_lock(&job.lock);
  job.stopping = true;
  pthread_cond_broadcast(&job.wake);
  pthread_mutex_unlock(&job.lock);
  pthread_join(job.thread, NULL);
}
