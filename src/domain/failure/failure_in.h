/* Between the rooms of a failure: marking and reading (failure.c), freezing step by step
 * (failure_steps.c). */
#ifndef DOMAIN_FAILURE_FAILURE_IN_H
#define DOMAIN_FAILURE_FAILURE_IN_H

#include "domain/failure/failure.h"

/* Its first steps, at most a hundred vouchers, while somebody waits; the job goes on. Each opens
 * its own db_write. */
void failure_begin(struct ctx *ctx, struct failure_id id);

#endif
