#include "jobs/import_job.h"

#include <unistd.h>

#include "base/log.h"
#include "domain/import/import.h"
#include "jobs/lane.h"

enum { PLACES_PER_WRITE = 250 };

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

static bool round_of(struct ctx *ctx, const struct jobs_options *options) {
  return import_job_round(ctx, options->uploads);
}

static struct lane lane = LANE("import", (size_t)2 << 30, round_of);

void import_job_start(const struct jobs_options *options) {
  lane_start(&lane, options);
}

void import_job_stop(void) {
  lane_stop(&lane);
}
