#include "domain/stripe/stripe_call.h"

#include "base/buf.h"
#include "base/fault.h"
#include "base/json.h"
#include "db/db.h"
#include "domain/stripe/stripe_answer.h"
#include "domain/stripe/stripe_object.h"
#include "stripe_call_sql.h"

enum { LEASE_MS = 60 * 1000, KEPT_DAYS = 30, FAILURE_MAX = 600 };
static const int64_t DAY_MS = 24 * 3600 * 1000;

struct str stripe_call_name(int64_t kind) {
  switch (kind) {
#define X(name, number, text, hurried)                                                             \
  case number:                                                                                     \
    return S(text);
    STRIPE_CALLS(X)
#undef X
  default:
    return S("?");
  }
}

bool stripe_call_hurried(enum stripe_call_kind kind) {
  switch (kind) {
#define X(name, number, text, hurried)                                                             \
  case STRIPE_CALL_##name:                                                                         \
    return hurried;
    STRIPE_CALLS(X)
#undef X
  }
  return false;
}

bool stripe_call_asks(enum stripe_call_kind kind) {
  switch (kind) {
  case STRIPE_CALL_SESSION:
  case STRIPE_CALL_SESSION_END:
  case STRIPE_CALL_ACCOUNT:
  case STRIPE_CALL_ACCOUNT_LINK:
  case STRIPE_CALL_TRANSFER:
  case STRIPE_CALL_REFUND:
  case STRIPE_CALL_REVERSAL:
    return false;
  default:
    return true;
  }
}

enum message stripe_call_words(enum stripe_call_kind kind) {
  static const enum message words[] = {
      [STRIPE_CALL_SESSION] = MSG_stripe_call_session,
      [STRIPE_CALL_SESSION_LOOK] = MSG_stripe_call_look,
      [STRIPE_CALL_SESSION_END] = MSG_stripe_call_session_end,
      [STRIPE_CALL_ACCOUNT] = MSG_stripe_call_account,
      [STRIPE_CALL_ACCOUNT_LINK] = MSG_stripe_call_account_link,
      [STRIPE_CALL_ACCOUNT_LOOK] = MSG_stripe_call_look,
      [STRIPE_CALL_TRANSFER] = MSG_stripe_call_transfer,
      [STRIPE_CALL_TRANSFER_LOOK] = MSG_stripe_call_transfer_look,
      [STRIPE_CALL_REFUND] = MSG_stripe_call_refund,
      [STRIPE_CALL_REFUND_LOOK] = MSG_stripe_call_refund_look,
      [STRIPE_CALL_REVERSAL] = MSG_stripe_call_reversal,
      [STRIPE_CALL_REVERSAL_LOOK] = MSG_stripe_call_reversal_look,
      [STRIPE_CALL_KEY] = MSG_stripe_call_key,
      [STRIPE_CALL_BALANCE] = MSG_stripe_call_look,
      [STRIPE_CALL_EVENTS] = MSG_stripe_call_look,
      [STRIPE_CALL_MOVES] = MSG_stripe_call_look,
  };
  return words[kind];
}

/* Writing and taking. */

bool stripe_call_add(struct ctx *ctx, enum stripe_call_kind kind, int64_t noun, struct str path,
                     struct str body) {
  return stripe_call_insert(ctx, &(struct stripe_call_insert_params){
                                     .id = {id_next(ctx->ids)},
                                     .kind = kind,
                                     .noun_id = noun,
                                     .path = path,
                                     .body = body,
                                     .next_at = ctx->now,
                                     .made_at = ctx->now,
                                 }) == 1;
}

