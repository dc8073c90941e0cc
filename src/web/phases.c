#include "web/phases.h"

#include <arpa/inet.h>
#include <string.h>

#include "web/dependency.h"
#include "web/health.h"
#include "web/rate.h"
#include "web/refusal.h"
#include "web/response.h"
#include "web/rights.h"
#include "web/router.h"
#include "web/tenant.h"

static bool refused(struct exchange *x, enum web_refusal refusal) {
  refuse(&x->request, &x->response, refusal);
  return false;
}

/* The first language of Accept-Language that is spoken here; q values order it in practice. */
static enum language accepted_language(const struct incoming *in, const struct language_set *spoken,
                                       enum language otherwise) {
  struct str rest = incoming_header(in, "Accept-Language");
  while (rest.ptr) {
    struct str part = str_trim(str_cut(rest, ',', &rest));
    enum language language;
    if (!language_from_code(str_take(part, 2), &language)) continue;
    if (part.len > 2 && part.ptr[2] != '-' && part.ptr[2] != ';') continue;
    if (!spoken || spoken->has[language]) return language;
  }
  return otherwise;
}

void phases_glance(struct exchange *x) {
  x->request.api = str_starts(x->in->target, S("/api/"));
  x->request.session = &x->session;
  x->ctx.language = accepted_language(x->in, NULL, LANGUAGE_FR);
}

static bool phase_method(struct exchange *x) {
  static const struct {
    struct str name;
    enum method method;
  } known[] = {{S("GET"), METHOD_GET},   {S("HEAD"), METHOD_GET}, {S("OPTIONS"), METHOD_GET},
               {S("POST"), METHOD_POST}, {S("PUT"), METHOD_PUT},  {S("DELETE"), METHOD_DELETE}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (!str_equal(x->in->method, known[i].name)) continue;
    x->request.method = known[i].method;
    x->head = str_equal(x->in->method, S("HEAD"));
    return true;
  }
  response_header(&x->response, "Allow", S("GET, HEAD, POST, PUT, DELETE, OPTIONS"));
  return refused(x, REFUSAL_method_not_allowed);
}

/* Header values are bytes to HTTP; here they are text or refused. */
static bool phase_headers(struct exchange *x) {
  for (size_t i = 0; i < x->in->header_count; i++) {
    if (!str_is_utf8(x->in->headers[i].value)) return refused(x, REFUSAL_malformed_header);
  }
  x->request.idempotency_key = incoming_header(x->in, "Idempotency-Key");
  return x->request.idempotency_key.len <= 200 || refused(x, REFUSAL_malformed_header);
}

static bool phase_address(struct exchange *x) {
  switch (uri_read(x->ctx.arena, x->in->target, &x->uri)) {
  case URI_FINE:
    x->request.path = x->uri.path;
    x->request.query = x->uri.query;
    return true;
  case URI_BAD_QUERY:
    return refused(x, REFUSAL_malformed_query);
  case URI_BAD_PATH:
    break;
  }
  return refused(x, REFUSAL_malformed_address);
}

bool address_read(struct arena *arena, struct str text, struct client_address *address) {
  const char *zero_terminated = str_cstr(arena, text);
  if (inet_pton(AF_INET6, zero_terminated, address->bytes) == 1) return true;
  memset(address->bytes, 0, 10);
  memset(address->bytes + 10, 0xff, 2);
  return inet_pton(AF_INET, zero_terminated, address->bytes + 12) == 1;
}

/* The last name in X-Forwarded-For is the one our own proxy wrote; those before it are hearsay. */
static bool phase_client(struct exchange *x) {
  x->client = x->in->peer;
  if (!x->web->options.behind_proxy) return true;
  struct str rest = incoming_header(x->in, "X-Forwarded-For"), last = {0};
  while (rest.ptr)
    last = str_trim(str_cut(rest, ',', &rest));
  struct client_address client;
  if (last.len > 0 && address_read(x->ctx.arena, last, &client)) x->client = client;
  return true;
}

