/* Between the files that read. */
#ifndef DOMAIN_IMPORT_IMPORT_READER_IN_H
#define DOMAIN_IMPORT_IMPORT_READER_IN_H

#include "base/json_stream.h"
#include "base/xml_stream.h"
#include "domain/import/import_reader.h"

struct import_nodes; /* where the corners of buildings lie */

struct import_reader {
  struct arena *arena; /* lives as long as the reader */
  struct pieces *pieces;
  struct import_kind kind;
  size_t number;
  struct csv_stream *csv;
  struct csv_row header;
  bool header_read;
  struct json_stream json;
  struct xml_stream *xml;
  struct import_nodes *nodes;
  struct arena *scratch; /* for one element that may be no place */
};

/* Copies what a record points to. */
void import_record_keep(struct arena *arena, struct import_record *record);

enum import_step import_json_next(struct import_reader *reader, struct arena *arena,
                                  struct import_record *record, struct import_break *broken);
enum import_step import_xml_next(struct import_reader *reader, struct arena *arena,
                                 struct import_record *record, struct import_break *broken);

/* Import_nodes.c: OpenStreetMap gives a building its corners by number. Up to 4 million of them are
 * kept, in 270 MB; beyond that a building has no position. */
struct import_nodes *import_nodes_new(struct arena *arena);
void import_nodes_add(struct import_nodes *nodes, int64_t id, double longitude, double latitude);
bool import_nodes_find(const struct import_nodes *nodes, int64_t id, double *longitude,
                       double *latitude);

struct import_box { /* around corners; its middle stands for the building */
  double west, south, east, north;
  size_t count;
};
void import_box_add(struct import_box *box, double longitude, double latitude);
void import_box_middle(const struct import_box *box, struct import_record *record);

#endif
