#include "context.h"

#include <ctype.h>

struct reader {
  struct context *context;
  struct compiler *compiler;
  const char *text;
  size_t len, at;
  int line;
  struct text *out;
};

static bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_one_of(const char *name, const char *const *names) {
  for (; *names != NULL; names++) {
    if (strcmp(name, *names) == 0) return true;
  }
  return false;
}

static void name_add(char *name, char c) {
  size_t len = strlen(name);
  if (len + 1 < CONTEXT_NAME) name[len] = (char)tolower((unsigned char)c), name[len + 1] = '\0';
}

/* Attributes whose value the browser follows or loads. */
static bool is_address(const char *name) {
  static const char *const names[] = {"href",       "src",        "action",   "formaction",
                                      "poster",     "data",       "cite",     "manifest",
                                      "background", "xlink:href", "longdesc", NULL};
  return is_one_of(name, names);
}

/* Attributes whose value a person reads or hears. */
static bool is_human(const char *name) {
  static const char *const names[] = {"title",
                                      "alt",
                                      "placeholder",
                                      "label",
                                      "aria-label",
                                      "aria-description",
                                      "aria-valuetext",
                                      "aria-roledescription",
                                      NULL};
  return is_one_of(name, names);
}

static enum attribute attribute_of(const char *name) {
  if (is_address(name)) return ATTRIBUTE_ADDRESS;
  if (strcmp(name, "srcset") == 0 || strcmp(name, "imagesrcset") == 0 ||
      strcmp(name, "ping") == 0) {
    return ATTRIBUTE_ADDRESS_LIST;
  }
  return is_human(name) ? ATTRIBUTE_HUMAN : ATTRIBUTE_MACHINE;
}

static bool is_address_attribute(enum attribute attribute) {
  return attribute == ATTRIBUTE_ADDRESS || attribute == ATTRIBUTE_ADDRESS_LIST;
}

static void attribute_begin(struct reader *reader, char c) {
  struct context *context = reader->context;
  if (!isalpha((unsigned char)c) && strchr("_:@", c) == NULL) {
    refuse(reader->compiler, reader->line, "\"%c\" cannot begin an attribute", c);
  }
  context->name[0] = '\0';
  name_add(context->name, c);
  context->state = STATE_ATTRIBUTE_NAME;
}

static void attribute_end_name(struct reader *reader) {
  struct context *context = reader->context;
  const char *name = context->name;
  if (strncmp(name, "on", 2) == 0) {
    refuse(reader->compiler, reader->line, "%s: no script in attributes; bind it in assets", name);
  }
  if (strcmp(name, "style") == 0 || strcmp(name, "srcdoc") == 0) {
    refuse(reader->compiler, reader->line,
           "%s: our content security policy forbids it; use a class", name);
  }
  context->attribute = attribute_of(name);
  context->address = ADDRESS_START;
  context->scheme[0] = '\0';
}

static void tag_end(struct context *context) {
  static const char *const raw[] = {"script", "style", NULL};
  static const char *const rcdata[] = {"title", "textarea", NULL};
  if (strcmp(context->element, "pre") == 0) context->verbatim = !context->closing;
  context->state = STATE_TEXT;
  if (context->closing) return;
  if (is_one_of(context->element, raw)) context->state = STATE_RAW;
  if (is_one_of(context->element, rcdata)) context->state = STATE_RCDATA;
}

/* The content of an address attribute, one literal character further. */
static void address_read(struct context *context, char c) {
  if (context->attribute == ATTRIBUTE_ADDRESS_LIST && c == ',') {
    context->address = ADDRESS_START;
    context->scheme[0] = '\0';
    return;
  }
  if (context->address == ADDRESS_REST || (context->address == ADDRESS_START && is_white(c)))
    return;
  if (strchr("/?#&", c) != NULL || (is_white(c) && context->attribute == ATTRIBUTE_ADDRESS_LIST)) {
    context->address = ADDRESS_REST;
  } else if (context->address != ADDRESS_VALUE && context->address != ADDRESS_PHONE) {
    name_add(context->scheme, c);
    context->address = ADDRESS_SCHEME;
    if (strcmp(context->scheme, "tel:") == 0) context->address = ADDRESS_PHONE;
    if (strcmp(context->scheme, "mailto:") == 0) context->address = ADDRESS_REST;
  }
}

/* A run of white space, as one character. */
static void read_space(struct reader *reader) {
  bool newline = false;
  for (; reader->at < reader->len && is_white(reader->text[reader->at]); reader->at++) {
    if (reader->text[reader->at] == '\n') newline = true, reader->line++;
  }
  if (reader->context->state != STATE_TEXT) {
    bool at_end = reader->at < reader->len && reader->text[reader->at] == '>';
    if (!at_end) text_add(reader->out, " ", 1);
    return;
  }
  /* A comment left out between two runs does not make two of them. */
  char last = reader->out->len > 0 ? reader->out->ptr[reader->out->len - 1] : 'x';
  if (!is_white(last)) text_add(reader->out, newline ? "\n" : " ", 1);
}

