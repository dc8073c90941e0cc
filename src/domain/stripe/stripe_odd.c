#include "domain/stripe/stripe_odd.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/checkout/checkout.h"
#include "domain/ledger/ledger.h"
#include "domain/person/audit.h"
#include "domain/stripe/stripe_refund.h"
#include "stripe_odd_sql.h"

RESULT_REFUSAL(stripe_odd, STRIPE_ODD_RESULTS)
RESULT_STATUS(stripe_odd, STRIPE_ODD_RESULTS)
RESULT_MESSAGE(stripe_odd, STRIPE_ODD_RESULTS)

const char *stripe_odd_name(enum stripe_odd_kind kind) {
  static const char *const names[] = {
#define X(name, number, message) [number] = #message,
      STRIPE_ODDS(X)
#undef X
  };
  return names[kind] + sizeof "stripe_odd_" - 1;
}

enum message stripe_odd_words(enum stripe_odd_kind kind) {
  static const enum message messages[] = {
#define X(name, number, message) [number] = MSG_##message,
      STRIPE_ODDS(X)
#undef X
  };
  return messages[kind];
}

/* Money. */

static void move_money(struct ctx *ctx, enum account_kind debit, int64_t debit_owner,
                       enum account_kind credit, int64_t credit_owner, int64_t minor,
                       enum reason reason, struct stripe_odd_id cause) {
  ledger_move(ctx,
              &(struct transfer){
                  .debit = ledger_account(ctx, debit, debit_owner),
                  .credit = ledger_account(ctx, credit, credit_owner),
                  .amount_minor = minor,
                  .reason = reason,
                  .cause = cause.value,
              },
              NULL);
}

void stripe_odd_add(struct ctx *ctx, const struct stripe_odd *odd) {
  struct stripe_odd_id id = {id_next(ctx->ids)};
  bool counted = odd->holds && str_equal(odd->currency, currency_code(ctx->currency));
  int64_t held = counted ? odd->amount_minor : 0;
  if (stripe_odd_insert(ctx,
                        &(struct stripe_odd_insert_params){
                            .id = id,
                            .kind = odd->kind,
                            .noun_id = odd->noun,
                            .object = odd->object,
                            .intent = odd->intent,
                            .amount_minor = odd->amount_minor,
                            .currency = odd->currency,
                            .held_minor = held,
                            .detail = odd->detail,
                            .made_at = ctx->now,
                        }) == 1 &&
      held > 0)
    move_money(ctx, ACCOUNT_CLEARING, PROVIDER_STRIPE, ACCOUNT_SUSPENSE, id.value, held,
               REASON_PROVIDER_RECEIVED, id);
}

/* Reading. */

bool stripe_odd_find(struct ctx *ctx, struct stripe_odd_id id, struct stripe_odd *odd) {
  struct stripe_odd_row_row row;
  if (!stripe_odd_row(ctx, id, &row)) return false;
  *odd = (struct stripe_odd){.id = id,
                             .kind = (enum stripe_odd_kind)row.kind,
                             .noun = row.noun_id,
                             .object = row.object,
                             .intent = row.intent,
                             .amount_minor = row.amount_minor,
                             .held_minor = row.held_minor,
                             .currency = row.currency,
                             .detail = row.detail,
                             .note = row.note,
                             .state = (enum stripe_odd_state)row.state,
                             .made_at = row.made_at};
  return true;
}

