/* « Proposer une correction »: a page for anybody, without an account. */
#ifndef DOMAIN_MODERATION_CORRECTION_PAGES_H
#define DOMAIN_MODERATION_CORRECTION_PAGES_H

#include "domain/editor/hours_editor.h"
#include "domain/editor/position_map.h"
#include "domain/frame/frame.h"
#include "domain/moderation/moderation.h"

struct correction_choice {
  struct str value, label, now;
  struct editor_week week; /* the same in words, of hours */
  bool chosen;
};
struct correction_choices {
  struct correction_choice *items;
  size_t count;
};

struct correction_page {
  struct page_frame frame;
  struct shop shop;
  struct correction_choices fields;
  struct str value, comment, email;
  bool has_map, map_open;
  struct position_map map;
  struct str field_error, value_error, comment_error, email_error;
  bool sent;
};

extern const struct route_table correction_routes;

#endif
