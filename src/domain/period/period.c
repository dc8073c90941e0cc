#include "domain/period/period.h"

#include <string.h>

#include "base/fault.h"
#include "base/results.h"
#include "domain/person/audit.h"
#include "period_sql.h"

enum { DAYS_MAX = 366 };

RESULT_REFUSAL(period, PERIOD_RESULTS)
RESULT_STATUS(period, PERIOD_RESULTS)
RESULT_MESSAGE(period, PERIOD_RESULTS)

/* Days. */

struct span_time span_time(struct ctx *ctx, struct span span) {
  return (struct span_time){zone_day_start(ctx->zone, span.first),
                            zone_day_start(ctx->zone, (struct day){span.last.number + 1})};
}

struct span span_month(struct day day, int months) {
  int year, month, in_month;
  day_split(day, &year, &month, &in_month);
  int counted = year * 12 + month - 1 + months;
  struct day first = day_of(counted / 12, counted % 12 + 1, 1);
  struct day next = day_of((counted + 1) / 12, (counted + 1) % 12 + 1, 1);
  return (struct span){first, {next.number - 1}};
}

bool span_is_sound(struct span span) {
  return span.first.number <= span.last.number && span.last.number - span.first.number < DAYS_MAX;
}

/* What is closed. */

static struct digest digest_from(struct str bytes) {
  struct digest digest;
  must(bytes.len == sizeof digest.bytes);
  memcpy(digest.bytes, bytes.ptr, bytes.len);
  return digest;
}

/* period_all and period_exact name the same columns. */
#define PERIOD_FROM(row)                                                                           \
  (struct period) {                                                                                \
    .span = {(row)->first_on, (row)->last_on}, .transfers = (row)->transfer_count,                 \
    .seal_number = (row)->seal_number, .seal_hash = digest_from((row)->seal_hash),                 \
    .archive = digest_from((row)->archive_digest), .archive_bytes = (row)->archive_bytes,          \
    .closed_by = (row)->closed_by, .closed_at = (row)->closed_at                                   \
  }

bool period_closed_until(struct ctx *ctx, struct day *last) {
  struct period_last_row row;
  if (!period_last(ctx, &row)) return false;
  *last = row.last_on;
  return true;
}

bool period_is_closed(struct ctx *ctx, struct day day) {
  struct day last;
  return period_closed_until(ctx, &last) && day.number <= last.number;
}

struct periods period_list(struct ctx *ctx) {
  struct period_all_rows rows = period_all(ctx);
  struct periods list = {arena_array(ctx->arena, struct period, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = PERIOD_FROM(&rows.items[i]);
  return list;
}

bool period_find(struct ctx *ctx, struct span span, struct period *period) {
  struct period_exact_row row;
  if (!period_exact(ctx, span_time(ctx, span).ends_at, &row)) return false;
  *period = PERIOD_FROM(&row);
  return period->span.first.number == span.first.number;
}

/* Closing. */

/* The first one takes in all that was before; each later one begins where the last one ended. */
static bool is_next(struct ctx *ctx, struct span span) {
  struct day last;
  struct period_first_transfer_row first;
  if (period_closed_until(ctx, &last)) return span.first.number == last.number + 1;
  return !period_first_transfer(ctx, &first) ||
         zone_day(ctx->zone, first.created_at).number >= span.first.number;
}

static struct transfer_id sealed_until(struct ctx *ctx) {
  struct period_sealed_until_row row;
  return period_sealed_until(ctx, &row) ? row.last_id : (struct transfer_id){0};
}

enum period_result period_over(struct ctx *ctx, struct span span) {
  struct instant ends_at = span_time(ctx, span).ends_at;
  struct period_unsealed_row transfer;
  if (ctx->now.ms < ends_at.ms) return PERIOD_NOT_OVER;
  return period_unsealed(ctx, ends_at, sealed_until(ctx), &transfer) ? PERIOD_NOT_SEALED
                                                                     : PERIOD_OK;
}

enum period_result period_closable(struct ctx *ctx, struct span span) {
  struct period_bank_unread_row line;
  if (!span_is_sound(span)) return PERIOD_BAD_DAYS;
  if (period_is_closed(ctx, span.first)) return PERIOD_CLOSED;
  if (!is_next(ctx, span)) return PERIOD_NOT_NEXT;
  enum period_result over = period_over(ctx, span);
  if (over != PERIOD_OK) return over;
  if (period_bank_unread(ctx, span.first, span.last, &line)) return PERIOD_BANK_WAITS;
  return PERIOD_OK;
}

/* The seal that holds the period's last transfer. */
static int64_t find_seal(struct ctx *ctx, struct transfer_id last, struct digest *hash) {
  struct period_seal_before_row before = {0};
  struct period_seal_hash_row row;
  *hash = (struct digest){0};
  if (last.value == 0) return 0;
  period_seal_before(ctx, last, &before);
  must(period_seal_hash(ctx, before.number + 1, &row));
  *hash = digest_from(row.hash);
  return before.number + 1;
}

static struct str bytes_of(const struct digest *digest) {
  return str_slice((const char *)digest->bytes, sizeof digest->bytes);
}

/* A transfer of the period that its archive did not see. An archive in which nothing moved knows no
 * last transfer, and what lies before its days is closed. */
static bool moved_unseen(struct ctx *ctx, struct span_time time, struct transfer_id last_known) {
  struct period_any_row any;
  struct period_unsealed_row later;
  if (last_known.value == 0) return period_any(ctx, time.begins_at, time.ends_at, &any);
  return period_unsealed(ctx, time.ends_at, last_known, &later);
}

enum period_result period_close(struct ctx *ctx, const struct period_close *close) {
  enum period_result result = period_closable(ctx, close->span);
  if (result != PERIOD_OK) return result;
  struct span_time time = span_time(ctx, close->span);
  if (moved_unseen(ctx, time, close->last_known)) return PERIOD_NO_ARCHIVE;

  struct digest hash;
  int64_t seal = find_seal(ctx, close->last_known, &hash);
  period_insert(ctx, &(struct period_insert_params){.ends_at = time.ends_at,
                                                    .begins_at = time.begins_at,
                                                    .first_on = close->span.first,
                                                    .last_on = close->span.last,
                                                    .transfer_count = close->transfers,
                                                    .seal_number = seal,
                                                    .seal_hash = bytes_of(&hash),
                                                    .archive_digest = bytes_of(&close->archive),
                                                    .archive_bytes = close->archive_bytes,
                                                    .closed_by = ctx->person,
                                                    .closed_at = ctx->now});
  struct str days = STR_CONCAT(ctx->arena, day_iso(ctx->arena, close->span.first), S(".."),
                               day_iso(ctx->arena, close->span.last));
  audit_write(ctx, S("period.close"), seal, days);
  return PERIOD_OK;
}
