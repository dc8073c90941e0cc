/* A report of several A4 pages: a cover, then blocks that flow from page to page under a running
 * head, with « page 3 sur 7 » at the foot. It knows pages and types of blocks and no subject; its
 * words come ready, in the reader's language. The same report gives the same bytes. */
#ifndef PAPER_REPORT_H
#define PAPER_REPORT_H

#include "paper/chart.h"

enum { REPORT_COLUMNS = 7, REPORT_PARTS = 4 };

enum report_kind {
  REPORT_CHAPTER, /* begins a page: a title */
  REPORT_HEADING, /* stays with what follows */
  REPORT_TEXT,    /* a paragraph */
  REPORT_NOTE,    /* a small one, in second ink */
  REPORT_FIGURES, /* large numbers, three in a row */
  REPORT_CHART,
  REPORT_SHARES, /* one bar in parts, each with its words */
  REPORT_TABLE   /* its head is repeated on every page that it reaches */
};

struct report_figure {
  struct str value, words;
};
struct report_figures {
  struct report_figure *items;
  size_t count;
};

struct report_part { /* of a bar; weights need not sum to anything */
  int64_t weight;
  struct str value, words;
};

struct report_column {
  struct str title;
  double width; /* share of the page's width; all together 1 */
  bool right;   /* numbers */
  bool bar;     /* no words: a bar of the row's percentage */
};
struct report_row {
  struct str cells[REPORT_COLUMNS];
  int64_t percent; /* of the bar */
  bool total;      /* a sum: ruled off, in bold */
};
struct report_table {
  struct report_column columns[REPORT_COLUMNS];
  size_t column_count;
  struct report_row *items;
  size_t count;
};

struct report_block {
  enum report_kind kind;
  struct str text;
  struct report_figures figures;
  struct chart_plan chart;
  double height; /* of the chart, in points */
  struct report_part parts[REPORT_PARTS];
  size_t part_count;
  struct report_table table;
};

struct report {
  enum language language;
  struct str accent;                /* "#7a1f3d" */
  struct str territory;             /* above the title, and in every head */
  struct str title, subject;        /* "Bilan des bons", "Loin des yeux" */
  struct str period;                /* "du 23 mars au 12 juin 2020" */
  struct str colophon;              /* at the foot of the cover: made when, from what */
  struct report_figure headline;    /* the one number of the cover */
  struct report_figures highlights; /* at most three below it */
  struct report_block *blocks;
  size_t count;
};
struct str paper_report_pdf(struct arena *arena, const struct report *report);

#endif
