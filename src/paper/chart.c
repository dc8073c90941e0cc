#include "paper/chart.h"

#include "base/fault.h"
#include "base/format.h"
#include "paper/xml_text.h"

enum { STEPS = 5, MINOR_UNIT = 100 };

/* The axis: 1, 2 or 5 with zeros behind. */
struct chart_axis chart_axis(int64_t largest, int64_t least) {
  static const int64_t round[] = {1, 2, 5};
  int64_t power = 1;
  for (;; power *= 10)
    for (size_t i = 0; i < sizeof round / sizeof *round; i++) {
      int64_t step = round[i] * power;
      if (step < least || step * STEPS < largest) continue;
      int64_t steps = largest > 0 ? (largest + step - 1) / step : 1;
      return (struct chart_axis){steps * step, step};
    }
}

static int64_t largest_of(const struct chart *chart) {
  int64_t largest = 0;
  for (size_t i = 0; i < chart->count; i++) {
    int64_t sum = chart->values[0][i] + (chart->values[1] ? chart->values[1][i] : 0);
    if (sum > largest) largest = sum;
  }
  return largest;
}

static struct str value_words(struct arena *arena, const struct chart *chart, int64_t value) {
  struct buf words = buf_in(arena);
  if (chart->currency == CURRENCY_NONE)
    format_int(&words, chart->language, value);
  else
    format_money_short(&words, chart->language, money_of(value, chart->currency));
  return buf_str(&words);
}

static struct str day_words(struct arena *arena, const struct chart *chart, struct day day) {
  struct buf words = buf_in(arena);
  format_day_short(&words, chart->language, day);
  return buf_str(&words);
}

static void plan_ticks(struct arena *arena, const struct chart *chart, struct chart_axis axis,
                       struct chart_plan *plan) {
  for (int64_t value = axis.step; value <= axis.top; value += axis.step)
    plan->ticks[plan->tick_count++] =
        (struct chart_tick){(double)value / (double)axis.top, value_words(arena, chart, value)};
}

/* Where a day's value stands: on a curve from edge to edge, as a bar in the middle of its place. */
static double place_of(const struct chart_plan *plan, size_t day) {
  if (plan->form == CHART_AREA) return (double)day / (double)(plan->count - 1);
  return ((double)day + 0.5) / (double)plan->count;
}

/* The first and the last day, and as many between as stand evenly on whole days. */
static void plan_marks(struct arena *arena, const struct chart *chart, struct chart_plan *plan) {
  size_t marks = chart->count < CHART_MARKS ? chart->count : CHART_MARKS;
  for (size_t i = 0; i < marks; i++) {
    size_t day = marks == 1 ? 0 : i * (chart->count - 1) / (marks - 1);
    struct day on = {chart->first.number + (int32_t)day};
    plan->marks[plan->mark_count++] =
        (struct chart_tick){place_of(plan, day), day_words(arena, chart, on)};
  }
}

struct chart_plan chart_plan(struct arena *arena, const struct chart *chart) {
  must(chart->count > 0 && chart->values[0]);
  struct chart_plan plan = {.form = chart->count == 1 ? CHART_BARS : chart->form,
                            .label = chart->label,
                            .count = chart->count};
  struct chart_axis axis =
      chart_axis(largest_of(chart), chart->currency == CURRENCY_NONE ? 1 : MINOR_UNIT);
  const int64_t *below = NULL;
  for (size_t layer = 0; layer < CHART_LAYERS && chart->values[layer]; layer++) {
    double *heights = arena_array(arena, double, chart->count);
    for (size_t i = 0; i < chart->count; i++)
      heights[i] = (double)(chart->values[layer][i] + (below ? below[i] : 0)) / (double)axis.top;
    plan.heights[layer] = heights;
    below = chart->values[layer];
  }
  plan_ticks(arena, chart, axis, &plan);
  plan_marks(arena, chart, &plan);
  return plan;
}

/* SVG. Words of the axis stand left of the element's content, where the stylesheet pads it; all
 * else at percentages of its width; only the curve lies in an element that stretches. */

enum { FOOT = 30, HEAD = 24 }; /* pixels: for the days below, for the uppermost tick's words */
#define BAR_SHARE 0.72         /* of a day's place; the rest is air */

struct picture {
  struct buf *out;
  const struct chart_plan *plan;
  int height;
};

static double y_of(const struct picture *picture, double at) {
  return HEAD + (1 - at) * (picture->height - HEAD - FOOT);
}

