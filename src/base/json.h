/* JSON in, through jansson: parsed into arena memory as a tree that cannot be wrong.
 * JSON out is written from shapes, web/shape.h. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/str.h"

enum json_kind {
  JSON_KIND_NULL,
  JSON_KIND_BOOL,
  JSON_KIND_INT,
  JSON_KIND_REAL,
  JSON_KIND_TEXT,
  JSON_KIND_LIST,
  JSON_KIND_OBJECT
};

struct json {
  enum json_kind kind;
  bool boolean;
  int64_t integer;
  double real; /* coordinates only; never money */
  struct str text;
  struct json_member *members; /* of an object, in order */
  struct json *items;          /* of a list */
  size_t count;
};

struct json_member {
  struct str name;
  struct json value;
};

struct json_error {
  size_t offset; /* byte where reading stopped */
  int line;
  char text[160];
};

/* NULL and *error filled if it is not one well-formed JSON value; duplicate members are refused,
 * depth is bounded. */
const struct json *json_parse(struct arena *arena, struct str text, struct json_error *error);
/* The member, or NULL. */
const struct json *json_member(const struct json *object, struct str name);
/* The member's text, or the empty view with ptr NULL. */
struct str json_text(const struct json *object, struct str name);

#endif
