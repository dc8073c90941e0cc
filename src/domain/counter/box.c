/* Cash boxes: opened with a float, counted at the end, and by two people where they are wrong. */
#include <stdlib.h>

#include "base/fault.h"
#include "db/db.h"
#include "domain/counter/counter_in.h"
#include "domain/person/audit.h"

const char *box_state_name(enum box_state state) {
  static const char *const names[] = {"", "open", "counted", "closed"};
  return names[state];
}

struct account desk_account(struct ctx *ctx) {
  return ledger_account(ctx, ACCOUNT_CLEARING, PROVIDER_DESK);
}

int64_t box_expected_minor(struct ctx *ctx, struct box_id id, int64_t float_minor) {
  struct box_sums_row sums;
  must(box_sums(ctx, id, &sums));
  return float_minor + sums.cash_minor - sums.deposited_minor - sums.refunded_minor;
}

/* Opening. */

struct opening {
  int64_t float_minor;
  struct box_id id;
  enum counter_result result;
};

static bool open_body(struct ctx *ctx, void *arg) {
  struct opening *opening = arg;
  struct desk_setting setting;
  opening->id = (struct box_id){id_next(ctx->ids)};
  opening->result = COUNTER_SHUT;
  if (!desk_setting_find(ctx, &setting) || !setting.open) return false;
  opening->result = COUNTER_BOX_OPEN_ALREADY;
  if (box_insert(ctx, &(struct box_insert_params){opening->id, opening->float_minor, ctx->person,
                                                  ctx->now}) == 0)
    return false;
  opening->result = COUNTER_OK;
  audit_write(ctx, S("counter.open"), opening->id.value,
              money_decimal(ctx->arena, opening->float_minor));
  return true;
}

enum counter_result box_open(struct ctx *ctx, int64_t float_minor, struct box_id *id) {
  struct opening opening = {.float_minor = float_minor};
  must(float_minor >= 0);
  db_write(ctx, open_body, &opening);
  *id = opening.id;
  return opening.result;
}

/* Closing. */

struct closing {
  const struct box_count *count;
  enum counter_result result;
};

/* What is missing leaves the cash account, what is too much enters it. */
static void book_difference(struct ctx *ctx, struct box_id id, int64_t difference_minor) {
  if (difference_minor == 0) return;
  struct account cash = desk_account(ctx);
  struct account difference = ledger_account(ctx, ACCOUNT_DIFFERENCE, 0);
  bool missing = difference_minor < 0;
  ledger_move(ctx,
              &(struct transfer){
                  .debit = missing ? difference : cash,
                  .credit = missing ? cash : difference,
                  .amount_minor = missing ? -difference_minor : difference_minor,
                  .reason = REASON_CASH_DIFFERENCE,
                  .cause = id.value,
              },
              NULL);
}

static enum counter_result may_count(struct ctx *ctx, const struct box_by_id_row *box) {
  if (box->opened_by.value != ctx->person.value) return COUNTER_NOT_YOURS;
  return box->state == BOX_OPEN ? COUNTER_OK : COUNTER_ALREADY_DECIDED;
}

static bool count_body(struct ctx *ctx, void *arg) {
  struct closing *closing = arg;
  const struct box_count *count = closing->count;
  struct box_by_id_row box;
  struct desk_setting setting;
  closing->result = COUNTER_UNKNOWN_BOX;
  if (!box_row(ctx, count->id, &box)) return false;
  if ((closing->result = may_count(ctx, &box))) return false;
  int64_t expected = box_expected_minor(ctx, box.id, box.float_minor);
  int64_t difference = count->counted_minor - expected;
  closing->result = COUNTER_NO_NOTE;
  if (difference != 0 && str_is_empty(count->note)) return false;
  closing->result = COUNTER_OK;
  desk_setting_find(ctx, &setting);
  bool alone = llabs(difference) <= setting.difference_minor;
  must(box_set_counted(ctx, &(struct box_set_counted_params){
                                .id = box.id,
                                .state = alone ? BOX_CLOSED : BOX_COUNTED,
                                .counted = count->pieces,
                                .counted_minor = count->counted_minor,
                                .expected_minor = expected,
                                .note = count->note,
                                .counted_at = ctx->now,
                            }) == 1);
  if (alone) book_difference(ctx, box.id, difference);
  audit_write(ctx, S("counter.count"), box.id.value,
              str_format(ctx->arena, "%.*s / %.*s",
                         STR_ARG(money_decimal(ctx->arena, count->counted_minor)),
                         STR_ARG(money_decimal(ctx->arena, expected))));
  return true;
}

