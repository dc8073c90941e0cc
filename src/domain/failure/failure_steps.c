/* Freezing a failed merchant's vouchers, and thawing them: shop by shop, in steps that each note
 * how far they came. */
#include "base/fault.h"
#include "db/db.h"
#include "domain/checkout/gift.h"
#include "domain/failure/failure_in.h"
#include "domain/life/holder.h"
#include "domain/notice/notice.h"
#include "domain/voucher/voucher_act.h"
#include "failure_sql.h"

/* How many vouchers one write turns, and how many writes a round makes: few while somebody waits
 * for the answer. */
enum { STEP = 25, STEPS_NOW = 4, STEPS = 20 };

struct step {
  struct failure_id id;
  int64_t seen; /* the answer */
};

/* One that was blocked before for another reason stays so. */
static int64_t turn(struct ctx *ctx, struct voucher_id id, int64_t balance_minor, bool freeze,
                    struct str note) {
  struct voucher voucher;
  if (!freeze && voucher_find(ctx, id, &voucher)) gift_release(ctx, voucher.order_id);
  if ((freeze ? failure_freeze(ctx, id, ctx->now) : failure_thaw(ctx, id)) == 0) return 0;
  must(voucher_find(ctx, id, &voucher));
  struct voucher_act act = {.kind = freeze ? VOUCHER_ACT_BLOCK : VOUCHER_ACT_UNBLOCK,
                            .balance_minor = balance_minor,
                            .noun = VOUCHER_BLOCK_FAILED,
                            .note = note};
  voucher_act_note(ctx, &voucher, &act);
  holder_tell(ctx, &voucher, freeze ? NOTICE_SHOP_FAILED : NOTICE_SHOP_BACK);
  return 1;
}

static bool step_body(struct ctx *ctx, void *arg) {
  struct step *step = arg;
  struct failure_walk_row walk;
  struct failure_next_shop_row shop;
  step->seen = 0;
  must(failure_walk(ctx, step->id, &walk));
  bool freeze = walk.state == FAILURE_FREEZING;
  if (!freeze && walk.state != FAILURE_STATE_THAWING) return false;
  struct failure_step_params next = {.id = step->id,
                                     .was_shop = walk.walk_shop_id,
                                     .was_voucher = walk.walk_voucher_id,
                                     .state = walk.state};
  bool more = failure_next_shop(ctx, walk.merchant_id, walk.walk_shop_id, &shop);
  if (more) {
    struct voucher_id after = walk.walk_voucher_id;
    if (shop.id.value != walk.walk_shop_id.value) after.value = 0;
    struct failure_open_rows rows = failure_open(ctx, shop.id, after, STEP);
    struct person_id person = ctx->person;
    ctx->person = freeze ? walk.noted_by : walk.lifted_by;
    for (size_t i = 0; i < rows.count; i++)
      next.turned += turn(ctx, rows.items[i].id, rows.items[i].balance_minor, freeze,
                          freeze ? walk.reason : walk.lift_note);
    ctx->person = person;
    bool last = rows.count < STEP;
    next.shop = (struct shop_id){shop.id.value + last};
    if (!last) next.voucher = rows.items[rows.count - 1].id;
    step->seen = (int64_t)rows.count;
  } else {
    next.state = freeze ? FAILURE_FROZEN : FAILURE_THAWED;
  }
  must(failure_step(ctx, &next) == 1);
  return true;
}

static int64_t go_on(struct ctx *ctx, struct failure_id id, int steps) {
  struct step step = {.id = id};
  int64_t seen = 0;
  for (int i = 0; i < steps && db_write(ctx, step_body, &step); i++)
    seen += step.seen;
  return seen;
}

void failure_begin(struct ctx *ctx, struct failure_id id) {
  go_on(ctx, id, STEPS_NOW);
}

int64_t failure_round(struct ctx *ctx) {
  struct failure_walking_row next;
  return failure_walking(ctx, &next) ? go_on(ctx, next.id, STEPS) + 1 : 0;
}
