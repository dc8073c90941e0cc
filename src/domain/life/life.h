/* The timed work of this room. */
#ifndef DOMAIN_LIFE_LIFE_H
#define DOMAIN_LIFE_LIFE_H

#include "base/ctx.h"

/* One round for ctx's territory; `seldom`: also what takes longer and may wait. Returns how much
 * was done. */
int64_t life_round(struct ctx *ctx, bool seldom);

#endif
