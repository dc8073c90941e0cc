/* From a checked tree to C that a person can read. Neighbouring literals become one. */
#include "html2c.h"

#include <ctype.h>

struct emitter {
  struct text *out;
  struct compiler *compiler;
  const struct surroundings *around;
  struct text literal; /* waiting to be written */
  const struct node *loops[80];
  size_t loop_count;
  int indent;
};

static __attribute__((format(printf, 2, 3))) void emit(struct emitter *emitter, const char *format,
                                                       ...) {
  char *line = NULL;
  va_list args;
  va_start(args, format);
  if (vasprintf(&line, format, args) < 0) tool_fail("out of memory");
  va_end(args);
  text_format(emitter->out, "%*s%s\n", emitter->indent * 2, "", line);
  free(line);
}

static void literal_add(struct emitter *emitter, const char *bytes, size_t len) {
  text_add(&emitter->literal, bytes, len);
}

/* Writes the literal that was waiting, a line of C for each line of HTML. */
static void literal_flush(struct emitter *emitter) {
  struct text *literal = &emitter->literal;
  if (literal->len == 0) return;
  struct text code = {0};
  for (size_t at = 0; at < literal->len;) {
    const char *newline = memchr(literal->ptr + at, '\n', literal->len - at);
    size_t len = newline == NULL ? literal->len - at : (size_t)(newline - literal->ptr) - at + 1;
    if (len > 72) len = 72;
    text_format(&code, at == 0 ? "\"" : "\n%*s\"", emitter->indent * 2 + 17, "");
    text_add_c(&code, literal->ptr + at, len);
    text_format(&code, "\"");
    at += len;
  }
  emit(emitter, "HTML_LITERAL(out, %s);", code.ptr);
  free(code.ptr);
  literal->len = 0;
}

