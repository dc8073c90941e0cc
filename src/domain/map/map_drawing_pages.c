/* The map as a picture: contours, streets and marks, each mark a link. What a browser without
 * script shows, and what stands there until the script has come. */
#include "domain/map/map_drawing_pages.h"

#include <math.h>

#include "base/text.h"
#include "domain/map/map_plan.h"

enum {
  WIDTH = 800,
  HEIGHT = 600,
  HEIGHT_OF_LOCATOR = 500,
  LABEL = 26,    /* height of a commune's name on a locator */
  CLOSER = 4,    /* a cluster's link shows this part of the box */
  STREETS = 700, /* metres that a locator is wide where streets are known */
  COMMUNES = 9000
};

struct drawing {
  struct request *request;
  const struct map_plan *plan;
  struct html_out out;
  double left, top, scale; /* pixels of the world at scale 1 */
  int height, dot;
  struct box box;
  struct str query;
};

static struct map_point scaled(const struct drawing *to, struct map_point at) {
  return (struct map_point){(at.x - to->left) * to->scale, (at.y - to->top) * to->scale};
}

static struct map_point on_paper(const struct drawing *to, double latitude, double longitude) {
  return scaled(to, map_point_of(latitude, longitude));
}

/* The box in the middle of the paper. */
static void fit(struct drawing *to) {
  struct map_point a = map_point_of(to->box.north, to->box.west);
  struct map_point b = map_point_of(to->box.south, to->box.east);
  double width = fmax(b.x - a.x, 1e-9), height = fmax(b.y - a.y, 1e-9);
  to->scale = fmin(WIDTH / width, to->height / height);
  to->left = (a.x + b.x) / 2 - WIDTH / 2 / to->scale;
  to->top = (a.y + b.y) / 2 - to->height / 2 / to->scale;
}

static bool meets_paper(const struct drawing *to, const struct map_line *line) {
  struct map_point least = scaled(to, line->least), most = scaled(to, line->most);
  bool visible = most.x - least.x >= 1 || most.y - least.y >= 1;
  return visible && most.x > 0 && least.x < WIDTH && most.y > 0 && least.y < to->height;
}

static int pixel(double at) {
  return (int)lround(fmax(-9999, fmin(9999, at)));
}

/* ---- the ground ---- */

struct pen {
  struct map_point at;
  int x, y;
  size_t points; /* set down so far */
};

/* All three on the same side of the paper: what lies between can be left out, nothing is seen. */
static bool passes_by(const struct drawing *to, struct map_point a, struct map_point b,
                      struct map_point c) {
  return (a.x < 0 && b.x < 0 && c.x < 0) || (a.y < 0 && b.y < 0 && c.y < 0) ||
         (a.x > WIDTH && b.x > WIDTH && c.x > WIDTH) ||
         (a.y > to->height && b.y > to->height && c.y > to->height);
}

/* As steps from the point before: shorter, and a minus parts two numbers by itself. */
static void set_down(struct drawing *to, struct pen *pen, struct map_point at) {
  struct buf *svg = to->out.buf;
  int x = pixel(at.x), y = pixel(at.y);
  int step_x = pen->points > 0 ? x - pen->x : x, step_y = pen->points > 0 ? y - pen->y : y;
  if (pen->points == 0) buf_add_char(svg, 'M');
  if (pen->points == 1) buf_add_char(svg, 'l');
  if (pen->points > 1 && step_x >= 0) buf_add_char(svg, ' ');
  buf_add_int(svg, step_x);
  if (step_y >= 0) buf_add_char(svg, ' ');
  buf_add_int(svg, step_y);
  pen->at = at, pen->x = x, pen->y = y;
  pen->points++;
}

/* Points that are hardly apart from the one before are left out, but never the last. */
static void draw_line(struct drawing *to, const struct map_line *line, bool closed) {
  struct pen pen = {.points = 0};
  for (size_t i = 0; i < line->count; i++) {
    struct map_point at = scaled(to, line->points[i]);
    bool between = i > 0 && i + 1 < line->count;
    if (between && (fabs(at.x - pen.at.x) + fabs(at.y - pen.at.y) < 2 ||
                    passes_by(to, pen.at, at, scaled(to, line->points[i + 1]))))
      continue;
    set_down(to, &pen, at);
  }
  if (closed) buf_add_char(to->out.buf, 'z');
}

static void draw_shape(struct drawing *to, const struct map_shape *shape) {
  bool some = false, line = ground_kind_is_line(shape->kind);
  for (size_t i = 0; i < shape->count; i++) {
    if (!meets_paper(to, &shape->lines[i])) continue;
    if (!some)
      buf_format(to->out.buf, "<path class=\"ground-%s\" d=\"", ground_kind_name(shape->kind));
    some = true;
    draw_line(to, &shape->lines[i], !line);
  }
  if (some) buf_literal(to->out.buf, "\"/>");
}

static void draw_ground(struct drawing *to) {
  for (size_t i = 0; i < to->plan->count; i++)
    draw_shape(to, &to->plan->shapes[i]);
}

/* ---- names of communes ---- */

struct middle {
  struct map_point at;
  double area; /* square pixels */
};

static struct map_point within(const struct drawing *to, struct map_point at) {
  return (struct map_point){fmax(0, fmin(WIDTH, at.x)), fmax(0, fmin(to->height, at.y))};
}

