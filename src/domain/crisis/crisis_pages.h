/* The agent's crisis switch: what is in force, a form, what it would touch, one act, one undo.
 * What a measure means is decided in domain/measure. */
#ifndef DOMAIN_CRISIS_CRISIS_PAGES_H
#define DOMAIN_CRISIS_CRISIS_PAGES_H

#include "domain/frame/frame.h"
#include "domain/measure/measure.h"

struct crisis_choice { /* a box to tick */
  const char *name;
  struct str value, label;
  int64_t shops;
  bool chosen;
};
struct crisis_choices {
  struct crisis_choice *items;
  size_t count;
};

struct crisis_row { /* a measure in the list */
  struct url root;
  struct str id, form_token;
  struct measure measure;
  struct str trades, zone, services; /* in words */
  int64_t shops;                     /* touched now */
  bool running, coming, past;        /* one of them */
};
struct crisis_rows {
  struct crisis_row *items;
  size_t count;
};

struct crisis_list_page {
  struct page_frame frame;
  struct crisis_rows rows;
  bool saved, lifted;
  struct str refusal;
  struct str restaurants; /* keys of the trades of the ready-made choice, for an address */
};

struct crisis_typed { /* the form as sent */
  struct str go, name, trades, towns, counter, hours, services, west, south, east, north;
  struct day from, until;
  bool has_from, has_until, vouchers;
};
extern const struct form crisis_form;

struct crisis_input {
  const char *name;
  enum message label;
  struct str value, error;
};
struct crisis_problems {
  struct crisis_problem {
    struct str place, sentence;
  } * items;
  size_t count;
};

struct crisis_form_page {
  struct page_frame frame;
  struct crisis_problems problems;
  struct crisis_input name, from, until, hours, box;
  struct str west, south, east, north;
  bool other_hours; /* not closed altogether */
  bool boxed, some_towns;
  struct crisis_choices trades, towns, services;
  bool vouchers;
};

struct crisis_preview_page {
  struct page_frame frame;
  struct crisis_typed typed;                   /* carried in hidden fields */
  struct str trades, zone, services, sentence; /* in words */
  struct measure measure;
  bool closes;
  struct measure_preview preview;
  struct crisis_samples {
    struct measure_sample *items;
    size_t count;
  } samples;
  int64_t others; /* beyond the sample */
};

/* Words for the list and the preview: crisis_words_pages.c. */
struct str crisis_trades_text(struct ctx *ctx, struct str trades);
struct str crisis_zone_text(struct ctx *ctx, const struct measure *measure);
struct str crisis_services_text(struct ctx *ctx, struct str services);
/* The form page, with what is wrong if `refused`. */
void crisis_form_draw(struct request *request, struct response *response, int status,
                      const struct crisis_typed *typed, bool refused);

extern const struct route_table crisis_routes;

#endif