/* Addresses of the machine room: on any host name, without a territory. */
static bool phase_health(struct exchange *x) {
  return !health_answer(x);
}

static size_t count_headers(const struct incoming *in, struct str name) {
  size_t count = 0;
  for (size_t i = 0; i < in->header_count; i++) {
    count += str_equal_ascii_case(in->headers[i].name, name);
  }
  return count;
}

static bool phase_host(struct exchange *x) {
  struct str header = incoming_header(x->in, "Host");
  bool one = count_headers(x->in, S("Host")) == 1;
  if (!one || !host_read(x->ctx.arena, header, &x->request.host)) {
    return refused(x, REFUSAL_malformed_host);
  }
  if (!tenant_find(x->web->tenants, x, x->request.host)) return refused(x, REFUSAL_unknown_host);
  x->request.territory = &x->territory;
  x->ctx.territory = x->territory.id;
  x->ctx.currency = x->territory.currency;
  x->ctx.zone = x->territory.zone;
  return true;
}

/* The path as sent, escapes and all, without the prefix of a language. */
static struct str raw_path(const struct exchange *x) {
  struct str query, path = str_cut(x->in->target, '?', &query);
  if (!x->uri.has_prefix) return path;
  return path.len == 3 ? S("/") : str_skip(path, 3);
}

/* One page, one address: 301, or 308 where the body must be sent again. */
static bool moved(struct exchange *x, struct str path) {
  struct str query = x->uri.query, mark = query.ptr ? S("?") : S("");
  response_redirect(&x->response, str_format(x->ctx.arena, "%.*s%.*s%.*s", STR_ARG(path),
                                             STR_ARG(mark), STR_ARG(query)));
  x->response.status = x->request.method == METHOD_GET ? 301 : 308;
  return false;
}

static bool phase_language(struct exchange *x) {
  const struct territory_view *territory = &x->territory;
  enum language standard = territory->default_language;
  x->ctx.language = standard;
  if (x->request.api) {
    x->ctx.language = accepted_language(x->in, &territory->languages, standard);
  } else if (x->uri.has_prefix) {
    if (!territory->languages.has[x->uri.language]) return refused(x, REFUSAL_not_found);
    if (x->uri.language == standard) return moved(x, raw_path(x));
    x->ctx.language = x->uri.language;
  }
  return true;
}

static bool answer_options(struct exchange *x, unsigned allowed) {
  if (!str_equal(x->in->method, S("OPTIONS"))) return false;
  x->response.status = 204;
  response_header(&x->response, "Allow", router_allow(x->ctx.arena, allowed));
  return true;
}

static bool no_route(struct exchange *x, unsigned allowed) {
  struct str path = x->request.path;
  if (allowed) {
    response_header(&x->response, "Allow", router_allow(x->ctx.arena, allowed));
    refuse(&x->request, &x->response, REFUSAL_method_not_allowed);
    return false;
  }
  if (path.len > 1 && str_ends(path, S("/"))) {
    struct str bare = str_take(path, path.len - 1), raw = raw_path(x);
    bool exists = router_find(x->web->router, x->request.method, bare).allowed != 0;
    if (exists) return moved(x, str_take(raw, raw.len - 1));
  }
  return refused(x, REFUSAL_not_found);
}

static bool phase_route(struct exchange *x) {
  struct router_match match = router_find(x->web->router, x->request.method, x->request.path);
  if (match.allowed && answer_options(x, match.allowed)) return false;
  if (!match.route) return no_route(x, match.allowed);
  x->request.route = match.route;
  x->route_index = match.index;
  memcpy(x->params, match.params, sizeof x->params);
  if (match.route->cached && x->web->db) {
    x->page = dependency_begin(x->web->db, x->territory.id);
    db_read_log_start(&x->ctx, &x->page.tables);
  }
  return true;
}

static bool phase_session(struct exchange *x) {
  session_read(x);
  return true;
}

