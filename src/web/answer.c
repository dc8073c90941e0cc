/* Answers in the library's form: of workers, of kept pages, of static files, refusals. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/fault.h"
#include "base/time.h"
#include "web/bodies.h"
#include "web/page_cache.h"
#include "web/phases.h"
#include "web/response.h"
#include "web/server_in.h"
#include "web/visits.h"

enum { ETAG_HEX = 24 };

static void add_header(struct MHD_Response *answer, const char *name, const char *value) {
  must(MHD_add_response_header(answer, name, value) == MHD_YES);
}

/* ---- visitors ---- */

static bool is_page(const struct exchange *x) {
  return x->response.status == 200 && x->territory.id.value != 0 &&
         str_starts(x->response.content_type, S("text/html"));
}

/* The last name in X-Forwarded-For is the one our own proxy wrote. */
static struct str address_of(const struct web *web, const struct incoming *in) {
  struct str rest = {0}, last = {0};
  if (web->options.behind_proxy) rest = incoming_header(in, "X-Forwarded-For");
  while (rest.ptr)
    last = str_trim(str_cut(rest, ',', &rest));
  return last.len > 0 ? last : (struct str){(const char *)in->peer.bytes, sizeof in->peer.bytes};
}

static void note_visit(const struct web *web, const struct incoming *in,
                       struct territory_id territory, const struct zone *zone) {
  visits_note(&(struct visit){.territory = territory,
                              .zone = zone,
                              .at = clock_now(),
                              .address = address_of(web, in),
                              .browser = incoming_header(in, "User-Agent")});
}

/* ---- kept pages ---- */

struct kept {
  int references;
  struct MHD_Response *full, *unchanged;
  bool file; /* `full` sends a file */
  bool page; /* for people: its visitors count, there */
  struct territory_id territory;
  const struct zone *zone;
  char etag[ETAG_HEX + 3];
};

static void kept_keep(void *thing) {
  __atomic_fetch_add(&((struct kept *)thing)->references, 1, __ATOMIC_RELAXED);
}

static void kept_release(void *thing) {
  struct kept *kept = thing;
  if (__atomic_sub_fetch(&kept->references, 1, __ATOMIC_ACQ_REL) > 0) return;
  MHD_destroy_response(kept->full);
  MHD_destroy_response(kept->unchanged);
  free(kept);
}

void answer_cache_create(struct web *web) {
  if (web->options.page_cache_off) return;
  web->pages = page_cache_create(web->options.page_cache_bytes,
                                 (struct page_things){kept_keep, kept_release});
}

/* A page's language is in its path; the API's is negotiated, so the wish is part of the key. */
static struct str key_of(const struct incoming *in, char *room, size_t size) {
  bool api = str_starts(in->target, S("/api/"));
  struct str wish = api ? incoming_header(in, "Accept-Language") : S("");
  return page_key(room, size, incoming_header(in, "Host"), in->target, wish);
}

/* The library sends the header lines in a packet of their own before it sends a file. */
static void cork(struct connection *connection, bool corked) {
  int value = corked;
  setsockopt(connection->fd, IPPROTO_TCP, TCP_CORK, &value, sizeof value);
  connection->corked = corked;
}

void answer_uncork(struct connection *connection) {
  if (connection->corked) cork(connection, false);
}

static struct MHD_Response *empty_answer(void) {
  struct MHD_Response *answer = MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
  must(answer != NULL);
  return answer;
}

static struct kept *kept_new(struct exchange *x, struct MHD_Response *answer, bool file) {
  struct kept *kept = calloc(1, sizeof *kept);
  must(kept != NULL);
  kept->references = 1;
  kept->file = file;
  kept->page = is_page(x);
  kept->territory = x->territory.id;
  kept->zone = x->territory.zone;
  struct digest digest = digest_of(buf_str(&x->response.body));
  struct str hex = hex_text(x->ctx.arena, digest.bytes, ETAG_HEX / 2);
  snprintf(kept->etag, sizeof kept->etag, "\"%.*s\"", STR_ARG(hex));
  kept->full = answer;
  kept->unchanged = empty_answer();
  add_header(kept->unchanged, "ETag", kept->etag);
  add_header(kept->unchanged, "Cache-Control", "no-cache");
  return kept;
}

static struct MHD_Response *answer_from_copy(struct str body) {
  return MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.ptr,
                                         MHD_RESPMEM_MUST_COPY);
}

/* The worker writes its next answer elsewhere while the library sends this one. */
static struct MHD_Response *answer_from_body(struct exchange *x) {
  struct bodies *bodies = x->web->bodies;
  struct str body = buf_str(&x->response.body);
  struct body_away *away = body.len > 0 ? body_send(bodies, x->worker->body) : NULL;
  if (!away) return answer_from_copy(body);
  x->worker->body = bodies_take(bodies);
  return MHD_create_response_from_buffer_with_free_callback_cls(
      body.len, (void *)(uintptr_t)body.ptr, body_returned, away);
}

/* A file without a name, sent by sendfile(2): the kernel passes its pages on instead of copying
 * them for every visitor. With its header lines corked to it, 15 kB measured 7.7 us of processor
 * time a request instead of 9 without the cork or as a copy. Below some 8 kB the further system
 * calls cost more. */
