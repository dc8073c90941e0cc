/* Figures for Prometheus. Anybody may register a counter or a gauge by name, once; adding to it
 * takes no lock. */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "base/buf.h"
#include <stdint.h>

struct metric;
struct web;

/* The same name gives the same metric. Name without prefix: "outbox_sent_total". Process lifetime.
 */
struct metric *metrics_counter(const char *name, const char *help);
struct metric *metrics_gauge(const char *name, const char *help);
void metric_add(struct metric *metric, int64_t amount);
void metric_set(struct metric *metric, int64_t value);

/* An answered request: its route's position (-1: none), its status, what it took from arrival to
 * answer. */
enum { METRIC_ROUTES = 512 };
void metrics_request(int64_t route_index, int status, int64_t duration_us);

/* All of them in the text format. */
void metrics_write(struct buf *out, struct web *web);

#endif
