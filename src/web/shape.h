/* What a C struct looks like from outside. One table prints it as JSON and CSV, and describes it
 * in OpenAPI; for forms the same table reads it from a form body, a query or JSON (form.h). */
#ifndef WEB_SHAPE_H
#define WEB_SHAPE_H

#include <stddef.h>
#include "base/buf.h"
#include "base/money.h"
#include "base/time.h"

enum shape_kind {
  SHAPE_TEXT,    /* struct str */
  SHAPE_INT,     /* int64_t */
  SHAPE_BOOL,    /* bool */
  SHAPE_INSTANT, /* struct instant, ISO 8601 UTC */
  SHAPE_DAY,     /* struct day, ISO 8601 */
  SHAPE_REAL,    /* double; coordinates only */
  SHAPE_MONEY,   /* struct money: {"amount_minor":5000,"currency":"EUR"}; CSV: 50.00 and a currency column */
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

struct shape {
  const char *name; /* in OpenAPI: "Shop" */
  size_t size;
  const struct shape_field *fields;
  size_t count;
};

void shape_json(struct buf *out, const struct shape *shape, const void *value);
/* Header line and one line per item. Lists and objects inside are left out. */
void shape_csv(struct buf *out, const struct shape *shape, const void *items, size_t count);
void json_string(struct buf *out, struct str text); /* quoted and escaped */

#endif
