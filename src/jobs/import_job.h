/* The thread that reads the files which agents sent: one at a time, in small writes, so that buyers
 * do not wait. */
#ifndef JOBS_IMPORT_JOB_H
#define JOBS_IMPORT_JOB_H

#include "jobs/jobs.h"

void import_job_start(const struct jobs_options *options);
void import_job_stop(void);
/* One run, if one waits, for tests. */
bool import_job_round(struct ctx *ctx, struct str uploads);

#endif
