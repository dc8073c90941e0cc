#include <string.h>

#include "base/fault.h"
#include "web/exchange.h"
#include "web/rights.h"
#include "web/router.h"

struct exchange *request_exchange(const struct request *request) {
  return (struct exchange *)(uintptr_t)request; /* it is its first member */
}

struct str request_param(const struct request *request, const char *name) {
  int index = route_param_index(request->route, str_from(name));
  must(index >= 0 && index < EXCHANGE_PARAMS);
  return request_exchange(request)->params[index];
}

const void *request_form(const struct request *request) {
  must(request->form.value != NULL); /* the route names a form */
  return request->form.value;
}

bool form_ok(const struct request *request) {
  return request->form.problem_count == 0;
}

static const struct form_problem *problem_find(const struct request *request, struct str field) {
  for (size_t i = 0; i < request->form.problem_count; i++) {
    if (str_equal(request->form.problems[i].field, field)) return &request->form.problems[i];
  }
  return NULL;
}

void form_refuse(struct request *request, const char *field, enum message message) {
  if (problem_find(request, str_from(field))) return; /* the first problem of a field counts */
  struct form_result *form = &request->form;
  struct form_problem *problems =
      arena_array(request->ctx->arena, struct form_problem, form->problem_count + 1);
  if (form->problem_count) {
    memcpy(problems, form->problems, form->problem_count * sizeof *problems);
  }
  problems[form->problem_count++] =
      (struct form_problem){.field = str_from(field), .message = message};
  form->problems = problems;
}

bool form_problem(const struct request *request, const char *field, struct form_problem *problem) {
  const struct form_problem *found = problem_find(request, str_from(field));
  if (found) *problem = *found;
  return found != NULL;
}

struct str incoming_header(const struct incoming *in, const char *name) {
  struct str wanted = str_from(name);
  for (size_t i = 0; i < in->header_count; i++) {
    if (str_equal_ascii_case(in->headers[i].name, wanted)) return in->headers[i].value;
  }
  return (struct str){0};
}

struct str request_header(const struct request *request, const char *name) {
  return incoming_header(request_exchange(request)->in, name);
}

struct str request_body(const struct request *request) {
  return request_exchange(request)->in->body;
}

static struct str cookie_in(struct str header, struct str name) {
  struct str rest = header;
  while (rest.ptr) {
    struct str value, part = str_trim(str_cut(rest, ';', &rest));
    struct str part_name = str_cut(part, '=', &value);
    if (value.ptr && str_equal(part_name, name)) return value;
  }
  return (struct str){0};
}

struct str incoming_cookie(const struct incoming *in, struct str name) {
  for (size_t i = 0; i < in->header_count; i++) {
    if (!str_equal_ascii_case(in->headers[i].name, S("Cookie"))) continue;
    struct str value = cookie_in(in->headers[i].value, name);
    if (value.ptr) return value;
  }
  return (struct str){0};
}

/* Behind TLS the prefix makes browsers refuse such a cookie from a sibling domain, which is
 * another territory. */
struct str request_session_token(const struct request *request) {
  return request_exchange(request)->session_token;
}

struct str session_cookie_name(const struct web *web) {
  return web->options.tls ? S("__Host-session") : S("session");
}

struct str till_cookie_name(const struct web *web) {
  return web->options.tls ? S("__Host-till") : S("till");
}

struct str visit_cookie_name(const struct web *web) {
  return web->options.tls ? S("__Host-visit") : S("visit");
}

static bool has_language_prefix(struct str path) {
  enum language language;
  if (path.len < 3 || (path.len > 3 && path.ptr[3] != '/' && path.ptr[3] != '?')) return false;
  return language_from_code(str_slice(path.ptr + 1, 2), &language);
}

struct url site_path(const struct request *request, struct str path) {
  const struct ctx *ctx = request->ctx;
  bool plain = !str_starts(path, S("/")) || str_starts(path, S("/api/")) ||
               str_starts(path, S("/assets/")) || has_language_prefix(path);
  if (plain || !request->territory || ctx->language == request->territory->default_language) {
    return (struct url){path};
  }
  struct str code = language_code(ctx->language), tail = path.len > 1 ? path : S("");
  return (struct url){STR_CONCAT(ctx->arena, S("/"), code, tail)};
}

/* ":8080", if visitors type it. */
static struct str port_of(struct str header) {
  ptrdiff_t bracket = str_find(header, S("]"));
  struct str name = bracket < 0 ? header : str_skip(header, (size_t)bracket + 1);
  ptrdiff_t colon = str_find(name, S(":"));
  return colon < 0 ? S("") : str_skip(name, (size_t)colon);
}

struct str request_origin(const struct request *request) {
  const struct exchange *x = request_exchange(request);
  struct str host = x->territory.host.len > 0 ? x->territory.host : request->host;
  struct str port = port_of(incoming_header(x->in, "Host"));
  struct str scheme = x->web->options.tls ? S("https://") : S("http://");
  return STR_CONCAT(x->ctx.arena, scheme, host, port);
}

struct url site_address(const struct request *request, enum language language, struct str path) {
  struct request reader = *request;
  struct ctx ctx = *request->ctx;
  ctx.language = language;
  reader.ctx = &ctx;
  struct str origin = request_origin(request), local = site_path(&reader, path).text;
  return (struct url){STR_CONCAT(request->ctx->arena, origin, local)};
}

struct map_tiles request_tiles(const struct request *request) {
  const struct server_options *options = &request_exchange(request)->web->options;
  return (struct map_tiles){options->tiles_url, options->tiles_attribution};
}