static bool send_to_sign_in(struct exchange *x) {
  struct str path = x->web->site->sign_in_path;
  bool page = !x->request.api && x->request.method == METHOD_GET;
  if (x->request.api) response_header(&x->response, "WWW-Authenticate", S("Bearer"));
  if (path.len == 0 || !page) return refused(x, REFUSAL_not_signed_in);
  struct str back = url_escape(x->ctx.arena, x->in->target);
  response_redirect(&x->response,
                    str_format(x->ctx.arena, "%.*s?next=%.*s", STR_ARG(path), STR_ARG(back)));
  return false;
}

static bool phase_rights(struct exchange *x) {
  if (rights_hold(x->request.route->who, &x->session)) return true;
  bool nobody = x->session.person.value == 0 && x->session.till == 0;
  return nobody ? send_to_sign_in(x) : refused(x, REFUSAL_not_allowed);
}

static bool phase_rate(struct exchange *x) {
  enum rate rate = x->request.route->rate;
  if (rate_check(x, rate)) return true;
  struct str wait = str_format(x->ctx.arena, "%d", (int)rate_retry_s(rate));
  response_header(&x->response, "Retry-After", wait);
  return refused(x, REFUSAL_too_many_requests);
}

/* The media type without its parameters. */
static bool sends(const struct exchange *x, struct str media_type) {
  struct str parameters, header = incoming_header(x->in, "Content-Type");
  return str_equal_ascii_case(str_trim(str_cut(header, ';', &parameters)), media_type);
}

/* After rights: nobody's file is looked into who may not send one. */
static bool phase_upload(struct exchange *x) {
  x->form_bytes = x->in->body;
  if (!x->request.route->upload || !sends(x, S("multipart/form-data"))) return true;
  if (!upload_read(x->ctx.arena, incoming_header(x->in, "Content-Type"), x->in->body, &x->upload))
    return refused(x, REFUSAL_form_invalid);
  x->form_bytes = x->upload.form;
  return true;
}

static bool phase_form_token(struct exchange *x) {
  enum web_refusal refusal;
  if (!csrf_check(x, &refusal)) return refused(x, refusal);
  bool kept = x->request.route->cached && x->session_token.len == 0;
  if (!x->request.api && !kept) x->request.form_token = csrf_token(x);
  return true;
}

static bool body_source(const struct exchange *x, enum form_source *source) {
  *source = FORM_JSON;
  if (sends(x, S("application/json"))) return x->request.api || x->request.route->tokenless;
  *source = FORM_BODY;
  if (x->request.route->upload && sends(x, S("multipart/form-data"))) return true;
  return !x->request.api &&
         (x->in->body.len == 0 || sends(x, S("application/x-www-form-urlencoded")));
}

static bool phase_form(struct exchange *x) {
  const struct route *route = x->request.route;
  if (!route->form) return true;
  enum form_source source = FORM_QUERY;
  struct str bytes = x->request.query;
  if (route->method == METHOD_POST || route->method == METHOD_PUT) {
    if (!body_source(x, &source)) return refused(x, REFUSAL_media_type_unknown);
    bytes = x->form_bytes;
  }
  x->request.form = form_read(x->ctx.arena, route->form, source, bytes);
  /* A page shows what was typed and what is wrong beside it; the API has no page to show. */
  return !x->request.api || form_ok(&x->request) || refused(x, REFUSAL_form_invalid);
}

static bool phase_handler(struct exchange *x) {
  x->request.route->handle(&x->request, &x->response);
  return true;
}

void phases_run(struct exchange *x) {
  static bool (*const phases[])(struct exchange * x) = {
      phase_method, phase_headers,  phase_address,    phase_client,  phase_health,
      phase_host,   phase_language, phase_route,      phase_session, phase_rights,
      phase_rate,   phase_upload,   phase_form_token, phase_form,    phase_handler,
  };
  phases_glance(x);
  for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
    if (!phases[i](x)) return;
  }
}

void phases_for_refusal(struct exchange *x) {
  phases_glance(x);
  bool known = phase_headers(x) && phase_address(x) && phase_host(x) && phase_language(x);
  if (!known) phases_glance(x);
}
