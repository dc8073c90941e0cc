#include "domain/transit/transit_closing.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "domain/transit/transit_in.h"
#include "transit_closing_sql.h"

RESULT_REFUSAL(transit_closing, TRANSIT_CLOSING_RESULTS)
RESULT_STATUS(transit_closing, TRANSIT_CLOSING_RESULTS)
RESULT_MESSAGE(transit_closing, TRANSIT_CLOSING_RESULTS)

bool transit_closing_find(struct ctx *ctx, struct transit_id id, struct transit_closing *closing) {
  struct transit_closing_row_row row;
  if (!transit_closing_row(ctx, id, &row)) return false;
  *closing = (struct transit_closing){row.minor, row.note, row.asked_by};
  return true;
}

struct closing {
  struct transit_id id;
  struct str note;
  enum transit_closing_result result;
};

static enum transit_closing_result find_open(struct ctx *ctx, struct transit_id id,
                                             struct transit *transit) {
  if (!transit_find(ctx, id, transit)) return TRANSIT_CLOSING_NOTHING;
  return transit->open_minor != 0 ? TRANSIT_CLOSING_OK : TRANSIT_CLOSING_OVER;
}

static bool ask_body(struct ctx *ctx, void *arg) {
  struct closing *closing = arg;
  struct transit transit;
  if ((closing->result = find_open(ctx, closing->id, &transit))) return false;
  closing->result = TRANSIT_CLOSING_NO_NOTE;
  if (closing->note.len == 0) return false;
  closing->result = TRANSIT_CLOSING_ASKED;
  if (transit_closing_insert(
          ctx, &(struct transit_closing_insert_params){transit.id, transit.open_minor,
                                                       closing->note, ctx->person, ctx->now}) == 0)
    return false;
  audit_write(ctx, S("transit.close"), transit.id.value, closing->note);
  closing->result = TRANSIT_CLOSING_OK;
  return true;
}

enum transit_closing_result transit_closing_ask(struct ctx *ctx, struct transit_id id,
                                                struct str note) {
  struct closing closing = {id, str_trim(note), TRANSIT_CLOSING_OK};
  db_write(ctx, ask_body, &closing);
  return closing.result;
}

static bool confirm_body(struct ctx *ctx, void *arg) {
  struct closing *closing = arg;
  struct transit transit;
  struct transit_closing asked;
  if ((closing->result = find_open(ctx, closing->id, &transit))) return false;
  closing->result = TRANSIT_CLOSING_NOT_ASKED;
  if (!transit_closing_find(ctx, transit.id, &asked)) return false;
  closing->result = TRANSIT_CLOSING_SAME_PERSON;
  if (asked.by.value == ctx->person.value) return false;
  closing->result = TRANSIT_CLOSING_MOVED;
  if (asked.minor != transit.open_minor) return false;
  transit_close(ctx, &transit);
  must(transit_closing_drop(ctx, transit.id) == 1);
  audit_write(ctx, S("transit.close_confirm"), transit.id.value, asked.note);
  closing->result = TRANSIT_CLOSING_OK;
  return true;
}

enum transit_closing_result transit_closing_confirm(struct ctx *ctx, struct transit_id id) {
  struct closing closing = {.id = id};
  db_write(ctx, confirm_body, &closing);
  return closing.result;
}

static bool cancel_body(struct ctx *ctx, void *arg) {
  struct closing *closing = arg;
  closing->result = TRANSIT_CLOSING_NOT_ASKED;
  if (transit_closing_drop(ctx, closing->id) == 0) return false;
  audit_write(ctx, S("transit.close_cancel"), closing->id.value, S(""));
  closing->result = TRANSIT_CLOSING_OK;
  return true;
}

enum transit_closing_result transit_closing_cancel(struct ctx *ctx, struct transit_id id) {
  struct closing closing = {.id = id};
  db_write(ctx, cancel_body, &closing);
  return closing.result;
}
