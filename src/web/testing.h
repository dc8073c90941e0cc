/* Requests through all phases without the network: for golden files, journeys and tenancy tests.
 * Time, chance, ids and keys come from the test's ctx, so that every answer is repeatable.
 *
 *   struct test_web *web = test_web_open(ctx, &site);
 *   struct test_client client = test_client(web, "bordeaux.localhost");
 *   struct test_reply page = test_get(&client, "/commerces");
 *   test_post(&client, "/bons", "amount=50");     the form token of the last page is added
 */
#ifndef WEB_TESTING_H
#define WEB_TESTING_H

#include "web/server.h"

struct test_web;

/* Rate limits are off. Replies live in ctx->arena. ctx->now is read again for each request. */
struct test_web *test_web_open(struct ctx *ctx, const struct site *site);
/* The same with options of one's own; keys and ids come from ctx all the same. */
struct test_web *test_web_open_with(struct ctx *ctx, const struct site *site,
                                    const struct server_options *options);
void test_web_close(struct test_web *web);

enum { TEST_COOKIES = 4, TEST_HEADERS = 8 };

struct test_cookie {
  struct str name, value;
};

struct test_client { /* a browser: keeps cookies and the last page's form token */
  struct test_web *web;
  struct str host;
  struct str bearer;  /* if set, sent as bearer token; no cookies are sent then */
  struct str address; /* "192.0.2.1" unless set */
  struct test_cookie cookies[TEST_COOKIES];
  struct str form_token;
};
struct test_client test_client(struct test_web *web, const char *host);

struct test_reply {
  int status;
  struct str content_type, location, refusal; /* refusal: its name, or empty */
  struct str headers;                         /* "Name: value\n" each, in the order sent */
  struct str body;
};

struct test_reply test_get(struct test_client *client, const char *path);
/* A form, as a browser sends it: "a=b&c=d". */
struct test_reply test_post(struct test_client *client, const char *path, const char *form);
struct test_reply test_post_json(struct test_client *client, const char *path, const char *json);

struct test_request {
  const char *method; /* "GET" */
  const char *path;
  const char *headers[TEST_HEADERS]; /* "Idempotency-Key: a1"; NULL ends */
  struct str body;
};
/* Nothing is added but Host, cookies and bearer. */
struct test_reply test_send(struct test_client *client, const struct test_request *request);

/* A header's value, or the empty view. */
struct str test_header(const struct test_reply *reply, const char *name);
/* Does the body hold this text? */
bool test_shows(const struct test_reply *reply, const char *text);

#endif