static void add_ticks(struct picture *picture) {
  for (size_t i = 0; i < picture->plan->tick_count; i++) {
    const struct chart_tick *tick = &picture->plan->ticks[i];
    buf_format(picture->out, "<text x=\"-8\" y=\"%.1f\" text-anchor=\"end\">",
               y_of(picture, tick->at) + 5);
    xml_text(picture->out, tick->words);
    buf_literal(picture->out, "</text>");
  }
}

static void add_rules(struct picture *picture) {
  double foot = y_of(picture, 0);
  for (size_t i = 0; i < picture->plan->tick_count; i++) {
    double y = y_of(picture, picture->plan->ticks[i].at);
    buf_format(picture->out, "<line class=\"rule\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\"/>", y, y);
  }
  buf_format(picture->out, "<line class=\"ground\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\"/>", foot,
             foot);
}

static void add_marks(struct picture *picture) {
  const struct chart_plan *plan = picture->plan;
  for (size_t i = 0; i < plan->mark_count; i++) {
    bool first = i == 0 && plan->mark_count > 1, last = i > 0 && i + 1 == plan->mark_count;
    const char *anchor = first ? "start" : last ? "end" : "middle";
    double x = first ? 0 : last ? 100 : plan->marks[i].at * 100;
    buf_format(picture->out, "<text%s x=\"%.2f%%\" y=\"%d\" text-anchor=\"%s\">",
               first || last || i == plan->mark_count / 2 ? "" : " class=\"extra\"", x,
               picture->height - 6, anchor);
    xml_text(picture->out, plan->marks[i].words);
    buf_literal(picture->out, "</text>");
  }
}

static void add_bars(struct picture *picture, size_t layer) {
  const struct chart_plan *plan = picture->plan;
  double width = 100 * BAR_SHARE / (double)plan->count;
  for (size_t i = 0; i < plan->count; i++) {
    double foot = layer ? plan->heights[layer - 1][i] : 0, head = plan->heights[layer][i];
    if (head <= foot) continue;
    double y = y_of(picture, head);
    buf_format(
        picture->out,
        "<rect class=\"layer%zu\" x=\"%.3f%%\" y=\"%.1f\" width=\"%.3f%%\" height=\"%.1f\"/>",
        layer + 1, place_of(plan, i) * 100 - width / 2, y, width, y_of(picture, foot) - y);
  }
}

enum { CURVE = 1000 }; /* units of the stretched element, both ways */

static void add_curve(struct picture *picture, size_t layer, bool back) {
  const struct chart_plan *plan = picture->plan;
  for (size_t i = 0; i < plan->count; i++) {
    size_t day = back ? plan->count - 1 - i : i;
    buf_format(picture->out, "%s%.1f %.1f", i == 0 && !back ? "M" : "L",
               place_of(plan, day) * CURVE, (1 - plan->heights[layer][day]) * CURVE);
  }
}

static void add_area(struct picture *picture, size_t layer) {
  buf_format(picture->out, "<path class=\"layer%zu\" d=\"", layer + 1);
  add_curve(picture, layer, false);
  if (layer > 0)
    add_curve(picture, layer - 1, true);
  else
    buf_format(picture->out, "L%d %dL0 %d", CURVE, CURVE, CURVE);
  buf_literal(picture->out, "Z\"/>");
}

static void add_areas(struct picture *picture) {
  const struct chart_plan *plan = picture->plan;
  size_t top = plan->heights[1] ? 1 : 0;
  buf_format(picture->out,
             "<svg y=\"%d\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 %d %d\" "
             "preserveAspectRatio=\"none\">",
             HEAD, picture->height - HEAD - FOOT, CURVE, CURVE);
  for (size_t layer = 0; layer <= top; layer++)
    add_area(picture, layer);
  buf_literal(picture->out, "<path class=\"edge\" vector-effect=\"non-scaling-stroke\" d=\"");
  add_curve(picture, top, false);
  buf_literal(picture->out, "\"/></svg>");
}

struct str chart_svg(struct arena *arena, const struct chart_plan *plan, int height) {
  struct buf out = buf_in(arena);
  struct picture picture = {&out, plan, height};
  buf_format(&out, "<svg class=\"chart\" width=\"100%%\" height=\"%d\" role=\"img\" aria-label=\"",
             height);
  xml_text(&out, plan->label);
  buf_literal(&out, "\">");
  add_ticks(&picture);
  add_rules(&picture);
  if (plan->form == CHART_AREA) add_areas(&picture);
  for (size_t layer = 0; plan->form == CHART_BARS && layer < CHART_LAYERS; layer++)
    if (plan->heights[layer]) add_bars(&picture, layer);
  add_marks(&picture);
  buf_literal(&out, "</svg>");
  return buf_str(&out);
}
