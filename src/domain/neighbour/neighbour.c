/* What one territory owes another, the same in both ledgers. */
#include "domain/neighbour/neighbour.h"

#include "base/fault.h"
#include "domain/person/person.h"
#include "neighbour_sql.h"

void neighbour_tell(struct ctx *ctx, enum notice_kind kind, int64_t subject,
                    bool accountants_only) {
  struct territory territory;
  struct ctx home = *ctx;
  must(territory_find(ctx, ctx->territory, &territory));
  home.language = territory.language;
  struct staff_members staff = staff_list(ctx, accountants_only);
  for (size_t i = 0; i < staff.count; i++)
    notice_add(&home, kind, subject, staff.items[i].email, staff.items[i].name);
}

static struct transfer_id move(struct ctx *ctx, struct account from, struct account to,
                               const struct neighbour_use *use, enum reason reason) {
  struct transfer_id id;
  ledger_move(ctx,
              &(struct transfer){.debit = from,
                                 .credit = to,
                                 .amount_minor = use->amount_minor,
                                 .reason = reason,
                                 .cause = use->cause},
              &id);
  return id;
}

static void keep_line(struct ctx *ctx, struct territory_id neighbour, struct transfer_id id,
                      const struct neighbour_use *use, struct day booked_on, bool owed) {
  neighbour_line_insert(ctx, &(struct neighbour_line_insert_params){
                                 .id = id,
                                 .neighbour_id = neighbour,
                                 .owed = owed,
                                 .amount_minor = use->back ? -use->amount_minor : use->amount_minor,
                                 .shop = use->shop,
                                 .booked_on = booked_on,
                                 .created_at = ctx->now});
}

struct transfer_id neighbour_book(struct ctx *here, struct ctx *home,
                                  const struct neighbour_use *use) {
  struct account us = ledger_account(home, ACCOUNT_NEIGHBOUR, here->territory.value);
  struct account them = ledger_account(here, ACCOUNT_NEIGHBOUR, home->territory.value);
  struct day booked_on = zone_day(home->zone, home->now);
  struct transfer_id there = use->back ? move(home, us, use->held, use, REASON_NEIGHBOUR_OWED_BACK)
                                       : move(home, use->held, us, use, REASON_NEIGHBOUR_OWED);
  struct transfer_id id = use->back
                              ? move(here, use->payable, them, use, REASON_NEIGHBOUR_EARNED_BACK)
                              : move(here, them, use->payable, use, REASON_NEIGHBOUR_EARNED);
  keep_line(home, here->territory, there, use, booked_on, true);
  keep_line(here, home->territory, id, use, booked_on, false);
  return id;
}

static int64_t owed_to_us(struct ctx *ctx, enum account_kind kind, struct territory_id neighbour) {
  struct ledger_sums sums = ledger_sums(ctx, kind, neighbour.value);
  return sums.debit_minor - sums.credit_minor;
}

struct neighbour_balance neighbour_balance(struct ctx *ctx, struct territory_id neighbour) {
  return (struct neighbour_balance){owed_to_us(ctx, ACCOUNT_NEIGHBOUR, neighbour),
                                    owed_to_us(ctx, ACCOUNT_NEIGHBOUR_NET, neighbour)};
}

bool neighbour_has_room(struct ctx *ctx, const struct agreement *agreement, int64_t amount_minor) {
  if (agreement->ceiling_minor == 0) return true;
  struct neighbour_balance balance = neighbour_balance(ctx, agreement->neighbour);
  return balance.open_minor + balance.netted_minor + amount_minor <= agreement->ceiling_minor;
}
