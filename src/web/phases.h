/* What happens to every request, always in this order, before its handler runs. */
#ifndef WEB_PHASES_H
#define WEB_PHASES_H

#include "web/exchange.h"

/* All phases, then the handler; a phase that answers ends the way. May raise. */
void phases_run(struct exchange *exchange);
/* Only what tells which kind of answer is understood and in whose frame: for a refusal after a
 * fault. May raise. */
void phases_for_refusal(struct exchange *exchange);
/* Even less, without the database: page or API, and the language. Never raises. */
void phases_glance(struct exchange *exchange);

#endif
