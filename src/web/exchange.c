#include "web/exchange.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/log.h"
#include "web/bodies.h"
#include "web/page_cache.h"
#include "web/phases.h"
#include "web/rate.h"
#include "web/refusal.h"
#include "web/response.h"
#include "web/router.h"
#include "web/tenant.h"

struct server_options server_defaults(const struct server_options *options) {
  struct server_options o = *options;
  if (!o.io_threads) o.io_threads = 1;
  if (!o.workers) o.workers = 64;
  if (!o.queue_length) o.queue_length = 1024;
  if (!o.connections) o.connections = 1024;
  if (!o.header_limit) o.header_limit = 6 << 10;
  if (!o.body_limit) o.body_limit = 64 << 10;
  if (!o.uploads.len) o.uploads = S("var/uploads");
  if (!o.memory_limit) o.memory_limit = 16 << 20;
  if (!o.page_cache_bytes) o.page_cache_bytes = 8 << 20;
  if (!o.idle_timeout_ms) o.idle_timeout_ms = 15000;
  if (!o.read_timeout_ms) o.read_timeout_ms = 30000;
  if (!o.send_timeout_ms) o.send_timeout_ms = 120000;
  if (!o.stop_timeout_ms) o.stop_timeout_ms = 20000;
  return o;
}

/* "https://tiles.example/{z}/{x}/{y}.png": images may come from there, if it is configured. */
static struct str tiles_origin(struct str url) {
  ptrdiff_t scheme = str_find(url, S("://"));
  if (scheme < 0) return S("");
  ptrdiff_t path = str_find(str_skip(url, (size_t)scheme + 3), S("/"));
  return path < 0 ? url : str_take(url, (size_t)scheme + 3 + (size_t)path);
}

/* Scripts and styles only from ourselves, nothing inline, nobody may frame us unless a page allows
 * it. Maps and the till's camera need images and workers from memory. */
static void write_policy(char *policy, size_t size, struct str tiles, const char *framers) {
  int len = snprintf(policy, size,
                     "default-src 'self'; img-src 'self' data: blob:%s%.*s; worker-src 'self' "
                     "blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
                     "frame-ancestors %s",
                     tiles.len > 0 ? " " : "", STR_ARG(tiles), framers);
  must(len > 0 && (size_t)len < size);
}

struct web *web_create(struct db *db, const struct site *site,
                       const struct server_options *options) {
  struct web *web = calloc(1, sizeof *web);
  must(web != NULL);
  web->db = db;
  web->site = site;
  web->options = server_defaults(options);
  struct str tiles = tiles_origin(web->options.tiles_url);
  write_policy(web->policy, sizeof web->policy, tiles, "'none'");
  write_policy(web->policy_framable, sizeof web->policy_framable, tiles, "*");
  web->router = router_create(site->tables, site->table_count);
  web->tenants = tenants_create();
  web->rates = rates_create();
  web->bodies = bodies_create(web->options.memory_limit);
  return web;
}

void web_destroy(struct web *web) {
  if (web->pages) page_cache_destroy(web->pages);
  rates_destroy(web->rates);
  bodies_destroy(web->bodies);
  tenants_destroy(web->tenants);
  router_destroy(web->router);
  free(web);
}

void worker_start(struct worker *worker, struct web *web) {
  *worker = (struct worker){.web = web, .random = random_system()};
  worker->arena = arena_create(web->options.memory_limit);
  worker->body = bodies_take(web->bodies);
}

void worker_end(struct worker *worker) {
  arena_destroy(worker->arena);
  arena_destroy(worker->body);
}

void worker_done(struct worker *worker) {
  arena_reset(worker->arena);
  arena_reset(worker->body);
}

struct str address_text(struct arena *arena, const struct client_address *address) {
  char text[INET6_ADDRSTRLEN];
  static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  bool v4 = memcmp(address->bytes, mapped, sizeof mapped) == 0;
  const void *bytes = address->bytes + (v4 ? 12 : 0);
  if (!inet_ntop(v4 ? AF_INET : AF_INET6, bytes, text, sizeof text)) return S("");
  return str_copy(arena, str_from(text));
}

