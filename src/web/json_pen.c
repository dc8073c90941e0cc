#include "web/json_pen.h"

#include "web/shape.h"

struct json_pen json_pen_on(struct buf *out) {
  return (struct json_pen){.out = out, .fresh = true};
}

static void begin(struct json_pen *pen, const char *name) {
  if (!pen->fresh) buf_add_char(pen->out, ',');
  pen->fresh = false;
  if (name == NULL) return;
  json_string(pen->out, str_from(name));
  buf_add_char(pen->out, ':');
}

void json_pen_open(struct json_pen *pen, const char *name, char kind) {
  begin(pen, name);
  buf_add_char(pen->out, kind);
  pen->fresh = true;
}

void json_pen_close(struct json_pen *pen, char kind) {
  buf_add_char(pen->out, kind);
  pen->fresh = false;
}

void json_pen_text(struct json_pen *pen, const char *name, struct str text) {
  begin(pen, name);
  json_string(pen->out, text);
}

/* Six decimals are 11 cm. */
void json_pen_real(struct json_pen *pen, const char *name, double value) {
  begin(pen, name);
  buf_format(pen->out, "%.6f", value);
}

void json_pen_int(struct json_pen *pen, const char *name, int64_t value) {
  begin(pen, name);
  buf_add_int(pen->out, value);
}

void json_pen_bool(struct json_pen *pen, const char *name, bool value) {
  begin(pen, name);
  buf_add(pen->out, value ? S("true") : S("false"));
}
