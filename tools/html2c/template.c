/* From the text of a template to its tree. */
#include "html2c.h"

#include <ctype.h>

enum { DEPTH_LIMIT = 64 };

struct parser {
  struct compiler *compiler;
  const char *text;
  size_t len, at;
  unsigned depth;
};

/* What ended a list of nodes. */
enum stop { STOP_END_OF_FILE, STOP_ELSE, STOP_ELSE_IF, STOP_CLOSE };

struct tag {
  struct slice content; /* between the braces, trimmed */
  int line;
};

struct nodes {
  struct node *first, **last;
  enum stop stop;
  struct tag tag; /* the one that stopped it */
};

void *compiler_alloc(struct compiler *compiler, size_t size) {
  struct chunk *chunk = tool_grow(NULL, sizeof *chunk + size);
  memset(chunk, 0, sizeof *chunk + size);
  chunk->next = compiler->memory;
  compiler->memory = chunk;
  return chunk + 1;
}

void compiler_free(struct compiler *compiler) {
  for (struct chunk *next; compiler->memory != NULL; compiler->memory = next) {
    next = compiler->memory->next;
    free(compiler->memory);
  }
}

void refuse(struct compiler *compiler, int line, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(compiler->error.sentence, sizeof compiler->error.sentence, format, args);
  va_end(args);
  compiler->error.line = line;
  longjmp(compiler->refused, 1);
}

