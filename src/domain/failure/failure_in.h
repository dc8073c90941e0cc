/* Between the rooms of a failure: marking and reading (failure.c), freezing step by step
 * (failure_steps.c). */
#ifndef DOMAIN_FAILURE_FAILURE_IN_H
#define DOMAIN_FAILURE_FAILURE_IN_H

#include "domain/failure/failure.h"

/* The next steps of this one, at most some thousand vouchers. Each opens its own db_write. */
int64_t failure_go_on(struct ctx *ctx, struct failure_id id);

#endif
