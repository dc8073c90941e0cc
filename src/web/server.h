/* The server: one bounded queue between the threads that speak HTTP and the workers that answer.
 * Of the product it knows only the tables in struct site. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "db/db.h"
#include "web/web.h"

/* 0 means the value in brackets. */
struct server_options {
  struct str listen;                /* "127.0.0.1:8080", "[::]:80"; port 0: any free one */
  int listen_fd;                    /* > 0: this bound socket instead, from the supervisor */
  unsigned io_threads;              /* [1] */
  unsigned workers;                 /* [64] */
  unsigned queue_length;            /* [1024] requests waiting; beyond that 503 at once */
  unsigned connections;             /* [1024] */
  unsigned connections_per_address; /* [no limit] */
  size_t header_limit;              /* [6 KiB] */
  size_t body_limit;                /* [64 KiB] */
  struct str uploads;               /* folder of kept uploads ["var/uploads"] */
  size_t memory_limit;              /* [16 MiB] of one request's arena */
  size_t page_cache_bytes;          /* [8 MiB] */
  unsigned idle_timeout_ms;         /* [15 s] without a byte */
  unsigned read_timeout_ms;         /* [30 s] for a whole request, however slowly it drips */
  unsigned send_timeout_ms;         /* [120 s] for a whole answer */
  unsigned stop_timeout_ms;         /* [20 s] for running requests when told to stop */
  bool page_cache_off;
  bool rates_off; /* only in a demonstration installation: server_run() refuses otherwise */
  bool demonstration;
  bool behind_proxy; /* the last X-Forwarded-For is the proxy's own word and may be believed */
  bool tls;          /* visitors come by https: Secure cookies, HSTS */
  bool access_log;   /* a line for each request, not only for failures and slow ones */
  struct str tiles_url, tiles_attribution; /* background of maps; none */
  struct str metrics_token; /* bearer token for /metrics from elsewhere than this machine */
  const struct keys *keys;
  struct id_source *ids;
  /* Job threads: begun once the server listens, ended when the last request is answered. */
  void (*start_jobs)(void *arg);
  void (*stop_jobs)(void *arg);
  void *jobs_arg;
};

/* Serves until SIGTERM or SIGINT, then answers what is running and returns 0. Another number is
 * the exit code after a sentence in the log. The caller closes the database. */
int server_run(struct db *db, const struct site *site, const struct server_options *options);

/* The same in steps, for tests. Raises FAULT_IO if it cannot listen. */
struct server;
struct server *server_start(struct db *db, const struct site *site,
                            const struct server_options *options);
unsigned server_port(const struct server *server);
/* True if every running request was answered in time. */
bool server_stop(struct server *server);

#endif
