#include "jobs/stripe_job.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "base/fault.h"
#include "base/log.h"
#include "domain/payment/stripe_setting.h"
#include "domain/stripe/stripe.h"
#include "domain/stripe/stripe_call.h"
#include "domain/territory/territory.h"
#include "jobs/remote.h"

enum {
  LOOK_MS = 100,   /* somebody waits at a page */
  AGAIN_MS = 1000, /* for what falls due without anybody's doing */
  WATCH_MS = 60 * 1000,
  SENDERS = 3,
  CONNECT_MS = 5000,
  WHOLE_MS = 20000, /* less than the time for which a call is taken */
  ANSWER_MAX = 4 << 20,
  ARENA_MAX = 64 << 20,
};
/* Of the answers that our tests hold against Stripe's description. */
#define STRIPE_VERSION "Stripe-Version: 2022-11-15"

/* Gathering. */

int64_t stripe_job_gather(struct ctx *ctx, const struct jobs_options *options) {
  int64_t done = 0;
  struct territories list = territory_list(ctx);
  for (size_t i = 0; i < list.count; i++) {
    territory_enter(ctx, &list.items[i]);
    done += stripe_gather_round(ctx, jobs_origin(ctx, options->base_url));
  }
  return done;
}

int64_t stripe_job_watch(struct ctx *ctx) {
  int64_t done = 0;
  struct territories list = territory_list(ctx);
  for (size_t i = 0; i < list.count; i++) {
    territory_enter(ctx, &list.items[i]);
    done += stripe_watch_over(ctx);
  }
  return done;
}

static struct {
  pthread_mutex_t lock;
  pthread_cond_t wake;
  atomic_bool stopping;
  pthread_t gatherer, senders[SENDERS];
  const struct jobs_options *options;
} job = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

/* A call that is broken off is made again after the next start, with the same key. */
static bool is_stopping(void) {
  return atomic_load(&job.stopping);
}

/* Sending. */

static bool take_body(struct ctx *ctx, void *arg) {
  return stripe_call_take(ctx, arg);
}

struct noting {
  const struct stripe_call *call;
  struct stripe_reply reply;
};

static bool note_body(struct ctx *ctx, void *arg) {
  const struct noting *noting = arg;
  stripe_call_note(ctx, noting->call, &noting->reply);
  return true;
}

/* The key makes a call that is repeated the same call; it holds a mark of the installation, for two
 * may share an account at Stripe. */
static struct remote_call request_of(struct ctx *ctx, const struct stripe_call *call,
                                     struct str base, struct str key) {
  struct arena *arena = ctx->arena;
  struct remote_call request = {.url = STR_CONCAT(arena, base, call->path),
                                .post = !stripe_call_asks(call->kind),
                                .body = call->body,
                                .connect_ms = CONNECT_MS,
                                .whole_ms = WHOLE_MS,
                                .most = ANSWER_MAX,
                                .stop = is_stopping};
  request.headers[0] = STR_CONCAT(arena, S("Authorization: Bearer "), key);
  request.headers[1] = S(STRIPE_VERSION);
  if (request.post)
    request.headers[2] = STR_CONCAT(arena, S("Idempotency-Key: "),
                                    capability_text(ctx, S("stripe"), call->id.value));
  return request;
}

static struct stripe_reply reply_of(struct arena *arena, const struct remote_reply *remote) {
  struct stripe_reply reply = {.status = remote->status, .body = remote->body};
  struct str again = remote_header(arena, remote, "Stripe-Should-Retry");
  if (str_equal(again, S("true"))) reply.retry = STRIPE_SAID_RETRY;
  if (str_equal(again, S("false"))) reply.retry = STRIPE_SAID_DO_NOT_RETRY;
  if (!str_to_int(remote_header(arena, remote, "Retry-After"), &reply.retry_after_s) ||
      reply.retry_after_s < 0)
    reply.retry_after_s = 0;
  reply.request = str_take(remote_header(arena, remote, "Request-Id"), 100);
  return reply;
}

/* No transaction is open while Stripe is spoken to. A crash between its answer and our note makes
 * the call again, with the same key: Stripe gives the same answer and does nothing. */
