#include "domain/witness/witness.h"

#include "base/fault.h"
#include "base/json.h"
#include "db/db.h"
#include "witness_sql.h"

enum { DAYS_A_ROUND = 400 };

struct witness_heads witness_list(struct ctx *ctx) {
  struct witness_page_rows rows = witness_page(ctx);
  struct witness_heads list = {arena_array(ctx->arena, struct witness_head, rows.count),
                               rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] =
        (struct witness_head){rows.items[i].day_on, rows.items[i].number,
                              hex_text(ctx->arena, rows.items[i].hash.ptr, rows.items[i].hash.len),
                              rows.items[i].published_at};
  return list;
}

/* Publishing. */

static struct witness_seal_row seal_of(struct ctx *ctx, int64_t number) {
  struct witness_seal_row row;
  must(witness_seal(ctx, number, &row));
  return row;
}

/* The last seal made before an instant, among those from `low`, which was, to `high`: seals follow
 * one another in time, so halving finds it. */
static int64_t last_before(struct ctx *ctx, struct instant end, int64_t low, int64_t high) {
  while (low < high) {
    int64_t middle = low + (high - low + 1) / 2;
    if (seal_of(ctx, middle).sealed_at.ms < end.ms)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

struct publishing {
  struct day first, last;
  int64_t number; /* a seal made before the first of these days ended */
  int64_t newest;
};

static bool publish_body(struct ctx *ctx, void *arg) {
  const struct publishing *publishing = arg;
  int64_t number = publishing->number;
  for (struct day day = publishing->first; day.number <= publishing->last.number; day.number++) {
    struct instant end = zone_day_start(ctx->zone, (struct day){day.number + 1});
    number = last_before(ctx, end, number, publishing->newest);
    witness_publish(
        ctx, &(struct witness_publish_params){day, number, seal_of(ctx, number).hash, ctx->now});
  }
  return true;
}

int64_t witness_round(struct ctx *ctx) {
  struct witness_newest_row known;
  struct witness_seal_newest_row newest;
  struct publishing publishing = {.last = {zone_day(ctx->zone, ctx->now).number - 1}};
  if (!witness_seal_newest(ctx, &newest)) return 0;
  if (witness_newest(ctx, &known)) {
    publishing.first.number = known.day_on.number + 1;
    publishing.number = known.number;
  } else {
    publishing.first = zone_day(ctx->zone, seal_of(ctx, 1).sealed_at);
    publishing.number = 1;
  }
  publishing.newest = newest.number;
  int64_t days = publishing.last.number - publishing.first.number + 1;
  if (days <= 0) return 0;
  if (days > DAYS_A_ROUND) publishing.last.number = publishing.first.number + DAYS_A_ROUND - 1;
  db_write(ctx, publish_body, &publishing);
  return publishing.last.number - publishing.first.number + 1;
}

/* Reading what was published. */

static bool read_head(const struct json *item, struct str territory, struct ledger_head *head) {
  struct str hash = json_text(item, S("hash"));
  const struct json *number = json_member(item, S("number"));
  *head = (struct ledger_head){.territory = territory};
  if (number == NULL || number->kind != JSON_KIND_INT || number->integer < 1) return false;
  head->number = number->integer;
  return hex_bytes(hash, head->hash.bytes, sizeof head->hash.bytes);
}

bool witness_read(struct arena *arena, struct str json, struct ledger_heads *heads) {
  struct json_error error;
  const struct json *root = json_parse(arena, json, &error);
  if (root == NULL || root->kind != JSON_KIND_OBJECT) return false;
  struct str territory = json_text(root, S("territory"));
  const struct json *list = json_member(root, S("heads"));
  if (territory.len == 0 || list == NULL || list->kind != JSON_KIND_LIST) return false;
  *heads = (struct ledger_heads){arena_array(arena, struct ledger_head, list->count), 0};
  for (size_t i = 0; i < list->count; i++)
    if (!read_head(&list->items[i], territory, &heads->items[heads->count++])) return false;
  return true;
}