static struct exchange *exchange_new(struct worker *worker, const struct incoming *in,
                                     uint64_t number) {
  struct exchange *x = arena_new(worker->arena, struct exchange);
  struct web *web = worker->web;
  x->web = web;
  x->worker = worker;
  x->in = in;
  x->route_index = SIZE_MAX;
  x->request.ctx = &x->ctx;
  x->ctx = (struct ctx){.arena = worker->arena,
                        .db = web->db,
                        .now = worker->frozen.ms ? worker->frozen : clock_now(),
                        .random = &worker->random,
                        .ids = web->options.ids,
                        .keys = web->options.keys,
                        .request = number};
  response_reset(&x->response, &x->request);
  return x;
}

static void run(void *arg) {
  struct exchange *x = arg;
  phases_run(x);
  response_finish(x);
}

/* Never raises: what the fault boundary left open is closed before memory goes. */
static void end_read(struct exchange *x) {
  if (x->ctx.connection) db_read_end(&x->ctx);
}

/* A broken file of the visitor's is his refusal; everything else is ours. */
static enum web_refusal refusal_for(const struct fault *fault) {
  return fault->kind == FAULT_INPUT ? REFUSAL_input_unreadable : REFUSAL_unavailable;
}

struct failure {
  struct exchange *x;
  enum web_refusal refusal;
};

static void add_retry_after(struct exchange *x, enum web_refusal refusal) {
  bool passing = refusal == REFUSAL_unavailable || refusal == REFUSAL_overloaded;
  if (passing) response_header(&x->response, "Retry-After", S("5"));
}

static void draw_failure(void *arg) {
  struct failure *failure = arg;
  struct exchange *x = failure->x;
  phases_for_refusal(x);
  response_reset(&x->response, &x->request);
  refuse(&x->request, &x->response, failure->refusal);
  add_retry_after(x, failure->refusal);
  response_finish(x);
}

static void draw_plainly(struct failure *failure) {
  struct exchange *x = failure->x;
  phases_glance(x);
  refuse_plainly(&x->request, &x->response, failure->refusal);
  add_retry_after(x, failure->refusal);
  response_finish(x);
}

static void log_fault(const struct exchange *x, const struct fault *fault) {
  const struct route *route = x->request.route;
  log_error(
      "request_fault", x->ctx.request, LOG_STR("kind", str_from(fault_kind_name(fault->kind))),
      LOG_STR("text", str_from(fault->text)), LOG_STR("route", str_from(route ? route->path : "")));
}

/* The arena is emptied first: it may be what was full. */
static struct exchange *fail(struct worker *worker, const struct incoming *in, struct exchange *x,
                             const struct fault *fault) {
  struct failure failure = {.refusal = refusal_for(fault)};
  size_t route_index = x->route_index;
  uint64_t number = x->ctx.request;
  struct fault second;
  log_fault(x, fault);
  end_read(x);
  worker_done(worker);
  failure.x = exchange_new(worker, in, number);
  if (!fault_catch(&second, draw_failure, &failure)) {
    end_read(failure.x);
    worker_done(worker);
    failure.x = exchange_new(worker, in, number);
    draw_plainly(&failure);
  }
  end_read(failure.x);
  failure.x->route_index = route_index;
  return failure.x;
}

struct exchange *exchange_refuse(struct worker *worker, const struct incoming *in,
                                 enum web_refusal refusal) {
  struct failure failure = {exchange_new(worker, in, 0), refusal};
  draw_plainly(&failure);
  return failure.x;
}

/* May everybody who asks the same get this very answer? */
static bool may_keep(const struct exchange *x) {
  const struct route *route = x->request.route;
  return route && route->cached && !x->head && x->request.method == METHOD_GET &&
         x->response.status == 200 && !x->response.spill && !x->response.private &&
         !x->response.refusal && x->session_token.len == 0 && x->bearer.len == 0;
}

struct exchange *exchange_run(struct worker *worker, const struct incoming *in) {
  uint64_t number = __atomic_add_fetch(&worker->web->requests, 1, __ATOMIC_RELAXED);
  struct exchange *x = exchange_new(worker, in, number);
  struct fault fault;
  if (!fault_catch(&fault, run, x)) return fail(worker, in, x, &fault);
  end_read(x);
  x->keep = may_keep(x);
  return x;
}
