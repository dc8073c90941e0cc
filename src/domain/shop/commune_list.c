/* Communes from a file, into the database and back, and sorted so that they are found. */
#include <stdlib.h>

#include "base/csv.h"
#include "base/fault.h"
#include "base/json.h"
#include "base/text.h"
#include "domain/shop/commune.h"
#include "shop_sql.h"

static int compare_keys(const void *a, const void *b) {
  const struct commune_place *left = a, *right = b;
  int order = str_compare(left->key, right->key);
  return order ? order : str_compare(left->commune->code, right->commune->code);
}

static int compare_latitudes(const void *a, const void *b) {
  const struct commune *left = *(const struct commune *const *)a;
  const struct commune *right = *(const struct commune *const *)b;
  return (left->latitude > right->latitude) - (left->latitude < right->latitude);
}

static size_t count_postcodes(struct str postcodes) {
  size_t count = 0;
  for (; postcodes.len > 0; count++)
    str_cut(postcodes, '|', &postcodes);
  return count;
}

static void sort_postcodes(struct arena *arena, struct communes *communes) {
  size_t count = 0;
  for (size_t i = 0; i < communes->count; i++)
    count += count_postcodes(communes->items[i].postcodes);
  communes->by_postcode = arena_array(arena, struct commune_place, count);
  for (size_t i = 0; i < communes->count; i++)
    for (struct str rest = communes->items[i].postcodes; rest.len > 0;)
      communes->by_postcode[communes->postcode_count++] =
          (struct commune_place){str_cut(rest, '|', &rest), &communes->items[i]};
  if (count > 0) qsort(communes->by_postcode, count, sizeof *communes->by_postcode, compare_keys);
}

static void box_of(struct commune *commune) {
  commune->west = commune->south = 1000;
  commune->east = commune->north = -1000;
  for (size_t r = 0; r < commune->ring_count; r++)
    for (size_t i = 0; i < commune->rings[r].count; i++) {
      double x = commune->rings[r].points[2 * i], y = commune->rings[r].points[2 * i + 1];
      if (x < commune->west) commune->west = x;
      if (x > commune->east) commune->east = x;
      if (y < commune->south) commune->south = y;
      if (y > commune->north) commune->north = y;
    }
  if (commune->has_position || commune->ring_count == 0) return;
  commune->has_position = true;
  commune->longitude = (commune->west + commune->east) / 2;
  commune->latitude = (commune->south + commune->north) / 2;
}

static void sort(struct arena *arena, struct communes *communes) {
  communes->by_slug = arena_array(arena, struct commune_place, communes->count);
  communes->by_code = arena_array(arena, struct commune_place, communes->count);
  communes->by_latitude = arena_array(arena, const struct commune *, communes->count);
  communes->contours = communes->count > 0;
  for (size_t i = 0; i < communes->count; i++) {
    struct commune *commune = &communes->items[i];
    commune->slug = text_slug(arena, commune->name);
    box_of(commune);
    communes->by_code[i] = (struct commune_place){commune->code, commune};
    communes->by_slug[i] = (struct commune_place){commune->slug, commune};
    if (commune->has_position) communes->by_latitude[communes->latitude_count++] = commune;
    communes->contours = communes->contours && commune->ring_count > 0;
  }
  if (communes->count > 0) {
    qsort(communes->by_slug, communes->count, sizeof *communes->by_slug, compare_keys);
    qsort(communes->by_code, communes->count, sizeof *communes->by_code, compare_keys);
  }
  if (communes->latitude_count > 0)
    qsort(communes->by_latitude, communes->latitude_count, sizeof *communes->by_latitude,
          compare_latitudes);
  sort_postcodes(arena, communes);
}

/* GeoJSON. */

static double number(const struct json *json) {
  return json->kind == JSON_KIND_INT ? (double)json->integer : json->real;
}

static struct ring ring_read(struct arena *arena, const struct json *positions) {
  struct ring ring = {arena_array(arena, double, positions->count * 2), positions->count};
  for (size_t i = 0; i < ring.count; i++) {
    const struct json *position = &positions->items[i];
    if (position->kind != JSON_KIND_LIST || position->count < 2)
      fault_raise(FAULT_INPUT, "a contour has a position that is not two numbers");
    ring.points[2 * i] = number(&position->items[0]);
    ring.points[2 * i + 1] = number(&position->items[1]);
  }
  return ring;
}

static void add_polygon(struct arena *arena, struct commune *commune, const struct json *polygon) {
  for (size_t i = 0; polygon->kind == JSON_KIND_LIST && i < polygon->count; i++)
    if (polygon->items[i].kind == JSON_KIND_LIST && polygon->items[i].count > 0)
      commune->rings[commune->ring_count++] = ring_read(arena, &polygon->items[i]);
}

static void contour_read(struct arena *arena, struct commune *commune,
                         const struct json *geometry) {
  struct str type = json_text(geometry, S("type"));
  const struct json *coordinates = json_member(geometry, S("coordinates"));
  if (!coordinates || coordinates->kind != JSON_KIND_LIST) return;
  if (str_equal(type, S("Point")) && coordinates->count >= 2) {
    commune->has_position = true;
    commune->longitude = number(&coordinates->items[0]);
    commune->latitude = number(&coordinates->items[1]);
  }
  bool many = str_equal(type, S("MultiPolygon"));
  if (!many && !str_equal(type, S("Polygon"))) return;
  size_t rings = many ? 0 : coordinates->count;
  for (size_t i = 0; many && i < coordinates->count; i++)
    rings += coordinates->items[i].count;
  commune->rings = arena_array(arena, struct ring, rings);
  if (!many) add_polygon(arena, commune, coordinates);
  for (size_t i = 0; many && i < coordinates->count; i++)
    add_polygon(arena, commune, &coordinates->items[i]);
}

