#include "web/server.h"

#include <errno.h>
#include <malloc.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/args.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/time.h"
#include "base/wait.h"
#include "web/metrics.h"
#include "web/response.h"
#include "web/router.h"
#include "web/server_in.h"
#include "web/supervisor.h"

/* Only what is touched takes memory. */
enum { STACK_BYTES = 1 << 20, SLOW_US = 1000000 };

static void log_request(const struct exchange *x, int64_t duration_us) {
  const struct server_options *options = &x->web->options;
  int status = x->response.status;
  bool worth = options->access_log || status >= 500 || duration_us > SLOW_US;
  if (!worth) return;
  /* The route, not the path: a path may hold a voucher's or an order's capability. */
  const struct route *route = x->request.route;
  log_info("request", x->ctx.request, LOG_STR("method", x->in->method),
           LOG_STR("route", str_from(route ? route->path : "")), LOG_INT("status", status),
           LOG_STR("refusal", str_from(x->response.refusal ? x->response.refusal : "")),
           LOG_INT("duration_us", duration_us),
           LOG_INT("bytes", response_bytes_count(&x->response)));
}

static void answer(struct worker_thread *worker, struct connection *connection) {
  struct exchange *x = exchange_run(&worker->worker, &connection->in);
  connection->answer = answer_make(worker->server, x);
  connection->status = (unsigned)x->response.status;
  int64_t duration_us = clock_monotonic_us() - connection->arrived_us;
  metrics_request((int64_t)x->route_index, x->response.status, duration_us);
  log_request(x, duration_us);
  worker_done(&worker->worker);
  io_done(connection);
}

static void nothing_left(void *arg) {
  (void)arg;
}

static void *worker_main(void *arg) {
  struct worker_thread *worker = arg;
  struct queue_worker *place = &worker->queue_worker;
  struct queue_item *item;
  wait_hook_set((struct wait_hook){queue_worker_sleeps, queue_worker_continues, place});
  while ((item = queue_pop(place, nothing_left, NULL)))
    answer(worker, (struct connection *)item);
  queue_worker_end(place);
  return NULL;
}

static void workers_start(struct server *server) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK_BYTES);
  unsigned count = server->web->options.workers;
  server->workers = calloc(count, sizeof *server->workers);
  must(server->workers != NULL);
  for (unsigned i = 0; i < count; i++) {
    struct worker_thread *worker = &server->workers[i];
    worker->server = server;
    worker_start(&worker->worker, server->web);
    queue_worker_start(&worker->queue_worker, server->queue);
    must(pthread_create(&worker->thread, &attributes, worker_main, worker) == 0);
  }
  pthread_attr_destroy(&attributes);
}

static void workers_end(struct server *server) {
  queue_close(server->queue);
  for (unsigned i = 0; i < server->web->options.workers; i++) {
    pthread_join(server->workers[i].thread, NULL);
    worker_end(&server->workers[i].worker);
  }
  free(server->workers);
}

static void ios_start(struct server *server) {
  unsigned count = server->web->options.io_threads;
  server->ios = calloc(count, sizeof *server->ios);
  must(server->ios != NULL);
  for (unsigned i = 0; i < count; i++)
    io_start(&server->ios[i], server);
}

/* One more than there are processors for us: a worker may sleep without saying so (a page fault, a
 * file). */
static size_t processors(void) {
  cpu_set_t ours;
  bool known = sched_getaffinity(0, sizeof ours, &ours) == 0;
  return known ? (size_t)CPU_COUNT(&ours) + 1 : 2;
}

struct server *server_start(struct db *db, const struct site *site,
                            const struct server_options *options) {
  struct server *server = calloc(1, sizeof *server);
  must(server != NULL);
  server->listen_fd = options->listen_fd > 0 ? options->listen_fd : listen_open(options->listen);
  server->web = web_create(db, site, options);
  answer_cache_create(server->web);
  server->queue = queue_create(server->web->options.queue_length, processors());
  server->web->queue = server->queue;
  server->assets = assets_create();
  pthread_mutex_init(&server->lock, NULL);
  pthread_cond_init(&server->quiet, NULL);
  workers_start(server);
  ios_start(server);
  if (options->start_jobs) options->start_jobs(options->jobs_arg);
  return server;
}

