#include "domain/life/reversal.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "reversal_sql.h"

RESULT_REFUSAL(reversal, REVERSAL_RESULTS)
RESULT_STATUS(reversal, REVERSAL_RESULTS)
RESULT_MESSAGE(reversal, REVERSAL_RESULTS)

enum { MINUTE_MS = 60 * 1000 };

int64_t reversal_minutes(struct ctx *ctx) {
  struct reversal_setting_row row;
  return reversal_setting(ctx, &row) ? row.reversal_minutes : REVERSAL_MINUTES;
}

void reversal_set_minutes(struct ctx *ctx, int64_t minutes) {
  must(minutes >= 0 && minutes <= REVERSAL_MINUTES_MAX);
  reversal_set(ctx, minutes, ctx->person, ctx->now);
  audit_write(ctx, S("voucher.reversal_minutes"), 0,
              str_format(ctx->arena, "%lld", (long long)minutes));
}

static bool in_window(struct ctx *ctx, struct instant kept_at, int64_t minutes) {
  return ctx->now.ms < kept_at.ms + minutes * MINUTE_MS;
}

/* Where the voucher is and where it was used: the same territory, or two neighbours. */
struct sides {
  struct ctx home, shop;
  struct reversal_use_row at_home, at_shop;
};

struct reversing {
  const struct reversal *reversal;
  struct voucher voucher;
  struct sides sides;
  struct reversal_answer answer;
};

static bool is_guest(const struct sides *sides) {
  return sides->home.territory.value != sides->shop.territory.value;
}

/* An agent finds it where the voucher is at home, a shop where it was used. */
static bool find_sides(struct ctx *ctx, struct reversing *reversing) {
  const struct reversal *reversal = reversing->reversal;
  struct sides *sides = &reversing->sides;
  struct reversal_use_row use;
  if (!reversal_use(ctx, reversal->voucher, reversal->use, &use)) return false;
  *sides = (struct sides){*ctx, *ctx, use, use};
  if (use.neighbour_id.value != 0) {
    bool from_shop = use.shop_id.value != 0;
    struct ctx *other = from_shop ? &sides->home : &sides->shop;
    struct reversal_use_row *twin = from_shop ? &sides->at_home : &sides->at_shop;
    must(neighbour_cross(ctx, use.neighbour_id, other));
    must(reversal_use(other, reversal->voucher, use.twin_id, twin));
  }
  return voucher_find(&sides->home, reversal->voucher, &reversing->voucher);
}

static enum reversal_result may_reverse(struct ctx *ctx, const struct reversing *reversing) {
  const struct reversal *reversal = reversing->reversal;
  const struct voucher *voucher = &reversing->voucher;
  const struct reversal_use_row *use = &reversing->sides.at_shop;
  bool agent = reversal->shop.value == 0;
  bool here = reversing->sides.shop.territory.value == ctx->territory.value;
  if (!agent && (!here || use->shop_id.value != reversal->shop.value)) return REVERSAL_OTHER_SHOP;
  if (use->has_reversed_at) return REVERSAL_ALREADY;
  if (voucher->ended == VOUCHER_END_TRANSFERRED) return REVERSAL_TRANSFERRED;
  if (voucher->ended == VOUCHER_END_EXPIRED) return REVERSAL_EXPIRED;
  if (!agent && !in_window(ctx, use->created_at, reversal_minutes(ctx))) return REVERSAL_TOO_LATE;
  return agent && reversal->note.len == 0 ? REVERSAL_NO_REASON : REVERSAL_OK;
}

