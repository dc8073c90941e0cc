/* The agent's pages for bringing shops in: a file, what it is, what would happen, the report. */
#ifndef DOMAIN_IMPORT_IMPORT_PAGES_H
#define DOMAIN_IMPORT_IMPORT_PAGES_H

#include "domain/frame/frame.h"
#include "domain/import/import.h"

struct import_item { /* a run in the list, and the head of its page */
  struct url root;
  struct str id, file_name, source, format;
  enum message state;
  bool good, bad, open; /* how its state is drawn: done, refused, something is to be done */
  struct day on;
  struct instant at;
  struct import_counts counts;
};
struct import_items {
  struct import_item *items;
  size_t count;
};

struct import_list_page {
  struct page_frame frame;
  struct str problem; /* why the upload was refused, or "" */
  struct import_items runs;
  struct import_sources sources;
  int64_t missing;
};

struct import_option {
  struct str name;
  bool chosen;
};
struct import_options {
  struct import_option *items;
  size_t count;
};
struct import_choice { /* one of our fields and the column that says it */
  struct str word;
  enum message label;
  struct import_options options;
};
struct import_choices {
  struct import_choice *items;
  size_t count;
};
struct import_cell {
  struct str text;
};
struct import_row {
  struct import_cell *items;
  size_t count;
};
struct import_rows {
  struct import_row *items;
  size_t count;
};

struct import_seen_place { /* a place of the file as it was understood */
  struct str name, trade, address, phone, refusal;
};
struct import_seen_places {
  struct import_seen_place *items;
  size_t count;
};

struct import_sum { /* how many lines of the report say that */
  enum message text;
  int64_t lines;
  bool refused;
};
struct import_sums {
  struct import_sum *items;
  size_t count;
};

struct import_report_line {
  struct str place, name, id, text;
  bool refused, missing;
};
struct import_report_lines {
  struct import_report_line *items;
  size_t count;
};

struct import_page {
  struct import_page *form; /* itself */
  struct page_frame frame;
  struct import_item run;
  bool describing, working, checked, done, broken, cancelled, latin1, applying;
  struct str problem; /* of the form, or why the file is refused */
  struct import_source source;
  struct str extract_on;
  bool whole;
  bool columns; /* a CSV file: its columns are chosen */
  struct import_choices choices;
  struct import_row header;
  struct import_rows rows;
  struct import_seen_places places;
  int64_t percent;
  struct import_sums sums;
  struct import_report_lines lines;
  struct str next;  /* where the report goes on, or "" */
  int64_t left_out; /* lines of the report that were not kept */
};

struct import_missing_item {
  struct import_missing shop;
  struct url root;
};
struct import_missing_items {
  struct import_missing_item *items;
  size_t count;
};
struct import_missing_page {
  struct page_frame frame;
  struct import_missing_items shops;
};

extern const struct route_table import_routes;

#endif
