#include "domain/stripe/stripe_saying.h"

#include "base/fault.h"
#include "db/db.h"
#include "domain/payment/payment.h"
#include "domain/person/audit.h"
#include "domain/stripe/stripe_move.h"
#include "domain/transit/transit.h"
#include "stripe_saying_sql.h"

/* Meanings. */

static const struct {
  enum stripe_meaning meaning;
  struct str text;
  enum message words;
} meanings[] = {
#define X(name, number, text, message)                                                             \
  {STRIPE_MEANING_##name, {text, sizeof text - 1}, MSG_##message},
    STRIPE_MEANINGS(X)
#undef X
};
enum { MEANINGS = sizeof meanings / sizeof *meanings };

enum message stripe_meaning_words(enum stripe_meaning meaning) {
  return meanings[meaning - 1].words;
}

struct str stripe_meaning_text(enum stripe_meaning meaning) {
  return meanings[meaning - 1].text;
}

bool stripe_meaning_from_text(struct str text, enum stripe_meaning *meaning) {
  for (size_t i = 0; i < MEANINGS; i++) {
    if (!str_equal(meanings[i].text, text)) continue;
    *meaning = meanings[i].meaning;
    return true;
  }
  return false;
}

void stripe_meaning_book(struct ctx *ctx, enum stripe_meaning meaning, int64_t minor,
                         struct str name, int64_t id) {
  struct transit way = {.provider = PROVIDER_STRIPE, .name = name};
  if (minor == 0) return;
  switch (meaning) {
  case STRIPE_MEANING_FEE:
    stripe_move_book(ctx, ledger_account(ctx, ACCOUNT_FEE, PROVIDER_STRIPE), minor,
                     REASON_PROVIDER_FEE, REASON_PROVIDER_FEE_BACK, id);
    break;
  case STRIPE_MEANING_RESERVE:
    stripe_move_book(ctx, ledger_account(ctx, ACCOUNT_RESERVE, PROVIDER_STRIPE), minor,
                     REASON_PROVIDER_RESERVED, REASON_PROVIDER_RELEASED, id);
    break;
  case STRIPE_MEANING_BANK:
    transit_leave(ctx, &way, -minor, id);
    break;
  case STRIPE_MEANING_TERRITORY:
    stripe_move_book(ctx, ledger_account(ctx, ACCOUNT_KEPT, 0), minor, REASON_PROVIDER_LOST,
                     REASON_PROVIDER_GAINED, id);
    break;
  }
}

/* Asking, saying, confirming. */

void stripe_saying_ask(struct ctx *ctx, const struct stripe_object *move, int64_t id) {
  stripe_odd_add(ctx, &(struct stripe_odd){.kind = STRIPE_ODD_UNCLEAR,
                                           .noun = id,
                                           .object = move->id,
                                           .amount_minor = move->amount_minor,
                                           .currency = move->currency,
                                           .detail = move->type});
}

bool stripe_saying_find(struct ctx *ctx, struct stripe_odd_id id, struct stripe_saying *saying) {
  struct stripe_saying_row_row row;
  if (!stripe_saying_row(ctx, id, &row)) return false;
  *saying =
      (struct stripe_saying){(enum stripe_meaning)row.meaning, row.note, row.said_by, row.said_at};
  return true;
}

struct saying {
  struct stripe_odd_id id;
  enum stripe_meaning meaning;
  struct str note;
  enum stripe_odd_result result;
};

static enum stripe_odd_result find_open(struct ctx *ctx, struct stripe_odd_id id,
                                        struct stripe_odd *odd) {
  if (!stripe_odd_find(ctx, id, odd)) return STRIPE_ODD_RESULT_NOTHING;
  if (odd->state != STRIPE_ODD_OPEN) return STRIPE_ODD_RESULT_ALREADY_DECIDED;
  return stripe_odd_needs_saying(ctx, odd) ? STRIPE_ODD_RESULT_OK : STRIPE_ODD_RESULT_NO_MONEY;
}

static bool say_body(struct ctx *ctx, void *arg) {
  struct saying *saying = arg;
  struct stripe_odd odd;
  if ((saying->result = find_open(ctx, saying->id, &odd))) return false;
  saying->result = STRIPE_ODD_RESULT_NO_MEANING;
  if (saying->note.len == 0) return false;
  saying->result = STRIPE_ODD_RESULT_ALREADY_DECIDED;
  if (stripe_saying_insert(ctx, &(struct stripe_saying_insert_params){saying->id, saying->meaning,
                                                                      saying->note, ctx->person,
                                                                      ctx->now}) == 0)
    return false;
  audit_write(ctx, S("stripe.say"), saying->id.value, saying->note);
  saying->result = STRIPE_ODD_RESULT_OK;
  return true;
}

enum stripe_odd_result stripe_saying_say(struct ctx *ctx, struct stripe_odd_id id,
                                         enum stripe_meaning meaning, struct str note) {
  struct saying saying = {.id = id, .meaning = meaning, .note = str_trim(note)};
  db_write(ctx, say_body, &saying);
  return saying.result;
}

static bool confirm_body(struct ctx *ctx, void *arg) {
  struct saying *saying = arg;
  struct stripe_odd odd;
  struct stripe_saying said;
  struct stripe_saying_move_row move;
  if ((saying->result = find_open(ctx, saying->id, &odd))) return false;
  saying->result = STRIPE_ODD_RESULT_NOT_SAID;
  if (!stripe_saying_find(ctx, saying->id, &said)) return false;
  saying->result = STRIPE_ODD_RESULT_SAME_PERSON;
  if (said.by.value == ctx->person.value) return false;
  must(stripe_saying_move(ctx, odd.noun, &move));
  stripe_meaning_book(ctx, said.meaning, move.amount_minor,
                      move.source.len > 0 ? move.source : move.move, odd.noun);
  must(stripe_saying_match(ctx, odd.noun) == 1);
  stripe_odd_over(ctx, odd.id, said.note);
  audit_write(ctx, S("stripe.say_confirm"), odd.id.value, said.note);
  saying->result = STRIPE_ODD_RESULT_OK;
  return true;
}

enum stripe_odd_result stripe_saying_confirm(struct ctx *ctx, struct stripe_odd_id id) {
  struct saying saying = {.id = id};
  db_write(ctx, confirm_body, &saying);
  return saying.result;
}

static bool cancel_body(struct ctx *ctx, void *arg) {
  struct saying *saying = arg;
  struct stripe_odd odd;
  if ((saying->result = find_open(ctx, saying->id, &odd))) return false;
  saying->result = STRIPE_ODD_RESULT_NOT_SAID;
  if (stripe_saying_drop(ctx, saying->id) == 0) return false;
  audit_write(ctx, S("stripe.say_cancel"), saying->id.value, odd.object);
  saying->result = STRIPE_ODD_RESULT_OK;
  return true;
}

enum stripe_odd_result stripe_saying_cancel(struct ctx *ctx, struct stripe_odd_id id) {
  struct saying saying = {.id = id};
  db_write(ctx, cancel_body, &saying);
  return saying.result;
}
