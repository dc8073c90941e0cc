/* A provider's payout that no words tie to its line: somebody says which one it is. */
#include "bank_sql.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/bank/bank_in.h"
#include "domain/person/audit.h"

static bool is_whole(const struct bank_line *line) {
  return line->state == BANK_LINE_OPEN && line->credit && line->open_minor == line->amount_minor;
}

bool bank_may_transit(const struct bank_line *line) {
  bool unsure = line->state == BANK_LINE_OPEN && line->outcome == BANK_OUTCOME_TRANSIT_UNSURE;
  bool not_ours = line->state == BANK_LINE_DONE && line->outcome == BANK_OUTCOME_NOT_OURS;
  return line->amount_minor > 0 && (line->credit ? is_whole(line) : unsure || not_ours);
}

static int64_t signed_minor(const struct bank_line *line) {
  return line->credit ? line->amount_minor : -line->amount_minor;
}

struct transits bank_transit_list(struct ctx *ctx, const struct bank_line *line) {
  struct transits open = transit_list(ctx);
  struct transits list = {arena_array(ctx->arena, struct transit, open.count), 0};
  for (size_t i = 0; i < open.count; i++)
    if (open.items[i].open_minor == signed_minor(line)) list.items[list.count++] = open.items[i];
  return list;
}

struct choosing {
  struct bank_line_id id;
  struct transit_id transit;
  enum bank_result result;
};

static bool choose_body(struct ctx *ctx, void *arg) {
  struct choosing *choosing = arg;
  struct bank_line line;
  struct transit transit;
  choosing->result = BANK_NOTHING;
  if (!bank_line_find(ctx, choosing->id, &line)) return false;
  choosing->result = BANK_ALREADY_DECIDED;
  if (!bank_may_transit(&line)) return false;
  choosing->result = BANK_NO_TRANSIT;
  if (!transit_find(ctx, choosing->transit, &transit) || transit.open_minor != signed_minor(&line))
    return false;
  transit_arrive(ctx, transit.id, line.credit ? TRANSIT_FROM_SUSPENSE : TRANSIT_FROM_BANK,
                 signed_minor(&line), line.id.value);
  must(bank_line_settle(ctx,
                        &(struct bank_line_settle_params){.id = line.id,
                                                          .before = line.state,
                                                          .after = BANK_LINE_RESOLVED,
                                                          .outcome = BANK_OUTCOME_TRANSIT_ARRIVED,
                                                          .noun_id = transit.id.value}) == 1);
  audit_write(ctx, S("bank.transit"), line.id.value, transit.name);
  choosing->result = BANK_OK;
  return true;
}

enum bank_result bank_transit_choose(struct ctx *ctx, struct bank_line_id id,
                                     struct transit_id transit) {
  struct choosing choosing = {id, transit, BANK_OK};
  db_write(ctx, choose_body, &choosing);
  return choosing.result;
}
