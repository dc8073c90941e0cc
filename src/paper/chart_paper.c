/* A planned chart on a sheet. The curve's points are put together in pieces, because drawing may
 * not allocate: a day's strip of area, then the edge from day to day. */
#include "paper/chart.h"

#define SIDE 44.0 /* for the values */
#define FOOT 16.0 /* for the days */
#define WORDS 7.5 /* type size */
#define BAR 0.72  /* of a day's place */
#define EDGE 1.25
#define HAIR 0.5

struct drawing {
  struct sheet *sheet;
  const struct chart_plan *plan;
  const struct chart_ink *ink;
  struct box box; /* of the curve, without the days below it */
};

static double x_of(const struct drawing *to, double at) {
  return to->box.x + at * to->box.width;
}

static double y_of(const struct drawing *to, double at) {
  return to->box.y + (1 - at) * to->box.height;
}

static double height_below(const struct drawing *to, size_t layer, size_t day) {
  return layer > 0 ? to->plan->heights[layer - 1][day] : 0;
}

static void draw_bars(const struct drawing *to, size_t layer) {
  double place = to->box.width / (double)to->plan->count;
  for (size_t i = 0; i < to->plan->count; i++) {
    double foot = y_of(to, height_below(to, layer, i)),
           head = y_of(to, to->plan->heights[layer][i]);
    struct box bar = {to->box.x + ((double)i + (1 - BAR) / 2) * place, head, BAR * place,
                      foot - head};
    if (bar.height > 0) sheet_fill(to->sheet, to->ink->layers[layer], bar);
  }
}

static void draw_area(const struct drawing *to, size_t layer) {
  const double *heights = to->plan->heights[layer];
  double last = (double)(to->plan->count - 1);
  for (size_t i = 0; i + 1 < to->plan->count; i++) {
    double left = x_of(to, (double)i / last), right = x_of(to, (double)(i + 1) / last);
    double over = i + 2 < to->plan->count ? 0.3 : 0; /* or viewers show pale seams */
    const double strip[][2] = {{left, y_of(to, heights[i])},
                               {right + over, y_of(to, heights[i + 1])},
                               {right + over, y_of(to, height_below(to, layer, i + 1))},
                               {left, y_of(to, height_below(to, layer, i))}};
    sheet_polygon(to->sheet, to->ink->layers[layer], strip, 4);
  }
}

static void draw_edge(const struct drawing *to, const double *heights) {
  double last = (double)(to->plan->count - 1);
  for (size_t i = 0; i + 1 < to->plan->count; i++) {
    const double piece[][2] = {{x_of(to, (double)i / last), y_of(to, heights[i])},
                               {x_of(to, (double)(i + 1) / last), y_of(to, heights[i + 1])}};
    sheet_line(to->sheet, to->ink->layers[0], EDGE, piece, 2);
  }
}

static void draw_rule(const struct drawing *to, struct ink ink, double width, double at) {
  const double rule[][2] = {{to->box.x, y_of(to, at)}, {to->box.x + to->box.width, y_of(to, at)}};
  sheet_line(to->sheet, ink, width, rule, 2);
}

static struct type words_type(const struct drawing *to) {
  return (struct type){.face = "Lato",
                       .size = WORDS,
                       .least = WORDS - 1.5,
                       .leading = 1.2,
                       .tag = "P",
                       .ink = to->ink->words,
                       .tabular = true};
}

static void draw_ticks(const struct drawing *to) {
  struct type type = words_type(to);
  for (size_t i = 0; i < to->plan->tick_count; i++) {
    const struct chart_tick *tick = &to->plan->ticks[i];
    draw_rule(to, to->ink->line, HAIR, tick->at);
    sheet_text(
        to->sheet, &type,
        (struct box){to->box.x - SIDE, y_of(to, tick->at) - WORDS * 0.7, SIDE - 6, WORDS * 1.4},
        tick->words);
  }
  draw_rule(to, to->ink->words, HAIR, 0);
}

static void draw_marks(const struct drawing *to) {
  const double width = 70;
  for (size_t i = 0; i < to->plan->mark_count; i++) {
    struct type type = words_type(to);
    type.right = i > 0 && i + 1 == to->plan->mark_count;
    double x = x_of(to, to->plan->marks[i].at) - (type.right ? width : i > 0 ? width / 3 : 0);
    sheet_text(to->sheet, &type,
               (struct box){x, to->box.y + to->box.height + 4, width, WORDS * 1.4},
               to->plan->marks[i].words);
  }
}

void chart_draw(struct sheet *sheet, const struct chart_plan *plan, const struct chart_ink *ink,
                struct box box) {
  struct drawing to = {
      sheet, plan, ink, {box.x + SIDE, box.y + WORDS, box.width - SIDE, box.height - FOOT - WORDS}};
  for (size_t layer = 0; layer < CHART_LAYERS; layer++) {
    if (!plan->heights[layer]) continue;
    if (plan->form == CHART_BARS)
      draw_bars(&to, layer);
    else
      draw_area(&to, layer);
  }
  draw_ticks(&to);
  if (plan->form == CHART_AREA) draw_edge(&to, plan->heights[plan->heights[1] ? 1 : 0]);
  draw_marks(&to);
}
