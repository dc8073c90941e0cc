/* The ground of a territory's map: what lies under the shops, drawn by us, so that a map needs
 * nobody else. Contours of communes or lines of streets, as GeoJSON, with who must be named.
 *
 * Invariants
 * 1. A territory has at most one ground; a new one takes the place of the old.
 * 2. What is stored has been read: every kind is known, every position lies on the Earth. */
#ifndef DOMAIN_GROUND_GROUND_H
#define DOMAIN_GROUND_GROUND_H

#include "base/ctx.h"
#include "base/message.h"

/* In the order in which they are drawn. `line` ones have no inside. */
#define GROUND_KINDS(X)                                                                            \
  X(around, false)                                                                                 \
  X(commune, false)                                                                                \
  X(sea, false)                                                                                    \
  X(park, false)                                                                                   \
  X(water, false)                                                                                  \
  X(pier, false)                                                                                   \
  X(square, false)                                                                                 \
  X(building, false)                                                                               \
  X(rail, true)                                                                                    \
  X(path, true)                                                                                    \
  X(street, true)                                                                                  \
  X(road, true)

enum ground_kind {
#define X(name, line) GROUND_##name,
  GROUND_KINDS(X)
#undef X
      GROUND_KIND_COUNT
};

struct box { /* degrees, WGS 84 */
  double west, south, east, north;
};

struct ground_line {
  double *points; /* longitude, latitude, longitude, ... */
  size_t count;   /* of points */
};

struct ground_shape { /* one feature */
  enum ground_kind kind;
  struct str name; /* of a commune, or "" */
  struct ground_line *lines;
  size_t count;
};

struct ground {
  struct ground_shape *shapes; /* in the order of the file */
  size_t count;
  struct box box; /* of what is the territory's own, else of everything */
};

#define GROUND_RESULTS(X)                                                                          \
  X(OK, ground_kept)                                                                               \
  X(TOO_LARGE, ground_too_large)                                                                   \
  X(NOT_GEOJSON, ground_not_geojson)                                                               \
  X(UNKNOWN_KIND, ground_unknown_kind)                                                             \
  X(BAD_GEOMETRY, ground_bad_geometry)                                                             \
  X(NOWHERE, ground_nowhere)                                                                       \
  X(EMPTY, ground_empty)

enum ground_result {
#define X(name, message) GROUND_##name,
  GROUND_RESULTS(X)
#undef X
};
enum message ground_message(enum ground_result result);

enum { GROUND_MARGIN_M = 300 };
enum { GROUND_BYTES_MAX = 1 << 20 }; /* what a visitor's telephone can be asked to draw */

/* Reads GeoJSON whose features have the properties `kind` (above) and `name`, and are polygons or
 * lines, one or many. */
enum ground_result ground_read(struct arena *arena, struct str geojson, struct ground *ground);

/* Takes the place of the territory's ground. Opens its own db_write. */
enum ground_result ground_bring(struct ctx *ctx, struct str geojson, struct str attribution);

struct ground_file {
  struct str geojson, attribution;
  struct box box;
};
/* False: the territory has none. */
bool ground_find(struct ctx *ctx, struct ground_file *file);
/* Only where it is, without the shapes: cheaper. */
bool ground_box(struct ctx *ctx, struct box *box, struct str *attribution);

/* Is this place the territory's own? Inside one of its communes, or GROUND_MARGIN_M beside:
 * contours are drawn for maps, not for the land registry. On a ground without communes: inside its
 * box. */
bool ground_holds(const struct ground *ground, double latitude, double longitude);
/* The same of the territory's ground; where none is kept, everything is. */
bool ground_holds_place(struct ctx *ctx, double latitude, double longitude);

const char *ground_kind_name(enum ground_kind kind);
bool ground_kind_is_line(enum ground_kind kind);

#endif
