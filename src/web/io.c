/* A thread that speaks HTTP through libmicrohttpd. It parses, answers at once what it can, and
 * hands the rest to the workers. It drives the library's epoll set itself, so that it knows when
 * a turn ends: what one turn gathered is handed over with one lock and at most one wake-up, and
 * what workers answered meanwhile is sent in the next turn. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/spool.h"
#include "base/time.h"
#include "web/metrics.h"
#include "web/router.h"
#include "web/server_in.h"

/* ---- connections ---- */

static void peer_read(struct connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  unsigned char *bytes = connection->in.peer.bytes;
  if (info && info->client_addr->sa_family == AF_INET6) {
    memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, 16);
  } else if (info && info->client_addr->sa_family == AF_INET) {
    bytes[10] = bytes[11] = 0xff;
    memcpy(bytes + 12, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr, 4);
  }
}

static void connection_deadline(struct connection *connection, unsigned after_ms) {
  connection->deadline_us = clock_monotonic_us() + (int64_t)after_ms * 1000;
}

static struct connection *connection_open(struct io *io, struct MHD_Connection *mhd) {
  struct connection *connection = calloc(1, sizeof *connection);
  must(connection != NULL);
  connection->io = io;
  connection->mhd = mhd;
  connection->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
  connection->next = io->connections;
  connection->at = &io->connections;
  if (connection->next) connection->next->at = &connection->next;
  io->connections = connection;
  peer_read(connection);
  connection_deadline(connection, io->server->web->options.read_timeout_ms);
  return connection;
}

/* ---- bodies ---- */

enum { SPOOLS_MAX = 4, SPOOL_BYTES_PER_S = 64 << 10 };
static int spools; /* open at once, atomically */

static void body_release(struct connection *connection) {
  if (connection->spool_fd > 0) {
    if (connection->in.body.len > 0)
      munmap((void *)(uintptr_t)connection->in.body.ptr, connection->in.body.len);
    close(connection->spool_fd);
    connection->spool_fd = 0;
    __atomic_fetch_sub(&spools, 1, __ATOMIC_RELAXED);
  }
  free(connection->body);
  connection->body = NULL;
  connection->body_len = connection->body_capacity = 0;
  connection->in.body = (struct str){0};
}

/* A route may take more than the others, from people who have signed in, or from strangers where it
 * says so. Its path holds nothing that needs decoding. */
static size_t body_limit_of(const struct connection *connection) {
  const struct web *web = connection->io->server->web;
  const struct incoming *in = &connection->in;
  enum language language;
  struct str query, path = str_cut(in->target, '?', &query);
  if (!str_equal(in->method, S("POST"))) return web->options.body_limit;
  if (path.len > 3 && path.ptr[3] == '/' &&
      language_from_code(str_slice(path.ptr + 1, 2), &language))
    path = str_skip(path, 3);
  const struct route *route = router_find(web->router, METHOD_POST, path).route;
  bool known = incoming_cookie(in, session_cookie_name(web)).len > 0;
  bool large = route && (known || route->strangers) && route->body_limit > 0;
  return large ? route->body_limit : web->options.body_limit;
}

static void body_reserve(struct connection *connection, size_t size) {
  if (size <= connection->body_capacity) return;
  size_t capacity = connection->body_capacity ? connection->body_capacity : 1024;
  while (capacity < size)
    capacity *= 2;
  connection->body = realloc(connection->body, capacity);
  must(connection->body != NULL);
  connection->body_capacity = capacity;
}

static bool body_spill(struct connection *connection, const char *bytes, size_t len) {
  while (len > 0) {
    ssize_t wrote = write(connection->spool_fd, bytes, len);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes += wrote;
    len -= (size_t)wrote;
  }
  return true;
}

/* What does not fit into memory goes into a file without a name, which no crash leaves behind. At
 * most SPOOLS_MAX at a time, so that no more than that many bodies lie on the disk. */
static bool body_to_disk(struct connection *connection) {
  if (__atomic_add_fetch(&spools, 1, __ATOMIC_RELAXED) <= SPOOLS_MAX) {
    int fd = spool_file_try();
    connection->spool_fd = fd > 0 ? fd : 0;
  }
  if (connection->spool_fd > 0)
    return body_spill(connection, connection->body, connection->body_len);
  connection->spool_fd = 0;
  __atomic_fetch_sub(&spools, 1, __ATOMIC_RELAXED);
  return false;
}

/* A chunked body tells its length only by ending. A little too much is read to its end, so that
 * the refusal arrives; far too much is cut off. */
