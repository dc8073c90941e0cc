/* /healthz: the process runs. /readyz: it can serve: the database answers, no migration is
 * missing, the queue has room. /metrics: figures for Prometheus, for this machine or a token. */
#ifndef WEB_HEALTH_H
#define WEB_HEALTH_H

#include "web/exchange.h"

/* False if the path is none of these. */
bool health_answer(struct exchange *exchange);

#endif