static bool send_one(struct ctx *ctx, const struct jobs_options *options,
                     struct stripe_call *call) {
  struct territory territory;
  struct str key;
  struct noting noting = {.call = call, .reply = {.body = S("no key was given")}};
  if (!territory_find(ctx, call->territory, &territory)) return false;
  territory_enter(ctx, &territory);
  if (!db_write(ctx, take_body, call)) return false; /* another thread was quicker */
  bool keyed = stripe_key(ctx, &key);
  int64_t began_ms = clock_monotonic_us() / 1000;
  db_read_end(ctx);
  if (keyed) {
    struct remote_call request = request_of(ctx, call, options->stripe_url, key);
    struct remote_reply remote = remote_ask(ctx->arena, &request);
    noting.reply = reply_of(ctx->arena, &remote);
  }
  ctx->now.ms += clock_monotonic_us() / 1000 - began_ms;
  db_write(ctx, note_body, &noting);
  if (noting.reply.status < 200 || noting.reply.status >= 300)
    log_warn("stripe_refused", 0, LOG_STR("call", stripe_call_name(call->kind)),
             LOG_INT("id", call->id.value), LOG_INT("status", noting.reply.status),
             LOG_STR("request", noting.reply.request));
  return true;
}

int64_t stripe_job_send(struct ctx *ctx, const struct jobs_options *options) {
  int64_t sent = 0;
  struct stripe_calls due = stripe_call_due(ctx);
  db_read_end(ctx);
  for (size_t i = 0; i < due.count && !is_stopping(); i++)
    sent += send_one(ctx, options, &due.items[i]);
  return sent;
}

/* Threads. */

static bool wait_for_round(bool at_once) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  int64_t ns = until.tv_nsec + (at_once ? 0 : (int64_t)LOOK_MS * 1000000);
  until.tv_sec += ns / 1000000000;
  until.tv_nsec = ns % 1000000000;
  pthread_mutex_lock(&job.lock);
  while (!is_stopping() && pthread_cond_timedwait(&job.wake, &job.lock, &until) == 0)
    continue;
  bool go_on = !is_stopping();
  pthread_mutex_unlock(&job.lock);
  return go_on;
}

struct round {
  struct ctx *ctx;
  bool gathers;
  uint64_t seen; /* the last commit at which it was looked */
  int64_t looked_ms, watched_ms;
  int64_t done;
};

static void round_body(void *arg) {
  struct round *round = arg;
  int64_t now_ms = clock_monotonic_us() / 1000;
  uint64_t version = db_version_now(round->ctx->db);
  round->done = 0;
  if (round->gathers && now_ms - round->watched_ms >= WATCH_MS) {
    round->watched_ms = now_ms;
    stripe_job_watch(round->ctx);
  }
  if (version == round->seen && now_ms - round->looked_ms < AGAIN_MS) return;
  round->seen = version;
  round->looked_ms = now_ms;
  round->done = round->gathers ? stripe_job_gather(round->ctx, job.options)
                               : stripe_job_send(round->ctx, job.options);
}

static void *run(void *arg) {
  struct random random = random_system();
  struct arena *arena = arena_create(ARENA_MAX);
  struct round round = {.gathers = arg != NULL};
  while (wait_for_round(round.done > 0)) {
    struct ctx ctx = {.arena = arena,
                      .db = job.options->db,
                      .now = clock_now(),
                      .random = &random,
                      .ids = job.options->ids,
                      .keys = job.options->keys};
    struct fault fault;
    round.ctx = &ctx;
    if (!fault_catch(&fault, round_body, &round)) {
      round.done = 0;
      log_error("job_failed", 0, LOG_STR("job", S("stripe")),
                LOG_STR("fault", str_from(fault.text)));
    }
    db_read_end(&ctx);
    arena_reset(arena);
  }
  arena_destroy(arena);
  return NULL;
}

void stripe_job_start(const struct jobs_options *options) {
  job.options = options;
  atomic_store(&job.stopping, false);
  must(pthread_create(&job.gatherer, NULL, run, &job) == 0);
  for (size_t i = 0; i < SENDERS; i++)
    must(pthread_create(&job.senders[i], NULL, run, NULL) == 0);
}

void stripe_job_stop(void) {
  pthread_mutex_lock(&job.lock);
  atomic_store(&job.stopping, true);
  pthread_cond_broadcast(&job.wake);
  pthread_mutex_unlock(&job.lock);
  pthread_join(job.gatherer, NULL);
  for (size_t i = 0; i < SENDERS; i++)
    pthread_join(job.senders[i], NULL);
}
