/* Reads a file of places, one at a time, whatever its format, into names and values as they stand
 * there. No database and no judgement: what they mean is import_facts.h. */
#ifndef DOMAIN_IMPORT_IMPORT_READER_H
#define DOMAIN_IMPORT_IMPORT_READER_H

#include "base/csv_stream.h"

#define IMPORT_FORMATS(X)                                                                          \
  X(UNKNOWN, import_format_unknown)                                                                \
  X(CSV, import_format_csv)                                                                        \
  X(SIRENE, import_format_sirene)                                                                  \
  X(GEOJSON, import_format_geojson)                                                                \
  X(OVERPASS, import_format_overpass)                                                              \
  X(OSM_XML, import_format_osm_xml)

enum import_format {
#define X(name, message) IMPORT_FORMAT_##name,
  IMPORT_FORMATS(X)
#undef X
};

struct import_tag {
  struct str name, value;
};

struct import_record {
  struct str id; /* "node/288846178"; "" in a CSV file */
  struct import_tag *tags;
  size_t tag_count;
  bool has_position;
  double longitude, latitude;
  size_t number; /* of the place, from 1 */
  size_t line;   /* of the file, from 1; 0: it has no lines worth telling */
  uint64_t at;   /* byte offset */
  bool too_wide; /* more cells than the header has columns */
};

/* "" if there is no such tag. */
struct str import_tag(const struct import_record *record, struct str name);

#define IMPORT_BREAKS(X)                                                                           \
  X(NOT, import_broken_not)                                                                        \
  X(SYNTAX, import_broken_syntax)                                                                  \
  X(ENCODING, import_broken_encoding)                                                              \
  X(UTF16, import_broken_utf16)                                                                    \
  X(FORMAT, import_broken_format)                                                                  \
  X(EMPTY, import_broken_empty)                                                                    \
  X(CHANGED, import_broken_changed)                                                                \
  X(GONE, import_broken_gone)

enum import_broken {
#define X(name, message) IMPORT_BROKEN_##name,
  IMPORT_BREAKS(X)
#undef X
};

struct import_break { /* why a file cannot be read as a whole */
  enum import_broken why;
  uint64_t at;
  size_t line;
  struct str detail; /* the library's words */
};

enum import_step { IMPORT_STEP_PLACE, IMPORT_STEP_END, IMPORT_STEP_BROKEN };

struct import_reader; /* closed with its arena */

/* What kind of file it is, from its first bytes, and for CSV how its text is written. A break that
 * is known already is in *broken. Ends at the beginning of the file. */
struct import_kind {
  enum import_format format;
  bool latin1;
};
struct import_kind import_recognise(struct arena *arena, struct pieces *pieces,
                                    struct import_break *broken);

struct import_reader *import_reader_open(struct arena *arena, struct pieces *pieces,
                                         struct import_kind kind);
/* The header line of a CSV file; nothing in the other formats. */
const struct csv_row *import_reader_header(struct import_reader *reader,
                                           struct import_break *broken);
/* The next place, in `arena`. */
enum import_step import_reader_next(struct import_reader *reader, struct arena *arena,
                                    struct import_record *record, struct import_break *broken);

#endif
