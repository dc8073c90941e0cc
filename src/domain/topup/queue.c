#include "domain/topup/queue.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/notice/notice.h"
#include "domain/topup/reservation.h"
#include "queue_sql.h"

/* Taking a place. */

struct joining {
  const struct queued *wish;
  struct queue_id id;
};

static bool join_body(struct ctx *ctx, void *arg) {
  struct joining *joining = arg;
  const struct queued *wish = joining->wish;
  struct queue_standing_row before;
  struct str person = topup_person_key(ctx, wish->campaign_id, TOPUP_BY_EMAIL, wish->email);
  if (queue_standing(ctx, wish->campaign_id, person, &before)) {
    joining->id = before.id;
    return true;
  }
  joining->id = (struct queue_id){id_next(ctx->ids)};
  queue_insert(ctx, &(struct queue_insert_params){.id = joining->id,
                                                  .campaign_id = wish->campaign_id,
                                                  .shop_id = wish->shop_id,
                                                  .value_minor = wish->value_minor,
                                                  .minor = wish->minor,
                                                  .email = wish->email,
                                                  .person = person,
                                                  .created_at = ctx->now});
  return true;
}

struct queue_id queue_join(struct ctx *ctx, const struct queued *wish) {
  struct joining joining = {.wish = wish};
  db_write(ctx, join_body, &joining);
  return joining.id;
}

bool queue_find(struct ctx *ctx, struct queue_id id, struct queued *queued) {
  struct queue_by_id_row row;
  if (!queue_by_id(ctx, id, &row)) return false;
  *queued = (struct queued){.id = id,
                            .campaign_id = row.campaign_id,
                            .shop_id = row.shop_id,
                            .value_minor = row.value_minor,
                            .minor = row.minor,
                            .email = row.email,
                            .state = (enum queue_state)row.state,
                            .transfer = row.transfer_id,
                            .offered_until = row.offered_until};
  return true;
}

static int64_t before(struct ctx *ctx, struct campaign_id campaign, struct queue_id id) {
  struct queue_before_row row;
  must(queue_before(ctx, campaign, id, &row));
  return row.count;
}

int64_t queue_place(struct ctx *ctx, const struct queued *queued) {
  return before(ctx, queued->campaign_id, queued->id) + 1;
}

int64_t queue_length(struct ctx *ctx, struct campaign_id id) {
  return before(ctx, id, (struct queue_id){INT64_MAX});
}

/* Offers. */

static bool turn(struct ctx *ctx, struct queue_id id, enum queue_state was, enum queue_state state,
                 struct transfer_id transfer, struct instant until) {
  return queue_turn(ctx, &(struct queue_turn_params){.id = id,
                                                     .was = was,
                                                     .state = state,
                                                     .transfer_id = transfer,
                                                     .offered_until = until}) == 1;
}

/* From offered to its end: what was kept for it is free again. */
static bool release(struct ctx *ctx, const struct queued *queued, enum queue_state state) {
  struct transfer_id none = {0};
  if (!turn(ctx, queued->id, QUEUE_OFFERED, state, none, queued->offered_until)) return false;
  must(ledger_void(ctx, queued->transfer));
  return true;
}

bool queue_take(struct ctx *ctx, struct queue_id id, struct campaign_id campaign) {
  struct queued queued;
  return queue_find(ctx, id, &queued) && queued.campaign_id.value == campaign.value &&
         queued.state == QUEUE_OFFERED && queued.offered_until.ms > ctx->now.ms &&
         release(ctx, &queued, QUEUE_TAKEN);
}

static bool leave_body(struct ctx *ctx, void *arg) {
  const struct queue_id *id = arg;
  struct queued queued;
  if (!queue_find(ctx, *id, &queued)) return false;
  return turn(ctx, *id, QUEUE_WAITING, QUEUE_LEFT, (struct transfer_id){0}, ctx->now) ||
         release(ctx, &queued, QUEUE_LEFT);
}

bool queue_leave(struct ctx *ctx, struct queue_id id) {
  return db_write(ctx, leave_body, &id);
}

static bool lapse_body(struct ctx *ctx, void *arg) {
  struct queued queued;
  const struct queue_id *id = arg;
  return queue_find(ctx, *id, &queued) && release(ctx, &queued, QUEUE_LAPSED);
}

static bool over_body(struct ctx *ctx, void *arg) {
  const struct queue_waiting_row *next = arg;
  return turn(ctx, next->id, QUEUE_WAITING, QUEUE_LAPSED, (struct transfer_id){0}, ctx->now);
}

/* The account that it is kept for is only a name: an offer's transfer is never posted. */
static bool offer_body(struct ctx *ctx, void *arg) {
  const struct queue_waiting_row *next = arg;
  struct transfer offer = {
      .debit = {next->account_id, next->test ? ACCOUNT_TEST_ENVELOPE : ACCOUNT_ENVELOPE},
      .credit =
          ledger_account(ctx, next->test ? ACCOUNT_TEST : ACCOUNT_HELD, next->campaign_id.value),
      .amount_minor = next->minor,
      .reason = REASON_TOP_UP,
      .cause = next->id.value};
  struct instant until = {ctx->now.ms + INT64_C(3600000) * QUEUE_OFFER_HOURS};
  struct transfer_id transfer;
  if (!ledger_reserve(ctx, &offer, &transfer)) return false;
  if (!turn(ctx, next->id, QUEUE_WAITING, QUEUE_OFFERED, transfer, until)) return false;
  notice_add(ctx, NOTICE_QUEUE_OFFER, next->id.value, next->email, S(""));
  return true;
}

int64_t queue_round(struct ctx *ctx) {
  struct queue_unused_rows unused = queue_unused(ctx, ctx->now);
  int64_t done = 0;
  for (size_t i = 0; i < unused.count; i++)
    done += db_write(ctx, lapse_body, &unused.items[i].id);
  struct queue_waiting_rows waiting = queue_waiting(ctx, ctx->now);
  for (size_t i = 0; i < waiting.count; i++) {
    struct queue_waiting_row *next = &waiting.items[i];
    if (!next->sells)
      done += db_write(ctx, over_body, next);
    else if (next->has_account_id)
      done += db_write(ctx, offer_body, next);
  }
  return done;
}

struct str queue_link(struct ctx *ctx, struct queue_id id) {
  return capability_text(ctx, S("queue"), id.value);
}

bool queue_from_link(struct ctx *ctx, struct str link, struct queue_id *id) {
  return capability_read(ctx, S("queue"), link, &id->value);
}
