#include "web/refusal.h"

#include "web/exchange.h"
#include "web/response.h"

static const struct {
  const char *name;
  int status;
  enum message title, sentence;
} refusals[] = {
#define X(name, status, title, sentence) [REFUSAL_##name] = {#name, status, title, sentence},
    WEB_REFUSALS(X)
#undef X
};

const char *refusal_name(enum web_refusal refusal) {
  return refusals[refusal].name;
}

/* A page of its own, for when the site cannot draw one. */
static void bare_page(struct request *request, struct response *response, int status,
                      enum message title, struct str sentence) {
  struct html_out out = response_out(request, response, status);
  struct str code = language_code(request->ctx->language);
  buf_format(out.buf,
             "<!DOCTYPE html>\n<html lang=\"%.*s\">\n<head><meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
             STR_ARG(code));
  html_put_message(&out, title);
  buf_literal(out.buf, "</title></head>\n<body><main><h1>");
  html_put_message(&out, title);
  buf_literal(out.buf, "</h1>\n<p>");
  html_put_str(&out, sentence);
  buf_literal(out.buf, "</p></main></body>\n</html>\n");
}

static void frame_page(struct request *request, struct response *response, int status,
                       const char *refusal, enum message title, struct str sentence) {
  const struct site *site = request_exchange(request)->web->site;
  if (!request->territory || !site->refusal_page) {
    bare_page(request, response, status, title, sentence);
  } else {
    response->drawing = true;
    site->refusal_page(request, response, status, title, sentence);
    response->drawing = false;
  }
  response->refusal = refusal;
}

static struct str sentence_of(const struct request *request, enum web_refusal refusal) {
  return message_text(request->ctx->language, refusals[refusal].sentence);
}

void refuse(struct request *request, struct response *response, enum web_refusal refusal) {
  const char *name = refusals[refusal].name;
  int status = refusals[refusal].status;
  struct str sentence = sentence_of(request, refusal);
  if (request->api) {
    response_problem(response, status, name, sentence);
  } else {
    frame_page(request, response, status, name, refusals[refusal].title, sentence);
  }
}

void refuse_plainly(struct request *request, struct response *response, enum web_refusal refusal) {
  const char *name = refusals[refusal].name;
  int status = refusals[refusal].status;
  struct str sentence = sentence_of(request, refusal);
  if (request->api) {
    response_problem(response, status, name, sentence);
  } else {
    bare_page(request, response, status, refusals[refusal].title, sentence);
    response->refusal = name;
  }
}

void response_refuse(struct request *request, struct response *response, int status,
                     const char *refusal, enum message message, struct str detail) {
  struct str sentence = detail;
  if (detail.len == 0) sentence = message_text(request->ctx->language, message);
  if (request->api) {
    response_problem(response, status, refusal, sentence);
  } else {
    frame_page(request, response, status, refusal, message, detail);
  }
}

void response_not_found(struct request *request, struct response *response) {
  refuse(request, response, REFUSAL_not_found);
}
