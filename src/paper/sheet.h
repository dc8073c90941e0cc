/* Pages to draw on: cairo for shapes, pango for words, a PDF (PDF/A-2u) as bytes. Measures are
 * points (1/72 inch) from the upper left corner. Drawing never raises a fault, because fontconfig
 * wants one thread at a time and the lock must be given back; failures are kept until sheet_finish.
 */
#ifndef PAPER_SHEET_H
#define PAPER_SHEET_H

#include "base/arena.h"
#include "base/language.h"
#include "paper/qr.h"

#define SHEET_WIDTH 595.276 /* 210 mm */
#define SHEET_HEIGHT 841.89 /* 297 mm */
#define SHEET_MM (72 / 25.4)

struct ink {
  double red, green, blue; /* 0 to 1 */
};

struct box {
  double x, y, width, height;
};

/* How a paragraph is set. `size` is tried first, then smaller down to `least` until the text fits
 * its box; what does not fit even then ends in "…". */
struct type {
  const char *face; /* pango's words: "EB Garamond 12, Italic"; the comma ends the family */
  double size, least;
  double leading;  /* distance of lines as a multiple of the size */
  double tracking; /* extra space between letters, as a multiple of the size */
  const char *tag; /* its role for those who listen: "H1", "P" */
  struct ink ink;
  bool right;   /* flush right, else left */
  bool tabular; /* figures of one width, for columns */
};

struct sheet;

/* Draws the pages while nobody else does; what it allocates must come from before. */
typedef void sheet_draw(struct sheet *sheet, const void *content);

struct sheet_about {
  struct str title, author;
  enum language language;
  double width, height; /* 0: A4 upright */
};
/* The same input gives the same bytes. Raises FAULT_IO if the libraries refuse. */
struct str sheet_pdf(struct arena *arena, const struct sheet_about *about, sheet_draw *draw,
                     const void *content);

/* Ends this page and begins the next. */
void sheet_next(struct sheet *sheet);

/* The same as a picture of so many pixels, one for each point. */
struct str sheet_png(struct arena *arena, int width, int height, sheet_draw *draw,
                     const void *content);

/* Each returns the height that the text takes; `measure` draws nothing. */
double sheet_text(struct sheet *sheet, const struct type *type, struct box box, struct str text);
double sheet_measure(struct sheet *sheet, const struct type *type, struct box box, struct str text);
void sheet_fill(struct sheet *sheet, struct ink ink, struct box box);
/* With round corners and, if `edge` is not NULL, a hairline around. */
void sheet_card(struct sheet *sheet, struct ink ink, const struct ink *edge, struct box box,
                double radius);
void sheet_polygon(struct sheet *sheet, struct ink ink, const double (*points)[2], size_t count);
/* A line of this width from point to point. */
void sheet_line(struct sheet *sheet, struct ink ink, double width, const double (*points)[2],
                size_t count);
void sheet_qr(struct sheet *sheet, struct ink ink, const struct qr *qr, double x, double y,
              double side);
/* Centred along the rising diagonal of the box: for marks behind the text. */
void sheet_diagonal(struct sheet *sheet, const struct type *type, struct box box, struct str text);

#endif