static bool same(struct slice a, struct slice b) {
  return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* A path in C: of the loop variable of that name, else of the view. Kept for the compile. */
static const char *c_path(struct emitter *emitter, struct slice path) {
  size_t first = 0;
  while (first < path.len && path.ptr[first] != '.' && path.ptr[first] != '-')
    first++;
  size_t rest = first;
  while (rest < path.len && strchr(".->", path.ptr[rest]) != NULL)
    rest++;
  size_t size = path.len + 16;
  char *code = compiler_alloc(emitter->compiler, size);
  snprintf(code, size, "view->%.*s", (int)path.len, path.ptr);
  for (size_t i = 0; i < emitter->loop_count; i++) {
    if (!same(emitter->loops[i]->name, (struct slice){path.ptr, first})) continue;
    if (rest == path.len)
      snprintf(code, size, "(*%.*s)", (int)path.len, path.ptr);
    else
      snprintf(code, size, "%.*s->%.*s", (int)first, path.ptr, (int)(path.len - rest),
               path.ptr + rest);
  }
  return code;
}

static const char *printer(enum place place) {
  switch (place) {
  case PLACE_TEXT:
    return "HTML_PUT";
  case PLACE_HUMAN:
    return "HTML_PUT_HUMAN";
  case PLACE_MACHINE:
    return "HTML_PUT_MACHINE";
  case PLACE_ADDRESS:
    return "HTML_PUT_ADDRESS";
  case PLACE_QUERY:
    return "HTML_PUT_QUERY";
  case PLACE_PHONE:
    return "HTML_PUT_PHONE";
  }
  return "";
}

static void emit_nodes(struct emitter *emitter, const struct node *nodes);

static void emit_put(struct emitter *emitter, const struct node *node) {
  literal_flush(emitter);
  emit(emitter, "%s(out, %s);", printer(node->place), c_path(emitter, node->path));
}

static void emit_body(struct emitter *emitter, const struct node *nodes) {
  emitter->indent++;
  emit_nodes(emitter, nodes);
  literal_flush(emitter);
  emitter->indent--;
}

static void emit_if(struct emitter *emitter, const struct node *node, const char *before) {
  const char *path = c_path(emitter, node->path);
  const char *no = node->negated ? "!" : "";
  if (node->is_list) {
    emit(emitter, "%sif (%s.count %s 0) {", before, path, node->negated ? "==" : ">");
  } else {
    emit(emitter, "%sif (%sHTML_TRUE(%s)) {", before, no, path);
  }
  emit_body(emitter, node->body);
  const struct node *other = node->other;
  if (other != NULL && other->kind == NODE_IF && other->next == NULL) {
    emit_if(emitter, other, "} else ");
    return;
  }
  if (other != NULL) {
    emit(emitter, "} else {");
    emit_body(emitter, other);
  }
  emit(emitter, "}");
}

static void emit_each(struct emitter *emitter, const struct node *node) {
  const char *path = c_path(emitter, node->path);
  int len = (int)node->name.len;
  const char *name = node->name.ptr;
  literal_flush(emitter);
  emit(emitter, "for (size_t %.*s_at = 0; %.*s_at < %s.count; %.*s_at++) {", len, name, len, name,
       path, len, name);
  emitter->indent++;
  emit(emitter, "const __typeof__(*%s.items) *%.*s = &%s.items[%.*s_at];", path, len, name, path,
       len, name);
  emit(emitter, "(void)%.*s;", len, name);
  emitter->indent--;
  emitter->loops[emitter->loop_count++] = node;
  emit_body(emitter, node->body);
  emitter->loop_count--;
  emit(emitter, "}");
  if (node->other == NULL) return;
  emit(emitter, "if (%s.count == 0) {", path);
  emit_body(emitter, node->other);
  emit(emitter, "}");
}

static const struct argument *count_argument(const struct node *node) {
  const struct argument *argument = node->arguments;
  while (argument != NULL && !slice_is(argument->name, "count"))
    argument = argument->next;
  return argument;
}

/* The compiler proves that the message's placeholders are those filled here. */
static void emit_message_check(struct emitter *emitter, const struct node *node) {
  size_t filled = 0;
  for (const struct argument *a = node->arguments; a != NULL; a = a->next)
    filled++;
  bool counts = count_argument(node) != NULL;
  emit(emitter, "HTML_MESSAGE_TAKES(%.*s, %zu, %d);", (int)node->name.len, node->name.ptr,
       filled - counts, counts);
}

static void emit_message_arguments(struct emitter *emitter, const struct node *node) {
  int len = (int)node->name.len;
  const char *key = node->name.ptr;
  const char *otherwise = "";
  for (const struct argument *a = node->arguments; a != NULL; a = a->next) {
    if (slice_is(a->name, "count")) continue;
    enum place place = node->place == PLACE_TEXT ? PLACE_TEXT : PLACE_HUMAN;
    struct text name = {0};
    if (len > 0)
      text_format(&name, "MSG_ARG_%.*s_%.*s", len, key, (int)a->name.len, a->name.ptr);
    else
      text_format(&name, "\"%.*s\"", (int)a->name.len, a->name.ptr);
    emit(emitter, "%sif (html_message_at(&message, %s)) %s(out, %s);", otherwise, name.ptr,
         printer(place), c_path(emitter, a->path));
    otherwise = "else ";
    free(name.ptr);
  }
}

static void emit_message(struct emitter *emitter, const struct node *node) {
  literal_flush(emitter);
  struct text message = {0};
  if (node->name.len > 0)
    text_format(&message, "MSG_%.*s", (int)node->name.len, node->name.ptr);
  else
    text_format(&message, "%s", c_path(emitter, node->path));
  if (node->name.len > 0) emit_message_check(emitter, node);
  if (node->arguments == NULL) {
    emit(emitter, "html_put_message(out, %s);", message.ptr);
    free(message.ptr);
    return;
  }
  const struct argument *count = count_argument(node);
  emit(emitter, "for (struct html_message message = html_message(out, %s, %s%s);", message.ptr,
       count == NULL ? "0" : "(int64_t)", count == NULL ? "" : c_path(emitter, count->path));
  emit(emitter, "     html_message_next(out, &message);) {");
  emitter->indent++;
  emit_message_arguments(emitter, node);
  emitter->indent--;
  emit(emitter, "}");
  free(message.ptr);
}

static const struct template *find_template(const struct emitter *emitter,
                                            const struct node *node) {
  const struct surroundings *around = emitter->around;
  for (size_t i = 0; i < around->count; i++) {
    if (same(around->templates[i].name, node->name)) return &around->templates[i];
  }
  refuse(emitter->compiler, node->line, "there is no template %.*s", (int)node->name.len,
         node->name.ptr);
}

static void emit_call(struct emitter *emitter, const struct node *node) {
  const struct template *called = find_template(emitter, node);
  int len = (int)called->name.len;
  if ((called->view_type.len > 0) != (node->path.len > 0)) {
    refuse(emitter->compiler, node->line, "the template %.*s %s", len, called->name.ptr,
           node->path.len > 0 ? "takes no value" : "needs a value");
  }
  literal_flush(emitter);
  if (node->path.len == 0) {
    emit(emitter, "%.*s_html(out);", len, called->name.ptr);
    return;
  }
  emit(emitter, "%.*s_html(out, HTML_VIEW(%.*s, %s));", len, called->name.ptr,
       (int)called->view_type.len, called->view_type.ptr, c_path(emitter, node->path));
}

/* The hashed address of an asset is known now, so it is part of the literal. */
static void emit_asset(struct emitter *emitter, const struct node *node) {
  const char *line = emitter->around->assets.ptr;
  for (; line != NULL && *line != '\0'; line = strchr(line, '\n'), line += line != NULL) {
    size_t name_len = strcspn(line, " \n");
    if (!same((struct slice){line, name_len}, node->name) || line[name_len] != ' ') continue;
    const char *hashed = line + name_len + 1;
    literal_add(emitter, "/assets/", 8);
    literal_add(emitter, hashed, strcspn(hashed, " \n"));
    return;
  }
  refuse(emitter->compiler, node->line, "there is no asset %.*s", (int)node->name.len,
         node->name.ptr);
}

/* The icon from the one file that holds them all; size, colour and stroke are the style sheet's. */
static void emit_icon(struct emitter *emitter, const struct node *node) {
  struct text path = {0}, svg = {0};
  int len = (int)node->name.len;
  text_format(&path, "%s/%.*s.svg", emitter->around->icons_path, len, node->name.ptr);
  if (!file_load(path.ptr, &svg)) {
    refuse(emitter->compiler, node->line, "there is no icon %.*s", len, node->name.ptr);
  }
  static const char frame[] = "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"";
  struct node sheet = {.line = node->line, .name = {"icons.svg", 9}};
  literal_add(emitter, frame, sizeof frame - 1);
  emit_asset(emitter, &sheet);
  literal_add(emitter, "#", 1);
  literal_add(emitter, node->name.ptr, node->name.len);
  literal_add(emitter, "\"/></svg>", 9);
  free(path.ptr);
  free(svg.ptr);
}

static void emit_node(struct emitter *emitter, const struct node *node) {
  switch (node->kind) {
  case NODE_TEXT:
    literal_add(emitter, node->text.ptr, node->text.len);
    break;
  case NODE_PUT:
    emit_put(emitter, node);
    break;
  case NODE_IF:
    literal_flush(emitter);
    emit_if(emitter, node, "");
    break;
  case NODE_EACH:
    emit_each(emitter, node);
    break;
  case NODE_MESSAGE:
    emit_message(emitter, node);
    break;
  case NODE_CALL:
    emit_call(emitter, node);
    break;
  case NODE_ICON:
    emit_icon(emitter, node);
    break;
  case NODE_ASSET:
    emit_asset(emitter, node);
    break;
  }
}

static void emit_nodes(struct emitter *emitter, const struct node *nodes) {
  for (const struct node *node = nodes; node != NULL; node = node->next)
    emit_node(emitter, node);
}

static void emit_signature(struct text *out, const struct template *template, const char *end) {
  text_format(out, "void %.*s_html(struct html_out *out", (int)template->name.len,
              template->name.ptr);
  if (template->view_type.len > 0) {
    text_format(out, ", const %.*s *view", (int)template->view_type.len, template->view_type.ptr);
  }
  text_format(out, ")%s", end);
}

void emit_header(struct text *out, const struct template *template) {
  int len = (int)template->name.len;
  const char *name = template->name.ptr;
  text_format(out, "/* Generated by tools/html2c from %.*s.html. */\n", len, name);
  text_format(out, "#ifndef %.*s_HTML_H\n#define %.*s_HTML_H\n\n", len, name, len, name);
  text_format(out, "#include \"web/html.h\"\n");
  for (size_t i = 0; i < template->include_count; i++) {
    text_format(out, "#include \"%.*s\"\n", (int)template->includes[i].len,
                template->includes[i].ptr);
  }
  text_format(out, "\n");
  emit_signature(out, template, ";\n\n#endif\n");
}

static void emit_includes(struct text *out, const struct node *nodes) {
  for (const struct node *node = nodes; node != NULL; node = node->next) {
    if (node->kind == NODE_CALL) {
      text_format(out, "#include \"%.*s_html.h\"\n", (int)node->name.len, node->name.ptr);
    }
    emit_includes(out, node->body);
    emit_includes(out, node->other);
  }
}

void emit_source(struct text *out, struct compiler *compiler, const struct surroundings *around) {
  const struct template *template = &compiler->template;
  text_format(out, "/* Generated by tools/html2c. */\n#include \"%.*s_html.h\"\n\n",
              (int)template->name.len, template->name.ptr);
  text_format(out, "#include \"web/html_template.h\"\n");
  emit_includes(out, template->nodes);
  text_format(out, "\n");
  emit_signature(out, template, " {\n");
  struct emitter emitter = {.out = out, .compiler = compiler, .around = around, .indent = 1};
  if (template->view_type.len > 0) emit(&emitter, "(void)view;");
  emit_nodes(&emitter, template->nodes);
  literal_flush(&emitter);
  free(emitter.literal.ptr);
  text_format(out, "}\n");
}
