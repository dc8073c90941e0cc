#include "web/router.h"

#include "base/arena.h"
#include "base/fault.h"

/* One segment of some paths. The children of a node: fixed ones first, then parameters with a
 * fixed end, longest first, then the plain parameter: the first that leads to a route is right. */
struct node {
  struct str text; /* the segment itself, or the fixed end of a parameter */
  bool parameter;
  struct node *child, *next;
  const struct route *routes[METHOD_COUNT];
  size_t index[METHOD_COUNT];
};

struct router {
  struct arena *arena;
  struct node root;
  const struct route **routes;
  size_t count;
};

/* "{id}.pdf": a parameter, its end ".pdf". */
static struct node segment_node(struct str segment) {
  struct node node = {.text = segment};
  if (str_starts(segment, S("{"))) {
    node.parameter = true;
    str_cut(segment, '}', &node.text);
    must(node.text.ptr != NULL);
  }
  return node;
}

static bool comes_before(const struct node *a, const struct node *b) {
  if (a->parameter != b->parameter) return !a->parameter;
  return a->parameter && a->text.len > b->text.len;
}

static struct node *child_for(struct router *router, struct node *parent, struct str segment) {
  struct node wanted = segment_node(segment), **at = &parent->child;
  for (struct node *child = parent->child; child; child = child->next) {
    if (child->parameter == wanted.parameter && str_equal(child->text, wanted.text)) return child;
  }
  while (*at && !comes_before(&wanted, *at))
    at = &(*at)->next;
  struct node *made = arena_new(router->arena, struct node);
  *made = wanted;
  made->next = *at;
  *at = made;
  return made;
}

static void router_add(struct router *router, const struct route *route) {
  struct str rest = str_skip(str_from(route->path), 1);
  struct node *node = &router->root;
  while (rest.len > 0)
    node = child_for(router, node, str_cut(rest, '/', &rest));
  must(route->path[0] == '/' && node->routes[route->method] == NULL);
  node->routes[route->method] = route;
  node->index[route->method] = router->count;
  router->routes[router->count++] = route;
}

struct router *router_create(const struct route_table *tables, size_t count) {
  struct arena *arena = arena_create(4 << 20);
  struct router *router = arena_new(arena, struct router);
  size_t total = 0;
  router->arena = arena;
  for (size_t i = 0; i < count; i++)
    total += tables[i].count;
  router->routes = arena_array(arena, const struct route *, total + 1);
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < tables[i].count; j++)
      router_add(router, &tables[i].routes[j]);
  }
  return router;
}

void router_destroy(struct router *router) {
  arena_destroy(router->arena);
}

struct search {
  enum method method;
  struct router_match match;
};

static bool settle(const struct node *node, struct search *search) {
  for (unsigned method = 0; method < METHOD_COUNT; method++) {
    if (node->routes[method]) search->match.allowed |= 1u << method;
  }
  search->match.route = node->routes[search->method];
  search->match.index = node->index[search->method];
  return search->match.route != NULL;
}

static bool node_takes(const struct node *node, struct str segment, struct str *value) {
  if (!node->parameter) return str_equal(node->text, segment);
  if (segment.len <= node->text.len || !str_ends(segment, node->text)) return false;
  *value = str_take(segment, segment.len - node->text.len);
  return true;
}

/* True once a route for the method is found. `depth` counts the parameters so far. */
static bool descend(const struct node *node, struct str rest, size_t depth, struct search *search) {
  if (rest.ptr == NULL) return settle(node, search);
  struct str after, segment = str_cut(rest, '/', &after), value;
  for (const struct node *child = node->child; child; child = child->next) {
    if (!node_takes(child, segment, &value)) continue;
    if (child->parameter) {
      must(depth < ROUTER_PARAMS);
      search->match.params[depth] = value;
    }
    if (descend(child, after, depth + child->parameter, search)) return true;
  }
  return false;
}

struct router_match router_find(const struct router *router, enum method method, struct str path) {
  struct search search = {.method = method};
  struct str rest = path.len > 1 ? str_skip(path, 1) : (struct str){0};
  descend(&router->root, rest, 0, &search);
  return search.match;
}

size_t router_count(const struct router *router) {
  return router->count;
}

const struct route *router_route(const struct router *router, size_t index) {
  must(index < router->count);
  return router->routes[index];
}

struct str router_allow(struct arena *arena, unsigned allowed) {
  static const char *const names[METHOD_COUNT] = {"GET, HEAD", "POST", "PUT", "DELETE"};
  struct buf out = buf_in(arena);
  for (unsigned method = 0; method < METHOD_COUNT; method++) {
    if (allowed & 1u << method) buf_format(&out, "%s, ", names[method]);
  }
  buf_literal(&out, "OPTIONS");
  return buf_str(&out);
}

int route_param_index(const struct route *route, struct str name) {
  struct str rest = str_from(route->path);
  for (int index = 0;; index++) {
    str_cut(rest, '{', &rest);
    if (!rest.ptr) return -1;
    if (str_equal(str_cut(rest, '}', &rest), name)) return index;
    if (!rest.ptr) return -1;
  }
}
