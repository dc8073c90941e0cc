#include "domain/ground/ground.h"

#include "base/json.h"
#include "db/db.h"
#include "ground_sql.h"

static const struct {
  const char *name;
  bool line;
} kinds[] = {
#define X(name, line) {#name, line},
    GROUND_KINDS(X)
#undef X
};

const char *ground_kind_name(enum ground_kind kind) {
  return kinds[kind].name;
}

bool ground_kind_is_line(enum ground_kind kind) {
  return kinds[kind].line;
}

enum message ground_message(enum ground_result result) {
  static const enum message messages[] = {
#define X(name, message) [GROUND_##name] = MSG_##message,
      GROUND_RESULTS(X)
#undef X
  };
  return messages[result];
}

/* ---- reading ---- */

struct reading {
  struct arena *arena;
  struct ground_shape *shape;
  enum ground_result result;
};

static bool stop(struct reading *reading, enum ground_result result) {
  reading->result = result;
  return false;
}

static bool number(const struct json *json, double *value) {
  *value = json->kind == JSON_KIND_INT ? (double)json->integer : json->real;
  return json->kind == JSON_KIND_INT || json->kind == JSON_KIND_REAL;
}

static bool is_list(const struct json *json) {
  return json && json->kind == JSON_KIND_LIST && json->count > 0;
}

static bool read_position(struct reading *reading, const struct json *json, double *point) {
  if (!is_list(json) || json->count < 2 || !number(&json->items[0], &point[0]) ||
      !number(&json->items[1], &point[1]))
    return stop(reading, GROUND_BAD_GEOMETRY);
  bool on_earth = point[0] >= -180 && point[0] <= 180 && point[1] >= -85 && point[1] <= 85;
  return on_earth || stop(reading, GROUND_NOWHERE);
}

static bool read_line(struct reading *reading, const struct json *json) {
  if (!is_list(json) || json->count < 2) return stop(reading, GROUND_BAD_GEOMETRY);
  struct ground_line *line = &reading->shape->lines[reading->shape->count++];
  line->count = json->count;
  line->points = arena_array(reading->arena, double, json->count * 2);
  for (size_t i = 0; i < json->count; i++)
    if (!read_position(reading, &json->items[i], &line->points[2 * i])) return false;
  return true;
}

/* How deep lines lie in the coordinates: LineString 0, MultiLineString and Polygon 1, ... */
static int depth_of(struct str type) {
  if (str_equal(type, S("LineString"))) return 0;
  if (str_equal(type, S("MultiLineString")) || str_equal(type, S("Polygon"))) return 1;
  return str_equal(type, S("MultiPolygon")) ? 2 : -1;
}

static size_t lines_in(const struct json *json, int depth) {
  size_t lines = 0;
  if (depth == 0) return 1;
  for (size_t i = 0; is_list(json) && i < json->count; i++)
    lines += lines_in(&json->items[i], depth - 1);
  return lines;
}

static bool read_lines(struct reading *reading, const struct json *json, int depth) {
  if (depth == 0) return read_line(reading, json);
  if (!is_list(json)) return stop(reading, GROUND_BAD_GEOMETRY);
  for (size_t i = 0; i < json->count; i++)
    if (!read_lines(reading, &json->items[i], depth - 1)) return false;
  return true;
}

static bool read_kind(struct reading *reading, struct str name) {
  for (int kind = 0; kind < GROUND_KIND_COUNT; kind++) {
    if (!str_equal(str_from(kinds[kind].name), name)) continue;
    reading->shape->kind = (enum ground_kind)kind;
    return true;
  }
  return stop(reading, GROUND_UNKNOWN_KIND);
}

