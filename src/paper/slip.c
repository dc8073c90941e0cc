#include "paper/slip.h"

#include "base/text.h"
#include "paper/sheet.h"

static const struct ink dark = {0.129, 0.106, 0.094};
static const struct ink soft = {0.388, 0.353, 0.325};
static const struct ink rule = {0.7, 0.67, 0.62};

/* The two papers: measures in points. */
struct measures {
  double width, height; /* 0: as long as it must be */
  double margin, body, title, gap;
};
static const struct measures roll = {80 * SHEET_MM, 0, 14, 9, 13, 3};
static const struct measures page = {SHEET_WIDTH, SHEET_HEIGHT, 62, 11, 24, 6};

#define VALUE_SHARE 0.36
enum { NARROW_MAX = 3000 }; /* points: a roll ends somewhere */

struct drawing {
  const struct slip *slip;
  const struct measures *at;
};

static struct type type_of(const struct measures *at, enum slip_style style) {
  struct type type = {.face = "Lato",
                      .size = at->body,
                      .least = at->body * 0.6,
                      .leading = 1.35,
                      .tag = "P",
                      .ink = dark};
  if (style == SLIP_STRONG || style == SLIP_HEAD) type.face = "Lato Bold";
  if (style == SLIP_HEAD) type.size = at->body * 1.15, type.tag = "H2";
  if (style == SLIP_NOTE || style == SLIP_SIGN) type.ink = soft;
  return type;
}

/* Lines that a value takes in its third of the width, a letter being half as wide as it is high: a
 * liquidator's address is read, not squeezed. */
static double value_rows(const struct measures *at, const struct slip_line *line) {
  double width = (at->width - 2 * at->margin) * VALUE_SHARE;
  double needed = (double)text_length(line->value) * at->body * 0.5;
  return needed <= width ? 1 : needed <= 2 * width ? 2 : needed <= 3 * width ? 3 : 4;
}

/* How much a line takes, rule and all. */
static double line_height(const struct measures *at, const struct slip_line *line) {
  double height = at->body * 1.35 * value_rows(at, line) + at->gap;
  if (line->style == SLIP_HEAD) return height + 2 * at->gap + at->body * 0.5;
  if (line->style == SLIP_STRONG) return height + at->gap;
  if (line->style == SLIP_NOTE) return height + at->body * 1.35;
  if (line->style == SLIP_SIGN) return height + 5 * at->body;
  return height;
}

static double head_height(const struct measures *at) {
  return at->margin + at->title * 1.3 + 2 * at->body * 1.35 + 3 * at->gap;
}

static double head(struct sheet *sheet, const struct drawing *drawing) {
  const struct measures *at = drawing->at;
  const struct slip *slip = drawing->slip;
  double width = at->width - 2 * at->margin, y = at->margin;
  struct type title = type_of(at, SLIP_STRONG), small = type_of(at, SLIP_NOTE);
  title.size = at->title, title.tag = "H1", title.face = "EB Garamond 12,EB Garamond,";
  sheet_text(sheet, &small, (struct box){at->margin, y, width, at->body * 1.5}, slip->author);
  y += at->body * 1.35 + at->gap;
  sheet_text(sheet, &title, (struct box){at->margin, y, width, at->title * 1.35}, slip->title);
  y += at->title * 1.3 + at->gap;
  sheet_text(sheet, &small, (struct box){at->margin, y, width, at->body * 1.5}, slip->subtitle);
  return head_height(at);
}

static void line(struct sheet *sheet, const struct measures *at, double y,
                 const struct slip_line *one) {
  double width = at->width - 2 * at->margin, height = at->body * 1.5;
  double value_height = height + at->body * 1.35 * (value_rows(at, one) - 1);
  struct type left = type_of(at, one->style), right = left;
  right.right = true;
  if (one->style == SLIP_HEAD) y += 2 * at->gap;
  if (one->style == SLIP_STRONG) {
    sheet_fill(sheet, rule, (struct box){at->margin, y, width, 0.75});
    y += at->gap;
  }
  if (one->style == SLIP_NOTE) height = at->body * 2.9;
  if (one->style == SLIP_SIGN)
    sheet_fill(sheet, rule, (struct box){at->margin, y + 5 * at->body, width * 0.6, 0.75});
  double share = str_is_empty(one->value) ? 1 : 1 - VALUE_SHARE;
  sheet_text(sheet, &left, (struct box){at->margin, y, width * share, height}, one->label);
  if (!str_is_empty(one->value))
    sheet_text(sheet, &right,
               (struct box){at->margin + width * share, y, width * (1 - share), value_height},
               one->value);
}

/* A head keeps to the line below it, a line to its note. */
static double kept_height(const struct drawing *drawing, size_t i) {
  const struct slip *slip = drawing->slip;
  double height = line_height(drawing->at, &slip->lines[i]);
  if (i + 1 == slip->count) return height;
  const struct slip_line *next = &slip->lines[i + 1];
  bool keeps = slip->lines[i].style == SLIP_HEAD || next->style == SLIP_NOTE;
  return keeps ? height + line_height(drawing->at, next) : height;
}

static void draw(struct sheet *sheet, const void *context) {
  const struct drawing *drawing = context;
  const struct measures *at = drawing->at;
  double y = head(sheet, drawing);
  for (size_t i = 0; i < drawing->slip->count; i++) {
    const struct slip_line *one = &drawing->slip->lines[i];
    double height = line_height(at, one);
    if (at->height > 0 && y + kept_height(drawing, i) > at->height - at->margin) {
      sheet_next(sheet);
      y = at->margin;
    }
    line(sheet, at, y, one);
    y += height;
  }
}

struct str paper_slip_pdf(struct arena *arena, const struct slip *slip) {
  struct drawing drawing = {slip, slip->narrow ? &roll : &page};
  struct sheet_about about = {
      .title = slip->title, .author = slip->author, .language = slip->language};
  if (slip->narrow) {
    double height = head_height(&roll) + roll.margin;
    for (size_t i = 0; i < slip->count; i++)
      height += line_height(&roll, &slip->lines[i]);
    about.width = roll.width;
    about.height = height < NARROW_MAX ? height : NARROW_MAX;
  }
  return sheet_pdf(arena, &about, draw, &drawing);
}