struct stripe_odds stripe_odd_list(struct ctx *ctx) {
  struct stripe_odd_open_ids_rows rows = stripe_odd_open_ids(ctx);
  struct stripe_odds list = {arena_array(ctx->arena, struct stripe_odd, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    must(stripe_odd_find(ctx, rows.items[i].id, &list.items[i]));
  return list;
}

/* Resolving. */

struct resolving {
  struct stripe_odd_id id;
  struct str note;
  enum stripe_odd_result result;
};

static enum stripe_odd_result open_one(struct ctx *ctx, const struct resolving *resolving,
                                       struct stripe_odd *odd) {
  if (!stripe_odd_find(ctx, resolving->id, odd)) return STRIPE_ODD_RESULT_NOTHING;
  return odd->state == STRIPE_ODD_OPEN ? STRIPE_ODD_RESULT_OK : STRIPE_ODD_RESULT_ALREADY_DECIDED;
}

static void end(struct ctx *ctx, struct stripe_odd_id id, enum stripe_odd_state before,
                struct str note) {
  must(stripe_odd_end(
           ctx, &(struct stripe_odd_end_params){id, before, note, ctx->person, ctx->now}) == 1);
}

bool stripe_odd_needs_saying(const struct ctx *ctx, const struct stripe_odd *odd) {
  return odd->kind == STRIPE_ODD_UNCLEAR && str_equal(odd->currency, currency_code(ctx->currency));
}

void stripe_odd_over(struct ctx *ctx, struct stripe_odd_id id, struct str note) {
  end(ctx, id, STRIPE_ODD_OPEN, note);
}

/* Out of suspense first: settling counts the money as it comes. */
static bool accept_body(struct ctx *ctx, void *arg) {
  struct resolving *resolving = arg;
  struct stripe_odd odd;
  if ((resolving->result = open_one(ctx, resolving, &odd))) return false;
  resolving->result = STRIPE_ODD_RESULT_NO_ORDER;
  if (odd.kind != STRIPE_ODD_LATE || odd.held_minor == 0) return false;
  move_money(ctx, ACCOUNT_SUSPENSE, odd.id.value, ACCOUNT_CLEARING, PROVIDER_STRIPE, odd.held_minor,
             REASON_SUSPENSE_USED, odd.id);
  if (checkout_settle_within(ctx, (struct payment_id){odd.noun}, true).result != CHECKOUT_OK)
    return false;
  end(ctx, odd.id, STRIPE_ODD_OPEN, S(""));
  audit_write(ctx, S("stripe.accept"), odd.id.value, odd.object);
  resolving->result = STRIPE_ODD_RESULT_OK;
  return true;
}

static bool refund_body(struct ctx *ctx, void *arg) {
  struct resolving *resolving = arg;
  struct stripe_odd odd;
  if ((resolving->result = open_one(ctx, resolving, &odd))) return false;
  resolving->result = STRIPE_ODD_RESULT_NO_MONEY;
  if (odd.held_minor == 0 || odd.intent.len == 0) return false;
  must(stripe_odd_ask(ctx, odd.id, STRIPE_ODD_OPEN, STRIPE_ODD_ASKED) == 1);
  stripe_refund_send(ctx, odd.id.value, odd.intent, odd.held_minor);
  audit_write(ctx, S("stripe.refund"), odd.id.value, odd.object);
  resolving->result = STRIPE_ODD_RESULT_OK;
  return true;
}

static bool close_body(struct ctx *ctx, void *arg) {
  struct resolving *resolving = arg;
  struct stripe_odd odd;
  if ((resolving->result = open_one(ctx, resolving, &odd))) return false;
  resolving->result = STRIPE_ODD_RESULT_NEEDS_SAYING;
  if (stripe_odd_needs_saying(ctx, &odd)) return false;
  resolving->result = STRIPE_ODD_RESULT_NO_NOTE;
  if (odd.held_minor > 0 && resolving->note.len == 0) return false;
  if (odd.held_minor > 0)
    move_money(ctx, ACCOUNT_SUSPENSE, odd.id.value, ACCOUNT_KEPT, 0, odd.held_minor,
               REASON_SUSPENSE_KEPT, odd.id);
  end(ctx, odd.id, STRIPE_ODD_OPEN, resolving->note);
  audit_write(ctx, S("stripe.close"), odd.id.value, resolving->note);
  resolving->result = STRIPE_ODD_RESULT_OK;
  return true;
}

enum stripe_odd_result stripe_odd_accept(struct ctx *ctx, struct stripe_odd_id id) {
  struct resolving resolving = {.id = id};
  db_write(ctx, accept_body, &resolving);
  return resolving.result;
}

enum stripe_odd_result stripe_odd_refund(struct ctx *ctx, struct stripe_odd_id id) {
  struct resolving resolving = {.id = id};
  db_write(ctx, refund_body, &resolving);
  return resolving.result;
}

enum stripe_odd_result stripe_odd_close(struct ctx *ctx, struct stripe_odd_id id, struct str note) {
  struct resolving resolving = {.id = id, .note = str_trim(note)};
  db_write(ctx, close_body, &resolving);
  return resolving.result;
}

bool stripe_odd_refunded(struct ctx *ctx, struct stripe_odd_id id) {
  struct stripe_odd odd;
  if (!stripe_odd_find(ctx, id, &odd)) return false;
  if (odd.state != STRIPE_ODD_ASKED) return true;
  move_money(ctx, ACCOUNT_SUSPENSE, id.value, ACCOUNT_CLEARING, PROVIDER_STRIPE, odd.held_minor,
             REASON_PROVIDER_GAVE_BACK, id);
  end(ctx, id, STRIPE_ODD_ASKED, odd.note);
  return true;
}

bool stripe_odd_refund_failed(struct ctx *ctx, struct stripe_odd_id id, struct str reason) {
  struct stripe_odd odd;
  if (!stripe_odd_find(ctx, id, &odd)) return false;
  if (stripe_odd_ask(ctx, id, STRIPE_ODD_ASKED, STRIPE_ODD_OPEN) == 1)
    audit_write(ctx, S("stripe.refund_failed"), id.value, reason);
  return true;
}
