#include "web/response.h"

#include <string.h>

#include "base/fault.h"
#include "web/refusal.h"

void response_reset(struct response *response, struct request *request) {
  *response = (struct response){.request = request, .status = 200};
  response->body = buf_in(request_exchange(request)->worker->body);
}

void response_begin(struct response *response, int status, struct str content_type) {
  buf_clear(&response->body);
  response->status = status;
  response->content_type = content_type;
  response->spill = NULL;
  response->framable = false;
  if (!response->drawing) response->refusal = NULL;
}

/* Most pages fit; a buffer that doubles on the way there would be copied five times. */
enum { PAGE_USUAL = 24 << 10 };

struct buf *response_html(struct response *response, int status) {
  response_begin(response, status, S("text/html; charset=utf-8"));
  buf_reserve(&response->body, PAGE_USUAL);
  return &response->body;
}

struct html_out response_out(struct request *request, struct response *response, int status) {
  return (struct html_out){.buf = response_html(response, status),
                           .language = request->ctx->language,
                           .zone = request->ctx->zone};
}

/* A header's value must not end the header: what a stranger typed may stand in a Location. */
static bool value_fine(struct str value) {
  for (size_t i = 0; i < value.len; i++) {
    unsigned char c = (unsigned char)value.ptr[i];
    if (c < 0x20 || c == 0x7f) return false;
  }
  return true;
}

void response_header(struct response *response, const char *name, struct str value) {
  must(value_fine(value) && response->header_count < RESPONSE_HEADERS);
  response->headers[response->header_count++] = (struct pair){str_from(name), value};
}

void response_framable(struct response *response) {
  response->framable = true;
}

/* "/commerces" may be followed; "//elsewhere.example" is another site in disguise. */
static bool is_whole_address(struct str path) {
  return str_starts(path, S("https://")) || str_starts(path, S("http://"));
}

void response_redirect(struct response *response, struct str path) {
  response_begin(response, 303, S(""));
  bool local = str_starts(path, S("/")) && !str_starts(path, S("//"));
  if (!value_fine(path) || (!local && !is_whole_address(path))) path = S("/");
  response_header(response, "Location", site_path(response->request, path).text);
}

static bool tag_among(struct str tags, struct str etag) {
  while (tags.ptr != NULL) {
    struct str one = str_trim(str_cut(tags, ',', &tags));
    if (str_starts(one, S("W/"))) one = str_skip(one, 2);
    if (str_equal(one, etag) || str_equal(one, S("*"))) return true;
  }
  return false;
}

bool response_unchanged(const struct request *request, struct response *response, struct str etag) {
  response_header(response, "ETag", etag);
  if (!tag_among(request_header(request, "If-None-Match"), etag)) return false;
  response_begin(response, 304, S(""));
  return true;
}

void response_moved(struct response *response) {
  response->status = 301;
}

/* RFC 6266: an ASCII name for old browsers, the real one beside it. */
static struct str disposition(struct arena *arena, struct str name) {
  struct buf out = buf_in(arena);
  buf_literal(&out, "attachment; filename=\"");
  for (size_t i = 0; i < name.len; i++) {
    unsigned char c = (unsigned char)name.ptr[i];
    buf_add_char(&out, c < 0x20 || c >= 0x7f || c == '"' || c == '\\' ? '_' : (char)c);
  }
  buf_literal(&out, "\"; filename*=UTF-8''");
  buf_add(&out, url_escape(arena, name));
  return buf_str(&out);
}

void response_name_download(struct response *response, struct str name) {
  if (name.len == 0) return;
  struct arena *arena = response->request->ctx->arena;
  response_header(response, "Content-Disposition", disposition(arena, name));
}

void response_bytes(struct response *response, struct str content_type, struct str bytes,
                    struct str download_name) {
  response_begin(response, 200, content_type);
  buf_add(&response->body, bytes);
  response_name_download(response, download_name);
}

void response_json(struct response *response, int status, const struct shape *shape,
                   const void *value) {
  response_begin(response, status, S("application/json"));
  shape_json(&response->body, shape, value);
}

enum { CSV_WHOLE = 1 << 20 }; /* what is longer leaves the memory as it is written */

void response_csv(struct response *response, const struct shape *shape, const void *items,
                  size_t count, struct str download_name) {
  response_begin(response, 200, S("text/csv; charset=utf-8; header=present"));
  shape_csv(&response->body, shape, NULL, 0);
  for (size_t i = 0; i < count; i++) {
    shape_csv_row(&response->body, shape, (const char *)items + i * shape->size);
    if (response->body.len >= CSV_WHOLE) response_spill(response);
  }
  response_name_download(response, download_name);
}

static void set_cookie(struct response *response, struct str name, struct str value,
                       int64_t max_age_s) {
  const struct exchange *x = request_exchange(response->request);
  struct buf out = buf_in(response->request->ctx->arena);
  buf_add(&out, name);
  buf_add_char(&out, '=');
  buf_add(&out, value);
  buf_literal(&out, "; Path=/; HttpOnly; SameSite=Lax");
  if (max_age_s >= 0) buf_format(&out, "; Max-Age=%lld", (long long)max_age_s);
  if (x->web->options.tls) buf_literal(&out, "; Secure");
  response_header(response, "Set-Cookie", buf_str(&out));
  response->private = true;
}

/* The database decides how long a session holds; the cookie only has to outlive it. */
enum { SESSION_COOKIE_S = 400 * 86400 };

void response_session(struct response *response, struct str token) {
  const struct exchange *x = request_exchange(response->request);
  set_cookie(response, session_cookie_name(x->web), token, token.len > 0 ? SESSION_COOKIE_S : 0);
}

