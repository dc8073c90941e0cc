/* Whatever arrives as a request, in the text form of HTTP/1.1: it is answered, once, with a status
 * that exists, headers that end no line early, and no cookie for a program. The lines are split
 * here, not by the HTTP library, so that what the library lets through is reached quickly. */
#include <stdint.h>
#include <string.h>

#include "base/crypto.h"
#include "base/fault.h"
#include "base/log.h"
#include "web/exchange.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fuzz_form {
  struct str q;
  int64_t page;
};
static const struct field fields[] = {
    FIELD(struct fuzz_form, q, TEXT),
    FIELD(struct fuzz_form, page, INT),
};
static const struct form form = FORM("Fuzz", struct fuzz_form, fields);

static void show(struct request *request, struct response *response) {
  struct html_out out = response_out(request, response, 200);
  html_put_str(&out, request->path);
  html_put_str(&out, request->form_token);
}

static void go(struct request *request, struct response *response) {
  response_redirect(response, request_header(request, "Referer"));
}

static void name_it(struct request *request, struct response *response) {
  response_bytes(response, S("text/plain"), request_body(request), request_param(request, "name"));
}

static const struct route routes[] = {
    {.method = METHOD_GET, .path = "/", .handle = show, .form = &form, .cached = true},
    {.method = METHOD_POST, .path = "/", .handle = go, .form = &form},
    {.method = METHOD_POST, .path = "/go", .handle = go, .tokenless = true},
    {.method = METHOD_GET, .path = "/{name}/x", .handle = name_it},
    {.method = METHOD_GET, .path = "/agent", .handle = show, .who = WHO_AGENT},
    {.method = METHOD_POST, .path = "/api/v1/x", .handle = go, .form = &form, .rate = RATE_WRITE},
};
static const struct route_table table = {routes, sizeof routes / sizeof *routes};

static bool find_territory(struct ctx *ctx, struct str host, struct territory_view *view) {
  (void)ctx;
  *view = (struct territory_view){.id = {1}, .slug = S("a"), .name = S("A")};
  view->languages.has[LANGUAGE_FR] = view->languages.has[LANGUAGE_DE] = true;
  return !str_equal(host, S("none"));
}

static bool find_session(struct ctx *ctx, struct str token, struct session_view *view) {
  (void)ctx;
  view->person.value = 1;
  return token.ptr[0] == 'x';
}

static const struct site site = {.tables = &table,
                                 .table_count = 1,
                                 .sign_in_path = S("/connexion"),
                                 .find_territory = find_territory,
                                 .find_session = find_session,
                                 .find_bearer = find_session};

static struct worker *worker(void) {
  static struct keys keys;
  static struct worker made;
  if (made.web) return &made;
  crypto_start();
  log_set_level(LOG_LEVEL_ERROR);
  keys = keys_from_master((const unsigned char[32]){1});
  worker_start(&made, web_create(NULL, &site,
                                 &(struct server_options){.keys = &keys, .behind_proxy = true}));
  return &made;
}

/* "METHOD target\nName: value\n...\n\nbody". */
static void split(struct str text, struct incoming *in, struct pair *headers) {
  struct str line = str_cut(text, '\n', &text);
  in->method = str_cut(line, ' ', &in->target);
  if (!in->target.ptr) in->target = S("");
  while (text.ptr) {
    line = str_cut(text, '\n', &text);
    if (line.len == 0 || in->header_count == EXCHANGE_HEADERS) break;
    struct str value, name = str_cut(line, ':', &value);
    if (!value.ptr) value = S("");
    headers[in->header_count++] = (struct pair){name, str_trim(value)};
  }
  in->headers = headers;
  in->body = text.ptr ? text : S("");
}

static void check(const struct response *response) {
  must(response->status >= 200 && response->status < 600);
  for (size_t i = 0; i < response->header_count; i++) {
    struct str value = response->headers[i].value;
    must(!memchr(value.ptr, '\n', value.len) && !memchr(value.ptr, '\r', value.len));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct pair headers[EXCHANGE_HEADERS];
  struct incoming in = {0};
  /* Ends where the input ends, so that reading beyond it shows. */
  split(str_slice((const char *)data, size), &in, headers);
  struct exchange *x = exchange_run(worker(), &in);
  check(&x->response);
  must(x->response.status != 503);
  worker_done(worker());
  return 0;
}
