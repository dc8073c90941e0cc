#include "web/metrics.h"

#include <pthread.h>
#include <string.h>

#include "base/fault.h"
#include "web/exchange.h"
#include "web/page_cache.h"
#include "web/queue.h"
#include "web/router.h"

struct metric {
  const char *name, *help;
  bool gauge;
  int64_t value;
};

enum { METRICS = 128, STATUS_CLASSES = 6 };

static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;
static struct metric registry[METRICS];
static size_t registered;

static struct metric *metric_register(const char *name, const char *help, bool gauge) {
  pthread_mutex_lock(&registry_lock);
  size_t i = 0;
  while (i < registered && strcmp(registry[i].name, name) != 0)
    i++;
  must(i < METRICS);
  if (i == registered) registry[registered++] = (struct metric){name, help, gauge, 0};
  pthread_mutex_unlock(&registry_lock);
  return &registry[i];
}

struct metric *metrics_counter(const char *name, const char *help) {
  return metric_register(name, help, false);
}

struct metric *metrics_gauge(const char *name, const char *help) {
  return metric_register(name, help, true);
}

void metric_add(struct metric *metric, int64_t amount) {
  __atomic_fetch_add(&metric->value, amount, __ATOMIC_RELAXED);
}

void metric_set(struct metric *metric, int64_t value) {
  __atomic_store_n(&metric->value, value, __ATOMIC_RELAXED);
}

/* Upper bounds in microseconds; the last bucket has none. */
static const int64_t bounds_us[] = {250,   500,    1000,   2500,   5000,    10000,  25000,
                                    50000, 100000, 250000, 500000, 1000000, 5000000};
enum { BOUNDS = sizeof bounds_us / sizeof *bounds_us };

/* Requests without a route (404, health) count at the end. */
struct request_counts {
  uint64_t by_route[METRIC_ROUTES + 1][STATUS_CLASSES];
  uint64_t durations[BOUNDS + 1];
  uint64_t duration_sum_us;
};
static struct request_counts counts;

static void count(uint64_t *counter, uint64_t amount) {
  __atomic_fetch_add(counter, amount, __ATOMIC_RELAXED);
}

void metrics_request(int64_t route_index, int status, int64_t duration_us) {
  size_t bound = 0, class = (size_t)(status / 100 % STATUS_CLASSES);
  size_t route = METRIC_ROUTES;
  if (route_index >= 0 && route_index < METRIC_ROUTES) route = (size_t)route_index;
  while (bound < BOUNDS && duration_us > bounds_us[bound])
    bound++;
  count(&counts.by_route[route][class], 1);
  count(&counts.durations[bound], 1);
  count(&counts.duration_sum_us, (uint64_t)duration_us);
}

static void write_head(struct buf *out, const char *name, const char *type, const char *help) {
  buf_format(out, "# HELP emplettes_%s %s\n# TYPE emplettes_%s %s\n", name, help, name, type);
}

static void write_one(struct buf *out, const char *name, const char *type, const char *help,
                      uint64_t value) {
  write_head(out, name, type, help);
  buf_format(out, "emplettes_%s %llu\n", name, (unsigned long long)value);
}

static void write_route(struct buf *out, const struct route *route, size_t index) {
  static const char *const methods[] = {"GET", "POST", "PUT", "DELETE"};
  for (size_t class = 1; class < STATUS_CLASSES; class ++) {
    uint64_t value = counts.by_route[index][class];
    if (value == 0) continue;
    buf_format(out, "emplettes_requests_total{method=\"%s\",route=\"%s\",status=\"%zuxx\"} %llu\n",
               route ? methods[route->method] : "", route ? route->path : "", class,
               (unsigned long long)value);
  }
}

static void write_requests(struct buf *out, struct web *web) {
  write_head(out, "requests_total", "counter", "Answered by a worker, by route and status.");
  for (size_t i = 0; i < router_count(web->router) && i < METRIC_ROUTES; i++) {
    write_route(out, router_route(web->router, i), i);
  }
  write_route(out, NULL, METRIC_ROUTES);
}

static void write_durations(struct buf *out) {
  uint64_t sum = 0;
  write_head(out, "request_seconds", "histogram", "From arrival to answer, of these.");
  for (size_t i = 0; i < BOUNDS; i++) {
    sum += counts.durations[i];
    buf_format(out, "emplettes_request_seconds_bucket{le=\"%g\"} %llu\n",
               (double)bounds_us[i] / 1e6, (unsigned long long)sum);
  }
  sum += counts.durations[BOUNDS];
  buf_format(out, "emplettes_request_seconds_bucket{le=\"+Inf\"} %llu\n", (unsigned long long)sum);
  buf_format(out, "emplettes_request_seconds_sum %g\n", (double)counts.duration_sum_us / 1e6);
  buf_format(out, "emplettes_request_seconds_count %llu\n", (unsigned long long)sum);
}

static void write_pages(struct buf *out, struct web *web) {
  if (!web->pages) return;
  struct page_cache_stats stats = page_cache_stats(web->pages);
  write_one(out, "page_cache_hits_total", "counter", "Pages answered from the cache.", stats.hits);
  write_one(out, "page_cache_misses_total", "counter", "Pages asked and not kept.", stats.misses);
  write_one(out, "page_cache_stale_total", "counter", "Kept, but changed since.", stats.stale);
  write_one(out, "page_cache_evicted_total", "counter", "Dropped for room.", stats.evicted);
  write_one(out, "page_cache_bytes", "gauge", "Kept now.", stats.bytes);
}

static void write_database(struct buf *out, struct web *web) {
  if (!web->db) return;
  struct db_stats stats = db_stats(web->db);
  write_one(out, "db_statements_total", "counter", "SQL statements run.", stats.statements);
  write_one(out, "db_commits_total", "counter", "Transactions committed.", stats.commits);
  write_one(out, "db_bodies_total", "counter", "Write bodies in these commits.", stats.bodies);
  write_one(out, "db_conflicts_total", "counter", "Write bodies run again.", stats.conflicts);
  write_one(out, "db_largest_batch", "gauge", "Most bodies in one commit.", stats.largest_batch);
}

static void write_queue(struct buf *out, struct web *web) {
  if (!web->queue) return;
  struct queue_stats stats = queue_stats(web->queue);
  write_one(out, "queue_waiting", "gauge", "Requests waiting for a worker.", stats.waiting);
  write_one(out, "workers_running", "gauge", "Workers that compute.", stats.running);
  write_one(out, "queue_refused_total", "counter", "Refused because it was full.", stats.refused);
}

void metrics_write(struct buf *out, struct web *web) {
  write_requests(out, web);
  write_durations(out);
  write_pages(out, web);
  write_database(out, web);
  write_queue(out, web);
  for (size_t i = 0; i < registered; i++) {
    const struct metric *metric = &registry[i];
    write_head(out, metric->name, metric->gauge ? "gauge" : "counter", metric->help);
    buf_format(out, "emplettes_%s %lld\n", metric->name, (long long)metric->value);
  }
}
