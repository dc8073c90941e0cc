/* What a handler sees: the request, already checked, and the response to fill. Handlers read
 * top to bottom and never call a remote service.
 *
 * Phases, fixed, before any handler: parse and limits; tenant from the host name; route; session
 * or bearer; rights (`who`); rate limit; form token (CSRF) for page POSTs; form. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "base/ctx.h"
#include "base/message.h"
#include "web/form.h"
#include "web/html.h"
#include "web/shape.h"

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_DELETE }; /* HEAD is served by GET */

/* Who may come in. Roles are granted in a territory or a merchant (domain/person). */
enum who {
  WHO_ANYONE,
  WHO_SIGNED_IN,
  WHO_SHOPKEEPER, /* of some merchant of this territory */
  WHO_AGENT,
  WHO_ACCOUNTANT,
  WHO_STAFF, /* agent or accountant */
  WHO_TILL,  /* a shop's bearer token, as header or the till's cookie, or a shopkeeper's session */
  WHO_DEVICE /* the same, and a token that was taken away: the handler refuses it by name */
};

/* Rate limits: a named bucket per client address (and per till or account where known). */
enum rate {
  RATE_NONE,
  RATE_SIGN_IN,
  RATE_CODE,
  RATE_PURCHASE,
  RATE_WRITE,
  RATE_PROPOSAL,
  RATE_LETTER /* not by who asks, but by the mail address that is written to */
};

struct request;
struct response;
typedef void (*handler)(struct request *request, struct response *response);

struct route {
  enum method method;
  const char *path; /* "/commerces/{slug}"; API paths begin with /api/v1/ */
  handler handle;
  enum who who;
  const struct form *form; /* of the query (GET) or the body (POST) */
  enum rate rate;
  bool cached;     /* the page cache may keep it for visitors without a session, who then get no
                      form token: a page with a form to send is not one of these */
  bool tokenless;  /* a POST that needs no form token: API, webhook */
  bool idempotent; /* moves money: takes the header Idempotency-Key (described in OpenAPI) */
  const struct shape *reply; /* of the API */
  int reply_status;          /* 200 unless set */
  /* Takes files (multipart/form-data), and a body of up to so many bytes; 0: the server's limit. A
   * body above that limit is read only with a session cookie, unless `strangers`. */
  bool upload, strangers;
  size_t body_limit;
  const char *help; /* one sentence; shown by `emplettes routes` and in OpenAPI */
};

struct route_table {
  const struct route *routes;
  size_t count;
};

struct territory_view { /* what every page needs of the tenant */
  struct territory_id id;
  struct str slug, name;
  struct str host; /* the name it is known by: its first one */
  enum currency currency;
  const struct zone *zone;
  struct language_set {
    bool has[LANGUAGE_COUNT];
  } languages;
  enum language default_language;
  struct str accent; /* CSS colour "#7a1f3d" */
  bool demonstration;
};

struct session_view {
  struct person_id person;
  struct str person_name;
  bool shopkeeper, agent, accountant; /* in this territory */
  int64_t merchant;                   /* of the shopkeeper, or 0 */
  int64_t shop;                       /* of the till or the shopkeeper, or 0 */
  int64_t till;                       /* bearer's device, or 0 */
  bool till_revoked;                  /* its right was taken away */
};

struct request {
  struct ctx *ctx;
  enum method method;
  struct str path;  /* decoded, without language prefix or query */
  struct str query; /* raw */
  struct str host;
  const struct route *route;
  const struct territory_view *territory;
  const struct session_view *session; /* never NULL; person 0 when nobody */
  bool api;
  struct form_result form;
  struct str idempotency_key;
  struct str form_token; /* to put into this page's forms */
};

/* A path parameter: request_param(request, "slug"). */
struct str request_param(const struct request *request, const char *name);
/* The form's struct: const struct buy_form *form = request_form(request). */
const void *request_form(const struct request *request);
bool form_ok(const struct request *request);
/* Adds a problem found by the domain ("amount" is above the campaign's bound). */
void form_refuse(struct request *request, const char *field, enum message message);
/* A field's problem for its template, or false. */
bool form_problem(const struct request *request, const char *field, struct form_problem *problem);
struct str request_header(const struct request *request, const char *name);
/* The session cookie as sent, "" without one: for signing out. */
struct str request_session_token(const struct request *request);
/* The body as sent, for routes without a form (a file, a webhook). */
struct str request_body(const struct request *request);
struct upload {           /* a file that a form brought */
  struct str name, bytes; /* as the person calls it; its bytes, gone with the request */
};
/* Of a route with `upload`; false: there is no such file. */
bool request_upload(const struct request *request, const char *field, struct upload *upload);
/* Writes it into the server's folder of uploads, under the name that is returned. */
struct str upload_keep(struct request *request, const struct upload *upload);
struct str upload_path(const struct request *request, struct str kept);
void upload_forget(const struct request *request, struct str kept);
/* An address of this site in the reader's language: "/commerces" becomes "/de/commerces" unless
 * German is the territory's default. Paths in the API, assets and whole addresses stay. */
