#include "domain/stripe/stripe_dispute.h"

#include "domain/ledger/ledger.h"
#include "domain/payment/payment.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/stripe/stripe_session.h"

static void add_odd(struct ctx *ctx, enum stripe_odd_kind kind,
                    const struct stripe_object *object) {
  struct stripe_session session;
  bool ours = stripe_session_by_intent(ctx, object->intent, &session);
  stripe_odd_add(ctx, &(struct stripe_odd){.kind = kind,
                                           .noun = ours ? session.payment_id.value : 0,
                                           .object = object->id,
                                           .amount_minor = object->amount_minor,
                                           .currency = object->currency,
                                           .detail = object->reason});
}

static void move_money(struct ctx *ctx, const struct stripe_object *object, bool away) {
  struct stripe_session session;
  if (object->amount_minor <= 0 || !str_equal(object->currency, currency_code(ctx->currency)) ||
      !stripe_session_by_intent(ctx, object->intent, &session))
    return;
  struct account kept = ledger_account(ctx, ACCOUNT_KEPT, 0);
  struct account clearing = ledger_account(ctx, ACCOUNT_CLEARING, PROVIDER_STRIPE);
  ledger_move(ctx,
              &(struct transfer){.debit = away ? kept : clearing,
                                 .credit = away ? clearing : kept,
                                 .amount_minor = object->amount_minor,
                                 .reason = away ? REASON_DISPUTED : REASON_DISPUTE_WON,
                                 .cause = session.payment_id.value},
              NULL);
}

void stripe_dispute_told(struct ctx *ctx, struct str type, const struct stripe_object *object) {
  if (str_ends(type, S(".created"))) {
    add_odd(ctx, STRIPE_ODD_DISPUTED, object);
  } else if (str_ends(type, S(".funds_withdrawn"))) {
    move_money(ctx, object, true);
  } else if (str_ends(type, S(".funds_reinstated"))) {
    move_money(ctx, object, false);
  } else if (str_ends(type, S(".closed"))) {
    bool lost = str_equal(object->status, S("lost"));
    add_odd(ctx, lost ? STRIPE_ODD_DISPUTE_LOST : STRIPE_ODD_DISPUTE_WON, object);
  }
}
