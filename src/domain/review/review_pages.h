/* The agent's queue: entries, claims and corrections with what is needed to decide, and three ways
 * out: yes, no with a reason, a question. */
#ifndef DOMAIN_REVIEW_REVIEW_PAGES_H
#define DOMAIN_REVIEW_REVIEW_PAGES_H

#include "domain/editor/hours_editor.h"
#include "domain/frame/frame.h"
#include "domain/moderation/moderation.h"

struct review_row {
  struct url root;
  struct str id;
  enum message kind;
  struct moderation one;
  bool asked;
};
struct review_rows {
  struct review_row *items;
  size_t count;
};

struct review_missing_rows_view { /* shops that a source no longer has */
  struct review_gone {
    struct url root;
    struct str slug, name, town, source;
    struct day on;
  } * items;
  size_t count;
};

struct review_list_page {
  struct page_frame frame;
  struct review_missing_rows_view gone;
  struct review_rows rows;
  struct str next; /* where the list goes on */
  bool saved;
};

struct review_fact { /* old and new, side by side; or one alone */
  struct str label, old_value, new_value;
  bool differs;
  struct editor_week old_week, new_week; /* of hours, in words */
};
struct review_facts {
  struct review_fact *items;
  size_t count;
};

struct review_near { /* shops it may be */
  struct str slug, name, place;
};
struct review_nears {
  struct review_near *items;
  size_t count;
};

struct review_case_page {
  struct page_frame frame;
  bool has_photo;
  struct url photo;
  struct str photo_text;
  struct str id;
  struct moderation one;
  enum message kind;
  struct str slug; /* of the listed shop, or "" */
  struct review_facts facts;
  struct review_nears nears;
  bool open, asked, may_ask, claim, unconfirmed;
  struct str refusal, answer;
  /* a claim */
  bool by_phone;
  struct str phone, code; /* the code is shown once, to read out */
};

extern const struct route_table review_routes;

#endif
