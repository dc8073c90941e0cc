#include "domain/shop/commune.h"

#include "base/fault.h"
#include "base/text.h"

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
  for (size_t i = 0; i < polygon->count; i++)
    commune->rings[commune->ring_count++] = ring_read(arena, &polygon->items[i]);
}

static void contour_read(struct arena *arena, struct commune *commune,
                         const struct json *geometry) {
  struct str type = json_text(geometry, S("type"));
  const struct json *coordinates = json_member(geometry, S("coordinates"));
  if (!coordinates || coordinates->kind != JSON_KIND_LIST) return;
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

struct communes communes_read(struct arena *arena, struct str geojson) {
  struct json_error error;
  const struct json *file = json_parse(arena, geojson, &error);
  if (!file) fault_raise(FAULT_INPUT, "communes, line %d: %s", error.line, error.text);
  const struct json *features = json_member(file, S("features"));
  if (!features || features->kind != JSON_KIND_LIST)
    fault_raise(FAULT_INPUT, "communes: not a GeoJSON FeatureCollection");
  struct communes communes = {arena_array(arena, struct commune, features->count), 0};
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

/* Crossings of a line going east from the position, over all rings. */
static bool holds(const struct commune *commune, double longitude, double latitude) {
  bool inside = false;
  for (size_t r = 0; r < commune->ring_count; r++) {
    const struct ring *ring = &commune->rings[r];
    for (size_t i = 0, before = ring->count - 1; i < ring->count; before = i++) {
      double x1 = ring->points[2 * i], y1 = ring->points[2 * i + 1];
      double x2 = ring->points[2 * before], y2 = ring->points[2 * before + 1];
      if ((y1 > latitude) == (y2 > latitude)) continue;
      if (longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

static bool has_postcode(const struct commune *commune, struct str postcode) {
  struct str rest = commune->postcodes;
  while (rest.len > 0)
    if (str_equal(str_cut(rest, '|', &rest), postcode)) return true;
  return false;
}

static const struct commune *by_name(struct arena *arena, const struct communes *communes,
                                     struct str name) {
  struct str slug = text_slug(arena, name);
  for (size_t i = 0; name.len > 0 && i < communes->count; i++)
    if (str_equal(text_slug(arena, communes->items[i].name), slug)) return &communes->items[i];
  return NULL;
}

static const struct commune *by_postcode(const struct communes *communes, struct str postcode) {
  const struct commune *found = NULL;
  for (size_t i = 0; postcode.len > 0 && i < communes->count; i++) {
    if (!has_postcode(&communes->items[i], postcode)) continue;
    if (found) return NULL;
    found = &communes->items[i];
  }
  return found;
}

const struct commune *commune_of(struct arena *arena, const struct communes *communes,
                                 const struct shop_facts *facts) {
  if (communes->count == 0) return NULL;
  const struct commune *found = by_name(arena, communes, facts->town);
  if (!found) found = by_postcode(communes, facts->postcode);
  for (size_t i = 0; !found && facts->has_position && i < communes->count; i++)
    if (holds(&communes->items[i], facts->longitude, facts->latitude)) found = &communes->items[i];
  return found ? found : &communes->items[0];
}