static enum MHD_Result body_read(struct connection *connection, const char *bytes, size_t len) {
  size_t limit = connection->body_limit;
  size_t memory = connection->io->server->web->options.body_limit;
  if (connection->body_len + len > limit) {
    connection->body_len += len;
    return connection->body_len > 8 * limit ? MHD_NO : MHD_YES;
  }
  if (connection->spool_fd == 0 && connection->body_len + len > memory && !body_to_disk(connection))
    return MHD_NO;
  if (connection->spool_fd > 0) {
    if (!body_spill(connection, bytes, len)) return MHD_NO;
  } else {
    body_reserve(connection, connection->body_len + len);
    memcpy(connection->body + connection->body_len, bytes, len);
  }
  connection->body_len += len;
  return MHD_YES;
}

/* The whole body as one view. False: it cannot be mapped. */
static bool body_whole(struct connection *connection) {
  connection->in.body = str_slice(connection->body, connection->body_len);
  if (connection->spool_fd == 0) return true;
  void *mapped = mmap(NULL, connection->body_len, PROT_READ, MAP_PRIVATE, connection->spool_fd, 0);
  bool good = mapped != MAP_FAILED;
  connection->in.body = good ? str_slice(mapped, connection->body_len) : (struct str){0};
  return good;
}

static void connection_close(struct connection *connection) {
  *connection->at = connection->next;
  if (connection->next) connection->next->at = connection->at;
  body_release(connection);
  free(connection);
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **socket_context,
                          enum MHD_ConnectionNotificationCode code) {
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    *socket_context = connection_open(cls, mhd);
  } else {
    connection_close(*socket_context);
  }
}

/* The request line has come: the only moment when the library shows the target as it was sent. */
static void *on_target(void *cls, const char *target, struct MHD_Connection *mhd) {
  (void)cls;
  struct connection *connection =
      MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
  size_t len = strnlen(target, TARGET_MAX);
  memcpy(connection->target, target, len);
  connection->in.target = str_slice(connection->target, len);
  connection->state = CONNECTION_READING;
  connection->arrived_us = clock_monotonic_us();
  return connection;
}

/* False once the server has found itself quiet while stopping: its workers are leaving. */
static bool running_enter(struct server *server) {
  pthread_mutex_lock(&server->lock);
  bool open = !server->drained;
  server->running += open;
  pthread_mutex_unlock(&server->lock);
  return open;
}

static void running_leave(struct server *server) {
  pthread_mutex_lock(&server->lock);
  if (--server->running == 0) pthread_cond_signal(&server->quiet);
  pthread_mutex_unlock(&server->lock);
}

static void on_completed(void *cls, struct MHD_Connection *mhd, void **request,
                         enum MHD_RequestTerminationCode code) {
  (void)cls, (void)mhd, (void)code;
  struct connection *connection = *request;
  if (!connection) return;
  answer_uncork(connection);
  if (connection->handed) running_leave(connection->io->server);
  answer_drop(connection); /* the visitor left before the worker was done */
  body_release(connection);
  connection->header_bytes = 0;
  connection->in.header_count = 0;
  connection->handed = connection->seen = false;
  connection->state = CONNECTION_IDLE;
  connection_deadline(connection, connection->io->server->web->options.read_timeout_ms);
}

/* ---- requests ---- */

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name,
                                 size_t name_len, const char *value, size_t value_len) {
  (void)kind;
  struct connection *connection = cls;
  connection->header_bytes += name_len + value_len + 4;
  if (connection->in.header_count == EXCHANGE_HEADERS) {
    connection->header_bytes = SIZE_MAX / 2; /* too many is too large */
    return MHD_NO;
  }
  connection->headers[connection->in.header_count++] =
      (struct pair){str_slice(name, name_len), str_slice(value, value_len)};
  return MHD_YES;
}

static void answered(struct connection *connection) {
  connection->state = CONNECTION_ANSWERED;
  connection_deadline(connection, connection->io->server->web->options.send_timeout_ms);
}

static enum MHD_Result refuse_now(struct connection *connection, enum web_refusal refusal) {
  answer_refusal(connection, refusal);
  answered(connection);
  answer_queue(connection);
  return MHD_YES;
}

/* The request is whole: answered now, or handed over at the end of this turn. */
static enum MHD_Result dispatch(struct connection *connection) {
  struct io *io = connection->io;
  if (answer_at_once(connection)) {
    metric_add(io->at_once, 1);
    answered(connection);
    answer_queue(connection);
    return MHD_YES;
  }
  if (!body_whole(connection) || !queue_admit(io->server->queue, io->handed.count) ||
      !running_enter(io->server)) {
    return refuse_now(connection, REFUSAL_overloaded);
  }
  connection->state = CONNECTION_WORKING;
  connection->deadline_us = 0;
  connection->handed = true;
  MHD_suspend_connection(connection->mhd);
  queue_list_add(&io->handed, &connection->item);
  return MHD_YES;
}

