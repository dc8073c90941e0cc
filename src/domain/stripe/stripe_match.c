#include "domain/stripe/stripe_match.h"

#include "domain/payment/payment.h"
#include "domain/stripe/stripe_session.h"
#include "stripe_watch_sql.h"

/* A card was charged: for an order that is paid, or for money that is in suspense. */
static struct stripe_matched charge(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_session session;
  struct payment payment;
  if (!stripe_session_by_intent(ctx, move->intent, &session)) {
    struct payment_id id = {move->mark};
    if (move->mark == 0 || !stripe_session_find(ctx, id, &session))
      return (struct stripe_matched){0};
  }
  bool paid = session.state == STRIPE_SESSION_PAID &&
              payment_find(ctx, session.payment_id, &payment) &&
              payment.amount.minor == move->amount_minor;
  return (struct stripe_matched){session.payment_id.value,
                                 paid || session.state == STRIPE_SESSION_SUSPENDED};
}

static struct stripe_matched refund(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_move_refund_row row;
  if (move->mark == 0 || !stripe_move_refund(ctx, move->mark, &row))
    return (struct stripe_matched){0};
  int64_t minor = row.has_asked_minor ? row.asked_minor : row.odd_minor;
  return (struct stripe_matched){move->mark, minor == -move->amount_minor};
}

/* What had been sent came back days later. */
static struct stripe_matched refund_failure(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_object back = *move;
  back.amount_minor = -move->amount_minor;
  return refund(ctx, &back);
}

static struct stripe_matched transfer(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_move_transfer_row row;
  if (!stripe_move_transfer(ctx, move->source, &row)) return (struct stripe_matched){0};
  return (struct stripe_matched){row.payout_id, row.amount_minor == -move->amount_minor};
}

static struct stripe_matched reversal(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_move_reversal_row row;
  if (move->mark == 0 || !stripe_move_reversal(ctx, move->mark, &row))
    return (struct stripe_matched){0};
  return (struct stripe_matched){move->mark, row.from_minor == move->amount_minor};
}

static struct stripe_matched adjustment(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_move_dispute_row row;
  if (!stripe_move_dispute(ctx, move->source, &row)) return (struct stripe_matched){0};
  return (struct stripe_matched){row.noun_id, true};
}

/* Booked as it is kept. */
static struct stripe_matched fee(struct ctx *ctx, const struct stripe_object *move) {
  (void)ctx;
  (void)move;
  return (struct stripe_matched){0, true};
}

struct stripe_matched stripe_match(struct ctx *ctx, const struct stripe_object *move) {
  static const struct {
    struct str type;
    struct stripe_matched (*match)(struct ctx *ctx, const struct stripe_object *move);
  } types[] = {
      {S("charge"), charge},
      {S("payment"), charge},
      {S("refund"), refund},
      {S("payment_refund"), refund},
      {S("transfer"), transfer},
      {S("transfer_refund"), reversal},
      {S("adjustment"), adjustment},
      {S("stripe_fee"), fee},
      {S("refund_failure"), refund_failure},
  };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (str_equal(types[i].type, move->type)) return types[i].match(ctx, move);
  return (struct stripe_matched){0};
}
