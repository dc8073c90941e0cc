/* Finds the route of a path. The tables of all modules become one tree of segments, so that the
 * number of routes does not matter. A fixed segment wins over a parameter: "/commerces/nouveau"
 * over "/commerces/{slug}". A parameter may be followed by a fixed end: "{id}.pdf". */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include "web/web.h"

enum { METHOD_COUNT = METHOD_DELETE + 1, ROUTER_PARAMS = 4 };

struct router;

/* Two routes with the same method and shape are a bug. Memory: its own, until router_destroy. */
struct router *router_create(const struct route_table *tables, size_t count);
void router_destroy(struct router *router);

struct router_match {
  const struct route *route; /* NULL: no route for this method */
  size_t index;              /* of the route over all tables, for metrics */
  unsigned allowed;          /* bit per method that has a route at this path; 0: no such path */
  struct str params[ROUTER_PARAMS];
};

struct router_match router_find(const struct router *router, enum method method, struct str path);
size_t router_count(const struct router *router);
const struct route *router_route(const struct router *router, size_t index);
/* "GET, HEAD, POST, OPTIONS" for the Allow header. */
struct str router_allow(struct arena *arena, unsigned allowed);
/* The position of a parameter among those of the path, or -1. */
int route_param_index(const struct route *route, struct str name);

#endif
