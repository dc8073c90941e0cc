#include "domain/transit/transit_in.h"

#include "base/fault.h"
#include "transit_sql.h"

/* Telling. */

static struct day due_of(struct ctx *ctx, const struct transit *facts) {
  return facts->due_on.number != 0 ? facts->due_on : zone_day(ctx->zone, ctx->now);
}

struct transit_id transit_tell(struct ctx *ctx, const struct transit *facts) {
  struct transit_named_row row;
  struct transit_id id = {id_next(ctx->ids)};
  if (transit_insert(ctx, &(struct transit_insert_params){
                              .id = id,
                              .provider = facts->provider,
                              .name = facts->name,
                              .told = facts->told,
                              .trace = facts->trace,
                              .descriptor = facts->descriptor,
                              .due_on = due_of(ctx, facts),
                              .made_at = ctx->now,
                          }) == 1)
    return id;
  must(transit_named(ctx, facts->provider, facts->name, &row));
  transit_learn(ctx, &(struct transit_learn_params){row.id, facts->told, facts->trace,
                                                    facts->descriptor, facts->due_on});
  return row.id;
}

/* Moving. */

static void add_step(struct ctx *ctx, struct transit_id id, enum transit_step_kind kind,
                     int64_t minor, int64_t cause) {
  must(transit_add(ctx, id, minor) == 1);
  transit_step_insert(ctx, &(struct transit_step_insert_params){id_next(ctx->ids), id, kind, minor,
                                                                cause, ctx->now});
}

/* More on its way is a debit, less a credit of the transit account. */
static void move_money(struct ctx *ctx, const struct transit *transit, struct account other,
                       int64_t minor, enum reason reason, int64_t cause) {
  struct account way = ledger_account(ctx, ACCOUNT_TRANSIT, transit->provider);
  bool more = minor > 0;
  ledger_move(ctx,
              &(struct transfer){.debit = more ? way : other,
                                 .credit = more ? other : way,
                                 .amount_minor = more ? minor : -minor,
                                 .reason = reason,
                                 .cause = cause},
              NULL);
}

struct transit_id transit_leave(struct ctx *ctx, const struct transit *facts, int64_t minor,
                                int64_t cause) {
  struct transit_id id = transit_tell(ctx, facts);
  if (minor == 0) return id;
  add_step(ctx, id, TRANSIT_LEFT, minor, cause);
  move_money(ctx, facts, ledger_account(ctx, ACCOUNT_CLEARING, facts->provider), minor,
             minor > 0 ? REASON_TRANSIT_LEFT : REASON_TRANSIT_BACK, cause);
  return id;
}

void transit_arrive(struct ctx *ctx, struct transit_id id, enum transit_from from, int64_t minor,
                    int64_t cause) {
  struct transit transit;
  bool suspense = from == TRANSIT_FROM_SUSPENSE;
  must(minor != 0 && transit_find(ctx, id, &transit));
  add_step(ctx, id, TRANSIT_ARRIVED, -minor, cause);
  move_money(ctx, &transit,
             suspense ? ledger_account(ctx, ACCOUNT_SUSPENSE, 0)
                      : ledger_account(ctx, ACCOUNT_CLEARING, PROVIDER_BANK),
             -minor, suspense ? REASON_TRANSIT_PLACED : REASON_TRANSIT_ARRIVED, cause);
}

void transit_close(struct ctx *ctx, const struct transit *transit) {
  bool lost = transit->open_minor > 0;
  add_step(ctx, transit->id, TRANSIT_CLOSED, -transit->open_minor, transit->id.value);
  move_money(ctx, transit, ledger_account(ctx, ACCOUNT_KEPT, 0), -transit->open_minor,
             lost ? REASON_PROVIDER_LOST : REASON_PROVIDER_GAINED, transit->id.value);
}

/* Reading. */

bool transit_find(struct ctx *ctx, struct transit_id id, struct transit *transit) {
  struct transit_row_row row;
  if (!transit_row(ctx, id, &row)) return false;
  *transit = (struct transit){.id = row.id,
                              .provider = (enum provider)row.provider,
                              .name = row.name,
                              .open_minor = row.open_minor,
                              .told = (enum transit_told)row.told,
                              .trace = row.trace,
                              .descriptor = row.descriptor,
                              .due_on = row.due_on,
                              .made_at = row.made_at};
  return true;
}

struct transits transit_list(struct ctx *ctx) {
  struct transit_open_ids_rows rows = transit_open_ids(ctx);
  struct transits list = {arena_array(ctx->arena, struct transit, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    must(transit_find(ctx, rows.items[i].id, &list.items[i]));
  return list;
}

int64_t transit_minor(struct ctx *ctx, enum provider provider) {
  struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_TRANSIT, provider);
  return sums.debit_minor - sums.credit_minor;
}

bool transit_is_late(const struct transit *transit, struct day today) {
  return transit->open_minor != 0 && today.number > transit->due_on.number + TRANSIT_LATE_DAYS;
}

int64_t transit_count_late(struct ctx *ctx) {
  struct transits list = transit_list(ctx);
  struct day today = zone_day(ctx->zone, ctx->now);
  int64_t count = 0;
  for (size_t i = 0; i < list.count; i++)
    count += transit_is_late(&list.items[i], today);
  return count;
}
