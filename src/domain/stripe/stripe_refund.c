#include "domain/stripe/stripe_refund.h"

#include "base/fault.h"
#include "domain/checkout/checkout.h"
#include "domain/ledger/ledger.h"
#include "domain/payment/refund_ask.h"
#include "domain/payout/payout.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/stripe/stripe_session.h"
#include "stripe_refund_sql.h"

/* Sending. */

void stripe_refund_send(struct ctx *ctx, int64_t id, struct str intent, int64_t amount_minor) {
  struct stripe_session session;
  struct payment_id payment = {0};
  struct stripe_form form = stripe_form(ctx);
  if (stripe_session_by_intent(ctx, intent, &session)) payment = session.payment_id;
  stripe_refund_insert(ctx, id, payment, ctx->now);
  stripe_form_add(&form, "payment_intent", intent);
  stripe_form_add_int(&form, "amount", amount_minor);
  stripe_form_mark(&form, id);
  stripe_call_add(ctx, STRIPE_CALL_REFUND, id, S("/v1/refunds"), buf_str(&form.text));
}

int64_t stripe_refund_gather(struct ctx *ctx) {
  struct stripe_refund_wanted_rows rows = stripe_refund_wanted(ctx);
  for (size_t i = 0; i < rows.count; i++) {
    const struct stripe_refund_wanted_row *row = &rows.items[i];
    if (row->has_intent && row->intent.len > 0)
      stripe_refund_send(ctx, row->id, row->intent, row->amount_minor);
    else
      refund_ask_failed(ctx, row->id, S("not_paid_by_card"));
  }
  return (int64_t)rows.count;
}

/* Fetching back from the merchant. */

/* Less what is being fetched for another refund: the books learn of it with Stripe's answer. */
static int64_t owed_minor(struct ctx *ctx, struct merchant_id merchant) {
  struct stripe_refund_fetching_row fetching;
  struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_PAYABLE, merchant.value);
  must(stripe_refund_fetching(ctx, merchant, &fetching));
  return sums.debit_minor + sums.debit_pending_minor - sums.credit_minor - fetching.minor;
}

static int64_t smallest(int64_t a, int64_t b) {
  return a < b ? a : b;
}

static void fetch_back(struct ctx *ctx, int64_t id, struct payment_id payment_id,
                       int64_t refunded_minor) {
  struct payment payment;
  struct order order;
  struct stripe_refund_from_row from;
  if (!payment_find(ctx, payment_id, &payment) ||
      !order_find(ctx, (struct order_id){payment.order}, &order) || order.merchant_id.value == 0)
    return;
  int64_t wanted = smallest(owed_minor(ctx, order.merchant_id), refunded_minor);
  if (wanted <= 0 || !stripe_refund_from(ctx, order.merchant_id, wanted, &from)) return;
  int64_t minor = smallest(wanted, from.left_minor);
  struct stripe_form form = stripe_form(ctx);
  struct str path = str_format(ctx->arena, "/v1/transfers/%.*s/reversals", STR_ARG(from.transfer));
  stripe_form_add_int(&form, "amount", minor);
  stripe_form_mark(&form, id);
  if (!stripe_call_add(ctx, STRIPE_CALL_REVERSAL, id, path, buf_str(&form.text))) return;
  stripe_refund_take_from(ctx, id, from.payout_id, minor);
  stripe_refund_reverse(ctx, from.payout_id, minor);
}

void stripe_reversal_told(struct ctx *ctx, int64_t id, const struct stripe_object *object) {
  struct stripe_refund_row_row row;
  if (!stripe_refund_row(ctx, id, &row) || row.from_minor == 0) return;
  if (object->amount_minor != row.from_minor) {
    stripe_odd_add(ctx, &(struct stripe_odd){.kind = STRIPE_ODD_TRANSFER_REVERSED,
                                             .noun = row.from_payout_id.value,
                                             .object = object->id,
                                             .amount_minor = object->amount_minor,
                                             .currency = object->currency});
    return;
  }
  payout_fetched_back(ctx, row.from_payout_id, row.from_minor);
}

/* Nothing was fetched: the merchant goes on owing it. */
static void forget_reversal(struct ctx *ctx, int64_t id) {
  struct stripe_refund_row_row row;
  if (!stripe_refund_row(ctx, id, &row) || row.from_minor == 0) return;
  stripe_refund_reverse(ctx, row.from_payout_id, -row.from_minor);
  stripe_refund_take_from(ctx, id, row.from_payout_id, 0);
}

void stripe_reversal_refused(struct ctx *ctx, int64_t id) {
  forget_reversal(ctx, id);
}

