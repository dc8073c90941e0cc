/* The cover: whose report, of what, when; then one number as large as the page bears. A bookmark's
 * ribbon hangs into it, as on the vouchers. */
#include "paper/report_in.h"

#define NAME_Y 150.0
#define NUMBER_Y 400.0

static const struct ink ground = {0.984, 0.965, 0.925};

static void draw_ribbon(struct press *press) {
  const double right = SHEET_WIDTH - REPORT_LEFT, left = right - 34, end = 118;
  const double ribbon[][2] = {
      {left, 0}, {right, 0}, {right, end}, {(left + right) / 2, end - 15}, {left, end}};
  sheet_polygon(press->sheet, press->ink.accent, ribbon, 5);
}

static void draw_titles(struct press *press) {
  const struct report *report = press->report;
  struct type small = report_type(press, "Lato Bold", 11, press->ink.accent);
  struct type title = report_type(press, "EB Garamond 12,EB Garamond,", 44, press->ink.dark);
  struct type subject =
      report_type(press, "EB Garamond 12,EB Garamond, Italic", 21, press->ink.dark);
  struct type period = report_type(press, "Lato", 11.5, press->ink.soft);
  title.leading = 1.08;
  title.tag = "H1";
  small.tracking = 0.02;
  double y = NAME_Y;
  y += 18 + sheet_text(press->sheet, &small, (struct box){REPORT_LEFT, y, REPORT_WIDTH - 60, 30},
                       report->territory);
  y += 10 + sheet_text(press->sheet, &title, (struct box){REPORT_LEFT, y, REPORT_WIDTH, 100},
                       report->title);
  if (report->subject.len > 0)
    y += 10 + sheet_text(press->sheet, &subject, (struct box){REPORT_LEFT, y, REPORT_WIDTH, 56},
                         report->subject);
  sheet_text(press->sheet, &period, (struct box){REPORT_LEFT, y, REPORT_WIDTH, 32}, report->period);
}

static void draw_number(struct press *press) {
  const struct report *report = press->report;
  struct type value = report_type(press, "EB Garamond 12,EB Garamond,", 88, press->ink.accent);
  struct type words = report_type(press, "Lato", 13, press->ink.dark);
  value.leading = 1;
  double y = NUMBER_Y;
  y += 6 + sheet_text(press->sheet, &value, (struct box){REPORT_LEFT, y, REPORT_WIDTH, 100},
                      report->headline.value);
  sheet_text(press->sheet, &words, (struct box){REPORT_LEFT, y, REPORT_WIDTH, 40},
             report->headline.words);
  report_figures(press, &report->highlights,
                 (struct box){REPORT_LEFT, NUMBER_Y + 170, REPORT_WIDTH, 80}, 30);
}

void report_cover(struct press *press) {
  struct type colophon = report_type(press, "Lato", 9, press->ink.soft);
  colophon.leading = 1.5;
  colophon.tabular = false;
  sheet_fill(press->sheet, ground, (struct box){0, 0, SHEET_WIDTH, SHEET_HEIGHT});
  draw_ribbon(press);
  draw_titles(press);
  draw_number(press);
  sheet_fill(press->sheet, press->ink.line,
             (struct box){REPORT_LEFT, SHEET_HEIGHT - 120, REPORT_WIDTH, 0.75});
  sheet_text(press->sheet, &colophon,
             (struct box){REPORT_LEFT, SHEET_HEIGHT - 110, REPORT_WIDTH, 70},
             press->report->colophon);
}
