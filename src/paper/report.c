#include "paper/report.h"

#include "base/message.h"
#include "paper/ink.h"
#include "paper/report_in.h"

#define GAP 14.0        /* between blocks */
#define KEEP 110.0      /* a heading wants so much of what follows it on its page */
#define FIGURE_ROW 66.0 /* of large numbers */
#define FIGURES 3       /* in a row */
#define SHARE_BAR 22.0

struct type report_type(const struct press *press, const char *face, double size, struct ink ink) {
  (void)press;
  return (struct type){.face = face,
                       .size = size,
                       .least = size * 0.7,
                       .leading = 1.3,
                       .tag = "P",
                       .ink = ink,
                       .tabular = true};
}

/* Pages. */

static void draw_frame(struct press *press) {
  struct type small = report_type(press, "Lato", 8.5, press->ink.soft);
  const struct report *report = press->report;
  struct box head = {REPORT_LEFT, 40, REPORT_WIDTH / 2, 12};
  sheet_text(press->sheet, &small, head, report->title);
  small.right = true;
  head.x += REPORT_WIDTH / 2;
  sheet_text(press->sheet, &small, head, report->territory);
  sheet_fill(press->sheet, press->ink.line, (struct box){REPORT_LEFT, 56, REPORT_WIDTH, 0.5});
  if (press->numbers)
    sheet_text(press->sheet, &small, (struct box){REPORT_LEFT, SHEET_HEIGHT - 44, REPORT_WIDTH, 12},
               press->numbers[press->pages]);
}

static void begin_page(struct press *press) {
  if (press->pages > 0) sheet_next(press->sheet);
  if (press->pages > 0) draw_frame(press);
  press->pages++;
  press->y = REPORT_TOP;
}

bool report_room(struct press *press, double height) {
  if (press->y + height <= REPORT_BOTTOM) return false;
  begin_page(press);
  return true;
}

/* Blocks. */

static void draw_words(struct press *press, const struct type *type, struct str text, double keep) {
  struct box box = {REPORT_LEFT, 0, REPORT_WIDTH, REPORT_BOTTOM - REPORT_TOP};
  report_room(press, sheet_measure(press->sheet, type, box, text) + keep);
  box.y = press->y;
  press->y += sheet_text(press->sheet, type, box, text);
}

static void draw_chapter(struct press *press, struct str text) {
  struct type type = report_type(press, "EB Garamond 12,EB Garamond,", 27, press->ink.dark);
  type.leading = 1.1;
  type.tag = "H1";
  if (press->y > REPORT_TOP) begin_page(press);
  draw_words(press, &type, text, KEEP);
  press->y += 4;
}

static void draw_heading(struct press *press, struct str text) {
  struct type type = report_type(press, "Lato Bold", 12.5, press->ink.dark);
  type.tag = "H2";
  if (press->y > REPORT_TOP) press->y += 8;
  draw_words(press, &type, text, KEEP);
  press->y -= 6;
}

static void draw_text(struct press *press, struct str text, bool note) {
  struct type type = note ? report_type(press, "Lato", 8.8, press->ink.soft)
                          : report_type(press, "Lato", 10.5, press->ink.dark);
  type.leading = 1.45;
  type.tabular = false;
  draw_words(press, &type, text, 0);
}

double report_figures(struct press *press, const struct report_figures *figures, struct box box,
                      double size) {
  struct type value = report_type(press, "EB Garamond 12,EB Garamond,", size, press->ink.accent);
  struct type words = report_type(press, "Lato", 9.5, press->ink.soft);
  value.leading = 1;
  double width = box.width / FIGURES, top = box.y;
  for (size_t i = 0; i < figures->count; i++) {
    const struct report_figure *figure = &figures->items[i];
    double x = box.x + (double)(i % FIGURES) * width, y = top + (double)(i / FIGURES) * box.height;
    sheet_fill(press->sheet, press->ink.dark, (struct box){x, y, width - 14, 0.9});
    sheet_text(press->sheet, &value, (struct box){x, y + 8, width - 14, size * 1.1}, figure->value);
    sheet_text(press->sheet, &words, (struct box){x, y + 12 + size, width - 14, 26}, figure->words);
  }
  return (double)((figures->count + FIGURES - 1) / FIGURES) * box.height;
}

static void draw_figures(struct press *press, const struct report_figures *figures) {
  double rows = (double)((figures->count + FIGURES - 1) / FIGURES);
  report_room(press, rows * FIGURE_ROW);
  press->y += report_figures(press, figures,
                             (struct box){REPORT_LEFT, press->y, REPORT_WIDTH, FIGURE_ROW}, 26);
}

static void draw_chart(struct press *press, const struct report_block *block) {
  const struct chart_ink ink = {
      {press->ink.accent, press->ink.middle}, press->ink.line, press->ink.soft};
  report_room(press, block->height);
  chart_draw(press->sheet, &block->chart, &ink,
             (struct box){REPORT_LEFT, press->y, REPORT_WIDTH, block->height});
  press->y += block->height;
}

