#include "domain/stripe/stripe_match.h"

#include "domain/payment/payment.h"
#include "domain/stripe/stripe_session.h"
#include "domain/stripe/stripe_type.h"
#include "stripe_move_sql.h"

/* So much in our currency. */
static bool is_sum(const struct ctx *ctx, const struct stripe_object *move, int64_t minor) {
  return move->amount_minor == minor && str_equal(move->currency, currency_code(ctx->currency));
}

/* It lies aside, and in its own currency. */
static bool is_aside(struct ctx *ctx, const struct stripe_object *move, struct payment_id id) {
  struct stripe_move_aside_row row;
  return stripe_move_aside(ctx, id.value, &row) && row.amount_minor == move->amount_minor &&
         str_equal(row.currency, move->currency);
}

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
              is_sum(ctx, move, payment.amount.minor);
  bool aside = session.state == STRIPE_SESSION_SUSPENDED && is_aside(ctx, move, session.payment_id);
  return (struct stripe_matched){session.payment_id.value, paid || aside};
}

static struct stripe_matched refund(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_move_refund_row row;
  if (move->mark == 0 || !stripe_move_refund(ctx, move->mark, &row))
    return (struct stripe_matched){0};
  int64_t minor = row.has_asked_minor ? row.asked_minor : row.odd_minor;
  return (struct stripe_matched){move->mark, is_sum(ctx, move, -minor)};
}

/* What had been sent came back days later. */
static struct stripe_matched refund_failure(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_object sent = *move;
  sent.amount_minor = -move->amount_minor;
  return refund(ctx, &sent);
}

static struct stripe_matched transfer(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_move_transfer_row row;
  if (!stripe_move_transfer(ctx, move->source, &row)) return (struct stripe_matched){0};
  return (struct stripe_matched){row.payout_id, is_sum(ctx, move, -row.amount_minor)};
}

static struct stripe_matched reversal(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_move_reversal_row row;
  if (move->mark == 0 || !stripe_move_reversal(ctx, move->mark, &row))
    return (struct stripe_matched){0};
  return (struct stripe_matched){move->mark, is_sum(ctx, move, row.from_minor)};
}

static struct stripe_matched dispute(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_session session;
  bool ours = stripe_session_by_intent(ctx, move->intent, &session);
  return (struct stripe_matched){ours ? session.payment_id.value : 0,
                                 is_sum(ctx, move, move->amount_minor)};
}

static struct stripe_matched held_against_ours(struct ctx *ctx, const struct stripe_object *move) {
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
      {S("refund_failure"), refund_failure},
  };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (str_equal(types[i].type, move->type)) return types[i].match(ctx, move);
  return (struct stripe_matched){0};
}

/* What is booked as it is kept is the same, wherever our books know its currency; a fee in another
 * is told by name. */
struct stripe_matched stripe_match(struct ctx *ctx, const struct stripe_object *move) {
  switch (stripe_way_of(move)) {
  case STRIPE_WAY_OURS:
    return held_against_ours(ctx, move);
  case STRIPE_WAY_FEE:
    return (struct stripe_matched){0, true};
  case STRIPE_WAY_DISPUTE:
    return dispute(ctx, move);
  case STRIPE_WAY_TRANSIT:
  case STRIPE_WAY_RESERVE:
    return (struct stripe_matched){0, is_sum(ctx, move, move->amount_minor)};
  case STRIPE_WAY_ASK:
    break;
  }
  return (struct stripe_matched){0, move->amount_minor == 0};
}