enum { FILE_PAYS_FROM = 8 << 10 };

static struct MHD_Response *answer_from_file(struct str body) {
  if (body.len < FILE_PAYS_FROM) return NULL;
  int fd = memfd_create("page", MFD_CLOEXEC);
  if (fd < 0) return NULL;
  bool written = write(fd, body.ptr, body.len) == (ssize_t)body.len;
  struct MHD_Response *answer = written ? MHD_create_response_from_fd64(body.len, fd) : NULL;
  if (!answer) close(fd);
  return answer;
}

static void add_headers(struct server *server, struct exchange *x, struct MHD_Response *answer) {
  struct response *response = &x->response;
  must(answer != NULL);
  if (response->content_type.len > 0) {
    add_header(answer, "Content-Type", str_cstr(x->ctx.arena, response->content_type));
  }
  for (size_t i = 0; i < response->header_count; i++) {
    add_header(answer, response->headers[i].name.ptr,
               str_cstr(x->ctx.arena, response->headers[i].value));
  }
  if (server_stopping(server)) add_header(answer, "Connection", "close");
}

/* The library closes its own descriptor when the last byte has gone. */
static struct MHD_Response *answer_from_spill(const struct spill *spill) {
  int fd = dup(spill->fd);
  if (fd < 0) fault_raise(FAULT_IO, "no descriptor is left for an answer");
  return MHD_create_response_from_fd64(spill->bytes, fd);
}

static struct MHD_Response *response_of(struct server *server, struct exchange *x) {
  const struct spill *spill = x->response.spill;
  struct MHD_Response *answer = spill ? answer_from_spill(spill) : answer_from_body(x);
  add_headers(server, x, answer);
  return answer;
}

static void keep_page(struct server *server, struct exchange *x) {
  char room[TARGET_MAX + 512];
  struct str key = key_of(x->in, room, sizeof room);
  if (key.len == 0 || !page_cache_asked(server->web->pages, key)) return;
  struct dependency dependencies[2] = {x->tenant, x->page};
  struct MHD_Response *answer = answer_from_file(buf_str(&x->response.body));
  bool file = answer != NULL;
  if (!file) answer = answer_from_copy(buf_str(&x->response.body));
  add_headers(server, x, answer);
  struct kept *kept = kept_new(x, answer, file);
  add_header(kept->full, "ETag", kept->etag);
  page_cache_put(server->web->pages, key, kept, x->response.body.len + 2048, dependencies,
                 clock_monotonic_us() / 1000);
  kept_release(kept);
}

struct MHD_Response *answer_make(struct server *server, struct exchange *x) {
  if (is_page(x) && !x->head) note_visit(x->web, x->in, x->territory.id, x->territory.zone);
  if (x->keep && server->web->pages && !server_stopping(server)) keep_page(server, x);
  return response_of(server, x);
}

/* A visitor with a session may see more on the same page. */
static bool answer_kept(struct connection *connection) {
  struct web *web = connection->io->server->web;
  const struct incoming *in = &connection->in;
  char room[TARGET_MAX + 512];
  if (!web->pages || incoming_cookie(in, session_cookie_name(web)).len > 0) return false;
  if (incoming_header(in, "Authorization").ptr) return false;
  struct str key = key_of(in, room, sizeof room);
  if (key.len == 0) return false;
  struct kept *kept = page_cache_find(web->pages, web->db, key, connection->arrived_us / 1000);
  if (!kept) return false;
  bool same = str_equal(incoming_header(in, "If-None-Match"), str_from(kept->etag));
  connection->status = same ? 304 : 200;
  connection->answer = same ? kept->unchanged : kept->full;
  connection->kept = kept;
  if (kept->page && str_equal(in->method, S("GET")))
    note_visit(web, in, kept->territory, kept->zone);
  return true;
}

bool answer_at_once(struct connection *connection) {
  struct str method = connection->in.method;
  if (!str_equal(method, S("GET")) && !str_equal(method, S("HEAD"))) return false;
  connection->status = 200;
  connection->answer = assets_find(connection->io->server->assets, &connection->in);
  connection->shared = connection->answer != NULL;
  return connection->answer || answer_kept(connection);
}

void answer_refusal(struct connection *connection, enum web_refusal refusal) {
  struct io *io = connection->io;
  struct exchange *x = exchange_refuse(&io->worker, &connection->in, refusal);
  connection->answer = response_of(io->server, x);
  connection->status = (unsigned)x->response.status;
  worker_done(&io->worker);
}

void answer_queue(struct connection *connection) {
  if (connection->kept && connection->kept->file && connection->status == 200)
    cork(connection, true);
  MHD_queue_response(connection->mhd, connection->status, connection->answer);
  answer_drop(connection);
}

void answer_drop(struct connection *connection) {
  if (connection->kept) {
    kept_release(connection->kept);
  } else if (connection->answer && !connection->shared) {
    MHD_destroy_response(connection->answer);
  }
  connection->answer = NULL;
  connection->kept = NULL;
  connection->shared = false;
}
