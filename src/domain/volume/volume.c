#include "domain/volume/volume.h"

#include "db/db.h"
#include "domain/ledger/ledger.h"
#include "domain/notice/notice.h"
#include "domain/person/audit.h"
#include "domain/person/person.h"
#include "volume_sql.h"

enum { MILLION_MINOR = 100000000, FROM_HOUR_MS = 3600000 };

/* A year before, on 28 February for a 29th. */
static struct day year_before(struct day day) {
  int year, month, of_month;
  day_split(day, &year, &month, &of_month);
  if (month == 2 && of_month == 29) of_month = 28;
  return day_of(year - 1, month, of_month);
}

struct span volume_span(struct day last) {
  return (struct span){{year_before(last).number + 1}, last};
}

static int64_t limit_of(struct ctx *ctx) {
  struct volume_limit_row row;
  if (volume_limit(ctx, &row)) return row.limit_minor;
  return ctx->currency == CURRENCY_EUR ? MILLION_MINOR : 0;
}

/* Summing. */

static struct volume_month *month_of(struct volume *volume, struct day day) {
  int year, month, of_month, last_year = 0, last_month = 0;
  day_split(day, &year, &month, &of_month);
  if (volume->month_count > 0)
    day_split(volume->months[volume->month_count - 1].first, &last_year, &last_month, &of_month);
  if (year != last_year || month != last_month)
    volume->months[volume->month_count++] = (struct volume_month){.first = day};
  return &volume->months[volume->month_count - 1];
}

/* A month for every month, also one in which nothing moved. */
static void add_days(struct volume *volume, const struct volume_days_rows *rows) {
  size_t next = 0;
  for (struct day day = volume->span.first; day.number <= volume->span.last.number; day.number++) {
    struct volume_month *month = month_of(volume, day);
    for (; next < rows->count && rows->items[next].day_on.number == day.number; next++) {
      int64_t amount = rows->items[next].amount_minor;
      if (rows->items[next].reason == REASON_VOUCHER_ISSUED) month->sold_minor += amount;
      if (rows->items[next].reason == REASON_VOUCHER_REDEEMED) month->used_minor += amount;
      if (rows->items[next].reason == REASON_REDEMPTION_REVERSED) month->used_minor -= amount;
    }
  }
}

struct volume volume_until(struct ctx *ctx, struct day last) {
  struct volume volume = {.span = volume_span(last), .limit_minor = limit_of(ctx)};
  struct volume_days_rows rows = volume_days(ctx, volume.span.first, volume.span.last);
  add_days(&volume, &rows);
  for (size_t i = 0; i < volume.month_count; i++) {
    volume.sold_minor += volume.months[i].sold_minor;
    volume.used_minor += volume.months[i].used_minor;
  }
  volume.counted_minor =
      volume.sold_minor > volume.used_minor ? volume.sold_minor : volume.used_minor;
  if (volume.limit_minor > 0) volume.tenths = volume.counted_minor * 1000 / volume.limit_minor;
  return volume;
}

struct volume volume_now(struct ctx *ctx) {
  return volume_until(ctx, zone_day(ctx->zone, ctx->now));
}

/* The threshold. */

static bool limit_body(struct ctx *ctx, void *arg) {
  const int64_t *limit = arg;
  volume_set_limit(ctx, *limit, ctx->person, ctx->now);
  audit_write(ctx, S("volume.limit"), 0, money_decimal(ctx->arena, *limit));
  return true;
}

bool volume_limit_set(struct ctx *ctx, int64_t limit_minor) {
  return limit_minor >= 0 && db_write(ctx, limit_body, &limit_minor);
}

/* Warning. */

struct warning {
  struct volume volume;
  int64_t letters;
};

static bool raise_alert(struct ctx *ctx, const struct volume *volume, int64_t percent,
                        struct volume_id *id) {
  *id = (struct volume_id){id_next(ctx->ids)};
  return volume_alert_raise(ctx, &(struct volume_alert_raise_params){
                                     .percent = percent,
                                     .id = *id,
                                     .volume_minor = volume->counted_minor,
                                     .limit_minor = volume->limit_minor,
                                     .raised_on = volume->span.last,
                                     .raised_at = ctx->now,
                                     .year_ago = year_before(volume->span.last)}) == 1;
}

/* Where both are passed in one day, one letter says so. */
static bool warn_body(struct ctx *ctx, void *arg) {
  static const int64_t steps[] = {VOLUME_FULL, VOLUME_WARN};
  struct warning *warning = arg;
  const struct volume *volume = &warning->volume;
  struct volume_id id, told = {0};
  warning->letters = 0;
  if (volume_check_set(ctx, volume->span.last) == 0) return true;
  for (size_t i = 0; i < 2; i++) {
    if (volume->limit_minor == 0 || volume->tenths < steps[i] * 10) continue;
    if (raise_alert(ctx, volume, steps[i], &id) && told.value == 0) told = id;
  }
  if (told.value == 0) return true;
  struct staff_members staff = staff_list(ctx, false);
  for (size_t i = 0; i < staff.count; i++)
    notice_add(ctx, NOTICE_VOLUME, told.value, staff.items[i].email, staff.items[i].name);
  warning->letters = (int64_t)staff.count;
  return true;
}

int64_t volume_round(struct ctx *ctx) {
  struct volume_checked_row row;
  struct day today = zone_day(ctx->zone, (struct instant){ctx->now.ms - FROM_HOUR_MS});
  struct day yesterday = {today.number - 1};
  if (volume_checked(ctx, &row) && row.checked_on.number >= yesterday.number) return 0;
  struct warning warning = {.volume = volume_until(ctx, yesterday)};
  db_read_end(ctx);
  db_write(ctx, warn_body, &warning);
  return warning.letters;
}

bool volume_alert_find(struct ctx *ctx, struct volume_id id, struct volume_alert *alert) {
  struct volume_alert_row_row row;
  if (!volume_alert_row(ctx, id, &row)) return false;
  *alert = (struct volume_alert){row.percent, row.volume_minor, row.limit_minor, row.raised_on};
  return true;
}
