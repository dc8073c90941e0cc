#include "jobs/lookup.h"

#include "base/log.h"
#include "db/db.h"
#include "domain/joining/registration.h"
#include "domain/territory/territory.h"
#include "jobs/remote.h"

enum { CONNECT_MS = 1500, WHOLE_MS = 3000, ANSWER_MAX = 1 << 20 };

bool lookup_get(struct arena *arena, struct str base, struct str path, struct str *body) {
  struct remote_reply reply =
      remote_ask(arena, &(struct remote_call){.url = STR_CONCAT(arena, base, path),
                                              .connect_ms = CONNECT_MS,
                                              .whole_ms = WHOLE_MS,
                                              .most = ANSWER_MAX});
  *body = reply.body;
  return reply.status == 200 && str_is_utf8(reply.body);
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