enum counter_result box_count(struct ctx *ctx, const struct box_count *count) {
  struct closing closing = {.count = count};
  must(count->counted_minor >= 0);
  db_write(ctx, count_body, &closing);
  return closing.result;
}

/* The second person. */

struct deciding {
  struct box_id id;
  bool agrees;
  enum counter_result result;
};

static bool decide_body(struct ctx *ctx, void *arg) {
  struct deciding *deciding = arg;
  struct box_by_id_row box;
  deciding->result = COUNTER_UNKNOWN_BOX;
  if (!box_row(ctx, deciding->id, &box)) return false;
  deciding->result = COUNTER_SAME_PERSON;
  if (box.opened_by.value == ctx->person.value) return false;
  deciding->result = COUNTER_ALREADY_DECIDED;
  if (box.state != BOX_COUNTED) return false;
  if (deciding->agrees) {
    if (box_set_closed(ctx, box.id, ctx->person, ctx->now) == 0) return false;
    book_difference(ctx, box.id, box.counted_minor - box.expected_minor);
  } else {
    struct box_open_of_row other;
    deciding->result = COUNTER_BOX_OPEN_ALREADY; /* he has begun another one */
    if (box_open_of(ctx, box.opened_by, &other)) return false;
    must(box_set_open(ctx, box.id, ctx->person) == 1);
  }
  deciding->result = COUNTER_OK;
  audit_write(ctx, deciding->agrees ? S("counter.confirm") : S("counter.recount"), box.id.value,
              S(""));
  return true;
}

static enum counter_result decide(struct ctx *ctx, struct box_id id, bool agrees) {
  struct deciding deciding = {.id = id, .agrees = agrees};
  db_write(ctx, decide_body, &deciding);
  return deciding.result;
}

enum counter_result box_confirm(struct ctx *ctx, struct box_id id) {
  return decide(ctx, id, true);
}

enum counter_result box_recount(struct ctx *ctx, struct box_id id) {
  return decide(ctx, id, false);
}

/* Reading. */

static struct cash_box box_of(struct ctx *ctx, const struct box_by_id_row *row) {
  struct box_sums_row sums;
  enum currency currency = ctx->currency;
  must(box_sums(ctx, row->id, &sums));
  bool open = row->state == BOX_OPEN;
  int64_t now_minor =
      row->float_minor + sums.cash_minor - sums.deposited_minor - sums.refunded_minor;
  return (struct cash_box){
      .id = row->id,
      .state = (enum box_state)row->state,
      .start = money_of(row->float_minor, currency),
      .opened_by = row->opened_by,
      .opener = row->opener,
      .decider = row->decider,
      .opened_at = row->opened_at,
      .counted_at = row->counted_at,
      .decided_at = row->decided_at,
      .decided = row->has_decided_at,
      .counted_pieces = row->counted,
      .note = row->note,
      .counted = money_of(row->counted_minor, currency),
      .cash_sales = money_of(sums.cash_minor, currency),
      .cheque_sales = money_of(sums.cheque_minor, currency),
      .deposited = money_of(sums.deposited_minor, currency),
      .refunded = money_of(sums.refunded_minor, currency),
      .expected = money_of(open ? now_minor : row->expected_minor, currency),
      .cash_count = sums.cash_count,
      .cheque_count = sums.cheque_count,
  };
}

bool box_find(struct ctx *ctx, struct box_id id, struct cash_box *box) {
  struct box_by_id_row row;
  if (!box_row(ctx, id, &row)) return false;
  *box = box_of(ctx, &row);
  return true;
}

bool box_own(struct ctx *ctx, struct cash_box *box) {
  struct box_open_of_row row;
  return box_open_of(ctx, ctx->person, &row) && box_find(ctx, row.id, box);
}

struct cash_boxes box_list(struct ctx *ctx) {
  struct box_by_id_rows rows = box_page(ctx);
  struct cash_boxes list = {arena_array(ctx->arena, struct cash_box, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = box_of(ctx, &rows.items[i]);
  return list;
}

int64_t box_count_waiting(struct ctx *ctx) {
  struct box_waiting_row row;
  must(box_waiting(ctx, &row));
  return row.boxes;
}