/* The money of a voucher for all shops, from who had earned it. */
static void give_money_back(struct sides *sides, const struct voucher *voucher) {
  const struct reversal_use_row *use = &sides->at_shop;
  int64_t earner = use->earner_id.value != 0 ? use->earner_id.value : use->merchant_id.value;
  struct account payable = ledger_account(&sides->shop, ACCOUNT_PAYABLE, earner);
  struct account held = voucher_money(&sides->home, voucher);
  if (is_guest(sides)) {
    neighbour_book(&sides->shop, &sides->home,
                   &(struct neighbour_use){.held = held,
                                           .payable = payable,
                                           .amount_minor = use->amount_minor,
                                           .cause = voucher->id.value,
                                           .shop = use->shop_name,
                                           .back = true});
    return;
  }
  ledger_move(&sides->home,
              &(struct transfer){
                  .debit = payable,
                  .credit = held,
                  .amount_minor = use->amount_minor,
                  .reason = REASON_SHOP_EARNED_BACK,
                  .cause = voucher->id.value,
              },
              NULL);
}

/* The way back of domain/voucher's take() and what follows it. */
static void give_back(struct sides *sides, const struct voucher *voucher) {
  ledger_move(&sides->home,
              &(struct transfer){
                  .debit = voucher_promise(&sides->home, voucher),
                  .credit = voucher_account(voucher),
                  .amount_minor = sides->at_home.amount_minor,
                  .reason = REASON_REDEMPTION_REVERSED,
                  .cause = voucher->id.value,
              },
              NULL);
  if (voucher->shop_id.value == 0 && !voucher->test) give_money_back(sides, voucher);
}

static void mark(struct sides *sides, struct voucher_id id) {
  struct instant now = sides->home.now;
  must(reversal_mark(&sides->home, id, sides->at_home.transfer_id, now) == 1);
  if (is_guest(sides)) must(reversal_mark(&sides->shop, id, sides->at_shop.transfer_id, now) == 1);
}

static bool reverse_body(struct ctx *ctx, void *arg) {
  struct reversing *reversing = arg;
  const struct reversal *reversal = reversing->reversal;
  const struct voucher *voucher = &reversing->voucher;
  struct sides *sides = &reversing->sides;
  struct reversal_answer *answer = &reversing->answer;
  *answer = (struct reversal_answer){.result = REVERSAL_UNKNOWN_USE};
  if (!find_sides(ctx, reversing)) return false;
  if ((answer->result = may_reverse(ctx, reversing))) return false;

  mark(sides, voucher->id);
  give_back(sides, voucher);
  reversal_revive(&sides->home, voucher->id);
  answer->amount_minor = sides->at_home.amount_minor;
  answer->balance_minor = ledger_balance(&sides->home, (struct account_id){voucher->id.value});
  struct voucher_act act = {.kind = VOUCHER_ACT_REVERSE,
                            .amount_minor = answer->amount_minor,
                            .balance_minor = answer->balance_minor,
                            .noun = sides->at_home.transfer_id.value,
                            .note = reversal->note};
  if (sides->home.territory.value == ctx->territory.value) act.till = reversal->till;
  voucher_act_note(&sides->home, voucher, &act);
  if (reversal->shop.value == 0)
    audit_write(ctx, S("voucher.reverse"), voucher->id.value, reversal->note);
  return true;
}

struct reversal_answer reversal_make(struct ctx *ctx, const struct reversal *reversal) {
  struct reversing reversing = {.reversal = reversal};
  db_write(ctx, reverse_body, &reversing);
  return reversing.answer;
}

struct till_uses reversal_uses(struct ctx *ctx, struct shop_id shop, struct instant since) {
  struct reversal_list_rows rows = reversal_list(ctx, shop, since);
  struct till_uses list = {arena_array(ctx->arena, struct till_use, rows.count), rows.count};
  int64_t minutes = reversal_minutes(ctx);
  for (size_t i = 0; i < rows.count; i++) {
    const struct reversal_list_row *row = &rows.items[i];
    list.items[i] = (struct till_use){
        row->voucher_id,      row->transfer_id,
        row->created_at,      row->amount_minor,
        row->has_reversed_at, !row->has_reversed_at && in_window(ctx, row->created_at, minutes)};
  }
  return list;
}
