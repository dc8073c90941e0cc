#include "jobs/lookup.h"

#include <curl/curl.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/log.h"
#include "db/db.h"
#include "domain/joining/registration.h"
#include "domain/territory/territory.h"

enum { CONNECT_MS = 1500, WHOLE_MS = 3000, ANSWER_MAX = 1 << 20 };

struct answer {
  char *bytes;
  size_t len;
};

/* Into memory of ours: a fault must not unwind through curl. Too much stops the transfer. */
static size_t take(char *bytes, size_t size, size_t count, void *arg) {
  struct answer *answer = arg;
  size_t len = size * count;
  if (len > ANSWER_MAX - answer->len) return 0;
  memcpy(answer->bytes + answer->len, bytes, len);
  answer->len += len;
  return len;
}

static void cleanup(void *curl) {
  curl_easy_cleanup(curl);
}

bool lookup_get(struct arena *arena, struct str base, struct str path, struct str *body) {
  struct answer answer = {.bytes = arena_raw(arena, ANSWER_MAX)};
  const char *url = str_cstr(arena, str_format(arena, "%.*s%.*s", STR_ARG(base), STR_ARG(path)));
  CURL *curl = curl_easy_init();
  if (!curl) return false;
  arena_defer(arena, cleanup, curl);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)WHOLE_MS);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "Emplettes");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  long status = 0;
  bool done = curl_easy_perform(curl) == CURLE_OK &&
              curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK;
  *body = str_slice(answer.bytes, answer.len);
  return done && status == 200 && str_is_utf8(*body);
}

struct noting {
  const struct registration_question *question;
  enum registry_outcome outcome;
  struct registry_entry entry;
};

static bool note_body(struct ctx *ctx, void *arg) {
  const struct noting *noting = arg;
  switch (noting->outcome) {
  case REGISTRY_FOUND:
    registration_found(ctx, noting->question, &noting->entry);
    break;
  case REGISTRY_UNKNOWN:
    registration_unknown(ctx, noting->question);
    break;
  case REGISTRY_NONSENSE:
    registration_unanswered(ctx, noting->question);
    break;
  }
  return true;
}

static void ask(struct ctx *ctx, struct str base, const struct registration_question *question) {
  struct territory territory;
  struct noting noting = {.question = question, .outcome = REGISTRY_NONSENSE};
  struct str body;
  if (!territory_find(ctx, question->territory, &territory)) return;
  territory_enter(ctx, &territory);
  db_read_end(ctx);
  if (lookup_get(ctx->arena, base, registry_question(ctx->arena, question->siret), &body))
    noting.outcome = registry_answer(ctx->arena, question->siret, body, &noting.entry);
  db_write(ctx, note_body, &noting);
  if (noting.outcome == REGISTRY_NONSENSE)
    log_warn("register_silent", 0, LOG_INT("registration", question->id.value),
             LOG_INT("tries", question->tries + 1));
}

int64_t lookup_round(struct ctx *ctx, struct str base) {
  if (base.len == 0) return 0;
  struct registration_questions due = registration_due(ctx);
  db_read_end(ctx);
  for (size_t i = 0; i < due.count; i++)
    ask(ctx, base, &due.items[i]);
  return (int64_t)due.count;
}