void stripe_reversal_unanswered(struct ctx *ctx, int64_t id) {
  struct stripe_refund_row_row row;
  struct stripe_refund_transfer_row transfer;
  if (!stripe_refund_row(ctx, id, &row) || row.from_minor == 0) return;
  must(stripe_refund_transfer(ctx, row.from_payout_id, &transfer));
  stripe_call_add(
      ctx, STRIPE_CALL_REVERSAL_LOOK, id,
      str_format(ctx->arena, "/v1/transfers/%.*s/reversals?limit=100", STR_ARG(transfer.transfer)),
      S(""));
}

static bool find_marked(struct ctx *ctx, const struct stripe_list *list, int64_t mark,
                        struct stripe_object *object) {
  for (size_t i = 0; i < list->count; i++)
    if (stripe_object_read(ctx->arena, &list->items[i], object) && object->mark == mark)
      return true;
  return false;
}

void stripe_reversal_looked(struct ctx *ctx, int64_t id, const struct stripe_list *list) {
  struct stripe_object object;
  if (find_marked(ctx, list, id, &object))
    stripe_reversal_told(ctx, id, &object);
  else
    forget_reversal(ctx, id);
}

/* What Stripe says. */

static void sent(struct ctx *ctx, int64_t id, struct payment_id payment) {
  struct refund_ask ask;
  if (!refund_ask_find(ctx, id, &ask)) {
    stripe_odd_refunded(ctx, (struct stripe_odd_id){id});
  } else if (refund_ask_sent(ctx, id)) {
    fetch_back(ctx, id, payment, ask.amount.minor);
  }
}

/* At once, or days after it had been sent: somebody must give the money back in another way. */
static void failed(struct ctx *ctx, int64_t id, struct payment_id payment, struct str object,
                   struct str reason) {
  struct refund_ask ask;
  if (!refund_ask_find(ctx, id, &ask)) {
    stripe_odd_refund_failed(ctx, (struct stripe_odd_id){id}, reason);
  } else if (refund_ask_failed(ctx, id, reason)) {
    stripe_odd_add(ctx, &(struct stripe_odd){.kind = STRIPE_ODD_REFUND_FAILED,
                                             .noun = payment.value,
                                             .object = object,
                                             .amount_minor = ask.amount.minor,
                                             .currency = currency_code(ctx->currency),
                                             .detail = reason});
  }
}

/* Somebody refunded at Stripe itself: our books do not know why. */
static void elsewhere(struct ctx *ctx, const struct stripe_object *object) {
  struct stripe_session session;
  bool ours = stripe_session_by_intent(ctx, object->intent, &session);
  stripe_odd_add(ctx, &(struct stripe_odd){.kind = STRIPE_ODD_REFUND_ELSEWHERE,
                                           .noun = ours ? session.payment_id.value : 0,
                                           .object = object->id,
                                           .amount_minor = object->amount_minor,
                                           .currency = object->currency});
}

void stripe_refund_told(struct ctx *ctx, const struct stripe_object *object) {
  struct stripe_refund_row_row row;
  int64_t id = object->mark;
  if (id == 0 || !stripe_refund_row(ctx, id, &row)) {
    elsewhere(ctx, object);
    return;
  }
  if (row.refund.len > 0 && !str_equal(row.refund, object->id)) return;
  bool good = str_equal(object->status, S("succeeded"));
  bool bad = str_equal(object->status, S("failed")) || str_equal(object->status, S("canceled"));
  enum stripe_refund_state state = good  ? STRIPE_REFUND_SENT
                                   : bad ? STRIPE_REFUND_FAILED
                                         : STRIPE_REFUND_PENDING;
  if (state < (enum stripe_refund_state)row.state ||
      stripe_refund_set(ctx, id, state, object->id) == 0)
    return; /* an older notice, or the same again */
  if (good) sent(ctx, id, row.payment_id);
  if (bad) failed(ctx, id, row.payment_id, object->id, object->reason);
}

void stripe_refund_refused(struct ctx *ctx, int64_t id, const struct stripe_error *error) {
  struct stripe_refund_row_row row;
  if (stripe_refund_row(ctx, id, &row) &&
      stripe_refund_set(ctx, id, STRIPE_REFUND_FAILED, S("")) == 1)
    failed(ctx, id, row.payment_id, id_text(ctx->arena, id), error->code);
}

void stripe_refund_unanswered(struct ctx *ctx, int64_t id) {
  struct stripe_refund_row_row row;
  struct stripe_session session;
  if (!stripe_refund_row(ctx, id, &row) || !stripe_session_find(ctx, row.payment_id, &session))
    return;
  stripe_call_add(
      ctx, STRIPE_CALL_REFUND_LOOK, id,
      str_format(ctx->arena, "/v1/refunds?payment_intent=%.*s&limit=100", STR_ARG(session.intent)),
      S(""));
}

void stripe_refund_looked(struct ctx *ctx, int64_t id, const struct stripe_list *list) {
  struct stripe_object object;
  if (find_marked(ctx, list, id, &object))
    stripe_refund_told(ctx, &object);
  else
    stripe_refund_refused(ctx, id, &(struct stripe_error){.code = S("unanswered")});
}
