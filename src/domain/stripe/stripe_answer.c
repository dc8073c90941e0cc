#include "domain/stripe/stripe_answer.h"

#include "domain/payment/stripe_setting.h"
#include "domain/stripe/stripe_account.h"
#include "domain/stripe/stripe_payout.h"
#include "domain/stripe/stripe_refund.h"
#include "domain/stripe/stripe_session.h"
#include "domain/stripe/stripe_watch.h"

/* Answers that are one object. */

static void done_object(struct ctx *ctx, const struct stripe_call *call,
                        const struct stripe_object *object) {
  struct merchant_id merchant = {call->noun};
  switch (call->kind) {
  case STRIPE_CALL_SESSION:
  case STRIPE_CALL_SESSION_LOOK:
  case STRIPE_CALL_SESSION_END:
    stripe_session_told(ctx, object);
    break;
  case STRIPE_CALL_ACCOUNT:
    stripe_account_made(ctx, merchant, object);
    break;
  case STRIPE_CALL_ACCOUNT_LINK:
    stripe_account_linked(ctx, merchant, object);
    break;
  case STRIPE_CALL_ACCOUNT_LOOK:
    stripe_account_told(ctx, merchant, object);
    break;
  case STRIPE_CALL_TRANSFER:
    stripe_payout_told(ctx, call->noun, object);
    break;
  case STRIPE_CALL_REFUND:
    stripe_refund_told(ctx, object);
    break;
  case STRIPE_CALL_REVERSAL:
    stripe_reversal_told(ctx, call->noun, object);
    break;
  case STRIPE_CALL_KEY:
    stripe_setting_tried(ctx, object->id, S(""));
    break;
  default:
    break;
  }
}

static void done_list(struct ctx *ctx, const struct stripe_call *call,
                      const struct stripe_list *list) {
  switch (call->kind) {
  case STRIPE_CALL_TRANSFER_LOOK:
    stripe_payout_looked(ctx, call->noun, list);
    break;
  case STRIPE_CALL_REFUND_LOOK:
    stripe_refund_looked(ctx, call->noun, list);
    break;
  case STRIPE_CALL_REVERSAL_LOOK:
    stripe_reversal_looked(ctx, call->noun, list);
    break;
  case STRIPE_CALL_EVENTS:
    stripe_watch_events(ctx, call, list);
    break;
  case STRIPE_CALL_MOVES:
    stripe_watch_moves(ctx, call, list);
    break;
  default:
    break;
  }
}

void stripe_answer_done(struct ctx *ctx, const struct stripe_call *call, const struct json *json) {
  struct stripe_object object;
  struct stripe_list list;
  if (call->kind == STRIPE_CALL_BALANCE) {
    if (stripe_balance_read(json, currency_code(ctx->currency), &object))
      stripe_watch_balance(ctx, &object);
  } else if (stripe_list_read(json, &list)) {
    done_list(ctx, call, &list);
  } else if (stripe_object_read(ctx->arena, json, &object)) {
    done_object(ctx, call, &object);
  }
}

/* No. */

static bool is_email(const struct stripe_call *call, const struct stripe_error *error) {
  return str_equal(error->param, S("customer_email")) &&
         str_find(call->body, S("&customer_email=")) > 0;
}

/* Stripe's idea of an address is narrower than ours: the buyer types it on Stripe's page then. The
 * address stands last in the body. */
static void ask_without_email(struct ctx *ctx, const struct stripe_call *call) {
  size_t before = (size_t)str_find(call->body, S("&customer_email="));
  stripe_call_add(ctx, call->kind, call->noun, call->path, str_take(call->body, before));
}

static void refused(struct ctx *ctx, const struct stripe_call *call,
                    const struct stripe_error *error) {
  switch (call->kind) {
  case STRIPE_CALL_SESSION:
    if (is_email(call, error))
      ask_without_email(ctx, call);
    else
      stripe_session_refused(ctx, (struct payment_id){call->noun});
    break;
  case STRIPE_CALL_SESSION_END: /* it is over already: how? */
    stripe_session_look(ctx, (struct payment_id){call->noun});
    break;
  case STRIPE_CALL_SESSION_LOOK: /* Stripe knows no such page */
    stripe_session_refused(ctx, (struct payment_id){call->noun});
    break;
  case STRIPE_CALL_ACCOUNT_LOOK:
    stripe_account_untold(ctx, (struct merchant_id){call->noun});
    break;
  case STRIPE_CALL_ACCOUNT:
  case STRIPE_CALL_ACCOUNT_LINK:
    stripe_account_failed(ctx, (struct merchant_id){call->noun}, error);
    break;
  case STRIPE_CALL_TRANSFER:
    stripe_payout_refused(ctx, call->noun, error);
    break;
  case STRIPE_CALL_REFUND:
    stripe_refund_refused(ctx, call->noun, error);
    break;
  case STRIPE_CALL_REVERSAL:
    stripe_reversal_refused(ctx, call->noun);
    break;
  case STRIPE_CALL_KEY:
    stripe_setting_tried(ctx, S(""), error->code);
    break;
  default:
    break;
  }
}

/* Money that may or may not have moved is looked up; a page that the buyer never saw is not. */
static void unanswered(struct ctx *ctx, const struct stripe_call *call,
                       const struct stripe_error *error) {
  switch (call->kind) {
  case STRIPE_CALL_TRANSFER:
    stripe_payout_unanswered(ctx, call->noun);
    break;
  case STRIPE_CALL_REFUND:
    stripe_refund_unanswered(ctx, call->noun);
    break;
  case STRIPE_CALL_REVERSAL:
    stripe_reversal_unanswered(ctx, call->noun);
    break;
  case STRIPE_CALL_TRANSFER_LOOK: /* nobody may think that it was made, nor that it was not */
  case STRIPE_CALL_REFUND_LOOK:
  case STRIPE_CALL_REVERSAL_LOOK:
    stripe_call_add(ctx, call->kind, call->noun, call->path, S(""));
    break;
  case STRIPE_CALL_SESSION_LOOK: /* it is looked at again by itself */
    break;
  default:
    refused(ctx, call, error);
    break;
  }
}

void stripe_answer_failed(struct ctx *ctx, const struct stripe_call *call, enum stripe_fate fate,
                          const struct stripe_error *error) {
  if (fate == STRIPE_FATE_REFUSED)
    refused(ctx, call, error);
  else
    unanswered(ctx, call, error);
}
