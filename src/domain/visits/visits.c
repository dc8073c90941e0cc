#include "domain/visits/visits.h"

#include "base/fault.h"
#include "db/db.h"
#include "visits_sql.h"

enum { DAYS_MAX = 366 };

static bool add_body(struct ctx *ctx, void *arg) {
  const struct visits_day *more = arg;
  visits_add_day(ctx, more->on, more->visitors, more->pages);
  return true;
}

void visits_add(struct ctx *ctx, const struct visits_day *more) {
  struct visits_day copy = *more;
  db_write(ctx, add_body, &copy);
}

struct visits_days visits_last(struct ctx *ctx, int count) {
  must(count > 0 && count <= DAYS_MAX);
  struct day today = zone_day(ctx->zone, ctx->now);
  struct day first = {today.number - count + 1};
  struct visits_since_rows rows = visits_since(ctx, first);
  struct visits_days days = {arena_array(ctx->arena, struct visits_day, (size_t)count),
                             (size_t)count};
  for (int i = 0; i < count; i++)
    days.items[i].on.number = first.number + i;
  for (size_t i = 0; i < rows.count; i++) {
    int32_t at = rows.items[i].day_on.number - first.number;
    if (at < count)
      days.items[at] =
          (struct visits_day){rows.items[i].day_on, rows.items[i].visitors, rows.items[i].pages};
  }
  return days;
}