static struct ink part_ink(const struct press *press, size_t part) {
  const struct ink inks[] = {press->ink.accent, press->ink.middle, press->ink.soft,
                             press->ink.line};
  return inks[part % (sizeof inks / sizeof *inks)];
}

static void draw_part_words(struct press *press, const struct report_part *part, size_t index,
                            struct box box) {
  struct type value = report_type(press, "Lato Bold", 10.5, press->ink.dark);
  struct type words = report_type(press, "Lato", 9, press->ink.soft);
  sheet_fill(press->sheet, part_ink(press, index), (struct box){box.x, box.y + 3, 8, 8});
  sheet_text(press->sheet, &value, (struct box){box.x + 14, box.y, box.width - 20, 15},
             part->value);
  sheet_text(press->sheet, &words, (struct box){box.x + 14, box.y + 14, box.width - 20, 24},
             part->words);
}

static void draw_shares(struct press *press, const struct report_block *block) {
  int64_t sum = 0;
  for (size_t i = 0; i < block->part_count; i++)
    sum += block->parts[i].weight;
  report_room(press, SHARE_BAR + 48);
  double x = REPORT_LEFT, column = REPORT_WIDTH / (double)block->part_count;
  for (size_t i = 0; sum > 0 && i < block->part_count; i++) {
    double width = REPORT_WIDTH * (double)block->parts[i].weight / (double)sum;
    sheet_fill(press->sheet, part_ink(press, i), (struct box){x, press->y, width, SHARE_BAR});
    x += width;
  }
  for (size_t i = 0; i < block->part_count; i++)
    draw_part_words(
        press, &block->parts[i], i,
        (struct box){REPORT_LEFT + (double)i * column, press->y + SHARE_BAR + 8, column, 40});
  press->y += SHARE_BAR + 46;
}

static void draw_block(struct press *press, const struct report_block *block) {
  switch (block->kind) {
  case REPORT_CHAPTER:
    draw_chapter(press, block->text);
    break;
  case REPORT_HEADING:
    draw_heading(press, block->text);
    break;
  case REPORT_TEXT:
  case REPORT_NOTE:
    draw_text(press, block->text, block->kind == REPORT_NOTE);
    break;
  case REPORT_FIGURES:
    draw_figures(press, &block->figures);
    break;
  case REPORT_CHART:
    draw_chart(press, block);
    break;
  case REPORT_SHARES:
    draw_shares(press, block);
    break;
  case REPORT_TABLE:
    report_table(press, &block->table);
    break;
  }
  press->y += GAP;
}

/* The whole report, twice: once to count its pages, then with their number at each foot. */

struct printing {
  const struct report *report;
  struct palette ink;
  const struct str *numbers;
  size_t *pages;
};

static void draw_report(struct sheet *sheet, const void *content) {
  const struct printing *printing = content;
  struct press press = {.sheet = sheet,
                        .report = printing->report,
                        .ink = printing->ink,
                        .numbers = printing->numbers};
  begin_page(&press);
  report_cover(&press);
  begin_page(&press);
  for (size_t i = 0; i < printing->report->count; i++)
    draw_block(&press, &printing->report->blocks[i]);
  *printing->pages = press.pages;
}

static struct palette palette_of(const struct report *report) {
  const struct ink white = {1, 1, 1};
  struct ink accent = ink_readable(ink_of(report->accent), white);
  return (struct palette){.accent = accent,
                          .middle = ink_mix(accent, white, 0.58),
                          .tint = ink_mix(accent, white, 0.93),
                          .dark = {0.129, 0.106, 0.094},
                          .soft = {0.388, 0.353, 0.325},
                          .line = {0.863, 0.824, 0.757}};
}

static const struct str *page_numbers(struct arena *arena, const struct report *report,
                                      size_t pages) {
  struct str *numbers = arena_array(arena, struct str, pages);
  for (size_t i = 0; i < pages; i++)
    numbers[i] = MESSAGE(arena, report->language, MSG_paper_report_page,
                         {"number", str_format(arena, "%zu", i + 1)},
                         {"pages", str_format(arena, "%zu", pages)});
  return numbers;
}

struct str paper_report_pdf(struct arena *arena, const struct report *report) {
  size_t pages = 0;
  struct printing printing = {report, palette_of(report), NULL, &pages};
  struct sheet_about about = {
      .title = MESSAGE(arena, report->language, MSG_paper_report_title, {"title", report->title},
                       {"subject", report->subject}),
      .author = report->territory,
      .language = report->language,
  };
  sheet_pdf(arena, &about, draw_report, &printing);
  printing.numbers = page_numbers(arena, report, pages);
  return sheet_pdf(arena, &about, draw_report, &printing);
}
