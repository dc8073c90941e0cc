#include "domain/stripe/stripe_dispute.h"

#include "domain/payment/payment.h"
#include "domain/stripe/stripe_move.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/stripe/stripe_session.h"

static int64_t payment_of(struct ctx *ctx, struct str intent) {
  struct stripe_session session;
  return stripe_session_by_intent(ctx, intent, &session) ? session.payment_id.value : 0;
}

static void add_odd(struct ctx *ctx, enum stripe_odd_kind kind,
                    const struct stripe_object *dispute) {
  stripe_odd_add(ctx, &(struct stripe_odd){.kind = kind,
                                           .noun = payment_of(ctx, dispute->intent),
                                           .object = dispute->id,
                                           .amount_minor = dispute->amount_minor,
                                           .currency = dispute->currency,
                                           .detail = dispute->reason});
}

void stripe_dispute_moved(struct ctx *ctx, const struct stripe_object *move, int64_t id) {
  int64_t payment = payment_of(ctx, move->intent);
  struct stripe_object dispute = *move;
  if (move->amount_minor == 0) return;
  dispute.id = move->source;
  dispute.amount_minor = -move->amount_minor;
  if (move->amount_minor < 0) add_odd(ctx, STRIPE_ODD_DISPUTED, &dispute);
  if (str_equal(move->currency, currency_code(ctx->currency)))
    stripe_move_book(ctx, ledger_account(ctx, ACCOUNT_KEPT, 0), move->amount_minor, REASON_DISPUTED,
                     REASON_DISPUTE_WON, payment != 0 ? payment : id);
}

/* A dispute names the movements that it made on the balance so far. */
static void keep_moves(struct ctx *ctx, const struct stripe_object *dispute) {
  for (size_t i = 0; dispute->moves && i < dispute->moves->count; i++) {
    struct stripe_object move;
    if (!stripe_object_read(ctx->arena, &dispute->moves->items[i], &move) ||
        !str_equal(move.object, S("balance_transaction")))
      continue;
    move.source = dispute->id;
    move.source_kind = dispute->object;
    move.intent = dispute->intent;
    move.reason = dispute->reason;
    stripe_move_keep(ctx, &move);
  }
}

void stripe_dispute_told(struct ctx *ctx, struct str type, const struct stripe_object *dispute) {
  if (str_ends(type, S(".created"))) add_odd(ctx, STRIPE_ODD_DISPUTED, dispute);
  keep_moves(ctx, dispute);
  if (str_ends(type, S(".closed"))) {
    bool lost = str_equal(dispute->status, S("lost"));
    add_odd(ctx, lost ? STRIPE_ODD_DISPUTE_LOST : STRIPE_ODD_DISPUTE_WON, dispute);
  }
}
