/* The hours editor: a row for each day and one for public holidays, text for experts, exceptional
 * days with an end, hours of services, and a preview of the week. Without script the preview comes
 * with a button; with it, while one types. */
#ifndef DOMAIN_EDITOR_HOURS_EDITOR_H
#define DOMAIN_EDITOR_HOURS_EDITOR_H

#include "domain/editor/week_edit.h"
#include "domain/hours/hours.h"
#include "domain/shop/shop_edit.h"
#include "web/web.h"

enum { EDITOR_EXCEPTIONS = 6, EDITOR_PROBLEMS = 24 };

struct day_typed {
  struct str mode;                  /* open, closed, same; "" says nothing */
  struct str times[2 * WEEK_SPANS]; /* from, to, from, to, from, to */
};

struct exception_typed {
  struct str from, to, mode, hours, note;
};

struct hours_typed {
  struct str go;    /* preview, save */
  struct str input; /* rows, raw */
  struct str raw;
  struct day_typed days[WEEK_DAYS];
  struct exception_typed exceptions[EDITOR_EXCEPTIONS];
  struct str takeaway, delivery; /* hours of a service, or "" */
};
extern const struct form hours_form;

struct editor_cell {
  struct str name, value, label;
};
struct editor_cells {
  struct editor_cell *items;
  size_t count;
};

struct editor_day {
  struct str mode_name, label, error, error_id;
  bool open, closed, same, unsaid, first;
  struct editor_cells cells; /* times */
};
struct editor_days {
  struct editor_day *items;
  size_t count;
};

struct editor_exception {
  struct str from_name, to_name, mode_name, hours_name, note_name, error, error_id;
  int64_t number;
  struct exception_typed typed;
  bool open;
};
struct editor_exceptions {
  struct editor_exception *items;
  size_t count;
};

struct editor_line { /* of the preview */
  struct str day, times;
};
struct editor_lines {
  struct editor_line *items;
  size_t count;
};

struct editor_week {
  struct editor_lines lines;
};

struct editor_preview {
  struct str value; /* canonical, "" if nothing is said */
  struct editor_lines lines;
  struct editor_messages {
    struct editor_message {
      struct str text;
    } * items;
    size_t count;
  } errors, warnings;
};

struct hours_editor { /* what the template draws */
  bool raw;           /* the text is what counts */
  bool rich;          /* rows cannot say it */
  bool whole;         /* with exceptions and services */
  bool refused;
  struct str text, text_error;
  struct editor_days days;
  struct editor_exceptions exceptions;
  struct str takeaway, takeaway_error, delivery, delivery_error;
  struct editor_preview preview;
  struct url preview_path;
};

struct hours_edited { /* what was typed, read */
  struct str value;   /* canonical; "" if nothing is said */
  struct shop_exceptions exceptions;
  struct shop_services services;
};

/* From a shop's hours: what the form shows first. */
void hours_typed_from(struct ctx *ctx, struct str value, const struct shop_exceptions *exceptions,
                      const struct shop_services *services, struct hours_typed *typed);
/* Reads what was typed; notes what is wrong beside the fields (form_refuse). */
bool hours_edited_read(struct request *request, const struct hours_typed *typed, bool whole,
                       struct hours_edited *edited);
/* Draws: with problems beside their fields if `refused`. */
struct hours_editor hours_editor_of(struct request *request, const struct hours_typed *typed,
                                    bool whole, bool refused);
struct editor_preview hours_preview(struct request *request, const struct hours_typed *typed);
/* A week of these hours in words; no line for a text that cannot be read. Drawn by week_words.html.
 */
struct editor_week hours_week_words(struct request *request, struct str value);

/* POST /horaires/apercu: the preview alone, for the script. */
extern const struct route_table editor_routes;

#endif
