/* A template, from its text to C. The text is first read into a tree (template.c), then walked
 * with a model of what a browser would make of it (context.c, check.c), so that each value is
 * printed in the way that is safe at its place, and last written as C (emit.c). */
#ifndef TOOLS_HTML2C_H
#define TOOLS_HTML2C_H

#include "../tool.h"

#include <setjmp.h>

struct slice { /* of the template's text */
  const char *ptr;
  size_t len;
};

static inline bool slice_is(struct slice slice, const char *word) {
  return slice.len == strlen(word) && memcmp(slice.ptr, word, slice.len) == 0;
}

/* Where in the page a value is printed. It decides how. */
enum place {
  PLACE_TEXT,    /* between tags: a struct html is printed as it is */
  PLACE_HUMAN,   /* an attribute for people, or the content of <title> and <textarea> */
  PLACE_MACHINE, /* any other attribute: plain digits, ISO dates */
  PLACE_ADDRESS, /* the beginning of an address: only a struct url */
  PLACE_QUERY,   /* further on in an address: percent-encoded */
  PLACE_PHONE    /* after tel: */
};

enum node_kind {
  NODE_TEXT,
  NODE_PUT,     /* {{path}} */
  NODE_IF,      /* {{#if path}}, {{#unless path}}, {{else if path}} */
  NODE_EACH,    /* {{#each path as name}} */
  NODE_MESSAGE, /* {{t name arg=path}} or {{t (path)}} */
  NODE_CALL,    /* {{> name(path)}} */
  NODE_ICON,    /* {{icon name}} */
  NODE_ASSET    /* {{asset name}} */
};

struct argument { /* of a message */
  struct slice name, path;
  struct argument *next;
};

struct node {
  enum node_kind kind;
  int line;
  struct slice text; /* NODE_TEXT: as written, within the file; after template_check as printed */
  struct slice path; /* empty where the kind or the tag has none */
  struct slice name; /* message key, loop variable, template, icon, asset */
  bool negated;      /* #unless */
  bool is_list;      /* NODE_IF: the path is one that this template loops over */
  enum place place;
  struct argument *arguments;
  struct node *body, *other; /* other: {{else}} */
  struct node *next;
};

enum { TEMPLATE_INCLUDES = 8 };

struct template {
  struct slice name;
  struct slice view_type; /* "struct shop_page", empty: the template shows nothing of its own */
  struct slice includes[TEMPLATE_INCLUDES];
  size_t include_count;
  struct node *nodes;
};

struct template_error {
  int line;
  char sentence[240];
};

struct chunk {
  struct chunk *next;
};

/* One template being compiled: its memory and its way out when something is refused. */
struct compiler {
  struct chunk *memory;
  struct template_error error;
  jmp_buf refused;
  struct template template;
};

void *compiler_alloc(struct compiler *compiler, size_t size); /* zeroed */
void compiler_free(struct compiler *compiler);
_Noreturn __attribute__((format(printf, 3, 4))) void refuse(struct compiler *compiler, int line,
                                                            const char *format, ...);

/* Reads and checks a template. False: compiler->error says why. Free it in both cases. */
bool template_compile(struct compiler *compiler, const char *text, size_t len);

/* The two halves of template_compile; they leave through refuse(). */
void template_parse(struct compiler *compiler, const char *text, size_t len);
void template_check(struct compiler *compiler);

/* What the emitter must know beyond one template. */
struct surroundings {
  const struct template *templates;
  size_t count;
  struct text assets;     /* lines "name hashed-name type" */
  const char *icons_path; /* folder of NAME.svg */
};

void emit_header(struct text *out, const struct template *template);
void emit_source(struct text *out, struct compiler *compiler, const struct surroundings *around);

#endif
