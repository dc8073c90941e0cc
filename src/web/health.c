#include "web/health.h"

#include <string.h>

#include "base/crypto.h"
#include "db/migrate.h"
#include "web/metrics.h"
#include "web/queue.h"
#include "web/refusal.h"

static void plain(struct exchange *x, int status, struct str text) {
  response_bytes(&x->response, S("text/plain; charset=utf-8"), text, S(""));
  x->response.status = status;
}

static void answer_health(struct exchange *x) {
  plain(x, 200, S("ok\n"));
}

/* A database that does not answer raises; the boundary then says 503, which is right here too. */
static void answer_ready(struct exchange *x) {
  if (x->web->queue && !queue_has_room(x->web->queue)) {
    plain(x, 503, S("the queue is full\n"));
  } else if (x->web->db && db_migrations_missing(x->web->db) > 0) {
    plain(x, 503, S("migrations are missing: run emplettes migrate\n"));
  } else {
    plain(x, 200, S("ready\n"));
  }
}

static bool is_loopback(const struct client_address *client) {
  static const unsigned char v4[13] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127};
  static const unsigned char v6[16] = {[15] = 1};
  return memcmp(client->bytes, v4, sizeof v4) == 0 || memcmp(client->bytes, v6, sizeof v6) == 0;
}

static bool may_measure(const struct exchange *x) {
  struct str token = x->web->options.metrics_token;
  struct str header = incoming_header(x->in, "Authorization");
  if (token.len == 0) return is_loopback(&x->client);
  return str_starts(header, S("Bearer ")) &&
         digest_equal(digest_of(str_skip(header, 7)), digest_of(token));
}

static void answer_metrics(struct exchange *x) {
  if (!may_measure(x)) {
    refuse_plainly(&x->request, &x->response, REFUSAL_not_allowed);
    return;
  }
  struct buf out = buf_in(x->ctx.arena);
  metrics_write(&out, x->web);
  response_bytes(&x->response, S("text/plain; version=0.0.4; charset=utf-8"), buf_str(&out), S(""));
}

bool health_answer(struct exchange *x) {
  static const struct {
    struct str path;
    void (*answer)(struct exchange *x);
  } known[] = {{S("/healthz"), answer_health},
               {S("/readyz"), answer_ready},
               {S("/metrics"), answer_metrics}};
  if (x->uri.has_prefix || x->request.method != METHOD_GET) return false;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (!str_equal(x->request.path, known[i].path)) continue;
    known[i].answer(x);
    return true;
  }
  return false;
}
