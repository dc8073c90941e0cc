/* The threads of the server and what they share. Only io.c, answer.c and server.c include this:
 * the only users of libmicrohttpd. */
#ifndef WEB_SERVER_IN_H
#define WEB_SERVER_IN_H

#include <microhttpd.h>
#include <pthread.h>

#include "web/exchange.h"
#include "web/queue.h"
#include "web/refusal.h"

enum { TARGET_MAX = 4096 };

/* A request's way: idle -> reading -> working (at a worker, suspended in the library) ->
 * answered -> idle. What can be answered at once goes from reading to answered. */
enum connection_state {
  CONNECTION_IDLE,
  CONNECTION_READING,
  CONNECTION_WORKING,
  CONNECTION_ANSWERED
};

struct connection {
  struct queue_item item;        /* first: connection_of() */
  struct connection *done;       /* the next one answered */
  struct connection *next, **at; /* among those of its thread */
  struct io *io;
  struct MHD_Connection *mhd;
  int fd;
  enum connection_state state;
  bool seen;   /* its header lines */
  bool handed; /* over to the workers, once */
  int64_t arrived_us;
  int64_t deadline_us; /* 0: none, it is the workers' turn */
  struct incoming in;  /* its views point into the library's memory, which rests meanwhile */
  size_t header_bytes;
  struct pair headers[EXCHANGE_HEADERS];
  char target[TARGET_MAX];
  char *body;
  size_t body_len, body_capacity;
  size_t body_limit; /* of this request */
  int spool_fd;      /* > 0: the body lies there, too large for memory */
  struct MHD_Response *answer;
  unsigned status;
  struct kept *kept; /* the kept page that the answer belongs to */
  bool shared;       /* the answer belongs to a static file */
  bool corked;       /* the socket waits for the rest of the answer: answer_uncork() */
};

struct io { /* one thread that speaks HTTP */
  struct server *server;
  struct MHD_Daemon *daemon;
  pthread_t thread;
  int wake_fd;
  struct worker worker; /* its arena is for refusals that need no worker thread */
  struct metric *at_once;
  struct connection *connections;
  struct queue_list handed; /* gathered in one turn, pushed at its end */
  pthread_mutex_t lock;     /* of the rest */
  struct connection *done;
  bool sleeping;
  bool quiesce, ended; /* read and written atomically */
};

struct worker_thread {
  struct server *server;
  pthread_t thread;
  struct worker worker;
  struct queue_worker queue_worker;
};

struct server {
  struct web *web;
  struct queue *queue;
  struct assets *assets;
  int listen_fd;
  struct io *ios;
  struct worker_thread *workers;
  bool stopping; /* read and written atomically: server_stopping() */
  pthread_mutex_t lock;
  pthread_cond_t quiet; /* when `running` reaches 0 */
  size_t running;       /* requests handed to a worker and not yet sent */
  bool drained;         /* no more are handed over */
};

static inline bool server_stopping(struct server *server) {
  return __atomic_load_n(&server->stopping, __ATOMIC_ACQUIRE);
}

/* ---- answer.c: answers in the library's form ---- */

/* From a finished exchange. If the page cache may keep it, it is kept. */
struct MHD_Response *answer_make(struct server *server, struct exchange *x);
/* True if a static file or a kept page answers; fills the connection's answer. */
bool answer_at_once(struct connection *connection);
/* Fills the connection's answer with a bare refusal. */
void answer_refusal(struct connection *connection, enum web_refusal refusal);
/* Hands the connection's answer to the library and gives back our reference to it. */
void answer_queue(struct connection *connection);
/* Gives it back unsent. */
void answer_drop(struct connection *connection);
/* What the socket held back goes out: the whole answer is with it. */
void answer_uncork(struct connection *connection);
void answer_cache_create(struct web *web);

/* ---- assets.c: static files, made ready once ---- */

struct assets *assets_create(void);
void assets_destroy(struct assets *assets);
struct MHD_Response *assets_find(const struct assets *assets, const struct incoming *in);

/* ---- io.c ---- */

void io_start(struct io *io, struct server *server);
void io_stop_accepting(struct io *io);
void io_end(struct io *io);
/* From a worker: the connection's answer is ready. */
void io_done(struct connection *connection);

#endif
