#include "domain/voucher/voucher_guest.h"

#include "base/fault.h"
#include "voucher_sql.h"

struct ctx voucher_home(struct ctx *ctx, const struct voucher_answer *answer) {
  struct ctx home = *ctx;
  if (answer->home.value != 0) must(neighbour_cross(ctx, answer->home, &home));
  return home;
}

static enum voucher_result refusal_of(enum neighbour_taking taking) {
  static const enum voucher_result refusals[] = {
      [NEIGHBOUR_TAKEN] = VOUCHER_OK,
      [NEIGHBOUR_STRANGER] = VOUCHER_OTHER_TERRITORY,
      [NEIGHBOUR_OTHER_MONEY] = VOUCHER_OTHER_CURRENCY,
      [NEIGHBOUR_NOT_YET] = VOUCHER_NEIGHBOUR_NOT_YET,
      [NEIGHBOUR_NO_LONGER] = VOUCHER_NEIGHBOUR_NO_LONGER,
  };
  return refusals[taking];
}

/* Nothing of it, not even when it ends. */
static enum voucher_result hide(struct voucher_answer *answer, enum voucher_result result) {
  answer->voucher = (struct voucher){0};
  answer->home = (struct territory_id){0};
  return result;
}

enum voucher_result guest_find(struct ctx *ctx, struct territory_id home, struct voucher_id id,
                               struct day day, struct voucher_answer *answer) {
  struct agreement agreement = {0};
  enum neighbour_taking taking = neighbour_takes(ctx, home, day, &agreement);
  answer->home_name = agreement.name;
  answer->agreed_on = taking == NEIGHBOUR_NO_LONGER ? agreement.ends_on : agreement.from_on;
  if (taking != NEIGHBOUR_TAKEN) return refusal_of(taking);
  answer->home = home;
  struct ctx there = voucher_home(ctx, answer);
  must(voucher_find(&there, id, &answer->voucher));
  if (answer->voucher.test) return hide(answer, VOUCHER_NEIGHBOUR_TEST);
  if (answer->voucher.shop_id.value != 0) return hide(answer, VOUCHER_NEIGHBOUR_SINGLE);
  return VOUCHER_OK;
}

bool guest_has_room(struct ctx *ctx, const struct voucher_answer *answer, int64_t amount_minor) {
  struct agreement agreement;
  if (answer->home.value == 0) return true;
  /* Asked before in this transaction, for a day that may be past. */
  neighbour_takes(ctx, answer->home, zone_day(ctx->zone, ctx->now), &agreement);
  return neighbour_has_room(ctx, &agreement, amount_minor);
}

static struct str place_of(struct ctx *ctx, const struct voucher_answer *answer) {
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  return STR_CONCAT(ctx->arena, answer->taker_shop, S(", "), territory.name);
}

static struct redemption_insert_params use_of(const struct ctx *ctx,
                                              const struct voucher_redemption *redemption,
                                              const struct voucher_answer *answer) {
  return (struct redemption_insert_params){
      .voucher_id = answer->voucher.id,
      .nonce = redemption->nonce,
      .amount_minor = redemption->amount_minor,
      .balance_minor = answer->balance_minor,
      .redeemed_at = redemption->redeemed_at,
      .created_at = ctx->now,
      .place = S(""),
  };
}

void guest_keep(struct ctx *ctx, const struct voucher_redemption *redemption,
                struct voucher_answer *answer) {
  struct ctx home = voucher_home(ctx, answer);
  struct transfer_id there = answer->use;
  answer->use = neighbour_book(
      ctx, &home,
      &(struct neighbour_use){.held = voucher_money(&home, &answer->voucher),
                              .payable = ledger_account(ctx, ACCOUNT_PAYABLE, answer->taker.value),
                              .amount_minor = redemption->amount_minor,
                              .cause = answer->voucher.id.value,
                              .shop = answer->taker_shop});
  struct redemption_insert_params use = use_of(ctx, redemption, answer);
  use.transfer_id = there;
  use.twin_id = answer->use;
  use.neighbour_id = ctx->territory;
  use.place = place_of(ctx, answer);
  redemption_insert(&home, &use);
  use = use_of(ctx, redemption, answer);
  use.transfer_id = answer->use;
  use.twin_id = there;
  use.neighbour_id = answer->home;
  use.shop_id = redemption->scan.shop_id;
  use.earner_id = answer->taker;
  use.till_id = redemption->scan.till_id;
  use.person_id = ctx->person;
  redemption_insert(ctx, &use);
}
