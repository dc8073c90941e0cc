/* The accountant's archive: one file for a span of days, asked for by a person, made by a job
 * (src/jobs/archive_job.h), kept under the SHA-256 of its bytes. Made twice of the same books it
 * is the same bytes.
 *
 * Invariants
 * 1. A request is decided once: asked -> made | failed.
 * 2. A period is closed with an archive that saw all its transfers, sealed.
 * 3. The archive of a closed period made again is the one it was closed with, byte for byte,
 *    whatever happened since (memory.h); one that is not is not kept.
 * 4. What an archive remembers is forgotten once no period can be closed with it any more. */
#ifndef DOMAIN_ACCOUNTS_ARCHIVE_H
#define DOMAIN_ACCOUNTS_ARCHIVE_H

#include "domain/accounts/files.h"
#include "domain/period/period.h"

enum archive_state { ARCHIVE_ASKED = 1, ARCHIVE_MADE = 2, ARCHIVE_FAILED = 3 };

/* In order of precedence. */
#define ARCHIVE_RESULTS(X)                                                                         \
  X(OK, 200, accounts_archive_ok)                                                                  \
  X(BAD_DAYS, 422, period_bad_days)                                                                \
  X(AHEAD, 422, accounts_archive_ahead) /* its first day is still to come */                       \
  X(ASKED, 409, accounts_archive_asked) /* one of these days is being made */

enum archive_result {
#define X(name, status, message) ARCHIVE_RESULT_##name,
  ARCHIVE_RESULTS(X)
#undef X
};
int archive_status(enum archive_result result);
enum message archive_message(enum archive_result result);

/* Why none was made. */
#define ARCHIVE_FAILURES(X)                                                                        \
  X(FAULT, 1, accounts_failed_fault) /* the world failed; its words are in the log */              \
  X(OTHER, 2, accounts_failed_other) /* it is not the one that the days were closed with */        \
  X(ROOM, 3, accounts_failed_room)   /* the disk would have been full */

enum archive_failure {
#define X(name, number, message) ARCHIVE_FAILURE_##name = number,
  ARCHIVE_FAILURES(X)
#undef X
};
enum message archive_failure_message(enum archive_failure why);

struct archive {
  struct archive_id id;
  struct territory_id territory;
  struct span span;
  enum archive_state state;
  struct person_id asked_by;
  struct instant asked_at, made_at;
  enum archive_failure why;
  struct str failure;               /* OTHER: the files that differ */
  int64_t needed_bytes, free_bytes; /* ROOM */
  struct digest digest;
  int64_t bytes, entries, moved_minor, transfers;
  struct transfer_id last_known;
  bool whole; /* made when the days were over and sealed: a period may be closed with it */
};
struct archives {
  struct archive *items;
  size_t count;
};

/* Opens its own db_write; ctx->person asks and is audited. */
enum archive_result archive_ask(struct ctx *ctx, struct span span, struct archive_id *id);
bool archive_find(struct ctx *ctx, struct archive_id id, struct archive *archive);
/* The newest made of exactly these days. */
bool archive_newest(struct ctx *ctx, struct span span, struct archive *archive);
/* The one that a period was closed with, if what it read was remembered. */
bool archive_closing(struct ctx *ctx, const struct period *period, struct archive_id *id);
/* Newest first, at most 30. */
struct archives archive_list(struct ctx *ctx);
/* "archive-<digest>.zip": how the file is called in the server's folder of files. */
struct str archive_kept_name(struct arena *arena, struct digest digest);
/* What a person saves it as: "comptes-bordeaux-2020-05-01-2020-05-31.zip". */
struct str archive_name(struct ctx *ctx, struct str slug, struct span span);

/* Forgets what archives remember in vain: how many there were. For the job; several db_write. */
int64_t archive_forget_round(struct ctx *ctx);

/* Closes the days of an archive. Own db_write. */
enum period_result archive_close(struct ctx *ctx, struct archive_id id);

/* For the job. The oldest that waits, in any territory; false: none. */
bool archive_take(struct ctx *ctx, struct archive *archive);
/* Inside db_write: what became of it. */
void archive_set(struct ctx *ctx, const struct archive *archive);

#endif
