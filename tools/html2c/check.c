/* Walks the tree with a context: decides how each value is printed, collapses white space, and
 * refuses what would not be safe or would leave the page in different states. */
#include "context.h"

static void check_nodes(struct compiler *compiler, struct node *nodes, struct context *context);

static void check_text(struct compiler *compiler, struct node *node, struct context *context) {
  /* Nothing is ever added, so this never grows and needs no freeing when something is refused. */
  size_t capacity = node->text.len + 2;
  struct text out = {compiler_alloc(compiler, capacity), 0, capacity};
  context_read(context, compiler, node, &out);
  node->text = (struct slice){out.ptr, out.len};
}

static void check_asset(struct compiler *compiler, struct node *node, struct context *context) {
  node->place = context_place(context, compiler, node->line, false);
  context_value(context, ADDRESS_REST);
}

static void check_if(struct compiler *compiler, struct node *node, struct context *context) {
  context_settle(context, compiler, node->line);
  struct context other = *context;
  check_nodes(compiler, node->body, context);
  context_settle(context, compiler, node->line);
  check_nodes(compiler, node->other, &other);
  context_settle(&other, compiler, node->line);
  if (!context_same(context, &other)) {
    refuse(compiler, node->line,
           "with and without this condition the page goes on in different"
           " places (an open tag, quote or address)");
  }
}

static void check_each(struct compiler *compiler, struct node *node, struct context *context) {
  context_settle(context, compiler, node->line);
  struct context body = *context, other = *context;
  check_nodes(compiler, node->body, &body);
  context_settle(&body, compiler, node->line);
  check_nodes(compiler, node->other, &other);
  context_settle(&other, compiler, node->line);
  if (!context_same(context, &body) || !context_same(context, &other)) {
    refuse(compiler, node->line,
           "a turn of this loop must end as it began (an open tag, quote or"
           " address)");
  }
}

static void expect_text(struct compiler *compiler, const struct node *node,
                        const struct context *context, const char *what) {
  if (context->state != STATE_TEXT)
    refuse(compiler, node->line, "%s stands only between tags", what);
}

static void check_node(struct compiler *compiler, struct node *node, struct context *context) {
  switch (node->kind) {
  case NODE_TEXT:
    check_text(compiler, node, context);
    break;
  case NODE_PUT:
    node->place = context_place(context, compiler, node->line, false);
    context_value(context, ADDRESS_VALUE);
    break;
  case NODE_MESSAGE:
    node->place = context_place(context, compiler, node->line, true);
    break;
  case NODE_ASSET:
    check_asset(compiler, node, context);
    break;
  case NODE_CALL:
    expect_text(compiler, node, context, "a template");
    break;
  case NODE_ICON:
    expect_text(compiler, node, context, "an icon");
    break;
  case NODE_IF:
    check_if(compiler, node, context);
    break;
  case NODE_EACH:
    check_each(compiler, node, context);
    break;
  }
}

static void check_nodes(struct compiler *compiler, struct node *nodes, struct context *context) {
  for (struct node *node = nodes; node != NULL; node = node->next)
    check_node(compiler, node, context);
}

static bool paths_equal(struct slice a, struct slice b) {
  return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static bool loops_over(const struct node *nodes, struct slice path) {
  for (const struct node *node = nodes; node != NULL; node = node->next) {
    if (node->kind == NODE_EACH && paths_equal(node->path, path)) return true;
    if (loops_over(node->body, path) || loops_over(node->other, path)) return true;
  }
  return false;
}

/* C cannot ask a value whether it is a list, but a template that loops over it says so. */
static void mark_lists(const struct node *all, struct node *nodes) {
  for (struct node *node = nodes; node != NULL; node = node->next) {
    if (node->kind == NODE_IF) node->is_list = loops_over(all, node->path);
    mark_lists(all, node->body);
    mark_lists(all, node->other);
  }
}

/* A loop's name hides no other name. */
static void check_names(struct compiler *compiler, const struct node *nodes,
                        const struct node *const *loops, size_t depth) {
  const struct node *inner[80];
  for (const struct node *node = nodes; node != NULL; node = node->next) {
    for (size_t i = 0; i < depth; i++)
      inner[i] = loops[i];
    size_t count = depth;
    if (node->kind == NODE_EACH) {
      bool taken = slice_is(node->name, "out") || slice_is(node->name, "view");
      for (size_t i = 0; i < depth; i++)
        taken |= paths_equal(loops[i]->name, node->name);
      if (taken) {
        refuse(compiler, node->line, "the name %.*s is already used here", (int)node->name.len,
               node->name.ptr);
      }
      inner[count++] = node;
    }
    check_names(compiler, node->body, inner, count);
    check_names(compiler, node->other, inner, depth);
  }
}

static struct slice trim_start(struct slice text) {
  while (text.len > 0 && strchr(" \n", text.ptr[0]) != NULL) {
    text = (struct slice){text.ptr + 1, text.len - 1};
  }
  return text;
}

/* White space around a whole template is the author's, not the page's. */
static void trim_ends(struct node *nodes) {
  if (nodes == NULL) return;
  if (nodes->kind == NODE_TEXT) nodes->text = trim_start(nodes->text);
  while (nodes->next != NULL)
    nodes = nodes->next;
  while (nodes->kind == NODE_TEXT && nodes->text.len > 0 &&
         strchr(" \n", nodes->text.ptr[nodes->text.len - 1]) != NULL) {
    nodes->text.len--;
  }
}

void template_check(struct compiler *compiler) {
  struct node *nodes = compiler->template.nodes;
  struct context context = {.state = STATE_TEXT};
  check_nodes(compiler, nodes, &context);
  if (context.state != STATE_TEXT) {
    refuse(compiler, 1, "the template ends inside a tag, a quote or <%s>", context.element);
  }
  mark_lists(nodes, nodes);
  check_names(compiler, nodes, NULL, 0);
  trim_ends(nodes);
}