/* Comments are for authors: they are not sent. */
static void skip_comment(struct reader *reader) {
  const char *from = reader->text + reader->at;
  const char *end = memmem(from + 4, reader->len - reader->at - 4, "-->", 3);
  if (end == NULL) {
    refuse(reader->compiler, reader->line, "this comment holds {{ }} or is never closed");
  }
  for (; reader->text + reader->at < end + 3; reader->at++) {
    reader->line += reader->text[reader->at] == '\n';
  }
}

static bool starts(const struct reader *reader, const char *word) {
  size_t len = strlen(word);
  return reader->len - reader->at >= len && strncasecmp(reader->text + reader->at, word, len) == 0;
}

static void read_open(struct reader *reader) {
  struct context *context = reader->context;
  if (starts(reader, "<!--")) {
    skip_comment(reader);
    return;
  }
  if (reader->at + 1 == reader->len) {
    refuse(reader->compiler, reader->line, "{{ }} cannot make tags or attribute names");
  }
  char next = reader->text[reader->at + 1];
  size_t taken = 1;
  context->closing = next == '/';
  context->element[0] = '\0';
  context->state = STATE_TAG_NAME;
  if (next == '!') {
    context->state = STATE_DECLARATION;
  } else if (context->closing) {
    taken = 2;
  } else if (!isalpha((unsigned char)next)) {
    refuse(reader->compiler, reader->line, "a < that opens no tag must be written &lt;");
  }
  text_add(reader->out, reader->text + reader->at, taken);
  reader->at += taken;
}

static void read_text(struct reader *reader, char c) {
  if (c == '<') {
    read_open(reader);
  } else if (is_white(c) && !reader->context->verbatim) {
    read_space(reader);
  } else {
    reader->line += c == '\n';
    text_add(reader->out, &c, 1);
    reader->at++;
  }
}

/* Script, style, title and textarea end only at their own closing tag. */
static void read_raw(struct reader *reader, char c) {
  char end[CONTEXT_NAME + 3];
  snprintf(end, sizeof end, "</%s", reader->context->element);
  if (c == '<' && starts(reader, end)) {
    read_open(reader);
    return;
  }
  reader->line += c == '\n';
  text_add(reader->out, &c, 1);
  reader->at++;
}

static void read_in_tag(struct reader *reader, char c) {
  struct context *context = reader->context;
  if (context->state == STATE_ATTRIBUTE_NAME && (is_white(c) || strchr("=>/", c) != NULL)) {
    attribute_end_name(reader);
    context->state = c == '=' ? STATE_BEFORE_VALUE : STATE_TAG;
    if (c == '=') {
      text_add(reader->out, &c, 1);
      reader->at++;
      return;
    }
  }
  if (is_white(c)) {
    context->state = STATE_TAG;
    read_space(reader);
    return;
  }
  if (c == '>')
    tag_end(context);
  else if (c == '/')
    context->state = STATE_TAG;
  else if (context->state == STATE_TAG_NAME)
    name_add(context->element, c);
  else if (context->state == STATE_ATTRIBUTE_NAME)
    name_add(context->name, c);
  else
    attribute_begin(reader, c);
  if (strchr("<\"'=", c) != NULL) {
    refuse(reader->compiler, reader->line, "%c stands where a tag has no place for it", c);
  }
  text_add(reader->out, &c, 1);
  reader->at++;
}

static void read_before_value(struct reader *reader, char c) {
  struct context *context = reader->context;
  if (is_white(c) || c == '>') {
    refuse(reader->compiler, reader->line, "%s= is not followed by its value", context->name);
  }
  context->state = c == '"'    ? STATE_DOUBLE_QUOTED
                   : c == '\'' ? STATE_SINGLE_QUOTED
                               : STATE_UNQUOTED;
  if (context->state == STATE_UNQUOTED) return;
  text_add(reader->out, &c, 1);
  reader->at++;
}

static void read_value(struct reader *reader, char c) {
  struct context *context = reader->context;
  if (context->state == STATE_UNQUOTED && (is_white(c) || c == '>')) {
    context->state = STATE_TAG;
    return;
  }
  if ((context->state == STATE_DOUBLE_QUOTED && c == '"') ||
      (context->state == STATE_SINGLE_QUOTED && c == '\'')) {
    context->state = STATE_TAG;
  } else if (is_address_attribute(context->attribute)) {
    address_read(context, c);
  }
  reader->line += c == '\n';
  text_add(reader->out, &c, 1);
  reader->at++;
}

static void read_declaration(struct reader *reader, char c) {
  if (c == '>') reader->context->state = STATE_TEXT;
  reader->line += c == '\n';
  text_add(reader->out, &c, 1);
  reader->at++;
}

/* Behind a tag that took its line with it stands an indentation; what comes before it on the page
 * ends in the line break of an earlier line, so it may go. */
static void skip_indentation(struct reader *reader) {
  if (reader->context->verbatim || reader->text[-1] != '\n') return;
  if (reader->context->state != STATE_TEXT && reader->context->state != STATE_TAG) return;
  while (reader->at < reader->len && strchr(" \t", reader->text[reader->at]) != NULL)
    reader->at++;
}

