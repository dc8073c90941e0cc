#include "domain/stripe/stripe.h"

#include "db/db.h"
#include "domain/payment/stripe_setting.h"
#include "domain/stripe/stripe_account.h"
#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_event.h"
#include "domain/stripe/stripe_payout.h"
#include "domain/stripe/stripe_refund.h"
#include "domain/stripe/stripe_session.h"
#include "domain/stripe/stripe_watch.h"

struct gathering {
  struct str origin;
  int64_t done;
};

/* Also where cards were closed since: what is under way must end. */
static bool is_used(struct ctx *ctx) {
  struct stripe_setting setting;
  return stripe_setting_find(ctx, &setting) && setting.has_key;
}

static bool gather_body(struct ctx *ctx, void *arg) {
  struct gathering *gathering = arg;
  gathering->done = stripe_session_gather(ctx, gathering->origin) + stripe_refund_gather(ctx) +
                    stripe_payout_gather(ctx);
  return true;
}

int64_t stripe_gather_round(struct ctx *ctx, struct str origin) {
  struct gathering gathering = {.origin = origin};
  if (!is_used(ctx)) return 0;
  db_write(ctx, gather_body, &gathering);
  return gathering.done;
}

static bool watch_body(struct ctx *ctx, void *arg) {
  int64_t *done = arg;
  *done = stripe_session_look_round(ctx) + stripe_account_look_round(ctx) + stripe_watch_round(ctx);
  stripe_call_forget(ctx);
  stripe_event_forget(ctx);
  return true;
}

int64_t stripe_watch_over(struct ctx *ctx) {
  int64_t done = 0;
  if (!is_used(ctx)) return 0;
  db_write(ctx, watch_body, &done);
  return done;
}

static bool try_body(struct ctx *ctx, void *arg) {
  (void)arg;
  stripe_call_add(ctx, STRIPE_CALL_KEY, 0, S("/v1/account"), S(""));
  stripe_watch_now(ctx);
  return true;
}

void stripe_try(struct ctx *ctx) {
  if (is_used(ctx)) db_write(ctx, try_body, NULL);
}
