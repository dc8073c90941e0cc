/* The map as a picture: contours, streets and marks, each mark a link. What a browser without
 * script shows, and what stands there until the script has come. */
#include "domain/map/map_drawing_pages.h"

#include <math.h>

enum { WIDTH = 800, HEIGHT = 600, CLOSER = 4 /* a cluster's link shows this part of the box */ };

struct drawing {
  struct request *request;
  struct html_out out;
  double left, top, scale; /* pixels of the world at scale 1 */
  struct box box;
  struct str query;
};

struct point {
  double x, y;
};

static struct point world(double latitude, double longitude) {
  double radians = fmax(-85.05, fmin(85.05, latitude)) * M_PI / 180;
  return (struct point){(longitude + 180) / 360, (1 - asinh(tan(radians)) / M_PI) / 2};
}

static struct point on_paper(const struct drawing *to, double latitude, double longitude) {
  struct point at = world(latitude, longitude);
  return (struct point){(at.x - to->left) * to->scale, (at.y - to->top) * to->scale};
}

/* The box in the middle of the paper. */
static void fit(struct drawing *to) {
  struct point a = world(to->box.north, to->box.west), b = world(to->box.south, to->box.east);
  double width = fmax(b.x - a.x, 1e-9), height = fmax(b.y - a.y, 1e-9);
  to->scale = fmin(WIDTH / width, HEIGHT / height);
  to->left = (a.x + b.x) / 2 - WIDTH / 2 / to->scale;
  to->top = (a.y + b.y) / 2 - HEIGHT / 2 / to->scale;
}

static bool meets_paper(const struct drawing *to, const struct ground_line *line) {
  double west = 1e9, east = -1e9, north = 1e9, south = -1e9;
  for (size_t i = 0; i < line->count; i++) {
    struct point at = on_paper(to, line->points[2 * i + 1], line->points[2 * i]);
    west = fmin(west, at.x), east = fmax(east, at.x);
    north = fmin(north, at.y), south = fmax(south, at.y);
  }
  bool visible = east - west >= 1 || south - north >= 1;
  return visible && east > 0 && west < WIDTH && south > 0 && north < HEIGHT;
}

static int pixel(double at) {
  return (int)lround(fmax(-9999, fmin(9999, at)));
}

/* Points that fall on the pixel before are left out. */
static void line_to(struct drawing *to, const struct ground_line *line, bool closed) {
  int x = INT32_MIN, y = INT32_MIN;
  for (size_t i = 0; i < line->count; i++) {
    struct point at = on_paper(to, line->points[2 * i + 1], line->points[2 * i]);
    if (pixel(at.x) == x && pixel(at.y) == y) continue;
    bool first = x == INT32_MIN;
    x = pixel(at.x), y = pixel(at.y);
    buf_format(to->out.buf, first ? "M%d %d" : "L%d %d", x, y);
  }
  if (closed) buf_add_char(to->out.buf, 'Z');
}

static void shape(struct drawing *to, const struct ground_shape *shape) {
  bool some = false, line = ground_kind_is_line(shape->kind);
  for (size_t i = 0; i < shape->count; i++) {
    if (!meets_paper(to, &shape->lines[i])) continue;
    if (!some)
      buf_format(to->out.buf, "<path class=\"ground-%s\" d=\"", ground_kind_name(shape->kind));
    some = true;
    line_to(to, &shape->lines[i], !line);
  }
  if (some) buf_literal(to->out.buf, "\"/>");
}

static void draw_ground(struct drawing *to) {
  struct ctx *ctx = to->request->ctx;
  struct ground_file file;
  struct ground ground;
  if (!ground_find(ctx, &file) || ground_read(ctx->arena, file.geojson, &ground) != GROUND_OK)
    return;
  for (size_t i = 0; i < ground.count; i++)
    shape(to, &ground.shapes[i]);
}

/* The same map around this mark, closer. */
static void link_closer(struct drawing *to, const struct map_mark *mark) {
  double x = (to->box.east - to->box.west) / CLOSER / 2;
  double y = (to->box.north - to->box.south) / CLOSER / 2;
  buf_literal(to->out.buf, "<a href=\"");
  html_put_url(&to->out, site_path(to->request, S("/carte")));
  buf_literal(to->out.buf, "?");
  html_put_str(&to->out, to->query);
  buf_format(to->out.buf, "%sbox=%.5f%%2C%.5f%%2C%.5f%%2C%.5f\" aria-label=\"",
             to->query.len > 0 ? "&amp;" : "", mark->longitude - x, mark->latitude - y,
             mark->longitude + x, mark->latitude + y);
  struct str count = str_format(to->out.buf->arena, "%lld", (long long)mark->shops);
  html_put_str(&to->out, message_format(to->out.buf->arena, to->out.language, MSG_open_shops_here,
                                        mark->shops, &(struct message_arg){"count", count}, 1));
  buf_literal(to->out.buf, "\">");
}

static void draw_cluster(struct drawing *to, const struct map_mark *mark) {
  struct point at = on_paper(to, mark->latitude, mark->longitude);
  int radius = mark->shops < 10 ? 15 : mark->shops < 100 ? 19 : mark->shops < 1000 ? 24 : 30;
  link_closer(to, mark);
  buf_format(to->out.buf, "<circle class=\"cluster-ring\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>",
             pixel(at.x), pixel(at.y), radius);
  buf_format(to->out.buf, "<text x=\"%d\" y=\"%d\">%lld</text></a>", pixel(at.x), pixel(at.y) + 5,
             (long long)mark->shops);
}

static void draw_dot(struct drawing *to, const struct map_mark *mark) {
  struct point at = on_paper(to, mark->latitude, mark->longitude);
  buf_format(to->out.buf, "<circle class=\"shop-dot\" cx=\"%d\" cy=\"%d\" r=\"8\"/>", pixel(at.x),
             pixel(at.y));
}

/* One without a page of its own is a dot that leads nowhere. */
static void draw_shop(struct drawing *to, const struct map_mark *mark) {
  if (mark->slug.len == 0) {
    draw_dot(to, mark);
    return;
  }
  struct str path = str_format(to->out.buf->arena, "/commerces/%.*s", STR_ARG(mark->slug));
  buf_literal(to->out.buf, "<a href=\"");
  html_put_url(&to->out, site_path(to->request, path));
  buf_literal(to->out.buf, "\" aria-label=\"");
  html_put_str(&to->out, mark->name);
  buf_literal(to->out.buf, "\">");
  draw_dot(to, mark);
  buf_literal(to->out.buf, "</a>");
}

struct html map_drawing(struct request *request, const struct box *box, struct str query,
                        const struct map_answer *answer) {
  struct buf svg = buf_in(request->ctx->arena);
  struct drawing to = {.request = request,
                       .out = {&svg, request->ctx->language, request->ctx->zone},
                       .box = *box,
                       .query = query};
  fit(&to);
  buf_format(&svg, "<svg class=\"drawing\" viewBox=\"0 0 %d %d\">", WIDTH, HEIGHT);
  draw_ground(&to);
  for (size_t i = 0; i < answer->clusters.count; i++)
    draw_cluster(&to, &answer->clusters.items[i]);
  for (size_t i = 0; i < answer->shops.count; i++)
    draw_shop(&to, &answer->shops.items[i]);
  buf_literal(&svg, "</svg>");
  return html_of_svg(buf_str(&svg));
}
