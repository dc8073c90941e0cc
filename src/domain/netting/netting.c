#include "domain/netting/netting.h"

#include "base/fault.h"
#include "db/db.h"
#include "netting_sql.h"

enum { FROM_HOUR_MS = 3600000 };

/* A night of a pair. */

struct pair {
  struct territory_id neighbour;
  struct day night;
  bool made;
};

/* Counts the lines on this side. False: that night has its statement. */
static bool count(struct ctx *ctx, const struct pair *pair, struct territory_id other,
                  struct netting_sums_row *sums) {
  netting_mark(ctx, other, pair->night);
  must(netting_sums(ctx, other, pair->night, sums));
  return netting_insert(ctx, &(struct netting_insert_params){.neighbour_id = other,
                                                             .night_on = pair->night,
                                                             .owed_minor = sums->owed_minor,
                                                             .earned_minor = sums->earned_minor,
                                                             .line_count = sums->line_count,
                                                             .made_at = ctx->now}) == 1;
}

/* What the other owes us leaves the account of uses for the one that is paid; or what we owe. */
static void carry(struct ctx *ctx, struct territory_id other, struct day night, int64_t net_minor) {
  if (net_minor == 0) return;
  struct account open = ledger_account(ctx, ACCOUNT_NEIGHBOUR, other.value);
  struct account netted = ledger_account(ctx, ACCOUNT_NEIGHBOUR_NET, other.value);
  bool owed_to_us = net_minor > 0;
  ledger_move(ctx,
              &(struct transfer){.debit = owed_to_us ? netted : open,
                                 .credit = owed_to_us ? open : netted,
                                 .amount_minor = owed_to_us ? net_minor : -net_minor,
                                 .reason = REASON_NEIGHBOUR_NETTED,
                                 .cause = night.number},
              NULL);
}

static bool night_body(struct ctx *ctx, void *arg) {
  struct pair *pair = arg;
  struct ctx there;
  struct netting_sums_row ours, theirs;
  pair->made = false;
  must(neighbour_cross(ctx, pair->neighbour, &there));
  if (!count(ctx, pair, pair->neighbour, &ours)) return false;

  must(count(&there, pair, ctx->territory, &theirs));
  must(ours.owed_minor == theirs.earned_minor && ours.earned_minor == theirs.owed_minor &&
       ours.line_count == theirs.line_count);
  carry(ctx, pair->neighbour, pair->night, ours.earned_minor - ours.owed_minor);
  carry(&there, ctx->territory, pair->night, theirs.earned_minor - theirs.owed_minor);
  neighbour_tell(ctx, NOTICE_NETTED, pair->neighbour.value, true);
  neighbour_tell(&there, NOTICE_NETTED, ctx->territory.value, true);
  pair->made = true;
  return true;
}

int64_t netting_round(struct ctx *ctx) {
  int64_t made = 0;
  struct day today = zone_day(ctx->zone, (struct instant){ctx->now.ms - FROM_HOUR_MS});
  struct day night = {today.number - 1};
  struct netting_due_rows due = netting_due(ctx, night);
  db_read_end(ctx);
  for (size_t i = 0; i < due.count; i++) {
    struct pair pair = {.neighbour = due.items[i].neighbour_id, .night = night};
    db_write(ctx, night_body, &pair);
    made += pair.made;
  }
  return made;
}

/* Reading. */

static struct netting netting_of(const struct netting_all_row *row) {
  return (struct netting){row->night_on,  row->owed_minor, row->earned_minor,
                          row->net_minor, row->line_count, row->settlement_id};
}

bool netting_find_made(struct ctx *ctx, struct territory_id neighbour, struct instant made_at,
                       struct netting *netting) {
  struct netting_all_rows rows = netting_made(ctx, neighbour, made_at);
  if (rows.count > 0) *netting = netting_of(&rows.items[0]);
  return rows.count > 0;
}

struct nettings netting_list(struct ctx *ctx, struct territory_id neighbour) {
  struct netting_all_rows rows = netting_all(ctx, neighbour);
  struct nettings list = {arena_array(ctx->arena, struct netting, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = netting_of(&rows.items[i]);
  return list;
}

int64_t netting_unpaid_minor(struct ctx *ctx, struct territory_id neighbour) {
  struct netting_unpaid_row row;
  must(netting_unpaid(ctx, neighbour, &row));
  return row.net_minor;
}

struct walking {
  void (*each)(void *arg, const struct netting_line *line);
  void *arg;
};

static void walk_line(void *arg, const struct netting_line_each_row *row) {
  const struct walking *walking = arg;
  walking->each(walking->arg, &(struct netting_line){row->id, row->owed, row->amount_minor,
                                                     row->shop, row->booked_on});
}

void netting_lines(struct ctx *ctx, struct territory_id neighbour, struct day night,
                   void (*each)(void *arg, const struct netting_line *line), void *arg) {
  struct walking walking = {each, arg};
  netting_line_each(ctx, neighbour, night, walk_line, &walking);
}
