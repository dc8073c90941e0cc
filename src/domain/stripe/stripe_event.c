#include "domain/stripe/stripe_event.h"

#include "base/results.h"
#include "db/db.h"
#include "domain/payment/stripe_setting.h"
#include "domain/stripe/stripe_account.h"
#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_dispute.h"
#include "domain/stripe/stripe_payout.h"
#include "domain/stripe/stripe_refund.h"
#include "domain/stripe/stripe_session.h"
#include "domain/stripe/stripe_signature.h"
#include "domain/stripe/stripe_transit.h"
#include "stripe_event_sql.h"

enum { KEPT_DAYS = 60 };
static const int64_t DAY_MS = 24 * 3600 * 1000;

RESULT_REFUSAL(stripe_notice, STRIPE_NOTICES)
RESULT_STATUS(stripe_notice, STRIPE_NOTICES)
RESULT_MESSAGE(stripe_notice, STRIPE_NOTICES)

struct str stripe_event_outcome_name(enum stripe_event_outcome outcome) {
  switch (outcome) {
#define X(name, number, text)                                                                      \
  case STRIPE_EVENT_##name:                                                                        \
    return S(text);
    STRIPE_EVENT_OUTCOMES(X)
#undef X
  }
  return S("?");
}

/* Kinds. */

static void session(struct ctx *ctx, const struct stripe_event *event) {
  stripe_session_told(ctx, &event->object);
}

static void refund(struct ctx *ctx, const struct stripe_event *event) {
  stripe_refund_told(ctx, &event->object);
}

static void reversed(struct ctx *ctx, const struct stripe_event *event) {
  stripe_payout_reversed(ctx, &event->object);
}

static void account(struct ctx *ctx, const struct stripe_event *event) {
  stripe_account_changed(ctx, event->account.len > 0 ? event->account : event->object.id);
}

static void deauthorised(struct ctx *ctx, const struct stripe_event *event) {
  stripe_account_gone(ctx, event->account);
}

static void dispute(struct ctx *ctx, const struct stripe_event *event) {
  stripe_dispute_told(ctx, event->type, &event->object);
}

static void payout(struct ctx *ctx, const struct stripe_event *event) {
  if (event->account.len == 0) stripe_transit_told(ctx, &event->object); /* not a merchant's own */
}

static const struct kind {
  struct str type;
  void (*apply)(struct ctx *ctx, const struct stripe_event *event);
} kinds[] = {
    {S("checkout.session.completed"), session},
    {S("checkout.session.async_payment_succeeded"), session},
    {S("checkout.session.async_payment_failed"), session},
    {S("checkout.session.expired"), session},
    {S("refund.created"), refund},
    {S("refund.updated"), refund},
    {S("refund.failed"), refund},
    {S("charge.refund.updated"), refund},
    {S("transfer.reversed"), reversed},
    {S("account.updated"), account},
    {S("capability.updated"), account},
    {S("account.application.deauthorized"), deauthorised},
    {S("charge.dispute.created"), dispute},
    {S("charge.dispute.funds_withdrawn"), dispute},
    {S("charge.dispute.funds_reinstated"), dispute},
    {S("charge.dispute.closed"), dispute},
    {S("payout.created"), payout},
    {S("payout.updated"), payout},
    {S("payout.paid"), payout},
    {S("payout.failed"), payout},
    {S("payout.canceled"), payout},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const struct kind *kind_of(struct str type) {
  for (size_t i = 0; i < KINDS; i++)
    if (str_equal(kinds[i].type, type)) return &kinds[i];
  return NULL;
}

struct str stripe_event_types(struct ctx *ctx) {
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < KINDS; i++)
    buf_format(&text, "%stypes%%5B%%5D=%.*s", i > 0 ? "&" : "", STR_ARG(kinds[i].type));
  return buf_str(&text);
}

/* Applying. */

static bool is_other_mode(struct ctx *ctx, const struct stripe_event *event) {
  struct stripe_setting setting;
  return !stripe_setting_find(ctx, &setting) || setting.live != event->live;
}

enum stripe_event_outcome stripe_event_apply(struct ctx *ctx, const struct stripe_event *event,
                                             bool fetched) {
  const struct kind *kind = kind_of(event->type);
  enum stripe_event_outcome outcome = kind ? STRIPE_EVENT_APPLIED : STRIPE_EVENT_IGNORED;
  if (is_other_mode(ctx, event)) outcome = STRIPE_EVENT_OTHER_MODE;
  struct stripe_event_insert_params row = {.event = event->id,
                                           .type = event->type,
                                           .object = event->object.id,
                                           .outcome = outcome,
                                           .fetched = fetched,
                                           .made_at = event->created_at,
                                           .received_at = ctx->now};
  if (stripe_event_insert(ctx, &row) == 0) return STRIPE_EVENT_KNOWN;
  if (outcome == STRIPE_EVENT_APPLIED) kind->apply(ctx, event);
  return outcome;
}

/* Receiving. */

struct receiving {
  struct stripe_event event;
  enum stripe_event_outcome outcome;
};

static bool receive_body(struct ctx *ctx, void *arg) {
  struct receiving *receiving = arg;
  receiving->outcome = stripe_event_apply(ctx, &receiving->event, false);
  return receiving->outcome != STRIPE_EVENT_KNOWN;
}

static enum stripe_notice_result judge_signature(struct ctx *ctx, struct str signature,
                                                 struct str body) {
  struct str secrets[STRIPE_SECRETS_MAX];
  size_t count = stripe_secrets(ctx, secrets);
  if (count == 0) return STRIPE_NOTICE_NOT_USED;
  switch (stripe_signature_judge(signature, body, secrets, count, ctx->now)) {
  case STRIPE_SIGNED:
    return STRIPE_NOTICE_OK;
  case STRIPE_UNSIGNED:
    return STRIPE_NOTICE_UNSIGNED;
  case STRIPE_SIGNED_LONG_AGO:
    return STRIPE_NOTICE_SIGNED_LONG_AGO;
  case STRIPE_SIGNED_WRONG:
    break;
  }
  return STRIPE_NOTICE_SIGNED_WRONG;
}

enum stripe_notice_result stripe_event_receive(struct ctx *ctx, struct str signature,
                                               struct str body,
                                               enum stripe_event_outcome *outcome) {
  struct receiving receiving;
  struct json_error problem;
  enum stripe_notice_result result = judge_signature(ctx, signature, body);
  if (result != STRIPE_NOTICE_OK) return result;
  const struct json *json = str_is_utf8(body) ? json_parse(ctx->arena, body, &problem) : NULL;
  if (!stripe_event_read(ctx->arena, json, &receiving.event)) return STRIPE_NOTICE_UNREADABLE;
  db_write(ctx, receive_body, &receiving);
  *outcome = receiving.outcome;
  return STRIPE_NOTICE_OK;
}

struct stripe_receiveds stripe_event_list(struct ctx *ctx) {
  struct stripe_event_page_rows rows = stripe_event_page(ctx);
  struct stripe_receiveds list = {arena_array(ctx->arena, struct stripe_received, rows.count),
                                  rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct stripe_received){
        rows.items[i].event,   rows.items[i].type,
        rows.items[i].object,  (enum stripe_event_outcome)rows.items[i].outcome,
        rows.items[i].fetched, rows.items[i].received_at};
  return list;
}

void stripe_event_forget(struct ctx *ctx) {
  stripe_event_drop(ctx, (struct instant){ctx->now.ms - KEPT_DAYS * DAY_MS});
}