void response_till(struct response *response, struct str token) {
  const struct exchange *x = request_exchange(response->request);
  set_cookie(response, till_cookie_name(x->web), token, token.len > 0 ? SESSION_COOKIE_S : 0);
}

/* If the page shows the newcomer's form token, it comes with the cookie that the token belongs to.
 * A page without a form sets no cookie at all. */
static void give_visit(struct exchange *x) {
  struct response *response = &x->response;
  struct str token = x->request.form_token;
  if (token.len == 0 || str_find(buf_str(&response->body), token) < 0) return;
  response->private = true;
  if (x->session_token.len > 0 || x->visit.len > 0) return;
  struct str visit = str_copy(x->ctx.arena, str_from(x->worker->visit));
  set_cookie(response, visit_cookie_name(x->web), visit, -1);
  x->worker->visit[0] = 0;
}

void response_problem(struct response *response, int status, const char *refusal,
                      struct str sentence) {
  response_begin(response, status, S("application/problem+json"));
  response->refusal = refusal;
  response->refusal_sentence = sentence;
}

void response_refuse_member(struct response *response, const char *name, struct str text) {
  must(response->member_count < RESPONSE_MEMBERS);
  response->members[response->member_count++] = (struct pair){str_from(name), text};
}

static void json_member_text(struct buf *out, struct str name, struct str text) {
  buf_add_char(out, ',');
  json_string(out, name);
  buf_add_char(out, ':');
  int64_t number;
  if (str_ends(name, S("_minor")) && str_to_int(text, &number)) {
    buf_add_int(out, number);
  } else {
    json_string(out, text);
  }
}

/* Each field's problem, so that a program can show it where it belongs. */
static void write_form_problems(struct buf *out, const struct request *request) {
  const struct form_result *form = &request->form;
  for (size_t i = 0; i < form->problem_count; i++) {
    const struct form_problem *problem = &form->problems[i];
    struct ctx *ctx = request->ctx;
    buf_add(out, i ? S(",{\"field\":") : S(",\"problems\":[{\"field\":"));
    json_string(out, problem->field);
    json_member_text(out, S("refusal"), str_from(message_name(problem->message)));
    struct str text = form_problem_text(ctx->arena, ctx->language, problem);
    json_member_text(out, S("message"), text);
    buf_add(out, i + 1 == form->problem_count ? S("}]") : S("}"));
  }
}

/* "voucher already redeemed": a title belongs to the kind of problem and says nothing of the case.
 */
static struct str title_of(struct arena *arena, struct str name) {
  struct buf title = buf_in(arena);
  for (size_t i = 0; i < name.len; i++)
    buf_add_char(&title, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
  return buf_str(&title);
}

/* RFC 9457. The name of the refusal stands in `type` for the standard and in `refusal` for people
 * who read the answer; its sentence in `detail` and in `message`. */
static void write_problem(struct exchange *x) {
  struct response *response = &x->response;
  struct buf *out = &response->body;
  struct str name = str_from(response->refusal);
  buf_format(out, "{\"type\":\"urn:emplettes:refusal:%s\",\"title\":", response->refusal);
  json_string(out, title_of(x->ctx.arena, name));
  buf_format(out, ",\"status\":%d", response->status);
  json_member_text(out, S("detail"), response->refusal_sentence);
  json_member_text(out, S("refusal"), name);
  json_member_text(out, S("message"), response->refusal_sentence);
  for (size_t i = 0; i < response->member_count; i++) {
    json_member_text(out, response->members[i].name, response->members[i].value);
  }
  write_form_problems(out, &x->request);
  buf_literal(out, "}\n");
}

static const struct pair every_answer[] = {
    {S("X-Content-Type-Options"), S("nosniff")},
    {S("Referrer-Policy"), S("same-origin")},
    {S("Cross-Origin-Opener-Policy"), S("same-origin")},
};

static void add_standing_headers(struct exchange *x) {
  struct response *response = &x->response;
  bool page = str_starts(response->content_type, S("text/html"));
  const char *policy = response->framable ? x->web->policy_framable : x->web->policy;
  if (page) response_header(response, "Content-Security-Policy", str_from(policy));
  for (size_t i = 0; i < (page ? sizeof every_answer / sizeof *every_answer : 1); i++)
    response_header(response, every_answer[i].name.ptr, every_answer[i].value);
  if (x->web->options.tls) {
    response_header(response, "Strict-Transport-Security", S("max-age=63072000"));
  }
}

/* Kept answers may be shown again after asking us; what a session sees is kept nowhere. */
static void add_cache_control(struct exchange *x) {
  struct response *response = &x->response;
  bool shared = x->session_token.len == 0 && x->bearer.len == 0 && !response->private;
  for (size_t i = 0; i < response->header_count; i++) {
    if (str_equal_ascii_case(response->headers[i].name, S("Cache-Control"))) return;
  }
  response_header(response, "Cache-Control", shared ? S("no-cache") : S("no-store"));
}

/* What a visitor can quote, to be found in the logs. */
static void add_request_number(struct exchange *x) {
  if (x->response.status < 500) return;
  struct str number = str_format(x->ctx.arena, "%llu", (unsigned long long)x->ctx.request);
  response_header(&x->response, "X-Request-Id", number);
}

void response_finish(struct exchange *x) {
  if (x->response.refusal && x->response.body.len == 0) write_problem(x);
  response_stream_end(&x->response);
  if (!x->request.api) give_visit(x);
  add_cache_control(x);
  add_request_number(x);
  add_standing_headers(x);
}