static bool read_feature(struct reading *reading, const struct json *feature) {
  const struct json *properties = json_member(feature, S("properties"));
  const struct json *geometry = json_member(feature, S("geometry"));
  if (!properties || !geometry) return stop(reading, GROUND_BAD_GEOMETRY);
  const struct json *coordinates = json_member(geometry, S("coordinates"));
  int depth = depth_of(json_text(geometry, S("type")));
  if (!is_list(coordinates) || depth < 0) return stop(reading, GROUND_BAD_GEOMETRY);
  if (!read_kind(reading, json_text(properties, S("kind")))) return false;
  struct ground_shape *shape = reading->shape;
  shape->name = json_text(properties, S("name"));
  shape->lines = arena_array(reading->arena, struct ground_line, lines_in(coordinates, depth));
  return read_lines(reading, coordinates, depth);
}

static void widen(struct box *box, const struct ground_shape *shape) {
  for (size_t i = 0; i < shape->count; i++)
    for (size_t k = 0; k < shape->lines[i].count; k++) {
      double x = shape->lines[i].points[2 * k], y = shape->lines[i].points[2 * k + 1];
      if (x < box->west) box->west = x;
      if (x > box->east) box->east = x;
      if (y < box->south) box->south = y;
      if (y > box->north) box->north = y;
    }
}

/* The sea has no end and the neighbours are not ours: a map shows the territory. */
static struct box box_of(const struct ground *ground) {
  struct box own = {180, 90, -180, -90}, all = own;
  bool some = false;
  for (size_t i = 0; i < ground->count; i++) {
    const struct ground_shape *shape = &ground->shapes[i];
    bool is_own = shape->kind == GROUND_commune;
    some = some || is_own;
    if (is_own) widen(&own, shape);
    if (shape->kind != GROUND_sea) widen(&all, shape);
  }
  return some ? own : all;
}

enum ground_result ground_read(struct arena *arena, struct str geojson, struct ground *ground) {
  struct json_error error;
  if (geojson.len > GROUND_BYTES_MAX) return GROUND_TOO_LARGE;
  const struct json *file = json_parse(arena, geojson, &error);
  const struct json *features = file ? json_member(file, S("features")) : NULL;
  if (!features || features->kind != JSON_KIND_LIST) return GROUND_NOT_GEOJSON;
  if (features->count == 0) return GROUND_EMPTY;
  *ground =
      (struct ground){arena_array(arena, struct ground_shape, features->count), 0, {0, 0, 0, 0}};
  for (size_t i = 0; i < features->count; i++) {
    struct reading reading = {arena, &ground->shapes[ground->count++], GROUND_OK};
    if (!read_feature(&reading, &features->items[i])) return reading.result;
  }
  ground->box = box_of(ground);
  return GROUND_OK;
}

/* ---- keeping ---- */

struct bringing {
  struct str geojson, attribution;
  struct box box;
};

static bool bring_body(struct ctx *ctx, void *arg) {
  const struct bringing *bringing = arg;
  const struct box *box = &bringing->box;
  ground_put(ctx, &(struct ground_put_params){.geojson = bringing->geojson,
                                              .attribution = bringing->attribution,
                                              .west = box->west,
                                              .south = box->south,
                                              .east = box->east,
                                              .north = box->north,
                                              .now = ctx->now});
  return true;
}

enum ground_result ground_bring(struct ctx *ctx, struct str geojson, struct str attribution) {
  struct ground ground;
  enum ground_result result = ground_read(ctx->arena, geojson, &ground);
  if (result != GROUND_OK) return result;
  struct bringing bringing = {geojson, attribution, ground.box};
  db_write(ctx, bring_body, &bringing);
  return GROUND_OK;
}

bool ground_find(struct ctx *ctx, struct ground_file *file) {
  struct ground_row_row row;
  if (!ground_row(ctx, &row)) return false;
  *file = (struct ground_file){
      row.geojson, row.attribution, {row.west, row.south, row.east, row.north}};
  return true;
}

bool ground_box(struct ctx *ctx, struct box *box, struct str *attribution) {
  struct ground_box_row_row row;
  if (!ground_box_row(ctx, &row)) return false;
  *box = (struct box){row.west, row.south, row.east, row.north};
  *attribution = row.attribution;
  return true;
}
