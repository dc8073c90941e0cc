/* GeoJSON as OpenStreetMap's tools and open data portals write it, and Overpass' own JSON. */
#include "domain/import/import_reader_in.h"

static bool number_of(const struct json *json, double *value) {
  if (!json || (json->kind != JSON_KIND_INT && json->kind != JSON_KIND_REAL)) return false;
  *value = json->kind == JSON_KIND_INT ? (double)json->integer : json->real;
  return true;
}

static bool pair_of(const struct json *x, const struct json *y, double *longitude,
                    double *latitude) {
  return number_of(x, longitude) && number_of(y, latitude);
}

/* Values that are not text are written as text: {"osm_id": 12, "delivery": true}. */
static struct str text_of(struct arena *arena, const struct json *value) {
  switch (value->kind) {
  case JSON_KIND_TEXT:
    return value->text;
  case JSON_KIND_INT:
    return str_format(arena, "%lld", (long long)value->integer);
  case JSON_KIND_REAL:
    return str_format(arena, "%.9g", value->real);
  case JSON_KIND_BOOL:
    return value->boolean ? S("yes") : S("no");
  default:
    return S("");
  }
}

static void take_tags(struct arena *arena, const struct json *object,
                      struct import_record *record) {
  if (!object || object->kind != JSON_KIND_OBJECT) return;
  record->tags = arena_array(arena, struct import_tag, object->count);
  for (size_t i = 0; i < object->count; i++) {
    struct str text = text_of(arena, &object->members[i].value);
    if (text.len == 0) continue;
    record->tags[record->tag_count++] = (struct import_tag){object->members[i].name, text};
  }
}

/* All corners of a Polygon, MultiPolygon or LineString, however deep. */
static void add_corners(const struct json *list, struct import_box *box) {
  double x, y;
  if (list->kind != JSON_KIND_LIST || list->count == 0) return;
  if (list->count >= 2 && pair_of(&list->items[0], &list->items[1], &x, &y)) {
    import_box_add(box, x, y);
    return;
  }
  for (size_t i = 0; i < list->count; i++)
    add_corners(&list->items[i], box);
}

static struct str id_of(struct arena *arena, const struct json *feature,
                        const struct import_record *record) {
  const struct json *id = json_member(feature, S("id"));
  struct str text = id ? text_of(arena, id) : S("");
  if (text.len == 0) text = import_tag(record, S("@id"));
  return text.len > 0 ? text : import_tag(record, S("id"));
}

static void read_feature(struct arena *arena, const struct json *feature,
                         struct import_record *record) {
  struct import_box box = {.count = 0};
  const struct json *geometry = json_member(feature, S("geometry"));
  const struct json *coordinates = geometry ? json_member(geometry, S("coordinates")) : NULL;
  take_tags(arena, json_member(feature, S("properties")), record);
  if (coordinates) add_corners(coordinates, &box);
  import_box_middle(&box, record);
  record->id = id_of(arena, feature, record);
}

/* Corners of a way: by number, or as "out geom" writes them. */
static void add_way(const struct import_reader *reader, const struct json *element,
                    struct import_box *box) {
  double x, y;
  const struct json *geometry = json_member(element, S("geometry"));
  const struct json *nodes = json_member(element, S("nodes"));
  for (size_t i = 0; geometry && geometry->kind == JSON_KIND_LIST && i < geometry->count; i++)
    if (pair_of(json_member(&geometry->items[i], S("lon")),
                json_member(&geometry->items[i], S("lat")), &x, &y))
      import_box_add(box, x, y);
  for (size_t i = 0; nodes && nodes->kind == JSON_KIND_LIST && i < nodes->count; i++)
    if (nodes->items[i].kind == JSON_KIND_INT &&
        import_nodes_find(reader->nodes, nodes->items[i].integer, &x, &y))
      import_box_add(box, x, y);
}

static void set_position(const struct import_reader *reader, const struct json *element,
                         struct import_record *record) {
  double x, y;
  struct import_box box = {.count = 0};
  const struct json *centre = json_member(element, S("center"));
  const struct json *bounds = json_member(element, S("bounds"));
  if (pair_of(json_member(element, S("lon")), json_member(element, S("lat")), &x, &y) ||
      (centre && pair_of(json_member(centre, S("lon")), json_member(centre, S("lat")), &x, &y))) {
    import_box_add(&box, x, y);
  } else if (bounds &&
             pair_of(json_member(bounds, S("minlon")), json_member(bounds, S("minlat")), &x, &y)) {
    import_box_add(&box, x, y);
    if (pair_of(json_member(bounds, S("maxlon")), json_member(bounds, S("maxlat")), &x, &y))
      import_box_add(&box, x, y);
  } else {
    add_way(reader, element, &box);
  }
  import_box_middle(&box, record);
}

/* False: a corner of a building, no place. */
static bool read_element(const struct import_reader *reader, struct arena *arena,
                         const struct json *element, struct import_record *record) {
  struct str type = json_text(element, S("type"));
  const struct json *id = json_member(element, S("id"));
  if (type.len == 0 || !id) return false;
  set_position(reader, element, record);
  if (str_equal(type, S("node")) && id->kind == JSON_KIND_INT && record->has_position)
    import_nodes_add(reader->nodes, id->integer, record->longitude, record->latitude);
  take_tags(arena, json_member(element, S("tags")), record);
  record->id = str_format(arena, "%.*s/%.*s", STR_ARG(type), STR_ARG(text_of(arena, id)));
  return record->tag_count > 0;
}

static enum import_step broken_json(const struct json_stream *json, struct arena *arena,
                                    struct import_break *broken) {
  *broken = (struct import_break){
      .why = IMPORT_BROKEN_SYNTAX, .at = json->at, .detail = str_copy(arena, str_from(json->text))};
  return IMPORT_STEP_BROKEN;
}

/* A building's corners are read and forgotten: only what is a place is kept in `arena`. */
enum import_step import_json_next(struct import_reader *reader, struct arena *arena,
                                  struct import_record *record, struct import_break *broken) {
  struct arena *scratch = reader->scratch;
  for (;;) {
    const struct json *element;
    arena_reset(scratch);
    enum json_step step = json_stream_next(&reader->json, scratch, &element);
    if (step == JSON_STEP_END) return IMPORT_STEP_END;
    if (step == JSON_STEP_BROKEN) return broken_json(&reader->json, arena, broken);
    *record = (struct import_record){.at = reader->json.at};
    if (reader->kind.format == IMPORT_FORMAT_GEOJSON)
      read_feature(scratch, element, record);
    else if (!read_element(reader, scratch, element, record))
      continue;
    import_record_keep(arena, record);
    return IMPORT_STEP_PLACE;
  }
}
