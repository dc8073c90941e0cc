#include "domain/stripe/stripe_watch.h"

#include "base/fault.h"
#include "domain/stripe/stripe_event.h"
#include "domain/stripe/stripe_move.h"
#include "domain/stripe/stripe_proof.h"
#include "stripe_watch_sql.h"

enum {
  EVENTS_MS = 10 * 60 * 1000,
  BALANCE_MS = 30 * 60 * 1000,
  MOVES_MS = 60 * 60 * 1000,
  OVERLAP_S = 600, /* what was made while the list was read, and clocks that differ */
  BEGIN_S = 24 * 3600
};

bool stripe_watch_find(struct ctx *ctx, struct stripe_watch *watch) {
  struct stripe_watch_row_row row;
  if (!stripe_watch_row(ctx, &row)) return false;
  *watch = (struct stripe_watch){row.events_at,       row.moves_at,      row.balance_at,
                                 row.available_minor, row.pending_minor, row.told_at};
  return true;
}

/* Asking. */

static struct stripe_watch_row_row begun(struct ctx *ctx) {
  struct stripe_watch_row_row row;
  if (stripe_watch_row(ctx, &row)) return row;
  stripe_watch_insert(ctx, ctx->now.ms / 1000 - BEGIN_S);
  must(stripe_watch_row(ctx, &row));
  return row;
}

static bool ask_events(struct ctx *ctx, int64_t from_s) {
  struct str path = str_format(ctx->arena, "/v1/events?limit=100&created%%5Bgte%%5D=%lld&%.*s",
                               (long long)from_s, STR_ARG(stripe_event_types(ctx)));
  if (!stripe_call_add(ctx, STRIPE_CALL_EVENTS, 0, path, S(""))) return false;
  stripe_watch_asked_events(ctx, ctx->now);
  return true;
}

static bool ask_moves(struct ctx *ctx, int64_t from_s) {
  struct str path = str_format(ctx->arena,
                               "/v1/balance_transactions?limit=100&created%%5Bgte%%5D=%lld"
                               "&expand%%5B%%5D=data.source",
                               (long long)from_s);
  if (!stripe_call_add(ctx, STRIPE_CALL_MOVES, 0, path, S(""))) return false;
  stripe_watch_asked_moves(ctx, ctx->now);
  return true;
}

static bool ask_balance(struct ctx *ctx) {
  if (!stripe_call_add(ctx, STRIPE_CALL_BALANCE, 0, S("/v1/balance"), S(""))) return false;
  stripe_watch_asked_balance(ctx, ctx->now);
  return true;
}

int64_t stripe_watch_round(struct ctx *ctx) {
  struct stripe_watch_row_row row = begun(ctx);
  int64_t asked = 0, now = ctx->now.ms;
  if (now - row.events_at.ms >= EVENTS_MS) asked += ask_events(ctx, row.events_from);
  if (now - row.balance_at.ms >= BALANCE_MS) asked += ask_balance(ctx);
  if (now - row.moves_at.ms >= MOVES_MS) asked += ask_moves(ctx, row.moves_from);
  return asked;
}

void stripe_watch_now(struct ctx *ctx) {
  struct stripe_watch_row_row row = begun(ctx);
  ask_balance(ctx);
  ask_moves(ctx, row.moves_from);
}

void stripe_watch_spend(struct ctx *ctx, int64_t minor) {
  stripe_watch_take(ctx, minor);
}

/* Answers. */

void stripe_watch_balance(struct ctx *ctx, const struct stripe_object *balance) {
  stripe_watch_tell(ctx, balance->available_minor, balance->pending_minor, ctx->now);
  stripe_proof_keep(ctx, balance->available_minor + balance->pending_minor);
}

/* The next page of a list, which goes back in time. True: there is one. */
static bool go_on(struct ctx *ctx, const struct stripe_call *call, const struct stripe_list *list) {
  static const char after[] = "&starting_after=";
  if (!list->more || list->count == 0) return false;
  struct str last = json_text(&list->items[list->count - 1], S("id"));
  ptrdiff_t at = str_find(call->path, str_from(after));
  struct str path = at < 0 ? call->path : str_take(call->path, (size_t)at);
  return stripe_call_add(ctx, call->kind, call->noun,
                         str_format(ctx->arena, "%.*s%s%.*s", STR_ARG(path), after, STR_ARG(last)),
                         S(""));
}

void stripe_watch_events(struct ctx *ctx, const struct stripe_call *call,
                         const struct stripe_list *list) {
  struct stripe_watch_row_row row = begun(ctx);
  for (size_t i = 0; i < list->count; i++) {
    struct stripe_event event;
    if (stripe_event_read(ctx->arena, &list->items[i], &event))
      stripe_event_apply(ctx, &event, true);
  }
  if (!go_on(ctx, call, list)) stripe_watch_read_events(ctx, row.events_at.ms / 1000 - OVERLAP_S);
}

void stripe_watch_moves(struct ctx *ctx, const struct stripe_call *call,
                        const struct stripe_list *list) {
  struct stripe_watch_row_row row = begun(ctx);
  for (size_t i = 0; i < list->count; i++) {
    struct stripe_object object;
    if (stripe_object_read(ctx->arena, &list->items[i], &object) &&
        str_equal(object.object, S("balance_transaction")))
      stripe_move_keep(ctx, &object);
  }
  stripe_move_match_late(ctx);
  if (go_on(ctx, call, list)) return;
  stripe_watch_read_moves(ctx, row.moves_at.ms / 1000 - OVERLAP_S);
  if (row.told_at.ms >= row.moves_at.ms) /* a balance that is not older than the list */
    stripe_proof_keep(ctx, row.available_minor + row.pending_minor);
}