/* Of what is seen of a ring: points beside the paper count as on its edge. */
static struct middle middle_of(const struct drawing *to, const struct map_line *ring) {
  struct middle sum = {.area = 0};
  struct map_point a = within(to, scaled(to, ring->points[0]));
  for (size_t i = 1; i < ring->count; i++) {
    struct map_point b = within(to, scaled(to, ring->points[i]));
    double cross = a.x * b.y - b.x * a.y;
    sum.area += cross / 2;
    sum.at.x += (a.x + b.x) * cross / 6;
    sum.at.y += (a.y + b.y) * cross / 6;
    a = b;
  }
  if (sum.area == 0) return sum;
  return (struct middle){{sum.at.x / sum.area, sum.at.y / sum.area}, fabs(sum.area)};
}

/* Where there is room for it, and beside the mark in the middle of the paper. */
static void draw_name(struct drawing *to, const struct map_shape *shape) {
  struct middle best = {.area = 0};
  for (size_t i = 0; i < shape->count; i++) {
    struct middle middle = middle_of(to, &shape->lines[i]);
    if (middle.area > best.area) best = middle;
  }
  double half = (double)text_length(shape->name) * LABEL / 4;
  if (best.area < 4 * half * LABEL || best.at.x < half || best.at.x > WIDTH - half ||
      best.at.y < LABEL || best.at.y > to->height - LABEL)
    return;
  double below = best.at.y - to->height / 2.0;
  if (fabs(best.at.x - WIDTH / 2.0) < half + LABEL && fabs(below) < 2 * LABEL)
    best.at.y = to->height / 2.0 + (below > 0 ? 2 : -2) * LABEL;
  buf_format(to->out.buf, "<text class=\"ground-name\" x=\"%d\" y=\"%d\">", pixel(best.at.x),
             pixel(best.at.y));
  html_put_str(&to->out, shape->name);
  buf_literal(to->out.buf, "</text>");
}

static void draw_names(struct drawing *to) {
  for (size_t i = 0; i < to->plan->count; i++)
    if (to->plan->shapes[i].name.len > 0) draw_name(to, &to->plan->shapes[i]);
}

/* ---- marks ---- */

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
  struct map_point at = on_paper(to, mark->latitude, mark->longitude);
  int radius = mark->shops < 10 ? 15 : mark->shops < 100 ? 19 : mark->shops < 1000 ? 24 : 30;
  link_closer(to, mark);
  buf_format(to->out.buf, "<circle class=\"cluster-ring\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>",
             pixel(at.x), pixel(at.y), radius);
  buf_format(to->out.buf, "<text x=\"%d\" y=\"%d\">%lld</text></a>", pixel(at.x), pixel(at.y) + 5,
             (long long)mark->shops);
}

static void draw_dot(struct drawing *to, const struct map_mark *mark) {
  struct map_point at = on_paper(to, mark->latitude, mark->longitude);
  buf_format(to->out.buf, "<circle class=\"shop-dot\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", pixel(at.x),
             pixel(at.y), to->dot);
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

static void begin(struct drawing *to) {
  to->plan = map_plan(to->request->ctx);
  fit(to);
  buf_format(to->out.buf, "<svg class=\"drawing\" viewBox=\"0 0 %d %d\">", WIDTH, to->height);
  draw_ground(to);
}

struct html map_drawing(struct request *request, const struct box *box, struct str query,
                        const struct map_answer *answer) {
  struct buf svg = buf_in(request->ctx->arena);
  struct drawing to = {.request = request,
                       .out = {&svg, request->ctx->language, request->ctx->zone},
                       .height = HEIGHT,
                       .dot = 8,
                       .box = *box,
                       .query = query};
  begin(&to);
  for (size_t i = 0; i < answer->clusters.count; i++)
    draw_cluster(&to, &answer->clusters.items[i]);
  for (size_t i = 0; i < answer->shops.count; i++)
    draw_shop(&to, &answer->shops.items[i]);
  buf_literal(&svg, "</svg>");
  return html_of_svg(buf_str(&svg));
}

static struct box box_around(double latitude, double longitude, double metres) {
  double metres_in_degree = 111320, y = metres / 2 / metres_in_degree;
  double x = y / fmax(0.05, cos(latitude * M_PI / 180));
  y = y * HEIGHT_OF_LOCATOR / WIDTH;
  return (struct box){longitude - x, latitude - y, longitude + x, latitude + y};
}

struct html map_locator(struct request *request, double latitude, double longitude) {
  const struct map_plan *plan = map_plan(request->ctx);
  struct buf svg = buf_in(request->ctx->arena);
  struct map_mark mark = {.latitude = latitude, .longitude = longitude, .shops = 1};
  struct drawing to = {.request = request,
                       .out = {&svg, request->ctx->language, request->ctx->zone},
                       .height = HEIGHT_OF_LOCATOR,
                       .dot = 14,
                       .box = box_around(latitude, longitude, plan->streets ? STREETS : COMMUNES)};
  if (plan->count == 0) return html_of_svg(S(""));
  begin(&to);
  draw_names(&to);
  draw_dot(&to, &mark);
  buf_literal(&svg, "</svg>");
  return html_of_svg(buf_str(&svg));
}
