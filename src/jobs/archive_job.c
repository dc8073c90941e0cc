#include "jobs/archive_job.h"

#include "base/fault.h"
#include "base/log.h"
#include "domain/territory/territory.h"
#include "jobs/lane.h"
#include "web/upload.h"

static bool note_body(struct ctx *ctx, void *arg) {
  archive_set(ctx, arg);
  return true;
}

struct making {
  struct ctx *ctx;
  struct str folder;
  struct archive *archive;
  bool made;
};

static void make_body(void *arg) {
  struct making *making = arg;
  making->made = archive_write(making->ctx, making->folder, making->archive);
}

/* What cannot be made is not tried for ever: a person asks again. */
bool archive_job_round(struct ctx *ctx, struct str folder) {
  struct archive archive;
  struct territory territory;
  struct fault fault;
  if (!archive_take(ctx, &archive)) return false;
  must(territory_find(ctx, archive.territory, &territory));
  territory_enter(ctx, &territory);
  db_read_end(ctx);
  upload_folder_make(str_cstr(ctx->arena, folder));
  struct making making = {.ctx = ctx, .folder = folder, .archive = &archive};
  bool through = fault_catch(&fault, make_body, &making);
  archive.state = through && making.made ? ARCHIVE_MADE : ARCHIVE_FAILED;
  if (!through) {
    archive.why = ARCHIVE_FAILURE_FAULT;
    log_error("job_failed", 0, LOG_STR("job", S("archive")),
              LOG_STR("fault", str_from(fault.text)));
  }
  db_write(ctx, note_body, &archive);
  if (archive.state == ARCHIVE_MADE)
    log_info("archive", 0, LOG_INT("archive", archive.id.value),
             LOG_INT("entries", archive.entries), LOG_INT("bytes", archive.bytes));
  return true;
}

static bool round_of(struct ctx *ctx, const struct jobs_options *options) {
  return archive_job_round(ctx, options->uploads);
}

static struct lane lane = LANE("archive", (size_t)512 << 20, round_of);

void archive_job_start(const struct jobs_options *options) {
  lane_start(&lane, options);
}

void archive_job_stop(void) {
  lane_stop(&lane);
}
