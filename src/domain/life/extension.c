#include "domain/life/extension.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/life/expiry.h"
#include "domain/life/holder.h"
#include "domain/person/audit.h"
#include "extension_sql.h"

RESULT_REFUSAL(extension, EXTENSION_RESULTS)
RESULT_STATUS(extension, EXTENSION_RESULTS)
RESULT_MESSAGE(extension, EXTENSION_RESULTS)

/* How many vouchers one write looks at, so that no till waits for it, and how many writes a round
 * makes: few while somebody waits for the answer. */
enum { COUNT_STEP = 500, CHANGE_STEP = 50, STEPS_NOW = 4, STEPS = 20 };

/* Reading. */

#define SUM(row, name)                                                                             \
  { (row)->name##_count, (row)->name##_minor }
/* extension_by_id and extension_page have the same columns. */
#define EXTENSION_FROM(row)                                                                        \
  (struct extension) {                                                                             \
    .id = (row)->id, .campaign = (row)->campaign_id, .shop = (row)->shop_id,                       \
    .has_first = (row)->has_first_on, .has_last = (row)->has_last_on, .first_on = (row)->first_on, \
    .last_on = (row)->last_on, .revive = (row)->revive, .until_on = (row)->until_on,               \
    .reason = (row)->reason, .state = (enum extension_state)(row)->state,                          \
    .alive = SUM(row, alive), .revived = SUM(row, revived), .lost = SUM(row, lost),                \
    .asked_by = (row)->asked_by, .asked_at = (row)->asked_at                                       \
  }

bool extension_find(struct ctx *ctx, struct extension_id id, struct extension *extension) {
  struct extension_by_id_row row;
  if (!extension_by_id(ctx, id, &row)) return false;
  *extension = EXTENSION_FROM(&row);
  return true;
}

struct extensions extension_list(struct ctx *ctx) {
  struct extension_page_rows rows = extension_page(ctx);
  struct extensions list = {arena_array(ctx->arena, struct extension, rows.count + 1), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = EXTENSION_FROM(&rows.items[i]);
  return list;
}

/* One step. */

struct step {
  struct extension_id id;
  int64_t seen; /* the answer */
};

struct walk { /* within one step */
  struct day today;
  const struct extension *extension;
  bool change; /* or only count */
  struct expiry_funds funds;
  struct extension_sum alive, revived, lost;
};

/* Nobody takes it any more, whether or not the night that books its end has come. */
static bool is_over(const struct walk *walk, struct day expires_on) {
  return expires_on.number < walk->today.number;
}

static bool is_meant(const struct walk *walk, const struct extension_vouchers_row *row) {
  const struct extension *extension = walk->extension;
  bool alive = row->ended == VOUCHER_END_NONE && !is_over(walk, row->expires_on);
  bool expired = row->ended == VOUCHER_END_EXPIRED || row->ended == VOUCHER_END_NONE;
  if (!alive && !(expired && extension->revive)) return false;
  if (extension->campaign.value != 0 && row->campaign_id.value != extension->campaign.value)
    return false;
  if (extension->shop.value != 0 && row->shop_id.value != extension->shop.value) return false;
  if (extension->has_first && row->expires_on.number < extension->first_on.number) return false;
  if (extension->has_last && row->expires_on.number > extension->last_on.number) return false;
  return row->expires_on.number < extension->until_on.number;
}

static void add(struct extension_sum *sum, int64_t minor) {
  sum->count++;
  sum->minor += minor;
}

static void change(struct ctx *ctx, const struct walk *walk, struct voucher *voucher,
                   int64_t balance_minor) {
  must(extension_set_day(ctx, voucher->id, walk->extension->until_on) == 1);
  struct voucher_act act = {.kind = VOUCHER_ACT_EXTEND,
                            .balance_minor = balance_minor,
                            .noun = walk->extension->id.value,
                            .note = walk->extension->reason,
                            .has_was_on = true,
                            .was_on = voucher->expires_on};
  voucher_act_note(ctx, voucher, &act);
  holder_tell(ctx, voucher, NOTICE_EXTENDED);
}

static void extend_alive(struct ctx *ctx, struct walk *walk, struct voucher *voucher) {
  int64_t balance = ledger_balance(ctx, (struct account_id){voucher->id.value});
  if (balance == 0) return;
  add(is_over(walk, voucher->expires_on) ? &walk->revived : &walk->alive, balance);
  if (walk->change) change(ctx, walk, voucher, balance);
}

static void extend_expired(struct ctx *ctx, struct walk *walk, struct voucher *voucher) {
  int64_t value = expiry_may_revive(ctx, voucher, &walk->funds);
  add(value > 0 ? &walk->revived : &walk->lost, value > 0 ? value : expiry_lost(ctx, voucher));
  if (value == 0 || !walk->change) return;
  expiry_revive(ctx, voucher, value);
  change(ctx, walk, voucher, value);
}

static void visit(struct ctx *ctx, struct walk *walk, const struct extension_vouchers_row *row) {
  struct voucher voucher;
  if (!is_meant(walk, row)) return;
  must(voucher_find(ctx, row->id, &voucher));
  if (voucher.ended == VOUCHER_END_EXPIRED)
    extend_expired(ctx, walk, &voucher);
  else
    extend_alive(ctx, walk, &voucher);
}

static enum extension_state next_state(const struct extension *extension, bool end) {
  if (!end) return extension->state;
  return extension->state == EXTENSION_COUNTING ? EXTENSION_READY : EXTENSION_DONE;
}

/* While counting, what earlier steps have counted on is not there any more. */
static struct expiry_funds funds_left(struct ctx *ctx, const struct extension *extension) {
  struct expiry_funds funds = expiry_funds(ctx);
  if (extension->state != EXTENSION_COUNTING) return funds;
  funds.fund_minor -= extension->revived.minor;
  funds.kept_minor -= extension->revived.minor;
  return funds;
}

static bool step_body(struct ctx *ctx, void *arg) {
  struct step *step = arg;
  struct extension_by_id_row row;
  step->seen = 0;
  must(extension_by_id(ctx, step->id, &row));
  struct extension extension = EXTENSION_FROM(&row);
  if (extension.state != EXTENSION_COUNTING && extension.state != EXTENSION_RUNNING) return false;
  struct walk walk = {.today = zone_day(ctx->zone, ctx->now),
                      .extension = &extension,
                      .change = extension.state == EXTENSION_RUNNING};
  walk.funds = funds_left(ctx, &extension);
  struct person_id person = ctx->person;
  ctx->person = extension.asked_by;
  int64_t count = walk.change ? CHANGE_STEP : COUNT_STEP;
  struct extension_vouchers_rows rows = extension_vouchers(ctx, row.voucher_id, count);
  for (size_t i = 0; i < rows.count; i++)
    visit(ctx, &walk, &rows.items[i]);
  ctx->person = person;
  bool end = (int64_t)rows.count < count;
  must(extension_step(
           ctx, &(struct extension_step_params){
                    .id = step->id,
                    .was_id = row.voucher_id,
                    .voucher_id = rows.count > 0 ? rows.items[rows.count - 1].id : row.voucher_id,
                    .state = next_state(&extension, end),
                    .alive_count = walk.alive.count,
                    .alive_minor = walk.alive.minor,
                    .revived_count = walk.revived.count,
                    .revived_minor = walk.revived.minor,
                    .lost_count = walk.lost.count,
                    .lost_minor = walk.lost.minor}) == 1);
  step->seen = (int64_t)rows.count;
  return true;
}

static int64_t go_on(struct ctx *ctx, struct extension_id id, int steps) {
  struct step step = {.id = id};
  int64_t seen = 0;
  for (int i = 0; i < steps && db_write(ctx, step_body, &step); i++)
    seen += step.seen;
  return seen;
}

int64_t extension_round(struct ctx *ctx) {
  struct extension_next_row next;
  return extension_next(ctx, &next) ? go_on(ctx, next.id, STEPS) + 1 : 0;
}

/* Asking. */

struct asking {
  const struct extension *wish;
  struct extension_id id;
  enum extension_result result;
};

static enum extension_result may_ask(struct ctx *ctx, const struct extension *wish) {
  struct campaign campaign;
  struct shop shop;
  if (wish->campaign.value != 0 && !campaign_find(ctx, wish->campaign, &campaign))
    return EXTENSION_RESULT_NO_CAMPAIGN;
  if (wish->shop.value != 0 && !shop_find(ctx, wish->shop, &shop)) return EXTENSION_RESULT_NO_SHOP;
  if (wish->has_first && wish->has_last && wish->first_on.number > wish->last_on.number)
    return EXTENSION_RESULT_BAD_DAYS;
  if (wish->until_on.number == 0) return EXTENSION_RESULT_DAY_MISSING;
  if (wish->until_on.number < zone_day(ctx->zone, ctx->now).number)
    return EXTENSION_RESULT_TOO_SOON;
  return wish->reason.len == 0 ? EXTENSION_RESULT_NO_REASON : EXTENSION_RESULT_OK;
}

static bool ask_body(struct ctx *ctx, void *arg) {
  struct asking *asking = arg;
  const struct extension *wish = asking->wish;
  asking->result = may_ask(ctx, wish);
  if (asking->result != EXTENSION_RESULT_OK) return false;
  asking->id = (struct extension_id){id_next(ctx->ids)};
  extension_insert(ctx, &(struct extension_insert_params){.id = asking->id,
                                                          .campaign_id = wish->campaign,
                                                          .shop_id = wish->shop,
                                                          .has_first_on = wish->has_first,
                                                          .first_on = wish->first_on,
                                                          .has_last_on = wish->has_last,
                                                          .last_on = wish->last_on,
                                                          .revive = wish->revive,
                                                          .until_on = wish->until_on,
                                                          .reason = wish->reason,
                                                          .asked_by = ctx->person,
                                                          .asked_at = ctx->now});
  audit_write(ctx, S("extension.ask"), asking->id.value, wish->reason);
  return true;
}

enum extension_result extension_ask(struct ctx *ctx, const struct extension *wish,
                                    struct extension_id *id) {
  struct asking asking = {.wish = wish};
  if (!db_write(ctx, ask_body, &asking)) return asking.result;
  *id = asking.id;
  go_on(ctx, asking.id, STEPS_NOW);
  return EXTENSION_RESULT_OK;
}

/* Deciding. */

static bool confirm_body(struct ctx *ctx, void *arg) {
  struct asking *asking = arg;
  struct extension extension;
  asking->result = EXTENSION_RESULT_UNKNOWN;
  if (!extension_find(ctx, asking->id, &extension)) return false;
  asking->result = EXTENSION_RESULT_NOT_NOW;
  if (extension.state != EXTENSION_READY) return false;
  asking->result = EXTENSION_RESULT_NOBODY;
  if (extension.alive.count + extension.revived.count == 0) return false;
  must(extension_begin(ctx, asking->id, ctx->person, ctx->now) == 1);
  audit_write(ctx, S("extension.confirm"), asking->id.value, extension.reason);
  asking->result = EXTENSION_RESULT_OK;
  return true;
}

enum extension_result extension_confirm(struct ctx *ctx, struct extension_id id) {
  struct asking asking = {.id = id};
  if (db_write(ctx, confirm_body, &asking)) go_on(ctx, id, STEPS_NOW);
  return asking.result;
}

static bool drop_body(struct ctx *ctx, void *arg) {
  struct asking *asking = arg;
  struct extension extension;
  asking->result = EXTENSION_RESULT_UNKNOWN;
  if (!extension_find(ctx, asking->id, &extension)) return false;
  asking->result = EXTENSION_RESULT_NOT_NOW;
  if (extension.state != EXTENSION_COUNTING && extension.state != EXTENSION_READY) return false;
  must(extension_turn(ctx, &(struct extension_turn_params){asking->id, extension.state,
                                                           EXTENSION_DROPPED, ctx->person,
                                                           ctx->now}) == 1);
  audit_write(ctx, S("extension.drop"), asking->id.value, extension.reason);
  asking->result = EXTENSION_RESULT_OK;
  return true;
}

enum extension_result extension_drop(struct ctx *ctx, struct extension_id id) {
  struct asking asking = {.id = id};
  db_write(ctx, drop_body, &asking);
  return asking.result;
}