/* Two lengths that differ are how one request is smuggled past a proxy inside another. */
static size_t lengths_told(const struct incoming *in) {
  size_t told = 0;
  for (size_t i = 0; i < in->header_count; i++) {
    struct str name = in->headers[i].name;
    told += str_equal_ascii_case(name, S("Content-Length"));
    told += str_equal_ascii_case(name, S("Transfer-Encoding"));
  }
  return told;
}

/* The header lines are read. To answer now means not to read the rest, and closes the connection:
 * right for what is refused, so everything else waits for the call that ends the request. */
static enum MHD_Result headers_read(struct connection *connection, const char *method) {
  const struct server_options *options = &connection->io->server->web->options;
  struct incoming *in = &connection->in;
  in->method = str_from(method);
  in->headers = connection->headers;
  MHD_get_connection_values_n(connection->mhd, MHD_HEADER_KIND, on_header, connection);
  connection->seen = true;
  int64_t length;
  bool counted = str_to_int(incoming_header(in, "Content-Length"), &length);
  if (in->target.len == TARGET_MAX) return refuse_now(connection, REFUSAL_address_too_long);
  if (connection->header_bytes > options->header_limit) {
    return refuse_now(connection, REFUSAL_headers_too_large);
  }
  if (lengths_told(in) > 1) return refuse_now(connection, REFUSAL_malformed_header);
  connection->body_limit = body_limit_of(connection);
  if (counted && length > (int64_t)connection->body_limit) {
    return refuse_now(connection, REFUSAL_body_too_large);
  }
  if (counted && length > (int64_t)options->body_limit)
    connection_deadline(connection,
                        options->read_timeout_ms + (unsigned)(length / SPOOL_BYTES_PER_S) * 1000);
  return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **request) {
  (void)cls, (void)mhd, (void)url, (void)version;
  struct connection *connection = *request;
  if (connection->state == CONNECTION_WORKING) { /* resumed: the worker's answer is there */
    answered(connection);
    answer_queue(connection);
    return MHD_YES;
  }
  if (!connection->seen) return headers_read(connection, method);
  if (*upload_size > 0) {
    size_t size = *upload_size;
    *upload_size = 0;
    return body_read(connection, upload, size);
  }
  if (connection->body_len > connection->body_limit) {
    return refuse_now(connection, REFUSAL_body_too_large);
  }
  return dispatch(connection);
}

/* The library must not undo escapes: the target is read strictly elsewhere. */
static size_t on_unescape(void *cls, struct MHD_Connection *mhd, char *text) {
  (void)cls, (void)mhd;
  return strlen(text);
}

/* ---- the thread ---- */

void io_done(struct connection *connection) {
  struct io *io = connection->io;
  pthread_mutex_lock(&io->lock);
  connection->done = io->done;
  io->done = connection;
  bool wake = io->sleeping;
  io->sleeping = false;
  pthread_mutex_unlock(&io->lock);
  if (wake) eventfd_write(io->wake_fd, 1);
}

static void io_wake(struct io *io) {
  eventfd_write(io->wake_fd, 1);
}

/* The supervisor still listens: who connects from now on waits for the next server. */
static void stop_accepting(struct io *io) {
  int listen_fd = MHD_quiesce_daemon(io->daemon);
  if (listen_fd >= 0) close(listen_fd);
}

/* What workers have answered since the last turn. */
static struct connection *take_done(struct io *io, bool *may_sleep) {
  pthread_mutex_lock(&io->lock);
  struct connection *done = io->done;
  io->done = NULL;
  if (done) *may_sleep = false;
  io->sleeping = *may_sleep;
  pthread_mutex_unlock(&io->lock);
  return done;
}

/* Slow senders and slow readers are cut off: the library's own timeout starts again with every
 * byte, these do not. */
static void sweep(struct io *io) {
  int64_t now_us = clock_monotonic_us();
  for (struct connection *connection = io->connections; connection; connection = connection->next) {
    if (connection->deadline_us == 0 || connection->deadline_us > now_us) continue;
    shutdown(connection->fd, SHUT_RDWR);
    connection->deadline_us = 0;
  }
}

static int sweep_every_ms(const struct io *io) {
  unsigned quarter = io->server->web->options.read_timeout_ms / 4;
  return quarter < 1000 ? (int)quarter + 1 : 1000;
}

static int timeout_ms(struct io *io) {
  MHD_UNSIGNED_LONG_LONG wanted;
  int timeout = io->connections ? sweep_every_ms(io) : -1;
  if (MHD_get_timeout(io->daemon, &wanted) != MHD_YES) return timeout;
  return timeout < 0 || wanted < (MHD_UNSIGNED_LONG_LONG)timeout ? (int)wanted : timeout;
}

