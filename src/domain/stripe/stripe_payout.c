#include "domain/stripe/stripe_payout.h"

#include "base/fault.h"
#include "domain/ledger/ledger.h"
#include "domain/payment/payment.h"
#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/stripe/stripe_watch.h"
#include "stripe_payout_sql.h"

/* Preparing. */

static struct payout_receivers receivers_of(struct ctx *ctx) {
  struct payout_receivers list = {arena_array(ctx->arena, struct payout_receiver, PAYOUT_BATCH_MAX),
                                  0};
  struct merchant_id after = {0};
  for (;;) {
    struct stripe_payout_receivers_rows rows = stripe_payout_receivers(ctx, after);
    for (size_t i = 0; i < rows.count && list.count < PAYOUT_BATCH_MAX; i++)
      list.items[list.count++] = (struct payout_receiver){
          rows.items[i].merchant_id, rows.items[i].account, rows.items[i].name};
    if (rows.count < 500 || list.count == PAYOUT_BATCH_MAX) return list;
    after = rows.items[rows.count - 1].merchant_id;
  }
}

/* What Stripe can send: what it says, less what is on its way. */
static int64_t sendable_minor(struct ctx *ctx, bool *known) {
  struct stripe_watch watch;
  struct stripe_payout_leaving_row leaving;
  *known = stripe_watch_find(ctx, &watch) && watch.told_at.ms > 0;
  must(stripe_payout_leaving(ctx, &leaving));
  int64_t minor = *known ? watch.available_minor - leaving.amount_minor : 0;
  return minor > 0 ? minor : 0;
}

struct stripe_payable stripe_payable(struct ctx *ctx) {
  struct stripe_payable payable = {0};
  struct payout_receivers receivers = receivers_of(ctx);
  int64_t left = sendable_minor(ctx, &payable.known);
  for (size_t i = 0; i < receivers.count && left > 0; i++) {
    int64_t due = payout_statement(ctx, receivers.items[i].merchant_id).due.minor;
    if (due <= 0) continue;
    int64_t minor = due < left ? due : left;
    payable.merchants++;
    payable.minor += minor;
    left -= minor;
  }
  return payable;
}

enum payout_result stripe_payout_prepare(struct ctx *ctx, struct batch_id *id) {
  bool known;
  struct payout_through through = {.provider = PROVIDER_STRIPE,
                                   .receivers = receivers_of(ctx),
                                   .most_minor = sendable_minor(ctx, &known)};
  return payout_prepare_through(ctx, &through, id);
}

/* Sending. */

static struct str group_of(struct ctx *ctx, struct payout_id payout) {
  return id_text(ctx->arena, payout.value);
}

static void ask(struct ctx *ctx, const struct stripe_payout_wanted_row *row) {
  struct stripe_form form = stripe_form(ctx);
  char currency[4] = {0};
  for (size_t i = 0; i < 3; i++)
    currency[i] = (char)(currency_code(ctx->currency).ptr[i] - 'A' + 'a');
  stripe_transfer_insert(ctx, &(struct stripe_transfer_insert_params){
                                  .payout_id = row->id,
                                  .batch_id = row->batch_id,
                                  .merchant_id = row->merchant_id,
                                  .amount_minor = row->amount_minor,
                                  .made_at = ctx->now,
                              });
  stripe_form_add_int(&form, "amount", row->amount_minor);
  stripe_form_add(&form, "currency", str_from(currency));
  stripe_form_add(&form, "destination", row->account);
  stripe_form_add(&form, "transfer_group", group_of(ctx, row->id));
  stripe_form_mark(&form, row->id.value);
  stripe_call_add(ctx, STRIPE_CALL_TRANSFER, row->id.value, S("/v1/transfers"),
                  buf_str(&form.text));
}

int64_t stripe_payout_gather(struct ctx *ctx) {
  struct stripe_payout_wanted_rows rows = stripe_payout_wanted(ctx);
  for (size_t i = 0; i < rows.count; i++)
    ask(ctx, &rows.items[i]);
  struct stripe_payout_finished_rows finished = stripe_payout_finished(ctx);
  for (size_t i = 0; i < finished.count; i++)
    payout_executed(ctx, finished.items[i].id, zone_day(ctx->zone, ctx->now));
  return (int64_t)rows.count;
}

/* What Stripe says. */

void stripe_payout_told(struct ctx *ctx, int64_t payout, const struct stripe_object *object) {
  struct payout_id id = {payout};
  struct stripe_transfer_row_row row;
  if (!stripe_transfer_row(ctx, id, &row) ||
      stripe_transfer_set(ctx, id, STRIPE_TRANSFER_MADE, object->id) == 0)
    return;
  stripe_watch_spend(ctx, row.amount_minor);
  if (object->amount_minor != row.amount_minor)
    stripe_odd_add(ctx, &(struct stripe_odd){.kind = STRIPE_ODD_TRANSFER_UNKNOWN,
                                             .noun = payout,
                                             .object = object->id,
                                             .amount_minor = object->amount_minor,
                                             .currency = object->currency});
}

void stripe_payout_refused(struct ctx *ctx, int64_t payout, const struct stripe_error *error) {
  struct payout_id id = {payout};
  if (stripe_transfer_set(ctx, id, STRIPE_TRANSFER_REFUSED, S("")) == 1)
    payout_return(ctx, id, error->code);
}

void stripe_payout_unanswered(struct ctx *ctx, int64_t payout) {
  stripe_call_add(ctx, STRIPE_CALL_TRANSFER_LOOK, payout,
                  str_format(ctx->arena, "/v1/transfers?transfer_group=%.*s&limit=100",
                             STR_ARG(group_of(ctx, (struct payout_id){payout}))),
                  S(""));
}

void stripe_payout_looked(struct ctx *ctx, int64_t payout, const struct stripe_list *list) {
  struct stripe_object object;
  for (size_t i = 0; i < list->count; i++) {
    if (!stripe_object_read(ctx->arena, &list->items[i], &object) || object.mark != payout)
      continue;
    stripe_payout_told(ctx, payout, &object);
    return;
  }
  stripe_payout_refused(ctx, payout, &(struct stripe_error){.code = S("unanswered")});
}

void stripe_payout_reversed(struct ctx *ctx, const struct stripe_object *object) {
  struct stripe_transfer_named_row row;
  if (!stripe_transfer_named(ctx, object->id, &row) || object->reversed_minor <= row.reversed_minor)
    return;
  stripe_odd_add(ctx,
                 &(struct stripe_odd){.kind = STRIPE_ODD_TRANSFER_REVERSED,
                                      .noun = row.payout_id.value,
                                      .object = object->id,
                                      .amount_minor = object->reversed_minor - row.reversed_minor,
                                      .currency = object->currency});
}