bool template_compile(struct compiler *compiler, const char *text, size_t len) {
  *compiler = (struct compiler){.memory = NULL};
  if (setjmp(compiler->refused) != 0) return false;
  template_parse(compiler, text, len);
  template_check(compiler);
  return true;
}

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_word(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

static struct slice trim(struct slice slice) {
  while (slice.len > 0 && is_space(slice.ptr[0]))
    slice = (struct slice){slice.ptr + 1, slice.len - 1};
  while (slice.len > 0 && is_space(slice.ptr[slice.len - 1]))
    slice.len--;
  return slice;
}

/* Takes the leading run of bytes for which `of` holds off the slice. */
static struct slice take(struct slice *slice, bool (*of)(char)) {
  struct slice taken = {slice->ptr, 0};
  while (taken.len < slice->len && of(slice->ptr[taken.len]))
    taken.len++;
  *slice = (struct slice){slice->ptr + taken.len, slice->len - taken.len};
  return taken;
}

static bool take_char(struct slice *slice, char c) {
  if (slice->len == 0 || slice->ptr[0] != c) return false;
  *slice = (struct slice){slice->ptr + 1, slice->len - 1};
  return true;
}

/* Takes a word that stands alone: "if path" but not "iffy". */
static bool take_keyword(struct slice *slice, const char *word) {
  size_t len = strlen(word);
  if (slice->len < len || memcmp(slice->ptr, word, len) != 0) return false;
  if (slice->len > len && is_word(slice->ptr[len])) return false;
  *slice = trim((struct slice){slice->ptr + len, slice->len - len});
  return true;
}

static int line_of(const struct parser *parser, size_t at) {
  int line = 1;
  for (size_t i = 0; i < at; i++)
    line += parser->text[i] == '\n';
  return line;
}

static _Noreturn void refuse_tag(const struct parser *parser, struct tag tag,
                                 const char *sentence) {
  refuse(parser->compiler, tag.line, "{{%.*s}}: %s",
         (int)(tag.content.len < 60 ? tag.content.len : 60), tag.content.ptr, sentence);
}

static bool is_path_char(char c) {
  return is_word(c) || c == '.' || c == '-' || c == '>';
}

/* member.member->member */
static struct slice take_path(const struct parser *parser, struct tag tag, struct slice *rest) {
  struct slice path = take(rest, is_path_char), left = path;
  for (;;) {
    struct slice word = take(&left, is_word);
    if (word.len == 0 || isdigit((unsigned char)word.ptr[0])) {
      refuse_tag(parser, tag, "a path of C members, like shop.name, is expected");
    }
    if (left.len == 0) return path;
    if (take_char(&left, '.')) continue;
    if (!take_char(&left, '-') || !take_char(&left, '>')) {
      refuse_tag(parser, tag, "members are joined by . or ->");
    }
  }
}

static struct slice take_name(const struct parser *parser, struct tag tag, struct slice *rest) {
  struct slice name = take(rest, is_word);
  if (name.len == 0 || isdigit((unsigned char)name.ptr[0]))
    refuse_tag(parser, tag, "a name is expected");
  *rest = trim(*rest);
  return name;
}

static void expect_end(const struct parser *parser, struct tag tag, struct slice rest) {
  if (trim(rest).len > 0) {
    refuse_tag(parser, tag, "too much here; templates have no logic beyond if, unless and each");
  }
}

static struct node *node_new(struct parser *parser, enum node_kind kind, int line) {
  struct node *node = compiler_alloc(parser->compiler, sizeof *node);
  node->kind = kind;
  node->line = line;
  return node;
}

static void nodes_add(struct nodes *nodes, struct node *node) {
  *nodes->last = node;
  nodes->last = &node->next;
}

static void add_text(struct parser *parser, struct nodes *nodes, size_t from, size_t to) {
  if (from >= to) return;
  struct node *node = node_new(parser, NODE_TEXT, line_of(parser, from));
  node->text = (struct slice){parser->text + from, to - from};
  nodes_add(nodes, node);
}

/* Blocks and comments, which print nothing themselves. */
static bool is_silent(struct slice content) {
  return content.len > 0 &&
         (strchr("#/!", content.ptr[0]) != NULL || take_keyword(&content, "else"));
}

/* A silent tag alone on its line takes the line with it, as in Mustache. Returns where the text
 * before it ends and moves the parser behind it. */
static size_t step_over(struct parser *parser, size_t open, size_t close, bool silent) {
  parser->at = close;
  if (!silent) return open;
  size_t start = open, end = close;
  while (start > 0 && (parser->text[start - 1] == ' ' || parser->text[start - 1] == '\t'))
    start--;
  if (start > 0 && parser->text[start - 1] != '\n') return open;
  while (end < parser->len && strchr(" \t\r", parser->text[end]) != NULL &&
         parser->text[end] != '\0') {
    end++;
  }
  if (end < parser->len && parser->text[end] != '\n') return open;
  parser->at = end < parser->len ? end + 1 : end;
  return start;
}

/* Adds the text up to the next tag and finds that tag; false at the end of the file. */
static bool next_tag(struct parser *parser, struct nodes *nodes, struct tag *tag) {
  size_t from = parser->at;
  const char *open = memmem(parser->text + from, parser->len - from, "{{", 2);
  if (open == NULL) {
    add_text(parser, nodes, from, parser->len);
    parser->at = parser->len;
    return false;
  }
  size_t open_at = (size_t)(open - parser->text);
  tag->line = line_of(parser, open_at);
  const char *close = memmem(open + 2, parser->len - open_at - 2, "}}", 2);
  if (close == NULL) refuse(parser->compiler, tag->line, "this {{ is never closed");
  tag->content = trim((struct slice){open + 2, (size_t)(close - open) - 2});
  size_t close_at = (size_t)(close - parser->text) + 2;
  add_text(parser, nodes, from, step_over(parser, open_at, close_at, is_silent(tag->content)));
  return true;
}

static struct nodes parse_nodes(struct parser *parser);

static void expect_close(struct parser *parser, struct tag opened, const struct nodes *nodes,
                         const char *word) {
  struct slice content = nodes->tag.content;
  if (nodes->stop == STOP_END_OF_FILE) refuse_tag(parser, opened, "is never closed");
  if (nodes->stop != STOP_CLOSE) refuse_tag(parser, nodes->tag, "stands where the block must end");
  take_char(&content, '/');
  if (!slice_is(trim(content), word)) {
    refuse(parser->compiler, nodes->tag.line, "{{%.*s}} closes {{%.*s}} of line %d",
           (int)nodes->tag.content.len, nodes->tag.content.ptr, (int)opened.content.len,
           opened.content.ptr, opened.line);
  }
}

static struct node *parse_if(struct parser *parser, struct tag tag, struct slice rest,
                             bool negated) {
  if (++parser->depth > DEPTH_LIMIT) refuse_tag(parser, tag, "conditions are nested too deeply");
  struct node *node = node_new(parser, NODE_IF, tag.line);
  node->negated = negated;
  node->path = take_path(parser, tag, &rest);
  expect_end(parser, tag, rest);
  struct nodes body = parse_nodes(parser);
  node->body = body.first;
  if (body.stop == STOP_ELSE_IF && !negated) {
    struct slice condition = body.tag.content;
    take_keyword(&condition, "else");
    take_keyword(&condition, "if");
    node->other = parse_if(parser, body.tag, condition, false);
    parser->depth--;
    return node;
  }
  if (body.stop == STOP_ELSE) {
    body = parse_nodes(parser);
    node->other = body.first;
  }
  expect_close(parser, tag, &body, negated ? "unless" : "if");
  parser->depth--;
  return node;
}

static struct node *parse_each(struct parser *parser, struct tag tag, struct slice rest) {
  struct node *node = node_new(parser, NODE_EACH, tag.line);
  node->path = take_path(parser, tag, &rest);
  rest = trim(rest);
  if (!take_keyword(&rest, "as"))
    refuse_tag(parser, tag, "each needs a name: {{#each shops as shop}}");
  node->name = take_name(parser, tag, &rest);
  expect_end(parser, tag, rest);
  struct nodes body = parse_nodes(parser);
  node->body = body.first;
  if (body.stop == STOP_ELSE) {
    body = parse_nodes(parser);
    node->other = body.first;
  }
  expect_close(parser, tag, &body, "each");
  return node;
}

static struct node *parse_block(struct parser *parser, struct tag tag) {
  struct slice rest = {tag.content.ptr + 1, tag.content.len - 1};
  if (++parser->depth > DEPTH_LIMIT) refuse_tag(parser, tag, "blocks are nested too deeply");
  struct node *node = NULL;
  rest = trim(rest);
  if (take_keyword(&rest, "if"))
    node = parse_if(parser, tag, rest, false);
  else if (take_keyword(&rest, "unless"))
    node = parse_if(parser, tag, rest, true);
  else if (take_keyword(&rest, "each"))
    node = parse_each(parser, tag, rest);
  else
    refuse_tag(parser, tag, "unknown block; there are if, unless and each");
  parser->depth--;
  return node;
}

static struct node *parse_message(struct parser *parser, struct tag tag, struct slice rest) {
  struct node *node = node_new(parser, NODE_MESSAGE, tag.line);
  if (take_char(&rest, '(')) {
    rest = trim(rest);
    node->path = take_path(parser, tag, &rest);
    rest = trim(rest);
    if (!take_char(&rest, ')')) refuse_tag(parser, tag, "the ) is missing");
  } else {
    node->name = take_name(parser, tag, &rest);
  }
  struct argument **last = &node->arguments;
  for (rest = trim(rest); rest.len > 0; rest = trim(rest)) {
    struct argument *argument = compiler_alloc(parser->compiler, sizeof *argument);
    argument->name = take_name(parser, tag, &rest);
    if (!take_char(&rest, '=')) refuse_tag(parser, tag, "arguments are written name=path");
    rest = trim(rest);
    argument->path = take_path(parser, tag, &rest);
    *last = argument;
    last = &argument->next;
  }
  return node;
}

static struct node *parse_call(struct parser *parser, struct tag tag) {
  struct slice rest = trim((struct slice){tag.content.ptr + 1, tag.content.len - 1});
  struct node *node = node_new(parser, NODE_CALL, tag.line);
  node->name = take_name(parser, tag, &rest);
  if (!take_char(&rest, '(')) refuse_tag(parser, tag, "a call is written {{> card(shop)}}");
  rest = trim(rest);
  if (!take_char(&rest, ')')) {
    node->path = take_path(parser, tag, &rest);
    rest = trim(rest);
    if (!take_char(&rest, ')')) refuse_tag(parser, tag, "the ) is missing");
  }
  expect_end(parser, tag, rest);
  return node;
}

static bool is_file_char(char c) {
  return is_word(c) || c == '-' || c == '.' || c == '/';
}

static struct node *parse_file(struct parser *parser, struct tag tag, struct slice rest,
                               enum node_kind kind) {
  struct node *node = node_new(parser, kind, tag.line);
  node->name = take(&rest, is_file_char);
  if (node->name.len == 0 || memmem(node->name.ptr, node->name.len, "..", 2) != NULL) {
    refuse_tag(parser, tag, "the name of a file is expected");
  }
  expect_end(parser, tag, rest);
  return node;
}

static struct node *parse_value(struct parser *parser, struct tag tag) {
  struct slice rest = tag.content;
  if (take_keyword(&rest, "t") && rest.len > 0) return parse_message(parser, tag, rest);
  rest = tag.content;
  if (take_keyword(&rest, "icon") && rest.len > 0) return parse_file(parser, tag, rest, NODE_ICON);
  rest = tag.content;
  if (take_keyword(&rest, "asset") && rest.len > 0)
    return parse_file(parser, tag, rest, NODE_ASSET);
  rest = tag.content;
  struct node *node = node_new(parser, NODE_PUT, tag.line);
  node->path = take_path(parser, tag, &rest);
  expect_end(parser, tag, rest);
  return node;
}

/* Nodes up to the tag that ends their list. */
static struct nodes parse_nodes(struct parser *parser) {
  struct nodes nodes = {.first = NULL};
  nodes.last = &nodes.first;
  for (nodes.stop = STOP_END_OF_FILE; next_tag(parser, &nodes, &nodes.tag);) {
    struct slice content = nodes.tag.content;
    char kind = content.len == 0 ? '\0' : content.ptr[0];
    if (kind == '!') continue;
    if (kind == '/')
      nodes.stop = STOP_CLOSE;
    else if (take_keyword(&content, "else"))
      nodes.stop = content.len == 0 ? STOP_ELSE : STOP_ELSE_IF;
    if (nodes.stop == STOP_ELSE_IF && !take_keyword(&content, "if")) {
      refuse_tag(parser, nodes.tag, "write {{else}} or {{else if path}}");
    }
    if (nodes.stop != STOP_END_OF_FILE) break;
    if (kind == '#')
      nodes_add(&nodes, parse_block(parser, nodes.tag));
    else if (kind == '>')
      nodes_add(&nodes, parse_call(parser, nodes.tag));
    else
      nodes_add(&nodes, parse_value(parser, nodes.tag));
  }
  nodes.last = NULL; /* it may point into this call */
  return nodes;
}

static bool is_type_char(char c) {
  return is_word(c) || c == ' ';
}

static void parse_includes(struct parser *parser, struct tag tag, struct slice rest) {
  struct template *template = &parser->compiler->template;
  for (rest = trim(rest); rest.len > 0; rest = trim(rest)) {
    if (!take_char(&rest, '"')) refuse_tag(parser, tag, "a header in \"\" is expected");
    struct slice include = take(&rest, is_file_char);
    if (include.len == 0 || !take_char(&rest, '"')) {
      refuse_tag(parser, tag, "a header in \"\" is expected");
    }
    if (template->include_count == TEMPLATE_INCLUDES) refuse_tag(parser, tag, "too many headers");
    template->includes[template->include_count++] = include;
  }
}

/* {{! template shop_page(struct shop_page *) "domain/shop/shop_pages.h" }} */
static void parse_heading(struct parser *parser) {
  struct template *template = &parser->compiler->template;
  struct nodes before = {.first = NULL};
  before.last = &before.first;
  struct tag tag;
  if (!next_tag(parser, &before, &tag) || before.first != NULL || tag.line != 1) {
    refuse(parser->compiler, 1,
           "the first line must say {{! template name(struct type *) \"header.h\" }}");
  }
  struct slice rest = tag.content;
  if (!take_char(&rest, '!')) refuse_tag(parser, tag, "the first line must be {{! template ... }}");
  rest = trim(rest);
  if (!take_keyword(&rest, "template")) refuse_tag(parser, tag, "must begin with ! template");
  template->name = take_name(parser, tag, &rest);
  if (!take_char(&rest, '(')) refuse_tag(parser, tag, "the ( after the name is missing");
  template->view_type = trim(take(&rest, is_type_char));
  take_keyword(&template->view_type, "const");
  if (template->view_type.len > 0 && !take_char(&rest, '*')) {
    refuse_tag(parser, tag, "the view must be a pointer: (struct shop_page *)");
  }
  rest = trim(rest);
  if (!take_char(&rest, ')')) refuse_tag(parser, tag, "the ) after the view is missing");
  parse_includes(parser, tag, rest);
}

void template_parse(struct compiler *compiler, const char *text, size_t len) {
  struct parser parser = {.compiler = compiler, .text = text, .len = len};
  if (memchr(text, '\0', len) != NULL) refuse(compiler, 1, "a template holds no zero byte");
  parse_heading(&parser);
  struct nodes nodes = parse_nodes(&parser);
  if (nodes.stop != STOP_END_OF_FILE) refuse_tag(&parser, nodes.tag, "closes nothing");
  compiler->template.nodes = nodes.first;
}
