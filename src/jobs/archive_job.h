/* Makes the accountants' archives that people asked for, one at a time, in a thread of its own: a
 * year of a large territory takes minutes. */
#ifndef JOBS_ARCHIVE_JOB_H
#define JOBS_ARCHIVE_JOB_H

#include "domain/accounts/archive.h"
#include "jobs/jobs.h"

void archive_job_start(const struct jobs_options *options);
void archive_job_stop(void);

/* One round, for tests: makes the oldest that waits, into this folder. False: none waits. */
bool archive_job_round(struct ctx *ctx, struct str folder);

/* Writes the archive's file and fills in what it has come to. False: none was kept, and why. */
bool archive_write(struct ctx *ctx, struct str folder, struct archive *archive);

#endif
