/* What a C struct looks like from outside. One table prints it as JSON and CSV, and describes it
 * in OpenAPI; for forms the same table reads it from a form body, a query or JSON (form.h). */
#ifndef WEB_SHAPE_H
#define WEB_SHAPE_H

#include "base/buf.h"
#include "base/money.h"
#include "base/time.h"
#include <stddef.h>

enum shape_kind {
  SHAPE_TEXT,    /* struct str */
  SHAPE_INT,     /* int64_t */
  SHAPE_BOOL,    /* bool */
  SHAPE_INSTANT, /* struct instant, ISO 8601 UTC */
  SHAPE_DAY,     /* struct day, ISO 8601 */
  SHAPE_REAL,    /* double; coordinates only */
  SHAPE_MONEY,   /* struct money: {"amount_minor":5000,"currency":"EUR"}; CSV: 50.00 and a currency
                    column */
  SHAPE_OBJECT,  /* embedded struct, shape `of` */
  SHAPE_LIST     /* struct { T *items; size_t count; }, items of shape `of` */
};

struct shape;
struct shape_field {
  const char *name;
  enum shape_kind kind;
  size_t offset;
  const struct shape *of;
  size_t present; /* offset of a bool that says whether the value is there, or SHAPE_ALWAYS */
  const char *help;
};
#define SHAPE_ALWAYS ((size_t)-1)

/* Lines of a shape's table; the member's C type is checked against the kind:
 *   SHAPE_FIELD(struct shop_card, name, TEXT, "As on the door")
 *   SHAPE_OPTIONAL(struct shop_card, lat, REAL, has_position, "WGS 84")
 *   SHAPE_PART(struct shop_list, shops, LIST, &shop_shape, "At most 24")
 * SHAPE_NAMED gives a member another name outside. */
#define SHAPE_FIELD(type, member, shape_kind, text)                                                \
  SHAPE_NAMED(#member, type, member, shape_kind, text)
#define SHAPE_NAMED(outside, type, member, shape_kind, text)                                       \
  {                                                                                                \
    (outside), SHAPE_##shape_kind, SHAPE_OFFSET(type, member, SHAPE_C_##shape_kind), NULL,         \
        SHAPE_ALWAYS, (text)                                                                       \
  }
#define SHAPE_OPTIONAL(type, member, shape_kind, has_member, text)                                 \
  {                                                                                                \
#member, SHAPE_##shape_kind, SHAPE_OFFSET(type, member, SHAPE_C_##shape_kind), NULL,           \
        offsetof(type, has_member), (text)                                                         \
  }
#define SHAPE_PART(type, member, shape_kind, shape, text)                                          \
  { #member, SHAPE_##shape_kind, offsetof(type, member), (shape), SHAPE_ALWAYS, (text) }
/* A table as a shape: static const struct shape shop_shape = SHAPE("Shop", struct shop, fields); */
#define SHAPE(name, type, table)                                                                   \
  { (name), sizeof(type), (table), sizeof(table) / sizeof((table)[0]) }
#define SHAPE_C_TEXT struct str
#define SHAPE_C_INT int64_t
#define SHAPE_C_BOOL bool
#define SHAPE_C_INSTANT struct instant
#define SHAPE_C_DAY struct day
#define SHAPE_C_REAL double
#define SHAPE_C_MONEY struct money
/* offsetof that does not compile (negative array size) if the member is of another type. */
#define SHAPE_OFFSET(type, member, wanted)                                                         \
  (offsetof(type, member) +                                                                        \
   0 * sizeof(                                                                                     \
           char[__builtin_types_compatible_p(__typeof__(((type *)0)->member), wanted) ? 1 : -1]))

struct shape {
  const char *name; /* in OpenAPI: "Shop" */
  size_t size;
  const struct shape_field *fields;
  size_t count;
};

/* One JSON object, without white space. What is not present is left out. */
void shape_json(struct buf *out, const struct shape *shape, const void *value);
/* Header line and one line per item. Lists and objects inside are left out; money `x` is two
 * columns, x and x_currency. */
void shape_csv(struct buf *out, const struct shape *shape, const void *items, size_t count);
/* One such line, for answers that are written as they are made. */
void shape_csv_row(struct buf *out, const struct shape *shape, const void *item);
void json_string(struct buf *out, struct str text); /* quoted and escaped */

#endif
