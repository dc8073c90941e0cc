/* « Mon commerce »: its keeper, or an agent, edits the entry: facts, hours, photo; says that it is
 * still right, or that it has closed for good. */
#ifndef DOMAIN_MYSHOP_MYSHOP_PAGES_H
#define DOMAIN_MYSHOP_MYSHOP_PAGES_H

#include "domain/editor/hours_editor.h"
#include "domain/editor/shop_fields.h"
#include "domain/frame/frame.h"
#include "domain/photo/photo_pages.h"

struct myshop_row {
  struct url root;
  struct shop shop;
};
struct myshop_rows {
  struct myshop_row *items;
  size_t count;
};
struct myshop_list_page {
  struct page_frame frame;
  struct myshop_rows shops;
};

struct myshop_problems {
  struct myshop_problem {
    struct str sentence;
  } * items;
  size_t count;
};

struct myshop_top { /* the head that all pages of a shop share */
  struct url root;
  struct shop shop;
  bool facts, hours, photo; /* which page it is */
  bool saved, refused;
  struct str refusal;
};

struct myshop_facts_page {
  struct page_frame frame;
  struct myshop_top top;
  struct shop shop;
  struct shop_fields_view fields;
  bool unconfirmed;
  struct day confirmed_on, gone_on;
};

struct myshop_hours_page {
  struct page_frame frame;
  struct myshop_top top;
  struct shop shop;
  struct hours_editor editor;
};

struct myshop_photo_page {
  struct page_frame frame;
  struct myshop_top top;
  struct shop shop;
  bool has_photo, judging; /* judging: an agent looks at what is somebody else's */
  struct photo_view photo;
  struct shop_input file, text, reason;
};

struct myshop_typed {
  struct shop_typed shop;
};

/* The shop of the address, if this reader may edit it; else the request has been answered. */
bool myshop_find(struct request *request, struct response *response, struct shop *shop);
struct myshop_top myshop_top_of(struct request *request, const struct page_frame *frame,
                                const struct shop *shop);

extern const struct route_table myshop_routes, myshop_hours_routes, myshop_photo_routes;

#endif