void context_read(struct context *context, struct compiler *compiler, const struct node *node,
                  struct text *out) {
  struct reader reader = {.context = context,
                          .compiler = compiler,
                          .text = node->text.ptr,
                          .len = node->text.len,
                          .line = node->line,
                          .out = out};
  skip_indentation(&reader);
  while (reader.at < reader.len) {
    char c = reader.text[reader.at];
    switch (context->state) {
    case STATE_TEXT:
      read_text(&reader, c);
      break;
    case STATE_RAW:
    case STATE_RCDATA:
      read_raw(&reader, c);
      break;
    case STATE_TAG_NAME:
    case STATE_TAG:
    case STATE_ATTRIBUTE_NAME:
      read_in_tag(&reader, c);
      break;
    case STATE_BEFORE_VALUE:
      read_before_value(&reader, c);
      break;
    case STATE_DOUBLE_QUOTED:
    case STATE_SINGLE_QUOTED:
    case STATE_UNQUOTED:
      read_value(&reader, c);
      break;
    case STATE_DECLARATION:
      read_declaration(&reader, c);
      break;
    }
  }
}

static enum place address_place(const struct context *context, struct compiler *compiler, int line,
                                bool sentence) {
  if (sentence) refuse(compiler, line, "%s: an address is not a sentence", context->name);
  switch (context->address) {
  case ADDRESS_START:
    return PLACE_ADDRESS;
  case ADDRESS_REST:
    return PLACE_QUERY;
  case ADDRESS_PHONE:
    return PLACE_PHONE;
  case ADDRESS_VALUE:
    refuse(compiler, line, "%s: a literal / ? # or & must stand between two values", context->name);
  case ADDRESS_SCHEME:
    break;
  }
  refuse(compiler, line,
         "%s: before a value an address needs a literal / ? or #, or begins with a"
         " struct url",
         context->name);
}

enum place context_place(const struct context *context, struct compiler *compiler, int line,
                         bool sentence) {
  switch (context->state) {
  case STATE_TEXT:
    return PLACE_TEXT;
  case STATE_RCDATA:
    return PLACE_HUMAN;
  case STATE_DOUBLE_QUOTED:
    break;
  case STATE_RAW:
    refuse(compiler, line, "{{ }} inside <%s> cannot be escaped", context->element);
  case STATE_DECLARATION:
    refuse(compiler, line, "{{ }} inside <! >");
  case STATE_TAG_NAME:
  case STATE_TAG:
  case STATE_ATTRIBUTE_NAME:
    refuse(compiler, line, "{{ }} cannot make tags or attribute names");
  case STATE_BEFORE_VALUE:
  case STATE_SINGLE_QUOTED:
  case STATE_UNQUOTED:
    refuse(compiler, line, "%s: put the value with {{ }} into double quotes", context->name);
  }
  if (is_address_attribute(context->attribute)) {
    return address_place(context, compiler, line, sentence);
  }
  return context->attribute == ATTRIBUTE_HUMAN ? PLACE_HUMAN : PLACE_MACHINE;
}

void context_value(struct context *context, enum address then) {
  bool address = is_address_attribute(context->attribute);
  if (context->state == STATE_DOUBLE_QUOTED && address && context->address == ADDRESS_START) {
    context->address = then;
  }
}

void context_settle(struct context *context, struct compiler *compiler, int line) {
  switch (context->state) {
  case STATE_TEXT:
  case STATE_RCDATA:
    context->address = ADDRESS_START;
    break;
  case STATE_DOUBLE_QUOTED:
    return;
  case STATE_ATTRIBUTE_NAME: {
    struct reader reader = {.context = context, .compiler = compiler, .line = line};
    attribute_end_name(&reader);
    context->state = STATE_TAG;
    break;
  }
  case STATE_TAG_NAME:
  case STATE_TAG:
    context->state = STATE_TAG;
    break;
  case STATE_RAW:
    refuse(compiler, line, "{{ }} inside <%s> cannot be escaped", context->element);
  case STATE_BEFORE_VALUE:
  case STATE_SINGLE_QUOTED:
  case STATE_UNQUOTED:
  case STATE_DECLARATION:
    refuse(compiler, line, "a block cannot begin or end here");
  }
  /* What an attribute left behind does not matter outside of it. */
  context->name[0] = context->scheme[0] = '\0';
  context->attribute = ATTRIBUTE_MACHINE;
  context->address = ADDRESS_START;
}

static bool has_element(const struct context *context) {
  return context->state != STATE_TEXT;
}

bool context_same(const struct context *a, const struct context *b) {
  if (a->state != b->state || a->verbatim != b->verbatim) return false;
  if (has_element(a) && (a->closing != b->closing || strcmp(a->element, b->element) != 0))
    return false;
  if (a->state != STATE_DOUBLE_QUOTED) return true;
  return a->attribute == b->attribute && a->address == b->address;
}
