/* What lies inside a territory. Pure, but for the last function. */
#include <math.h>

#include "domain/ground/ground.h"

static const double metres_in_degree = 111195; /* of latitude */

struct place { /* as metres on a flat paper around it: it is the origin */
  double latitude, longitude, metres_x;
};

static double east_of(const struct place *place, const double *point) {
  return (point[0] - place->longitude) * place->metres_x;
}

static double north_of(const struct place *place, const double *point) {
  return (point[1] - place->latitude) * metres_in_degree;
}

/* Of the origin from the line between two points. */
static double distance(double ax, double ay, double bx, double by) {
  double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
  double at = length > 0 ? -(ax * dx + ay * dy) / length : 0;
  at = fmax(0, fmin(1, at));
  return hypot(ax + at * dx, ay + at * dy);
}

/* Turns *inside where the line crosses the way east (even and odd). True: it passes close by. */
static bool crosses(const struct place *place, const struct ground_line *line, bool *inside) {
  for (size_t i = 0; i + 1 < line->count; i++) {
    const double *a = &line->points[2 * i], *b = a + 2;
    double ax = east_of(place, a), ay = north_of(place, a);
    double bx = east_of(place, b), by = north_of(place, b);
    if (distance(ax, ay, bx, by) <= GROUND_MARGIN_M) return true;
    if ((ay > 0) != (by > 0) && ax + (bx - ax) * ay / (ay - by) > 0) *inside = !*inside;
  }
  return false;
}

static bool shape_holds(const struct place *place, const struct ground_shape *shape) {
  bool inside = false;
  for (size_t i = 0; i < shape->count; i++)
    if (crosses(place, &shape->lines[i], &inside)) return true;
  return inside;
}

static bool box_holds(const struct place *place, const struct box *box) {
  double south = GROUND_MARGIN_M / metres_in_degree, west = GROUND_MARGIN_M / place->metres_x;
  return place->latitude >= box->south - south && place->latitude <= box->north + south &&
         place->longitude >= box->west - west && place->longitude <= box->east + west;
}

bool ground_holds(const struct ground *ground, double latitude, double longitude) {
  struct place place = {latitude, longitude,
                        fmax(1, metres_in_degree * cos(latitude * M_PI / 180))};
  bool communes = false;
  if (!box_holds(&place, &ground->box)) return false;
  for (size_t i = 0; i < ground->count; i++) {
    if (ground->shapes[i].kind != GROUND_commune) continue;
    communes = true;
    if (shape_holds(&place, &ground->shapes[i])) return true;
  }
  return !communes;
}

bool ground_holds_place(struct ctx *ctx, double latitude, double longitude) {
  struct ground_file file;
  struct ground ground;
  if (!ground_find(ctx, &file) || ground_read(ctx->arena, file.geojson, &ground) != GROUND_OK)
    return true;
  return ground_holds(&ground, latitude, longitude);
}