unsigned server_port(const struct server *server) {
  return listen_port(server->listen_fd);
}

/* Waits until every request handed to a worker is answered and sent. */
static bool wait_quiet(struct server *server) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += (time_t)(server->web->options.stop_timeout_ms / 1000 + 1);
  int result = 0;
  pthread_mutex_lock(&server->lock);
  while (server->running > 0 && result == 0) {
    result = pthread_cond_timedwait(&server->quiet, &server->lock, &until);
  }
  bool quiet = server->running == 0;
  server->drained = quiet; /* a connection that is still open may bring another request */
  pthread_mutex_unlock(&server->lock);
  return quiet;
}

static void server_free(struct server *server) {
  free(server->ios);
  queue_destroy(server->queue);
  assets_destroy(server->assets);
  close(server->listen_fd);
  pthread_mutex_destroy(&server->lock);
  pthread_cond_destroy(&server->quiet);
  web_destroy(server->web);
  free(server);
}

bool server_stop(struct server *server) {
  struct web *web = server->web;
  __atomic_store_n(&server->stopping, true, __ATOMIC_RELEASE);
  for (unsigned i = 0; i < web->options.io_threads; i++)
    io_stop_accepting(&server->ios[i]);
  if (!wait_quiet(server)) return false;
  workers_end(server);
  for (unsigned i = 0; i < web->options.io_threads; i++)
    io_end(&server->ios[i]);
  if (web->options.stop_jobs) web->options.stop_jobs(web->options.jobs_arg);
  server_free(server);
  return true;
}

/* By a handler rather than sigwait(): the database's threads are older than this call and would
 * have to block the signals too. */
static sem_t told_to_stop;

static void on_stop_signal(int signal_number) {
  (void)signal_number;
  sem_post(&told_to_stop);
}

static void watch_signals(void) {
  struct sigaction stop = {.sa_handler = on_stop_signal, .sa_flags = SA_RESTART};
  sem_init(&told_to_stop, 0, 0);
  sigaction(SIGTERM, &stop, NULL);
  sigaction(SIGINT, &stop, NULL);
  signal(SIGPIPE, SIG_IGN);
}

/* Connections and kept pages are files to the kernel; the usual 1,024 would be too few. */
static void allow_many_files(void) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  rlim_t wanted = 16384 < files.rlim_max ? 16384 : files.rlim_max;
  if (files.rlim_cur < wanted) files.rlim_cur = wanted;
  setrlimit(RLIMIT_NOFILE, &files);
}

static void wait_for_signal(void) {
  while (sem_wait(&told_to_stop) != 0)
    must(errno == EINTR);
}

int server_run(struct db *db, const struct site *site, const struct server_options *options) {
  if (options->rates_off && !options->demonstration) {
    log_error("rates_off_refused", 0,
              LOG_STR("text", S("rate limits can be off in a demonstration installation only")));
    return ARGS_USAGE;
  }
  /* Many threads that rarely allocate outside their arena share two heaps: less is left unused. */
  mallopt(M_ARENA_MAX, 2);
  watch_signals();
  allow_many_files();
  struct server *server = server_start(db, site, options);
  log_info("listening", 0, LOG_STR("listen", options->listen), LOG_INT("port", server_port(server)),
           LOG_INT("workers", server->web->options.workers));
  wait_for_signal();
  log_info("stopping", 0, LOG_INT("requests", server->web->requests));
  if (server_stop(server)) return 0;
  log_error("stopped_late", 0, LOG_STR("text", S("requests were still running at the deadline")));
  /* They still use the database: nothing may be torn down beneath them. What was acknowledged is
   * on the disk. */
  _exit(1);
}
