/* What a browser's tokenizer would be doing at a point of a template: enough of the HTML standard
 * (13.2.5 Tokenization) to know whether a value printed there is safe. What the model cannot
 * follow, it refuses. */
#ifndef TOOLS_HTML2C_CONTEXT_H
#define TOOLS_HTML2C_CONTEXT_H

#include "html2c.h"

enum state {
  STATE_TEXT,
  STATE_TAG_NAME,
  STATE_TAG, /* inside a tag, between attributes */
  STATE_ATTRIBUTE_NAME,
  STATE_BEFORE_VALUE,
  STATE_DOUBLE_QUOTED,
  STATE_SINGLE_QUOTED,
  STATE_UNQUOTED,
  STATE_DECLARATION, /* <!doctype html> */
  STATE_RAW,         /* content of <script> and <style> */
  STATE_RCDATA       /* content of <title> and <textarea>: characters, but no tags */
};

enum attribute { ATTRIBUTE_MACHINE, ATTRIBUTE_HUMAN, ATTRIBUTE_ADDRESS, ATTRIBUTE_ADDRESS_LIST };

/* How far an address has been written. */
enum address {
  ADDRESS_START,  /* nothing yet */
  ADDRESS_SCHEME, /* letters that may become "javascript:" */
  ADDRESS_VALUE,  /* a struct url was just printed */
  ADDRESS_PHONE,  /* tel: */
  ADDRESS_REST    /* past a / ? # or mailto: */
};

enum { CONTEXT_NAME = 24 };

struct context {
  enum state state;
  bool closing;               /* the tag is </...> */
  bool verbatim;              /* inside <pre>: white space counts */
  char element[CONTEXT_NAME]; /* of the tag being read, or whose raw content this is */
  char name[CONTEXT_NAME];    /* attribute name */
  char scheme[CONTEXT_NAME];  /* what of the address was read before its first / ? # */
  enum attribute attribute;
  enum address address;
};

/* Reads literal text: moves the context on and adds to `out` what is to be printed, white space
 * collapsed where a browser would collapse it and comments left out. */
void context_read(struct context *context, struct compiler *compiler, const struct node *node,
                  struct text *out);

/* The place of a value here; refuses where none is safe. `sentence`: a message, not a value. */
enum place context_place(const struct context *context, struct compiler *compiler, int line,
                         bool sentence);
/* Moves on over a printed value; `then`: where an address is after it. */
void context_value(struct context *context, enum address then);

/* May a block begin or end here? Refuses if not, and forgets what must not matter after it. */
void context_settle(struct context *context, struct compiler *compiler, int line);
bool context_same(const struct context *a, const struct context *b);

#endif
