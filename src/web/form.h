/* A form is a table of fields. Before a handler runs, the body (form or JSON) or the query is
 * read by it into a C struct; what is not in the table does not exist. A field that cannot be
 * read leaves a named problem beside it; the page is shown again with what was typed. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "base/message.h"
#include "web/shape.h"

enum field_kind {
  FIELD_TEXT,     /* struct str, trimmed, one line, UTF-8, no control characters */
  FIELD_LONGTEXT, /* struct str, line breaks kept as \n */
  FIELD_EMAIL,    /* struct str, lower-cased host, plausible address */
  FIELD_SECRET,   /* struct str, as typed; never echoed or logged */
  FIELD_INT,      /* int64_t between min and max */
  FIELD_AMOUNT,   /* int64_t minor units, typed as money ("32,50"); in JSON an integer of minor units */
  FIELD_CHOICE,   /* struct str, one of `choices` separated by | */
  FIELD_FLAG,     /* bool; a ticked box */
  FIELD_DAY,      /* struct day */
  FIELD_INSTANT   /* struct instant, ISO 8601 */
};

struct field {
  const char *name;
  enum field_kind kind;
  size_t offset;  /* in the form's struct */
  bool required;
  int64_t min, max; /* length in code points for texts, value for numbers; max 0 = 200 / none */
  const char *choices;
  size_t present; /* offset of a bool: was it given? or SHAPE_ALWAYS (=unset) */
  const char *help;
};

struct form {
  const char *name; /* in OpenAPI */
  size_t size;
  const struct field *fields;
  size_t count;
};

struct form_problem { /* one per field at most */
  struct str field;
  enum message message; /* MSG_field_required, MSG_field_too_long, MSG_field_email, ... */
  struct str typed;
};

struct form_result {
  void *value; /* the form's struct, zeroed where unread */
  struct form_problem *problems;
  size_t problem_count;
};

/* Where the fields are: "a=b&c=d" of an address or a form body, or one JSON object. */
enum form_source { FORM_QUERY, FORM_BODY, FORM_JSON };

/* Reads `bytes` into the form's struct. Never fails: what cannot be read is a problem. */
struct form_result form_read(struct arena *arena, const struct form *form, enum form_source source,
                             struct str bytes);

#endif
