#include "domain/accounts/archive.h"

#include <string.h>

#include "archive_sql.h"
#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/person/audit.h"

RESULT_STATUS(archive, ARCHIVE_RESULTS)
RESULT_MESSAGE(archive, ARCHIVE_RESULTS)

enum message archive_failure_message(enum archive_failure why) {
  static const enum message messages[] = {
#define X(name, number, message) [number] = MSG_##message,
      ARCHIVE_FAILURES(X)
#undef X
  };
  return messages[why];
}

static struct digest digest_from(struct str bytes) {
  struct digest digest = {0};
  if (bytes.len == sizeof digest.bytes) memcpy(digest.bytes, bytes.ptr, bytes.len);
  return digest;
}

/* archive_row, archive_row_of and archive_rows name the same columns. */
#define ARCHIVE_FROM(ctx, row)                                                                     \
  (struct archive) {                                                                               \
    .id = (row)->id, .territory = (ctx)->territory, .span = {(row)->first_on, (row)->last_on},     \
    .state = (enum archive_state)(row)->state, .asked_by = (row)->asked_by,                        \
    .asked_at = (row)->asked_at, .made_at = (row)->made_at,                                        \
    .why = (enum archive_failure)(row)->failed_why, .failure = (row)->failure,                     \
    .needed_bytes = (row)->needed_bytes, .free_bytes = (row)->free_bytes,                          \
    .digest = digest_from((row)->digest), .bytes = (row)->file_bytes, .entries = (row)->entries,   \
    .moved_minor = (row)->moved_minor, .transfers = (row)->transfers,                              \
    .last_known = (row)->last_known, .whole = (row)->whole                                         \
  }

/* Asking. */

static struct str days_text(struct ctx *ctx, struct span span) {
  return STR_CONCAT(ctx->arena, day_iso(ctx->arena, span.first), S(".."),
                    day_iso(ctx->arena, span.last));
}

struct asking {
  struct span span;
  struct archive_id id;
  enum archive_result result;
};

static bool ask_body(struct ctx *ctx, void *arg) {
  struct asking *asking = arg;
  struct archive_waits_row waits;
  asking->result = ARCHIVE_RESULT_OK;
  if (archive_waits(ctx, asking->span.first, asking->span.last, &waits)) {
    asking->result = ARCHIVE_RESULT_ASKED;
    return false;
  }
  asking->id.value = id_next(ctx->ids);
  archive_insert(ctx, &(struct archive_insert_params){.id = asking->id,
                                                      .first_on = asking->span.first,
                                                      .last_on = asking->span.last,
                                                      .asked_by = ctx->person,
                                                      .asked_at = ctx->now});
  audit_write(ctx, S("accounts.archive"), asking->id.value, days_text(ctx, asking->span));
  return true;
}

enum archive_result archive_ask(struct ctx *ctx, struct span span, struct archive_id *id) {
  struct asking asking = {.span = span};
  if (!span_is_sound(span)) return ARCHIVE_RESULT_BAD_DAYS;
  if (span.first.number > zone_day(ctx->zone, ctx->now).number) return ARCHIVE_RESULT_AHEAD;
  db_write(ctx, ask_body, &asking);
  *id = asking.id;
  return asking.result;
}

/* Reading. */

bool archive_find(struct ctx *ctx, struct archive_id id, struct archive *archive) {
  struct archive_row_row row;
  if (!archive_row(ctx, id, &row)) return false;
  *archive = ARCHIVE_FROM(ctx, &row);
  return true;
}

bool archive_newest(struct ctx *ctx, struct span span, struct archive *archive) {
  struct archive_row_of_row row;
  if (!archive_row_of(ctx, span.first, span.last, &row)) return false;
  *archive = ARCHIVE_FROM(ctx, &row);
  return true;
}

bool archive_closing(struct ctx *ctx, const struct period *period, struct archive_id *id) {
  struct archive_closed_with_row row;
  struct str digest = str_slice((const char *)period->archive.bytes, sizeof period->archive.bytes);
  if (!archive_closed_with(ctx, period->span.first, period->span.last, digest, &row)) return false;
  *id = row.id;
  return true;
}

struct archives archive_list(struct ctx *ctx) {
  struct archive_rows_rows rows = archive_rows(ctx);
  struct archives list = {arena_array(ctx->arena, struct archive, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = ARCHIVE_FROM(ctx, &rows.items[i]);
  return list;
}

struct str archive_kept_name(struct arena *arena, struct digest digest) {
  return STR_CONCAT(arena, S("archive-"), hex_text(arena, digest.bytes, sizeof digest.bytes),
                    S(".zip"));
}

struct str archive_name(struct ctx *ctx, struct str slug, struct span span) {
  return STR_CONCAT(ctx->arena, S("comptes-"), slug, S("-"), day_iso(ctx->arena, span.first),
                    S("-"), day_iso(ctx->arena, span.last), S(".zip"));
}

/* Closing. */

struct closing {
  const struct archive *archive;
  enum period_result result;
};

static bool close_body(struct ctx *ctx, void *arg) {
  struct closing *closing = arg;
  const struct archive *archive = closing->archive;
  closing->result = period_close(ctx, &(struct period_close){.span = archive->span,
                                                             .transfers = archive->transfers,
                                                             .last_known = archive->last_known,
                                                             .archive = archive->digest,
                                                             .archive_bytes = archive->bytes});
  return closing->result == PERIOD_OK;
}

enum period_result archive_close(struct ctx *ctx, struct archive_id id) {
  struct archive archive;
  if (!archive_find(ctx, id, &archive)) return PERIOD_NO_ARCHIVE;
  enum period_result first = period_closable(ctx, archive.span);
  if (first != PERIOD_OK) return first;
  if (archive.state != ARCHIVE_MADE || !archive.whole) return PERIOD_NO_ARCHIVE;
  struct closing closing = {.archive = &archive};
  db_write(ctx, close_body, &closing);
  return closing.result;
}

/* The job. */

int64_t archive_forget_round(struct ctx *ctx) {
  int64_t forgotten = 0;
  struct day until;
  struct archive_forgettable_row row;
  if (!period_closed_until(ctx, &until)) until = (struct day){INT32_MIN};
  for (; archive_forgettable(ctx, until, &row); forgotten++)
    memory_forget(ctx, row.id);
  return forgotten;
}

bool archive_take(struct ctx *ctx, struct archive *archive) {
  struct archive_next_row row;
  if (!archive_next(ctx, &row)) return false;
  *archive = (struct archive){.id = row.id,
                              .territory = {row.territory_id},
                              .span = {row.first_on, row.last_on},
                              .state = ARCHIVE_ASKED};
  return true;
}

void archive_set(struct ctx *ctx, const struct archive *archive) {
  archive_decide(
      ctx, &(struct archive_decide_params){.id = archive->id,
                                           .state = archive->state,
                                           .made_at = ctx->now,
                                           .failed_why = archive->why,
                                           .failure = archive->failure,
                                           .needed_bytes = archive->needed_bytes,
                                           .free_bytes = archive->free_bytes,
                                           .digest = str_slice((const char *)archive->digest.bytes,
                                                               sizeof archive->digest.bytes),
                                           .file_bytes = archive->bytes,
                                           .entries = archive->entries,
                                           .moved_minor = archive->moved_minor,
                                           .transfers = archive->transfers,
                                           .last_known = archive->last_known,
                                           .whole = archive->whole});
}
