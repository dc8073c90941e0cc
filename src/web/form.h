/* A form is a table of fields. Before a handler runs, the body (form or JSON) or the query is
 * read by it into a C struct; what is not in the table does not exist: unknown fields and JSON
 * members are ignored, so that a newer client can talk to an older server. A field that cannot be
 * read leaves a named problem beside it; the page is shown again with what was typed.
 *
 * Refused as a whole (one problem without a field): bytes that are no form or no JSON object, and
 * more than FORM_PAIRS fields. A field sent twice is a problem of it, unless it is WORDS. */
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
  FIELD_AMOUNT, /* int64_t minor units, typed as money ("32,50"); in JSON an integer of minor units
                 */
  FIELD_CHOICE, /* struct str, one of `choices` separated by | */
  FIELD_WORDS,  /* struct str, every ticked box of that name: words with spaces between */
  FIELD_FLAG,   /* bool; a ticked box */
  FIELD_DAY,    /* struct day */
  FIELD_INSTANT /* struct instant, ISO 8601 */
};

struct field {
  const char *name; /* "email"; "buyer.name" is member name of member buyer in JSON */
  enum field_kind kind;
  size_t offset; /* in the form's struct */
  bool required; /* of a FLAG: it must be ticked */
  /* Length in code points for texts: max 0 means 200. Value for numbers: max 0 means no maximum,
   * and min 0 that nothing negative is accepted. */
  int64_t min, max;
  const char *choices;
  size_t present; /* offset of a bool: was it given? or SHAPE_ALWAYS (=unset) */
  const char *help;
};

/* Lines of a form's table; the member's C type is checked against the kind:
 *   FIELD(struct buy_form, email, EMAIL, .required = true, .help = "Where the voucher goes")
 *   FIELD_GIVEN(struct list_query, page, INT, has_page, .max = 500, .help = "From 1") */
#define FIELD(type, member, field_kind, ...)                                                       \
  FIELD_GIVEN_AT(type, member, field_kind, SHAPE_ALWAYS, __VA_ARGS__)
#define FIELD_GIVEN(type, member, field_kind, given, ...)                                          \
  FIELD_GIVEN_AT(type, member, field_kind, offsetof(type, given), __VA_ARGS__)
#define FIELD_GIVEN_AT(type, member, field_kind, given, ...)                                       \
  {                                                                                                \
    .name = #member, .kind = FIELD_##field_kind,                                                   \
    .offset = SHAPE_OFFSET(type, member, FIELD_C_##field_kind), .present = (given), __VA_ARGS__    \
  }
#define FIELD_C_TEXT struct str
#define FIELD_C_LONGTEXT struct str
#define FIELD_C_EMAIL struct str
#define FIELD_C_SECRET struct str
#define FIELD_C_INT int64_t
#define FIELD_C_AMOUNT int64_t
#define FIELD_C_CHOICE struct str
#define FIELD_C_WORDS struct str
#define FIELD_C_FLAG bool
#define FIELD_C_DAY struct day
#define FIELD_C_INSTANT struct instant

struct form {
  const char *name; /* in OpenAPI */
  size_t size;
  const struct field *fields;
  size_t count;
};
/* static const struct form buy_form = FORM("VoucherOrder", struct buy_form, buy_fields); */
#define FORM(name, type, table)                                                                    \
  { (name), sizeof(type), (table), sizeof(table) / sizeof((table)[0]) }

struct form_problem {   /* one per field at most */
  struct str field;     /* empty: the form as a whole */
  enum message message; /* MSG_field_required, MSG_field_too_long, MSG_field_email, ... */
  /* What {bound} in the message stands for: {{t (problem.message) bound=problem.bound}}. */
  int64_t bound;
  struct str typed; /* as sent; empty for secrets and for what was not text */
};

struct form_result {
  void *value; /* the form's struct, zeroed where unread; texts are kept even with a problem */
  struct form_problem *problems;
  size_t problem_count;
};

enum form_source { FORM_QUERY, FORM_BODY, FORM_JSON };
enum { FORM_PAIRS = 200 };

/* Reads a query, an application/x-www-form-urlencoded body or JSON. Everything in the arena. */
struct form_result form_read(struct arena *arena, const struct form *form, enum form_source source,
                             struct str bytes);
/* The problem as a sentence, for the API and for mails. */
struct str form_problem_text(struct arena *arena, enum language language,
                             const struct form_problem *problem);

#endif
