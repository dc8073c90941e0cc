#include "jobs/sms.h"

#include "base/buf.h"
#include "jobs/remote.h"

enum { CONNECT_MS = 5000, WHOLE_MS = 15000, ANSWER_MAX = 64 << 10, WORDS_MAX = 200 };

static bool is_json(struct str body) {
  return str_starts(str_trim(body), S("{"));
}

static void add_json(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c == '"' || c == '\\') buf_add_char(out, '\\');
    if (c < 0x20)
      buf_format(out, "\\u%04x", c);
    else
      buf_add_char(out, (char)c);
  }
}

static bool plain(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

static void add_form(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (plain(c))
      buf_add_char(out, (char)c);
    else
      buf_format(out, "%%%02X", c);
  }
}

/* The template with its two places filled; what is filled in is never looked at again. */
static struct str filled(struct arena *arena, struct str body, struct str to, struct str text) {
  struct buf out = buf_in(arena);
  void (*add)(struct buf *, struct str) = is_json(body) ? add_json : add_form;
  while (body.len > 0) {
    if (str_starts(body, S("{to}"))) {
      add(&out, to);
      body = str_skip(body, 4);
    } else if (str_starts(body, S("{text}"))) {
      add(&out, text);
      body = str_skip(body, 6);
    } else {
      buf_add_char(&out, body.ptr[0]);
      body = str_skip(body, 1);
    }
  }
  return buf_str(&out);
}

static enum smtp_outcome outcome_of(int status) {
  if (status >= 200 && status < 300) return SMTP_DELIVERED;
  bool later = status == 408 || status == 429;
  return status >= 400 && status < 500 && !later ? SMTP_PERMANENT : SMTP_TEMPORARY;
}

struct smtp_reply sms_send(struct arena *arena, const struct sms_service *service, struct str to,
                           struct str text) {
  struct remote_call call = {
      .url = service->url,
      .post = true,
      .body = filled(arena, service->body, to, text),
      .headers = {is_json(service->body) ? S("Content-Type: application/json")
                                         : S("Content-Type: application/x-www-form-urlencoded")},
      .connect_ms = CONNECT_MS,
      .whole_ms = WHOLE_MS,
      .most = ANSWER_MAX};
  if (service->authorization.len > 0)
    call.headers[1] = STR_CONCAT(arena, S("Authorization: "), service->authorization);
  struct remote_reply reply = remote_ask(arena, &call);
  return (struct smtp_reply){outcome_of(reply.status), reply.status,
                             str_take(reply.body, WORDS_MAX)};
}
