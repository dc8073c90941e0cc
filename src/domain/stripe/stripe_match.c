#include "domain/stripe/stripe_match.h"

#include "domain/payment/payment.h"
#include "domain/stripe/stripe_session.h"
#include "stripe_move_sql.h"

bool stripe_move_is_fee(const struct stripe_object *move) {
  return str_equal(move->type, S("stripe_fee")) || str_equal(move->type, S("stripe_fx_fee")) ||
         str_equal(move->type, S("tax_fee")) ||
         (str_equal(move->type, S("adjustment")) && str_equal(move->category, S("fee")));
}

bool stripe_move_is_dispute(const struct stripe_object *move) {
  return str_equal(move->type, S("adjustment")) && str_equal(move->source_kind, S("dispute"));
}

bool stripe_move_is_transit(const struct stripe_object *move) {
  static const struct str types[] = {S("payout"), S("payout_failure"), S("payout_cancel"),
                                     S("topup"), S("topup_reversal")};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (str_equal(types[i], move->type)) return true;
  return false;
}

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
  bool aside =
      session.state == STRIPE_SESSION_SUSPENDED && is_aside(ctx, move, session.payment_id);
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

/* Booked as it is kept: a dispute, wherever our books know its currency. Other adjustments have no
 * fellow in our books. */
static struct stripe_matched adjustment(struct ctx *ctx, const struct stripe_object *move) {
  struct stripe_session session;
  bool ours = stripe_session_by_intent(ctx, move->intent, &session);
  return (struct stripe_matched){ours ? session.payment_id.value : 0,
                                 stripe_move_is_dispute(move) &&
                                     is_sum(ctx, move, move->amount_minor)};
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
      {S("refund_failure"), refund_failure},
  };
  if (stripe_move_is_fee(move)) return (struct stripe_matched){0, true}; /* booked as it is kept */
  if (stripe_move_is_transit(move))
    return (struct stripe_matched){0, is_sum(ctx, move, move->amount_minor)};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (str_equal(types[i].type, move->type)) return types[i].match(ctx, move);
  return (struct stripe_matched){0};
}
