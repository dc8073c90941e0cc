/* One request on its way through the phases, from what came over the wire to what goes back.
 * Inside the web room only; handlers see the struct request in it. */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include "db/db.h"
#include "web/dependency.h"
#include "web/refusal.h"
#include "web/server.h"
#include "web/upload.h"
#include "web/uri.h"
#include "web/web.h"

enum { EXCHANGE_HEADERS = 64, EXCHANGE_PARAMS = 4, RESPONSE_HEADERS = 16, RESPONSE_MEMBERS = 12 };

struct pair { /* a header, a cookie, a member */
  struct str name, value;
};

struct client_address { /* IPv4 as ::ffff:a.b.c.d */
  unsigned char bytes[16];
};

/* As read from the connection; views that live at least as long as the exchange. */
struct incoming {
  struct str method;
  struct str target; /* "/de/commerces?q=caf%C3%A9", undecoded */
  const struct pair *headers;
  size_t header_count;
  struct str body;
  struct client_address peer;
};

struct response {
  struct request *request;
  struct buf body;
  int status;
  struct str content_type;
  struct pair headers[RESPONSE_HEADERS];
  size_t header_count;
  /* A refusal is written last, when its members are known. */
  const char *refusal;
  struct str refusal_sentence;
  struct pair members[RESPONSE_MEMBERS];
  size_t member_count;
  bool private;        /* sets a cookie or shows a form: never for the page cache */
  bool drawing;        /* inside site->refusal_page */
  bool framable;       /* by any site */
  struct spill *spill; /* of response_stream: what has left the buffer */
};

struct spill { /* a file without a name */
  int fd;
  size_t bytes;
};

/* What one thread keeps between requests. */
struct worker {
  struct web *web;
  struct arena *arena, *body; /* of the request; of its answer's body */
  struct random random;
  struct instant frozen; /* tests: the time of every request; 0: the clock's */
  /* The cookie for the next visitor who is shown a form, and its form token: made once, used when
   * a page turns out to hold the token. */
  char visit[32], visit_token[32];
};

struct exchange {
  struct request request; /* first: request_exchange() */
  struct response response;
  struct ctx ctx;
  struct web *web;
  struct worker *worker;
  const struct incoming *in;
  struct client_address client; /* the peer, or whom the trusted proxy names */
  struct uri uri;
  bool head;
  size_t route_index;
  struct str params[EXCHANGE_PARAMS]; /* in the order of the route's path */
  struct territory_view territory;
  struct session_view session;
  struct str session_token, bearer, visit;
  struct str form_bytes; /* the form's fields, as a body or out of a multipart one */
  struct upload_body upload;
  struct dependency tenant, page; /* the page cache's */
  bool keep;                      /* the page cache may keep the answer */
};

/* What an installation's server has one of. */
struct web {
  struct db *db;
  const struct site *site;
  struct server_options options;
  struct router *router;
  struct tenants *tenants;
  struct rates *rates;
  struct page_cache *pages;
  struct bodies *bodies;
  char policy[600], policy_framable[600]; /* Content-Security-Policy */
  struct queue *queue;                    /* NULL without a server */
  uint64_t requests;                      /* numbered from 1, atomically */
};

struct exchange *request_exchange(const struct request *request);

/* options filled up with the values in brackets. */
struct server_options server_defaults(const struct server_options *options);
struct web *web_create(struct db *db, const struct site *site,
                       const struct server_options *options);
void web_destroy(struct web *web);
void worker_start(struct worker *worker, struct web *web);
void worker_end(struct worker *worker);

/* Runs all phases and the handler inside the fault boundary. The result lives in the worker's
 * arena until worker_done(). Never fails: a fault becomes a 503. */
struct exchange *exchange_run(struct worker *worker, const struct incoming *in);
void worker_done(struct worker *worker);
/* A bare refusal without any phase. For a request that is not whole, or that finds no worker. */
struct exchange *exchange_refuse(struct worker *worker, const struct incoming *in,
                                 enum web_refusal refusal);

/* "192.0.2.1" or "2001:db8::1". */
bool address_read(struct arena *arena, struct str text, struct client_address *address);
struct str address_text(struct arena *arena, const struct client_address *address);

/* A header of the request or the empty view. Names without case. */
struct str incoming_header(const struct incoming *in, const char *name);
/* A cookie's value, or the empty view. */
struct str incoming_cookie(const struct incoming *in, struct str name);
struct str session_cookie_name(const struct web *web);
struct str till_cookie_name(const struct web *web);
struct str visit_cookie_name(const struct web *web);

#endif
