#include "domain/measure/measure.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/memo.h"
#include "domain/shop/trade.h"
#include "measure_sql.h"

RESULT_REFUSAL(measure, MEASURE_RESULTS)
RESULT_STATUS(measure, MEASURE_RESULTS)
RESULT_MESSAGE(measure, MEASURE_RESULTS)

/* Is this word one of "takeaway delivery"? */
static bool has_word(struct str words, struct str word) {
  for (struct str rest = words; rest.len > 0;)
    if (str_equal(str_cut(rest, ' ', &rest), word)) return true;
  return false;
}

struct measured measured_shop(const struct shop *shop) {
  return (struct measured){
      shop->trade, shop->town_id, {shop->has_position, shop->latitude, shop->longitude}};
}

static bool in_towns(const struct measure *measure, struct town_id town) {
  for (size_t i = 0; i < measure->towns.count; i++)
    if (measure->towns.items[i].value == town.value) return true;
  return measure->towns.count == 0;
}

bool measure_touches(const struct measure *measure, const struct measured *shop) {
  bool trade = measure->trades.len == 0 || has_word(measure->trades, shop->trade);
  return trade && in_towns(measure, shop->town) && map_box_holds(&measure->box, shop->position);
}

bool measure_holds_on(const struct measure *measure, struct day day) {
  return !measure->lifted && measure->from_on.number <= day.number &&
         day.number <= measure->until_on.number;
}

bool measure_allows(const struct measure *measure, struct str service) {
  return has_word(measure->services, service);
}

bool measure_closes(const struct measure *measure) {
  return str_equal(measure->hours, S("off"));
}

const struct measure *measure_for(const struct measures *measures, const struct measured *shop,
                                  struct day day) {
  for (size_t i = 0; i < measures->count; i++) {
    const struct measure *measure = &measures->items[i];
    if (measure_holds_on(measure, day) && measure_touches(measure, shop)) return measure;
  }
  return NULL;
}

/* Reading. */

static struct town_ids towns_read(struct arena *arena, struct str text) {
  struct town_ids towns = {arena_array(arena, struct town_id, text.len / 2 + 1), 0};
  for (struct str rest = text; rest.len > 0;) {
    struct town_id id;
    if (str_to_int(str_cut(rest, ' ', &rest), &id.value)) towns.items[towns.count++] = id;
  }
  return towns;
}

