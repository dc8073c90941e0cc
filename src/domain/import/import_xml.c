/* OpenStreetMap's XML, as JOSM, osmium and Overpass write it. */
#include <stdlib.h>

#include "base/fault.h"
#include "domain/import/import_reader_in.h"

enum { TAGS_MAX = 400 };

struct element {
  struct import_record *record;
  struct arena *arena;
  struct import_box box;
  bool hidden; /* deleted */
};

static bool is_place(struct str name) {
  return str_equal(name, S("node")) || str_equal(name, S("way")) || str_equal(name, S("relation"));
}

static bool coordinate(struct xml_stream *xml, struct arena *arena, const char *name,
                       double *value) {
  struct str text = xml_stream_attribute(xml, arena, name);
  if (text.len == 0) return false;
  char *end;
  *value = strtod(str_cstr(arena, text), &end);
  return *end == 0;
}

static void add_corner(struct xml_stream *xml, struct element *element, const char *x_name,
                       const char *y_name) {
  double x, y;
  if (coordinate(xml, element->arena, x_name, &x) && coordinate(xml, element->arena, y_name, &y))
    import_box_add(&element->box, x, y);
}

static void begin_place(struct import_reader *reader, struct element *element, struct str type) {
  struct xml_stream *xml = reader->xml;
  struct str id = xml_stream_attribute(xml, element->arena, "id");
  int64_t number;
  element->hidden = str_equal(xml_stream_attribute(xml, element->arena, "visible"), S("false")) ||
                    str_equal(xml_stream_attribute(xml, element->arena, "action"), S("delete"));
  element->record->at = xml_stream_at(xml);
  element->record->line = xml_stream_line(xml);
  element->record->id = str_format(element->arena, "%.*s/%.*s", STR_ARG(type), STR_ARG(id));
  element->record->tags = arena_array(element->arena, struct import_tag, TAGS_MAX);
  add_corner(xml, element, "lon", "lat");
  if (str_equal(type, S("node")) && str_to_int(id, &number) && element->box.count == 1)
    import_nodes_add(reader->nodes, number, element->box.west, element->box.south);
}

static void add_part(struct import_reader *reader, struct element *element, struct str name) {
  struct xml_stream *xml = reader->xml;
  struct import_record *record = element->record;
  double x, y;
  int64_t number;
  if (str_equal(name, S("tag")) && record->tag_count < TAGS_MAX) {
    record->tags[record->tag_count++] =
        (struct import_tag){xml_stream_attribute(xml, element->arena, "k"),
                            xml_stream_attribute(xml, element->arena, "v")};
  } else if (str_equal(name, S("center"))) {
    element->box.count = 0;
    add_corner(xml, element, "lon", "lat");
  } else if (str_equal(name, S("bounds"))) {
    add_corner(xml, element, "minlon", "minlat");
    add_corner(xml, element, "maxlon", "maxlat");
  } else if (str_equal(name, S("nd")) &&
             str_to_int(xml_stream_attribute(xml, element->arena, "ref"), &number) &&
             import_nodes_find(reader->nodes, number, &x, &y)) {
    import_box_add(&element->box, x, y);
  }
}

/* The rest of a node, way or relation, up to its end. */
static enum import_step read_place(struct import_reader *reader, struct element *element) {
  for (size_t depth = 1; depth > 0;) {
    switch (xml_stream_next(reader->xml)) {
    case XML_STEP_BEGIN:
      if (depth == 1) add_part(reader, element, xml_stream_name(reader->xml));
      depth++;
      break;
    case XML_STEP_FINISH:
      depth--;
      break;
    case XML_STEP_END:
    case XML_STEP_BROKEN:
      return IMPORT_STEP_BROKEN;
    }
  }
  import_box_middle(&element->box, element->record);
  return IMPORT_STEP_PLACE;
}

static enum import_step broken_xml(struct xml_stream *xml, struct arena *arena,
                                   struct import_break *broken) {
  *broken = (struct import_break){.why = IMPORT_BROKEN_SYNTAX,
                                  .at = xml_stream_at(xml),
                                  .line = xml_stream_line(xml),
                                  .detail = str_copy(arena, xml_stream_problem(xml))};
  return IMPORT_STEP_BROKEN;
}

/* Most elements of a file are corners without tags: their memory is not kept. */
enum import_step import_xml_next(struct import_reader *reader, struct arena *arena,
                                 struct import_record *record, struct import_break *broken) {
  struct arena *scratch = reader->scratch;
  for (;;) {
    enum xml_step step = xml_stream_next(reader->xml);
    if (step == XML_STEP_END) return IMPORT_STEP_END;
    if (step == XML_STEP_BROKEN) return broken_xml(reader->xml, arena, broken);
    struct str name = xml_stream_name(reader->xml);
    if (step != XML_STEP_BEGIN || !is_place(name)) continue;
    arena_reset(scratch);
    *record = (struct import_record){0};
    struct element element = {.record = record, .arena = scratch};
    begin_place(reader, &element, str_copy(scratch, name));
    if (read_place(reader, &element) == IMPORT_STEP_BROKEN)
      return broken_xml(reader->xml, arena, broken);
    if (record->tag_count == 0 || element.hidden) continue;
    import_record_keep(arena, record);
    return IMPORT_STEP_PLACE;
  }
}
