#include "domain/voucher/voucher_offline.h"

#include "base/fault.h"
#include "voucher_offline_sql.h"

enum { DAY_MS = 86400000, VOUCHER_MINOR = 5000, DAY_MINOR = 30000 };

struct offline_ceilings offline_ceilings(struct ctx *ctx) {
  struct offline_setting_row row;
  if (!offline_setting(ctx, &row)) return (struct offline_ceilings){VOUCHER_MINOR, DAY_MINOR};
  return (struct offline_ceilings){row.voucher_minor, row.day_minor};
}

void offline_set_ceilings(struct ctx *ctx, struct offline_ceilings ceilings) {
  must(ceilings.voucher_minor >= 0 && ceilings.voucher_minor <= OFFLINE_CEILING_MAX);
  must(ceilings.day_minor >= 0 && ceilings.day_minor <= OFFLINE_CEILING_MAX);
  offline_setting_keep(ctx, &(struct offline_setting_keep_params){
                                .voucher_minor = ceilings.voucher_minor,
                                .day_minor = ceilings.day_minor,
                                .changed_by = ctx->person,
                                .changed_at = ctx->now,
                            });
}

/* Invariant 1. */
static struct instant believed(const struct ctx *ctx, const struct voucher_redemption *redemption) {
  int64_t age_ms = ctx->now.ms - redemption->redeemed_at.ms;
  bool believable = age_ms >= 0 && age_ms <= (int64_t)OFFLINE_DAYS * DAY_MS;
  return redemption->offline && believable ? redemption->redeemed_at : ctx->now;
}

struct day offline_day(const struct ctx *ctx, const struct voucher_redemption *redemption) {
  return zone_day(ctx->zone, believed(ctx, redemption));
}

bool offline_within(struct ctx *ctx, const struct voucher_redemption *redemption) {
  struct offline_taken_row taken;
  struct offline_ceilings ceilings = offline_ceilings(ctx);
  if (redemption->scan.till_id.value == 0) return false; /* a person has no device to be bounded */
  if (redemption->amount_minor > ceilings.voucher_minor) return false;
  if (!offline_taken(ctx, redemption->scan.till_id, offline_day(ctx, redemption), &taken))
    return false;
  return taken.minor + redemption->amount_minor <= ceilings.day_minor;
}

void offline_note(struct ctx *ctx, const struct voucher_redemption *redemption,
                  const struct voucher_answer *answer) {
  bool taken = answer->result == VOUCHER_OK;
  offline_keep(ctx, &(struct offline_keep_params){
                        .till_id = redemption->scan.till_id,
                        .nonce = redemption->nonce,
                        .shop_id = redemption->scan.shop_id,
                        .voucher_id = answer->voucher.id,
                        .amount_minor = redemption->amount_minor,
                        .left_minor = answer->balance_minor,
                        .refusal = taken ? S("") : str_from(voucher_refusal(answer->result)),
                        .scanned_on = offline_day(ctx, redemption),
                        .scanned_at = redemption->redeemed_at,
                        .received_at = ctx->now,
                    });
}

/* Lists. */

static enum voucher_result result_of(struct str refusal) {
  static const enum voucher_result all[] = {
#define X(name, status, message) VOUCHER_##name,
      VOUCHER_RESULTS(X)
#undef X
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (str_equal(refusal, str_from(voucher_refusal(all[i])))) return all[i];
  return VOUCHER_OK;
}

static struct offline_scans scans_of(struct ctx *ctx, const struct offline_by_shop_rows *rows) {
  struct offline_scans scans = {arena_array(ctx->arena, struct offline_scan, rows->count),
                                rows->count};
  for (size_t i = 0; i < rows->count; i++) {
    const struct offline_by_shop_row *row = &rows->items[i];
    scans.items[i] = (struct offline_scan){
        .till_id = row->till_id,
        .nonce = row->nonce,
        .device = row->has_device ? row->device : S(""),
        .shop = row->shop,
        .voucher_id = row->voucher_id,
        .amount_minor = row->amount_minor,
        .left_minor = row->left_minor,
        .result = result_of(row->refusal),
        .scanned_at = row->scanned_at,
        .received_at = row->received_at,
        .closed = row->has_closed_at,
    };
  }
  return scans;
}

struct offline_scans offline_list_by_shop(struct ctx *ctx, struct shop_id shop) {
  struct offline_by_shop_rows rows = offline_by_shop(ctx, shop);
  return scans_of(ctx, &rows);
}

struct offline_scans offline_list_open(struct ctx *ctx) {
  struct offline_by_shop_rows rows = offline_open(ctx);
  return scans_of(ctx, &rows);
}

int64_t offline_count_open(struct ctx *ctx, struct shop_id shop) {
  struct offline_open_count_row row;
  return offline_open_count(ctx, shop, &row) ? row.conflicts : 0;
}

bool offline_close(struct ctx *ctx, struct shop_id shop, struct till_id till, struct str nonce) {
  return offline_settle(ctx, &(struct offline_settle_params){.shop_id = shop,
                                                             .till_id = till,
                                                             .nonce = nonce,
                                                             .closed_by = ctx->person,
                                                             .closed_at = ctx->now}) == 1;
}

struct refused_scans refused_list_by_shop(struct ctx *ctx, struct shop_id shop) {
  struct refused_by_shop_rows rows = refused_by_shop(ctx, shop);
  struct refused_scans scans = {arena_array(ctx->arena, struct refused_scan, rows.count),
                                rows.count};
  for (size_t i = 0; i < rows.count; i++)
    scans.items[i] = (struct refused_scan){
        .device = rows.items[i].has_device ? rows.items[i].device : S(""),
        .voucher_id = rows.items[i].voucher_id,
        .result = result_of(rows.items[i].refusal),
        .at = rows.items[i].created_at,
    };
  return scans;
}
