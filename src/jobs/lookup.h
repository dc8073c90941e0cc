/* Asks the register of businesses what registrations need to know. Over the network, so: in a job,
 * outside any transaction, with short timeouts; what goes wrong is asked again later. */
#ifndef JOBS_LOOKUP_H
#define JOBS_LOOKUP_H

#include "base/ctx.h"

/* GET base + path. True if the answer came with status 200; *body is then all of it. Raises
 * nothing: a register that is down is not our fault. */
bool lookup_get(struct arena *arena, struct str base, struct str path, struct str *body);

/* One round: asks for what is due. Returns how much was asked. */
int64_t lookup_round(struct ctx *ctx, struct str base);

#endif
