/* The threads that speak to Stripe: one gathers what waits into calls and looks after what was not
 * heard of; a few make the calls, so that a slow answer holds up nobody else. They look into the
 * outbox as soon as something was committed. */
#ifndef JOBS_STRIPE_JOB_H
#define JOBS_STRIPE_JOB_H

#include "jobs/jobs.h"

void stripe_job_start(const struct jobs_options *options);
void stripe_job_stop(void);

/* One round of each, for tests: of all territories. Return how much was done. */
int64_t stripe_job_gather(struct ctx *ctx, const struct jobs_options *options);
int64_t stripe_job_watch(struct ctx *ctx);
int64_t stripe_job_send(struct ctx *ctx, const struct jobs_options *options);

#endif