static struct communes read_geojson(struct arena *arena, struct str geojson) {
  struct json_error error;
  const struct json *file = json_parse(arena, geojson, &error);
  if (!file) fault_raise(FAULT_INPUT, "communes, byte %zu: %s", error.offset, error.text);
  const struct json *features = json_member(file, S("features"));
  if (!features || features->kind != JSON_KIND_LIST)
    fault_raise(FAULT_INPUT, "communes: not a GeoJSON FeatureCollection");
  struct communes communes = {.items = arena_array(arena, struct commune, features->count)};
  for (size_t i = 0; i < features->count; i++) {
    const struct json *properties = json_member(&features->items[i], S("properties"));
    const struct json *geometry = json_member(&features->items[i], S("geometry"));
    if (!properties || !geometry) continue;
    struct commune *commune = &communes.items[communes.count++];
    commune->name = json_text(properties, S("nom"));
    commune->code = json_text(properties, S("code"));
    commune->postcodes = json_text(properties, S("codes_postaux"));
    contour_read(arena, commune, geometry);
  }
  return communes;
}

/* CSV. */

static struct communes read_csv(struct arena *arena, struct str text) {
  struct csv csv = csv_read(arena, text);
  ptrdiff_t code = csv_column(&csv, S("code")), name = csv_column(&csv, S("nom"));
  ptrdiff_t postcodes = csv_column(&csv, S("codes_postaux"));
  ptrdiff_t x = csv_column(&csv, S("lon")), y = csv_column(&csv, S("lat"));
  if (code < 0) code = csv_column(&csv, S("id_ofs"));
  if (code < 0 || name < 0)
    fault_raise(FAULT_INPUT, "communes: the columns code (or id_ofs) and nom are missing");
  struct communes communes = {.items = arena_array(arena, struct commune, csv.count)};
  for (size_t i = 0; i < csv.count; i++) {
    const struct csv_row *row = &csv.rows[i];
    struct str longitude = csv_cell(row, x), latitude = csv_cell(row, y);
    communes.items[communes.count++] =
        (struct commune){.name = csv_cell(row, name),
                         .code = csv_cell(row, code),
                         .postcodes = csv_cell(row, postcodes),
                         .has_position = longitude.len > 0 && latitude.len > 0,
                         .longitude = strtod(str_cstr(arena, longitude), NULL),
                         .latitude = strtod(str_cstr(arena, latitude), NULL)};
  }
  return communes;
}

struct communes communes_read(struct arena *arena, struct str text) {
  bool json = str_starts(str_trim(text), S("{"));
  struct communes communes = json ? read_geojson(arena, text) : read_csv(arena, text);
  sort(arena, &communes);
  return communes;
}

/* The database. */

static struct str contour_text(struct arena *arena, const struct commune *commune) {
  struct buf text = buf_in(arena);
  for (size_t r = 0; r < commune->ring_count; r++) {
    if (r > 0) buf_add_char(&text, ';');
    for (size_t i = 0; i < 2 * commune->rings[r].count; i++)
      buf_format(&text, "%s%.7g", i > 0 ? " " : "", commune->rings[r].points[i]);
  }
  return buf_str(&text);
}

static struct ring ring_from(struct arena *arena, struct str text) {
  size_t numbers = 1;
  for (size_t i = 0; i < text.len; i++)
    numbers += text.ptr[i] == ' ';
  struct ring ring = {arena_array(arena, double, numbers), numbers / 2};
  const char *at = str_cstr(arena, text);
  for (size_t i = 0; i < numbers; i++) {
    char *end;
    ring.points[i] = strtod(at, &end);
    at = end;
  }
  return ring;
}

static void rings_from(struct arena *arena, struct commune *commune, struct str text) {
  size_t rings = text.len > 0;
  for (size_t i = 0; i < text.len; i++)
    rings += text.ptr[i] == ';';
  commune->rings = arena_array(arena, struct ring, rings);
  while (text.len > 0)
    commune->rings[commune->ring_count++] = ring_from(arena, str_cut(text, ';', &text));
}

struct communes communes_load(struct ctx *ctx) {
  struct commune_rows_rows rows = commune_rows(ctx);
  struct communes communes = {.items = arena_array(ctx->arena, struct commune, rows.count),
                              .count = rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct commune_rows_row *row = &rows.items[i];
    communes.items[i] = (struct commune){.name = row->name,
                                         .code = row->code,
                                         .postcodes = row->postcodes,
                                         .has_position = row->has_longitude && row->has_latitude,
                                         .longitude = row->longitude,
                                         .latitude = row->latitude};
    rings_from(ctx->arena, &communes.items[i], row->contour);
  }
  sort(ctx->arena, &communes);
  return communes;
}

void communes_keep(struct ctx *ctx, const struct communes *communes) {
  commune_delete_all(ctx);
  for (size_t i = 0; i < communes->count; i++) {
    const struct commune *commune = &communes->items[i];
    commune_insert(ctx,
                   &(struct commune_insert_params){.code = commune->code,
                                                   .name = commune->name,
                                                   .postcodes = commune->postcodes,
                                                   .has_longitude = commune->has_position,
                                                   .longitude = commune->longitude,
                                                   .has_latitude = commune->has_position,
                                                   .latitude = commune->latitude,
                                                   .contour = contour_text(ctx->arena, commune)});
  }
}
