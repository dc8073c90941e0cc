#include "domain/stripe/stripe_move.h"

#include "domain/payment/payment.h"
#include "domain/stripe/stripe_dispute.h"
#include "domain/stripe/stripe_match.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/stripe/stripe_saying.h"
#include "domain/stripe/stripe_transit.h"
#include "domain/stripe/stripe_type.h"
#include "stripe_move_sql.h"

/* What Stripe keeps leaves the balance with a movement, or is one. */
static int64_t fee_of(const struct stripe_object *move) {
  return move->fee_minor + (stripe_way_of(move) == STRIPE_WAY_FEE ? -move->amount_minor : 0);
}

static void tell_fee(struct ctx *ctx, const struct stripe_object *move, int64_t fee) {
  stripe_odd_add(ctx, &(struct stripe_odd){.kind = STRIPE_ODD_FEE_OTHER_CURRENCY,
                                           .object = move->id,
                                           .amount_minor = fee,
                                           .currency = move->currency,
                                           .detail = move->type});
}

/* Neither an order of ours nor marked by us: it was done elsewhere. */
static bool is_strange(const struct stripe_object *move, const struct stripe_matched *matched) {
  enum stripe_way way = stripe_way_of(move);
  if (matched->same) return false;
  return way == STRIPE_WAY_ASK || (way == STRIPE_WAY_OURS && matched->noun == 0 && move->mark == 0);
}

static void book(struct ctx *ctx, const struct stripe_object *move, int64_t id) {
  bool ours = str_equal(move->currency, currency_code(ctx->currency));
  int64_t fee = fee_of(move);
  enum stripe_way way = stripe_way_of(move);
  if (ours) stripe_meaning_book(ctx, STRIPE_MEANING_FEE, -fee, S(""), id);
  if (fee != 0 && !ours) tell_fee(ctx, move, fee);
  if (ours && way == STRIPE_WAY_TRANSIT) stripe_transit_moved(ctx, move, id);
  if (ours && way == STRIPE_WAY_RESERVE)
    stripe_meaning_book(ctx, STRIPE_MEANING_RESERVE, move->amount_minor, S(""), id);
  if (way == STRIPE_WAY_DISPUTE) stripe_dispute_moved(ctx, move, id);
}

void stripe_move_book(struct ctx *ctx, struct account other, int64_t minor, enum reason out,
                      enum reason in, int64_t cause) {
  struct account clearing = ledger_account(ctx, ACCOUNT_CLEARING, PROVIDER_STRIPE);
  bool left = minor < 0;
  ledger_move(ctx,
              &(struct transfer){.debit = left ? other : clearing,
                                 .credit = left ? clearing : other,
                                 .amount_minor = left ? -minor : minor,
                                 .reason = left ? out : in,
                                 .cause = cause},
              NULL);
}

void stripe_move_keep(struct ctx *ctx, const struct stripe_object *move) {
  int64_t id = id_next(ctx->ids);
  struct stripe_matched matched = stripe_match(ctx, move);
  if (stripe_move_insert(ctx, &(struct stripe_move_insert_params){
                                  .id = id,
                                  .move = move->id,
                                  .type = move->type,
                                  .source = move->source,
                                  .noun_id = matched.noun,
                                  .amount_minor = move->amount_minor,
                                  .fee_minor = move->fee_minor,
                                  .currency = move->currency,
                                  .matched = matched.same,
                                  .moved_at = move->created_at,
                              }) == 0)
    return;
  book(ctx, move, id);
  if (is_strange(move, &matched)) stripe_saying_ask(ctx, move, id);
}

void stripe_move_match_late(struct ctx *ctx) {
  stripe_move_match_charges(ctx, currency_code(ctx->currency));
  stripe_move_match_transfers(ctx, currency_code(ctx->currency));
}

/* Reading. */

static struct stripe_moves moves_of(struct ctx *ctx, struct stripe_move_page_rows rows) {
  struct stripe_moves list = {arena_array(ctx->arena, struct stripe_move, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct stripe_move_page_row *row = &rows.items[i];
    list.items[i] = (struct stripe_move){.move = row->move,
                                         .type = row->type,
                                         .source = row->source,
                                         .noun = row->noun_id,
                                         .amount_minor = row->amount_minor,
                                         .fee_minor = row->fee_minor,
                                         .currency = row->currency,
                                         .matched = row->matched,
                                         .moved_at = row->moved_at};
  }
  return list;
}

struct stripe_moves stripe_move_odd_list(struct ctx *ctx) {
  return moves_of(ctx, stripe_move_odd_page(ctx));
}

struct stripe_moves stripe_move_list(struct ctx *ctx, struct instant from, struct instant until) {
  return moves_of(ctx, stripe_move_page(ctx, from, until));
}
