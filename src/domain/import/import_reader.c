#include "domain/import/import_reader_in.h"

#include "base/fault.h"

enum { LOOK_BYTES = 1 << 14, SCRATCH_BYTES = 32 << 20 };

struct str import_tag(const struct import_record *record, struct str name) {
  for (size_t i = 0; i < record->tag_count; i++)
    if (str_equal(record->tags[i].name, name)) return record->tags[i].value;
  return S("");
}

void import_record_keep(struct arena *arena, struct import_record *record) {
  struct import_tag *tags = arena_array(arena, struct import_tag, record->tag_count);
  for (size_t i = 0; i < record->tag_count; i++)
    tags[i] = (struct import_tag){str_copy(arena, record->tags[i].name),
                                  str_copy(arena, record->tags[i].value)};
  record->tags = tags;
  record->id = str_copy(arena, record->id);
}

/* What kind of file. */

static enum import_format json_format(struct str head) {
  ptrdiff_t features = str_find(head, S("\"features\"")),
            elements = str_find(head, S("\"elements\""));
  if (str_find(head, S("\"FeatureCollection\"")) >= 0 || features >= 0)
    return IMPORT_FORMAT_GEOJSON;
  return elements >= 0 ? IMPORT_FORMAT_OVERPASS : IMPORT_FORMAT_UNKNOWN;
}

static enum import_format format_of(struct str head) {
  if (str_starts(head, S("\uFEFF"))) head = str_skip(head, 3);
  head = str_trim(head);
  if (str_starts(head, S("{"))) return json_format(head);
  if (str_starts(head, S("<")))
    return str_find(head, S("<osm")) >= 0 ? IMPORT_FORMAT_OSM_XML : IMPORT_FORMAT_UNKNOWN;
  struct str rest, header = str_cut(head, '\n', &rest);
  if (str_find(header, S("activitePrincipaleEtablissement")) >= 0) return IMPORT_FORMAT_SIRENE;
  bool columns = str_find(header, S(",")) >= 0 || str_find(header, S(";")) >= 0 ||
                 str_find(header, S("\t")) >= 0;
  return columns && rest.ptr ? IMPORT_FORMAT_CSV : IMPORT_FORMAT_UNKNOWN;
}

static bool is_columns(enum import_format format) {
  return format == IMPORT_FORMAT_CSV || format == IMPORT_FORMAT_SIRENE;
}

struct import_kind import_recognise(struct arena *arena, struct pieces *pieces,
                                    struct import_break *broken) {
  uint64_t at = 0;
  *broken = (struct import_break){0};
  struct str head = str_copy(arena, pieces_see(pieces, LOOK_BYTES));
  if (head.len > LOOK_BYTES) head.len = LOOK_BYTES;
  struct import_kind kind = {.format = format_of(head)};
  enum text_kind text = text_kind_of(pieces, &at);
  kind.latin1 = is_columns(kind.format) && text == TEXT_LATIN1;
  bool damaged = text == TEXT_DAMAGED || (text == TEXT_LATIN1 && !kind.latin1);
  if (str_trim(head).len == 0)
    broken->why = IMPORT_BROKEN_EMPTY;
  else if (text == TEXT_UTF16)
    broken->why = IMPORT_BROKEN_UTF16;
  else if (kind.format == IMPORT_FORMAT_UNKNOWN)
    broken->why = IMPORT_BROKEN_FORMAT;
  else if (damaged && kind.format != IMPORT_FORMAT_OSM_XML) /* XML says its own encoding */
    *broken = (struct import_break){.why = IMPORT_BROKEN_ENCODING, .at = at};
  return kind;
}

static void destroy_arena(void *arena) {
  arena_destroy(arena);
}

struct import_reader *import_reader_open(struct arena *arena, struct pieces *pieces,
                                         struct import_kind kind) {
  struct import_reader *reader = arena_new(arena, struct import_reader);
  *reader = (struct import_reader){.arena = arena, .pieces = pieces, .kind = kind};
  reader->scratch = arena_create(SCRATCH_BYTES);
  arena_defer(arena, destroy_arena, reader->scratch);
  if (is_columns(kind.format)) {
    reader->csv = csv_stream_open(arena, pieces, kind.latin1);
  } else if (kind.format == IMPORT_FORMAT_OSM_XML) {
    reader->nodes = import_nodes_new(arena);
    reader->xml = xml_stream_open(arena, pieces);
  } else {
    bool overpass = kind.format == IMPORT_FORMAT_OVERPASS;
    if (overpass) reader->nodes = import_nodes_new(arena);
    json_stream_open(&reader->json, pieces, overpass ? S("elements") : S("features"));
  }
  return reader;
}

/* Columns. */

static enum import_step break_at(struct import_break *broken, struct arena *arena,
                                 const struct csv_stream_fault *fault) {
  *broken = (struct import_break){.why = IMPORT_BROKEN_SYNTAX,
                                  .at = fault->at,
                                  .line = fault->line,
                                  .detail = str_copy(arena, str_from(fault->text))};
  return IMPORT_STEP_BROKEN;
}

static bool read_header(struct import_reader *reader, struct import_break *broken) {
  struct csv_stream_row row;
  struct csv_stream_fault fault;
  if (reader->header_read) return true;
  enum csv_step step = csv_stream_next(reader->csv, reader->arena, &row, &fault);
  if (step == CSV_STEP_BROKEN) break_at(broken, reader->arena, &fault);
  if (step == CSV_STEP_END) *broken = (struct import_break){.why = IMPORT_BROKEN_EMPTY};
  if (step != CSV_STEP_ROW) return false;
  reader->header = row.row;
  for (size_t i = 0; i < row.row.count; i++)
    row.row.cells[i] = str_trim(row.row.cells[i]);
  reader->header_read = true;
  return true;
}

const struct csv_row *import_reader_header(struct import_reader *reader,
                                           struct import_break *broken) {
  return reader->csv && read_header(reader, broken) ? &reader->header : NULL;
}

static enum import_step csv_next(struct import_reader *reader, struct arena *arena,
                                 struct import_record *record, struct import_break *broken) {
  struct csv_stream_row row;
  struct csv_stream_fault fault;
  if (!read_header(reader, broken)) return IMPORT_STEP_BROKEN;
  enum csv_step step = csv_stream_next(reader->csv, arena, &row, &fault);
  if (step == CSV_STEP_BROKEN) return break_at(broken, arena, &fault);
  if (step == CSV_STEP_END) return IMPORT_STEP_END;
  size_t columns = reader->header.count;
  record->line = row.row.line;
  record->at = row.at;
  record->tags = arena_array(arena, struct import_tag, columns);
  record->tag_count = columns;
  for (size_t i = 0; i < columns; i++)
    record->tags[i] = (struct import_tag){reader->header.cells[i],
                                          i < row.row.count ? str_trim(row.row.cells[i]) : S("")};
  for (size_t i = columns; i < row.row.count; i++)
    record->too_wide = record->too_wide || str_trim(row.row.cells[i]).len > 0;
  return IMPORT_STEP_PLACE;
}

enum import_step import_reader_next(struct import_reader *reader, struct arena *arena,
                                    struct import_record *record, struct import_break *broken) {
  enum import_step step;
  *record = (struct import_record){0};
  if (reader->csv)
    step = csv_next(reader, arena, record, broken);
  else if (reader->xml)
    step = import_xml_next(reader, arena, record, broken);
  else
    step = import_json_next(reader, arena, record, broken);
  if (step == IMPORT_STEP_PLACE) record->number = ++reader->number;
  return step;
}