static struct measures measures_of(struct ctx *ctx, struct measure_all_rows rows) {
  struct measures list = {arena_array(ctx->arena, struct measure, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct measure_all_row *row = &rows.items[i];
    list.items[i] =
        (struct measure){.id = row->id,
                         .name = row->name,
                         .trades = row->trades,
                         .towns = towns_read(ctx->arena, row->towns),
                         .box = {row->has_west, row->west, row->south, row->east, row->north},
                         .from_on = row->from_on,
                         .until_on = row->until_on,
                         .hours = row->hours,
                         .services = row->services,
                         .vouchers = row->vouchers,
                         .lifted = row->has_lifted_at,
                         .created_at = row->created_at};
  }
  return list;
}

struct today {
  struct day day;
};

static const void *current_of(struct ctx *ctx, void *arg) {
  const struct today *today = arg;
  struct measures *list = arena_new(ctx->arena, struct measures);
  *list = measures_of(ctx, measure_current(ctx, today->day));
  return list;
}

struct measures measures_current(struct ctx *ctx) {
  struct today today = {zone_day(ctx->zone, ctx->now)};
  struct str key = str_format(ctx->arena, "%d", (int)today.day.number);
  return *(const struct measures *)db_memo(ctx, key, current_of, &today);
}

struct measures measure_list(struct ctx *ctx) {
  return measures_of(ctx, measure_all(ctx));
}

bool measure_find(struct ctx *ctx, struct measure_id id, struct measure *measure) {
  struct measures found = measures_of(ctx, measure_by_id(ctx, id));
  if (found.count == 0) return false;
  *measure = found.items[0];
  return true;
}

bool measure_lets_sell(struct ctx *ctx, const struct measured *shop, bool measured_only) {
  struct measures measures = measures_current(ctx);
  const struct measure *measure = measure_for(&measures, shop, zone_day(ctx->zone, ctx->now));
  return measure ? measure->vouchers : !measured_only;
}

/* Looking ahead. */

struct counting {
  const struct measure *measure;
  struct arena *arena;
  struct measure_preview preview;
};

static void count_shop(void *arg, const struct measure_shops_row *row) {
  struct counting *counting = arg;
  struct measure_preview *preview = &counting->preview;
  bool known = row->has_latitude && row->has_longitude;
  struct measured shop = {row->trade, row->town_id, {known, row->latitude, row->longitude}};
  if (!measure_touches(counting->measure, &shop)) return;
  preview->shops++;
  preview->vouchers += row->takes_vouchers;
  if (preview->count == MEASURE_SAMPLE) return;
  preview->items[preview->count++] = (struct measure_sample){str_copy(counting->arena, row->slug),
                                                             str_copy(counting->arena, row->name),
                                                             str_copy(counting->arena, row->town)};
}

struct measure_preview measure_preview(struct ctx *ctx, const struct measure *measure) {
  struct counting counting = {.measure = measure, .arena = ctx->arena};
  measure_shops(ctx, count_shop, &counting);
  return counting.preview;
}

/* Acting. */

static bool trades_known(struct str trades) {
  for (struct str rest = trades; rest.len > 0;)
    if (!trade_find(str_cut(rest, ' ', &rest))) return false;
  return true;
}

static bool towns_known(struct ctx *ctx, const struct town_ids *towns) {
  struct measure_town_row row;
  for (size_t i = 0; i < towns->count; i++)
    if (!measure_town(ctx, towns->items[i], &row)) return false;
  return true;
}

enum measure_result measure_check(struct ctx *ctx, const struct measure *measure) {
  if (measure->name.len == 0) return MEASURE_NO_NAME;
  if (!trades_known(measure->trades)) return MEASURE_NO_TRADE;
  if (!towns_known(ctx, &measure->towns)) return MEASURE_NO_TOWN;
  if (measure->until_on.number < measure->from_on.number) return MEASURE_ENDS_BEFORE_START;
  if (measure->until_on.number < zone_day(ctx->zone, ctx->now).number) return MEASURE_ENDED;
  if (!map_box_ok(&measure->box)) return MEASURE_BAD_BOX;
  if (measure->hours.len == 0) return MEASURE_BAD_HOURS;
  return MEASURE_OK;
}

static struct str towns_text(struct ctx *ctx, const struct town_ids *towns) {
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < towns->count; i++) {
    if (i > 0) buf_add_char(&text, ' ');
    buf_add_int(&text, towns->items[i].value);
  }
  return buf_str(&text);
}

enum measure_result measure_put(struct ctx *ctx, const struct measure *measure,
                                struct measure_id *id) {
  enum measure_result result = measure_check(ctx, measure);
  if (result != MEASURE_OK) return result;
  if (measures_current(ctx).count == MEASURES_MAX) return MEASURE_TOO_MANY;

  *id = (struct measure_id){id_next(ctx->ids)};
  measure_insert(ctx, &(struct measure_insert_params){.id = *id,
                                                      .name = measure->name,
                                                      .trades = measure->trades,
                                                      .towns = towns_text(ctx, &measure->towns),
                                                      .has_west = measure->box.set,
                                                      .west = measure->box.west,
                                                      .has_south = measure->box.set,
                                                      .south = measure->box.south,
                                                      .has_east = measure->box.set,
                                                      .east = measure->box.east,
                                                      .has_north = measure->box.set,
                                                      .north = measure->box.north,
                                                      .from_on = measure->from_on,
                                                      .until_on = measure->until_on,
                                                      .hours = measure->hours,
                                                      .services = measure->services,
                                                      .vouchers = measure->vouchers,
                                                      .created_by = ctx->person,
                                                      .created_at = ctx->now});
  return MEASURE_OK;
}

enum measure_result measure_lift(struct ctx *ctx, struct measure_id id) {
  struct measure measure;
  if (!measure_find(ctx, id, &measure)) return MEASURE_UNKNOWN;
  if (measure.until_on.number < zone_day(ctx->zone, ctx->now).number) return MEASURE_ENDED;
  if (measure_end(ctx, id, ctx->person, ctx->now) == 0) return MEASURE_ALREADY_LIFTED;
  return MEASURE_OK;
}
