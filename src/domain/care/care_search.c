#include "domain/care/care_search.h"

#include "base/reference.h"
#include "care_search_sql.h"
#include "db/db.h"
#include "domain/voucher/voucher_address.h"

enum { CHUNK_BYTES = 4 << 20, SCRATCH_BYTES = 1 << 20 };

static bool order_voucher(struct ctx *ctx, struct order_id id, struct voucher_id *voucher) {
  struct order order;
  if (!order_find(ctx, id, &order) || !order.has_voucher) return false;
  *voucher = order.voucher_id;
  return true;
}

/* A transfer's reference is its payment's id. */
static bool payment_voucher(struct ctx *ctx, struct str typed, struct voucher_id *voucher) {
  struct reference reference;
  struct payment payment;
  int64_t number;
  return reference_parse(typed, &reference) && reference_number(&reference, &number) &&
         payment_find(ctx, (struct payment_id){number}, &payment) &&
         order_voucher(ctx, (struct order_id){payment.order}, voucher);
}

bool care_query_read(struct ctx *ctx, struct str typed, struct care_query *query) {
  struct order_id order;
  if (str_find(typed, S("@")) >= 0) {
    query->email = voucher_address_key(ctx, typed);
    return true;
  }
  if (voucher_code_read(ctx, typed, &query->voucher) == VOUCHER_CODE_OK) return true;
  if (id_from_text(typed, &order.value) && order_voucher(ctx, order, &query->voucher)) return true;
  return payment_voucher(ctx, typed, &query->voucher);
}

/* The statement that leaves least to look at. */
static struct care_all_rows rows_before(struct ctx *ctx, const struct care_query *query,
                                        struct voucher_id before) {
  static const enum voucher_end ends[] = {[VOUCHER_STATE_EXPIRED] = VOUCHER_END_EXPIRED,
                                          [VOUCHER_STATE_REFUNDED] = VOUCHER_END_REFUNDED,
                                          [VOUCHER_STATE_TRANSFERRED] = VOUCHER_END_TRANSFERRED};
  if (query->voucher.value != 0) return care_one(ctx, query->voucher);
  if (query->email.len > 0) return care_by_address(ctx, query->email, before);
  if (query->has_state && query->state == VOUCHER_STATE_BLOCKED) return care_blocked(ctx, before);
  if (query->has_state && ends[query->state] != VOUCHER_END_NONE)
    return care_by_end(ctx, ends[query->state], before);
  if (query->shop.value != 0) return care_by_shop(ctx, query->shop, before);
  if (query->campaign.value != 0) return care_by_campaign(ctx, query->campaign, before);
  return care_all(ctx, before);
}

static struct care_hit hit_of(struct ctx *ctx, const struct care_all_row *row) {
  struct voucher voucher = {.amount = money_of(row->amount_minor, ctx->currency),
                            .ended = (enum voucher_end)row->ended,
                            .blocked = row->has_blocked_at,
                            .expires_on = row->expires_on};
  return (struct care_hit){.id = row->id,
                           .campaign = row->campaign_id,
                           .shop = row->shop_id,
                           .order = row->order_id,
                           .worth = voucher.amount,
                           .left = money_of(row->balance_minor, ctx->currency),
                           .state = voucher_state(ctx, &voucher, row->balance_minor),
                           .from = row->redeemable_on,
                           .until = row->expires_on,
                           .issued_at = row->issued_at,
                           .buyer = row->buyer_name,
                           .email = row->buyer_email,
                           .shop_name = row->has_shop_name ? row->shop_name : S("")};
}

static bool fits(const struct care_query *query, const struct care_hit *hit) {
  if (query->shop.value != 0 && hit->shop.value != query->shop.value) return false;
  if (query->campaign.value != 0 && hit->campaign.value != query->campaign.value) return false;
  return !query->has_state || hit->state == query->state;
}

struct care_hits care_search(struct ctx *ctx, const struct care_query *query,
                             struct voucher_id before) {
  struct care_hits hits = {.items = arena_array(ctx->arena, struct care_hit, CARE_PAGE)};
  if (before.value == 0) before.value = INT64_MAX;
  for (size_t looked = 0; looked < CARE_LOOK_MAX;) {
    struct care_all_rows rows = rows_before(ctx, query, before);
    for (size_t i = 0; i < rows.count; i++) {
      struct care_hit hit = hit_of(ctx, &rows.items[i]);
      before = hit.id;
      if (!fits(query, &hit)) continue;
      hits.items[hits.count++] = hit;
      if (hits.count < CARE_PAGE) continue;
      hits.next = before;
      return hits;
    }
    if (rows.count < 200 || query->voucher.value != 0) return hits;
    looked += rows.count;
  }
  hits.next = before;
  return hits;
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

void care_search_each(struct ctx *ctx, const struct care_query *query,
                      void (*each)(void *arg, const struct care_hit *hit), void *arg) {
  struct arena *own = ctx->arena, *chunk = arena_create(CHUNK_BYTES);
  arena_defer(own, destroy, chunk);
  struct arena *scratch = arena_create(SCRATCH_BYTES);
  arena_defer(own, destroy, scratch);
  struct voucher_id before = {INT64_MAX};
  for (size_t count = 200; count == 200; arena_reset(chunk)) {
    ctx->arena = chunk;
    struct care_all_rows rows = rows_before(ctx, query, before);
    for (size_t i = 0; i < rows.count; i++) {
      struct care_hit hit = hit_of(ctx, &rows.items[i]);
      before = hit.id;
      ctx->arena = scratch;
      if (fits(query, &hit)) each(arg, &hit);
      arena_reset(scratch);
      ctx->arena = chunk;
    }
    count = query->voucher.value != 0 ? 0 : rows.count;
  }
  ctx->arena = own;
}
