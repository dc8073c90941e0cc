/* Writes JSON by hand where no shape describes it: keeps count of commas, nothing more. A name of
 * NULL writes an item of a list. */
#ifndef WEB_JSON_PEN_H
#define WEB_JSON_PEN_H

#include "base/buf.h"

struct json_pen {
  struct buf *out;
  bool fresh; /* nothing written yet in the innermost object or list */
};

struct json_pen json_pen_on(struct buf *out);
/* kind: '{' or '['; the end is '}' or ']'. */
void json_pen_open(struct json_pen *pen, const char *name, char kind);
void json_pen_close(struct json_pen *pen, char kind);
void json_pen_text(struct json_pen *pen, const char *name, struct str text);
void json_pen_real(struct json_pen *pen, const char *name, double value); /* coordinates */
void json_pen_int(struct json_pen *pen, const char *name, int64_t value);
void json_pen_bool(struct json_pen *pen, const char *name, bool value);

#endif