struct url site_path(const struct request *request, struct str path);
/* Where this site stands for the world: "https://bons.example", the same whatever name of the
 * territory it was asked by. For canonical links, feeds and names that others keep. */
struct str request_origin(const struct request *request);
/* A page's whole address in a language of the territory, for a path without prefix. */
struct url site_address(const struct request *request, enum language language, struct str path);
/* The background of maps that the operator configured, or empty texts: "https://…/{z}/{x}/{y}.png".
 */
struct map_tiles {
  struct str url, attribution;
};
struct map_tiles request_tiles(const struct request *request);
/* Counts a failure against a limit (a wrong voucher code against RATE_CODE). A route with
 * RATE_CODE only looks at its bucket; every other rate takes one token per request. */
void request_rate_spend(struct request *request, enum rate rate);
/* Takes one token of this mail address (as it is compared), whoever asks; false: there is none. */
bool request_may_write_to(struct request *request, struct str email);

/* Answers. One of these per request; the last one counts. */
struct buf *response_html(struct response *response, int status); /* body buffer, text/html */
struct html_out response_out(struct request *request, struct response *response, int status);
/* 303 to a path of this site (in the reader's language, as site_path) or a whole address. */
void response_redirect(struct response *response, struct str path);
/* Makes the redirect just given one for ever: 301. */
void response_moved(struct response *response);
void response_bytes(struct response *response, struct str content_type, struct str bytes,
                    struct str download_name /* "" = inline */);
void response_json(struct response *response, int status, const struct shape *shape,
                   const void *value);
void response_csv(struct response *response, const struct shape *shape, const void *items,
                  size_t count, struct str download_name);
/* Gives the answer this tag (in quotes; RFC 9110, 8.8.3). True: the reader has it already, and the
 * answer is 304 without a body. */
bool response_unchanged(const struct request *request, struct response *response, struct str etag);
/* A long answer, written as it is made: fill the returned buffer row by row and call
 * response_spill() between rows; what has piled up goes into a file without a name, so that the
 * length of the answer does not matter. Such an answer is never kept by the page cache. */
struct buf *response_stream(struct response *response, struct str content_type,
                            struct str download_name);
void response_spill(struct response *response);
/* A file that somebody else wrote, whose descriptor the response takes over. */
void response_file(struct response *response, struct str content_type, int fd,
                   struct str download_name);
/* Lets other sites show this page in a frame of theirs: for widgets, which know no session. */
void response_framable(struct response *response);
/* A business "no" by name. Page: a page with the sentence and a way back. API: RFC 9457 problem
 * details {type, title, status, detail, refusal, message, ...}. `detail` may be empty: the
 * sentence of the message is used. */
void response_refuse(struct request *request, struct response *response, int status,
                     const char *refusal, enum message message, struct str detail);
/* Extra members of an API refusal, beside `refusal`. A name that ends in "_minor" is an amount and
 * becomes a number, everything else text. */
void response_refuse_member(struct response *response, const char *name, struct str text);
void response_not_found(struct request *request, struct response *response);
void response_header(struct response *response, const char *name, struct str value);
/* Session cookie (HttpOnly, SameSite=Lax, Secure behind TLS); "" ends it. */
void response_session(struct response *response, struct str token);
/* The cookie that makes this browser a till, likewise. It counts on the till's own routes only, and
 * there before a session. */
void response_till(struct response *response, struct str token);

/* What the server must know about the product; filled in routes.c. */
struct site {
  const struct route_table *tables;
  size_t table_count;
  /* Where a page sends a visitor who must sign in first, as "<path>?next=<where to>"; empty: a
   * refusal instead. */
  struct str sign_in_path;
  /* The tenant of a host name (without port); false: 404 page. Cached by the server until
   * the territory tables change. */
  bool (*find_territory)(struct ctx *ctx, struct str host, struct territory_view *view);
  /* Who holds this session cookie / bearer token in this territory; false: nobody. */
  bool (*find_session)(struct ctx *ctx, struct str token, struct session_view *view);
  bool (*find_bearer)(struct ctx *ctx, struct str token, struct session_view *view);
  /* Draws a whole page around a refusal, 404 or 503, in the site's frame. */
  void (*refusal_page)(struct request *request, struct response *response, int status,
                       enum message title, struct str detail);
};

#endif
