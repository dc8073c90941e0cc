#include "web/testing.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/fault.h"
#include "web/exchange.h"

struct test_web {
  struct ctx *ctx;
  struct web *web;
  struct worker worker;
};

struct test_web *test_web_open_with(struct ctx *ctx, const struct site *site,
                                    const struct server_options *options) {
  struct test_web *test = calloc(1, sizeof *test);
  must(test != NULL);
  struct server_options own = *options;
  own.keys = ctx->keys;
  own.ids = ctx->ids;
  test->ctx = ctx;
  test->web = web_create(ctx->db, site, &own);
  worker_start(&test->worker, test->web);
  return test;
}

struct test_web *test_web_open(struct ctx *ctx, const struct site *site) {
  struct server_options options = {.rates_off = true, .demonstration = true};
  return test_web_open_with(ctx, site, &options);
}

void test_web_close(struct test_web *test) {
  worker_end(&test->worker);
  web_destroy(test->web);
  free(test);
}

struct test_client test_client(struct test_web *web, const char *host) {
  return (struct test_client){.web = web, .host = str_from(host), .address = S("192.0.2.1")};
}

/* ---- cookies and tokens ---- */

static void cookie_store(struct test_client *client, struct str set_cookie) {
  struct arena *arena = client->web->ctx->arena;
  struct str value, rest, pair = str_cut(set_cookie, ';', &rest);
  struct str name = str_cut(pair, '=', &value);
  struct test_cookie *place = NULL;
  for (size_t i = 0; i < TEST_COOKIES; i++) {
    struct test_cookie *cookie = &client->cookies[i];
    bool free_place = cookie->name.len == 0 && !place;
    if (free_place || str_equal(cookie->name, name)) place = cookie;
  }
  must(place != NULL);
  *place = (struct test_cookie){str_copy(arena, name), str_copy(arena, value)};
}

static struct str cookie_header(const struct test_client *client) {
  struct buf out = buf_in(client->web->ctx->arena);
  for (size_t i = 0; i < TEST_COOKIES; i++) {
    const struct test_cookie *cookie = &client->cookies[i];
    if (cookie->value.len == 0) continue;
    buf_format(&out, "%s%.*s=%.*s", out.len ? "; " : "", STR_ARG(cookie->name),
               STR_ARG(cookie->value));
  }
  return buf_str(&out);
}

static void token_remember(struct test_client *client, struct str body) {
  struct str mark = S("name=\"form_token\" value=\""), rest;
  ptrdiff_t at = str_find(body, mark);
  if (at < 0) return;
  struct str token = str_cut(str_skip(body, (size_t)at + mark.len), '"', &rest);
  client->form_token = str_copy(client->web->ctx->arena, token);
}

/* ---- sending ---- */

struct sending {
  struct incoming in;
  struct pair headers[TEST_HEADERS + 4];
};

static void add_header(struct sending *sending, struct str name, struct str value) {
  if (value.len == 0) return;
  sending->headers[sending->in.header_count++] = (struct pair){name, value};
}

static void prepare(struct test_client *client, const struct test_request *request,
                    struct sending *sending) {
  struct arena *arena = client->web->ctx->arena;
  *sending = (struct sending){.in = {.method = str_from(request->method),
                                     .target = str_from(request->path),
                                     .body = request->body}};
  sending->in.headers = sending->headers;
  must(address_read(arena, client->address, &sending->in.peer));
  add_header(sending, S("Host"), client->host);
  if (client->bearer.len > 0) {
    struct str value = str_format(arena, "Bearer %.*s", STR_ARG(client->bearer));
    add_header(sending, S("Authorization"), value);
  } else {
    add_header(sending, S("Cookie"), cookie_header(client));
  }
  for (size_t i = 0; i < TEST_HEADERS && request->headers[i]; i++) {
    struct str value, name = str_cut(str_from(request->headers[i]), ':', &value);
    add_header(sending, name, str_trim(value));
  }
}

/* A long answer has left the arena for a file. */
static struct str body_of(struct arena *arena, const struct response *response) {
  const struct spill *spill = response->spill;
  if (!spill) return str_copy(arena, buf_str(&response->body));
  char *bytes = arena_raw(arena, spill->bytes + 1);
  must(pread(spill->fd, bytes, spill->bytes, 0) == (ssize_t)spill->bytes);
  return str_slice(bytes, spill->bytes);
}

static struct test_reply reply_of(struct test_client *client, const struct response *response) {
  struct arena *arena = client->web->ctx->arena;
  struct test_reply reply = {.status = response->status,
                             .content_type = str_copy(arena, response->content_type),
                             .refusal = str_from(response->refusal),
                             .body = body_of(arena, response)};
  struct buf headers = buf_in(arena);
  for (size_t i = 0; i < response->header_count; i++) {
    const struct pair *header = &response->headers[i];
    buf_format(&headers, "%.*s: %.*s\n", STR_ARG(header->name), STR_ARG(header->value));
    if (str_equal(header->name, S("Set-Cookie"))) cookie_store(client, header->value);
  }
  reply.headers = buf_str(&headers);
  reply.location = test_header(&reply, "Location");
  return reply;
}

struct test_reply test_send(struct test_client *client, const struct test_request *request) {
  struct test_web *test = client->web;
  struct sending sending;
  prepare(client, request, &sending);
  test->worker.frozen = test->ctx->now;
  if (test->ctx->random) test->worker.random = *test->ctx->random;
  struct exchange *x = exchange_run(&test->worker, &sending.in);
  struct test_reply reply = reply_of(client, &x->response);
  if (test->ctx->random) *test->ctx->random = test->worker.random;
  worker_done(&test->worker);
  token_remember(client, reply.body);
  return reply;
}

struct test_reply test_get(struct test_client *client, const char *path) {
  return test_send(client, &(struct test_request){.method = "GET", .path = path});
}

struct test_reply test_post(struct test_client *client, const char *path, const char *form) {
  struct str body = str_format(client->web->ctx->arena, "%s%sform_token=%.*s", form,
                               form[0] ? "&" : "", STR_ARG(client->form_token));
  return test_send(
      client, &(struct test_request){.method = "POST",
                                     .path = path,
                                     .headers = {"Content-Type: application/x-www-form-urlencoded"},
                                     .body = body});
}

struct test_reply test_post_json(struct test_client *client, const char *path, const char *json) {
  return test_send(client, &(struct test_request){.method = "POST",
                                                  .path = path,
                                                  .headers = {"Content-Type: application/json"},
                                                  .body = str_from(json)});
}

struct str test_header(const struct test_reply *reply, const char *name) {
  struct str rest = reply->headers, wanted = str_from(name);
  while (rest.ptr) {
    struct str value, line = str_cut(rest, '\n', &rest);
    if (str_equal_ascii_case(str_cut(line, ':', &value), wanted)) return str_trim(value);
  }
  return (struct str){0};
}

bool test_shows(const struct test_reply *reply, const char *text) {
  return str_find(reply->body, str_from(text)) >= 0;
}