static void io_sleep(struct io *io, int epoll_fd, int timeout) {
  struct pollfd fds[2] = {{.fd = epoll_fd, .events = POLLIN},
                          {.fd = io->wake_fd, .events = POLLIN}};
  eventfd_t ignored;
  if (poll(fds, 2, timeout) > 0 && fds[1].revents) eventfd_read(io->wake_fd, &ignored);
  pthread_mutex_lock(&io->lock);
  io->sleeping = false;
  pthread_mutex_unlock(&io->lock);
}

/* Woken by an answer that is ready, this thread would push the worker aside who has the next one at
 * hand, send one page and sleep again. As a batch it waits until the processor is free, or a few
 * milliseconds, and sends them together. */
static void be_a_batch(void) {
  pthread_setschedparam(pthread_self(), SCHED_BATCH, &(struct sched_param){0});
}

static void *io_main(void *arg) {
  struct io *io = arg;
  be_a_batch();
  int epoll_fd = MHD_get_daemon_info(io->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
  int64_t swept_us = 0;
  while (!__atomic_load_n(&io->ended, __ATOMIC_ACQUIRE)) {
    int timeout = timeout_ms(io);
    bool may_sleep = timeout != 0;
    struct connection *done = take_done(io, &may_sleep);
    if (may_sleep) io_sleep(io, epoll_fd, timeout);
    for (; done; done = done->done)
      MHD_resume_connection(done->mhd);
    if (__atomic_exchange_n(&io->quiesce, false, __ATOMIC_ACQ_REL)) stop_accepting(io);
    MHD_run(io->daemon);
    queue_push(io->server->queue, &io->handed);
    int64_t now_us = clock_monotonic_us();
    if (now_us - swept_us < sweep_every_ms(io) * 1000) continue;
    swept_us = now_us;
    sweep(io);
  }
  return NULL;
}

/* What the library keeps with a request's lines: its list of them, and the lines of the answer. All
 * of a connection's memory is cleared for each request, and 64 connections' should fit the
 * processor's cache: with 9 kB instead of 16 a kept page costs 5 % less. */
enum { HEADER_KEEPING = 3 << 10 };

static struct MHD_Daemon *daemon_start(struct io *io) {
  const struct server_options *options = &io->server->web->options;
  int listen_fd = dup(io->server->listen_fd); /* the library closes it */
  struct MHD_OptionItem items[] = {
      {MHD_OPTION_LISTEN_SOCKET, listen_fd, NULL},
      {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)on_connection, io},
      {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)on_completed, io},
      {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)on_target, io},
      {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)on_unescape, NULL},
      {MHD_OPTION_CONNECTION_LIMIT, options->connections / options->io_threads + 1, NULL},
      {MHD_OPTION_PER_IP_CONNECTION_LIMIT, options->connections_per_address, NULL},
      {MHD_OPTION_CONNECTION_TIMEOUT, (options->idle_timeout_ms + 999) / 1000, NULL},
      {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
      {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)(options->header_limit + HEADER_KEEPING),
       NULL},
      /* server_run() ignores it; without this promise the library would not use sendfile(2). */
      {MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, NULL},
      {MHD_OPTION_END, 0, NULL}};
  unsigned flags = MHD_USE_EPOLL | MHD_USE_TURBO | MHD_ALLOW_SUSPEND_RESUME;
  return MHD_start_daemon(flags, 0, NULL, NULL, on_request, io, MHD_OPTION_ARRAY, items,
                          MHD_OPTION_END);
}

void io_start(struct io *io, struct server *server) {
  io->server = server;
  io->at_once = metrics_counter("answered_at_once_total", "Static files and kept pages.");
  io->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  pthread_mutex_init(&io->lock, NULL);
  worker_start(&io->worker, server->web);
  io->daemon = daemon_start(io);
  if (!io->daemon) fault_raise(FAULT_IO, "the HTTP library could not start: %s", strerror(errno));
  must(pthread_create(&io->thread, NULL, io_main, io) == 0);
}

void io_stop_accepting(struct io *io) {
  __atomic_store_n(&io->quiesce, true, __ATOMIC_RELEASE);
  io_wake(io);
}

void io_end(struct io *io) {
  __atomic_store_n(&io->ended, true, __ATOMIC_RELEASE);
  io_wake(io);
  pthread_join(io->thread, NULL);
  MHD_stop_daemon(io->daemon);
  worker_end(&io->worker);
  close(io->wake_fd);
  pthread_mutex_destroy(&io->lock);
}