struct stripe_calls stripe_call_due(struct ctx *ctx) {
  struct stripe_call_due_page_rows rows = stripe_call_due_page(ctx, ctx->now);
  struct stripe_calls calls = {arena_array(ctx->arena, struct stripe_call, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct stripe_call_due_page_row *row = &rows.items[i];
    calls.items[i] = (struct stripe_call){.territory = row->territory_id,
                                          .id = row->id,
                                          .kind = (enum stripe_call_kind)row->kind,
                                          .noun = row->noun_id,
                                          .path = row->path,
                                          .body = row->body,
                                          .state = STRIPE_CALL_WAITING,
                                          .tries = row->tries,
                                          .next_at = row->next_at,
                                          .made_at = row->made_at};
  }
  return calls;
}

bool stripe_call_take(struct ctx *ctx, struct stripe_call *call) {
  struct instant until = {ctx->now.ms + LEASE_MS};
  struct stripe_call_claim_params claim = {call->id, call->next_at, until, ctx->now};
  return stripe_call_claim(ctx, &claim) == 1;
}

/* Noting. */

static enum stripe_call_state state_after(enum stripe_fate fate) {
  if (fate == STRIPE_FATE_DONE) return STRIPE_CALL_DONE;
  return fate == STRIPE_FATE_REFUSED ? STRIPE_CALL_REFUSED : STRIPE_CALL_UNANSWERED;
}

static struct str failure_of(struct ctx *ctx, const struct stripe_reply *reply,
                             const struct stripe_error *error) {
  if (reply->status == 0) return str_take(reply->body, FAILURE_MAX);
  return str_format(ctx->arena, "%.*s%s%.*s", STR_ARG(error->code),
                    error->sentence.len > 0 ? ": " : "", STR_ARG(error->sentence));
}

/* What is no JSON is no answer of Stripe's, whatever its status: somebody stands between. */
static const struct json *json_of(struct ctx *ctx, const struct stripe_reply *reply) {
  struct json_error problem;
  return str_is_utf8(reply->body) ? json_parse(ctx->arena, reply->body, &problem) : NULL;
}

void stripe_call_note(struct ctx *ctx, const struct stripe_call *call,
                      const struct stripe_reply *reply) {
  struct stripe_call_begun_row begun;
  if (!stripe_call_begun(ctx, call->id, &begun)) return; /* another try was answered before */
  bool good = reply->status >= 200 && reply->status < 300;
  const struct json *json = good ? json_of(ctx, reply) : NULL;
  struct stripe_error error = {.code = S("unreadable_answer")};
  if (!good) error = stripe_error_read(ctx->arena, reply->body);
  struct stripe_attempt attempt = {
      .status = good && json == NULL ? 502 : reply->status,
      .retry = reply->retry,
      .retry_after_s = reply->retry_after_s,
      .tries = begun.tries,
      .first_at = begun.has_tried_at ? begun.tried_at : ctx->now,
      .now = ctx->now,
      .hurried = stripe_call_hurried(call->kind),
  };
  int64_t wait_ms;
  enum stripe_fate fate = stripe_fate_of(&attempt, ctx->random, &wait_ms);
  struct str failure = fate == STRIPE_FATE_DONE ? S("") : failure_of(ctx, reply, &error);
  if (fate == STRIPE_FATE_AGAIN) {
    stripe_call_wait(
        ctx, &(struct stripe_call_wait_params){
                 call->id, {ctx->now.ms + wait_ms}, reply->status, failure, reply->request});
    return;
  }
  stripe_call_end(ctx, &(struct stripe_call_end_params){call->id, state_after(fate), reply->status,
                                                        failure, reply->request, ctx->now});
  if (fate == STRIPE_FATE_DONE)
    stripe_answer_done(ctx, call, json);
  else
    stripe_answer_failed(ctx, call, fate, &error);
}

/* Reading. */

bool stripe_call_find(struct ctx *ctx, struct stripe_call_id id, struct stripe_call *call) {
  struct stripe_call_row_row row;
  if (!stripe_call_row(ctx, id, &row)) return false;
  *call = (struct stripe_call){.territory = ctx->territory,
                               .id = id,
                               .kind = (enum stripe_call_kind)row.kind,
                               .noun = row.noun_id,
                               .path = row.path,
                               .state = (enum stripe_call_state)row.state,
                               .tries = row.tries,
                               .next_at = row.next_at,
                               .made_at = row.made_at,
                               .status = row.status,
                               .failure = row.failure,
                               .request = row.request};
  return true;
}

struct stripe_calls stripe_call_trouble(struct ctx *ctx) {
  struct stripe_call_trouble_ids_rows rows = stripe_call_trouble_ids(ctx);
  struct stripe_calls calls = {arena_array(ctx->arena, struct stripe_call, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    must(stripe_call_find(ctx, rows.items[i].id, &calls.items[i]));
  return calls;
}

bool stripe_call_seen(struct ctx *ctx, struct stripe_call_id id) {
  return stripe_call_set_seen(ctx, id) == 1;
}

void stripe_call_forget(struct ctx *ctx) {
  stripe_call_drop(ctx, (struct instant){ctx->now.ms - KEPT_DAYS * DAY_MS});
}
